"""Cards of the deck: each claim once, one question each, and a contrast for every pair."""

from __future__ import annotations

from collections import Counter

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.study.cards import all_cards
from build_tools.study.items import ABSENCE, APART, FIGURE, FREQUENCY, PATHWAY, STUDY
from tests.study.conftest import condition, link, made, mimic, sign, states_of

PAGES = (
    condition(
        "Alder rot",
        link("amber-spot", "typical", stage="early"),
        link("brown-ring", "reported"),
        mimics=[
            mimic(
                "birch-wilt",
                discriminator={"sign": "amber-spot", "text": "Only one has it.", "cites": ["smith2001#abstract"]},
            ),
            mimic("cedar-scab"),
        ],
    ),
    condition("Birch wilt"),
    condition("Cedar scab"),
    sign("Amber spot", if_missing={"not-all": {"text": "Not all have it.", "cites": ["smith2001#abstract"]}}),
    sign("Brown ring"),
)


def test_a_card_asks_for_one_claim_and_tells_it_in_a_word() -> None:
    kb = made(*PAGES)
    cards = {card.id: (card.kind, card.topic, card.question, card.lead) for card in all_cards(kb, EvidenceGraph(kb))}
    assert cards == {
        "alder-rot.findings.amber-spot.early": (
            FREQUENCY,
            "Amber spot in alder rot",
            "Typical, possible, absent, or arguing against? What do the sources read here say early on?",
            "Typical",
        ),
        "alder-rot.mimics.birch-wilt.discriminator": (
            APART,
            "Alder rot or birch wilt",
            "What helps to tell the two apart?",
            "Amber spot",
        ),
        "alder-rot.mimics.cedar-scab": (
            APART,
            "Alder rot or cedar scab",
            "What helps to tell the two apart?",
            "No publication read so far names it.",
        ),
        "amber-spot.if-missing.not-all": (ABSENCE, "Amber spot", "What do the sources say if it is not seen?", ""),
    }


@pytest.mark.kb
def test_the_real_deck_is_complete(real: KnowledgeBase) -> None:
    graph = EvidenceGraph(real)
    cards, states = all_cards(real, graph), states_of(real)
    assert len({card.id for card in cards}) == len(cards) > 250
    fronts = Counter((card.topic, card.question, card.figure) for card in cards)
    assert [front for front, count in fronts.items() if count > 1] == []
    pairs = {frozenset(card.about) for card in cards if card.kind == APART}
    assert pairs == {frozenset((edge.source, edge.target)) for edge in graph.mimic_pairs}
    for card in cards:
        assert states.is_strong(card.claim) or card.kind == APART, card.id
    counts = Counter(card.kind for card in cards)
    assert counts[PATHWAY] == sum(len(one.steps) - 1 for one in real.pathways.values())
    assert counts[FIGURE] == sum(one.spot is not None for one in real.figures.values())
    assert counts[STUDY] > 40
    assert cards == all_cards(real, EvidenceGraph(real))
