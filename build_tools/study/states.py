"""What is stated of a sign in a condition, seen as an examiner does: which answer is known to be wrong.

A cell that is not stated is never an option: nothing is known about it. Nor is one in which sources disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from build_tools.graph import EvidenceGraph, roots_of
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim, SignLink
from build_tools.model.entities import Sign
from build_tools.model.markup import plain
from build_tools.model.numbers import numbers
from build_tools.model.vocabulary import PRESENT

LEAST_LEVEL = "abstract"
"""The weakest level that a question may rest on."""

TYPICAL, POSSIBLE, REPORTED = "typical", "possible", "reported"
"""Frequency words that questions set apart. "Reported" says that how often is not known: it is asked for nowhere, and
wrong only where a single patient is told of."""

_USUAL = re.compile(
    r"\b(?:often|usual|usually|most|mostly|frequent|frequently|common|commonly|constant|majority|half|all|every"
    r"|only after)\b"
)
_SOME = re.compile(r"\b(?:some|sometimes|may|can|rare|rarely|uncommon|exceptions?|one of|or without)\b")
_ONE_PATIENT = re.compile(r"\b(?:one|a|1) (?:woman|man|patient)\b")
_OF = re.compile(r"\b(\d+) of (?:the )?(\d+)\b")
_OF_SO_MANY = re.compile(r"\b[Oo]f (\d+) [^.;]*?\b(\d+)\b")
"""``6 of 56``, and ``Of 56 people 6 ...``."""
_ALMOST_HALF = Fraction(2, 5)
_LITTLE_MORE_THAN_HALF = Fraction(3, 5)
"""Between the two, nobody should have to guess on which side of one half a share lies."""


class States:
    """Questions that all kinds of items ask of the knowledge base."""

    def __init__(self, kb: KnowledgeBase, graph: EvidenceGraph) -> None:
        self.kb = kb
        self.graph = graph

    def is_strong(self, claim: Claim) -> bool:
        """Whether a claim rests on an abstract or better."""
        least = self.kb.vocabulary.strength(LEAST_LEVEL)
        return least >= 0 and self.kb.vocabulary.strength(self.kb.level_of(claim.statement) or "") >= least

    def is_fair(self, claim: Claim) -> bool:
        """Whether it may be asked for: strong, and nothing speaks against it."""
        return self.is_strong(claim) and not claim.statement.conflict and not claim.statement.against

    def claims(self, condition_id: str, sign_id: str) -> tuple[Claim, ...]:
        """What is stated of a sign in a condition."""
        return tuple(edge.claim for edge in self.graph.findings_of(condition_id, sign_id))

    def words(self, condition_id: str, sign_id: str) -> frozenset[str]:
        """The frequency words of a cell."""
        return frozenset(claim.frequency or "" for claim in self.claims(condition_id, sign_id))

    def signs_of(self, condition_id: str) -> tuple[Sign, ...]:
        """The signs that are stated of a condition, each once, in the order of its findings."""
        ids = dict.fromkeys(edge.target for edge in self.graph.links_from(condition_id, "findings"))
        return tuple(self.kb.signs[one] for one in ids if one in self.kb.signs)

    def is_present(self, word: str) -> bool:
        """Whether a frequency word speaks of presence."""
        meaning = self.kb.vocabulary.frequencies.get(word)
        return meaning is not None and meaning.presence == PRESENT

    def related(self, condition_id: str) -> frozenset[str]:
        """The condition, what it is a form of, and its forms, through all steps: what is said of one touches others."""
        return self._kin[condition_id]

    @cached_property
    def _kin(self) -> dict[str, frozenset[str]]:
        above: dict[str, set[str]] = {}
        for condition_id in self.kb.conditions:
            found, waiting = {condition_id}, [condition_id]
            while waiting:
                more = {edge.target for edge in self.graph.links_from(waiting.pop(), "subtype-of")} - found
                found |= more
                waiting += more
            above[condition_id] = found
        return {
            one: frozenset(other for other, kin in above.items() if one in kin or other in above[one]) for one in above
        }

    def look_alikes(self, condition_id: str) -> tuple[tuple[str, ...], ...]:
        """Other conditions that a reader may take it for, nearest first: stored look-alikes; those of its kin and those
        to tell apart in the same region; look-alikes of all these. None of them is kin of the condition."""
        kin = self.related(condition_id)
        first = self._mimics(condition_id)
        second = {other for one in kin for other in self._mimics(one)}
        for region in self.kb.regions.values():
            if condition_id in region.preset:
                second.update(region.preset)
        third = {other for one in first | second for other in self._mimics(one)}
        tiers, seen = [], set(kin)
        for tier in (first, second, third):
            tiers.append(tuple(one for one in self.kb.conditions if one in tier - seen))
            seen |= tier
        return tuple(tiers)

    def _mimics(self, condition_id: str) -> set[str]:
        return {edge.other_end(condition_id) for edge in self.graph.mimics_of(condition_id)}

    @cached_property
    def commonplace(self) -> frozenset[str]:
        """Signs that are stated as typical of so many conditions that they point to none."""
        counts: dict[str, int] = {}
        for condition_id in self.kb.conditions:
            for sign in self.signs_of(condition_id):
                counts[sign.id] = counts.get(sign.id, 0) + (TYPICAL in self.words(condition_id, sign.id))
        return frozenset(sign_id for sign_id, count in counts.items() if count > MOST_TYPICAL)

    def is_known_as_not_typical(self, condition_id: str, sign_id: str) -> bool:
        """Whether a cell, with all that is said of the condition's kin, makes "typical" a wrong answer.

        It is stated with other words, as strongly as an answer has to be; no source disagrees, and no form or parent
        has it as typical. Where it is present, the sentences say that some have it, not that most do.
        """
        claims = self.claims(condition_id, sign_id)
        if not claims or not all(map(self.is_fair, claims)):
            return False
        if any(claim.frequency == REPORTED and not _ONE_PATIENT.search(claim.statement.text) for claim in claims):
            return False
        if any(TYPICAL in self.words(one, sign_id) for one in self.related(condition_id)):
            return False
        return all(reads_as_some(claim) for claim in claims if self.is_present(claim.frequency or ""))

    def regions_of(self, claim: Claim, condition_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Where a claim on conditions belongs: the site that it is limited to, else where the conditions are stated."""
        link = claim.statement
        if isinstance(link, SignLink) and link.region:
            return self.roots([link.region])
        conditions = [self.kb.conditions[one] for one in condition_ids if one in self.kb.conditions]
        return self.roots(link.region for condition in conditions for link in condition.where)

    def roots(self, region_ids: Iterable[str]) -> tuple[str, ...]:
        """The regions, parts of no other, that some regions belong to."""
        return tuple(roots_of(self.kb, region_ids))


