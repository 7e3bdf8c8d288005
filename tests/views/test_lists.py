"""Lists with what readers sort and filter by, on the small sound knowledge base."""

from __future__ import annotations

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.views.lists import (
    Facet,
    Member,
    Option,
    conditions_list,
    facet,
    regions_list,
    signs_list,
    treatments_list,
    with_options,
)
from build_tools.views.reference_list import references_list


@pytest.fixture(scope="module")
def graph(sound_kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


def options(facets: tuple[Facet, ...]) -> dict[str, list[tuple[str, int]]]:
    return {one.id: [(option.id, option.count) for option in one.options] for one in facets}


def test_an_option_or_facet_without_a_member_is_left_out() -> None:
    members = [Member(("one",), {"color": ("red",)}, {}), Member(("two",), {"color": ("red", "blue")}, {})]
    colors = facet("color", "Color", [("green", "Green"), ("blue", "Blue"), ("red", "Red")], members)
    assert colors.options == (Option("blue", "Blue", 1), Option("red", "Red", 2))
    assert with_options(colors, facet("size", "Size", [("big", "Big")], members)) == (colors,)


def test_conditions_with_their_facets_and_numbers(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = conditions_list(sound_kb, graph)
    assert [(heading, anchor, [row.entity.id for row in rows]) for heading, anchor, rows in made.groups] == [
        ("Weather", "weather", ["chalk-bone", "glass-bone"])
    ]
    assert options(made.facets) == {"region": [("arm", 1)], "cause": [("weather", 2)], "group": [("sailors", 1)]}
    chalk, glass = made.rows
    assert ([region.id for region in glass.regions], glass.look_alikes, chalk.look_alikes) == (["arm"], 1, 1)
    assert (glass.statements, glass.strongest, glass.weakest) == (
        len(sound_kb.claims_of_page["glass-bone"]),
        "full-text",
        "abstract",
    )
    assert chalk.member.facets == {"region": (), "cause": ("weather",), "group": (), "urgent": ()}
    assert glass.member.names == ("Glass bone", "GB", "Brittle oedema")
    assert glass.member.values["evidence"] > chalk.member.values["evidence"]  # type: ignore[operator]


def test_a_region_in_which_a_condition_is_absent_is_not_its_region(project) -> None:  # type: ignore[no-untyped-def]
    path = "kb/conditions/glass-bone.yaml"
    project.replace(path, "  - region: elbow\n    frequency: typical", "  - region: elbow\n    frequency: absent")
    kb = project.load()
    glass = conditions_list(kb, EvidenceGraph(kb)).rows[1]
    assert glass.entity.id == "glass-bone"
    assert glass.regions == ()


def test_signs_say_where_they_are_stated_and_what_they_tell_apart(
    sound_kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    made = signs_list(sound_kb, graph)
    assert [(row.entity.id, row.conditions, row.separation) for row in made.rows] == [
        ("milky-band", 2, 1),
        ("hollow-echo", 2, 1),
    ]
    assert options(made.facets)["modality"] == [("lamp", 1), ("hammer", 1)]


def test_treatments_count_the_publications_behind_the_reports(project) -> None:  # type: ignore[no-untyped-def]
    path = "kb/conditions/glass-bone.yaml"
    project.replace(path, "    cites: [smith2001#walking]", "    cites: [smith2001#walking, jones2002#no-echo]")
    kb = project.load()
    (walking,) = treatments_list(kb, EvidenceGraph(kb)).rows
    designs = {kb.references[key].notes.study.design for key in ("smith2001", "jones2002")}
    assert (walking.conditions, walking.not_needed, walking.publications) == (1, 0, 2)
    assert {design for design, _ in walking.designs} == designs
    assert sum(count for _, count in walking.designs) == 2
    assert walking.member.facets["design"] == ("case-series",)
    assert walking.member.facets["condition"] == ("glass-bone",)


def test_regions_stand_before_their_parts(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = regions_list(sound_kb, graph)
    assert [(row.entity.id, row.part_of and row.part_of.id, row.conditions) for row in made.rows] == [
        ("arm", None, 1),
        ("elbow", "arm", 1),
    ]


def test_publications_keep_the_printed_list_a_set_of_its_own(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = references_list(sound_kb, graph)
    sets = {anchor: [row.reference.key for row in rows] for _, anchor, rows in made.groups}
    assert sets["printed"] == [one.key for one in sound_kb.review_references]
    assert sum(map(len, sets.values())) == len(sound_kb.references)
    smith = next(row for row in made.rows if row.reference.key == "smith2001")
    assert smith.member.values["author"] == "smith"
    assert smith.member.values["year"] == 2001
    assert smith.statements == len(graph.claims_citing(sound_kb.references["smith2001"]))


def test_every_member_has_a_value_for_each_sort_that_orders_entities(
    sound_kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    """The first sort is the order of the page itself and needs none."""
    for made in (f(sound_kb, graph) for f in (conditions_list, signs_list, treatments_list, regions_list)):
        for row in made.rows:
            assert {sort.id for sort in made.sorts[1:]} == set(row.member.values)
