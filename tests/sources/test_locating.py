"""Where a piece of a text stands in its file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.locating import span_of

SOURCE = """\
a:
  text: >-
    One of 12 hips, 112 in all,
    and 12 again; rules
    out *nothing*.
  b: 12 rules out
"""


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("One", (3, 5), (3, 8)),
        ("12", (3, 12), (3, 14)),
        ("112", (3, 21), (3, 24)),
        ("again", (4, 12), (4, 17)),
        ("rules out", (4, 19), (5, 8)),
        ("*", (5, 9), (5, 10)),
    ],
)
def test_found_is_the_first_whole_word_or_words_over_lines(part, start, end):
    assert span_of(part, SOURCE, 2, 9) == (start, end)


@pytest.mark.parametrize("part", ["b", "3", "hip", ""])
def test_what_is_not_in_the_text_is_not_looked_for_elsewhere(part):
    assert span_of(part, SOURCE, 2, 9) is None


def test_the_address_of_a_link_is_passed_over_unless_it_is_asked_for():
    source = "a: see [[old-tumour|the tumour]] and [[tumour]] or tumour\n"

    assert span_of("tumour", source, 1, 4) == ((1, 25), (1, 31))
    assert span_of("[[tumour", source, 1, 4) == ((1, 38), (1, 46))
    assert span_of("tumour", source, 1, 33) == ((1, 52), (1, 58))


def test_a_text_on_the_last_line_and_a_line_that_is_none():
    assert span_of("12", SOURCE, 6, 6) == ((6, 6), (6, 8))
    assert span_of("12", SOURCE, 99, 1) is None


_WORD = st.text(alphabet="abc", min_size=1, max_size=3)


@given(st.lists(_WORD, min_size=1, max_size=8), st.data())
def test_the_span_holds_the_piece(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n    "]), min_size=len(words), max_size=len(words)))
    source = "x: >-\n    " + "".join(word + gap for word, gap in zip(words, gaps, strict=True)) + "\ny: 1\n"
    part = " ".join(words[start:end])

    span = span_of(part, source, 1, 4)

    assert span is not None
    (line, column), (end_line, end_column) = span
    lines = source.split("\n")
    if line == end_line:
        found = lines[line - 1][column - 1 : end_column - 1]
    else:
        middle = lines[line : end_line - 1]
        found = "\n".join([lines[line - 1][column - 1 :], *middle, lines[end_line - 1][: end_column - 1]])
    assert " ".join(found.split()) == part
