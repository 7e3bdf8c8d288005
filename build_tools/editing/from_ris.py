"""RIS, as publishers and reference managers give it, to publications. The fields are read by rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import rispy

from build_tools.editing.lines import lines_of
from build_tools.editing.publication import (
    Publication,
    bare_doi,
    filled,
    language_word,
    person,
    plain_title,
    whole_pages,
)

TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "MGZN", "ABST", "INPR"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC"), "incollection"),
    **dict.fromkeys(("CONF", "CPAPER"), "inproceedings"),
}
"""Types of RIS and the entry that each becomes; any other becomes ``misc``."""

_START = re.compile(r"TY  ?- ?")
_END = re.compile(r"ER  ?-")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)


@dataclass(frozen=True)
class RisRecord:
    """The text of one record, and its first line (from 1). It is whole if its end is marked."""

    line: int
    text: str
    is_whole: bool


def ris_records(text: str) -> Iterator[RisRecord]:
    """The records of a text: from TY to ER, or to the next TY where ER is missing."""
    start, lines = 0, list[str]()
    for number, line in enumerate(lines_of(text), start=1):
        if _START.match(line):
            if lines:
                yield RisRecord(start, "\n".join(lines), is_whole=False)
            start, lines = number, [line]
        elif lines and _END.match(line):
            yield RisRecord(start, "\n".join((*lines, "ER  - ")), is_whole=True)
            lines = []
        elif lines:
            lines.append(line)
    if lines:
        yield RisRecord(start, "\n".join(lines), is_whole=False)


def publication(record: RisRecord) -> Publication:
    """What a record says. Raises ValueError where rispy finds nothing in it."""
    found = rispy.loads(record.text)
    if len(found) != 1:
        raise ValueError("this is not a record of RIS")
    item: Mapping[str, Any] = found[0]
    kind = TYPES.get(str(item.get("type_of_reference", "")).upper(), "misc")
    container = _first(item, "alternate_title3", "secondary_title", "journal_name")
    short = _first(item, "alternate_title2", "alternate_title1", "journal_name" if container else "").replace(".", "")
    pages = "-".join(dict.fromkeys(page for page in (_first(item, "start_page"), _first(item, "end_page")) if page))
    year = _YEAR.search(_first(item, "year", "publication_year", "date"))
    fields = filled(
        {
            "title": plain_title(_first(item, "title", "primary_title")),
            "journal": container if kind == "article" else "",
            "shortjournal": short if kind == "article" and short != container else "",
            "booktitle": container if kind in ("incollection", "inproceedings") else "",
            "publisher": _first(item, "publisher") if kind != "article" else "",
            "address": _first(item, "place_published") if kind != "article" else "",
            "edition": _first(item, "edition"),
            "isbn": _first(item, "issn").split(" ")[0] if kind in ("book", "incollection") else "",
            "year": year[0] if year else "",
            "volume": _first(item, "volume"),
            "issue": _first(item, "number"),
            "pages": whole_pages(pages),
            "doi": bare_doi(_first(item, "doi")),
            "pmid": _pmid(item),
            "language": language_word(_first(item, "language")),
        }
    )
    authors = [person(name) for tag in ("first_authors", "authors") for name in item.get(tag, ()) if name.strip()]
    editors = [person(name) for name in item.get("secondary_authors", ()) if kind == "incollection" and name.strip()]
    return Publication(kind, fields, tuple(authors), editors=tuple(editors))


def _first(item: Mapping[str, Any], *names: str) -> str:
    """The first of some fields that holds something."""
    return next((str(item[name]).strip() for name in names if item.get(name)), "")


def _pmid(item: Mapping[str, Any]) -> str:
    """The accession number, where the record comes from PubMed or does not say from where."""
    number = _first(item, "accession_number")
    source = f"{_first(item, 'name_of_database')} {_first(item, 'database_provider')}"
    return number if number.isdecimal() and len(number) < 10 and (not source.strip() or _PUBMED.search(source)) else ""
