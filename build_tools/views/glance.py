"""The evidence at a glance: publications by year, design and level read, and how each condition is covered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import EDITORIAL, KnowledgeBase, Reference
from build_tools.model.entities import Condition
from build_tools.views.entity_pages import gaps_of
from build_tools.views.statements import claim_view, levels_of

DESCRIBED, NOT_STATED = "described in other words", "not stated in what was read"
"""Publications whose design is no word of the vocabulary, and those of which none was noted."""


@dataclass(frozen=True, slots=True)
class Year:
    """How many works of a year are cited: the review with its printed list, and the others."""

    year: int
    listed: int
    others: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many statements a condition's page rests on each level, and which sections no source fills yet."""

    condition: Condition
    levels: dict[str, int]
    gaps: tuple[str, ...]

    @property
    def total(self) -> int:
        """All statements of the page."""
        return sum(self.levels.values())


@dataclass(frozen=True, slots=True)
class Glance:
    """Counts of works, each once however often the review prints it, and of statements."""

    works: int
    years: tuple[Year, ...]
    designs: tuple[tuple[str, int], ...]
    read: tuple[tuple[str, int], ...]
    claims: tuple[tuple[str, int], ...]
    coverage: tuple[Coverage, ...]


def glance(kb: KnowledgeBase, graph: EvidenceGraph) -> Glance:
    """Count the works and statements of a knowledge base."""
    works = [reference for reference in kb.references.values() if reference.entry.duplicate_of is None]
    levels = [*reversed(kb.vocabulary.levels)]
    read = Counter(reference.notes.read for reference in works if reference.notes)
    claims = Counter(kb.level_of(claim.statement) for claim in kb.claims.values())
    return Glance(
        works=len(works),
        years=_years(works),
        designs=_designs(kb, works),
        read=tuple((level, read[level]) for level in levels if read[level]),
        claims=tuple((level, claims[level]) for level in (*levels, EDITORIAL) if claims[level]),
        coverage=_coverage(kb, graph),
    )


def _years(works: list[Reference]) -> tuple[Year, ...]:
    """Every year from the first to the last publication, those without one included."""
    listed: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for work in works:
        if work.entry.year.isdecimal():
            counted = others if work.is_other else listed
            counted[int(work.entry.year)] += 1
    known = sorted({*listed, *others})
    return tuple(Year(year, listed[year], others[year]) for year in range(known[0], known[-1] + 1)) if known else ()


def _designs(kb: KnowledgeBase, works: list[Reference]) -> tuple[tuple[str, int], ...]:
    """Designs by how many works have them, the vocabulary's order between equals; what is no word of it last."""
    words, rest = Counter[str](), Counter[str]()
    for work in works:
        study = work.notes.study if work.notes else None
        if study and study.design:
            words[study.design] += 1
        else:
            rest[DESCRIBED if study and study.detail else NOT_STATED] += 1
    order = list(kb.vocabulary.designs)
    found = sorted(words.items(), key=lambda item: (-item[1], order.index(item[0])))
    named = [(kb.vocabulary.designs[design].label, count) for design, count in found]
    return (*named, *((label, rest[label]) for label in (DESCRIBED, NOT_STATED) if rest[label]))


def _coverage(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Coverage, ...]:
    """Conditions, those with the most statements first."""
    found = []
    for condition in kb.conditions.values():
        views = [claim_view(kb, claim) for claim in kb.claims_of_page.get(condition.id, ())]
        found.append(Coverage(condition, levels_of(kb, views), gaps_of(kb, graph, condition)))
    return tuple(sorted(found, key=lambda covered: (-covered.total, covered.condition.name)))
