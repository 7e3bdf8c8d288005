"""Every data file of the site, and the formats of ``bmes export``. Texts only: who calls decides where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from build_tools import __version__
from build_tools.exports.bibtex import comment
from build_tools.exports.formats import CITATION_FORMATS, FILE_FORMATS, CitationFormat, Pieces
from build_tools.exports.graph_files import graphml, node_link, plain_graph
from build_tools.exports.kb_document import kb_schema
from build_tools.exports.kb_json import kb_json
from build_tools.exports.knowledge_files import FOLDER, WHOLE, ids_text
from build_tools.exports.linked_data import whole_document
from build_tools.exports.schemas import one_document, schema_texts
from build_tools.exports.selection import ALL, DISTINCT, OTHERS, PRINTED, REVIEW, references_of_page, whole_list
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.model.reading import ReadingNotes

HEADER = """References of bmes-kb, the evidence-linked reference on bone marrow edema syndrome.
number is the journal issue; reviewnumber is the number in the 2009 review's printed list;
printed is how a corrected field stands there; duplicateof names the entry that is the same work."""
"""What a reader of a whole list has to know of its fields."""

LIST_FILES: Mapping[str, tuple[str, ...]] = {
    "references": (REVIEW, PRINTED),
    "references-printed": (PRINTED,),
    "references-distinct": (DISTINCT,),
    "references-others": (OTHERS,),
    "references-all": (ALL,),
}
"""Names of files of whole lists, without extension, and the lists that each holds."""


def data_files(
    kb: KnowledgeBase, graph: EvidenceGraph, pieces: Pieces, version: str = __version__, date: str = ""
) -> Iterator[tuple[str, str]]:
    """Path below the site's ``data/`` and text of every data file.

    ``pieces`` are the references in every format; ``date`` is the date of the sources, for kb.json. A page that shows
    no citation has no files of citations.
    """
    for stem, lists in LIST_FILES.items():
        yield from _citation_files(
            stem, (entry.key for name in lists for entry in whole_list(kb, name)), pieces, HEADER
        )
    for key in kb.references:
        yield from _citation_files(f"{ReadingNotes.folder}/{key}", (key,), pieces)
    for entity in kb.entities.values():
        cited = (reference.key for reference in references_of_page(kb, graph, entity))
        yield from _citation_files(f"{entity.folder}/{entity.id}", cited, pieces)
    yield "kb.json", kb_json(kb, graph, version, date)
    yield "kb.schema.json", kb_schema()
    network = plain_graph(kb, graph, version, date)
    yield "graph.json", node_link(network)
    yield "graph.graphml", graphml(network)
    for name, text in schema_texts(kb).items():
        yield f"schemas/{name}", text


def _citation_files(stem: str, keys: Iterable[str], pieces: Pieces, header: str = "") -> Iterator[tuple[str, str]]:
    keys = tuple(keys)
    if keys:
        for name, form in FILE_FORMATS.items():
            yield f"{stem}{form.extension}", _text(form, (pieces[name][key] for key in keys), header)


def _text(form: CitationFormat, pieces: Iterable[str], header: str = "") -> str:
    return (comment(header) if form.has_comments else "") + form.joined(pieces)


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


def _citations(form: CitationFormat, request: Request) -> str:
    if request.entries is None:
        return _text(form, map(form.piece, whole_list(request.kb, ALL)), HEADER)
    return _text(form, map(form.piece, request.entries))


def _kb_json(request: Request) -> str:
    return kb_json(request.kb, request.graph, request.version, request.date)


def _node_link(request: Request) -> str:
    return node_link(plain_graph(request.kb, request.graph, request.version, request.date))


def _graphml(request: Request) -> str:
    return graphml(plain_graph(request.kb, request.graph, request.version, request.date))


def _schemas(request: Request) -> str:
    return one_document({"kb.schema.json": kb_schema(), **schema_texts(request.kb)})


def _json_ld(request: Request) -> str:
    return whole_document(request.kb, request.graph, FOLDER, request.version, request.date, WHOLE)


FORMATS: Mapping[str, Format] = {
    **{
        name: Format(form.explanation, partial(_citations, form), takes_selection=True)
        for name, form in CITATION_FORMATS.items()
    },
    "kb-json": Format("the whole knowledge base as one JSON document", _kb_json),
    "graph-json": Format("the evidence graph as JSON in networkx's node-link form", _node_link),
    "graphml": Format("the evidence graph as GraphML", _graphml),
    "json-ld": Format("the whole knowledge base as linked data: JSON-LD", _json_ld),
    "ids": Format("every id that has a permanent address, one a line", lambda request: ids_text(request.kb)),
    "schemas": Format("JSON Schemas of kb.json and of each kind of file, as one JSON object by file name", _schemas),
}
"""Formats by the name that is typed."""
