"""Looking for phrases in many texts, nearly all of which hold none.

What was found in a text is remembered: a live preview checks again and again, and nearly all texts are as before.
"""

from __future__ import annotations

import re
from functools import cache


class Phrases:
    """Whole words, and words in a row, whatever their capitals.

    A regular expression with alternatives looks at every letter several times; whether a text holds the letters of a
    phrase at all is answered in a tenth of that time.
    """

    def __init__(self, *phrases: str) -> None:
        self._folded = tuple(phrase.casefold() for phrase in phrases)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
        self._known: dict[str, re.Match[str] | None] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase of a text."""
        if text not in self._known:
            folded = text.casefold()
            is_there = any(phrase in folded for phrase in self._folded)
            self._known[text] = self._pattern.search(text) if is_there else None
        return self._known[text]


@cache
def all_in(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Every piece of a text that a pattern finds."""
    return tuple(match[0] for match in pattern.finditer(text))
