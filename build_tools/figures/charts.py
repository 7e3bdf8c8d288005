"""Counts as SVG: columns over a run of years, and bars with words, both in stacked parts.

Every count stands as a number beside its bar; columns of years are read against lines at round numbers, and whoever
wants each number has the table that the chart is made from. 340 units wide: the smallest text is at least 11 pixels
high where the column is 288 pixels wide.

The parts of a bar stand in the order of the key. Their colors are the style sheet's, by class; without it they are told
apart by their opacity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.svg import IMAGE, drawing, element, text
from build_tools.figures.text import lines
from build_tools.figures.text import width as text_width

WIDTH = 340.0
SIZE, LINE = 13.0, 16.0
BASELINE = 0.36
"""How far below the middle of a line its baseline is, in parts of the font size."""

LABEL_WIDTH = 146.0
BARS_LEFT = 154.0
BAR = 15.0
ROW_GAP = 9.0
KEY_BOX = 11.0

COLUMNS_HEIGHT = 130.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of every bar: what it counts, and the end of its class in the style sheet."""

    name: str
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its label, and one count for each part."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.counts)


def bars(rows: Sequence[Row], parts: Sequence[Part], *, prefix: str, title: str, description: str) -> str:
    """Rows one below the other, each with its label to the left and its total to the right of its bar."""
    marks, top = _key(parts) if len(parts) > 1 else ([], 2.0)
    most = max((row.total for row in rows), default=0)
    number_width = text_width(str(most), SIZE, is_bold=True) + 8
    scale = (WIDTH - BARS_LEFT - number_width) / max(most, 1)
    for row in rows:
        label = lines(row.label, LABEL_WIDTH, SIZE)
        height = max(len(label) * LINE, BAR)
        middle = top + height / 2
        first = middle - (len(label) - 1) * LINE / 2 + SIZE * BASELINE
        marks.append(text("kb-chart__label", label, 2, first, SIZE, LINE))
        end = BARS_LEFT + row.total * scale
        marks += _parts(row, parts, scale, middle)
        marks.append(text("kb-chart__count", [str(row.total)], end + 6, middle + SIZE * BASELINE, SIZE))
        top += height + ROW_GAP
    size = (WIDTH, top - ROW_GAP + 4)
    return drawing("kb-chart__drawing", size, marks, prefix=prefix, title=title, description=description, role=IMAGE)


def _parts(row: Row, parts: Sequence[Part], scale: float, middle: float) -> list[str]:
    made = []
    left = BARS_LEFT
    for index, (part, count) in enumerate(zip(parts, row.counts, strict=True)):
        if count:
            place: dict[str, str | float] = {"x": left, "y": middle - BAR / 2, "width": count * scale, "height": BAR}
            made.append(element("rect", {**_look(part, index), **place}))
            left += count * scale
    return made


def _look(part: Part, index: int) -> dict[str, str | float]:
    opacity = round(0.9 - 0.2 * (index % 4), 2)
    return {"class": f"kb-chart__part kb-chart__part--{part.css}", "fill": "currentColor", "fill-opacity": opacity}


def _key(parts: Sequence[Part]) -> tuple[list[str], float]:
    """What the parts are, in their order, as many to a line as fit; and where it ends."""
    marks: list[str] = []
    left, middle = 2.0, 2 + LINE / 2
    for index, part in enumerate(parts):
        wide = KEY_BOX + 6 + text_width(part.name, SIZE)
        if left > 2 and left + wide > WIDTH - 2:
            left, middle = 2.0, middle + LINE + 4
        place: dict[str, str | float] = {"x": left, "y": middle - KEY_BOX / 2, "width": KEY_BOX, "height": KEY_BOX}
        marks.append(element("rect", {**_look(part, index), **place}))
        marks.append(text("kb-chart__key", [part.name], left + KEY_BOX + 6, middle + SIZE * BASELINE, SIZE))
        left += wide + 14
    return marks, middle + LINE / 2 + 10


def columns(
    rows: Sequence[Row],
    parts: Sequence[Part],
    *,
    label_every: int,
    line_every: int,
    prefix: str,
    title: str,
    description: str,
) -> str:
    """Rows as columns side by side, such as years without a gap; labels that ``label_every`` divides are written."""
    marks, top = _key(parts) if len(parts) > 1 else ([], 2.0)
    most = max((row.total for row in rows), default=0)
    bottom = top + 8 + COLUMNS_HEIGHT
    scale = COLUMNS_HEIGHT / max(most, 1)
    start = text_width(str(most), SIZE) + 8
    step = (WIDTH - start - 2) / max(len(rows), 1)
    for number in range(0, most + 1, line_every):
        height = bottom - number * scale
        path = f"M{start:g} {height:g}H{WIDTH - 2:g}"
        marks.append(element("path", {"class": "kb-chart__line", "d": path, "fill": "none", "stroke": "currentColor"}))
        marks.append(text("kb-chart__number", [str(number)], start - 5, height + SIZE * BASELINE, SIZE, anchor="end"))
    for position, row in enumerate(rows):
        left, foot = start + position * step, bottom
        for index, (part, count) in enumerate(zip(parts, row.counts, strict=True)):
            if count:
                foot -= count * scale
                place: dict[str, str | float] = {"x": left + step * 0.1, "y": foot, "width": step * 0.8}
                marks.append(element("rect", {**_look(part, index), **place, "height": count * scale}))
        if row.label.isdecimal() and int(row.label) % label_every == 0:
            wide = text_width(row.label, SIZE)
            middle = min(left + step / 2, WIDTH - 1 - wide / 2)
            marks.append(text("kb-chart__number", [row.label], middle, bottom + SIZE + 4, SIZE, anchor="middle"))
    size = (WIDTH, bottom + SIZE + 10)
    return drawing("kb-chart__drawing", size, marks, prefix=prefix, title=title, description=description, role=IMAGE)
