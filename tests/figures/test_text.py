"""Text in drawings: lines that fit, words kept, nothing that XML forbids."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.svg import content, element, plain
from build_tools.figures.text import lines, width

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzABCMW-", min_size=1, max_size=24), max_size=15).map(" ".join)


@pytest.mark.parametrize(
    ("text", "is_bold", "wanted"),
    [("ii", False, 5.6), ("WW", False, 19.8), ("WW", True, 22.2), ("é", False, 6.2), ("", True, 0), ("字", False, 15)],
)
def test_widths_are_those_of_the_table(text: str, is_bold: bool, wanted: float) -> None:
    assert width(text, 10, is_bold) == pytest.approx(wanted)


@given(ANY_TEXT, st.floats(60, 400), st.booleans())
def test_no_line_is_wider_than_allowed(text: str, limit: float, is_bold: bool) -> None:
    assert all(width(line, 14, is_bold) <= limit for line in lines(text, limit, 14, is_bold))


@given(WORDS, st.floats(60, 400))
def test_lines_hold_the_text_and_nothing_else(text: str, limit: float) -> None:
    broken = lines(text, limit, 14)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    if all(width(word, 14) <= limit for word in text.split()):
        assert " ".join(broken) == " ".join(text.split())


def test_lines_are_about_equally_long() -> None:
    assert lines("one two three four five six", 150, 14) == ("one two three", "four five six")
    assert lines("extraordinarily a", 110, 14) == ("extraordinarily", "a")


@given(ANY_TEXT)
def test_any_text_makes_valid_xml_that_reads_the_same(text: str) -> None:
    made = ElementTree.fromstring(element("a", {"title": text}, content(text)))
    assert (made.text or "").replace("\r", "\n") == plain(text).replace("\r\n", "\n").replace("\r", "\n")
    assert made.attrib["title"].replace("\r", "\n").replace("\t", " ").replace("\n", " ") == plain(text).replace(
        "\r", " "
    ).replace("\t", " ").replace("\n", " ")


def test_characters_that_xml_forbids_are_replaced() -> None:
    assert plain("a\x00b\x1fc\ufffed") == "a\ufffdb\ufffdc\ufffdd"
