"""The words and numbers of the search router's rules, and how far apart two spellings are.

They stand here once: ``router.py`` uses them, and its twin in the browser gets them as data.
"""

from __future__ import annotations

import re

CONNECTORS = ("vs", "v", "versus", "or", "from", "and", "against", "to", "with")
"""Words between two conditions; what stands on both sides must be a condition for them to count."""

_LITTLE = """
a about am an and any apart are as at be below between by can compare compared comparison could define definition did
differ difference differences differential differentiate differentiating distinguish distinguishing do does for from
get give go has have how i in is it its know me mean meaning means my near of on or out please see separate should show
tell telling than that the their them there these this to under understand v versus vs was what whats when where which
who why will with would you
"""
LITTLE_WORDS = frozenset(_LITTLE.split())
"""Words that say how something is asked, not what."""

_CUES = """
apart between compare compared comparison differ difference differences differential differentiate differentiating
distinguish distinguishing separate tell telling
"""
CUES = frozenset(_CUES.split())
"""Words that ask for a comparison. Without one of them only ``vs``, ``versus`` and ``or`` stand between two sides."""

ALWAYS_BETWEEN = frozenset({"vs", "v", "versus", "or"})

LITTLE_WEIGHT = 5
"""What a little word weighs; the rarest word weighs about five hundred. It decides between names equal otherwise."""

EXPLAINED, ALIAS_SHARE, SIDE_EXPLAINED, SIDE_ALIAS, SIDE_NEARLY = 0.2, 0.4, 0.6, 0.2, 0.6
"""How much of a query a page must explain to be shown, how much a whole name counts beside its parts; how much of one
side of a pair a condition must explain, how much of its name must be there, and how near to the best it must come."""

CONTEXT = 0.4
"""What a word of a definition or label counts beside a word of a name."""

SAME, PREFIX, NEAR, FAR = 100, 85, 80, 60
"""What a word counts, of a hundred: the same, the beginning of another or one with another ending, one letter away
from it, two letters away.
Whole numbers, as all sums here, so that Python and JavaScript agree to the last digit."""

ENDING = r"(?<=[a-z]{4})(?:ings?|ed|[ei]s|s|e)$"
"""What a word may end in without becoming another: ``spares`` and ``sparing``, ``metastasis`` and ``metastases``."""

OTHER_NAME = 0.9
"""What a synonym counts beside the name on top of a page, where one word is asked for."""

LEAD, TIE = 1.2, 1.08
"""How many times the score of the next a page must have to be the answer: where one word speaks for it, beside a place,
or its text and not its names; and where the next page has the very same words."""

FROM_TEXT = 0.35
"""How much of a query a page must explain that shares nothing with it in its names, or a place alone."""

ABBREVIATIONS = ("abbreviation", "code")
"""Kinds of names that two conditions may have side by side (``TOH AVN``) without a word between them."""

CODE = "code"
"""The kind of name that counts only as the whole query: codes such as ``met`` are words of other meanings, too."""

MOST = 8
"""How many pages are returned at most."""


LONGEST_SHORT = 8
"""From this length on a word may hold as many mistakes as the longest."""


def letters_apart(length: int) -> int:
    """How many mistakes a word of this length may hold: none in short ones, which would become other words."""
    return 0 if length < 5 else 1 if length < LONGEST_SHORT else 2


_ENDING = re.compile(ENDING)


def stem(word: str) -> str:
    """A word without its ending."""
    return _ENDING.sub("", word)


def distance(one: str, other: str, most: int) -> int:
    """Letters dropped, added, mistaken or swapped with the next between two texts; ``most + 1`` for any more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, facing in enumerate(other, start=1):
            steps = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
