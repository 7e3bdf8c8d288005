"""Citing on pages: how a page itself is cited, and the formats that pages offer."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.exports.formats import CITATION_FORMATS, FILE_FORMATS
from build_tools.exports.page_citation import Edition, page_entry, page_text

COPIED_PAGE = ("bibtex", "ris", "csl-json")
"""Formats in which a page offers its own citation, beside the sentence."""

CHOICES = tuple((name, form.label) for name, form in CITATION_FORMATS.items())
"""Name and label of every format that a reader can copy."""

FILE_CHOICES = tuple((name, form.label, form.extension) for name, form in FILE_FORMATS.items())
"""Name, label and extension of every format of which there are ready-made files."""


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A text to copy or to save under a name."""

    label: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class PageCitation:
    """How a page is cited: a sentence, and files for reference managers."""

    sentence: str
    files: tuple[CopiedText, ...]


def page_citation(edition: Edition, page_id: str, title: str, source: str) -> PageCitation:
    """How a page is cited in this state; ``source`` is the path of the file that it is made of."""
    entry = page_entry(edition, page_id, title, source)
    files = (
        CopiedText(form.label, f"{entry.key}{form.extension}", form.joined([form.piece(entry)]))
        for form in (CITATION_FORMATS[name] for name in COPIED_PAGE)
    )
    return PageCitation(page_text(edition, title, source), tuple(files))
