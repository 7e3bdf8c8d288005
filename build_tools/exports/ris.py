"""Entries as RIS (UTF-8), by the tags that Zotero, EndNote and JabRef read: RIS of 2011, written by rispy.

EndNote keeps the PubMed number in ``AN`` with the name of the database in ``DB``. What is known to be missing from a
list of authors is said in a note, since RIS has no word for it.
"""

from __future__ import annotations

import re
from typing import Any

import rispy

from build_tools.exports.csl import CONTAINERS, date_parts, language_code
from build_tools.model.bibliography import Entry, Person

RIS_TYPES = {
    "article": "JOUR",
    "book": "BOOK",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inproceedings": "CONF",
    "mastersthesis": "THES",
    "online": "ELEC",
    "phdthesis": "THES",
    "techreport": "RPRT",
}
"""BibTeX entry type and the RIS type that it becomes; any other becomes ``GEN``."""

INCOMPLETE = "Authors not recorded in full."
"""The note on an entry whose authors are known in part or not at all."""

_WHITE = re.compile(r"\s+")


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy says nothing of its types
    """rispy's writer without the numbers that it would put above every record."""

    def set_header(self, count: int) -> str:
        return ""


def entry_text(entry: Entry) -> str:
    """One entry as RIS, from ``TY`` to ``ER``, ending in a line feed."""
    text: str = rispy.dumps([ris_record(entry)], implementation=_Writer)
    return text


def ris_record(entry: Entry) -> dict[str, Any]:
    """One entry as a record of rispy, in the order in which its tags are written; texts stand on one line each."""
    fields = entry.fields
    first, _, last = fields.get("pages", "").partition("--")
    container = next((fields[name] for name in CONTAINERS if fields.get(name)), "")
    parts = date_parts(entry)
    notes = [fields.get("note", "")]
    if not entry.authors_complete or fields.get("incomplete"):
        notes.append(INCOMPLETE)
    record: dict[str, str | list[str]] = {
        "type_of_reference": RIS_TYPES.get(entry.type, "GEN"),
        "authors": [ris_name(person) for person in entry.authors],
        "secondary_authors": [ris_name(person) for person in entry.editors],
        "title": entry.title,
        "secondary_title": container,
        "alternate_title1": fields.get("shortjournal", ""),
        "year": entry.year,
        "date": "/".join([f"{part:02}" for part in parts] + [""] * (4 - len(parts))) if len(parts) > 1 else "",
        "volume": fields.get("volume", ""),
        "number": fields.get("issue", ""),
        "edition": fields.get("edition", fields.get("version", "")),
        "start_page": first,
        "end_page": last,
        "publisher": fields.get("publisher", fields.get("school", fields.get("institution", ""))),
        "place_published": fields.get("address", ""),
        "issn": fields.get("issn", fields.get("isbn", "")),
        "doi": fields.get("doi", ""),
        "accession_number": fields.get("pmid", ""),
        "name_of_database": "PubMed" if fields.get("pmid") else "",
        "custom2": fields.get("pmcid", ""),
        "language": language_code(fields.get("language", "")) or fields.get("language", ""),
        "urls": [fields["url"]] if fields.get("url") else [],
        "notes": [note for note in notes if note],
        "id": entry.key,
    }
    return {name: _on_one_line(value) for name, value in record.items() if value}


def ris_name(person: Person) -> str:
    """``Family, Given, Suffix``; a group by its name alone, which programs take for one that has no given name."""
    return ", ".join(part for part in (person.family, person.given, person.suffix) if part)


def _on_one_line(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [_WHITE.sub(" ", text) for text in value]
    return _WHITE.sub(" ", value)
