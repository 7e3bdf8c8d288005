"""What the maps of the knowledge base draw, and where: conditions among themselves, and with signs and treatments.

A map of everything would be a tangle that nobody reads. So one map holds conditions and how they are related, placed by
a force layout, and one holds the signs that are typical of them and the treatments that are reported, in three columns.
All other links stand in the list below the maps and on the map of each entity's own links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.figures.placing import Point, Size, apart, overlaps, spread, tangle
from build_tools.graph import Edge, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition, Entity, Sign, Treatment

RELATIONS = ("subtype-of", "evolves-to", "associated-with", "mimics")
"""Relations of conditions; where two are related in more than one way, the map draws the first of these."""

TYPICAL = "typical"
"""The frequency word of the signs on the map: the others are too many to be read."""

TREATMENTS = ("treated-with", "not-indicated")

SEEDS = 12
"""How many layouts are tried; the one that is easiest to follow is drawn."""

DISTANCE = 0.7
"""How far apart the force layout wants its nodes, in parts of the sheet; tried out."""

STEPS = 200
"""Steps of the force layout."""


def is_disputed(edge: Edge) -> bool:
    """Whether the claim behind a link is one side of a conflict."""
    return edge.claim.statement.conflict is not None


def condition_links(graph: EvidenceGraph) -> tuple[Edge, ...]:
    """The links between conditions that a map draws: one for each pair that is related."""
    found: dict[frozenset[str], Edge] = {}
    for edge in sorted(_of(graph, RELATIONS), key=lambda edge: RELATIONS.index(edge.relation)):
        found.setdefault(frozenset((edge.source, edge.target)), edge)
    return tuple(found.values())


def _of(graph: EvidenceGraph, relations: Iterable[str]) -> list[Edge]:
    wanted = set(relations)
    return [edge for edge in graph.edges if edge.relation in wanted and edge.source != edge.target]


def condition_places(
    conditions: Sequence[str],
    links: Sequence[Edge],
    boxes: Mapping[str, Size],
    sheet: Size,
    *,
    gap: float,
    shape_at: float,
) -> dict[str, Point]:
    """The middle of the box (shape and label) of every condition, so that related ones stand near each other.

    networkx lays them out as if links were springs, from several fixed starts; boxes are then pushed apart. Drawn is
    the layout with the fewest overlaps, crossings and lines over labels. Lines end ``shape_at`` below a box's top.
    """
    import networkx as nx

    linked = {name for link in links for name in (link.source, link.target)}
    alone = [name for name in conditions if name not in linked]
    strip = max((boxes[name][1] + gap for name in alone), default=0.0)
    upper = (sheet[0], sheet[1] - strip)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(name for name in conditions if name in linked)
    network.add_weighted_edges_from((link.source, link.target, _pull(link)) for link in links)
    lines = [(link.source, link.target) for link in links]
    best: tuple[tuple[int, int], dict[str, Point]] = ((0, 0), {})
    for seed in range(SEEDS if linked else 0):
        laid = nx.spring_layout(network, k=DISTANCE, seed=seed, iterations=STEPS)
        start = {name: (round(float(x), 4), round(float(y), 4)) for name, (x, y) in laid.items()}
        places = apart(spread(start, boxes, upper), boxes, upper, gap)
        ends = {name: (x, y - boxes[name][1] / 2 + shape_at) for name, (x, y) in places.items()}
        on_sheet = {name: (places[name], boxes[name]) for name in places}
        score = (overlaps(places, boxes), tangle(lines, ends, on_sheet))
        if not best[1] or score < best[0]:
            best = (score, places)
    return best[1] | _in_a_row(alone, boxes, sheet, gap)


def _in_a_row(names: Sequence[str], boxes: Mapping[str, Size], sheet: Size, gap: float) -> dict[str, Point]:
    """Boxes side by side along the lower edge, from the left."""
    places, left = {}, 0.0
    for name in names:
        width, height = boxes[name]
        places[name] = (left + width / 2, sheet[1] - height / 2)
        left += width + gap
    return places


def _pull(link: Edge) -> int:
    """Forms of a condition stand nearest to it."""
    return len(RELATIONS) - RELATIONS.index(link.relation)


SWEEPS = 4
"""How often the columns are sorted by each other; after that, the order hardly changes."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Signs, conditions and treatments in three columns, each from top to bottom, and the links between them."""

    signs: tuple[Sign, ...]
    causes: tuple[tuple[str, tuple[Condition, ...]], ...]
    treatments: tuple[Treatment, ...]
    links: tuple[Edge, ...]
    """From conditions, one for each pair: signs that are typical, treatments that are reported or not needed."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The middle column."""
        return tuple(condition for _, members in self.causes for condition in members)


def columns(kb: KnowledgeBase, graph: EvidenceGraph) -> Columns:
    """What the map of three columns shows. Signs and treatments stand near the conditions that they are linked to."""
    typical = [edge for edge in _of(graph, ("findings",)) if edge.claim.frequency == TYPICAL]
    drawn: dict[tuple[str, str], Edge] = {}
    for edge in (*typical, *_of(graph, TREATMENTS)):
        drawn.setdefault((edge.source, edge.target), edge)
    links = tuple(drawn.values())
    linked = {edge.source for edge in links}
    causes = {
        cause: members
        for cause in kb.vocabulary.causes
        if (members := [one for one in kb.conditions.values() if one.cause == cause and one.id in linked])
    }
    signs: list[Entity] = []
    treatments: list[Entity] = []
    for _ in range(SWEEPS):
        rank = {one.id: place for place, one in enumerate(one for members in causes.values() for one in members)}
        signs, treatments = _near(kb.signs, links, rank), _near(kb.treatments, links, rank)
        # Both columns are as long as the middle one, so that heights can be compared.
        height = {
            one.id: place * len(rank) / len(column)
            for column in (signs, treatments)
            for place, one in enumerate(column)
        }
        for members in causes.values():
            members.sort(
                key=lambda one: (_mean(height[link.target] for link in links if link.source == one.id), one.id)
            )
    return Columns(
        tuple(one for one in signs if isinstance(one, Sign)),
        tuple((cause, tuple(members)) for cause, members in causes.items()),
        tuple(one for one in treatments if isinstance(one, Treatment)),
        links,
    )


def _near(entities: Mapping[str, Entity], links: Sequence[Edge], rank: Mapping[str, int]) -> list[Entity]:
    """Those of the entities that a link leads to, by the mean rank of the conditions that they are linked to."""
    ranks: dict[str, list[int]] = {}
    for link in links:
        if link.target in entities:
            ranks.setdefault(link.target, []).append(rank[link.source])
    order = sorted(ranks, key=lambda name: (_mean(ranks[name]), name))
    return [entities[name] for name in order]


def _mean(numbers: Iterable[float]) -> float:
    known = list(numbers)
    return sum(known) / len(known)
