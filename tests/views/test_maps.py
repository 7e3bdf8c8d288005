"""What the maps draw and where, on the small sound knowledge base and the real one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.figures.placing import overlaps
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.views.maps import RELATIONS, columns, condition_links, condition_places, is_disputed
from build_tools.views.neighborhood import neighborhood, neighborhoods

ROOT = Path(__file__).parents[2]
SHEET = (1000.0, 800.0)


@pytest.fixture(scope="module")
def graph(sound_kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


@pytest.fixture(scope="module")
def real() -> EvidenceGraph:
    return EvidenceGraph(load(ROOT))


def test_a_pair_that_is_related_twice_is_drawn_once_by_the_first_relation(graph: EvidenceGraph) -> None:
    (link,) = condition_links(graph)
    assert (link.source, link.target, link.relation) == ("glass-bone", "chalk-bone", "subtype-of")
    assert not is_disputed(link)


def test_columns_hold_typical_signs_and_reported_treatments(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    plan = columns(sound_kb, graph)
    assert [sign.id for sign in plan.signs] == ["milky-band"]
    assert [(cause, [one.id for one in members]) for cause, members in plan.causes] == [("weather", ["glass-bone"])]
    assert [treatment.id for treatment in plan.treatments] == ["slow-walking"]
    assert [(link.source, link.target) for link in plan.links] == [
        ("glass-bone", "milky-band"),
        ("glass-bone", "slow-walking"),
    ]


def test_a_condition_has_its_neighbors_in_groups(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    near = neighborhood(sound_kb, graph, sound_kb.conditions["glass-bone"])
    told = [
        (group.heading, [one.entity.id for one in group.neighbors], [one.is_disputed for one in group.neighbors])
        for group in near.groups
    ]
    assert told == [
        ("Typical signs", ["milky-band"], [False]),
        ("Absent", ["hollow-echo"], [True]),
        ("Is a form of", ["chalk-bone"], [False]),
        ("Looks like", ["chalk-bone"], [False]),
        ("Reported treatment", ["slow-walking"], [False]),
    ]
    assert near.size == 5
    assert [reference.key for reference in near.references] == ["smith2001", "jones2002"]


def test_the_other_end_sees_the_same_links(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    chalk = neighborhood(sound_kb, graph, sound_kb.conditions["chalk-bone"])
    headings = {group.heading: [one.entity.id for one in group.neighbors] for group in chalk.groups}
    assert headings["Has the form"] == headings["Looks like"] == ["glass-bone"]
    sign = neighborhood(sound_kb, graph, sound_kb.signs["milky-band"])
    assert {group.heading: [one.entity.id for one in group.neighbors] for group in sign.groups} == {
        "Typical in": ["glass-bone"],
        "Absent": ["chalk-bone"],
    }
    walking = neighborhood(sound_kb, graph, sound_kb.treatments["slow-walking"])
    assert [(group.heading, group.is_outward) for group in walking.groups] == [("Reported in", False)]


def test_regions_have_no_map(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    kinds = [near.entity.kind for near in neighborhoods(sound_kb, graph)]
    assert set(kinds) == {"condition", "sign", "treatment"}


def test_conditions_without_a_link_stand_at_the_lower_edge(graph: EvidenceGraph) -> None:
    boxes = dict.fromkeys(("glass-bone", "chalk-bone", "lone", "other"), (100.0, 40.0))
    places = condition_places(list(boxes), condition_links(graph), boxes, SHEET, gap=10, shape_at=9)
    assert (places["lone"], places["other"]) == ((50, 780), (160, 780))
    assert max(places[name][1] for name in ("glass-bone", "chalk-bone")) <= 800 - 50 - 20
    assert condition_places(["lone"], (), {"lone": (100.0, 40.0)}, SHEET, gap=10, shape_at=9) == {"lone": (50, 780)}


@pytest.mark.kb
def test_the_list_holds_every_link_of_a_condition(real: EvidenceGraph) -> None:
    kb = real.kb
    shown = {
        (near.entity.id, one.entity.id)
        for near in neighborhoods(kb, real)
        for group in near.groups
        for one in group.neighbors
    }
    wanted = {"findings", "treated-with", "not-indicated", *RELATIONS}
    stored = {(edge.source, edge.target) for edge in real.edges if edge.relation in wanted}
    assert shown == stored | {(target, source) for source, target in stored}


@pytest.mark.kb
def test_no_box_of_the_real_map_lies_on_another(real: EvidenceGraph) -> None:
    boxes = {name: (128.0, 24.0 + 15 * (1 + len(name) // 16)) for name in real.kb.conditions}
    places = condition_places(list(boxes), condition_links(real), boxes, (1060.0, 900.0), gap=10, shape_at=9)
    assert set(places) == set(real.kb.conditions)
    assert overlaps(places, boxes) == 0


DRAW = """
from pathlib import Path
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.pages.graph_page import graph_page
from build_tools.pages.writer import SiteWriter
kb = load(Path("."))
writer = SiteWriter(kb, {}, {"version": "1", "date": ""})
for page in graph_page(kb, EvidenceGraph(kb), writer):
    print(page.path, page.text)
"""


@pytest.mark.kb
def test_the_maps_are_the_same_bytes_whatever_the_hash_seed() -> None:
    drawn = {
        subprocess.run(
            [sys.executable, "-c", DRAW],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(drawn) == 1
    assert len(drawn.pop()) > 100_000
