"""Which conditions and signs a matrix holds, and in which order; in tests/sound, and by laws on made-up cells."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.views.matrix import matrix, preset_of, regional_matrices, tells_apart, whole_matrix

PROJECT = Path(__file__).parents[2]
PRESET = "id: arm\npreset: [chalk-bone, glass-bone]\n"


@pytest.fixture(scope="module")
def graph(sound_kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


def test_a_region_without_a_preset_opens_with_what_is_reported_there(sound_kb: KnowledgeBase) -> None:
    assert [one.id for one in preset_of(sound_kb, sound_kb.regions["arm"])] == ["glass-bone"]


def test_one_condition_makes_no_matrix(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    assert regional_matrices(sound_kb, graph) == ()


def test_a_preset_adds_look_alikes_and_says_that_no_source_reports_them_there(project) -> None:  # type: ignore[no-untyped-def]
    project.replace("kb/regions/arm.yaml", "id: arm\n", PRESET)
    kb = project.load()
    (made,) = regional_matrices(kb, EvidenceGraph(kb))
    assert kb.diagnostics == ()
    assert [one.id for one in made.conditions] == ["chalk-bone", "glass-bone"]
    assert [one.id for one in made.preset] == ["chalk-bone", "glass-bone"]
    assert [one.id for one in made.unreported] == ["chalk-bone"]


def test_the_whole_matrix_opens_with_everything(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = whole_matrix(sound_kb, graph)
    assert made.preset == made.conditions
    assert made.unreported == ()


def test_equal_signs_stand_by_name(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = whole_matrix(sound_kb, graph)
    assert [(row.sign.name, row.separation) for row in made.by_separation] == [("Hollow echo", 1), ("Milky band", 1)]


@pytest.mark.kb
def test_the_hip_opens_with_the_conditions_that_are_confused_there() -> None:
    """pages.md 4.8; marrow infiltration stands there though no source read so far names the hip."""
    kb = load(PROJECT)
    made = {one.region.id: one for one in regional_matrices(kb, EvidenceGraph(kb)) if one.region}["hip"]
    assert {one.code for one in made.preset} == {"toh", "top", "onfh", "sifh", "fnsf", "sep", "oo", "met"}
    assert {one.code for one in made.unreported} == {"met"}
    separations = [row.separation for row in made.by_separation]
    assert separations == sorted(separations, reverse=True)


@given(st.data())
def test_separation_counts_pairs(sound_kb: KnowledgeBase, graph: EvidenceGraph, data: st.DataObject) -> None:
    """Whatever conditions are chosen, in whatever order, repeated or not: each pair counts once."""
    conditions = data.draw(st.lists(st.sampled_from(list(sound_kb.conditions.values())), min_size=1, max_size=5))
    for row in matrix(sound_kb, graph, tuple(conditions), None).rows:
        assert row.separation == sum(tells_apart(sound_kb, a, b) for a, b in combinations(row.cells, 2))
        assert all(tells_apart(sound_kb, a, b) == tells_apart(sound_kb, b, a) for a, b in combinations(row.cells, 2))
