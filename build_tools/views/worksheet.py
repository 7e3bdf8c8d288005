"""The findings worksheet: what was seen, and what was looked for and not seen, set beside what the sources state.

It counts and never weighs: how often a sign is seen comes from small, selected series, how common a condition is among
the people examined is not known, and findings are not independent. The same rule runs in the browser
(``docs/scripts/worksheet-logic.js``) on the words and numbers that this module exports; a test holds the two equal.

How a cell with several claims is read, for one sign and one condition:

- A claim that was reported at one site only counts where that site belongs to the chosen region; while no region is
  chosen it counts for a sign that is seen, never against one that is not.
- Seen: it *fits* if any claim calls it typical; else it is *compatible* if any claim speaks of presence; else, where
  claims say only that it is lacking or points elsewhere, it counts *against*; without a claim it is *unexplained*.
- Looked for and not seen: it counts *against* where a claim calls it typical without tying it to a stage and no claim
  says that it is lacking. Otherwise it counts nothing: "typical early" may have passed.
- A claim that is one side of a conflict counts like any other, and the line names the conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.graph import EvidenceGraph, roots_of
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import SignLink
from build_tools.model.entities import Condition, Sign
from build_tools.model.vocabulary import ABSENT, AGAINST, PRESENT, Vocabulary
from build_tools.views.matrix import cell, in_reading_order
from build_tools.views.statements import ClaimView, section_views

SEEN, NOT_SEEN = "seen", "not"
"""The two answers that count, as they stand in the page's address; every other value means "not assessed"."""

FITS, COMPATIBLE, UNEXPLAINED = "fits", "compatible", "unexplained"
TYPICAL, POSSIBLE = "typical", "possible"
"""Frequency words that the rule sets apart from the others that speak of presence."""

MORE, SOME, OPPOSED, UNLINKED = "more", "some", "opposed", "unlinked"
BANDS: Mapping[str, str] = {
    MORE: "More features fit",
    SOME: "Some features fit",
    OPPOSED: "Features against",
    UNLINKED: "No stated link",
}
"""Headings in the order of the page. The last is no band: nothing that is set is stated for these conditions."""

BACKDROP = "primary"
"""The group of causes against which a finding raises a condition that must not be missed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim of a cell, as far as the worksheet reads it."""

    frequency: str
    stage: str | None = None
    site: str | None = None
    """The region, part of no other, that the claim is tied to."""
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A condition with its cells: by sign, what is stated."""

    id: str
    name: str
    parents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cells: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that the rule takes from elsewhere: what frequency words mean, and where bands begin."""

    roles: Mapping[str, str]
    """Each frequency word as ``fits``, ``compatible``, ``absent`` or ``against``."""
    do_not_miss: tuple[str, ...] = ()
    least_answers: int = 3
    """Fewer answers are too little to compare."""
    least_fits: int = 2
    most_unexplained: int = 1
    """What the first band asks for, with nothing against."""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition set beside the answers: four lists of signs, and the conflicts that their claims belong to."""

    condition: str
    band: str
    fits: tuple[str, ...]
    compatible: tuple[str, ...]
    against: tuple[str, ...]
    unexplained: tuple[str, ...]
    conflicts: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Fewest against, then most that fit, then fewest unexplained: less comes first."""
        return len(self.against), -len(self.fits), len(self.unexplained)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in its place, with the forms of the condition that stand under it."""

    line: Line
    place: int
    is_tied: bool
    forms: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The result: by band the entries in order, none at all while too little is set."""

    answered: int
    bands: Mapping[str, tuple[Entry, ...]]
    left_out: tuple[str, ...]
    """Conditions that are not stated for the chosen region."""


def roles(vocabulary: Vocabulary) -> dict[str, str]:
    """What each frequency word means to the worksheet."""
    return {
        word: (FITS if word == TYPICAL else COMPATIBLE) if meaning.presence == PRESENT else meaning.presence
        for word, meaning in vocabulary.frequencies.items()
    }


