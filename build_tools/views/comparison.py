"""Two conditions side by side, as pages of pairs show them: verdict, signs, course and treatments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition, Conflict, slug_of_pair, turned_slug
from build_tools.views.conflicts import conflicts_on
from build_tools.views.side_by_side import SignRow, discriminator_of, grouped, stored_pair
from build_tools.views.statements import ClaimView, claim_view, section_views


@dataclass(frozen=True, slots=True)
class Curated:
    """What editors wrote about a pair."""

    verdict: ClaimView
    would_change: tuple[ClaimView, ...]
    pitfalls: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two conditions; ``first`` is the one whose code comes first in the alphabet."""

    first: Condition
    second: Condition
    mimicry: ClaimView | None
    discriminator: ClaimView | None
    rows: Mapping[str, tuple[SignRow, ...]]
    """By group, as ``grouped`` makes them; a row's cells are those of ``first`` and ``second``."""
    sections: tuple[tuple[str, tuple[ClaimView, ...], tuple[ClaimView, ...]], ...]
    conflicts: tuple[Conflict, ...]
    curated: Curated | None = None

    @property
    def slug(self) -> str:
        """Codes in alphabetical order, as in the page's address."""
        return slug_of_pair(self.first, self.second)

    @property
    def reverse_slug(self) -> str:
        """The other order, which redirects."""
        return turned_slug(self.slug)


SIDE_BY_SIDE = ("epidemiology", "where", "course", "not-indicated", "treated-with")


def compare(kb: KnowledgeBase, graph: EvidenceGraph, one: Condition, other: Condition) -> Comparison:
    """Compare two conditions on every sign that is stated for either."""
    first, second = sorted((one, other), key=lambda condition: condition.code)
    stored = stored_pair(graph, first, second)
    sections = []
    for section in SIDE_BY_SIDE:
        left, right = section_views(kb, first.id, section), section_views(kb, second.id, section)
        if left or right:
            sections.append((section, left, right))
    mimicry = claim_view(kb, stored.claim) if stored else None
    told = discriminator_of(graph, first, second)
    conflicts = {conflict.id: conflict for side in (first, second) for conflict in conflicts_on(kb, side.id)}
    both = [conflict for conflict in conflicts.values() if {first.id, second.id} <= set(conflict.touches)]
    return Comparison(
        first,
        second,
        mimicry,
        claim_view(kb, told) if told else None,
        grouped(kb, graph, (first, second)),
        tuple(sections),
        tuple(both),
        _curated(kb, slug_of_pair(first, second)),
    )


def _curated(kb: KnowledgeBase, slug: str) -> Curated | None:
    if slug not in kb.comparisons:
        return None
    return Curated(
        section_views(kb, slug, "verdict")[0],
        section_views(kb, slug, "would-change"),
        section_views(kb, slug, "pitfalls"),
    )


def comparisons(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Comparison, ...]:
    """One comparison for every stored pair of look-alikes, by address."""
    found = {}
    for edge in graph.mimic_pairs:
        one, other = kb.conditions.get(edge.source), kb.conditions.get(edge.target)
        if one and other:
            comparison = compare(kb, graph, one, other)
            found[comparison.slug] = comparison
    return tuple(found[slug] for slug in sorted(found))
