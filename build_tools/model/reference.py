"""A publication: its entry in references.bib together with its reading notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Fault
from build_tools.model.bibliography import Entry
from build_tools.model.reading import Finding, ReadingNotes

REVIEW_KEY = "korompilias2009"
"""The review that the knowledge base grew from: it numbers the others and has no number itself."""


@dataclass(frozen=True)
class Reference:
    """A publication: its entry in references.bib and what was read of it."""

    entry: Entry
    notes: ReadingNotes | None

    @property
    def key(self) -> str:
        """BibTeX key."""
        return self.entry.key

    @property
    def number(self) -> int | None:
        """Number in the review's printed list."""
        return self.entry.number

    @property
    def label(self) -> str:
        """What a citation shows: the number in the review, ``review`` for the review itself, a later paper's key."""
        if self.number is not None:
            return str(self.number)
        return "review" if self.key == REVIEW_KEY else self.key

    @property
    def findings(self) -> Mapping[str, Finding]:
        """Findings by id."""
        return self.notes.findings if self.notes else {}

    @property
    def is_from_review(self) -> bool:
        """Whether it stands in the review's printed list."""
        return self.number is not None

    @property
    def is_other(self) -> bool:
        """Whether it is neither the review nor in its list."""
        return not self.is_from_review and self.key != REVIEW_KEY

    def fault(self, message: str, hint: str = "", at: str = "") -> Fault:
        """A fault at the entry, or at one of its fields."""
        return self.entry.fault(message, hint, at)
