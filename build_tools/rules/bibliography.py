"""references.bib: complete, in one layout, and free of the slips that break exports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from build_tools.diagnostics import Edit, Fault, Place, Severity, did_you_mean, layout_faults, listed, near_word
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import FIELDS, MONTHS, UNDECODED, Entry
from build_tools.model.names import DOI, DOI_PATTERN, FORMS, KEY_PATTERN, PMID_PATTERN
from build_tools.rules.reading import keys_without_entry
from build_tools.rules.registry import rule

REQUIRED_FIELDS: dict[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "book": ("author", "title", "publisher", "year"),
    "misc": ("author", "title", "year"),
}
"""What a reader needs to find a publication, by type of entry."""

FIRST_YEAR, LAST_YEAR = 1800, 2099
"""The years that are no slip of the pen, where the day of the sources is not known."""

BEGUN = 2026
"""The year of the project's first commit: the sources are no older, whatever SOURCE_DATE_EPOCH says."""

YEAR_PATTERN = r"(?:1[89]|20)[0-9]{2}"
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+);")
_PLAINER = {"\u2010": "-", "\u2011": "-", "\u2013": "--", "\u2014": "---", "\u00a0": " ", "\u2019": "'", "\u2018": "`"}
"""Typographic signs, and what LaTeX makes them of."""

_SENTENCE_START = re.compile(r"[.!?;:\[(]\s*[\"`']*$")
_PAGE = r"[A-Za-z]{0,2}[0-9]+[A-Za-z]?"
PAGES_PATTERN = rf"{_PAGE}(?:--{_PAGE})?(?:, {_PAGE}(?:--{_PAGE})?)*"


def _fields(kb: KnowledgeBase, name: str) -> Iterator[tuple[Entry, str]]:
    for entry in kb.bibliography.entries:
        if name in entry.raw:
            yield entry, entry.raw[name]


@rule("bib-type-unknown")
def bib_type_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Entries are of a type that pages and exports know: @article, @incollection, @inproceedings, @book or @misc.

    The type says which fields a reader needs to find the publication, and how a citation is written. @misc takes what
    is none of the others.
    """
    for entry in kb.bibliography.entries:
        if entry.type not in REQUIRED_FIELDS:
            hint = (
                did_you_mean(entry.type, REQUIRED_FIELDS) or f"use {listed([f'@{name}' for name in REQUIRED_FIELDS])}"
            )
            yield entry.fault(f"unknown type of entry '@{entry.type}'", hint)


@rule("bib-key-form")
def bib_key_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A key is the first author's surname and the year, in lower case, with a letter where two would be the same.

    The key is a part of addresses and of every citation: it stays for good, and every program must be able to read it.
    """
    for entry in kb.bibliography.entries:
        if not re.fullmatch(KEY_PATTERN, entry.key):
            yield entry.fault(f"'{entry.key}' is not a valid key", f"write {FORMS[KEY_PATTERN]}")


@rule("bib-field-missing")
def bib_field_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An entry has what a reader needs to find it, or `incomplete = {authors}` where these were not seen.

    A gap is better than a guess: nothing is filled in from memory. Where the authors were not seen, the entry says so,
    and the page of references lists it among the papers to complete.
    """
    for entry in kb.bibliography.entries:
        not_seen = {"author"} if "authors" in entry.fields.get("incomplete", "") else set()
        misspelled = {near_word(name, FIELDS) for name in entry.raw if name not in FIELDS}
        for name in REQUIRED_FIELDS.get(entry.type, ()):
            if not entry.fields.get(name) and name not in not_seen | misspelled:
                yield entry.fault(f"'{entry.key}' has no {name}", f"add {name} = {{...}} as it was seen")


@rule("bib-field-unknown")
def bib_field_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Fields are those that pages and exports know.

    Any other would be lost without a word, and a misspelled one would leave its place empty.
    """
    for entry in kb.bibliography.entries:
        for name in entry.raw:
            if name not in FIELDS:
                hint = did_you_mean(name, FIELDS) or f"known: {', '.join(sorted(FIELDS))}"
                yield entry.fault(f"unknown field '{name}'", hint, name)


