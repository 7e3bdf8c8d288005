"""The evidence graph as data for other programs: JSON in networkx's node-link form, and GraphML.

Nodes are conditions, signs, treatments, regions, conflicts, comparisons, pathways, findings and publications.
Attributes are plain texts; one that says nothing is left out, so both files read back as the same graph.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from build_tools import __version__
from build_tools.exports.kb_document import LICENSE
from build_tools.graph import AGAINST, CITES, MENTIONS, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.entities import Comparison
from build_tools.model.markup import plain
from build_tools.model.names import cited_key

if TYPE_CHECKING:
    import networkx as nx


def plain_graph(
    kb: KnowledgeBase, graph: EvidenceGraph, version: str = __version__, date: str = ""
) -> nx.MultiDiGraph[str]:
    """The evidence graph with texts as its only attributes: what each node is, and what stands behind each edge."""
    import networkx as nx

    head = {"name": "bmes-kb", "version": version, "license": LICENSE, "date": date}
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.graph.update(_said(head))
    for name, attributes in graph.network.nodes(data=True):
        made.add_node(name, **_said({"kind": attributes.get("kind", ""), **_node(kb, name)}))
    for source, target, key, attributes in graph.network.edges(keys=True, data=True):
        relation, claim = attributes["relation"], kb.claims.get(attributes.get("claim", ""))
        made.add_edge(source, target, key=key, **_said({"relation": relation, **_edge(kb, claim, relation)}))
    return made


def _said(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _node(kb: KnowledgeBase, name: str) -> dict[str, str]:
    """What a reader of the graph sees of a node."""
    entity = kb.entities.get(name)
    if entity:
        return {"label": entity.name, "abbreviation": entity.abbreviation or ""}
    if name in kb.findings:
        finding = kb.findings[name]
        return {"label": plain(finding.text, kb.name_of), "level": finding.basis, "publication": cited_key(name)}
    if name in kb.references:
        reference = kb.references[name]
        return {
            "label": reference.entry.title,
            "number": str(reference.number or ""),
            "year": reference.entry.year,
            "read": reference.notes.read if reference.notes else "",
        }
    page = next((page for page in kb.pages if page.id == name and not isinstance(page, Comparison)), None)
    return {"label": plain(page.display_name, kb.name_of) if page else name}


def _edge(kb: KnowledgeBase, claim: Claim | None, relation: str) -> dict[str, str]:
    """The claim behind an edge; edges that follow from the files alone have none."""
    if claim is None:
        return {}
    if relation in (CITES, AGAINST, MENTIONS):
        return {"claim": claim.id}
    statement = claim.statement
    return {
        "claim": claim.id,
        "frequency": claim.frequency or "",
        "level": kb.level_of(statement) or "",
        "cites": " ".join(statement.cites),
        "against": " ".join(statement.against),
        "conflict": statement.conflict or "",
    }


def node_link(made: nx.MultiDiGraph[str]) -> str:
    """A graph as JSON, one line; ``networkx.node_link_graph(data, edges="edges")`` reads it."""
    import networkx as nx

    data = nx.node_link_data(made, edges="edges")
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def graphml(made: nx.MultiDiGraph[str]) -> str:
    """A graph as GraphML; ``networkx.read_graphml(path, edge_key_type=str)`` reads it."""
    import networkx as nx

    written = io.BytesIO()
    nx.write_graphml_lxml(made, written, named_key_ids=True)
    return written.getvalue().decode("utf-8") + "\n"
