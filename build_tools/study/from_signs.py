"""Items from what is stated of signs in conditions: which condition, which finding, which does not fit, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Sign
from build_tools.study import wording
from build_tools.study.hints import gives_away
from build_tools.study.items import (
    CONDITION,
    EXCEPTION,
    FREQUENCY,
    MOST_OPTIONS,
    ODD,
    SIGN,
    Item,
    Option,
    dice,
    scattered,
)
from build_tools.study.states import POSSIBLE, REPORTED, TYPICAL, States, is_near_half, reads_as_some

FEWEST_OTHERS = 2
"""With one wrong option only, knowing that one answers every question that it stands in."""


MOST_OF_ONE = 3
"""So many items of one kind share their wrong options at most, for the same reason."""


def sign_items(states: States) -> Iterator[Item]:
    """Every item that asks about a sign in a condition, in the order of conditions and their findings."""
    shared: Counter[tuple[str, str, frozenset[str]]] = Counter()
    for item in _all_sign_items(states):
        wrong = frozenset(option.text for option in item.options if not option.is_right)
        given = item.topic if item.kind != SIGN else ""
        shared[item.kind, given, wrong] += 1
        if shared[item.kind, given, wrong] <= (1 if len(wrong) < FEWEST_OTHERS else MOST_OF_ONE):
            yield item


def _all_sign_items(states: States) -> Iterator[Item]:
    for condition in states.kb.conditions.values():
        asked: set[str] = set()
        for edge in states.graph.links_from(condition.id, "findings"):
            sign = states.kb.signs.get(edge.target)
            if sign is None or not states.is_fair(edge.claim):
                continue
            yield from _frequency_item(states, condition, sign, edge.claim)
            if sign.id not in asked and len(states.words(condition.id, sign.id)) == 1:
                asked.add(sign.id)
                if edge.claim.frequency == TYPICAL and sign.id not in states.commonplace:
                    yield from _condition_item(states, condition, sign, edge.claim)
                    yield from _sign_item(states, condition, sign, edge.claim)
                elif edge.claim.frequency != REPORTED and states.is_known_as_not_typical(condition.id, sign.id):
                    yield from _exception_item(states, condition, sign, edge.claim)
                    yield from _odd_item(states, condition, sign, edge.claim)


def _condition_item(states: States, condition: Condition, sign: Sign, claim: Claim) -> Iterator[Item]:
    """A sign is given, the condition is asked for; the others are look-alikes in which it is known as less usual."""
    item_id = f"{CONDITION}.{claim.id}"
    others: list[str] = []
    for tier in states.look_alikes(condition.id):
        fitting = [one for one in tier if states.is_known_as_not_typical(one, sign.id)]
        others += sorted(fitting, key=lambda one: dice(f"{item_id} {one}"))
    options = [
        Option(one, states.kb.conditions[one].name, claims=states.claims(one, sign.id))
        for one in others[: MOST_OPTIONS - 1]
    ]
    question = wording.OF_CONDITION.format(
        count=wording.pair_or_more(len(options) + 1), when=wording.when(states.kb, claim)
    )
    right = Option(condition.id, condition.name, True, states.claims(condition.id, sign.id))
    yield from _unless_given_away(states, item_id, CONDITION, sign.name, question, (right, *options), claim, condition)


def _sign_item(states: States, condition: Condition, sign: Sign, claim: Claim) -> Iterator[Item]:
    """A condition is given, the sign is asked for; the others are known as less usual in it.

    Those come first that are typical or possible in a look-alike: they are what a reader mistakes it for.
    """
    item_id = f"{SIGN}.{claim.id}"
    near = {one for tier in states.look_alikes(condition.id)[:2] for one in tier}
    others = [one for one in states.signs_of(condition.id) if states.is_known_as_not_typical(condition.id, one.id)]

    def tempting(other: Sign) -> tuple[bool, str]:
        elsewhere = any(states.words(one, other.id) & {TYPICAL, POSSIBLE} for one in near)
        return not elsewhere, dice(f"{item_id} {other.id}")

    chosen = sorted(others, key=tempting)[: MOST_OPTIONS - 1]
    if len(chosen) < FEWEST_OTHERS:
        return
    options = [Option(one.id, one.name, claims=states.claims(condition.id, one.id)) for one in chosen]
    question = wording.OF_SIGN.format(when=wording.when(states.kb, claim))
    right = Option(sign.id, sign.name, True, states.claims(condition.id, sign.id))
    yield from _unless_given_away(states, item_id, SIGN, condition.name, question, (right, *options), claim, condition)


def _exception_item(states: States, condition: Condition, sign: Sign, claim: Claim) -> Iterator[Item]:
    """A sign is given, and the one condition is asked for of which it is not typical, as it is of its look-alikes."""
    item_id = f"{EXCEPTION}.{claim.id}"
    others: list[str] = []
    for tier in states.look_alikes(condition.id):
        fitting = [one for one in tier if _is_plainly_typical(states, one, sign.id)]
        others += sorted(fitting, key=lambda one: dice(f"{item_id} {one}"))
    if len(others) < FEWEST_OTHERS:
        return
    options = [
        Option(one, states.kb.conditions[one].name, claims=states.claims(one, sign.id))
        for one in others[: MOST_OPTIONS - 1]
    ]
    question = _except(states, claim, wording.EXCEPT_IN, wording.WHICH_CONDITION, len(options))
    right = Option(condition.id, condition.name, True, _cell(states, condition, sign))
    yield from _unless_given_away(states, item_id, EXCEPTION, sign.name, question, (right, *options), claim, condition)


def _is_plainly_typical(states: States, condition_id: str, sign_id: str) -> bool:
    """Whether all that is stated of a cell is that the sign is typical, and nothing speaks against it."""
    claims = states.claims(condition_id, sign_id)
    return states.words(condition_id, sign_id) == {TYPICAL} and all(map(states.is_fair, claims))


def _except(states: States, claim: Claim, template: str, which: Mapping[str, str], others: int) -> str:
    """The question for the one that is not typical, by what its frequency word speaks of."""
    presence = states.kb.vocabulary.frequencies[claim.frequency or ""].presence
    question = wording.led(wording.when(states.kb, claim), which[presence])
    return template.format(others=wording.number(others), which=question)


def _odd_item(states: States, condition: Condition, sign: Sign, claim: Claim) -> Iterator[Item]:
    """A condition is given, and the one sign is asked for that is not typical of it as the others are."""
    item_id = f"{ODD}.{claim.id}"
    typical = [one for one in states.signs_of(condition.id) if _is_plainly_typical(states, condition.id, one.id)]
    chosen = sorted(typical, key=lambda one: (one.id in states.commonplace, dice(f"{item_id} {one.id}")))
    if len(chosen) < FEWEST_OTHERS:
        return
    options = [Option(one.id, one.name, claims=_cell(states, condition, one)) for one in chosen[: MOST_OPTIONS - 1]]
    question = _except(states, claim, wording.ODD_ONE, wording.WHICH_SIGN, len(options))
    right = Option(sign.id, sign.name, True, _cell(states, condition, sign))
    yield from _unless_given_away(states, item_id, ODD, condition.name, question, (right, *options), claim, condition)


def _frequency_item(states: States, condition: Condition, sign: Sign, claim: Claim) -> Iterator[Item]:
    """Sign and condition are given, the word is asked for. "Reported" is none of them: it says that it is not known."""
    word = claim.frequency or ""
    if word == REPORTED or len(_cell(states, condition, sign)) > 1:
        return
    if word == TYPICAL and (sign.id in states.commonplace or is_near_half(claim)):
        return
    if word != TYPICAL and states.is_present(word) and not reads_as_some(claim):
        return
    if gives_away(sign.name, condition.name, ()):
        return
    options = tuple(
        Option(one, wording.frequency_option(states.kb, one), one == word)
        for one in states.kb.vocabulary.frequencies
        if one != REPORTED
    )
    yield Item(
        f"{FREQUENCY}.{claim.id}",
        FREQUENCY,
        wording.topic_of_sign(sign, condition),
        wording.HOW_OFTEN.format(when=wording.when(states.kb, claim)),
        options,
        (claim,),
        (condition.id,),
        states.regions_of(claim, (condition.id,)),
    )


def _cell(states: States, condition: Condition, sign: Sign) -> tuple[Claim, ...]:
    return states.claims(condition.id, sign.id)


def _unless_given_away(
    states: States,
    item_id: str,
    kind: str,
    topic: str,
    question: str,
    options: tuple[Option, ...],
    claim: Claim,
    condition: Condition,
) -> Iterator[Item]:
    """The item, unless it has no wrong option or its words tell the right one, which comes first in ``options``."""
    right, *wrong = options
    if not wrong or gives_away(f"{topic} {question}", right.text, [one.text for one in wrong]):
        return
    regions = states.regions_of(claim, (condition.id,))
    yield Item(item_id, kind, topic, question, scattered(item_id, options), (claim,), (condition.id,), regions)
