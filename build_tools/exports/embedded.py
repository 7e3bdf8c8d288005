"""What reference managers find inside a page: Highwire tags for the one publication that a page is about, and COinS for
each of a list. Made for Zotero's translators "Embedded Metadata" and "COinS"; others read the same.

Zotero takes a page with Highwire tags for one item, and a page with two or more COinS for a list to choose from.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from build_tools.exports.csl import date_parts, iso_date, language_code
from build_tools.model.bibliography import Entry, Person

COINS_CLASS = "Z3988"
"""The class of an empty ``span`` whose title is a context object (OpenURL, ANSI/NISO Z39.88-2004)."""

_FORMATS = {
    "article": ("journal", "article", "jtitle", "journal"),
    "incollection": ("book", "bookitem", "btitle", "booktitle"),
    "inbook": ("book", "bookitem", "btitle", "booktitle"),
    "inproceedings": ("book", "proceeding", "btitle", "booktitle"),
    "techreport": ("book", "report", "btitle", "title"),
    "mastersthesis": ("dissertation", "", "title", "title"),
    "phdthesis": ("dissertation", "", "title", "title"),
}
"""Metadata format and genre by type of entry, and the key and field of what the work stands in; else a book."""

_NOT_ENCODED = " :/,.;()!*~-"
"""What stands in a context object as it is, beside letters and digits: a space becomes a plus sign."""

_CONTAINERS = {
    "article": ("citation_journal_title", "journal"),
    "inproceedings": ("citation_conference_title", "booktitle"),
    "techreport": ("citation_technical_report_institution", "institution"),
    "mastersthesis": ("citation_dissertation_institution", "school"),
    "phdthesis": ("citation_dissertation_institution", "school"),
}
"""The Highwire tag that tells the type of a work, and the field that it holds; else what a book is called."""


def context_object(entry: Entry) -> str:
    """An entry as a context object in key/encoded-value form, with every author; escaped for no markup."""
    form, genre, container, field = _FORMATS.get(entry.type, ("book", "book", "btitle", "title"))
    fields = entry.fields
    values = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", genre),
        ("rft.atitle", "" if field == "title" else entry.title),
        (f"rft.{container}", fields.get(field, "")),
        ("rft.stitle", fields.get("shortjournal", "")),
        ("rft.date", iso_date(entry)),
        ("rft.volume", fields.get("volume", "")),
        ("rft.issue", fields.get("issue", "")),
        ("rft.pages", fields.get("pages", "").replace("--", "-")),
        ("rft.pub", fields.get("publisher", "")),
        ("rft.place", fields.get("address", "")),
        *(("rft.aucorp" if one.is_group else "rft.au", inverted(one)) for one in entry.authors),
        ("rft_id", f"info:doi/{entry.doi}" if entry.doi else ""),
        ("rft_id", f"info:pmid/{entry.pmid}" if entry.pmid else ""),
    ]
    return "&".join(f"{name}={quote(value, safe=_NOT_ENCODED).replace(' ', '+')}" for name, value in values if value)


def highwire_tags(entry: Entry) -> Iterator[tuple[str, str]]:
    """Names and contents of the ``meta`` elements of a page that is about this publication; one for each author."""
    fields = entry.fields
    first, _, last = fields.get("pages", "").partition("--")
    container, field = _CONTAINERS.get(entry.type, ("citation_inbook_title", "booktitle"))
    yield "citation_title", entry.title
    for person in entry.authors:
        yield "citation_author", inverted(person, is_alone=len(entry.authors) == 1)
    tags = {
        container: fields.get(field),
        "citation_journal_abbrev": fields.get("shortjournal"),
        "citation_publication_date": "/".join(f"{part:02}" for part in date_parts(entry)),
        "citation_volume": fields.get("volume"),
        "citation_issue": fields.get("issue"),
        "citation_firstpage": first,
        "citation_lastpage": last,
        "citation_publisher": fields.get("publisher"),
        "citation_doi": entry.doi,
        "citation_pmid": entry.pmid,
        "citation_issn": fields.get("issn"),
        "citation_isbn": fields.get("isbn"),
        "citation_language": language_code(fields.get("language", "")),
        "citation_public_url": address_of(entry),
    }
    yield from ((name, content) for name, content in tags.items() if content)


def inverted(person: Person, is_alone: bool = False) -> str:
    """``Family, Given``; a suffix stays with the family name, since a second comma would not be understood.

    Of a name that stands alone, initials are closed up: two words on either side of the comma would be taken for two
    authors.
    """
    family = f"{person.family} {person.suffix}" if person.suffix else person.family
    given = person.given.replace(". ", ".") if is_alone and " " in family else person.given
    return f"{family}, {given}" if given else family


def address_of(entry: Entry) -> str:
    """Where the publication itself is found: its own address, by its DOI, or in PubMed; empty where none is known."""
    return entry.fields.get("url") or entry.doi_address or entry.pubmed_address or ""
