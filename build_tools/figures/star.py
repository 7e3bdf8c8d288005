"""One node and its neighbors as SVG: groups of neighbors under headings, a line to each, and dots for publications.

Two layouts: a narrow one, 340 units wide, the neighbors below the node, and a wide one, 760 units wide, with the node
in the middle and its neighbors to both sides. In both the smallest text is at least 11 pixels high where the column is
288 pixels wide, respectively 640.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from build_tools.figures.network import (
    CIRCLE,
    DOT,
    DOTTED,
    GAP,
    LEFT,
    LINE,
    RADIUS,
    RIGHT,
    SIZE,
    Link,
    Node,
    Point,
    heading,
    network,
)
from build_tools.figures.svg import element
from build_tools.figures.text import lines
from build_tools.figures.text import width as text_width

NARROW_WIDTH, WIDE_WIDTH = 340.0, 760.0
NARROW_X, TRUNK = 64.0, 14.0
"""Where the neighbors of the narrow layout stand, and the line down from the node."""
LABEL_WIDTH = 258.0
SIDES = (278.0, 482.0)
"""Where the neighbors of the wide layout stand, to the left and to the right."""

HUB_WIDTH = 150.0
"""Room for the label in the middle of the wide layout."""
HEADING, BETWEEN_GROUPS = 21.0, 12.0
ROW_GAP = 9.0
DOT_ROW = 22.0
OUT, IN = "out", "in"
"""Whither an arrow points: at the neighbors, or at the node in the middle."""
PUBLICATIONS = "hub@publications"


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A neighbor: its label, address and shape, and whether the link to it is disputed."""

    label: str
    href: str
    shape: str
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbors that are linked in one way; an arrow points at them, or at the node in the middle."""

    heading: str
    line: str
    css: str
    neighbors: tuple[Neighbor, ...]
    arrow: str = ""
    """``OUT``, ``IN``, or nothing for no arrow."""


@dataclass(frozen=True, slots=True)
class Star:
    """The node in the middle, its groups to the left and to the right, and the publications below."""

    label: str
    href: str
    shape: str
    left: tuple[Group, ...]
    right: tuple[Group, ...]
    publications: tuple[tuple[str, str], ...] = ()
    """Label and address of each."""


@dataclass
class _Sheet:
    """What has been placed so far, and where the next thing goes."""

    width: float
    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchors: dict[str, Point] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)


HUB = "hub"


def star(drawn: Star, *, is_wide: bool, prefix: str, title: str, description: str) -> str:
    """The drawing as SVG text. ``prefix`` starts every id in it and must be new on the page."""
    sheet = _Sheet(WIDE_WIDTH if is_wide else NARROW_WIDTH)
    bottom = _wide(drawn, sheet) if is_wide else _narrow(drawn, sheet)
    return network(
        sheet.nodes,
        sheet.links,
        (sheet.width, bottom + 4),
        prefix=prefix,
        title=title,
        description=description,
        anchors=sheet.anchors,
        extra=sheet.headings,
    )


def _wide(drawn: Star, sheet: _Sheet) -> float:
    """The node in the middle, lines from it to both sides; returns where all ends."""
    label = lines(drawn.label, HUB_WIDTH, SIZE, is_bold=True)
    least = 2 * RADIUS[drawn.shape] + GAP + len(label) * LINE + 16
    columns = [
        _column(sheet, groups, x, 8, side)
        for groups, x, side in zip((drawn.left, drawn.right), SIDES, (LEFT, RIGHT), strict=True)
    ]
    bottom = max(*columns, least)
    hub = Node(HUB, label, drawn.href, drawn.shape, sheet.width / 2, bottom / 2 - len(label) * LINE / 2, is_hub=True)
    bottom = _publications(sheet, drawn.publications, bottom)
    if drawn.publications:
        sheet.links.append(Link(HUB, PUBLICATIONS, DOTTED, "cites"))
    sheet.nodes.insert(0, hub)
    return bottom


def _narrow(drawn: Star, sheet: _Sheet) -> float:
    """The node at the top, a line down from it, and from that one to each neighbor; returns where all ends."""
    label = lines(drawn.label, sheet.width - TRUNK - 30, SIZE, is_bold=True)
    height = max(len(label) * LINE, 2 * RADIUS[drawn.shape])
    hub = Node(HUB, label, drawn.href, drawn.shape, TRUNK, 3 + height / 2, RIGHT, is_hub=True)
    bottom = _column(sheet, (*drawn.left, *drawn.right), NARROW_X, height + 10, RIGHT)
    for index, (node, link) in enumerate(zip(sheet.nodes, sheet.links, strict=True)):
        at = f"{HUB}@{index}"
        sheet.anchors[at] = (TRUNK, node.y)
        sheet.links[index] = replace(link, source=at) if link.source == HUB else replace(link, target=at)
    last = max((place[1] for place in sheet.anchors.values()), default=height)
    bottom = _publications(sheet, drawn.publications, bottom)
    if drawn.publications:
        last = sheet.anchors[PUBLICATIONS][1]
    trunk = {"class": "kb-map__trunk", "d": f"M{TRUNK:g} {hub.y:g}V{last:g}", "fill": "none", "stroke": "currentColor"}
    sheet.headings.append(element("path", dict(trunk)))
    sheet.nodes.insert(0, hub)
    return bottom


def _column(sheet: _Sheet, groups: Sequence[Group], x: float, top: float, side: str) -> float:
    """Groups one below the other; returns where they end."""
    for group in groups:
        # Above the labels, so that no line to a shape below runs over it.
        edge = x - RADIUS[CIRCLE] - GAP if side == LEFT else x + RADIUS[CIRCLE] + GAP
        sheet.headings.append(heading(group.heading, edge, top + SIZE, "end" if side == LEFT else ""))
        top += HEADING
        for neighbor in group.neighbors:
            label = lines(neighbor.label, LABEL_WIDTH, SIZE)
            height = max(len(label) * LINE, 2 * RADIUS[neighbor.shape])
            name = f"n{len(sheet.nodes)}"
            sheet.nodes.append(Node(name, label, neighbor.href, neighbor.shape, x, top + height / 2, side))
            ends = (name, HUB) if group.arrow == IN else (HUB, name)
            mark_at = 0.3 if group.arrow == IN else 0.7
            sheet.links.append(
                Link(*ends, group.line, group.css, neighbor.is_disputed, has_arrow=bool(group.arrow), mark_at=mark_at)
            )
            top += height + ROW_GAP
        top += BETWEEN_GROUPS - ROW_GAP
    return top


def _publications(sheet: _Sheet, publications: Sequence[tuple[str, str]], top: float) -> float:
    """A heading and a dot with its label for each, as many to a row as fit; returns where they end."""
    if not publications:
        return top
    top += BETWEEN_GROUPS
    is_wide = sheet.width == WIDE_WIDTH
    left = 4.0 if is_wide else TRUNK
    words = f"{len(publications)} publication{'s' if len(publications) != 1 else ''} cited"
    middle = sheet.width / 2 if is_wide else TRUNK
    sheet.headings.append(heading(words, middle if is_wide else TRUNK + GAP, top + SIZE, "middle" if is_wide else ""))
    sheet.anchors[PUBLICATIONS] = (middle, top if is_wide else top + SIZE / 2)
    top += HEADING + DOT_ROW / 2
    x = left
    for label, href in publications:
        wide = 2 * RADIUS[DOT] + GAP + text_width(label, SIZE)
        if x > left and x + wide > sheet.width - 2:
            x, top = left, top + DOT_ROW
        sheet.nodes.append(Node(f"p{len(sheet.nodes)}", (label,), href, DOT, x + RADIUS[DOT], top, RIGHT))
        x += wide + 14
    return top + DOT_ROW / 2
