"""The tables of the downloads page: files by kind, with what each holds, its size and its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.views.evidence import Overview


@dataclass(frozen=True, slots=True)
class Download:
    """One file that readers may take."""

    name: str
    holds: str
    size: str
    sha256: str


def download_groups(data: Mapping[str, bytes], counts: Overview) -> tuple[tuple[str, tuple[Download, ...]], ...]:
    """Files of ``data`` (by path below the data folder) under their headings; what is not there is left out."""
    schemas = sorted(name for name in data if name.startswith("schemas/"))
    groups = {
        "Citations": {
            "references.bib": f"The review and the {counts.references} entries of its list as printed, ASCII BibTeX",
            "references-distinct.bib": f"The {counts.works} different works of the list",
            "references-later.bib": f"The {counts.later} later publications",
            "references-all.bib": "All of these together",
        },
        "Data": {
            "kb.json": "The whole knowledge base",
            "kb.schema.json": "JSON Schema of kb.json",
            "graph.json": "The graph of pages, findings and publications, JSON in node-link form",
            "graph.graphml": "The same graph as GraphML",
        },
        "Schemas for editors": dict.fromkeys(schemas, "JSON Schema for editors of this kind of file"),
    }
    return tuple(
        (heading, tuple(_download(name, holds, data[name]) for name, holds in files.items() if name in data))
        for heading, files in groups.items()
    )


def _download(name: str, holds: str, content: bytes) -> Download:
    return Download(name, holds, f"{len(content) / 1024:.1f} KB", hashlib.sha256(content).hexdigest())
