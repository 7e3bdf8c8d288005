"""BibTeX and biblatex from elsewhere to publications: standard names of fields, any LaTeX."""

from __future__ import annotations

import re

from build_tools.editing.publication import Publication, bare_doi, filled, language_word, plain_title, whole_pages
from build_tools.model.bibliography import Entry

TYPES = {
    "article": "article",
    "book": "book",
    "collection": "book",
    "mvbook": "book",
    "incollection": "incollection",
    "inbook": "incollection",
    "inreference": "incollection",
    "inproceedings": "inproceedings",
    "conference": "inproceedings",
}
"""Types of BibTeX and biblatex, and the entry that each becomes; any other becomes ``misc``."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PROTECTED = re.compile(r"\{([^{}\\]*)\}")
_WORD = re.compile(r"\w+")


def publication(entry: Entry) -> Publication:
    """What an entry says. ``number`` is the journal's issue, as BibTeX has it, unless there is an ``issue``."""
    fields = entry.fields

    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    kind = TYPES.get(entry.type, "misc")
    year = _YEAR.search(first("year", "date"))
    is_pubmed = fields.get("eprinttype", "").lower() == "pubmed"
    journal = first("journal", "journaltitle")
    short = first("shortjournal", "journal-iso", "journalabbr", "iso-source-abbreviation").replace(".", "")
    clean = filled(
        {
            "title": plain_title(_title(fields.get("title", ""), fields.get("subtitle", ""))),
            "booktitle": plain_title(fields.get("booktitle", "")) if kind != "article" else "",
            "journal": journal if kind in ("article", "misc") else "",
            "shortjournal": short if kind == "article" else "",
            "series": first("series") if kind != "article" else "",
            "edition": first("edition"),
            "publisher": first("publisher", "school", "institution", "organization") if kind != "article" else "",
            "address": first("address", "location") if kind != "article" else "",
            "year": year[0] if year else first("year"),
            "volume": first("volume"),
            "issue": first("issue", "number"),
            "pages": whole_pages(first("pages", "eid", "article-number")),
            "doi": bare_doi(first("doi") or _doi_in(first("url"))),
            "pmid": first("pmid") or (first("eprint") if is_pubmed else ""),
            "isbn": first("isbn").split(" ")[0] if kind != "article" else "",
            "url": first("url") if kind == "misc" and not first("doi") else "",
            "language": language_word(first("language", "langid")),
        }
    )
    return Publication(
        kind,
        clean,
        entry.authors,
        entry.authors_complete,
        entry.editors,
        capitals=_protected_words(entry.raw.get("title", "")),
    )


def _title(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if subtitle else title


def _doi_in(url: str) -> str:
    doi = bare_doi(url)
    return doi if doi != url else ""


def _protected_words(title: str) -> frozenset[str]:
    """The words in braces; none, where the whole title stands in braces, which protects nothing in particular."""
    if title.startswith("{") and title.endswith("}"):
        return frozenset()
    return frozenset(word for part in _PROTECTED.findall(title) for word in _WORD.findall(part))
