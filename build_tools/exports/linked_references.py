"""Publications as linked data: schema.org's ScholarlyArticle in its issue, volume and journal, and its kin."""

from __future__ import annotations

from typing import Any

from build_tools.exports.csl import iso_date
from build_tools.knowledge import Reference
from build_tools.model import addresses
from build_tools.model.bibliography import Entry, Person

Node = dict[str, Any]

IDS = "urn:bmes-kb:id:"
"""What stands before an id, to name the thing that has it."""

TYPES = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "inproceedings": "ScholarlyArticle",
    "mastersthesis": "Thesis",
    "phdthesis": "Thesis",
    "techreport": "Report",
}
"""BibTeX entry type and the type of schema.org that it is."""


def reference_node(reference: Reference, here: str) -> Node:
    """A publication; ``here`` is the folder of the document, from the site's root. Only recorded authors are named."""
    entry = reference.entry
    first, _, last = entry.fields.get("pages", "").partition("--")
    given = {
        "headline": entry.title if TYPES.get(entry.type) == "ScholarlyArticle" else None,
        "author": [_person(person) for person in entry.authors],
        "datePublished": iso_date(entry),
        "isPartOf": _container(entry),
        "pageStart": first,
        "pageEnd": last,
        "identifier": _pmid(entry),
        "sameAs": _same(entry, reference),
        "inLanguage": _language(entry),
    }
    return {
        "@id": f"{IDS}{reference.key}",
        "@type": TYPES.get(entry.type, "CreativeWork"),
        "name": entry.title,
        **{name: value for name, value in given.items() if value},
        "url": addresses.relative(addresses.of_reference(reference.key), here),
    }


def _person(person: Person) -> Node:
    if person.is_group:
        return {"@type": "Organization", "name": person.family}
    given = {"givenName": person.given, "honorificSuffix": person.suffix}
    return {
        "@type": "Person",
        "familyName": person.family,
        **{name: value for name, value in given.items() if value},
    }


def _container(entry: Entry) -> Node | None:
    """The book; or the issue in its volume in its journal, as far as each is known."""
    fields = entry.fields
    if fields.get("booktitle"):
        given = {"editor": [_person(person) for person in entry.editors], "publisher": _publisher(entry)}
        return {
            "@type": "Book",
            "name": fields["booktitle"],
            **{name: value for name, value in given.items() if value},
        }
    if not fields.get("journal"):
        return None
    short = {"alternateName": fields["shortjournal"]} if fields.get("shortjournal") else {}
    issn = {"issn": fields["issn"]} if fields.get("issn") else {}
    part: Node = {"@type": "Periodical", "name": fields["journal"], **short, **issn}
    if fields.get("volume"):
        part = {"@type": "PublicationVolume", "volumeNumber": fields["volume"], "isPartOf": part}
    if fields.get("issue"):
        part = {"@type": "PublicationIssue", "issueNumber": fields["issue"], "isPartOf": part}
    return part


def _publisher(entry: Entry) -> Node | None:
    fields = entry.fields
    if not fields.get("publisher"):
        return None
    place = {"location": fields["address"]} if fields.get("address") else {}
    return {"@type": "Organization", "name": fields["publisher"], **place}


def _language(entry: Entry) -> Node | None:
    language = entry.fields.get("language")
    return {"@type": "Language", "name": language.capitalize()} if language else None


def _pmid(entry: Entry) -> Node | None:
    return {"@type": "PropertyValue", "propertyID": "PMID", "value": entry.pmid} if entry.pmid else None


def _same(entry: Entry, reference: Reference) -> list[str]:
    """Where the publication itself is found; and the entry that is the same work."""
    same = [address for address in (entry.doi_address, entry.pubmed_address) if address]
    return [*same, f"{IDS}{entry.duplicate_of}"] if entry.duplicate_of else same
