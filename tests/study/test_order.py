"""The order of items, and the hints that a question gives."""

from __future__ import annotations

from itertools import pairwise

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.study.bank import all_items
from build_tools.study.hints import gives_away, stems
from build_tools.study.order import NEIGHBORS, interleaved


@pytest.mark.kb
def test_items_are_all_there_and_neighbors_differ(real: KnowledgeBase) -> None:
    items = all_items(real, EvidenceGraph(real))
    ordered = interleaved(items)
    assert sorted(item.id for item in ordered) == sorted(item.id for item in items)
    assert ordered == interleaved(reversed(items))
    for place, item in enumerate(ordered[: -2 * NEIGHBORS]):
        for other in ordered[place + 1 : place + 1 + NEIGHBORS]:
            assert {one.id for one in item.claims}.isdisjoint(one.id for one in other.claims), (item.id, other.id)
    same = sum(one.kind == other.kind for one, other in pairwise(ordered))
    assert same < len(ordered) / 10
    first = {item.kind for item in ordered[:12]}
    assert len(first) >= 6


def test_an_order_of_nothing_is_nothing() -> None:
    assert interleaved(()) == ()


@pytest.mark.parametrize(
    ("question", "answer", "others", "expected"),
    [
        ("Migratory joint pain", "Regional migratory osteoporosis", ["Septic arthritis"], True),
        ("Migratory joint pain", "Regional migratory osteoporosis", ["Another migratory pain"], False),
        ("Regional osteopenia", "Transient osteoporosis of the hip", ["Osteonecrosis"], False),
        ("Femoral head flattening", "Osteonecrosis of the femoral head", ["Perthes disease"], False),
        ("Marrow oedema", "Marrow edema syndrome", ["Bruise"], True),
        ("Fever", "Sepsis", [], False),
    ],
)
def test_a_word_that_only_the_answer_shares_gives_it_away(
    question: str, answer: str, others: list[str], expected: bool
) -> None:
    assert gives_away(question, answer, others) is expected


def test_short_words_and_places_tell_nothing() -> None:
    assert stems("The head of the femoral neck in T1, bone and joint") == frozenset()
    assert stems("Osteonecrosis") == {"osteone"}
