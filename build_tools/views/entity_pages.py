"""What the page of a condition, sign, treatment or region shows, in the order in which it shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.graph import Edge, EvidenceGraph, region_and_parts
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.entities import Condition, Conflict, Entity, Region, Sign, slug_of_pair
from build_tools.model.reading import Finding
from build_tools.views.comparison import Comparison
from build_tools.views.conflicts import conflicts_on
from build_tools.views.history import HistoryLane, history_of
from build_tools.views.matrix import Matrix
from build_tools.views.statements import (
    ClaimView,
    claim_view,
    levels_of,
    section_views,
    weakest_level,
)

Sections = Mapping[str, tuple[ClaimView, ...]]
Linked = tuple[tuple[ClaimView, Entity], ...]

LOOK_FOR = 5
"""How many findings the first screen of a condition shows (pages for a phone: definition, findings, look-alikes)."""


@dataclass(frozen=True, slots=True)
class MimicView:
    """A look-alike as a condition's page shows it, whichever of the two files stores the pair."""

    other: Condition
    slug: str
    view: ClaimView
    discriminator: ClaimView | None


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation to another condition, read from this page's side."""

    label: str
    other: Condition
    view: ClaimView


@dataclass(frozen=True, slots=True)
class ConditionView:
    """The page of a condition."""

    definition: ClaimView
    sections: Sections
    look_for: tuple[tuple[ClaimView, Sign], ...]
    findings: tuple[tuple[str, tuple[tuple[ClaimView, Sign], ...]], ...]
    mimics: tuple[MimicView, ...]
    relations: tuple[RelationView, ...]
    studies: Mapping[str, tuple[StudySeen, ...]]
    conflicts: tuple[Conflict, ...]
    claim_count: int
    levels: Mapping[str, int]
    weakest: str | None
    gaps: tuple[str, ...]
    history: tuple[HistoryLane, ...]


def _sections(kb: KnowledgeBase, page: Entity) -> dict[str, tuple[ClaimView, ...]]:
    names = [name.replace("_", "-") for name in type(page).model_fields]
    return {name: section_views(kb, page.id, name) for name in names}


def _all_views(kb: KnowledgeBase, page: Entity) -> tuple[ClaimView, ...]:
    return tuple(claim_view(kb, claim) for claim in kb.claims_of_page.get(page.id, ()))


def _definition(kb: KnowledgeBase, page: Entity) -> ClaimView:
    return claim_view(kb, kb.claims[f"{page.id}.definition"])


def _by_frequency(kb: KnowledgeBase, pairs: Iterable[tuple[ClaimView, Entity]]) -> Linked:
    """Typical first, then as the vocabulary orders the words; the better supported and better known first in each."""
    words = list(kb.vocabulary.frequencies)

    def rank(pair: tuple[ClaimView, Entity]) -> tuple[int, int, str]:
        view, entity = pair
        word = words.index(view.frequency) if view.frequency in words else len(words)
        strength = kb.vocabulary.strength(view.level or "")
        return (word, -strength, entity.name.lower())

    return tuple(sorted(pairs, key=rank))


def _presence(kb: KnowledgeBase, view: ClaimView) -> str:
    meaning = kb.vocabulary.frequencies.get(view.frequency or "")
    return meaning.presence if meaning else ""


@dataclass(frozen=True, slots=True)
class StudySeen:
    """A publication that a claim cites; ``told`` are the findings that it only tells at second hand, if all are."""

    reference: Reference
    told: tuple[Finding, ...] = ()


def studies_seen(views: Iterable[ClaimView]) -> dict[str, tuple[StudySeen, ...]]:
    """What studies each claim rests on, by the claim's id.

    How a publication's own study was made says nothing of what it tells of another one.
    """
    return {view.id: tuple(_studies(view)) for view in views}


def _studies(view: ClaimView) -> Iterator[StudySeen]:
    for key in dict.fromkeys(citation.reference.key for citation in view.citations):
        cited = [citation for citation in view.citations if citation.reference.key == key]
        told = tuple(citation.finding for citation in cited if citation.finding.is_second_hand)
        yield StudySeen(cited[0].reference, told if len(told) == len(cited) else ())


GAP_NAMES = {
    "who": "patient groups",
    "where": "regions",
    "findings": "findings",
    "mechanism": "mechanism",
    "course": "course",
    "treated_with": "treatments",
    "pitfalls": "pitfalls",
}
"""Sections of a condition whose absence a reader would want to know of."""


