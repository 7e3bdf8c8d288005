"""Reported times on one axis as SVG: a bar for a range, a mark for a mean or a single time, lanes one below the other.

Each bar is one source. Its words, its size and its source are printed beside it, so nothing has to be read off the
axis, and it leads to its row in the table that holds the same numbers.

Two layouts: one 340 units wide, words above each bar, and one 900 units wide, words to the left of it. In both the
smallest text is at least 11 pixels high where the column is 288 pixels wide, respectively 800.

Whether patients were treated is told by the lane's heading, by the filling of its bars and, with the style sheet, by
their color. Without it lines and text have the color of the text around the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.svg import drawing, element, text
from build_tools.figures.text import lines
from build_tools.figures.text import width as text_width

EVENT_SIZE, EVENT_LINE = 13.5, 18.0
DETAIL_SIZE, DETAIL_LINE = 13.0, 17.0
HEADING_SIZE, HEADING_LINE = 15.5, 20.0
AXIS_SIZE = 13.0
BAR = 12.0
"""Height of a bar."""
MARK = 7.0
"""Half the height of a mark."""
SEPARATOR = " · "

SOLID, HATCHED, OPEN = "solid", "hatched", "open"
"""How the bars of a lane are filled. What each stands for is the caller's choice."""

MEAN, SEEN, WITHIN = "mean", "seen", "within"
"""Marks: a mean or median, a time at which something was seen, the end of a time whose start is not known."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One source's time: its ends, its mark or both, in the unit of the axis; and what is printed beside it."""

    event: str
    words: str
    details: tuple[str, ...]
    href: str
    ends: tuple[float, float] | None = None
    mark: float | None = None
    mark_kind: str = MEAN

    @property
    def latest(self) -> float:
        """The end that lies farthest to the right."""
        return max(*(self.ends or (0.0, 0.0)), self.mark or 0.0)


@dataclass(frozen=True, slots=True)
class Lane:
    """Times that may be looked at together, under a heading that leads to their table."""

    heading: str
    href: str
    filling: str
    bars: tuple[Bar, ...] = ()
    note: str = ""
    """What stands in a lane without bars."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From 0 to ``end`` in some unit, with a number at every step."""

    end: float
    step: float
    unit: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of a layout: where the plot stands and how much room words have."""

    width: float
    words_width: float
    left: float
    right: float
    is_beside: bool
    """Whether the words stand to the left of the plot, not above each bar."""
    between: float
    """From one time to the next."""

    def x(self, time: float, axis: Axis) -> float:
        """Where a time stands; times beyond the axis stand at its end."""
        return self.left + (self.right - self.left) * min(time, axis.end) / axis.end


NARROW = Layout(340, 336, 8, 322, is_beside=False, between=14)
WIDE = Layout(900, 490, 520, 880, is_beside=True, between=9)


def ranges(lanes: Sequence[Lane], axis: Axis, layout: Layout, *, prefix: str, title: str, description: str) -> str:
    """The drawing as SVG text. ``prefix`` starts every id in it and must be new on the page."""
    parts: list[str] = []
    top = 2.0
    for lane in lanes:
        marks, top = _lane(lane, axis, layout, top, prefix)
        parts += marks
        top += 22
    hatch = element(
        "pattern",
        {"id": f"{prefix}-hatch", "width": 5, "height": 5, "patternUnits": "userSpaceOnUse"},
        element("path", {"class": "kb-times__hatch", "d": "M-1 6L6 -1M-1 1L1 -1M4 6L6 4", "stroke": "currentColor"}),
    )
    return drawing(
        "kb-times__drawing",
        (layout.width, top - 10),
        [element("defs", {}, hatch), *parts],
        prefix=prefix,
        title=title,
        description=description,
    )


def _lane(lane: Lane, axis: Axis, layout: Layout, top: float, prefix: str) -> tuple[list[str], float]:
    """The marks of a lane and where it ends."""
    heading = lines(lane.heading, layout.width - 4, HEADING_SIZE, is_bold=True)
    title = text("kb-times__heading", heading, 2, top + HEADING_SIZE, HEADING_SIZE, HEADING_LINE)
    marks = [element("a", {"class": "kb-times__lane", "href": lane.href}, title)]
    top += len(heading) * HEADING_LINE + 4
    if not lane.bars:
        note = lines(lane.note, layout.width - 4, DETAIL_SIZE)
        marks.append(text("kb-times__detail", note, 2, top + DETAIL_SIZE, DETAIL_SIZE, DETAIL_LINE))
        return marks, top + len(note) * DETAIL_LINE
    axis_top = top + AXIS_SIZE + 8
    bottom = axis_top + 8
    rows, middles = [], []
    for bar in lane.bars:
        row, middle, bottom = _row(bar, lane, axis, layout, bottom, prefix)
        rows.append(row)
        middles.append(middle)
        bottom += layout.between
    bottom -= layout.between - 8
    # Words above the bars are not crossed by lines: there the lines run behind the bars only.
    reach = BAR / 2 + 5
    stretches = [(axis_top, bottom)] if layout.is_beside else [(middle - reach, middle + reach) for middle in middles]
    return [*marks, *_axis(axis, layout, axis_top, stretches), *rows], bottom


def _axis(axis: Axis, layout: Layout, top: float, stretches: Sequence[tuple[float, float]]) -> list[str]:
    """Numbers at the top, and below each a thin line over the stretches that are given by top and bottom."""
    steps = [axis.step * index for index in range(int(axis.end / axis.step) + 1)]
    grid = "".join(f"M{layout.x(step, axis):g} {start:g}V{end:g}" for start, end in stretches for step in steps)
    marks = [element("path", {"class": "kb-times__grid", "d": grid, "fill": "none", "stroke": "currentColor"})]
    for step in steps:
        label = f"{step:g} {axis.unit}" if step == steps[-1] else f"{step:g}"
        wide = text_width(label, AXIS_SIZE)
        middle = min(layout.x(step, axis), layout.width - 1 - wide / 2)
        marks.append(text("kb-times__number", [label], max(middle, 1 + wide / 2), top - 5, AXIS_SIZE, anchor="middle"))
    return marks


def _row(bar: Bar, lane: Lane, axis: Axis, layout: Layout, top: float, prefix: str) -> tuple[str, float, float]:
    """One time, from ``top`` on, the height of its bar's middle, and where it ends."""
    event = lines(bar.event, layout.words_width, EVENT_SIZE, is_bold=True)
    detail = _joined((bar.words, *bar.details), layout.words_width)
    words_height = len(event) * EVENT_LINE + len(detail) * DETAIL_LINE
    height = words_height if layout.is_beside else words_height + 6 + 2 * MARK
    middle = top + (height / 2 if layout.is_beside else height - MARK)
    target: dict[str, str | float] = {
        **{"x": 0.0, "y": top - layout.between / 2, "width": layout.width, "height": height + layout.between},
        **{"class": "kb-times__target", "fill": "none", "pointer-events": "all"},
    }
    row = element(
        "a",
        {"class": f"kb-times__row kb-times__row--{lane.filling}", "href": bar.href},
        element("rect", target),
        text("kb-times__event", event, 2, top + EVENT_SIZE, EVENT_SIZE, EVENT_LINE),
        text("kb-times__detail", detail, 2, top + len(event) * EVENT_LINE + DETAIL_SIZE - 1, DETAIL_SIZE, DETAIL_LINE),
        *_marks(bar, lane, axis, layout, middle, prefix),
    )
    return row, middle, top + height


