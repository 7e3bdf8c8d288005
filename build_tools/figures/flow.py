"""A flow of questions as SVG: numbered boxes one below the other, an arrow to the next, and exits as linked chips.

Whoever wants the steps as text has the ordered list that the drawing is made from; every box leads to its place there.

Two layouts: one 340 units wide for a narrow column, exits below each box, and one 720 units wide, exits beside it. In
both the smallest text is at least 11 pixels high where the column is 288 pixels wide, respectively 620.

Colors are the style sheet's, by class. Without it lines and text have the color of the text around the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.figures.svg import drawing, element, text
from build_tools.figures.text import lines
from build_tools.figures.text import width as text_width

ROUND, SQUARE, CUT = "round", "square", "cut"
"""Shapes of an exit: round ends, square corners, corners cut off. What each stands for is the caller's choice."""

QUESTION_SIZE, QUESTION_LINE = 14.5, 20.0
CHIP_SIZE, CHIP_LINE, CHIP_SIDE = 13.25, 17.0, 12.0
TAG_SIZE = 13.0
PADDING = 13.0
NUMBER_RADIUS = 13.0
GAP = 8.0
"""Between two chips; each takes clicks up to the middle of the gaps around it."""
CUT_CORNER = 9.0
DISPUTED = "? disputed"
BASELINE = 0.36
"""How far below the middle of a line its baseline is, in parts of the font size."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Where an answer leads: a label, its address, and the shape of its chip."""

    label: str
    href: str
    shape: str = ROUND