def condition_view(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> ConditionView:
    """Everything on a condition's page."""
    sections = _sections(kb, condition)
    linked = [(view, kb.signs[edge.target]) for edge, view in _edges(kb, graph.links_from(condition.id, "findings"))]
    ordered = _by_frequency(kb, linked)
    findings = []
    for modality in kb.vocabulary.modalities:
        rows = tuple((view, sign) for view, sign in ordered if isinstance(sign, Sign) and sign.modality == modality)
        if rows:
            findings.append((modality, rows))
    present = [(view, sign) for view, sign in ordered if _presence(kb, view) == "present" and isinstance(sign, Sign)]
    firsts = {sign.id: (view, sign) for view, sign in reversed(present)}
    look_for = [pair for pair in present if firsts[pair[1].id] == pair][:LOOK_FOR]
    views = _all_views(kb, condition)
    return ConditionView(
        definition=_definition(kb, condition),
        sections=sections,
        look_for=tuple(look_for),
        findings=tuple(findings),
        mimics=tuple(_mimics(kb, graph, condition)),
        relations=tuple(_relations(kb, graph, condition)),
        studies=studies_seen(sections["treated-with"]),
        conflicts=conflicts_on(kb, condition.id),
        claim_count=len(views),
        levels=levels_of(kb, views),
        weakest=weakest_level(kb, views),
        gaps=gaps_of(kb, graph, condition),
        history=history_of(kb, condition),
    )


def gaps_of(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> tuple[str, ...]:
    """Sections and modalities of a condition that no source read so far fills."""
    filled = {claim.section for claim in kb.claims_of_page.get(condition.id, ())}
    signs = [kb.signs.get(edge.target) for edge in graph.links_from(condition.id, "findings")]
    seen = {sign.modality for sign in signs if sign}
    gaps = [name for field, name in GAP_NAMES.items() if field.replace("_", "-") not in filled]
    unseen = [word.label for name, word in kb.vocabulary.modalities.items() if name not in seen]
    if unseen:
        labels = (label[0].lower() + label[1:] if label[1:2].islower() else label for label in unseen)
        gaps.append(f"findings of {', '.join(labels)}")
    return tuple(gaps)


def _edges(kb: KnowledgeBase, edges: Iterable[Edge]) -> list[tuple[Edge, ClaimView]]:
    return [(edge, claim_view(kb, edge.claim)) for edge in edges]


def _mimics(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> list[MimicView]:
    found = []
    for edge, view in _edges(kb, graph.mimics_of(condition.id)):
        other = kb.conditions[edge.other_end(condition.id)]
        told = graph.discriminator(edge)
        found.append(MimicView(other, slug_of_pair(condition, other), view, claim_view(kb, told) if told else None))
    return sorted(found, key=lambda mimic: mimic.other.name)


def _relations(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> list[RelationView]:
    found = []
    for relation, meaning in kb.vocabulary.relations.items():
        section = relation.replace("_", "-")
        if section not in ("subtype-of", "evolves-to", "associated-with"):
            continue
        for edge, view in _edges(kb, graph.links_from(condition.id, section)):
            found.append(RelationView(f"{condition.name} {meaning.label}", kb.conditions[edge.target], view))
        for edge, view in _edges(kb, graph.links_to(condition.id, section)):
            found.append(RelationView(f"{condition.name} {meaning.inverse}", kb.conditions[edge.source], view))
    return found


@dataclass(frozen=True, slots=True)
class SignView:
    """The page of a sign."""

    definition: ClaimView
    sections: Sections
    seen: tuple[tuple[str, str, Linked], ...]
    discriminates: tuple[tuple[Comparison, ClaimView], ...]
    conflicts: tuple[Conflict, ...]
    weakest: str | None


SEEN = (
    ("Seen in", "seen-in", "present"),
    ("Described as absent in", "absent-in", "absent"),
    ("Argues against", "argues-against", "against"),
)
"""Heading, anchor, and presence of the sign in the conditions listed there."""


def sign_view(kb: KnowledgeBase, graph: EvidenceGraph, sign: Sign, pairs: tuple[Comparison, ...]) -> SignView:
    """Everything on a sign's page; ``pairs`` are all comparisons."""
    linked = [(view, kb.conditions[edge.source]) for edge, view in _edges(kb, graph.links_to(sign.id, "findings"))]
    ordered = _by_frequency(kb, linked)
    seen = [
        (heading, anchor, tuple(pair for pair in ordered if _presence(kb, pair[0]) == presence))
        for heading, anchor, presence in SEEN
    ]
    tells = [
        (comparison, comparison.discriminator)
        for comparison in pairs
        if comparison.discriminator and getattr(comparison.discriminator.claim.statement, "sign", None) == sign.id
    ]
    views = (*_all_views(kb, sign), *(view for view, _ in linked))
    return SignView(
        definition=_definition(kb, sign),
        sections=_sections(kb, sign),
        seen=tuple(seen),
        discriminates=tuple(tells),
        conflicts=conflicts_on(kb, sign.id),
        weakest=weakest_level(kb, views),
    )


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """The page of a treatment."""

    definition: ClaimView
    sections: Sections
    uses: tuple[tuple[str, str, Linked], ...]
    studies: Mapping[str, tuple[StudySeen, ...]]
    conflicts: tuple[Conflict, ...]
    weakest: str | None


def treatment_view(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity) -> TreatmentView:
    """Everything on a treatment's page."""
    uses = []
    for heading, anchor in (("Not needed, according to a source", "not-indicated"), ("Reported in", "treated-with")):
        rows = [(view, kb.conditions[edge.source]) for edge, view in _edges(kb, graph.links_to(entity.id, anchor))]
        uses.append((heading, anchor, tuple(sorted(rows, key=lambda row: row[1].name))))
    linked = [view for _, _, rows in uses for view, _ in rows]
    return TreatmentView(
        definition=_definition(kb, entity),
        sections=_sections(kb, entity),
        uses=tuple(uses),
        studies=studies_seen(linked),
        conflicts=conflicts_on(kb, entity.id),
        weakest=weakest_level(kb, (*_all_views(kb, entity), *linked)),
    )


@dataclass(frozen=True, slots=True)
class ConditionHere:
    """A condition as the page of a region shows it: once, with all that is stated of it in the region and its parts."""

    condition: Condition
    told: tuple[tuple[ClaimView, Region], ...]
    """Statements, each with its region: the most frequent first, in each frequency word the whole before its parts."""
    names_regions: bool
    """Whether each statement needs the name of its region: not where all are about the region of the page."""


@dataclass(frozen=True, slots=True)
class RegionView:
    """The page of a region."""

    definition: ClaimView
    sections: Sections
    part_of: Region | None
    parts: tuple[Region, ...]
    conditions: tuple[ConditionHere, ...]
    signs: tuple[tuple[str, tuple[Sign, ...]], ...]
    matrix: Region | None
    conflicts: tuple[Conflict, ...]
    weakest: str | None


def region_view(kb: KnowledgeBase, graph: EvidenceGraph, region: Region, matrices: tuple[Matrix, ...]) -> RegionView:
    """Everything on a region's page; conditions and signs of its parts count too. ``matrices`` are all of them."""
    inside = region_and_parts(kb, region.id)
    conditions = _conditions_here(kb, graph, region, sorted(inside))
    views = [view for row in conditions for view, _ in row.told]
    signs = []
    for modality in kb.vocabulary.modalities:
        here = [one for one in kb.signs.values() if one.modality == modality and inside & set(one.regions)]
        if here:
            signs.append((modality, tuple(sorted(here, key=lambda one: one.name))))
    has_matrix = any(one.region and one.region.id == region.id for one in matrices)
    return RegionView(
        definition=_definition(kb, region),
        sections=_sections(kb, region),
        part_of=kb.regions.get(region.part_of) if region.part_of else None,
        parts=tuple(one for one in kb.regions.values() if one.part_of == region.id),
        conditions=conditions,
        signs=tuple(signs),
        matrix=region if has_matrix else None,
        conflicts=conflicts_on(kb, region.id),
        weakest=weakest_level(kb, (*_all_views(kb, region), *views)),
    )


def _conditions_here(
    kb: KnowledgeBase, graph: EvidenceGraph, region: Region, inside: Iterable[str]
) -> tuple[ConditionHere, ...]:
    """Conditions of a region, which with its parts is ``inside``: those that are typical of any part of it first."""
    edges = _edges(kb, [edge for part in inside for edge in graph.links_to(part, "where")])
    regions = {view.id: kb.regions[edge.target] for edge, view in edges}
    linked = [(view, kb.conditions[edge.source]) for edge, view in edges]
    words = list(kb.vocabulary.frequencies)

    def place(pair: tuple[ClaimView, Region]) -> tuple[int, bool, str]:
        view, where = pair
        word = words.index(view.frequency) if view.frequency in words else len(words)
        return (word, where is not region, where.name)

    found: dict[str, list[tuple[ClaimView, Region]]] = {}
    for view, condition in _by_frequency(kb, linked):
        found.setdefault(condition.id, []).append((view, regions[view.id]))
    return tuple(
        ConditionHere(
            kb.conditions[name], tuple(sorted(told, key=place)), any(where is not region for _, where in told)
        )
        for name, told in found.items()
    )
