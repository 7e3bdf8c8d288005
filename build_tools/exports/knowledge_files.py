"""Files that hold the knowledge in forms for programs beside kb.json: tables, linked data, statements page by page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from build_tools import __version__
from build_tools.exports.data_package import csv_files
from build_tools.exports.database import database
from build_tools.exports.drawings import drawings
from build_tools.exports.kb_document import page_schema
from build_tools.exports.kb_json import page_json
from build_tools.exports.linked_data import entity_document, whole_document
from build_tools.exports.tables import rows_of_tables
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Entity, Page
from build_tools.permanence import PermanentIds

FOLDER = "data/"
"""Where the files stand, from the site's root."""

CSV, CSV_PACK, SQLITE, LINKED, PAGE_SCHEMA, IDS, DRAWINGS = (
    "csv/",
    "bmes-kb-csv.zip",
    "bmes-kb.sqlite",
    "bmes-kb.jsonld",
    "page.schema.json",
    "ids.txt",
    "schematics.zip",
)
"""Names of files and of the folder of the tables, below ``data/``."""

WHOLE = ("kb.json", CSV_PACK, SQLITE)
"""Files that hold the whole knowledge base in other forms than linked data."""


def of_statements(page: Page) -> str:
    """The file, below ``data/``, with the statements of one page."""
    return f"claims/{page.id}.json"


def of_linked_data(entity: Entity) -> str:
    """The file, below ``data/``, with one condition, sign, treatment or region as linked data."""
    return f"{entity.folder}/{entity.id}.jsonld"


def ids_text(kb: KnowledgeBase) -> str:
    """Every id that has a permanent address, one a line."""
    return "".join(f"{one}\n" for one in sorted(PermanentIds(kb).all))


def knowledge_files(
    kb: KnowledgeBase, graph: EvidenceGraph, version: str = __version__, date: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Path below ``data/`` and bytes of each; ``date`` is the date of the sources."""
    rows = rows_of_tables(kb, graph)
    tables = {name: text.encode() for name, text in csv_files(kb, rows, version, date)}
    yield from ((f"{CSV}{name}", content) for name, content in tables.items())
    yield CSV_PACK, zip_of(tables)
    yield SQLITE, database(rows, version, date)
    yield LINKED, whole_document(kb, graph, FOLDER, version, date, WHOLE).encode()
    for entity in kb.entities.values():
        name = of_linked_data(entity)
        yield name, entity_document(kb, graph, entity, f"{FOLDER}{entity.folder}/").encode()
    for _, page in sorted({page.id: page for page in reversed(kb.pages)}.items()):
        yield of_statements(page), page_json(kb, page, version, date).encode()
    drawn = {f"{figure.id}.svg": text.encode() for figure, text in drawings(kb)}
    if drawn:
        yield DRAWINGS, zip_of(drawn)
    yield PAGE_SCHEMA, page_schema().encode()
    yield IDS, ids_text(kb).encode()


EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can name, for every file in it, so that the same files give the same bytes."""


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file with these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            pack.writestr(member, content)
    return packed.getvalue()
