"""Entries as CSL items (citation-style-language/schema, csl-data.json): what citation processors take."""

from __future__ import annotations

from typing import Any

from build_tools.model.bibliography import MONTHS, Entry, Person

CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
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
    container = fields.get("journal") or fields.get("booktitle")
    if container:
        item["container-title"] = container
    if fields.get("pages"):
        item["page"] = fields["pages"].replace("--", "-")
    if entry.year.isdigit():
        month = MONTHS.get(fields.get("month", "").lower()[:3])
        item["issued"] = {"date-parts": [[int(entry.year), month] if month else [int(entry.year)]]}
    elif entry.year:
        item["issued"] = {"literal": entry.year}
    custom: dict[str, Any] = {}
    if entry.number is not None:
        custom["review_number"] = entry.number
    if not entry.authors_complete:
        custom["authors_complete"] = False
    if fields.get("language"):
        custom["language"] = fields["language"]
    if custom:
        item["custom"] = custom
    return item


def csl_name(person: Person) -> dict[str, str]:
    """A person or group as a CSL name."""
    if person.is_group or not person.given:
        return {"literal": person.family}
    name = {"family": person.family, "given": person.given}
    return {**name, "suffix": person.suffix} if person.suffix else name
