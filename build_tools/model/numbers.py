"""Numbers in prose, read so that a claim's numbers can be compared with those of the findings it cites.

What counts: digits with decimals and thousands commas, percentages, number words (also ``eighty-three``, ``two
hundred``), ``half``, ``a third of``, ``two thirds``, ``three quarters``. Both ends of a range count, and a unit or
percent sign behind a range belongs to both. ``one`` counts only where persons, joints, cases, times or sources are
counted.

What does not count: ordinals (first, 3rd), ``both``, ``twice``, ``single``, pronouns (``from one joint to another``,
``the two``), and names that hold numbers (T1, L5, SF-36, 3D, stage 2, three-phase, one-sided, 25-hydroxyvitamin D). A
sign in front is not compared: a loss of 5% and a change of -5% are one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import NamedTuple

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_SMALL = {word: value for value, word in enumerate([*_WORDS.split(), "eighteen", "nineteen"])}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS.split(), start=2)}
_LARGE = {"hundred": 100, "thousand": 1000}
_PARTS = {"third": Fraction(1, 3), "thirds": Fraction(1, 3), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}

_STARTS = frozenset({*_SMALL, *_TENS, *_LARGE, "half", *_PARTS})
"""Words that a number may start with, beside digits."""

PERSON, MAN, WOMAN, CHILD, JOINT, CASE, SOURCE = "person", "man", "woman", "child", "joint", "case", "source"

_COUNTED_WORDS = {
    PERSON: "patient person people individual adult subject",
    MAN: "man men male",
    WOMAN: "woman women female",
    CHILD: "child children",
    "animal": "piglet animal",
    JOINT: "hip knee ankle joint head",
    CASE: "case episode lesion",
    SOURCE: "series study studies report source review publication paper article abstract author cohort trial"
    " title letter",
    "minute": "minute min",
    "hour": "hour h",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "mg": "mg milligram",
    "microgram": "microgram µg μg ug mcg",
}
COUNTED: dict[str, str] = {
    form: unit for unit, words in _COUNTED_WORDS.items() for word in words.split() for form in (word, f"{word}s")
}
"""What is counted or measured, by the word for it, singular and plural; words of one meaning share a unit."""

_PERSONS = frozenset({PERSON, MAN, WOMAN, CHILD})
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})
_COUNTED_BY_ONE = frozenset(COUNTED.values()) - {"mg", "microgram"}
_NAMING = frozenset({"type", "grade", "stage", "class", "classes", "phase", "reference", "section", "table", "figure"})
_NAMED_AFTER_HYPHEN = re.compile(r"phase|sided|dimensional|D|\w*hydroxy\w*")
_BETWEEN = frozenset({"-", "–", "±", "to", "or", "and"})
_LINKING_WORDS = (
    "of and or to in at with without for after before from on by than was were had has have who that which went"
)
_NOT_DESCRIBING = frozenset(_LINKING_WORDS.split())
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|(?<!\w)\.\d+|[^\w\s]|_")
"""Every sign that is no space belongs to a token. Words come first: nearly every token is one."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text: its size without sign, whether it is a share, and what it counts, if that is said.

    The ``value`` of a share is a fraction of one: 50% and ``half`` are both 1/2.
    """

    value: Fraction
    text: str
    is_share: bool = False
    unit: str = ""

    def agrees_with(self, other: Number) -> bool:
        """Whether the two state the same number: equal, and not of things that are known to differ."""
        # The value last: comparing fractions takes longest.
        return self.is_share == other.is_share and _may_be_same(self.unit, other.unit) and self.value == other.value


def _may_be_same(one: str, other: str) -> bool:
    """A case may be a person or a joint, and a person a man or a woman; what is not named may be anything."""
    if one == other or "" in (one, other):
        return True
    if CASE in (one, other):
        return {one, other} <= {CASE, JOINT} | _PERSONS
    return PERSON in (one, other) and {one, other} <= _PERSONS


class _Found(NamedTuple):
    """A number with the tokens that it takes up, ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    value: Fraction
    is_share: bool = False
    unit: str = ""


