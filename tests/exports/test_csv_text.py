"""CSV: what is written is read back as it was, and nothing in it is computed."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.csv_text import FORMULA_STARTS, csv_text

CELL = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", 'a "b"', "a,b", "a\r\nb", "", "'=1", '"', "osteonecrosis"]
)
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=4)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_rows_end_with_a_line_feed_and_only_what_needs_quotes_has_them() -> None:
    assert csv_text([["Sign", "Kind, of"], ['a "b"', "line\nfeed"]]) == 'Sign,"Kind, of"\n"a ""b""","line\nfeed"\n'


def test_a_formula_is_text() -> None:
    assert csv_text([["=1+1", "-2", "a-b"]]) == "'=1+1,'-2,a-b\n"


def test_no_rows_are_no_text() -> None:
    assert csv_text([]) == ""


@given(TABLE)
def test_a_reader_gets_the_cells_back(table: list[list[str]]) -> None:
    found = read(csv_text(table))
    assert [[cell.removeprefix("'") if cell[1:2] in FORMULA_STARTS else cell for cell in row] for row in found] == [
        [cell.removeprefix("'") if cell[1:2] in FORMULA_STARTS else cell for cell in row] for row in table
    ]


@given(TABLE)
def test_no_cell_begins_as_a_formula_does(table: list[list[str]]) -> None:
    assert [cell for row in read(csv_text(table)) for cell in row if cell.startswith(FORMULA_STARTS)] == []
