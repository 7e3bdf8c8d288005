"""LaTeX of BibTeX fields to plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.latex import latex_text, plain_text, with_letters


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r"Kr{\"o}ner", "Kröner"),
        (r"{\'E}tude {\o} {\ss}", "Étude ø ß"),
        (r"{MRI} of bone \& marrow", "MRI of bone & marrow"),
        (r"50\% of 8", "50% of 8"),
        ("50% of 8", "50% of 8"),
        ("425--436", "425--436"),
        ("Plain text, as it is.", "Plain text, as it is."),
        ("a~b", "a\u00a0b"),
    ],
)
def test_plain_text(field, text):
    assert plain_text(field) == text


def test_braces_without_end_do_not_raise():
    assert plain_text("{" * 3000 + "x" + "}" * 3000) == "x"


@given(st.text(alphabet="abc äöü.,:;()'0123", max_size=40))
def test_text_without_latex_stays_as_it_is(text):
    assert plain_text(text) == text


@given(st.text(alphabet="ab{}\\~$%&-'\"^ ", max_size=30))
def test_no_field_raises(field):
    assert isinstance(plain_text(field), str)


@given(st.text(alphabet="ab {}.,:;()%-0123ä", max_size=40).filter(lambda text: "---" not in text))
def test_fields_without_commands_need_no_decoder(text):
    """The short way for braces alone gives what the decoder gives."""
    balanced = text.replace("}", "").replace("{", "{x}")
    assert plain_text(balanced).strip() == plain_text(balanced + "~").removesuffix("\u00a0").strip()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r"H{\"u}ft of {T}1", "Hüft of {T}1"),
        (r"{H{\"u}ftgelenkes} und {A}", "{Hüftgelenkes} und {A}"),
        (r"Asfuro{\u{g}}lu, T{\i}p, d'{\oe}d{\`e}me", "Asfuroğlu, Tıp, d'œdème"),
        (r"\'e \'{e} {\'{e}} \O iestad {\O}iestad", "é é é Øiestad Øiestad"),
        (r"50\% \& a\_b of $T_1$ and a~b", r"50\% \& a\_b of $T_1$ and a~b"),
        (r"\emph{\'e} {\textbraceleft}", r"\emph{\'e} {\textbraceleft}"),
        ("e\u0301 alone", "é alone"),
        ("e\u0301 \\& alone", "é \\& alone"),
    ],
)
def test_letters_only(field, text):
    assert with_letters(field) == text
    assert plain_text(text) == plain_text(field).replace("e\u0301", "é")


@given(st.text(alphabet="ab äöüßøÉ.,:;()0123$&%#_{}\\\\~^<>|@", max_size=40))
def test_a_text_written_as_latex_is_ascii_and_reads_back(text):
    written = latex_text(text)

    assert written.isascii()
    assert plain_text(written).strip() == text.strip()
    assert written.count("{") == written.count("}")
