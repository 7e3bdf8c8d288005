"""An entity and everything that one link joins it to: the map on its own page, and the list below the large maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.graph import Edge, EvidenceGraph
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.entities import Condition, Entity, Region
from build_tools.views.maps import RELATIONS, TREATMENTS, is_disputed

FINDINGS, PRESENT = "findings", "present"


@dataclass(frozen=True, slots=True)
class Neighbor:
    """An entity at the other end of at least one link of a group."""

    entity: Entity
    edges: tuple[Edge, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether one of the links is one side of a conflict."""
        return any(is_disputed(edge) for edge in self.edges)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbors that are linked in one way, under words that read on from the entity's name."""

    relation: str
    """The section of the claims, or the frequency word of findings."""
    heading: str
    neighbors: tuple[Neighbor, ...]
    is_outward: bool
    """Whether the links are stated on the entity's own page."""


@dataclass(frozen=True, slots=True)
class Neighborhood:
    """An entity, its neighbors in groups, and the publications that its page cites."""

    entity: Entity
    groups: tuple[Group, ...]
    references: tuple[Reference, ...]

    @property
    def size(self) -> int:
        """How many links to neighbors there are, those of one group to one neighbor counted once."""
        return sum(len(group.neighbors) for group in self.groups)


def neighborhood(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity) -> Neighborhood:
    """The neighbors of a condition, sign or treatment. Regions have none here: their page lists what is found there."""
    groups = tuple(_groups(kb, graph, entity))
    claims = [*kb.claims_of_page.get(entity.id, ())]
    if not isinstance(entity, Condition):
        claims += [edge.claim for group in groups for neighbor in group.neighbors for edge in neighbor.edges]
    return Neighborhood(entity, groups, graph.references_of(claims))


def neighborhoods(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Neighborhood, ...]:
    """That of every condition, sign and treatment, in this order."""
    return tuple(neighborhood(kb, graph, one) for one in kb.entities.values() if not isinstance(one, Region))


def _groups(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity) -> Iterator[Group]:
    is_condition = isinstance(entity, Condition)
    findings = graph.links_from(entity.id, FINDINGS) if is_condition else graph.links_to(entity.id, FINDINGS)
    for word, meaning in kb.vocabulary.frequencies.items():
        of_word = [edge for edge in findings if edge.claim.frequency == word]
        heading = f"{meaning.label[0].upper()}{meaning.label[1:]}"
        if meaning.presence == PRESENT:
            heading += " signs" if is_condition else " in"
        yield from _group(kb, entity, word, heading, of_word, is_condition)
    for relation in (*RELATIONS, *TREATMENTS):
        meaning_of_relation = kb.vocabulary.relations.get(relation.replace("-", "_"))
        if meaning_of_relation is None:
            continue
        for is_outward in (True, False):
            edges = graph.links_from(entity.id, relation) if is_outward else graph.links_to(entity.id, relation)
            if relation == "mimics":  # symmetric, stored once: both directions are one group
                edges = graph.mimics_of(entity.id) if is_outward else ()
            words = meaning_of_relation.label if is_outward else meaning_of_relation.inverse
            heading = f"{words[0].upper()}{words[1:]}"
            yield from _group(kb, entity, relation, heading, edges, is_outward)


def _group(
    kb: KnowledgeBase, entity: Entity, relation: str, heading: str, edges: Iterable[Edge], is_outward: bool
) -> Iterator[Group]:
    """The group of these links; none where there is no link. Neighbors come by name."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.other_end(entity.id), []).append(edge)
    known = [Neighbor(kb.entities[name], tuple(some)) for name, some in found.items() if name in kb.entities]
    if known:
        yield Group(relation, heading, tuple(sorted(known, key=lambda one: one.entity.name.lower())), is_outward)
