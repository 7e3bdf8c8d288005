"""Entries as CSL items (citation-style-language/schema, csl-data.json): what citation processors take."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from build_tools.model.bibliography import MONTHS, Entry, Person

CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "techreport": "report",
}
"""BibTeX entry type and the CSL type that it becomes; any other becomes ``article``, CSL's most general one."""

CSL_FIELDS = {
    "title": "title",
    "shortjournal": "container-title-short",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
    "address": "publisher-place",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": "URL",
    "note": "note",
}
"""Fields of references.bib that pass over as they are. The review's number is ours, so it goes into ``custom``."""

CONTAINERS = ("journal", "booktitle", "howpublished")
"""Fields that name what a work stands in, the first that an entry has counts."""


def csl_item(entry: Entry) -> dict[str, Any]:
    """One entry as a CSL item, ready for JSON.

    Names hold the persons that are recorded and nobody else; ``custom.authors_complete`` says where the list of authors
    ends early, which CSL has no word for. ``custom`` also holds the review's number and the language in words.
    """
    fields = entry.fields
    item: dict[str, Any] = {"id": entry.key, "type": CSL_TYPES.get(entry.type, "article")}
    for name, persons in (("author", entry.authors), ("editor", entry.editors)):
        if persons:
            item[name] = [csl_name(person) for person in persons]
    item |= {variable: fields[name] for name, variable in CSL_FIELDS.items() if fields.get(name)}
    container = next((fields[name] for name in CONTAINERS if fields.get(name)), "")
    if container:
        item["container-title"] = container
    if fields.get("pages"):
        item["page"] = fields["pages"].replace("--", "-")
    if entry.year.isdigit():
        item["issued"] = {"date-parts": [date_parts(entry)]}
    elif entry.year:
        item["issued"] = {"literal": entry.year}
    language = fields.get("language", "")
    if language_code(language):
        item["language"] = language_code(language)
    custom: dict[str, Any] = {}
    if entry.number is not None:
        custom["review_number"] = entry.number
    if not entry.authors_complete or fields.get("incomplete"):
        custom["authors_complete"] = False
    if language:
        custom["language"] = language
    if custom:
        item["custom"] = custom
    return item


def item_text(entry: Entry) -> str:
    """The item as JSON, one variable a line and indented as a member of a list, without an end of line."""
    variables = {name: json.dumps(value, ensure_ascii=False) for name, value in csl_item(entry).items()}
    lines = [f'    "{name}": {value}' for name, value in variables.items()]
    return "  {\n" + ",\n".join(lines) + "\n  }"


def csl_name(person: Person) -> dict[str, str]:
    """A person or group as a CSL name."""
    if person.is_group:
        return {"literal": person.family}
    parts = {"family": person.family, "given": person.given, "suffix": person.suffix}
    return {name: part for name, part in parts.items() if part}


def date_parts(entry: Entry) -> list[int]:
    """Year, month and day as numbers, as far as they are known; nothing for a year that is no number."""
    if not entry.year.isdigit():
        return []
    parts = [int(entry.year)]
    month = MONTHS.get(entry.fields.get("month", "").lower()[:3])
    if month is not None:
        parts.append(month)
        day = entry.fields.get("day", "")
        if day.isdigit():
            parts.append(int(day))
    return parts


def iso_date(entry: Entry) -> str:
    """Year, month and day by ISO 8601, as far as they are known: ``1988``, ``1988-05``; else the year as it stands."""
    return "-".join(f"{part:02}" for part in date_parts(entry)) or entry.year


def language_code(name: str) -> str:
    """The code (ISO 639) of a language by its English name, in any case; empty for names that are unknown."""
    return _language_codes().get(name.lower(), "")


@cache
def _language_codes() -> dict[str, str]:
    from babel import Locale

    return {name.lower(): code for code, name in Locale("en").languages.items()}