def rules_of(vocabulary: Vocabulary) -> Rules:
    """The rules with the words of a vocabulary."""
    return Rules(roles(vocabulary), vocabulary.do_not_miss)


def candidates(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Candidate, ...]:
    """Every condition with its cells, in reading order."""
    return tuple(
        Candidate(
            condition.id,
            condition.name,
            tuple(link.condition for link in condition.subtype_of),
            tuple(roots_of(kb, (link.region for link in condition.where))),
            {
                sign.id: tuple(_mention(kb, view) for view in found.claims)
                for sign in kb.signs.values()
                if (found := cell(kb, graph, condition, sign)).is_stated
            },
        )
        for condition in in_reading_order(kb, tuple(kb.conditions.values()))
    )


def _mention(kb: KnowledgeBase, view: ClaimView) -> Mention:
    site = site_of(kb, view)
    return Mention(view.frequency or "", view.stage, site, view.conflict.id if view.conflict else None)


def site_of(kb: KnowledgeBase, view: ClaimView) -> str | None:
    """The region, part of no other, that a claim about a sign is tied to."""
    link = view.claim.statement
    return roots_of(kb, [link.region])[0] if isinstance(link, SignLink) and link.region else None


def compared(known: Iterable[Candidate], rules: Rules, region: str | None) -> tuple[Candidate, ...]:
    """The conditions of a region, those without any region, and always those that must not be missed."""
    return tuple(
        one
        for one in known
        if region is None or not one.regions or region in one.regions or one.id in rules.do_not_miss
    )


def offered(known: Iterable[Candidate], always: Iterable[str], region: str | None) -> frozenset[str]:
    """Signs that are stated for a condition of the region, and those that are offered always."""
    stated = {
        sign
        for one in known
        if region is None or not one.regions or region in one.regions
        for sign, mentions in one.cells.items()
        if any(_applies(mention, region) for mention in mentions)
    }
    return frozenset(stated | set(always))


def worksheet(
    known: Iterable[Candidate], rules: Rules, answers: Mapping[str, str], region: str | None = None
) -> Worksheet:
    """Set conditions beside the answers, ``seen`` or ``not`` by sign, and sort them into bands.

    A condition stands in exactly one band, that of its own counts. Inside a band a form stands under the condition that
    it is a form of, unless it ranks before it: nesting never puts a better line below a worse one. Conditions with
    equal counts share a place and are told apart by name only.
    """
    known = tuple(known)
    shown = compared(known, rules, region)
    left_out = tuple(one.id for one in known if one not in shown)
    answered = sum(answer in (SEEN, NOT_SEEN) for answer in answers.values())
    if answered < rules.least_answers:
        return Worksheet(answered, {}, left_out)
    lines = [_line(one, rules, answers, region) for one in shown]
    by_id = {one.id: one for one in known}
    bands = {band: _arranged([line for line in lines if line.band == band], by_id) for band in BANDS}
    return Worksheet(answered, bands, left_out)


def _applies(mention: Mention, region: str | None) -> bool:
    return region is None or mention.site in (None, region)


def _line(candidate: Candidate, rules: Rules, answers: Mapping[str, str], region: str | None) -> Line:
    lists: dict[str, list[str]] = {FITS: [], COMPATIBLE: [], AGAINST: [], UNEXPLAINED: []}
    conflicts: set[str] = set()
    for sign in sorted(answers):
        mentions = [one for one in candidate.cells.get(sign, ()) if _applies(one, region)]
        kind = _judged(mentions, rules, answers[sign], region)
        if kind:
            lists[kind].append(sign)
            conflicts.update(one.conflict for one in mentions if one.conflict)
    counts = {kind: tuple(signs) for kind, signs in lists.items()}
    return Line(candidate.id, _band(counts, rules), **counts, conflicts=tuple(sorted(conflicts)))


