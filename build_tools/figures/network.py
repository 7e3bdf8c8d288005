"""A network as SVG: nodes whose shape says what they are, each a link with its label, and lines whose dashes say how
they are linked.

Whoever calls has placed the nodes; :mod:`build_tools.figures.placing` helps. Disputed lines are dashed and carry a
``?``. Lines lie under the nodes, and labels have a rim in the color of the ground where a style sheet gives one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from build_tools.figures.svg import drawing, element, text
from build_tools.figures.text import width as text_width

CIRCLE, SQUARE, HEXAGON, DOT = "circle", "square", "hexagon", "dot"
BELOW, LEFT, RIGHT = "below", "left", "right"

SOLID, LONG, DOTTED, MIXED = "solid", "long", "dotted", "mixed"
"""Kinds of lines; what each stands for is the caller's choice."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

DASHES = {SOLID: "", LONG: "9 4", DOTTED: "2 4", MIXED: "9 3 2 3"}
DISPUTED_DASH = "5 4"

SIZE, LINE = 13.0, 15.5
RADIUS = {CIRCLE: 9.0, SQUARE: 8.0, HEXAGON: 9.5, DOT: 4.5}
"""Half the width of each shape."""
GAP = 6.0
"""Between a shape and its label."""
BASELINE = 0.36
MARK_RADIUS = 8.0
MARK_PLACES = tuple(step / 20 for step in range(3, 18))
"""Where a mark may stand on its line: not at its very ends."""
ARROW = 9.0


@dataclass(frozen=True, slots=True)
class Node:
    """A shape at a place, its label in lines, and where both lead."""

    id: str
    label: tuple[str, ...]
    href: str
    shape: str
    x: float
    y: float
    label_at: str = BELOW
    is_hub: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two nodes or anchors; with an arrow it points at its target. ``css`` ends its class."""

    source: str
    target: str
    line: str
    css: str
    is_disputed: bool = False
    has_arrow: bool = False
    mark_at: float | None = None
    """Where on the line the mark of a dispute stands, from 0 at its source to 1; where there is room unless given."""


def network(
    nodes: Sequence[Node],
    links: Sequence[Link],
    size: tuple[float, float],
    *,
    prefix: str,
    title: str,
    description: str,
    anchors: Mapping[str, Point] | None = None,
    extra: Sequence[str] = (),
) -> str:
    """The drawing as SVG text.

    ``anchors`` are places without a shape at which lines may end, named after a node with ``@`` and more behind it.
    ``extra`` are finished marks that lie under everything, such as headings.
    """
    places = {name: (x, y, 0.0) for name, (x, y) in (anchors or {}).items()}
    places |= {node.id: (node.x, node.y, RADIUS[node.shape] + 2) for node in nodes}
    taken = [box for node in nodes for box in _boxes(node)]
    drawn = []
    for link in links:
        at = link.mark_at
        if at is None and link.is_disputed:
            at = _free_place(places[link.source][:2], places[link.target][:2], taken)
        drawn.append(_link(link, places, 0.5 if at is None else at))
    lines, marks = zip(*drawn, strict=True) if drawn else ((), ())
    parts = (*extra, *lines, *(_node(node) for node in nodes), *filter(None, marks))
    return drawing("kb-map__drawing", size, parts, prefix=prefix, title=title, description=description)


def _label_place(node: Node) -> Point:
    """Where the label's first line begins, ends or has its middle: on its base line."""
    radius = RADIUS[node.shape]
    first = {
        BELOW: node.y + radius + GAP + SIZE * 0.72,
        LEFT: node.y - (len(node.label) - 1) * LINE / 2 + SIZE * BASELINE,
        RIGHT: node.y - (len(node.label) - 1) * LINE / 2 + SIZE * BASELINE,
    }[node.label_at]
    return {BELOW: node.x, LEFT: node.x - radius - GAP, RIGHT: node.x + radius + GAP}[node.label_at], first


def _boxes(node: Node) -> list[Box]:
    """What a node covers: its shape, and its label line by line."""
    radius, (x, first) = RADIUS[node.shape], _label_place(node)
    boxes = [(node.x - radius, node.y - radius, node.x + radius, node.y + radius)]
    for index, line in enumerate(node.label):
        wide, base = text_width(line, SIZE), first + index * LINE
        left = {BELOW: x - wide / 2, LEFT: x - wide, RIGHT: x}[node.label_at]
        boxes.append((left, base - SIZE * 0.8, left + wide, base + SIZE * 0.25))
    return boxes


def _free_place(start: Point, end: Point, taken: list[Box]) -> float:
    """Where on a line a mark covers least, the nearest to its middle; its own box is then taken, too."""
    best = min(
        MARK_PLACES, key=lambda at: (sum(_shared(_around(start, end, at), box) for box in taken), abs(at - 0.5), at)
    )
    taken.append(_around(start, end, best))
    return best


