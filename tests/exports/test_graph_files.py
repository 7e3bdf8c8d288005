"""The graph as data: both files read back as the graph that they were written from."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from build_tools.exports.graph_files import graphml, node_link, plain_graph
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> Any:
    return plain_graph(made_up, made_up_graph, "1.2.3", "2020-01-02")


def read_back(text: str) -> Any:
    read = nx.read_graphml(io.BytesIO(text.encode()), edge_key_type=str)
    for name in ("node_default", "edge_default"):  # the reader's own
        read.graph.pop(name)
    return read


def test_graphml_reads_back_equal(made: Any) -> None:
    read = read_back(graphml(made))
    assert nx.utils.graphs_equal(read, made)
    assert (
        read.graph
        == made.graph
        == {"name": "bmes-kb", "version": "1.2.3", "license": "CC-BY-4.0", "date": "2020-01-02"}
    )


def test_node_link_json_reads_back_equal(made: Any) -> None:
    assert nx.utils.graphs_equal(nx.node_link_graph(json.loads(node_link(made)), edges="edges"), made)


def test_it_holds_every_node_and_edge_of_the_evidence_graph(made: Any, made_up_graph: EvidenceGraph) -> None:
    assert set(made.nodes) == set(made_up_graph.network.nodes)
    assert set(made.edges(keys=True)) == set(made_up_graph.network.edges(keys=True))


def test_attributes_are_texts_that_say_something(made: Any) -> None:
    attributes = [attributes for _, attributes in made.nodes(data=True)]
    attributes += [attributes for _, _, attributes in made.edges(data=True)]
    assert all(isinstance(value, str) and value for one in attributes for value in one.values())
    assert all({"kind", "label"} <= set(one) for _, one in made.nodes(data=True))
    assert all("relation" in one for _, _, one in made.edges(data=True))


def test_an_edge_between_entities_says_what_stands_behind_it(sound_kb: KnowledgeBase) -> None:
    made = plain_graph(sound_kb, EvidenceGraph(sound_kb))
    claim = "glass-bone.findings.hollow-echo.early"
    assert made.edges["glass-bone", "hollow-echo", claim] == {
        "relation": "findings",
        "claim": claim,
        "frequency": "absent",
        "level": "abstract",
        "cites": "jones2002#no-echo",
        "against": "smith2001#echo",
        "conflict": "echo-or-not",
    }
    assert made.edges["glass-bone", "jones2002#no-echo", f"cites {claim}"] == {"relation": "cites", "claim": claim}
    assert made.nodes["jones2002#no-echo"]["publication"] == "jones2002"


WRITE = """
from pathlib import Path
from build_tools.exports.graph_files import graphml, node_link, plain_graph
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
kb = load(Path("tests/sound"))
made = plain_graph(kb, EvidenceGraph(kb))
print(graphml(made), node_link(made))
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    written = {
        subprocess.run(
            [sys.executable, "-c", WRITE],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(written) == 1


@pytest.mark.kb
def test_the_real_graph_reads_back_equal() -> None:
    kb = load(ROOT)
    made = plain_graph(kb, EvidenceGraph(kb))
    assert nx.utils.graphs_equal(read_back(graphml(made)), made)
    assert nx.utils.graphs_equal(nx.node_link_graph(json.loads(node_link(made)), edges="edges"), made)
