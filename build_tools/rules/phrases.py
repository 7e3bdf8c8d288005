"""Looking for phrases in many texts, nearly all of which hold none."""

from __future__ import annotations

import re


class Phrases:
    """Whole words, and words in a row, whatever their capitals.

    A regular expression with alternatives looks at every letter several times; whether a text holds the letters of a
    phrase at all is answered in a tenth of that time.
    """

    def __init__(self, *phrases: str) -> None:
        self._folded = tuple(phrase.casefold() for phrase in phrases)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase of a text."""
        folded = text.casefold()
        return self._pattern.search(text) if any(phrase in folded for phrase in self._folded) else None
