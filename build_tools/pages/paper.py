"""One sheet of paper: how high texts are on it.

Nothing is measured in a browser: lines are counted with the widths of Arial, which the common fonts of the style
sheet share, and a little is kept free for those that run wider. Lengths are points, 72 to the inch; the style sheet
gets them as custom properties, so that each stands in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from build_tools.figures.arial import thousandths

MARGIN = 28.35
"""10 mm."""
WIDTH, HEIGHT = 595.28 - 2 * MARGIN, 841.89 - 2 * MARGIN
"""What A4 (ISO 216, 210 by 297 mm) leaves inside the margins."""
SPARE = 0.03 * HEIGHT
"""Left free at the foot, for fonts that run wider than Arial."""

COLUMN_GAP = 14.0
COLUMN = (WIDTH - COLUMN_GAP) / 2
HEAD = 112.0
"""Width of a table's first column, which names the row."""
CELL_GAP = 8.0
"""Free space at the right of every cell."""
RULE = 0.5

SCALES = (1.2, 1.1, 1.0)
"""How large the type is: the largest at which nothing has to be left out, else the smallest."""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type, the height of its lines, and the free space below each text, all before scaling."""

    size: float
    line: float
    below: float
    is_bold: bool = False


TITLE = Type(15, 18, 1, is_bold=True)
INTRO = Type(8.6, 10.6, 3)
HEADING = Type(8.8, 11, 1.2, is_bold=True)
BODY = Type(8, 9.7, 1.6)
SMALL = Type(6.9, 8.3, 1.4)
TYPES = {"title": TITLE, "intro": INTRO, "heading": HEADING, "body": BODY, "small": SMALL}
ABOVE_HEADING = 5.0
ROW_PADDING = 1.4
"""Above and below the text of a row."""

_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def style(scale: float) -> str:
    """The measures as custom properties, for the sheet's ``style`` attribute."""
    scaled = {
        f"{name}-{part}": getattr(kind, part) * scale
        for name, kind in TYPES.items()
        for part in ("size", "line", "below")
    }
    scaled |= {"above-heading": ABOVE_HEADING * scale, "row-padding": ROW_PADDING * scale}
    fixed = {"column-gap": COLUMN_GAP, "head": HEAD, "cell-gap": CELL_GAP, "rule": RULE}
    return "; ".join(f"--{name}: {round(value, 3):g}pt" for name, value in (scaled | fixed).items())


def line_count(html: Markup | str, limit: float, size: float, is_bold: bool = False) -> int:
    """How many lines a text takes at most in a column. Only spaces part words; ``strong`` is measured as bold."""
    count, used = 0, 0.0
    space = _width(" ", size, is_bold)
    for word in _word_widths(html, size, is_bold):
        if count and used + space + word <= limit:
            used += space + word
            continue
        lines = max(1, -int(-word // limit))  # a word that is too long for a line is broken inside
        count += lines
        used = word - (lines - 1) * limit
    return count


def _word_widths(html: str, size: float, is_bold: bool) -> Iterator[float]:
    """The width of each word; a word may run through several elements."""
    depth, word, is_open = 0, 0.0, False
    for text, tag in _pieces(html):
        for part in re.split(r"(\s+)", unescape(text)):
            if part.isspace():
                if is_open:
                    yield word
                word, is_open = 0.0, False
            elif part:
                word += _width(part, size, is_bold or depth > 0)
                is_open = True
        if tag and tag[2] == "strong":
            depth += -1 if tag[1] else 1
    if is_open:
        yield word


def _width(text: str, size: float, is_bold: bool) -> float:
    return thousandths(text, is_bold) * size / 1000


def _pieces(html: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The text before each tag, with the tag, and the text behind the last one."""
    position = 0
    for tag in _TAG.finditer(html):
        yield html[position : tag.start()], tag
        position = tag.end()
    yield html[position:], None


def height_of(html: Markup | str, limit: float, kind: Type, scale: float) -> float:
    """How high a text is at most in a column, with the space below it."""
    count = line_count(html, limit, kind.size * scale, kind.is_bold)
    return (count * kind.line + kind.below) * scale


def height_of_row(cells: Sequence[Markup], widths: Sequence[float], scale: float) -> float:
    """How high a row of a table is at most; a cell's paragraphs are told apart by ``<br>``."""
    lines = [
        sum(line_count(part, width - CELL_GAP, BODY.size * scale) for part in cell.split("<br>"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return (max(lines) * BODY.line + 2 * ROW_PADDING) * scale + RULE
