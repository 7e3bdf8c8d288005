"""Cards of the deck: one fact each, on the front what is asked, on the back the claim that answers it.

A card is known by its claim's id, which never changes, so a later version of the deck updates it. Unlike the self-test
a deck needs no wrong answers; it holds what sources disagree on as well, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from build_tools.graph import EvidenceGraph, link_target
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Sign
from build_tools.model.markup import plain
from build_tools.study import wording
from build_tools.study.from_texts import IF_MISSING, cited_designs
from build_tools.study.items import ABSENCE, APART, FIGURE, FREQUENCY, PATHWAY, READING, STUDY, dice
from build_tools.study.states import REPORTED, States


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``lead`` is the answer in a word or two, where there is one; the claim's sentence follows it."""

    claim: Claim
    kind: str
    topic: str
    question: str
    lead: str = ""
    about: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    figure: str = ""
    """The schematic that it shows, without labels on the front and with them on the back."""

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


def all_cards(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Card, ...]:
    """Every card, each claim once, topics mixed in an order that is always the same."""
    states = States(kb, graph)
    cards: dict[str, Card] = {}
    for make in (_findings, _pairs, _treatments, _steps, _figures, _absences, _asked):
        for card in make(states):
            cards.setdefault(card.id, card)
    return tuple(sorted(cards.values(), key=lambda card: dice(card.id)))


def _of_conditions(states: States, claim: Claim, kind: str, topic: str, question: str, lead: str, *ids: str) -> Card:
    about = tuple(one for one in dict.fromkeys(ids) if one in states.kb.conditions)
    return Card(claim, kind, topic, question, lead, about, states.regions_of(claim, about))


def _findings(states: States) -> Iterator[Card]:
    """How often a sign is seen in a condition, for each link whose frequency is known."""
    for edge in states.graph.edges:
        sign, condition = states.kb.signs.get(edge.target), states.kb.conditions.get(edge.source)
        word = edge.claim.frequency or ""
        if edge.relation != "findings" or not (sign and condition) or word == REPORTED:
            continue
        if states.is_strong(edge.claim) and word in states.kb.vocabulary.frequencies:
            question = wording.WHAT_WORD.format(when=wording.when(states.kb, edge.claim))
            lead = wording.sentence(states.kb.vocabulary.frequencies[word].label)
            topic = wording.topic_of_sign(sign, condition)
            yield _of_conditions(states, edge.claim, FREQUENCY, topic, question, lead, condition.id)


def _pairs(states: States) -> Iterator[Card]:
    """What tells each stored pair of look-alikes apart; where no source names it, that is the answer."""
    for pair in states.graph.mimic_pairs:
        one, other = states.kb.conditions.get(pair.source), states.kb.conditions.get(pair.target)
        if one and other:
            told = states.graph.discriminator(pair)
            sign = states.kb.signs.get(link_target(told) or "") if told else None
            lead = (sign.name if sign else "") if told else wording.UNTOLD
            topic = wording.topic_of_pair(one, other)
            yield _of_conditions(states, told or pair.claim, APART, topic, wording.WHAT_HELPS, lead, one.id, other.id)


def _treatments(states: States) -> Iterator[Card]:
    """What has been reported of a treatment in a condition, with the kind of publication."""
    for edge in states.graph.edges:
        treatment, condition = states.kb.treatments.get(edge.target), states.kb.conditions.get(edge.source)
        if edge.relation == "treated-with" and treatment and condition and states.is_strong(edge.claim):
            words = states.kb.vocabulary.designs
            labels = dict.fromkeys(words[one].label for one in cited_designs(states, edge.claim) if one in words)
            topic = wording.topic_of_treatment(treatment, condition)
            lead = wording.sentence("; ".join(labels))
            yield _of_conditions(states, edge.claim, STUDY, topic, wording.WHAT_REPORTED, lead, condition.id)


def _steps(states: States) -> Iterator[Card]:
    """Which question of a pathway follows the one before it."""
    for pathway in states.kb.pathways.values():
        steps = list(pathway.steps.items())
        for (_, before), (name, step) in pairwise(steps):
            claim = states.kb.claims[f"{pathway.id}.steps.{name}"]
            if states.is_strong(claim):
                question = wording.NEXT_STEP.format(question=plain(before.question))
                yield Card(claim, PATHWAY, pathway.name, question, plain(step.question))


def _figures(states: States) -> Iterator[Card]:
    """Which sign a schematic shows."""
    for figure in states.kb.figures.values():
        sign = states.kb.signs.get(figure.spot or "")
        claims = [one for one in states.kb.claims_of_page.get(figure.id, ()) if states.is_strong(one)]
        if sign and claims:
            about = tuple(one for one in figure.shows if one in states.kb.conditions)
            regions = states.roots(sign.regions)
            yield Card(claims[0], FIGURE, "", wording.WHICH_SIGN_IS_DRAWN, sign.name, about, regions, figure.id)


def _absences(states: States) -> Iterator[Card]:
    """What the absence of a sign means, where one statement answers that; others ask a question of their own."""
    for sign in states.kb.signs.values():
        claims = [one for one in states.kb.claims_of_page.get(sign.id, ()) if one.section == IF_MISSING]
        strong = [claim for claim in claims if states.is_strong(claim)]
        if len(strong) == 1 and not strong[0].statement.asked:
            yield Card(strong[0], ABSENCE, sign.name, wording.IF_MISSING, regions=states.roots(sign.regions))


def _asked(states: States) -> Iterator[Card]:
    """Questions that editors wrote beside a claim."""
    for claim in states.kb.claims.values():
        asked = claim.statement.asked
        if asked and states.is_strong(claim):
            kind = ABSENCE if claim.section == IF_MISSING else READING
            own = (claim.page.id,) if isinstance(claim.page, Condition) else ()
            topic, question = claim.page.display_name, plain(asked.question)
            card = _of_conditions(states, claim, kind, topic, question, plain(asked.answer), *own, *asked.about)
            of_sign = states.roots(claim.page.regions) if isinstance(claim.page, Sign) else ()
            yield card if card.regions else Card(claim, kind, topic, question, card.lead, card.about, of_sign)
