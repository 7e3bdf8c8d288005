"""The tables as CSV files with a description that programs read: a Data Package (datapackage.org, version 2.0)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools import __version__
from build_tools.exports.csv_text import csv_text
from build_tools.exports.kb_document import LICENSE
from build_tools.exports.table_rows import Cell, Row
from build_tools.exports.tables import TABLES, Field, Link, Table
from build_tools.knowledge import KnowledgeBase

PROFILES = "https://datapackage.org/profiles/2.0"

TITLE = "bmes-kb: the evidence-linked reference on bone marrow edema syndrome"
LICENSE_PATH = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_TITLE = "Creative Commons Attribution 4.0 International"


MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "csv": "text/csv",
    "graphml": "application/graphml+xml",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "sqlite": "application/vnd.sqlite3",
    "zip": "application/zip",
}
"""Media types by the end of a file's name, for the description of the dataset."""


def media_type(name: str) -> str:
    """The media type of a data file."""
    return MEDIA_TYPES.get(name.rpartition(".")[2], "text/plain")


def csv_files(
    kb: KnowledgeBase, rows: Mapping[str, tuple[Row, ...]], version: str = __version__, date: str = ""
) -> Iterator[tuple[str, str]]:
    """Name and text of the CSV file of each table, and of ``datapackage.json``, which describes them all."""
    texts = {table.name: table_csv(table, rows[table.name]) for table in TABLES}
    for table in TABLES:
        yield f"{table.name}.csv", texts[table.name]
    yield "datapackage.json", json.dumps(_package(kb, texts, version, date), ensure_ascii=False, indent=2) + "\n"


def table_csv(table: Table, rows: tuple[Row, ...]) -> str:
    """A table as CSV: its fields in the first row, what is not stated as an empty cell."""
    return csv_text(([field.name for field in table.fields], *([_text(cell) for cell in row] for row in rows)))


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _package(kb: KnowledgeBase, texts: Mapping[str, str], version: str, date: str) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "bmes-kb",
        "id": "urn:bmes-kb:data",
        "title": TITLE,
        "description": "Claims, the findings that they cite, and the publications. For education; not medical advice.",
        "version": version,
        **({"created": f"{date}T00:00:00Z"} if date else {}),
        "licenses": [{"name": LICENSE, "path": LICENSE_PATH, "title": LICENSE_TITLE}],
        "contributors": [{"title": "bmes-kb contributors", "roles": ["creator"]}],
        "resources": [_resource(kb, table, texts[table.name]) for table in TABLES],
    }


def _resource(kb: KnowledgeBase, table: Table, text: str) -> dict[str, Any]:
    content = text.encode()
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.name.capitalize(),
        "description": table.holds,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(kb, field) for field in table.fields],
            "primaryKey": list(table.key),
            **({"foreignKeys": [_foreign_key(table, link) for link in table.links]} if table.links else {}),
            "missingValues": [""],
        },
    }


def _foreign_key(table: Table, link: Link) -> dict[str, Any]:
    # A table that links to itself is named by no name (Table Schema, foreignKeys).
    resource = {} if link.table == table.name else {"resource": link.table}
    return {"fields": [link.field], "reference": {**resource, "fields": [link.to]}}


def _field(kb: KnowledgeBase, field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.is_required else {}
    allowed = field.allowed(kb)
    if allowed:
        constraints["enum"] = list(allowed)
    described = {"name": field.name, "type": field.kind, "description": field.holds}
    return {**described, **({"constraints": constraints} if constraints else {})}
