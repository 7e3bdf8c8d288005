"""The markup of texts: emphasis, links, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.markup import Emphasis, Link, Plain, links, parse, plain


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Plain text.", [Plain("Plain text.")]),
        ("", []),
        ("A *strong* word", [Plain("A "), Emphasis("strong"), Plain(" word")]),
        ("[[glass-bone]]", [Link("glass-bone")]),
        ("See [[glass-bone|the bone]].", [Plain("See "), Link("glass-bone", "the bone"), Plain(".")]),
        ("[[a]][[b| x ]]", [Link("a"), Link("b", "x")]),
        ("2 * 3 * 4", [Plain("2 * 3 * 4")]),
        ("[[a|b|c]] [[]] [[a", [Plain("[[a|b|c]] [[]] [[a")]),
        ("*a* *b*", [Emphasis("a"), Plain(" "), Emphasis("b")]),
        ("<b>*x*</b>", [Plain("<b>"), Emphasis("x"), Plain("</b>")]),
    ],
)
def test_parts_of_a_text(text, tokens):
    assert list(parse(text)) == tokens


def test_links_are_their_targets_in_order():
    assert links("[[b]], *[[c]]* and [[a|words]]") == ("b", "a")


def test_plain_text_is_what_a_reader_sees():
    assert plain("A *strong* [[glass-bone|bone]] of [[chalk-bone]].") == "A strong bone of ."


_WORDS = st.text(st.characters(exclude_characters="[]|*", exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text == text.strip()
)
_TOKENS = st.lists(
    st.one_of(_WORDS.map(Plain), _WORDS.map(Emphasis), st.builds(Link, _WORDS, _WORDS | st.just(""))), max_size=8
)


def _write(token):
    match token:
        case Link(target, ""):
            return f"[[{target}]]"
        case Link(target, words):
            return f"[[{target}|{words}]]"
        case Emphasis(words):
            return f"*{words}*"
        case Plain(words):
            return words


@given(_TOKENS)
def test_what_is_written_is_read_back(tokens):
    apart = [part for token in tokens for part in (token, Plain(" . "))]  # so that no two plain texts touch
    joined = []
    for token in apart:
        if isinstance(token, Plain) and joined and isinstance(joined[-1], Plain):
            joined[-1] = Plain(joined[-1].text + token.text)
        else:
            joined.append(token)

    assert list(parse("".join(map(_write, apart)))) == joined


@given(st.text())
def test_no_text_is_lost_that_is_no_markup(text):
    if not set(text) & set("*["):
        assert plain(text) == text
