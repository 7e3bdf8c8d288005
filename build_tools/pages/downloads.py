"""The downloads page: every data file with what it holds, its size and its checksum, and the list of checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from build_tools.exports import knowledge_files as names
from build_tools.exports.all_files import LIST_FILES
from build_tools.exports.data_package import LICENSE_PATH
from build_tools.exports.formats import FILE_FORMATS
from build_tools.exports.kb_document import SCHEMA_VERSION
from build_tools.exports.linked_data import dataset_node, download_node, in_script
from build_tools.exports.tables import TABLES
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.writer import Later, PageFile, SiteWriter
from build_tools.views.evidence import Overview

CHECKSUMS = "SHA256SUMS"
"""The list of checksums of every file below ``data/``, as ``sha256sum --check`` reads it there."""

SCHEMAS = "Schemas"


@dataclass(frozen=True, slots=True)
class Download:
    """One file that readers may take, or several of one kind together, which have no checksum of their own here."""

    name: str
    holds: str
    size: str
    sha256: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Files under one heading."""

    heading: str
    anchor: str
    files: tuple[Download, ...]

    @property
    def is_folded(self) -> bool:
        """Whether the table is long and few readers look for it."""
        return self.heading == SCHEMAS


def downloads_pages(
    writer: SiteWriter, data: Mapping[str, bytes], counts: Overview, version: str, date: str
) -> Iterator[PageFile]:
    """The page, and the list of checksums; ``data`` are all files below ``data/``, by their path there.

    They are asked for when the pages are made.
    """

    def groups() -> tuple[Group, ...]:
        return download_groups(data, counts)

    yield writer.page(
        addresses.DOWNLOADS,
        "downloads.md.j2",
        "Downloads",
        description="Citations for reference managers and LaTeX; the knowledge base as JSON, CSV, SQLite, linked data.",
        tags=site_words(addresses.DOWNLOADS),
        groups=Later(groups),
        checksums=CHECKSUMS,
        file_count=Later(partial(len, data)),
        schema_version=SCHEMA_VERSION,
        json_ld=lambda: in_script(_dataset(groups(), version, date)),
    )
    yield PageFile(f"{addresses.DATA}{CHECKSUMS}", partial(data_checksums, data))


def data_checksums(data: Mapping[str, bytes]) -> str:
    """One line a file: its SHA-256, two spaces, its path."""
    return "".join(f"{hashlib.sha256(data[name]).hexdigest()}  {name}\n" for name in sorted(data))


def list_words(counts: Overview) -> dict[str, str]:
    """What each whole list of references holds, by the name of its files without extension; only lists that exist."""
    words = (
        f"The review and the {counts.references} entries of its list as printed",
        f"The {counts.references} entries of the list as printed, without the review",
        f"The {counts.works} different works of the list",
        f"The {counts.others} publications that are not in the list" if counts.others else "",
        "All publications",
    )
    return {stem: text for stem, text in zip(LIST_FILES, words, strict=True) if text}


def download_groups(data: Mapping[str, bytes], counts: Overview) -> tuple[Group, ...]:
    """Files of ``data`` under their headings; what is not there is left out."""
    schemas = sorted(name for name in data if name.startswith("schemas/"))
    matrices = sorted(name for name in data if name.startswith("matrix"))
    listed = {
        "Citations": {
            f"{stem}{form.extension}": f"{words}, as {form.label}"
            for stem, words in list_words(counts).items()
            for form in FILE_FORMATS.values()
        },
        "To study": {
            "bmes.apkg": "The deck of cards as a package for Anki",
            "bmes-anki.txt": "The same cards as text for Anki's importer, separated by tabs",
        },
        "The whole knowledge base": {
            "kb.json": "Everything, as one JSON document",
            "kb.schema.json": f"JSON Schema of kb.json, version {SCHEMA_VERSION}",
            names.SQLITE: "The tables as one SQLite file with foreign keys",
            names.CSV_PACK: "The tables as CSV in one ZIP file, a Data Package",
            names.LINKED: "Everything as linked data: JSON-LD with the words of schema.org and SKOS",
            "graph.json": "The graph of pages, findings and publications, JSON in node-link form",
            "graph.graphml": "The same graph as GraphML",
            names.IDS: "Every id that has a permanent address, one a line",
        },
        "Tables": {
            **{f"{names.CSV}{table.name}.csv": table.holds for table in TABLES},
            f"{names.CSV}datapackage.json": "What each table and field means, with keys: the Data Package itself",
        },
        "Signs by conditions": dict.fromkeys(matrices, "A differential table as it stands on its page"),
        "Drawings": {names.DRAWINGS: f"The {counts.figures} schematics as SVG files"},
        SCHEMAS: {
            names.PAGE_SCHEMA: f"JSON Schema of the files under claims/, version {SCHEMA_VERSION}",
            **dict.fromkeys(schemas, "For editors: JSON Schema of this kind of file"),
        },
    }
    groups = [
        Group(heading, heading.lower().replace(" ", "-"), _downloads(files, data)) for heading, files in listed.items()
    ]
    groups.append(Group("One file a page", "one-file-a-page", tuple(_families(data))))
    return tuple(group for group in groups if group.files)


def _downloads(files: Mapping[str, str], data: Mapping[str, bytes]) -> tuple[Download, ...]:
    return tuple(_download(name, holds, data[name]) for name, holds in files.items() if name in data)


FAMILIES = (
    ("claims/", ".json", "The statements of a page with the findings that they cite"),
    (
        "conditions/ signs/ treatments/ regions/",
        ".jsonld",
        "The same of a condition, sign, treatment or region, as JSON-LD",
    ),
    ("references/ conditions/ signs/ treatments/ regions/", "", "Citations of a publication, or of what a page cites"),
)
"""Folders, ends of names (none stands for all but linked data) and content of what exists for each page."""


def _families(data: Mapping[str, bytes]) -> Iterator[Download]:
    for folders, end, holds in FAMILIES:
        inside = tuple(folders.split())
        found = [name for name in data if name.startswith(inside) and name.endswith(end or ".jsonld") is bool(end)]
        if found:
            size = sum(len(data[name]) for name in found)
            yield replace(Download(", ".join(inside), holds, size_words(size)), count=len(found))


def _download(name: str, holds: str, content: bytes) -> Download:
    return Download(name, holds, size_words(len(content)), hashlib.sha256(content).hexdigest())


def size_words(size: int) -> str:
    """``12.3 KB``; ``1.2 MB`` from a thousand of them on."""
    return f"{size / 1024:.1f} KB" if size < 1000 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def _dataset(groups: tuple[Group, ...], version: str, date: str) -> dict[str, object]:
    """The dataset as search engines for data read it, with the files that hold all of it."""
    (whole,) = (group for group in groups if group.anchor == "the-whole-knowledge-base")
    return {
        **dataset_node(version, date),
        "license": {"@type": "CreativeWork", "@id": LICENSE_PATH},
        "distribution": [
            {
                **download_node(file.name, addresses.relative(f"{addresses.DATA}{file.name}", addresses.DOWNLOADS)),
                "contentSize": file.size,
                "sha256": file.sha256,
            }
            for file in whole.files
        ],
    }