def _judged(mentions: list[Mention], rules: Rules, answer: str, region: str | None) -> str | None:
    """Which of the four lists a sign belongs to, if any; see the head of this module."""
    stated = {rules.roles[one.frequency] for one in mentions}
    if answer == SEEN:
        return next((kind for kind in (FITS, COMPATIBLE) if kind in stated), AGAINST if stated else UNEXPLAINED)
    if answer == NOT_SEEN and ABSENT not in stated:
        expected = [one for one in mentions if rules.roles[one.frequency] == FITS and not one.stage]
        return AGAINST if any(one.site in (None, region) for one in expected) else None
    return None


def _band(counts: Mapping[str, tuple[str, ...]], rules: Rules) -> str:
    if counts[AGAINST]:
        return OPPOSED
    if len(counts[FITS]) >= rules.least_fits and len(counts[UNEXPLAINED]) <= rules.most_unexplained:
        return MORE
    return SOME if counts[FITS] or counts[COMPATIBLE] else UNLINKED


def _arranged(lines: list[Line], by_id: Mapping[str, Candidate]) -> tuple[Entry, ...]:
    """The lines of one band in order, forms under their parents."""
    band = {line.condition: line for line in lines}
    parents = {line.condition: _parent_of(line, band, by_id) for line in lines}

    def under(parent: str | None) -> tuple[Entry, ...]:
        members = [line for line in lines if parents[line.condition] == parent]
        members.sort(key=lambda one: (one.rank, by_id[one.condition].name.lower(), one.condition))
        ranks = [one.rank for one in members]
        return tuple(
            Entry(one, ranks.index(one.rank) + 1, ranks.count(one.rank) > 1, under(one.condition)) for one in members
        )

    return under(None)


def _parent_of(line: Line, band: Mapping[str, Line], by_id: Mapping[str, Candidate]) -> str | None:
    """The nearest condition of the band that this one is a form of and that does not rank after it.

    The knowledge base has no loops of forms: a rule sees to that.
    """
    above = list(by_id[line.condition].parents)
    while above:
        parent = above.pop(0)
        if parent in band and band[parent].rank <= line.rank:
            return parent
        above += by_id[parent].parents if parent in by_id else ()
    return None


@dataclass(frozen=True, slots=True)
class Watched:
    """A condition that must not be missed: what is said of it, and the findings that would raise it."""

    condition: Condition
    statement: ClaimView | None
    raised_by: tuple[tuple[Sign, tuple[ClaimView, ...]], ...]


def watched(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Watched, ...]:
    """The conditions that must not be missed, in the order of the vocabulary.

    What is said is why they are urgent, or the first statement of what they are. A finding raises one of them if a
    source states it as present there, and none states it as typical or possible in self-limited marrow edema.
    """
    everyday = {
        sign.id
        for condition in kb.conditions.values()
        if condition.cause == BACKDROP
        for sign in kb.signs.values()
        if any(view.frequency in (TYPICAL, POSSIBLE) for view in cell(kb, graph, condition, sign).claims)
    }
    return tuple(
        Watched(condition, _first_statement(kb, condition), tuple(_raising(kb, graph, condition, everyday)))
        for condition in (kb.conditions[one] for one in kb.vocabulary.do_not_miss)
    )


def _first_statement(kb: KnowledgeBase, condition: Condition) -> ClaimView | None:
    found = (*section_views(kb, condition.id, "urgent"), *section_views(kb, condition.id, "overview"))
    return found[0] if found else None


def _raising(
    kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition, everyday: set[str]
) -> Iterator[tuple[Sign, tuple[ClaimView, ...]]]:
    """Signs that raise a condition with their claims, the most frequent first."""
    words = kb.vocabulary.frequencies
    order = list(words)
    found = []
    for sign in kb.signs.values():
        views = cell(kb, graph, condition, sign).claims
        present = tuple(view for view in views if view.frequency and words[view.frequency].presence == PRESENT)
        if present and sign.id not in everyday:
            found.append((sign, present))
    yield from sorted(found, key=lambda pair: (order.index(pair[1][0].frequency or ""), pair[0].name.lower()))
