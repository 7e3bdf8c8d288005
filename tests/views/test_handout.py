"""What handouts hold, and in which order lines are let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.views.comparison import comparisons
from build_tools.views.entity_pages import condition_view
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
from build_tools.views.statements import section_views

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


LOOK_ALIKE = """id: {id}
name: {name}
definition:
  text: A made-up disease.
  editorial: definition
code: {code}
cause: weather
mimics:
  - condition: glass-bone
    text: The two look alike.
    cites: [{cites}]
"""
TELLS_APART = """    discriminator:
      sign: milky-band
      text: The band is {name}.
      cites: [{cites}]
"""
COMPARISON = """id: gb-vs-ib
first: glass-bone
second: iron-bone
verdict:
  text: They differ.
  cites: [smith2001#ringing]
"""


def add_look_alike(project, name: str, cites: str, discriminator: str = TELLS_APART) -> None:  # type: ignore[no-untyped-def]
    words = {"id": f"{name.lower()}-bone", "name": f"{name} bone", "code": f"{name[0].lower()}b", "cites": cites}
    project.write(f"kb/conditions/{words['id']}.yaml", (LOOK_ALIKE + discriminator).format(**words))


@pytest.fixture
def many_look_alikes(project, monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:  # type: ignore[no-untyped-def]
    """Glass bone with look-alikes: on the home page, compared by editors, not to be missed, read well, ill, untold."""
    monkeypatch.setattr("build_tools.views.handout.CORE_CONDITIONS", ("glass-bone", "wax-bone"))
    add_look_alike(project, "Wax", "brown2000#chalk-and-echo")
    add_look_alike(project, "Iron", "brown2000#chalk-and-echo")
    add_look_alike(project, "Tin", "brown2000#chalk-and-echo")
    add_look_alike(project, "Amber", "brown2000#chalk-and-echo")
    add_look_alike(project, "Zinc", "smith2001#ringing")
    add_look_alike(project, "Lead", "smith2001#ringing", discriminator="")
    add_look_alike(project, "Steel", "smith2001#ringing")
    project.write("kb/comparisons/gb-vs-ib.yaml", COMPARISON)
    project.replace("kb/vocabulary.yaml", "stages:\n", "urgent_conditions: [tin-bone, steel-bone]\nstages:\n")
    text = "urgent:\n  text: It must not wait.\n  cites: [smith2001#ringing]\nmimics:\n"
    project.replace("kb/conditions/tin-bone.yaml", "mimics:\n", text)
    return project.load()  # type: ignore[no-any-return]


def test_pairs_of_the_home_page_come_first_then_those_that_editors_compared(many_look_alikes: KnowledgeBase) -> None:
    kb = many_look_alikes
    made = condition_handout(kb, EvidenceGraph(kb), kb.conditions["glass-bone"])
    by_id = {section.id: section for section in made.sections}
    assert [line.lead for line in by_id["do-not-miss"].lines] == ["Tin bone", "Steel bone"]
    leads = [line.lead for line in by_id["tell-apart"].lines]
    assert leads == ["Wax bone", "Iron bone", "Tin bone", "Chalk bone", "Zinc bone", "Amber bone"]


def test_look_alikes_are_counted_as_the_page_lists_them(many_look_alikes: KnowledgeBase) -> None:
    kb = many_look_alikes
    graph = EvidenceGraph(kb)
    made = condition_handout(kb, graph, kb.conditions["glass-bone"])
    (section,) = [section for section in made.sections if section.id == "tell-apart"]
    assert (len(section.lines), section.total) == (6, 8)
    assert len(condition_view(kb, graph, kb.conditions["glass-bone"]).mimics) == 8


def test_signs_and_treatments_of_one_line_are_counted_one_by_one(sound_kb: KnowledgeBase) -> None:
    band, echo = section_views(sound_kb, "glass-bone", "findings")
    assert Line("Lamp", ((band, echo),), NAMES).count == 2
    assert Line("Lamp", ((band, band),), NAMES).count == 1  # one sign at two stages
    assert Line("Milky band", ((band,), (band, echo)), kind="Lamp").count == 1
    assert Line("Course", ((band,), (echo,))).count == 2
    assert Line("Course", ((), (echo,))).count == 1


def test_what_is_counted_is_named_with_the_words_of_the_legend(sound_kb: KnowledgeBase, project) -> None:  # type: ignore[no-untyped-def]
    project.replace("kb/conditions/chalk-bone.yaml", "frequency: reported", "frequency: possible")
    kb = project.load()
    made = condition_handout(kb, EvidenceGraph(kb), kb.conditions["chalk-bone"])
    assert {section.id: section.counted for section in made.sections} == {
        "tell-apart": "look-alikes",
        "against": "signs that speak against it",
        "also": "possible or reported signs",
    }
    glass = condition_handout(sound_kb, EvidenceGraph(sound_kb), sound_kb.conditions["glass-bone"])
    by_id = {section.id: section.counted for section in glass.sections}
    assert (by_id["look-for"], by_id["treated-with"]) == ("typical signs", "reported treatments")


def test_statements_of_a_pair_are_counted_one_by_one(project) -> None:  # type: ignore[no-untyped-def]
    course = """course:
  first:
    text: It went away.
    cites: [jones2002#no-band]
  second:
    text: It came back.
    cites: [jones2002#no-band]
"""
    path = "kb/conditions/chalk-bone.yaml"
    project.replace(path, "findings:\n", f"{course}findings:\n")
    kb = project.load()
    graph = EvidenceGraph(kb)
    (pair,) = comparisons(kb, graph)
    (section,) = [one for one in comparison_handout(kb, graph, pair).sections if one.id == "course"]
    assert [line.count for line in section.lines] == [2, 1]
    assert section.total == 3


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
def test_what_was_left_out_of_the_real_handouts_is_counted_as_on_their_pages() -> None:
    kb = load(ROOT)
    graph = EvidenceGraph(kb)
    for condition in kb.conditions.values():
        view = condition_view(kb, graph, condition)
        for section in condition_handout(kb, graph, condition).sections:
            if section.id == "tell-apart":
                assert section.total == len(view.mimics), condition.id
            if section.id == "course":
                assert section.total == len(view.sections["course"]), condition.id
    for pair in comparisons(kb, graph):
        both = [*section_views(kb, pair.first.id, "course"), *section_views(kb, pair.second.id, "course")]
        totals = {section.id: section.total for section in comparison_handout(kb, graph, pair).sections}
        assert totals.get("course", 0) == len(both), pair.slug
        assert totals.get("differ", 0) == len(pair.rows["differ"]), pair.slug


@pytest.mark.kb
def test_a_pair_of_the_home_page_leads_the_look_alikes_of_the_real_handout() -> None:
    kb = load(ROOT)
    hip = kb.conditions["transient-osteoporosis-of-the-hip"]
    sections = {section.id: section for section in condition_handout(kb, EvidenceGraph(kb), hip).sections}
    assert sections["tell-apart"].lines[0].lead == "Subchondral insufficiency fracture of the femoral head"


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