def _joined(parts: Sequence[str], limit: float) -> tuple[str, ...]:
    """The parts one after the other in lines; a line ends between two parts where it can."""
    done: list[str] = []
    for part in parts:
        longer = f"{done[-1]}{SEPARATOR}{part}" if done else part
        if done and text_width(longer, DETAIL_SIZE) <= limit:
            done[-1] = longer
        else:
            done += lines(part, limit, DETAIL_SIZE)
    return tuple(done)


def _marks(bar: Bar, lane: Lane, axis: Axis, layout: Layout, middle: float, prefix: str) -> list[str]:
    """The bar, the mark on it or alone, and an arrow where either goes beyond the axis."""
    made = []
    if bar.ends:
        left, right = (layout.x(end, axis) for end in bar.ends)
        fill = {SOLID: "currentColor", HATCHED: f"url(#{prefix}-hatch)", OPEN: "none"}[lane.filling]
        place: dict[str, str | float] = {"x": left, "y": middle - BAR / 2, "width": max(right - left, 2), "height": BAR}
        look: dict[str, str | float] = {"class": "kb-times__bar", "fill": fill, "stroke": "currentColor"}
        made.append(element("rect", {**place, **look, "rx": 2.0}))
    if bar.mark is not None and bar.mark <= axis.end:
        made += _mark(bar.mark_kind, layout.x(0, axis), layout.x(bar.mark, axis), middle)
    if bar.latest > axis.end:
        tip = layout.x(axis.end, axis) + 15
        head = f"M{tip:g} {middle:g}l-11 -6v12z"
        made.append(element("path", {"class": "kb-times__beyond", "d": head, "fill": "currentColor"}))
    return made


def _mark(kind: str, start: float, x: float, middle: float) -> list[str]:
    line: dict[str, str | float] = {"class": "kb-times__line", "fill": "none", "stroke": "currentColor"}
    if kind == WITHIN:
        path = f"M{start:g} {middle:g}H{x:g}"
        end = f"M{x:g} {middle - MARK:g}V{middle + MARK:g}"
        return [element("path", {**line, "d": path, "stroke-dasharray": "2 4"}), element("path", {**line, "d": end})]
    shape: dict[str, str | float] = {"class": f"kb-times__mark kb-times__mark--{kind}", "stroke": "currentColor"}
    if kind == SEEN:
        return [element("circle", {**shape, "cx": x, "cy": middle, "r": MARK - 1.5, "fill": "none"})]
    path = f"M{x - MARK:g} {middle:g}l{MARK:g} -{MARK:g}l{MARK:g} {MARK:g}l-{MARK:g} {MARK:g}z"
    return [element("path", {**shape, "d": path, "fill": "currentColor"})]
