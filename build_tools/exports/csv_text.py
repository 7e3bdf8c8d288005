"""Tables as CSV that opens as it is meant in a spreadsheet. docs/scripts/csv.js writes the same in the browser."""

from __future__ import annotations

from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Characters with which a spreadsheet lets a formula begin (OWASP, CSV injection)."""


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells as text: RFC 4180 quoting, a line feed after each row, no cell that a spreadsheet would compute."""
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    safe = f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    if any(character in safe for character in ',"\r\n'):
        return '"' + safe.replace('"', '""') + '"'
    return safe
