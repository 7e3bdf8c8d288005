"""What the search router looks through and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from build_tools.views.router_rules import CODE, stem


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to ask for a page: the words as readers see them, how they relate to the page, and folded for comparing."""

    text: str
    kind: str
    folded: str


@dataclass(frozen=True)
class Entry:
    """A page that can be found. ``context`` are words of its definition and labels, folded."""

    id: str
    name: str
    kind: str
    aliases: tuple[Alias, ...]
    context: frozenset[str] = frozenset()
    rank: int = 0
    """Which of equals comes first: the lower."""

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words of its names; a code is none, for it counts only as the whole query."""
        return frozenset(word for alias in self.aliases if alias.kind != CODE for word in alias.folded.split())

    @property
    def words(self) -> frozenset[str]:
        """All words that it can be found by."""
        return self.name_words | self.context


@dataclass(frozen=True, slots=True)
class Match:
    """A page, or two conditions to compare, and why. ``words`` are those of the query or of the name that it met."""

    ids: tuple[str, ...]
    reason: str
    words: str
    score: float

    @property
    def stems(self) -> set[str]:
        """The words that it met, without their endings."""
        return {stem(word) for word in self.words.split()}