@rule("bib-number")
def bib_number(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """`number` is the place in the review's printed list: each number from 1 on once, without a gap.

    Readers follow the review's numbers, so they stay as printed. Later papers have no number; the issue of a journal
    stands under `issue`.
    """
    users: dict[int, Entry] = {}
    last: Entry | None = None
    is_clear = not kb.may_be_damaged(kb.bibliography.path) and not keys_without_entry(kb)
    for entry, raw in _fields(kb, "number"):
        if not re.fullmatch(r"[1-9]\d{0,2}", raw):
            hint = "write the number in the review's list, or call the field issue"
            yield entry.fault(f"'{raw}' is not a number of the review's list", hint, "number")
            is_clear = False
            continue
        first = users.setdefault(int(raw), entry)
        if first is not entry:
            yield entry.fault(
                f"number {raw} is already that of '{first.key}'",
                "each number stands once; correct one of the two",
                "number",
            )
            is_clear = False
        elif last is None or int(raw) > (last.number or 0):
            last = entry
    if last is not None and is_clear:
        missing = [str(number) for number in range(1, last.number or 0) if number not in users]
        if missing:
            yield last.fault(f"no entry has number {', '.join(missing)}", "restore the missing entries", "number")


@rule("year-invalid")
def year_invalid(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A year is four digits, from 1800 to the next one.

    It is a part of the key, of every citation and of the order of lists. A paper in print may carry next year's.
    """
    last = max(date.fromisoformat(kb.today).year, BEGUN) + 1 if kb.today else LAST_YEAR
    for entry, raw in _fields(kb, "year"):
        if not (re.fullmatch(YEAR_PATTERN, raw) and int(raw) <= last):
            yield entry.fault(f"year '{raw}'", f"write four digits, {FIRST_YEAR} to {last}", "year")


@rule("bib-month")
def bib_month(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A month is its first three letters in lower case: jan, feb, mar.

    These are the names that BibTeX styles, Zotero and JabRef know; each writes them in the reader's language.
    """
    for entry, raw in _fields(kb, "month"):
        if raw not in MONTHS:
            short = next((month for month in MONTHS if raw[:3].casefold() == month), None)
            yield entry.fault_in("month", raw, f"month '{raw}'", f"write {short or listed(list(MONTHS))}", short)


@rule("doi-malformed")
def doi_malformed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A DOI is written bare, as it was seen: 10.1007/s00256-008-0529-1, without an address in front.

    Pages and exports put the address of the resolver before it, and compare DOIs to find works that stand there twice.
    """
    for entry, raw in _fields(kb, "doi"):
        if not re.fullmatch(DOI_PATTERN, raw):
            bare = _bare_doi(raw)
            hint = f"write {bare or FORMS[DOI_PATTERN]}"
            yield entry.fault_in("doi", raw, f"'{raw}' is not a bare DOI", hint, bare)


def _bare_doi(raw: str) -> str | None:
    match = re.fullmatch(rf"\s*(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)?({DOI})\s*", raw, re.IGNORECASE)
    return match[1] if match else None


@rule("pmid-malformed")
def pmid_malformed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A PubMed number is its digits alone.

    Pages and exports make PubMed's address of it. A number that starts with PMC belongs into `pmcid`.
    """
    for entry, raw in _fields(kb, "pmid"):
        if not re.fullmatch(PMID_PATTERN, raw):
            bare = re.fullmatch(r"\s*(?:https://pubmed\.ncbi\.nlm\.nih\.gov/|PMID:?\s*)?([1-9]\d{0,8})[/\s]*", raw)
            hint = f"write {bare[1] if bare else FORMS[PMID_PATTERN]}"
            yield entry.fault_in("pmid", raw, f"'{raw}' is not a PubMed number", hint, bare and bare[1])


@rule("bib-journal", Severity.WARNING)
def bib_journal(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A journal has one title and one abbreviation in all entries: those of the NLM catalogue, where it lists it.

    Whoever counts or sorts by journal would take two spellings for two journals. Of two spellings, the one that more
    entries have is taken for right, of equals the first.
    """
    for name, other in (("journal", "shortjournal"), ("shortjournal", "journal")):
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        entries = [entry for entry, _ in _fields(kb, name) if entry.fields.get(other)]
        for entry in entries:
            spellings[entry.fields[other].casefold()][entry.raw[name]] += 1
        usual = {one: counts.most_common(1)[0][0] for one, counts in spellings.items()}
        for entry in entries:
            raw, right = entry.raw[name], usual[entry.fields[other].casefold()]
            if raw != right:
                message = f"'{raw}' is '{right}' in other entries of this journal"
                yield entry.fault_in(name, raw, message, f"write {right}, if it is the same journal")


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
    """One DOI, one entry; a work that the review lists twice is marked `duplicateof`.

    A work under two keys would be counted and cited as two. References 3 and 23 of the review are one work: the second
    entry keeps its number, names the first, and is not cited.
    """
    yield from _doubled(kb, "doi", "DOI")


@rule("pmid-duplicate")
def pmid_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One PubMed number, one entry; a work that the review lists twice is marked `duplicateof`.

    A work under two keys would be counted and cited as two.
    """
    yield from _doubled(kb, "pmid", "PubMed number")


@rule("bib-duplicateof")
def bib_duplicateof(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """`duplicateof` names the entry of the same work that is cited, which is not itself a duplicate.

    The page of the second printing leads readers to the first, where the findings stand.
    """
    for entry, raw in _fields(kb, "duplicateof"):
        target = kb.references.get(raw)
        if target is None and not kb.may_have_entry(raw):
            hint = did_you_mean(raw, kb.references.keys() - {entry.key}) or "name the key of the other entry"
            yield entry.fault(f"no entry '{raw}'", hint, "duplicateof")
        elif target is not None and (target.entry.duplicate_of or target.key == entry.key):
            yield entry.fault(f"'{raw}' is itself a duplicate", "name the entry that is cited", "duplicateof")


@rule("bib-pages")
def bib_pages(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Pages are written whole, with two hyphens: 425--436, not 425-36.

    LaTeX makes a dash of two hyphens, every other export writes its own; and a shortened last page cannot be looked up.
    """
    for entry, raw in _fields(kb, "pages"):
        if not re.fullmatch(PAGES_PATTERN, raw):
            joined = re.sub(r"\s*[-\u2013]+\s*", "--", raw)
            right = joined if re.fullmatch(PAGES_PATTERN, joined) and not _is_shortened(joined) else None
            hint = f"write {right or 'first--last, such as 425--436, or one page'}"
            yield entry.fault_in("pages", raw, f"pages '{raw}'", hint, right)
        elif _is_shortened(raw):
            message = f"pages '{raw}': the last page comes before the first"
            yield entry.fault_in("pages", raw, message, "write the last page whole")


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
    """An ampersand is written with a backslash in BibTeX.

    LaTeX takes a bare & for the border of two cells of a table, and stops.
    """
    for entry in kb.bibliography.entries:
        for name, raw in _text_fields(entry):
            if _HTML.search(raw):
                continue  # bib-html
            for match in dict.fromkeys(re.findall(r"[^\s\\]*(?<!\\)&\S*", raw)):
                right = re.sub(r"(?<!\\)&", r"\\&", match)
                yield entry.fault_in(name, match, f"unescaped & in {name}", "write \\&", right)


@rule("bib-html")
def bib_html(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Fields hold no HTML: neither tags such as <i> nor signs such as &amp;.

    Titles that are copied from a publisher's page or from Crossref often bring some. In LaTeX and in reference managers
    it would be shown as it is written.
    """
    for entry in kb.bibliography.entries:
        for name, raw in _text_fields(entry):
            match = _HTML.search(raw)
            if match:
                hint = "write the text alone, & as \\&, and accents the LaTeX way"
                yield entry.fault_in(name, match[0], f"HTML in {name}: {match[0]}", hint)


@rule("bib-capitals", Severity.WARNING)
def bib_capitals(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A title is in sentence case; capitals that must stay stand in braces: {MRI}, {Perthes}.

    Citation styles write titles in small letters. Without braces they would make mri of MRI; with the capitals of a
    headline, no style could tell which ones to keep.
    """
    for entry, raw in _fields(kb, "title"):
        word = _bare_capital(raw)
        if word and not _HTML.search(raw):
            hint = f"write {{{word}}} if its capitals must stay, else {word.lower()}"
            yield entry.fault_in("title", word, f"'{word}' has a capital outside of braces", hint)


def _bare_capital(title: str) -> str | None:
    """The first word with a capital that no brace protects and that begins no sentence."""
    depth = 0
    for at, character in enumerate(title):
        depth += (character == "{") - (character == "}")
        if "A" <= character <= "Z" and depth == 0 and at and not _SENTENCE_START.search(title[:at]):
            before, after = re.search(r"[\w-]*$", title[:at]), re.match(r"[\w-]*", title[at:])
            return f"{before[0] if before else ''}{after[0] if after else ''}"
    return None


@rule("bib-not-ascii")
def bib_not_ascii(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """references.bib is ASCII: letters with accents are written the LaTeX way.

    So every program reads it, old versions of BibTeX included, which count bytes where they should count letters.
    """
    for number, line in enumerate(kb.bibliography.text.split("\n"), start=1):
        if line.isascii():
            continue
        strange = [index for index, letter in enumerate(line) if not letter.isascii()]
        start, end = strange[0], strange[-1] + 1
        latex = _in_latex(line[start:end])
        edit = Edit(latex, f"wrote '{latex}' for '{line[start:end]}'", (number, start + 1), (number, end + 1))
        hint = f"write {latex}" if latex else "write it in LaTeX, such as {\\\"u}, {\\'e} or --"
        place = Place(kb.bibliography.path, number, start + 1)
        yield Fault(place, f"'{line[start]}' is not an ASCII character", hint, edit=edit if latex else None)


def _in_latex(text: str) -> str:
    """A text in ASCII that LaTeX reads as the same; an empty one where it has no such form."""
    from build_tools.sources.latex import ascii_latex, plain_text  # slow to import, and nearly never needed

    plain = "".join(_PLAINER.get(character, character) for character in text)
    latex = ascii_latex(plain)
    return latex if plain_text(latex) == plain_text(plain) else ""


@rule("bib-form")
def bib_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """references.bib has one layout: two spaces, values in braces, commas after fields, empty lines between entries.

    So a change shows only what changed, and two changes meet in a conflict only where they touch the same field. The
    fields of an entry stand in one order, too; `bmes fmt references.bib` lays it out.
    """
    if not kb.bibliography.diagnostics:
        wanted = kb.bibliography.in_one_layout
        for fault in layout_faults(kb.bibliography.path, kb.bibliography.text, wanted):
            yield replace(fault, edit=Edit(wanted, "laid out anew"))