MOST_TYPICAL = 8
"""A sign that is typical of more conditions than this tells nothing about which one it is."""


def shares_in(claim: Claim) -> tuple[Fraction, ...]:
    """Every share of patients that a claim gives, as percentages, parts, or so many of so many."""
    text = plain(claim.statement.text)
    found = [number.value for number in numbers(text) if number.is_share]
    counts = [*_OF.findall(text), *((n, of) for of, n in _OF_SO_MANY.findall(text))]
    found += [Fraction(int(n), int(of)) for n, of in counts if int(of) >= int(n) > 0]
    count = claim.statement.count if isinstance(claim.statement, SignLink) else None
    if count:
        found.append(Fraction(count.n, count.of))
    return tuple(found)


def reads_as_usual(claim: Claim) -> bool:
    """Whether a claim reads as if most cases had the sign, whatever its frequency word is."""
    text = plain(claim.statement.text).lower()
    return bool(_USUAL.search(text)) or any(share >= _ALMOST_HALF for share in shares_in(claim))


def reads_as_some(claim: Claim) -> bool:
    """Whether a claim says in words or numbers that some cases have the sign and many have not."""
    text = plain(claim.statement.text).lower()
    says_some = bool(_SOME.search(text) or _ONE_PATIENT.search(text) or shares_in(claim))
    return says_some and not reads_as_usual(claim)


def is_near_half(claim: Claim) -> bool:
    """Whether it gives a share so near to one half that its word cannot be told without the number."""
    return any(_ALMOST_HALF <= share <= _LITTLE_MORE_THAN_HALF for share in shares_in(claim))
