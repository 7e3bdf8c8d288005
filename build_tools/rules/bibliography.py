"""references.bib: complete, in one layout, and free of the slips that break exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, Place, did_you_mean, layout_faults
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import FIELDS, UNDECODED, Entry
from build_tools.model.names import DOI_PATTERN, FORMS, KEY_PATTERN, PMID_PATTERN
from build_tools.rules.registry import rule

REQUIRED_FIELDS: dict[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "book": ("author", "title", "publisher", "year"),
    "misc": ("author", "title", "year"),
}
"""What a reader needs to find a publication, by type of entry."""

YEAR_PATTERN = r"(?:1[89]|20)[0-9]{2}"
_PAGE = r"[A-Za-z]{0,2}[0-9]+[A-Za-z]?"
PAGES_PATTERN = rf"{_PAGE}(?:--{_PAGE})?(?:, {_PAGE}(?:--{_PAGE})?)*"


def _fields(kb: KnowledgeBase, name: str) -> Iterator[tuple[Entry, str]]:
    for entry in kb.bibliography.entries:
        if name in entry.raw:
            yield entry, entry.raw[name]


@rule("bib-type-unknown")
def bib_type_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Entries are of a type that pages and exports know: @article, @incollection, @inproceedings, @book or @misc."""
    for entry in kb.bibliography.entries:
        if entry.type not in REQUIRED_FIELDS:
            hint = did_you_mean(entry.type, REQUIRED_FIELDS) or f"use one of {', '.join(REQUIRED_FIELDS)}"
            yield entry.fault(f"unknown type of entry '@{entry.type}'", hint)


@rule("bib-key-form")
def bib_key_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A key is the first author's surname and the year, in lower case, with a letter where two would be the same."""
    for entry in kb.bibliography.entries:
        if not re.fullmatch(KEY_PATTERN, entry.key):
            yield entry.fault(f"'{entry.key}' is not a valid key", f"write {FORMS[KEY_PATTERN]}")


@rule("bib-field-missing")
def bib_field_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An entry has what a reader needs to find it, or `incomplete = {authors}` where these were not seen."""
    for entry in kb.bibliography.entries:
        not_seen = {"author"} if "authors" in entry.fields.get("incomplete", "") else set()
        for name in REQUIRED_FIELDS.get(entry.type, ()):
            if not entry.fields.get(name) and name not in not_seen:
                yield entry.fault(f"'{entry.key}' has no {name}", f"add {name} = {{...}} as it was seen")


@rule("bib-field-unknown")
def bib_field_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Fields are those that pages and exports know; any other would be lost without a word."""
    for entry in kb.bibliography.entries:
        for name in entry.raw:
            if name not in FIELDS:
                hint = did_you_mean(name, FIELDS) or f"known: {', '.join(sorted(FIELDS))}"
                yield entry.fault(f"unknown field '{name}'", hint, name)


