"""Heights on paper: never less than what a line breaker finds, and what fits is said rightly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from build_tools.figures.arial import thousandths
from build_tools.pages.paper import (
    BODY,
    CELL_GAP,
    HEIGHT,
    ROW_PADDING,
    RULE,
    TITLE,
    WIDTH,
    height_of,
    height_of_row,
    line_count,
    style,
)

WORD = st.text("abcdefghijklmnop", min_size=1, max_size=12)
TEXTS = st.lists(WORD, min_size=1, max_size=40).map(" ".join)


def test_a_sheet_is_a4_inside_margins_of_ten_millimeters() -> None:
    assert (round(WIDTH / 72 * 25.4), round(HEIGHT / 72 * 25.4)) == (190, 277)


def test_widths_are_those_of_arial() -> None:
    assert thousandths("Hip") == 722 + 222 + 556
    assert thousandths("Hip", is_bold=True) == 722 + 278 + 611
    assert thousandths("é") == thousandths("e")


def test_lines_are_counted_by_words() -> None:
    word = thousandths("aaaa") * 8 / 1000
    space = thousandths(" ") * 8 / 1000
    assert line_count("aaaa aaaa", 2 * word + space, 8) == 1
    assert line_count("aaaa aaaa", 2 * word + space - 0.01, 8) == 2
    assert line_count("", 100, 8) == 0
    assert line_count("  aaaa \n aaaa ", 2 * word + space, 8) == 1


def test_elements_part_no_words_and_bold_is_wider() -> None:
    plain = Markup("[<a href='x y'>25</a>]<sup>a</sup> end")
    assert line_count(plain, (thousandths("[25]a") + thousandths(" ") + thousandths("end")) * 8 / 1000, 8) == 1
    regular, bold = thousandths("half"), thousandths("half", is_bold=True)
    assert bold > regular
    assert line_count("<strong>half</strong> half", (regular + regular + thousandths(" ")) * 8 / 1000, 8) == 2
    assert line_count("<strong>half</strong> half", (bold + regular + thousandths(" ")) * 8 / 1000, 8) == 1


def test_entities_count_as_the_sign_that_they_stand_for() -> None:
    assert line_count("&lt;&amp;", thousandths("<&") * 8 / 1000, 8) == 1


def test_a_word_that_is_too_long_is_broken_inside() -> None:
    assert line_count("m" * 10, thousandths("m") * 4 * 8 / 1000, 8) == 3


@given(text=TEXTS, limit=st.floats(60, 600))
def test_a_narrower_column_needs_no_fewer_lines(text: str, limit: float) -> None:
    assert line_count(text, limit * 0.8, 8) >= line_count(text, limit, 8) >= 1


@given(text=TEXTS, more=TEXTS)
def test_more_text_needs_no_fewer_lines(text: str, more: str) -> None:
    assert line_count(f"{text} {more}", 200, 8) >= line_count(text, 200, 8)


@given(text=TEXTS)
def test_markup_around_a_text_changes_no_line(text: str) -> None:
    assert line_count(Markup("<span data-x='a b'>{}</span>").format(text), 200, 8) == line_count(escape(text), 200, 8)


def test_heights_follow_the_lines_and_the_scale() -> None:
    assert height_of("one", 200, BODY, 1) == BODY.line + BODY.below
    assert height_of("one", 200, TITLE, 1.2) == (TITLE.line + TITLE.below) * 1.2
    cells = [Markup("a"), Markup("one<br>two<br>three")]
    assert height_of_row(cells, (50 + CELL_GAP, 100), 1) == 3 * BODY.line + 2 * ROW_PADDING + RULE


def test_the_style_sheet_gets_every_measure() -> None:
    given_style = dict(part.split(": ") for part in style(1.1).split("; "))
    assert given_style["--body-size"] == f"{BODY.size * 1.1:g}pt"
    assert given_style["--cell-gap"] == f"{CELL_GAP:g}pt"
    assert len(given_style) == 21