@dataclass(frozen=True, slots=True)
class Step:
    """One question, the address of its text, and where its answers lead."""

    question: str
    href: str
    exits: tuple[Exit, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of a layout; the chips stand below the boxes or to the right of them."""

    width: float
    box_width: float
    chips_left: float
    chip_height: float
    is_beside: bool
    between: float
    """Height of the space between one step and the next."""

    @property
    def chips_width(self) -> float:
        """Room for a row of chips."""
        return self.width - self.chips_left - 2


NARROW = Layout(340, 336, 40, 37, is_beside=False, between=32)
WIDE = Layout(720, 302, 342, 29, is_beside=True, between=32)

SPINE = PADDING + NUMBER_RADIUS + 2
"""Where the line from step to step runs: under the numbers."""


@dataclass(frozen=True, slots=True)
class _Chip:
    exit: Exit
    label: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Row:
    chips: tuple[_Chip, ...]

    @property
    def height(self) -> float:
        return max(chip.height for chip in self.chips)


def flow(steps: Sequence[Step], layout: Layout, *, prefix: str, title: str, description: str) -> str:
    """The drawing as SVG text. ``prefix`` starts every id in it and must be new on the page."""
    parts: list[str] = []
    top = 2.0 + (TAG_SIZE if steps and steps[0].is_disputed else 0)
    line_from = 0.0
    bottom = 0.0
    for number, step in enumerate(steps, start=1):
        placed = _step(step, number, top, layout)
        if number > 1:
            parts.append(_arrow_down(line_from, placed.box_top))
        parts += placed.marks
        line_from, bottom = placed.box_bottom, placed.bottom
        top = bottom + layout.between
    return drawing(
        "kb-flow__drawing", (layout.width, bottom + 2), parts, prefix=prefix, title=title, description=description
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """The marks of a step, where its box stands, and where the step with its exits ends."""

    marks: tuple[str, ...]
    box_top: float
    box_bottom: float
    bottom: float


def _step(step: Step, number: int, top: float, layout: Layout) -> _Placed:
    text_left = 2 + SPINE + NUMBER_RADIUS + 11
    question = lines(step.question, layout.box_width - text_left - PADDING + 2, QUESTION_SIZE, is_bold=True)
    box_height = max(len(question), 1) * QUESTION_LINE + 2 * PADDING
    rows = tuple(_rows(step.exits, layout))
    chips_height = sum(row.height for row in rows) + GAP * (len(rows) - 1) if rows else 0.0
    box_top = top
    if layout.is_beside:
        box_top = top + max(0.0, chips_height - box_height) / 2
        chips_top = box_top + box_height / 2 - chips_height / 2
        bottom = max(box_top + box_height, chips_top + chips_height)
    else:
        chips_top = box_top + box_height + 14
        bottom = chips_top + chips_height if rows else box_top + box_height
    box = _box(step, number, question, (2.0, box_top, layout.box_width, box_height), text_left)
    start = box_top + (box_height / 2 if layout.is_beside else box_height)
    branches = _branches(rows, chips_top, start, layout)
    chips = _chips(rows, chips_top, layout)
    return _Placed((*branches, box, *chips), box_top, box_top + box_height, bottom)


def _box(
    step: Step, number: int, question: tuple[str, ...], frame: tuple[float, float, float, float], text_left: float
) -> str:
    left, top, width, height = frame
    middle = top + height / 2
    first = middle - (len(question) - 1) * QUESTION_LINE / 2 + QUESTION_SIZE * BASELINE
    css = "kb-flow__step kb-flow__step--disputed" if step.is_disputed else "kb-flow__step"
    outline: dict[str, str | float] = {
        **{"class": "kb-flow__outline", "x": left, "y": top, "width": width, "height": height, "rx": 8.0},
        **{"fill": "none", "stroke": "currentColor"},
    }
    if step.is_disputed:
        outline["stroke-dasharray"] = "6 4"
    marks = [
        element("rect", outline),
        element("circle", {"class": "kb-flow__disc", "cx": SPINE, "cy": middle, "r": NUMBER_RADIUS, "fill": "none"}),
        text(
            "kb-flow__number", [str(number)], SPINE, middle + QUESTION_SIZE * BASELINE, QUESTION_SIZE, anchor="middle"
        ),
        text("kb-flow__question", question, text_left, first, QUESTION_SIZE, QUESTION_LINE),
    ]
    if step.is_disputed:
        marks += _tag(left + width - 12, top)
    return element("a", {"class": css, "href": step.href}, *marks)


def _tag(right: float, middle: float) -> list[str]:
    """A small label across the upper edge of a box."""
    wide = text_width(DISPUTED, TAG_SIZE, is_bold=True) + 16
    high = TAG_SIZE + 8
    place: dict[str, str | float] = {"x": right - wide, "y": middle - high / 2, "width": wide, "height": high}
    return [
        element("rect", {"class": "kb-flow__tag", **place, "rx": high / 2, "fill": "none"}),
        text(
            "kb-flow__tag-text", [DISPUTED], right - wide / 2, middle + TAG_SIZE * BASELINE, TAG_SIZE, anchor="middle"
        ),
    ]


def _rows(exits: Sequence[Exit], layout: Layout) -> Iterator[_Row]:
    """Chips in rows, in their order, as many to a row as fit."""
    row: list[_Chip] = []
    used = 0.0
    for chip in (_chip(one, layout) for one in exits):
        if row and used + GAP + chip.width > layout.chips_width:
            yield _Row(tuple(row))
            row, used = [], 0.0
        used += chip.width + (GAP if row else 0)
        row.append(chip)
    if row:
        yield _Row(tuple(row))


def _chip(exit_: Exit, layout: Layout) -> _Chip:
    label = lines(exit_.label, layout.chips_width - 2 * CHIP_SIDE, CHIP_SIZE)
    wide = max((text_width(line, CHIP_SIZE) for line in label), default=0.0) + 2 * CHIP_SIDE
    return _Chip(exit_, label, wide, layout.chip_height + CHIP_LINE * max(0, len(label) - 1))


def _chips(rows: tuple[_Row, ...], top: float, layout: Layout) -> list[str]:
    made = []
    for row in rows:
        left = layout.chips_left
        for chip in row.chips:
            made.append(_chip_marks(chip, left, top, row.height))
            left += chip.width + GAP
        top += row.height + GAP
    return made


def _chip_marks(chip: _Chip, left: float, top: float, height: float) -> str:
    middle = top + height / 2
    first = middle - (len(chip.label) - 1) * CHIP_LINE / 2 + CHIP_SIZE * BASELINE
    target: dict[str, str | float] = {
        **{"x": left - GAP / 2, "y": top - GAP / 2, "width": chip.width + GAP, "height": height + GAP},
        **{"fill": "none", "pointer-events": "all"},
    }
    return element(
        "a",
        {"class": f"kb-flow__exit kb-flow__exit--{chip.exit.shape}", "href": chip.exit.href},
        element("rect", target),
        _outline(chip, left, middle - chip.height / 2),
        text("kb-flow__label", chip.label, left + chip.width / 2, first, CHIP_SIZE, CHIP_LINE, anchor="middle"),
    )


def _outline(chip: _Chip, left: float, top: float) -> str:
    look: dict[str, str | float] = {"class": "kb-flow__outline", "fill": "none", "stroke": "currentColor"}
    if chip.exit.shape == CUT:
        c, w, h = CUT_CORNER, chip.width, chip.height
        path = f"M{left + c:g} {top:g}h{w - 2 * c:g}l{c:g} {c:g}v{h - 2 * c:g}l{-c:g} {c:g}h{2 * c - w:g}l{-c:g} {-c:g}"
        return element("path", {**look, "d": f"{path}v{2 * c - h:g}z"})
    corner = min(chip.height, NARROW.chip_height) / 2 if chip.exit.shape == ROUND else 2.0
    return element("rect", {**look, "x": left, "y": top, "width": chip.width, "height": chip.height, "rx": corner})


def _branches(rows: tuple[_Row, ...], top: float, start: float, layout: Layout) -> list[str]:
    """Lines from the step to each row of its chips: off the spine below the box, or from the middle of its side."""
    if not rows:
        return []
    heights = []
    for row in rows:
        heights.append(top + row.height / 2)
        top += row.height + GAP
    trunk_x, lead = SPINE, ""
    if layout.is_beside:
        trunk_x = (2 + layout.box_width + layout.chips_left) / 2
        lead = f"M{2 + layout.box_width:g} {start:g}H{trunk_x:g}"
    trunk = f"M{trunk_x:g} {min(start, heights[0]):g}V{max(start, heights[-1]):g}"
    stubs = "".join(f"M{trunk_x:g} {height:g}H{layout.chips_left:g}" for height in heights)
    return [_line(f"{lead}{trunk}{stubs}")]


def _arrow_down(start: float, end: float) -> str:
    """The line from a box to the next, with its head."""
    head = {"class": "kb-flow__head", "d": f"M{SPINE:g} {end:g}l-5 -9h10z", "fill": "currentColor"}
    return _line(f"M{SPINE:g} {start:g}V{end - 8:g}") + "\n" + element("path", dict(head))


def _line(path: str) -> str:
    return element("path", {"class": "kb-flow__line", "d": path, "fill": "none", "stroke": "currentColor"})
