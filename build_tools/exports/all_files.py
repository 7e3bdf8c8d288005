"""Every data file of the site, and the formats of ``bmes export``. Texts only: who calls decides where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from build_tools import __version__
from build_tools.exports.bibtex import file_text
from build_tools.exports.graph_files import graphml, node_link, plain_graph
from build_tools.exports.kb_document import kb_schema
from build_tools.exports.kb_json import kb_json
from build_tools.exports.knowledge_files import FOLDER, ids_text
from build_tools.exports.linked_data import whole_document
from build_tools.exports.schemas import one_document, schema_texts
from build_tools.exports.selection import ALL, DISTINCT, LATER, PRINTED, REVIEW, references_of_page, whole_list
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.model.reading import ReadingNotes

HEADER = """References of bmes-kb, the evidence-linked reference on bone marrow edema syndrome.
number is the journal issue; reviewnumber is the number in the 2009 review's printed list;
printed is how a corrected field stands there; duplicateof names the entry that is the same work."""
"""What a reader of a whole list has to know of its fields."""


def data_files(
    kb: KnowledgeBase, graph: EvidenceGraph, version: str = __version__, date: str = ""
) -> Iterator[tuple[str, str]]:
    """Path below the site's ``data/`` and text of every data file.

    ``date`` is the date of the sources, for kb.json. A page that shows no citation has no BibTeX file.
    """
    yield "references.bib", file_text((*whole_list(kb, REVIEW), *whole_list(kb, PRINTED)), HEADER)
    yield "references-distinct.bib", file_text(whole_list(kb, DISTINCT), HEADER)
    if whole_list(kb, LATER):
        yield "references-later.bib", file_text(whole_list(kb, LATER), HEADER)
    yield "references-all.bib", file_text(whole_list(kb, ALL), HEADER)
    for reference in kb.references.values():
        yield f"{ReadingNotes.folder}/{reference.key}.bib", file_text((reference.entry,))
    for entity in kb.entities.values():
        cited = tuple(reference.entry for reference in references_of_page(kb, graph, entity))
        if cited:
            yield f"{entity.folder}/{entity.id}.bib", file_text(cited)
    yield "kb.json", kb_json(kb, graph, version, date)
    yield "kb.schema.json", kb_schema()
    network = plain_graph(kb, graph, version, date)
    yield "graph.json", node_link(network)
    yield "graph.graphml", graphml(network)
    for name, text in schema_texts(kb).items():
        yield f"schemas/{name}", text


@dataclass(frozen=True)
class Request:
    """What is to be exported. ``entries`` are those of a selection; None stands for every publication."""

    kb: KnowledgeBase
    graph: EvidenceGraph
    entries: tuple[Entry, ...] | None = None
    version: str = __version__
    date: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of ``bmes export``: what it is, how its text is made, and whether it can hold a selection of entries."""

    explanation: str
    text: Callable[[Request], str]
    takes_selection: bool = False


def _bibtex(request: Request) -> str:
    if request.entries is None:
        return file_text(whole_list(request.kb, ALL), HEADER)
    return file_text(request.entries)


def _kb_json(request: Request) -> str:
    return kb_json(request.kb, request.graph, request.version, request.date)


def _node_link(request: Request) -> str:
    return node_link(plain_graph(request.kb, request.graph, request.version, request.date))


def _graphml(request: Request) -> str:
    return graphml(plain_graph(request.kb, request.graph, request.version, request.date))


def _schemas(request: Request) -> str:
    return one_document({"kb.schema.json": kb_schema(), **schema_texts(request.kb)})


def _json_ld(request: Request) -> str:
    return whole_document(request.kb, request.graph, FOLDER, request.version, request.date)


FORMATS: Mapping[str, Format] = {
    "bibtex": Format("references as standard ASCII BibTeX", _bibtex, takes_selection=True),
    "kb-json": Format("the whole knowledge base as one JSON document", _kb_json),
    "graph-json": Format("the evidence graph as JSON in networkx's node-link form", _node_link),
    "graphml": Format("the evidence graph as GraphML", _graphml),
    "json-ld": Format("the whole knowledge base as linked data: JSON-LD", _json_ld),
    "ids": Format("every id that has a permanent address, one a line", lambda request: ids_text(request.kb)),
    "schemas": Format("JSON Schemas of kb.json and of each kind of file, as one JSON object by file name", _schemas),
}
"""Formats by the name that is typed."""
