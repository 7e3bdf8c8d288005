"""CSL-JSON (citation-style-language/schema, csl-data.json), as Zotero and doi.org give it, to publications."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from build_tools.editing.publication import Publication, bare_doi, filled, language_word, plain_title, whole_pages
from build_tools.model.bibliography import Person

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "journal-article": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "chapter": "incollection",
    "book-chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "entry-dictionary": "incollection",
    "reference-entry": "incollection",
    "book-section": "incollection",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
}
"""Types of CSL and of Crossref, and the entry that each becomes; any other becomes ``misc``."""

_PMID_IN_NOTE = re.compile(r"\bPMID:\s*(\d+)")


def publication(item: Mapping[str, Any]) -> Publication:
    """What a CSL item says. Raises ValueError where it does not have the form of one."""
    kind = TYPES.get(text_of(item, "type"), "misc")
    container, title = text_of(item, "container-title"), plain_title(text_of(item, "title"))
    pmid = text_of(item, "PMID") or next(iter(_PMID_IN_NOTE.findall(text_of(item, "note"))), "")
    fields = filled(
        {
            "title": title,
            "journal": plain_title(container) if kind == "article" else "",
            "shortjournal": _short(item) if kind == "article" else "",
            "booktitle": plain_title(container) if kind in ("incollection", "inproceedings") else "",
            "publisher": text_of(item, "publisher") if kind != "article" else "",
            "address": text_of(item, "publisher-place") if kind != "article" else "",
            "edition": text_of(item, "edition"),
            "isbn": text_of(item, "ISBN").split(" ")[0] if kind != "article" else "",
            "year": year_of(item.get("issued")),
            "volume": text_of(item, "volume"),
            "issue": text_of(item, "issue"),
            "pages": whole_pages(text_of(item, "page")),
            "doi": bare_doi(text_of(item, "DOI")),
            "pmid": pmid,
            "url": text_of(item, "URL") if kind == "misc" and not item.get("DOI") else "",
            "language": language_word(text_of(item, "language")),
        }
    )
    return Publication(kind, fields, people(item.get("author")), editors=people(item.get("editor")))


def text_of(item: Mapping[str, Any], name: str) -> str:
    """A text or number of an item as text. Raises ValueError for anything else."""
    value = item.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"'{name}' is not a text")
    return str(value)


def _short(item: Mapping[str, Any]) -> str:
    return (text_of(item, "container-title-short") or text_of(item, "journalAbbreviation")).replace(".", "")


def year_of(date: object) -> str:
    """The year of a CSL date; empty where it has none. Raises ValueError where it is no date."""
    if date is None:
        return ""
    if not isinstance(date, Mapping):
        raise ValueError('a date is not of the form {"date-parts": [[2009]]}')
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and parts[0][0]:
        return str(parts[0][0])
    match = re.search(r"\b(?:1[89]|20)\d\d\b", str(date.get("raw") or date.get("literal") or ""))
    return match[0] if match else ""


def people(names: object) -> tuple[Person, ...]:
    """The persons of a CSL name list. Raises ValueError where it is none."""
    if names is None:
        return ()
    if not isinstance(names, list) or not all(isinstance(name, Mapping) for name in names):
        raise ValueError('a list of names is not of the form [{"family": ..., "given": ...}]')
    return tuple(_person(name) for name in names)


def _person(name: Mapping[str, Any]) -> Person:
    group = text_of(name, "literal") or text_of(name, "name")
    family = " ".join(
        part
        for part in (
            text_of(name, "dropping-particle"),
            text_of(name, "non-dropping-particle"),
            text_of(name, "family"),
        )
        if part
    )
    if group or not family:
        return Person(group or text_of(name, "given"), is_group=True)
    return Person(family, text_of(name, "given"), text_of(name, "suffix"))
