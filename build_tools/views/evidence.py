"""How far the knowledge base can be trusted: what was read how deep, and on what the claims rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import EDITORIAL, KnowledgeBase, Reference
from build_tools.model.claims import Claim
from build_tools.model.entities import Page
from build_tools.model.reading import Correction
from build_tools.views.statements import ClaimView, claim_view


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts that the home page, the evidence page and ``bmes stats`` show. None of them is typed anywhere."""

    conditions: int
    signs: int
    treatments: int
    regions: int
    conflicts: int
    figures: int
    pairs: int
    references: int
    works: int
    others: int
    reading_notes: int
    changes: int
    others_by_level: dict[str, int]
    findings: int
    claims: int
    claims_by_level: dict[str, int]
    references_by_level: dict[str, int]
    clinical_reviews: int


def overview(kb: KnowledgeBase, graph: EvidenceGraph) -> Overview:
    """Count everything."""
    levels = Counter(kb.level_of(claim.statement) for claim in kb.claims.values())
    read = Counter(reference.notes.read for reference in kb.review_references if reference.notes)
    others = [one for one in kb.references.values() if one.is_other]
    others_read = Counter(reference.notes.read for reference in others if reference.notes)
    order = [*reversed(kb.vocabulary.levels), EDITORIAL]
    return Overview(
        conditions=len(kb.conditions),
        signs=len(kb.signs),
        treatments=len(kb.treatments),
        regions=len(kb.regions),
        conflicts=len(kb.conflicts),
        figures=len(kb.figures),
        pairs=len(graph.mimic_pairs),
        references=len(kb.review_references),
        works=sum(reference.entry.duplicate_of is None for reference in kb.review_references),
        others=len(others),
        reading_notes=len(kb.reading_notes),
        changes=sum(claim.statement.update is not None for claim in kb.claims.values()),
        others_by_level={level: others_read[level] for level in order if others_read[level]},
        findings=len(kb.findings),
        claims=len(kb.claims),
        claims_by_level={level: levels[level] for level in order if levels[level]},
        references_by_level={level: read[level] for level in order if read[level]},
        clinical_reviews=sum(any(one.kind == "clinical" for one in page.reviewed) for page in kb.entities.values()),
    )


@dataclass(frozen=True, slots=True)
class CitingPage:
    """A page and its claims that cite one finding or reference."""

    page: Page
    claims: tuple[ClaimView, ...]


def citing_pages(kb: KnowledgeBase, claims: tuple[Claim, ...]) -> tuple[CitingPage, ...]:
    """Claims grouped by the page that they stand on, in the order of pages."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.page.id, []).append(claim)
    return tuple(
        CitingPage(group[0].page, tuple(claim_view(kb, claim) for claim in group)) for group in grouped.values()
    )


def corrected(kb: KnowledgeBase) -> tuple[tuple[Reference, Correction], ...]:
    """Shown errors of the printed list, by number."""
    return tuple((one, fix) for one in kb.review_references if one.notes for fix in one.notes.corrections)


def suspected(kb: KnowledgeBase) -> tuple[tuple[Reference, Correction], ...]:
    """Suspected errors of the printed list, by number; not applied."""
    return tuple((one, fix) for one in kb.review_references if one.notes for fix in one.notes.suspected)