def _around(start: Point, end: Point, at: float) -> Box:
    x, y = start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at
    return x - MARK_RADIUS, y - MARK_RADIUS, x + MARK_RADIUS, y + MARK_RADIUS


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    return max(0.0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0.0, min(one[3], other[3]) - max(one[1], other[1])
    )


def _node(node: Node) -> str:
    x, first = _label_place(node)
    anchor = {BELOW: "middle", LEFT: "end", RIGHT: ""}[node.label_at]
    css = f"kb-map__node kb-map__node--{node.shape}" + (" kb-map__node--hub" if node.is_hub else "")
    attributes: dict[str, str | float] = {"class": css, "href": node.href, "data-node": node.id}
    return element(
        "a",
        attributes,
        shape(node.shape, node.x, node.y),
        text("kb-map__label", node.label, x, first, SIZE, LINE, anchor=anchor),
    )


def shape(kind: str, x: float, y: float) -> str:
    """A shape with its middle at a place."""
    radius = RADIUS[kind]
    look: dict[str, str | float] = {"class": "kb-map__shape", "fill": "currentColor"}
    if kind == SQUARE:
        side = 2 * radius
        return element("rect", {**look, "x": x - radius, "y": y - radius, "width": side, "height": side})
    if kind == HEXAGON:
        corners = ((x + radius * cos(pi / 3 * step), y + radius * sin(pi / 3 * step)) for step in range(6))
        return element("path", {**look, "d": "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "z"})
    return element("circle", {**look, "cx": x, "cy": y, "r": radius})


def _link(link: Link, places: Mapping[str, tuple[float, float, float]], mark_at: float = 0.5) -> tuple[str, str]:
    """The line from rim to rim, and apart from it the mark of a dispute, which lies on top of everything.

    Places are the middles of shapes with their radius.
    """
    (from_x, from_y, from_radius), (to_x, to_y, to_radius) = places[link.source], places[link.target]
    length = hypot(to_x - from_x, to_y - from_y) or 1.0
    step_x, step_y = (to_x - from_x) / length, (to_y - from_y) / length
    reach = max(length - to_radius, from_radius)
    x1, y1 = from_x + step_x * from_radius, from_y + step_y * from_radius
    x2, y2 = from_x + step_x * reach, from_y + step_y * reach
    dash = DISPUTED_DASH if link.is_disputed else DASHES[link.line]
    look: dict[str, str | float] = {
        "class": "kb-map__line",
        "d": f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}",
        "fill": "none",
        "stroke": "currentColor",
    }
    if dash:
        look["stroke-dasharray"] = dash
    line = [element("path", look)]
    if link.has_arrow:
        line.append(_arrow(x2, y2, step_x, step_y))
    ends = " ".join(name.partition("@")[0] for name in (link.source, link.target))
    group: dict[str, str | float] = {"class": f"kb-map__link kb-map__link--{link.css}", "data-ends": ends}
    if not link.is_disputed:
        return element("g", group, *line), ""
    mark = _mark(x1 + (x2 - x1) * mark_at, y1 + (y2 - y1) * mark_at)
    return element("g", group, *line), element("g", {"data-ends": ends}, *mark)


def _arrow(x: float, y: float, step_x: float, step_y: float) -> str:
    back_x, back_y = x - step_x * ARROW, y - step_y * ARROW
    side_x, side_y = -step_y * ARROW / 2.2, step_x * ARROW / 2.2
    corners = ((x, y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y))
    path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "z"
    return element("path", {"class": "kb-map__arrow", "d": path, "fill": "currentColor"})


def _mark(x: float, y: float) -> list[str]:
    """A ``?`` in a small disc."""
    return [
        element("circle", {"class": "kb-map__mark", "cx": x, "cy": y, "r": MARK_RADIUS, "fill": "none"}),
        text("kb-map__mark-text", ["?"], x, y + SIZE * BASELINE, SIZE, anchor="middle"),
    ]


def sample(line: str, css: str, is_disputed: bool = False, has_arrow: bool = False) -> str:
    """A short line as a key shows it, with nothing to be read out: the words stand beside it."""
    width, height = 52.0, 18.0
    link = Link("a", "b", line, css, is_disputed, has_arrow)
    line, mark = _link(link, {"a": (2.0, height / 2, 0.0), "b": (width - 2, height / 2, 0.0)})
    return _key(width, height, line + mark)


def shape_sample(kind: str) -> str:
    """A shape as a key shows it."""
    return _key(20.0, 20.0, element("g", {"class": f"kb-map__node--{kind}"}, shape(kind, 10, 10)))


def _key(width: float, height: float, drawn: str) -> str:
    return element(
        "svg",
        {
            **{"class": "kb-map__sample", "viewBox": f"0 0 {width:g} {height:g}", "width": width, "height": height},
            **{"aria-hidden": "true", "focusable": "false"},
        },
        drawn,
    )


def heading(label: str, x: float, y: float, anchor: str = "") -> str:
    """A heading over some nodes."""
    return text("kb-map__heading", [label], x, y, SIZE, anchor=anchor)
