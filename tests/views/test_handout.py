"""What handouts hold, and in which order lines are let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.views.comparison import comparisons
from build_tools.views.handout import (
    NAMES,
    STATES,
    Line,
    Section,
    comparison_handout,
    condition_handout,
    linked_name,
    rounds,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph(sound_kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


def lines(*leads: str) -> tuple[Line, ...]:
    return tuple(Line(lead, ((),)) for lead in leads)


def test_the_first_lines_of_every_section_come_before_the_later_ones_of_any() -> None:
    sections = (
        Section("must", "Must", "musts", lines("m"), is_required=True),
        Section("a", "A", "as", lines("a1", "a2", "a3"), first=1, turn=2),
        Section("b", "B", "bs", lines("b1", "b2"), first=1, turn=1),
        Section("c", "C", "cs", lines("c1")),
    )
    assert [line.lead for _, line in rounds(sections)] == ["a1", "b1", "c1", "b2", "a2", "a3"]


def test_a_single_required_line_says_itself_what_it_is() -> None:
    assert not Section("u", "Urgent", "us", lines("Urgent"), is_required=True).has_heading
    assert Section("u", "Urgent", "us", lines("Urgent", "Urgent"), is_required=True).has_heading
    assert Section("a", "A", "as", lines("x")).has_heading


def test_a_condition_has_its_sections_in_order(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = condition_handout(sound_kb, graph, sound_kb.conditions["glass-bone"])
    assert [section.id for section in made.sections] == [
        "at-a-glance",
        "look-for",
        "tell-apart",
        "course",
        "against",
        "treated-with",
    ]
    assert made.columns == ()
    by_id = {section.id: section for section in made.sections}
    (usual,) = by_id["look-for"].lines
    assert (usual.lead, usual.form) == ("Lamp", NAMES)
    assert [linked_name(sound_kb, view) for view in usual.views] == ["Milky band"]
    (treated,) = by_id["treated-with"].lines
    assert [linked_name(sound_kb, view) for view in treated.views] == ["Slow walking"]


def test_what_must_not_be_missed_is_required_and_not_told_twice(project) -> None:  # type: ignore[no-untyped-def]
    urgent = "urgent_conditions: [glass-bone]\nstages:\n"
    project.replace("kb/vocabulary.yaml", "stages:\n", urgent)
    kb = project.load()
    made = condition_handout(kb, EvidenceGraph(kb), kb.conditions["chalk-bone"])
    by_id = {section.id: section for section in made.sections}
    (line,) = by_id["do-not-miss"].lines
    assert by_id["do-not-miss"].is_required
    assert line.lead == "Glass bone"
    assert [view.id for view in line.views] == ["glass-bone.mimics.chalk-bone.discriminator"]
    assert "tell-apart" not in by_id

    text = "urgent:\n  text: It must not wait.\n  cites: [smith2001#ringing]\noverview:\n"
    project.replace("kb/conditions/glass-bone.yaml", "overview:\n", text)
    kb = project.load()
    graph = EvidenceGraph(kb)
    by_id = {one.id: one for one in condition_handout(kb, graph, kb.conditions["chalk-bone"]).sections}
    assert [view.text for view in by_id["do-not-miss"].lines[0].views] == ["It must not wait."]
    assert [line.lead for line in by_id["tell-apart"].lines] == ["Glass bone"]
    own = {one.id: one for one in condition_handout(kb, graph, kb.conditions["glass-bone"]).sections}
    assert own["urgent"].is_required
    (pair,) = comparisons(kb, graph)
    both = {one.id: one for one in comparison_handout(kb, graph, pair).sections}
    assert both["urgent"].is_required
    assert [line.lead for line in both["urgent"].lines] == ["Urgent: Glass bone"]


def test_a_pair_has_a_row_for_each_sign_and_its_course_side_by_side(
    sound_kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    (pair,) = comparisons(sound_kb, graph)
    made = comparison_handout(sound_kb, graph, pair)
    assert [(section.id, section.is_table) for section in made.sections] == [
        ("verdict", False),
        ("differ", True),
        ("course", True),
    ]
    assert [one.id for one in made.columns] == ["chalk-bone", "glass-bone"]
    rows = made.sections[1].lines
    assert [row.lead for row in rows] == ["Milky band", "Hollow echo"]
    assert all(row.is_row and row.form != STATES for row in rows)
    (course,) = made.sections[2].lines
    assert [len(side) for side in course.sides] == [0, 1]


@pytest.mark.kb
def test_every_urgent_statement_of_the_real_knowledge_base_is_required_wherever_it_counts() -> None:
    kb = load(ROOT)
    graph = EvidenceGraph(kb)
    for condition in kb.conditions.values():
        required = {
            view.id
            for section in condition_handout(kb, graph, condition).sections
            if section.is_required
            for line in section.lines
            for view in line.views
        }
        around = {condition.id, *(edge.other_end(condition.id) for edge in graph.mimics_of(condition.id))}
        wanted = {f"{name}.urgent" for name in around & set(kb.vocabulary.urgent_conditions)}
        assert wanted <= required, condition.id
    for pair in comparisons(kb, graph):
        required = {
            view.id
            for section in comparison_handout(kb, graph, pair).sections
            if section.is_required
            for line in section.lines
            for view in line.views
        }
        wanted = {f"{one.id}.urgent" for one in (pair.first, pair.second)} & set(kb.claims)
        assert wanted <= required, pair.slug
