"""Items of the self-test: fair by law on generated knowledge bases, and enough of them on the real one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.spelling import folded
from build_tools.study.audit import right_options
from build_tools.study.bank import all_items
from build_tools.study.items import (
    ABSENCE,
    APART,
    CONDITION,
    EXCEPTION,
    FIGURE,
    FREQUENCY,
    KINDS,
    MOST_OPTIONS,
    ODD,
    PATHWAY,
    READING,
    SIGN,
    STUDY,
    Item,
    Option,
    scattered,
)
from build_tools.study.wording import GROUP_NAMES, GROUP_OF
from tests.study.conftest import condition, link, made, mimic, sign, states_of

WORDS = ("typical", "possible", "reported", "absent", "argues-against")


def items_of(kb: KnowledgeBase) -> tuple[Item, ...]:
    return all_items(kb, EvidenceGraph(kb))


def of_kind(kb: KnowledgeBase, kind: str) -> dict[str, Item]:
    return {item.id: item for item in items_of(kb) if item.kind == kind}


def check_laws(kb: KnowledgeBase) -> tuple[Item, ...]:
    """What holds of the items of any knowledge base."""
    items, states = items_of(kb), states_of(kb)
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert [option.is_right for option in item.options].count(True) == 1, item.id
        assert 2 <= len(item.options) <= MOST_OPTIONS, item.id
        assert len({folded(option.text) for option in item.options}) == len(item.options), item.id
        assert len({option.key for option in item.options}) == len(item.options), item.id
        assert right_options(states, item) == (item.answer,), item.id
        assert item.claims, item.id
        assert all(states.is_strong(claim) for claim in item.claims), item.id
        assert item.id.startswith(f"{item.kind}."), item.id
    assert items == items_of(kb)
    return items


conditions_and_signs = st.tuples(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.sampled_from(WORDS), st.booleans(), st.sampled_from(("abstract", "full-text", "title"))),
        max_size=25,
    ),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]), max_size=8),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]), max_size=2),
)
NAMES = ("Alder rot", "Birch wilt", "Cedar scab", "Elder blight", "Fir canker")
SIGNS = ("Amber spot", "Brown ring", "Crooked twig", "Dull leaf", "Early frost")


def generated(cells: Any, pairs: Any, forms: Any) -> KnowledgeBase:
    """Five conditions with any words for any of five signs, any look-alikes, and some forms."""
    pages = []
    slugs = [name.lower().replace(" ", "-") for name in NAMES]
    conflict = {"conflict": "a-question"}
    for number, name in enumerate(NAMES):
        findings = [
            link(
                SIGNS[one].lower().replace(" ", "-"),
                word,
                "Some had it.",
                cites=[f"smith2001#{level}"],
                **(conflict if is_disputed else {}),
            )
            for (owner, one), (word, is_disputed, level) in cells.items()
            if owner == number
        ]
        more: dict[str, Any] = {
            "mimics": [mimic(slugs[b]) for a, b in sorted(pairs) if a == number],
            "subtype_of": [mimic(slugs[b]) for a, b in sorted(forms) if a == number],
        }
        pages.append(condition(name, *findings, **more))
    question = {
        "id": "a-question",
        "code": "k1",
        "question": "Is it?",
        "touches": [slugs[0]],
        "positions": {
            side: {"text": "It is.", "cites": ["smith2001#abstract"], "conflict": "a-question"}
            for side in ("yes", "no")
        },
    }
    return made(*pages, *map(sign, SIGNS), **{"kb/conflicts/a-question.yaml": question})


@given(conditions_and_signs)
def test_no_item_of_any_knowledge_base_has_two_right_answers(drawn: Any) -> None:
    check_laws(generated(*drawn))


@pytest.mark.kb
def test_the_real_items_are_fair_and_enough(real: KnowledgeBase) -> None:
    items = check_laws(real)
    counts = Counter(item.kind for item in items)
    assert len(items) >= 150
    assert set(counts) == set(KINDS)
    for one in real.conditions:
        assert sum(one in item.about for item in items) >= 3, one


@pytest.mark.kb
def test_the_right_answer_is_not_always_at_the_same_place(real: KnowledgeBase) -> None:
    places = Counter(
        item.options.index(item.answer) for item in items_of(real) if len(item.options) == 4 and item.kind != FREQUENCY
    )
    assert len(places) == 4
    assert max(places.values()) < 2.5 * min(places.values())


@pytest.mark.kb
def test_every_question_ends_as_one_and_every_option_says_something(real: KnowledgeBase) -> None:
    for item in items_of(real):
        assert item.question.endswith(("?", "in both.")), item.question
        assert "{" not in item.question, item.question
        assert "  " not in item.whole, item.whole
        assert not item.topic.endswith("."), item.topic
        for option in item.options:
            assert option.text.strip() == option.text != "", item.id
            assert option.text[0] == option.text[0].upper(), option.text


def test_every_kind_is_in_one_group() -> None:
    assert sorted(kind for _, kinds in GROUP_NAMES.values() for kind in kinds) == sorted(KINDS)
    assert set(GROUP_OF) == set(KINDS)


RINGS = (
    condition("Alder rot", link("amber-spot", "typical"), mimics=[mimic("birch-wilt"), mimic("cedar-scab")]),
    condition("Birch wilt", link("amber-spot", "argues-against")),
    condition("Cedar scab", link("amber-spot", "possible", "Some had it.")),
    sign("Amber spot"),
)


def test_a_sign_leads_to_the_condition_that_it_is_typical_of() -> None:
    (item,) = of_kind(made(*RINGS), CONDITION).values()
    assert item.id == "condition.alder-rot.findings.amber-spot"
    assert item.whole == (
        "Amber spot. In which of these conditions do the sources read here call this finding typical?"
    )
    assert {(one.text, one.is_right) for one in item.options} == {
        ("Alder rot", True),
        ("Birch wilt", False),
        ("Cedar scab", False),
    }
    assert [claim.id for claim in item.claims] == ["alder-rot.findings.amber-spot"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (link("amber-spot", "typical"), "it is typical there, too"),
        (link("amber-spot", "reported"), "how often is not known"),
        (link("amber-spot", "possible", "Trees had it."), "nothing says that some had it and many had not"),
        (link("amber-spot", "possible", "It is often seen."), "it reads as usual"),
        (link("amber-spot", "possible", "It was seen in 45%."), "nearly half had it"),
        (link("amber-spot", "possible", "It was seen in 9 of 10."), "most had it"),
        (link("amber-spot", "possible", "Seen.", against=["smith2001#abstract"]), "a finding speaks against it"),
        (link("amber-spot", "absent", cites=["smith2001#title"]), "only a title was read"),
        (None, "nothing is stated"),
    ],
)
def test_what_is_not_known_to_be_wrong_is_no_option(state: dict[str, Any] | None, why: str) -> None:
    other = condition("Cedar scab", *([state] if state else []))
    (item,) = of_kind(made(*RINGS[:2], other, RINGS[3]), CONDITION).values()
    assert "Cedar scab" not in {option.text for option in item.options}, why


def test_one_patient_is_known_not_to_make_it_typical() -> None:
    other = condition("Cedar scab", link("amber-spot", "reported", "It was seen in one woman."))
    (item,) = of_kind(made(*RINGS[:2], other, RINGS[3]), CONDITION).values()
    assert "Cedar scab" in {option.text for option in item.options}


def test_a_form_of_what_it_is_typical_of_is_no_option() -> None:
    form = condition("Cedar scab", link("amber-spot", "possible", "Some."), subtype_of=[mimic("alder-rot")])
    (item,) = of_kind(made(*RINGS[:2], form, RINGS[3]), CONDITION).values()
    assert {option.text for option in item.options} == {"Alder rot", "Birch wilt"}
    assert "two conditions" in item.question


def test_an_answer_that_shares_a_word_with_the_question_is_not_asked_for() -> None:
    pages = (
        condition("Amberous rot", link("amberous-spot", "typical"), mimics=[mimic("birch-wilt")]),
        condition("Birch wilt", link("amberous-spot", "absent")),
        sign("Amberous spot"),
    )
    assert {item.kind for item in items_of(made(*pages))} == {FREQUENCY}
    (item,) = of_kind(made(*pages), FREQUENCY).values()
    assert item.topic == "Amberous spot in birch wilt"


def test_how_often_offers_the_words_that_say_how_often() -> None:
    (first, *_) = of_kind(made(*RINGS), FREQUENCY).values()
    assert [option.key for option in first.options] == ["typical", "possible", "absent", "argues-against"]
    assert first.answer.key == "typical"
    assert first.options[0].text.startswith("Typical: a cited source calls it usual")


MANY = (
    link("amber-spot", "typical"),
    link("brown-ring", "typical"),
    link("crooked-twig", "absent", stage="early"),
    link("dull-leaf", "possible", "Some.", region="wood"),
)
WOOD = {"kb/regions/wood.yaml": {"id": "wood", "name": "Wood", "definition": {"text": "W.", "editorial": "definition"}}}


def test_the_odd_one_out_is_the_one_that_is_not_typical() -> None:
    kb = made(condition("Alder rot", *MANY), *map(sign, SIGNS[:4]), **WOOD)
    items = of_kind(kb, ODD)
    lacking = items["odd.alder-rot.findings.crooked-twig.early"]
    assert lacking.question == (
        "Two of these are typical of it, according to the sources read here. Early on, which one is described as"
        " lacking?"
    )
    assert lacking.answer.text == "Crooked twig"
    some = items["odd.alder-rot.findings.dull-leaf.wood"]
    assert some.question.endswith("At the wood, which one is described in some cases only?")
    assert {one.text for one in some.options} == {"Amber spot", "Brown ring", "Dull leaf"}
    assert some.regions == ("wood",)


def test_the_finding_that_is_typical_stands_among_those_that_are_not() -> None:
    kb = made(condition("Alder rot", *MANY), *map(sign, SIGNS[:4]), **WOOD)
    items = of_kind(kb, SIGN)
    assert {item.answer.text for item in items.values()} == {"Amber spot", "Brown ring"}
    assert all({"Crooked twig", "Dull leaf"} < {one.text for one in item.options} for item in items.values())


def test_the_exception_is_the_condition_that_differs_from_its_look_alikes() -> None:
    pages = (
        condition("Alder rot", link("amber-spot", "absent"), mimics=[mimic("birch-wilt"), mimic("cedar-scab")]),
        condition("Birch wilt", link("amber-spot", "typical")),
        condition("Cedar scab", link("amber-spot", "typical")),
        sign("Amber spot"),
    )
    (item,) = of_kind(made(*pages), EXCEPTION).values()
    assert item.answer.text == "Alder rot"
    assert item.question == (
        "Two of these conditions have it as typical, according to the sources read here. In which one is it described"
        " as lacking?"
    )


def pair(**told: Any) -> KnowledgeBase:
    discriminator = {"text": "The ring is seen in one only.", "cites": ["smith2001#abstract"], **told}
    one = condition(
        "Alder rot",
        link("amber-spot", "typical"),
        link("brown-ring", "typical"),
        link("dull-leaf", "typical"),
        mimics=[mimic("birch-wilt", discriminator=discriminator)],
    )
    other = condition("Birch wilt", link("amber-spot", "possible"), link("dull-leaf", "absent"))
    return made(one, other, *map(sign, SIGNS[:4]))


def test_a_pair_is_told_apart_by_what_a_source_names_and_by_what_is_stated_of_both() -> None:
    items = of_kind(pair(sign="brown-ring"), APART)
    assert {item_id: item.answer.text for item_id, item in items.items()} == {
        "apart.alder-rot.mimics.birch-wilt.discriminator": "Brown ring",
        "apart.alder-rot.mimics.birch-wilt.dull-leaf": "Dull leaf",
    }
    for item in items.values():
        assert item.topic == "Alder rot or birch wilt"
        assert [one.text for one in item.options if not one.is_right] == ["Amber spot"]
        assert item.question.endswith("The other is reported in both.")
        assert item.about == ("alder-rot", "birch-wilt")


def test_a_sign_that_both_have_is_not_asked_for_although_it_is_named() -> None:
    assert of_kind(pair(sign="amber-spot"), APART) == {}  # nor is the leaf: the spot would be its only wrong option


def test_an_editors_question_takes_the_place_of_the_made_one() -> None:
    asked = {"question": "What is seen in one only?", "answer": "The ring", "wrong": ["The spot"]}
    items = of_kind(pair(sign="brown-ring", asked=asked), APART)
    item = items["apart.alder-rot.mimics.birch-wilt.discriminator"]
    assert (item.question, item.answer.text) == ("What is seen in one only?", "The ring")


def asked_of(level: str) -> KnowledgeBase:
    statement = {
        "text": "Not every tree has it.",
        "cites": [f"smith2001#{level}"],
        "asked": {"question": "Has every tree the spot?", "answer": "No", "wrong": ["Yes"], "about": ["alder-rot"]},
    }
    spot = sign("Amber spot", if_missing={"not-all": statement}, pitfalls={"misleads": statement})
    return made(condition("Alder rot", link("amber-spot", "reported")), spot)


def test_editors_questions_are_asked_of_claims_that_rest_on_an_abstract() -> None:
    items = {item.id: item for item in items_of(asked_of("abstract"))}
    assert set(items) == {
        f"{ABSENCE}.amber-spot.if-missing.not-all",
        f"{READING}.amber-spot.pitfalls.misleads",
    }
    item = items["absence.amber-spot.if-missing.not-all"]
    assert (item.topic, item.answer.text, item.about) == ("Amber spot", "No", ("alder-rot",))
    assert items_of(asked_of("title")) == ()


def test_the_next_step_of_a_pathway_is_asked_for() -> None:
    steps = {
        name: {"question": f"Is it {name}?", "text": "It may be.", "cites": ["smith2001#abstract"]}
        for name in ("amber", "brown", "crooked", "dull", "early")
    }
    pathway = {
        "id": "a-walk",
        "name": "A walk",
        "definition": {"text": "W.", "editorial": "definition"},
        "steps": steps,
    }
    items = of_kind(made(**{"kb/pathways/a-walk.yaml": pathway}), PATHWAY)
    assert list(items) == [f"pathway.a-walk.steps.{name}" for name in ("brown", "crooked", "dull", "early")]
    item = items["pathway.a-walk.steps.dull"]
    assert item.question == "“Is it crooked?” Once this is answered, which question does the pathway ask next?"
    assert item.answer.text == "Is it dull?"
    assert "Is it crooked?" not in {option.text for option in item.options}
    assert len(item.options) == MOST_OPTIONS


JONES = b"""
@article{jones2002,
  author = {Jones, B.},
  title = {Rest},
  journal = {Journal of Rest},
  year = {2002},
}
"""


def test_the_design_of_one_study_is_asked_for_beside_designs_that_differ() -> None:
    rest = {
        "id": "rest",
        "name": "Rest",
        "definition": {"text": "R.", "editorial": "definition"},
        "treatment_kind": "conservative",
    }
    given_rest = {"treatment": "rest", "text": "They rested.", "cites": ["smith2001#abstract"]}
    kb = made(condition("Alder rot", treated_with=[given_rest]), **{"kb/treatments/rest.yaml": rest})
    assert of_kind(kb, STUDY) == {}  # no other design stands behind any treatment

    trial = {
        "key": "jones2002",
        "read": "abstract",
        "use": "A trial.",
        "study": {"design": "randomized-trial", "basis": "abstract"},
        "findings": {"rest": {"text": "They rested.", "basis": "abstract", "source": "a book"}},
    }
    others = [
        condition(name, treated_with=[{**given_rest, "cites": ["jones2002#rest"]}])
        for name in ("Birch wilt", "Cedar scab", "Elder blight")
    ]
    files = {"kb/treatments/rest.yaml": rest, "kb/references/jones2002.yaml": trial}
    kb = made(condition("Alder rot", treated_with=[given_rest]), *others, entries=JONES, **files)
    item = of_kind(kb, STUDY)["study.alder-rot.treated-with.rest"]
    assert item.topic == "Rest in alder rot"
    assert {(one.text, one.is_right) for one in item.options} == {("Cohort", True), ("Randomized trial", False)}


@pytest.mark.kb
def test_schematics_ask_for_the_sign_that_is_drawn(real: KnowledgeBase) -> None:
    items = of_kind(real, FIGURE)
    assert len(items) >= 10
    item = items["figure.double-line.double-line-sign"]
    assert (item.figure, item.answer.key, item.topic) == ("double-line", "double-line-sign", "")
    for one in items.values():
        figure = real.figures[one.figure]
        assert figure.spot == one.answer.key
        assert folded(one.answer.text) not in folded(figure.alt), "the words for who cannot see it name the answer"


def test_a_wrong_option_that_is_right_is_seen() -> None:
    """The audit does not take an item's word for it."""
    kb = made(*RINGS)
    states = states_of(kb)
    (item,) = of_kind(kb, CONDITION).values()
    wrong = next(option for option in item.options if not option.is_right)
    twice = replace(item, options=(*item.options, Option("alder-rot", "Alder rot again")))
    assert [option.text for option in right_options(states, twice)] == [item.answer.text, "Alder rot again"]
    same = replace(item, options=(*item.options, Option("elsewhere", "alder ROT")))
    assert {option.key for option in right_options(states, same)} == {"alder-rot", "elsewhere"}
    assert wrong not in right_options(states, item)


def test_options_are_scattered_alike_on_every_machine() -> None:
    options = [Option(key, key) for key in "abcd"]
    assert scattered("an item", options) == scattered("an item", reversed(options))
    firsts = {scattered(f"item {number}", options)[0].key for number in range(40)}
    assert firsts == set("abcd")
