"""The maps: conditions among themselves, conditions with signs and treatments, and each entity's own links."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from build_tools.figures import network as net
from build_tools.figures.network import LINE, RADIUS, SIZE, Link, Node
from build_tools.figures.star import IN, OUT, Group, Neighbor, Star, star
from build_tools.figures.text import lines
from build_tools.figures.text import width as text_width
from build_tools.graph import Edge, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition, Entity
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, PageWriter, SiteWriter
from build_tools.views import neighborhood as near
from build_tools.views.maps import (
    RELATIONS,
    TREATMENTS,
    Columns,
    columns,
    condition_links,
    condition_places,
    is_disputed,
)

SHAPES = {"condition": net.CIRCLE, "sign": net.SQUARE, "treatment": net.HEXAGON, "reference": net.DOT}
"""The shape of a node says what it is."""

DRAWN_AS = {
    "typical": net.SOLID,
    "possible": net.LONG,
    "reported": net.DOTTED,
    "absent": net.MIXED,
    "argues-against": net.MIXED,
    "subtype-of": net.SOLID,
    "evolves-to": net.LONG,
    "associated-with": net.DOTTED,
    "mimics": net.SOLID,
    "treated-with": net.LONG,
    "not-indicated": net.MIXED,
}
"""The kind of line for each frequency word and each relation."""

DIRECTED = ("subtype-of", "evolves-to")
"""Relations whose direction an arrow tells: from a form to what it is a form of, from earlier to later."""

SHEET = (1060.0, 900.0)
LABEL_WIDTH = 128.0
NODE_GAP = 14.0

COLUMNS_WIDTH = 1160.0
SIGNS_X, CONDITIONS_X, TREATMENTS_X = 300.0, 520.0, 950.0
COLUMN_LABELS = {SIGNS_X: 282.0, CONDITIONS_X: 196.0, TREATMENTS_X: 190.0}
ROW_GAP, HEADING = 8.0, 26.0


def graph_page(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """The page of both maps, with the list of everything that they and the maps of single entities draw."""
    page = PageWriter(writer, addresses.GRAPH)
    relations, plan, all_links = condition_links(graph), columns(kb, graph), near.neighborhoods(kb, graph)
    disputed = Markup(net.sample(net.SOLID, "disputed", is_disputed=True))
    shapes = [(kind, Markup(net.shape_sample(shape))) for kind, shape in SHAPES.items()]
    yield writer.page(
        addresses.GRAPH,
        "graph.md.j2",
        "Map of the knowledge base",
        description="Conditions, signs and treatments and how the sources link them, drawn and as a list.",
        is_wide=True,
        scripts=("map",),
        among=_among_conditions(page, relations),
        across=_across_columns(page, plan),
        counts=(len(relations), len(plan.links), len(graph.edges)),
        relations=[
            (kb.vocabulary.relations[word.replace("-", "_")].label, key(word))
            for word in RELATIONS
            if word.replace("-", "_") in kb.vocabulary.relations
        ],
        across_key=[
            ("typical sign", key("typical")),
            *(
                (kb.vocabulary.relations[word.replace("-", "_")].label, key(word))
                for word in TREATMENTS
                if word.replace("-", "_") in kb.vocabulary.relations
            ),
        ],
        disputed=disputed,
        shapes=shapes,
        neighborhoods=[one for one in all_links if isinstance(one.entity, Condition)],
    )
    for links in all_links:
        address = addresses.of_links(links.entity)
        yield writer.leaf(
            address,
            "links_map.html.j2",
            f"{links.entity.name}: its links",
            description=f"Everything that one link joins to {links.entity.name}.",
            styles=("charts",),
            entity=links.entity,
            drawings=_neighborhood_drawings(PageWriter(writer, address), links),
            disputed=disputed,
            shapes=shapes,
        )


def key(word: str) -> Markup:
    """The line of a frequency word or relation as a key shows it."""
    return Markup(net.sample(DRAWN_AS.get(word, net.DOTTED), word, has_arrow=word in DIRECTED))


def _among_conditions(page: PageWriter, relations: tuple[Edge, ...]) -> Markup:
    """Conditions and their relations, related ones near each other."""
    labels = {one.id: lines(one.name, _room_for(one.name), SIZE) for one in page.kb.conditions.values()}
    radius = RADIUS[net.CIRCLE]
    boxes = {
        name: (
            max(2 * radius, *(text_width(line, SIZE) for line in label)),
            2 * radius + net.GAP + len(label) * LINE,
        )
        for name, label in labels.items()
    }
    places = condition_places(list(labels), relations, boxes, SHEET, gap=NODE_GAP, shape_at=radius)
    nodes = [
        _node(page, page.kb.conditions[name], x, y - boxes[name][1] / 2 + radius, net.BELOW, labels[name])
        for name, (x, y) in places.items()
    ]
    links = [_link(edge, edge.relation) for edge in relations]
    description = (
        f"{len(nodes)} conditions as circles; lines say which are forms of, follow, go with or look like others."
    )
    return _drawn(nodes, links, SHEET, "map-conditions", "Conditions and how they are related", description)


def _room_for(name: str) -> float:
    """The width of a label: that of all, or of its longest word."""
    return max(LABEL_WIDTH, *(text_width(word, SIZE) for word in name.split()))


def _across_columns(page: PageWriter, plan: Columns) -> Markup:
    """Signs to the left, conditions by cause in the middle, treatments to the right."""
    extra, nodes, anchors = [], [], {}
    top = HEADING + 6
    for cause, members in plan.causes:
        label = page.kb.vocabulary.causes[cause].label
        extra.append(net.heading(label, CONDITIONS_X - RADIUS[net.CIRCLE], top + SIZE))
        top += HEADING
        for condition in members:
            node, height = _row(page, condition, CONDITIONS_X, top)
            nodes.append(node)
            reach = max(text_width(line, SIZE) for line in node.label)
            anchors[f"{node.id}@right"] = (node.x + RADIUS[node.shape] + net.GAP + reach + 6, node.y)
            top += height + ROW_GAP
        top += 6
    bottom = max(top, *(_least(page, some, x) for some, x in ((plan.signs, SIGNS_X), (plan.treatments, TREATMENTS_X))))
    for x, some, title, anchor in (
        (SIGNS_X, plan.signs, "Signs that are typical", "end"),
        (TREATMENTS_X, plan.treatments, "Reported treatments", ""),
    ):
        side = RADIUS[net.SQUARE] if anchor else -RADIUS[net.HEXAGON]
        extra.append(net.heading(title, x + side, SIZE + 2, anchor))
        nodes += _spread_rows(page, some, x, HEADING + 6, bottom)
    extra.append(net.heading("Conditions, by cause", CONDITIONS_X - RADIUS[net.CIRCLE], SIZE + 2))
    links = [_across(edge, position) for position, edge in enumerate(plan.links)]
    description = (
        f"{len(plan.signs)} signs, {len(plan.conditions)} conditions and {len(plan.treatments)} treatments in three"
        " columns; lines join a condition with its typical signs and with treatments that a source reports."
    )
    title = "Typical signs and reported treatments"
    return _drawn(nodes, links, (COLUMNS_WIDTH, bottom + 4), "map-columns", title, description, anchors, extra)


def _across(edge: Edge, position: int) -> Link:
    """A sign is joined to the shape of a condition, a treatment to the far side of its label."""
    is_treatment = edge.relation in TREATMENTS
    word = edge.relation if is_treatment else edge.claim.frequency or ""
    source, target = (f"{edge.source}@right", edge.target) if is_treatment else (edge.target, edge.source)
    mark_at = 0.3 + 0.1 * (position % 5)  # not all in one line
    return Link(source, target, DRAWN_AS[word], word, is_disputed(edge), mark_at=mark_at)


def _row(page: PageWriter, entity: Entity, x: float, top: float) -> tuple[Node, float]:
    """An entity with its label beside it, from ``top`` on, and how high it is."""
    label = lines(entity.name, COLUMN_LABELS[x], SIZE)
    height = max(len(label) * LINE, 2 * RADIUS[SHAPES[entity.kind]])
    side = net.LEFT if x == SIGNS_X else net.RIGHT
    return _node(page, entity, x, top + height / 2, side, label), height


def _least(page: PageWriter, entities: tuple[Entity, ...], x: float) -> float:
    """How far down a column reaches when its rows stand close."""
    return HEADING + 6 + sum(_row(page, one, x, 0)[1] + ROW_GAP for one in entities)


def _spread_rows(page: PageWriter, entities: tuple[Entity, ...], x: float, top: float, bottom: float) -> Iterator[Node]:
    """Rows at equal distances over the whole height."""
    heights = [_row(page, one, x, 0)[1] for one in entities]
    gap = (bottom - top - sum(heights)) / max(len(heights), 1)
    for one, height in zip(entities, heights, strict=True):
        yield _row(page, one, x, top + gap / 2)[0]
        top += height + gap


def _node(page: PageWriter, entity: Entity, x: float, y: float, side: str, label: tuple[str, ...]) -> Node:
    return Node(entity.id, label, page.to(entity), SHAPES[entity.kind], x, y, side)


def _link(edge: Edge, word: str) -> Link:
    return Link(edge.source, edge.target, DRAWN_AS[word], word, is_disputed(edge), has_arrow=word in DIRECTED)


def _drawn(
    nodes: list[Node],
    links: list[Link],
    size: tuple[float, float],
    prefix: str,
    title: str,
    description: str,
    anchors: dict[str, net.Point] | None = None,
    extra: list[str] | None = None,
) -> Markup:
    return Markup(  # every text and address in it is escaped
        net.network(
            nodes,
            links,
            size,
            prefix=prefix,
            title=title,
            description=description,
            anchors=anchors,
            extra=extra or (),
        )
    )


def _neighborhood_drawings(page: PageWriter, neighborhood: near.Neighborhood) -> tuple[tuple[str, Markup], ...]:
    """An entity's own links for a narrow and a wide column, each with its name."""
    entity = neighborhood.entity
    groups = [_group(page, group) for group in neighborhood.groups]
    if isinstance(entity, Condition):
        words = set(page.kb.vocabulary.frequencies)
        left = [drawn for drawn, group in zip(groups, neighborhood.groups, strict=True) if group.relation in words]
        right = [one for one in groups if one not in left]
    else:
        left, right = _halves(groups)
    drawn = Star(
        entity.name,
        page.to(entity),
        SHAPES[entity.kind],
        tuple(left),
        tuple(right),
        tuple((f"[{one.label}]", page.to_reference(one.key)) for one in neighborhood.references),
    )
    description = f"{neighborhood.size} links to other entities, and the publications cited."
    return tuple(
        (
            name,
            Markup(
                star(
                    drawn,
                    is_wide=is_wide,
                    prefix=f"map-{name}",
                    title=f"{entity.name}: its links",
                    description=description,
                )
            ),
        )
        for name, is_wide in (("narrow", False), ("wide", True))
    )


def _halves(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Groups on two sides about equally long, in their order."""
    total = sum(len(group.neighbors) for group in groups)
    left: list[Group] = []
    while groups and (not left or sum(len(group.neighbors) for group in left) + len(groups[0].neighbors) <= total / 2):
        left.append(groups[0])
        groups = groups[1:]
    return left, groups


def _group(page: PageWriter, group: near.Group) -> Group:
    arrow = ""
    if group.relation in DIRECTED:
        arrow = OUT if group.is_outward else IN
    neighbors = tuple(
        Neighbor(one.entity.name, page.to(one.entity), SHAPES[one.entity.kind], one.is_disputed)
        for one in group.neighbors
    )
    return Group(group.heading, DRAWN_AS.get(group.relation, net.DOTTED), group.relation, neighbors, arrow)
