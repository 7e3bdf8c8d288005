"""Entries as biblatex (UTF-8), with the names of fields and types that biblatex and JabRef's biblatex mode define.

Letters stand as they are; LaTeX stays where it has a meaning: escapes, mathematics, and braces that protect capitals.
``reviewnumber`` and other fields of ours keep their names, and programs pass over them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bibtexparser.model import Entry as BibtexEntry

from build_tools.exports import bibtex
from build_tools.exports.bibtex import comment, escaped, laid_out, with_fields
from build_tools.exports.csl import iso_date
from build_tools.model.bibliography import Entry
from build_tools.sources.latex import with_letters

RENAMED = {
    "journal": "journaltitle",
    "issue": "number",
    "number": "reviewnumber",
    "address": "location",
    "school": "institution",
    "howpublished": "organization",
    "pmid": "eprint",
}
"""Name in references.bib and the name here, where they differ; year, month and day become ``date``."""

FIELD_ORDER = tuple(
    place
    for name in bibtex.FIELD_ORDER
    for place in {"number": ("number", "version"), "year": ("date", "year"), "pmid": ("eprint", "eprinttype")}.get(
        name, (RENAMED.get(name, name),)
    )
)
"""Order of fields, that of BibTeX; others follow in the order of the alphabet."""

_DATE_PARTS = ("year", "month", "day")


def entry_text(entry: Entry) -> str:
    """One entry as biblatex, ending in a line feed."""
    return file_text((entry,))


def file_text(entries: Iterable[Entry], header: str = "") -> str:
    """A biblatex file of some entries, in their order; each line of ``header`` becomes a comment above them."""
    return comment(header) + laid_out(map(_biblatex_entry, entries))


def _biblatex_entry(entry: Entry) -> BibtexEntry:
    raw = dict(entry.raw)
    values: dict[str, str] = {}
    if raw.get("year", "").isdigit():
        values["date"] = iso_date(entry)
        raw = {name: value for name, value in raw.items() if name not in _DATE_PARTS}
    values |= {RENAMED.get(name, name): with_letters(escaped(name, value)) for name, value in raw.items()}
    if "eprint" in values:
        values["eprinttype"] = "pubmed"
    return with_fields(entry, entry.type, values, FIELD_ORDER)