@cache
def numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text, in order."""
    return _Reader(text).numbers()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        self.after_space: set[int] = set()
        for piece in text.split():
            self.after_space.add(len(self.tokens))
            if piece.isalpha():
                self.tokens.append(piece)  # nearly every one
            else:
                self.tokens += _TOKEN.findall(piece)
        self.words = [token.lower() for token in self.tokens]

    def text_of(self, one: _Found) -> str:
        """The number as it stands in the text."""
        if one.end == one.start + 1:
            return self.tokens[one.start]
        if " ".join(self.text.split()) == self.text:
            after = range(one.start + 1, one.end)
            rest = (f" {self.tokens[i]}" if i in self.after_space else self.tokens[i] for i in after)
            return "".join((self.tokens[one.start], *rest))
        spans = [token.span() for token in _TOKEN.finditer(self.text)]
        return self.text[spans[one.start][0] : spans[one.end - 1][1]]

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < index < len(self.tokens) and index not in self.after_space

    def numbers(self) -> tuple[Number, ...]:
        found = [self.measured(one) for one in self.found()]
        for position in range(len(found) - 2, -1, -1):
            found[position] = self.like_the_next(found[position], found[position + 1])
        return tuple(
            Number(one.value, self.text_of(one), one.is_share, one.unit) for one in found if self.is_counted(one)
        )

    def found(self) -> Iterator[_Found]:
        end, last_name = 0, -2
        # Nearly every token is a word that no number starts with, or a sign: those are passed over at once.
        maybe = [
            index
            for index, word in enumerate(self.words)
            if word in _STARTS or (not word.isalpha() and (len(word) > 1 or word.isdecimal()))
        ]
        for index in maybe:
            one = (self.digits(index) or self.spelled(index) or self.share(index)) if index >= end else None
            if one is None:
                continue
            one = self.with_share(one)
            end = one.end
            if self.is_name(one, last_name):
                last_name = end
            else:
                yield one

    def digits(self, index: int) -> _Found | None:
        word = self.words[index]
        if not (word[0].isdecimal() or (word[0] == "." and len(word) > 1)):
            return None
        value = Fraction(int(word)) if word.isdecimal() else Fraction(word.replace(",", ""))  # int() is much faster
        return _Found(index, index + 1, value)

    def spelled(self, index: int) -> _Found | None:
        word, end = self.words[index], index + 1
        if word in _TENS:
            value = _TENS[word]
            ones = _SMALL.get(self.word(index + 2), 0) if self.word(index + 1) == "-" and self.touches(index + 2) else 0
            if 1 <= ones <= 9:
                value, end = value + ones, index + 3
        elif word in _SMALL:
            value = _SMALL[word]
        elif word in _LARGE:
            return _Found(index, end, Fraction(_LARGE[word]))
        else:
            return None
        while self.word(end) in _LARGE:
            value, end = value * _LARGE[self.word(end)], end + 1
        return _Found(index, end, Fraction(value))

    def share(self, index: int) -> _Found | None:
        word = self.words[index]
        if word == "half":
            return _Found(index, index + 1, Fraction(1, 2), is_share=True)
        if word in ("third", "quarter") and self.word(index - 1) == "a" and self.word(index + 1) == "of":
            return _Found(index, index + 1, _PARTS[word], is_share=True)
        return None

    def with_share(self, one: _Found) -> _Found:
        """The number as a share, where a percent sign or ``thirds`` follows."""
        after = one.end + (self.word(one.end) == "-")
        if self.word(after) in _PARTS and one.value in (1, 2, 3):
            return one._replace(end=after + 1, value=one.value * _PARTS[self.word(after)], is_share=True)
        if self.word(one.end) in ("%", "percent"):
            return one._replace(end=one.end + 1, value=one.value / 100, is_share=True)
        if (self.word(one.end), self.word(one.end + 1)) == ("per", "cent"):
            return one._replace(end=one.end + 2, value=one.value / 100, is_share=True)
        return one

    def is_name(self, one: _Found, last_name: int) -> bool:
        """Whether the number is a part of a name: T1, SF-36, stage 2, stages 2 and 3, three-phase."""
        before, after = self.word(one.start - 1), self.word(one.end)
        if self.words[one.start][0].isdecimal() and not one.is_share:
            if self.touches(one.start) and before[-1:].isalpha():
                return True
            if self.touches(one.end) and after[:1].isalpha() and after not in COUNTED:
                return True
            if self.touches(one.end) and after == "(" and self.word(one.end + 1) == "oh":
                return True
        if before == "-" and self.touches(one.start) and self.touches(one.start - 1) and one.start >= 2:
            named = self.tokens[one.start - 2]
            if named[:1].isupper() and named.lower() not in _SMALL and named.lower() not in _TENS:
                return True
        is_joined = after == "-" and self.touches(one.end) and self.touches(one.end + 1)
        if is_joined and _NAMED_AFTER_HYPHEN.fullmatch(self.tokens[one.end + 1]):
            return True
        if before in _NAMING or before.removesuffix("s") in _NAMING:
            return True
        return last_name == one.start - 1 and before in _BETWEEN | {","}

    def measured(self, one: _Found) -> _Found:
        """The number with its unit: what the next word counts, or the one after up to two describing words."""
        if one.is_share:
            return one
        index = one.end + (self.word(one.end) == "-")
        for step in range(index, min(index + 3, len(self.words))):
            word = self.word(step)
            if word in COUNTED:
                if self.word(step + 1) in COUNTED:
                    word = self.word(step + 1)  # a case report is no case
                return one._replace(unit=COUNTED[word])
            if word in _NOT_DESCRIBING or not word[0].isalpha():
                break
        return one

    def like_the_next(self, one: _Found, following: _Found) -> _Found:
        """The first end of a range, the n of ``n of m``, or a time in a list of times, with the unit of the next."""
        between = tuple(self.words[one.end : following.start])
        if len(between) > 1 and between[-1] in "-−+":
            between = between[:-1]  # the sign of the second
        is_range = len(between) == 1 and between[0] in _BETWEEN
        if is_range and following.is_share and not one.is_share and not one.unit:
            return one._replace(value=one.value / 100, is_share=True)
        if one.unit or one.is_share or following.is_share:
            return one
        is_part = between[:1] == ("of",) and (len(between) == 1 or between[1:] in (("the",), ("these",), ("all",)))
        is_listed = between in ((",",), (",", "and"), (",", "or")) and following.unit in _TIMES
        return one._replace(unit=following.unit) if is_range or is_part or is_listed else one

    def is_counted(self, one: _Found) -> bool:
        """Whether ``one`` and ``the two`` are numbers here and no pronouns; every other number is one."""
        if self.words[one.start] == "two" and not one.unit and not one.is_share:
            return self.word(one.start - 1) not in ("the", "these", "those")
        if self.words[one.start] != "one" or one.end != one.start + 1 or one.is_share:
            return True
        rest = self.words[one.end : one.end + 6]
        is_pronoun = self.word(one.start - 1) in ("from", "than", "any", "no") or {"another", "other", "next"} & set(
            rest
        )
        return one.unit in _COUNTED_BY_ONE and not is_pronoun
