"""An entry of references.bib, decoded to plain Unicode text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, Fault
from build_tools.model.record import Origin, in_order_of

FIELDS = (
    *("author", "title", "booktitle", "editor", "journal", "shortjournal", "series", "edition", "publisher", "address"),
    *("year", "month", "volume", "issue", "number", "pages", "doi", "pmid", "pmcid", "isbn", "issn", "url"),
    *("duplicateof", "language", "incomplete", "note", "printed"),
)
"""The fields of references.bib in the order in which entries hold them. `printed`, `duplicateof`, `incomplete`: see
CONTRIBUTING.md."""

UNDECODED = frozenset({"doi", "pmid", "url", "duplicateof", "number"})
"""Fields that hold identifiers: never LaTeX, so never decoded (a DOI may hold characters that LaTeX would eat)."""

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
"""Months by the names that BibTeX styles define, which stand without braces."""


def in_field_order(names: Iterable[str]) -> list[str]:
    """Names of fields in the order in which entries hold them; one that nothing knows stays after the one before it."""
    return in_order_of(FIELDS, names, str)


@dataclass(frozen=True)
class Person:
    """An author or editor. A group has a family name only."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    @property
    def initials(self) -> str:
        """Initials without full stops, as NLM style writes them."""
        parts = self.given.replace("-", " ").replace(".", " ").split()
        return "".join(part[0] for part in parts)


@dataclass(frozen=True)
class Entry:
    """One publication of references.bib.

    ``fields`` holds every field as plain text (LaTeX decoded, braces gone); ``raw`` as written. ``number`` is that
    of the review's printed list (1 to 44), None for the review and for later papers; the journal's issue is ``issue``.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    raw: Mapping[str, str]
    authors: tuple[Person, ...]
    authors_complete: bool
    editors: tuple[Person, ...] = ()
    origin: Origin = field(default_factory=lambda: Origin("references.bib"), repr=False)

    @property
    def number(self) -> int | None:
        """Number in the review's printed list."""
        text = self.fields.get("number", "")
        return int(text) if text.isdecimal() else None

    @property
    def title(self) -> str:
        """Title as plain text."""
        return self.fields.get("title", "")

    @property
    def year(self) -> str:
        """Year as text."""
        return self.fields.get("year", "")

    @property
    def doi(self) -> str | None:
        """Bare DOI, where one was seen."""
        return self.fields.get("doi")

    @property
    def pmid(self) -> str | None:
        """PubMed number, where one was seen."""
        return self.fields.get("pmid")

    @property
    def doi_address(self) -> str | None:
        """Where the DOI leads; what may not stand in an address is escaped, and nothing else."""
        return f"https://doi.org/{quote(self.doi, safe='/:;()')}" if self.doi else None

    @property
    def pubmed_address(self) -> str | None:
        """The publication's record in PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None

    @property
    def duplicate_of(self) -> str | None:
        """Key of the entry that is the same work."""
        return self.fields.get("duplicateof")

    def fault(self, message: str, hint: str = "", at: str = "") -> Fault:
        """A fault at this entry, or at one of its fields."""
        return Fault(self.origin.key_place(*((at,) if at else ())), message, hint)

    def fault_in(self, name: str, part: str, message: str, hint: str = "", instead: str | None = None) -> Fault:
        """A fault at a piece of a field's value, and what may safely be written for it."""
        return Fault(self.origin.place(name), message, hint, part, instead)


@dataclass(frozen=True)
class Bibliography:
    """The entries of a BibTeX file in its order, and what is wrong with it.

    ``in_one_layout`` is its text in the project's one layout; the text itself where that cannot be told.
    """

    path: str
    text: str
    entries: tuple[Entry, ...]
    in_one_layout: str = ""
    doubled: tuple[str, ...] = ()
    """Entries that have the key of an earlier one, as written: nothing is known of them but that they are there."""
    diagnostics: tuple[Diagnostic, ...] = ()
