"""PubMed's tagged text, as its "Save citation to file" (nbib) and EFetch give it, to publications.

Each field begins with a tag of up to four letters, a hyphen and a space; lines that go on are indented by six spaces;
an empty line ends a record. The tags are those of the National Library of Medicine's "MEDLINE/PubMed Data Element
(Field) Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.editing.lines import lines_of
from build_tools.editing.publication import (
    Notice,
    Publication,
    bare_doi,
    filled,
    journal_in_capitals,
    language_word,
    plain_title,
    whole_pages,
)
from build_tools.model.bibliography import Person

_FIELD = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ARTICLE_ID = re.compile(r"(.+?) \[(doi|pii)\]")

_SUFFIX = re.compile(r"(.+?),? (Jr|Sr|2nd|3rd|4th|II|III|IV)\.?")

NOTICES = {"RIN": "retraction", "RRI": "retraction", "ECI": "concern", "EIN": "correction", "CRI": "correction"}
"""Tag and what it tells: retracted in, retracted and republished in, expression of concern in, erratum in, corrected
and republished in."""

RETRACTED = "Retracted Publication"
"""The publication type of what was retracted."""


@dataclass
class MedlineRecord:
    """One record: its first line (from 1), and its fields in their order."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def all(self, tag: str) -> list[str]:
        """Every value of a tag."""
        return [value for name, value in self.fields if name == tag]

    def first(self, tag: str) -> str:
        """The first value of a tag, empty where there is none."""
        return next(iter(self.all(tag)), "")


def medline_records(text: str) -> tuple[list[MedlineRecord], list[tuple[int, str]]]:
    """The records of a text, and the lines that are no part of one, with their numbers."""
    records: list[MedlineRecord] = []
    strays: list[tuple[int, str]] = []
    current: MedlineRecord | None = None
    for number, line in enumerate(lines_of(text), start=1):
        match = _FIELD.fullmatch(line)
        if not line.strip():
            current = None
        elif match:
            if current is None or (match[1] == "PMID" and current.first("PMID")):
                current = MedlineRecord(number)
                records.append(current)
            current.fields.append((match[1], match[2].strip()))
        elif current is not None and current.fields and line.startswith("      "):
            tag, value = current.fields[-1]
            current.fields[-1] = (tag, f"{value} {line.strip()}".strip())
        else:
            strays.append((number, line))
    return records, strays


def publication(record: MedlineRecord) -> Publication:
    """What a record says of its publication."""
    title, original, language = _titles(record)
    years = _years(record)
    pages = whole_pages(record.first("PG"))
    is_book = bool(record.first("BTI"))
    book = plain_title(record.first("BTI"))
    fields = filled(
        {
            "title": title or book,
            "booktitle": book if title else "",
            "journal": "" if is_book else journal_in_capitals(record.first("JT")) or record.first("TA"),
            "shortjournal": "" if is_book else record.first("TA"),
            "publisher": record.first("PB") if is_book else "",
            "address": record.first("PL") if is_book else "",
            "edition": record.first("EN") if is_book else "",
            "isbn": record.first("ISBN").split(" ")[0] if is_book else "",
            "year": next(iter(years), ""),
            "volume": record.first("VI"),
            "issue": record.first("IP"),
            "pages": pages,
            "doi": _doi(record),
            "pmid": record.first("PMID"),
            "language": language,
            "note": f"Original title: {original}" if original else "",
        }
    )
    kind = ("incollection" if title else "book") if is_book else "article"
    return Publication(
        kind,
        fields,
        authors=tuple(_people(record, "FAU", "AU", "CN")),
        authors_complete=not any(_is_et_al(value) for tag in ("FAU", "AU") for value in record.all(tag)),
        editors=tuple(_people(record, "FED", "ED", "")),
        also={"year": tuple(years[1:])} if years[1:] else {},
        notices=tuple(_notices(record)),
    )


def _titles(record: MedlineRecord) -> tuple[str, str, str]:
    """The title in English, the original title, and the language, where that is not English."""
    languages = [word for code in record.all("LA") if (word := language_word(code))]
    title = plain_title(record.first("TI"))
    if title.startswith("[") and title.endswith("]"):
        title = plain_title(title[1:-1])
    has_english = any(not language_word(code) for code in record.all("LA")) or not record.all("LA")
    return title, plain_title(record.first("TT")), "" if has_english else next(iter(languages), "")


def _years(record: MedlineRecord) -> list[str]:
    """The year of the issue first, then that of the electronic edition."""
    found = [
        match[0]
        for tag in ("DP", "DEP")
        for match in _YEAR.finditer(re.sub(r"^(\d{4})\d{4}$", r"\1", record.first(tag)))
    ]
    return list(dict.fromkeys(found))


def _doi(record: MedlineRecord) -> str:
    for value in (*record.all("LID"), *record.all("AID")):
        match = _ARTICLE_ID.fullmatch(value)
        if match and match[2] == "doi":
            return bare_doi(match[1])
    return ""


def _people(record: MedlineRecord, full: str, short: str, group: str) -> Iterator[Person]:
    """Persons by their full names where PubMed has these, and groups, in the order of the record."""
    names = full if record.all(full) else short
    for tag, value in record.fields:
        if _is_et_al(value):
            continue
        if tag == names:
            name, suffix = _without_suffix(value)
            family, _, given = name.partition(", ") if tag == full else name.rpartition(" ")
            is_group = not (family and given)
            yield Person(value, is_group=True) if is_group else Person(family, given, suffix)
        elif group and tag == group:
            yield Person(value, is_group=True)


def _is_et_al(name: str) -> bool:
    """What stands for further authors: of the years before 2000 PubMed names ten, or twenty-five, and no more."""
    return name.casefold().rstrip(".") == "et al"


def _without_suffix(name: str) -> tuple[str, str]:
    """A name and its suffix, which PubMed writes last: ``King, Martin Luther Jr``."""
    match = _SUFFIX.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


def _notices(record: MedlineRecord) -> Iterator[Notice]:
    for tag, kind in NOTICES.items():
        yield from (Notice(kind, value) for value in record.all(tag))
    if RETRACTED in record.all("PT") and not record.all("RIN") and not record.all("RRI"):
        yield Notice("retraction", RETRACTED)
