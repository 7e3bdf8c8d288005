"""Ids that stay: all that have an address today, and what stands for those that were published and are gone.

Pages, claims, publications and findings have ids in one space: claims have dots, findings a number sign. An id is
published with a release, which writes ``kb/published-ids.txt`` anew; from then on it stays, or ``kb/moved.yaml`` says
what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from build_tools.knowledge import KnowledgeBase
from build_tools.model.names import cited_finding, cited_key


def wholes(identifier: str) -> Iterator[str]:
    """An id and what it is a part of, up to its page or publication: ``a.b.c``, ``a.b``, ``a``."""
    yield identifier
    while (end := max(identifier.rfind("."), identifier.rfind("#"))) > 0:
        identifier = identifier[:end]
        yield identifier


@dataclass(frozen=True)
class PermanentIds:
    """The ids of a knowledge base."""

    kb: KnowledgeBase

    @cached_property
    def all(self) -> frozenset[str]:
        """Ids that have an address."""
        kb = self.kb
        return frozenset(page.id for page in kb.pages) | kb.claims.keys() | kb.references.keys() | kb.findings.keys()

    @cached_property
    def former_pages(self) -> dict[str, str]:
        """Present ids of pages by their earlier ones."""
        return {old: page.id for page in self.kb.pages for old in page.formerly}

    @cached_property
    def former_keys(self) -> dict[str, str]:
        """Present keys of publications by those of the project's evidence files, which were working keys here."""
        notes = self.kb.reading_notes
        return {note.evidence_key: note.key for note in notes if note.evidence_key}

    def present(self, identifier: str) -> str | None:
        """The id that stands for a published one today: itself, if it stayed; None where nothing does."""
        *_, last = self.followed(identifier)
        return last if last in self.all else None

    def followed(self, identifier: str) -> Iterator[str]:
        """The id and those that came to stand for it, in turn, up to one that has an address, if any does."""
        seen: set[str] = set()
        following: str | None = identifier
        while following is not None and following not in seen:
            yield following
            seen.add(following)
            following = None if following in self.all else self._successor(following)

    def withdrawn(self, identifier: str) -> str | None:
        """Why nothing stands for an id any more, as kb/moved.yaml says of it or of what it was a part of."""
        reasons = self.kb.moved.withdrawn
        return next((reasons[whole] for whole in wholes(identifier) if whole in reasons), None)

    def _successor(self, identifier: str) -> str | None:
        if identifier in self.kb.moved.moved:
            return self.kb.moved.moved[identifier]
        page, dot, rest = identifier.partition(".")
        if page in self.former_pages:
            return f"{self.former_pages[page]}{dot}{rest}"
        key = cited_key(identifier)
        if key in self.former_keys:
            finding = cited_finding(identifier)
            return f"{self.former_keys[key]}#{finding}" if finding else self.former_keys[key]
        return None
