"""One item of the self-test: a question, its options, and the claims that make one of them right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.model.claims import Claim
from build_tools.model.names import cited_key

MOST_OPTIONS = 4
"""More are harder to read on a phone, and the sources seldom give as many that are known to be wrong."""

CONDITION, EXCEPTION, SIGN, ODD, FREQUENCY = "condition", "exception", "sign", "odd", "frequency"
APART, ABSENCE, PATHWAY, FIGURE, STUDY, READING = "apart", "absence", "pathway", "figure", "study", "reading"
KINDS = (CONDITION, EXCEPTION, SIGN, ODD, FREQUENCY, APART, ABSENCE, PATHWAY, FIGURE, READING, STUDY)
"""Kinds of item in the order in which readers choose from them; an item's id begins with its kind."""

ANSWER = "answer"
"""Key of the right option where an editor wrote the question; the others are ``wrong-1`` and so on."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. The claims are those that make it right or wrong, where any speak of it alone."""

    key: str
    """What it stands for: an entity's id, a word of a closed list, a step's name; unique in its item."""
    text: str
    is_right: bool = False
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A question with exactly one right option, and the claims that show it."""

    id: str
    """Its kind and the id of the claim that it asks for: as permanent as the claim."""
    kind: str
    topic: str
    """What it is about, in front of the question."""
    question: str
    options: tuple[Option, ...]
    claims: tuple[Claim, ...]
    """What the explanation quotes."""
    about: tuple[str, ...] = ()
    """Conditions that it is about."""
    regions: tuple[str, ...] = ()
    """Regions, parts of no other, that it belongs to; none where it belongs to all."""
    figure: str = ""
    """The schematic that is shown without labels, if the question is about one."""

    @property
    def answer(self) -> Option:
        """The right option."""
        return next(option for option in self.options if option.is_right)

    @property
    def whole(self) -> str:
        """Topic and question as they are read."""
        return f"{self.topic}. {self.question}" if self.topic else self.question

    @property
    def cited(self) -> frozenset[str]:
        """Keys of the publications that its explanation cites, for the right option and for the others."""
        claims = (*self.claims, *(claim for option in self.options for claim in option.claims))
        return frozenset(cited_key(citation) for claim in claims for citation in claim.statement.all_citations)


def scattered(item_id: str, options: Iterable[Option]) -> tuple[Option, ...]:
    """Options in an order that is always the same for an item and says nothing about which is right."""
    return tuple(sorted(options, key=lambda option: dice(f"{item_id} {option.key}")))


def dice(text: str) -> str:
    """What sorts things without a meaning, the same on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()