@rule("bib-number")
def bib_number(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """`number` is the place in the review's printed list: each number from 1 on once, without a gap."""
    users: dict[int, Entry] = {}
    last: Entry | None = None
    for entry, raw in _fields(kb, "number"):
        if not re.fullmatch(r"[1-9]\d{0,2}", raw):
            hint = "write the number in the review's list, or call the field issue"
            yield entry.fault(f"'{raw}' is not a number of the review's list", hint, "number")
            continue
        first = users.setdefault(int(raw), entry)
        if first is not entry:
            yield entry.fault(f"number {raw} is already that of '{first.key}'", "each number stands once", "number")
        elif last is None or int(raw) > (last.number or 0):
            last = entry
    if last is not None and not kb.may_be_damaged(kb.bibliography.path):
        missing = [str(number) for number in range(1, last.number or 0) if number not in users]
        if missing:
            yield last.fault(f"no entry has number {', '.join(missing)}", "restore the missing entries", "number")


@rule("year-invalid")
def year_invalid(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A year is four digits from 1800 to 2099."""
    for entry, raw in _fields(kb, "year"):
        if not re.fullmatch(YEAR_PATTERN, raw):
            yield entry.fault(f"year '{raw}'", "four digits, 1800 to 2099", "year")


@rule("doi-malformed")
def doi_malformed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A DOI is written bare, as it was seen: 10.1007/s00256-008-0529-1, without an address in front."""
    for entry, raw in _fields(kb, "doi"):
        if not re.fullmatch(DOI_PATTERN, raw):
            start = raw.find("10.")
            bare = raw[start:] if start > 0 and re.fullmatch(DOI_PATTERN, raw[start:]) else ""
            yield entry.fault(f"'{raw}' is not a bare DOI", f"write {bare or FORMS[DOI_PATTERN]}", "doi")


@rule("pmid-malformed")
def pmid_malformed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A PubMed number is its digits alone."""
    for entry, raw in _fields(kb, "pmid"):
        if not re.fullmatch(PMID_PATTERN, raw):
            yield entry.fault(f"'{raw}' is not a PubMed number", f"write {FORMS[PMID_PATTERN]}", "pmid")


def _doubled(kb: KnowledgeBase, name: str, label: str) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry, raw in _fields(kb, name):
        user = first.setdefault(raw.lower(), entry)
        is_marked = entry.duplicate_of == user.key or (entry.duplicate_of or user.key) not in kb.references
        if user is not entry and not is_marked:
            line = user.origin.place().line
            hint = "merge the entries, or mark one duplicateof = {key of the other}"
            yield entry.fault(f"{label} {raw} also in '{user.key}' (line {line})", hint, name)


@rule("doi-duplicate")
def doi_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One DOI, one entry; a work that the review lists twice is marked `duplicateof`."""
    yield from _doubled(kb, "doi", "DOI")


@rule("pmid-duplicate")
def pmid_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One PubMed number, one entry; a work that the review lists twice is marked `duplicateof`."""
    yield from _doubled(kb, "pmid", "PubMed number")


@rule("bib-duplicateof")
def bib_duplicateof(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """`duplicateof` names the entry of the same work that is cited, which is not itself a duplicate."""
    for entry, raw in _fields(kb, "duplicateof"):
        target = kb.references.get(raw)
        if target is None and not kb.may_have_entry(raw):
            hint = did_you_mean(raw, kb.references.keys() - {entry.key}) or "name the key of the other entry"
            yield entry.fault(f"no entry '{raw}'", hint, "duplicateof")
        elif target is not None and (target.entry.duplicate_of or target.key == entry.key):
            yield entry.fault(f"'{raw}' is itself a duplicate", "name the entry that is cited", "duplicateof")


@rule("bib-pages")
def bib_pages(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Pages are written whole, with two hyphens: 425--436, not 425-36."""
    for entry, raw in _fields(kb, "pages"):
        if not re.fullmatch(PAGES_PATTERN, raw):
            yield entry.fault(f"pages '{raw}'", "write first--last, such as 425--436, or one page", "pages")
        elif _is_shortened(raw):
            yield entry.fault(
                f"pages '{raw}': the last page comes before the first", "write the last page whole", "pages"
            )


def _is_shortened(pages: str) -> bool:
    for part in pages.split(", "):
        first, _, last = part.partition("--")
        if first.isdigit() and last.isdigit() and int(last) < int(first):
            return True
    return False


def _text_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    return ((name, raw) for name, raw in entry.raw.items() if name not in UNDECODED)


@rule("bib-ampersand")
def bib_ampersand(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An ampersand is written with a backslash in BibTeX, or LaTeX stops there."""
    for entry in kb.bibliography.entries:
        for name, raw in _text_fields(entry):
            if re.search(r"(?<!\\)&", raw):
                yield entry.fault(f"unescaped & in {name}", "write \\&", name)


@rule("bib-not-ascii")
def bib_not_ascii(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """references.bib is ASCII, so that every program reads it: letters with accents are written the LaTeX way."""
    for number, line in enumerate(kb.bibliography.text.splitlines(), start=1):
        if line.isascii():
            continue
        strange = next((index for index, letter in enumerate(line) if not letter.isascii()), None)
        if strange is not None:
            place = Place(kb.bibliography.path, number, strange + 1)
            hint = "write it in LaTeX, such as {\\\"u}, {\\'e} or --"
            yield Fault(place, f"'{line[strange]}' is not an ASCII character", hint)


@rule("bib-et-al")
def bib_et_al(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A shortened list of authors ends in `and others`: `et al.` would be read as a person."""
    for name in ("author", "editor"):
        for entry, raw in _fields(kb, name):
            if re.search(r"\bet\.? al\b", raw, re.IGNORECASE):
                yield entry.fault(f"'et al.' in {name}", "end the list with: and others", name)


@rule("bib-form")
def bib_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """references.bib has one layout, so that a change shows only what changed.

    Two spaces, values in braces, a comma after each field, fields in one order, one empty line between entries.
    `bmes fmt references.bib` lays it out.
    """
    if not kb.bibliography.diagnostics:
        yield from layout_faults(kb.bibliography.path, kb.bibliography.text, kb.bibliography.in_one_layout)
