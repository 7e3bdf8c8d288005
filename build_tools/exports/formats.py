"""The formats of references: one text for each entry, and how texts are joined to a file.

Because a file is no more than its entries' texts one after the other, files of any selection are made of the same
pieces: by ``bmes export``, by the build for every page, and in the browser for what a reader ticks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from build_tools.exports import biblatex, bibtex, ris
from build_tools.exports.citation_text import NLM, formatted
from build_tools.exports.csl import item_text
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.sources.cache import Cache

Pieces = Mapping[str, Mapping[str, str]]
"""The text of each entry by its key, by the name of the format."""

CACHED = "citations"
"""The name under which the pieces are remembered: applying the styles takes seconds for two hundred references."""


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A format: how one entry is written, and what stands before, between and after several.

    ``extension`` ends the names of files; ``has_files`` says whether the site holds ready-made ones, ``has_comments``
    whether a comment may stand above the entries, by the rules of BibTeX.
    """

    label: str
    explanation: str
    extension: str
    piece: Callable[[Entry], str]
    opening: str = ""
    between: str = ""
    closing: str = ""
    has_files: bool = True
    has_comments: bool = False

    def joined(self, pieces: Iterable[str]) -> str:
        """The whole text of some entries."""
        return f"{self.opening}{self.between.join(pieces)}{self.closing}"


def _line_in(style: str, entry: Entry) -> str:
    return f"{formatted(entry, style)}\n"


def _in_style(style: str, label: str, journal: str, has_files: bool = False) -> CitationFormat:
    explanation = f"references as text in {journal} style, one a line"
    extension = ".txt" if has_files else f".{style}.txt"
    return CitationFormat(label, explanation, extension, partial(_line_in, style), has_files=has_files)


CITATION_FORMATS: Mapping[str, CitationFormat] = {
    NLM: _in_style(NLM, "NLM text", "NLM (Vancouver)", has_files=True),
    "radiology": _in_style("radiology", "Radiology text", "Radiology"),
    "ajr": _in_style("ajr", "AJR text", "AJR (American Journal of Roentgenology)"),
    "ama": _in_style("ama", "AMA text", "AMA (American Medical Association)"),
    "bibtex": CitationFormat(
        "BibTeX",
        "references as standard ASCII BibTeX, for LaTeX",
        ".bib",
        bibtex.entry_text,
        between="\n",
        has_comments=True,
    ),
    "biblatex": CitationFormat(
        "biblatex",
        "references as biblatex (UTF-8), for biber",
        ".biblatex.bib",
        biblatex.entry_text,
        between="\n",
        has_comments=True,
    ),
    "ris": CitationFormat(
        "RIS", "references as RIS, for EndNote, Zotero, Mendeley", ".ris", ris.entry_text, between="\n"
    ),
    "csl-json": CitationFormat(
        "CSL-JSON", "references as CSL-JSON, for Zotero and pandoc", ".csl.json", item_text, "[\n", ",\n", "\n]\n"
    ),
}
"""Formats by the name that is typed, texts to read first."""

FILE_FORMATS: Mapping[str, CitationFormat] = {
    name: CITATION_FORMATS[name] for name in ("bibtex", "biblatex", "ris", "csl-json", NLM)
}
"""Those of which the site holds ready-made files, in the order in which pages offer them."""


def citation_pieces(kb: KnowledgeBase, cache: Cache | None = None) -> Pieces:
    """The text of every reference in every format; from the cache what was made of the same entry before."""
    remembered: dict[str, dict[str, str]] = json.loads((cache and cache.read(CACHED)) or b"{}")
    made = {}
    for key, reference in kb.references.items():
        digest = _digest(reference.entry)
        made[key] = (digest, remembered.get(digest) or pieces_of(reference.entry))
    now = dict(made.values())
    if cache and now != remembered:
        cache.write(CACHED, json.dumps(now).encode())
    return {name: {key: texts[name] for key, (_, texts) in made.items()} for name in CITATION_FORMATS}


def nlm_texts(pieces: Pieces) -> dict[str, str]:
    """Every reference as readers see it, by key: in NLM style, without an end of line."""
    return {key: text.rstrip("\n") for key, text in pieces[NLM].items()}


def pieces_of(entry: Entry) -> dict[str, str]:
    """One entry in every format."""
    return {name: form.piece(entry) for name, form in CITATION_FORMATS.items()}


def _digest(entry: Entry) -> str:
    """What an entry's texts depend on: its key, type and fields."""
    content = json.dumps([entry.key, entry.type, list(entry.raw.items())])
    return hashlib.sha256(content.encode()).hexdigest()
