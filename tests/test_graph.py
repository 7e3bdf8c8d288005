"""The evidence graph: its nodes and edges, and what is asked of it."""

from __future__ import annotations

import networkx as nx
import pytest

from build_tools.graph import EvidenceGraph


@pytest.fixture
def graph(sound_kb) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


def _edges(graph, source, target):
    return sorted(data["relation"] for data in (graph.network.get_edge_data(source, target) or {}).values())


def test_nodes_know_their_kind(graph):
    kinds = nx.get_node_attributes(graph.network, "kind")

    assert kinds["glass-bone"] == "condition"
    assert kinds["milky-band"] == "sign"
    assert kinds["smith2001"] == "reference"
    assert kinds["smith2001#echo"] == "finding"
    assert kinds["echo-or-not"] == "conflict"
    assert set(graph.network.nodes) == set(kinds)


def test_edges_run_from_claim_to_finding_to_reference(graph):
    assert _edges(graph, "glass-bone", "smith2001#echo") == ["cites-against"]
    assert _edges(graph, "smith2001#echo", "smith2001") == ["stands-in"]
    assert _edges(graph, "glass-bone", "chalk-bone") == ["mimics", "subtype-of"]
    assert _edges(graph, "glass-bone", "milky-band") == ["discriminator", "findings", "mentions"]
    assert _edges(graph, "elbow", "arm") == ["part-of"]
    assert _edges(graph, "echo-or-not", "hollow-echo") == ["touches"]
    assert _edges(graph, "arm", "elbow") == []


def test_several_claims_that_cite_one_finding_are_several_edges(graph):
    assert _edges(graph, "glass-bone", "smith2001#ringing") == ["cites"] * 6


def test_every_reference_is_reached_from_an_entity_or_not(graph):
    reached = nx.descendants(graph.network, "glass-bone")

    assert {"smith2001", "jones2002", "brown2000"} <= reached
    assert "smith2001b" not in reached


def test_links_run_both_ways(graph):
    assert [(edge.source, edge.relation) for edge in graph.links_to("milky-band")] == [
        ("chalk-bone", "findings"),
        ("glass-bone", "findings"),
        ("glass-bone", "discriminator"),
    ]
    assert [edge.target for edge in graph.links_from("glass-bone", "where")] == ["elbow"]
    assert graph.links_from("nobody") == ()


def test_claims_are_found_by_what_they_cite(graph, sound_kb):
    assert [claim.id for claim in graph.claims_citing_finding("smith2001#echo")] == [
        "glass-bone.findings.hollow-echo.early",
        "echo-or-not.positions.heard",
    ]
    assert [claim.id for claim in graph.claims_citing(sound_kb.references["brown2000"])] == [
        "chalk-bone.findings.hollow-echo"
    ]
    assert graph.claims_citing(sound_kb.references["smith2001b"]) == ()


def test_references_of_claims_come_in_the_order_of_the_bibliography(graph, sound_kb):
    claims = sound_kb.claims_of_page["glass-bone"]

    assert [reference.key for reference in graph.references_of(claims)] == ["smith2001", "jones2002"]


def test_a_pair_of_mimics_is_found_from_both_sides(graph):
    assert [edge.claim.id for edge in graph.mimics_of("glass-bone")] == ["glass-bone.mimics.chalk-bone"]
    assert graph.mimics_of("chalk-bone") == graph.mimics_of("glass-bone")


def test_a_loop_starts_at_its_first_id_and_closes(project):
    project.replace(
        "kb/conditions/chalk-bone.yaml",
        "findings:\n",
        "subtype_of:\n  - condition: glass-bone\n    text: A form.\n    cites: [jones2002#no-echo]\nfindings:\n",
    )
    loops = list(EvidenceGraph(project.load()).loops("subtype-of"))

    assert [[(edge.source, edge.target) for edge in loop] for loop in loops] == [
        [("chalk-bone", "glass-bone"), ("glass-bone", "chalk-bone")]
    ]


def test_islands_are_all_groups_but_the_largest(graph, project):
    assert graph.islands == ()

    for name, part in (("sea", ""), ("shore", "part_of: sea\n")):
        head = f"id: {name}\nname: {name}\ndefinition: {{text: Water., editorial: definition}}\n"
        project.write(f"kb/regions/{name}.yaml", head + part)
    assert EvidenceGraph(project.load()).islands == (frozenset({"sea", "shore"}),)
