"""The evidence at a glance, on the small sound knowledge base and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.views.evidence import overview
from build_tools.views.glance import DESCRIBED, NOT_STATED, glance

ROOT = Path(__file__).parents[2]


def test_works_are_counted_once_by_year_design_and_level(sound_kb: KnowledgeBase) -> None:
    seen = glance(sound_kb, EvidenceGraph(sound_kb))
    doubled = [reference for reference in sound_kb.references.values() if reference.entry.duplicate_of]
    assert len(doubled) == 1
    assert seen.works == len(sound_kb.references) - 1
    years = {year.year: (year.listed, year.others) for year in seen.years}
    assert list(years) == list(range(min(years), max(years) + 1))
    assert sum(listed + others for listed, others in years.values()) == seen.works
    assert years[2001] == (1, 0)
    assert dict(seen.designs)["case series"] == 1
    assert dict(seen.designs)["case report"] == 1
    assert sum(count for _, count in seen.designs) == seen.works
    assert dict(seen.read) == {"abstract": 2, "title": 1}


def test_a_condition_is_covered_by_its_statements_and_gaps_are_named(sound_kb: KnowledgeBase) -> None:
    covered = {one.condition.id: one for one in glance(sound_kb, EvidenceGraph(sound_kb)).coverage}
    assert list(covered) == ["glass-bone", "chalk-bone"]
    glass = covered["glass-bone"]
    assert glass.total == len(sound_kb.claims_of_page["glass-bone"])
    assert glass.levels == {"full-text": 1, "abstract": glass.total - 2, "editorial": 1}
    assert glass.gaps == ("mechanism", "pitfalls")
    assert covered["chalk-bone"].gaps[:3] == ("patient groups", "regions", "mechanism")


def test_modalities_without_a_finding_are_one_gap(project) -> None:  # type: ignore[no-untyped-def]
    project.replace(
        "kb/vocabulary.yaml",
        "sequences:\n",
        "  ct: {label: CT, definition: CT.}\n  film: {label: Film, definition: Film.}\nsequences:\n",
    )
    kb = project.load()
    covered = {one.condition.id: one for one in glance(kb, EvidenceGraph(kb)).coverage}
    assert covered["glass-bone"].gaps[-1] == "findings of CT, film"


@pytest.mark.kb
def test_the_real_counts_agree_with_the_overview() -> None:
    kb = load(ROOT)
    graph = EvidenceGraph(kb)
    seen, counts = glance(kb, graph), overview(kb, graph)
    assert seen.works == counts.works + counts.others + 1
    assert sum(year.listed for year in seen.years) == counts.works + 1
    assert sum(year.others for year in seen.years) == counts.others
    assert sum(count for _, count in seen.designs) == sum(count for _, count in seen.read) == seen.works
    assert dict(seen.claims) == counts.claims_by_level
    assert sum(one.total for one in seen.coverage) == sum(
        len(kb.claims_of_page[condition_id]) for condition_id in kb.conditions
    )
    assert {label for label, _ in seen.designs} >= {"randomized trial", DESCRIBED, NOT_STATED}
