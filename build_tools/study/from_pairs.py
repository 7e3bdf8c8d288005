"""Items from pairs of look-alikes: which finding tells the two apart. The other options are reported in both."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.graph import Edge, are_told_apart, link_target, presences_in
from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Sign
from build_tools.model.vocabulary import PRESENT
from build_tools.study import wording
from build_tools.study.hints import gives_away
from build_tools.study.items import APART, MOST_OPTIONS, Item, Option, dice, scattered
from build_tools.study.states import States


def pair_items(states: States) -> Iterator[Item]:
    """Every item that asks what tells a stored pair apart, in the order of pairs."""
    for pair in states.graph.mimic_pairs:
        one, other = states.kb.conditions.get(pair.source), states.kb.conditions.get(pair.target)
        if one and other:
            yield from _of_pair(states, pair, one, other)


def _of_pair(states: States, pair: Edge, one: Condition, other: Condition) -> Iterator[Item]:
    told = states.graph.discriminator(pair)
    named = link_target(told) if told else None
    in_both = [sign for sign in states.signs_of(one.id) if sign.id != named and _is_in_both(states, one, other, sign)]
    sign = states.kb.signs.get(named or "")
    if (
        told
        and sign
        and not told.statement.asked
        and states.is_fair(told)
        and not _is_in_both(states, one, other, sign)
    ):
        yield from _item(states, f"{APART}.{told.id}", wording.NAMED_APART, (one, other), sign, (told,), in_both)
    for sign in states.signs_of(one.id):
        claims = (*states.claims(one.id, sign.id), *states.claims(other.id, sign.id))
        if sign.id != named and is_told_apart(states, one, other, sign.id) and all(map(states.is_fair, claims)):
            item_id = f"{APART}.{pair.claim.id}.{sign.id}"
            yield from _item(states, item_id, wording.STATED_APART, (one, other), sign, claims, in_both)


def _item(
    states: States,
    item_id: str,
    template: str,
    pair: tuple[Condition, Condition],
    sign: Sign,
    claims: tuple[Claim, ...],
    in_both: list[Sign],
) -> Iterator[Item]:
    chosen = sorted(in_both, key=lambda other: (other.id in states.commonplace, dice(f"{item_id} {other.id}")))
    if all(one.id in states.commonplace for one in chosen):
        return
    others = [Option(one.id, one.name, claims=_claims_of(states, pair, one)) for one in chosen[: MOST_OPTIONS - 1]]
    topic = wording.topic_of_pair(*pair)
    if gives_away(topic, sign.name, [one.text for one in others]):
        return
    right = Option(sign.id, sign.name, True, _claims_of(states, pair, sign))
    ids = tuple(one.id for one in pair)
    regions = [set(states.regions_of(claims[0], (one,))) for one in ids]
    shared = regions[0] & regions[1] or regions[0] | regions[1]
    yield Item(
        item_id,
        APART,
        topic,
        template.format(The_others=wording.the_others(len(others))),
        scattered(item_id, (right, *others)),
        claims,
        ids,
        tuple(one for one in states.kb.regions if one in shared),
    )


def _claims_of(states: States, pair: tuple[Condition, Condition], sign: Sign) -> tuple[Claim, ...]:
    return tuple(claim for one in pair for claim in states.claims(one.id, sign.id))


def _is_in_both(states: States, one: Condition, other: Condition, sign: Sign) -> bool:
    """Whether a sign is stated as present in both, nothing disputed: its presence separates nothing."""
    cells = (states.claims(one.id, sign.id), states.claims(other.id, sign.id))
    return all(
        claims and presences_in(states.kb, claims) == {PRESENT} and not any(_is_disputed(claim) for claim in claims)
        for claims in cells
    )


def _is_disputed(claim: Claim) -> bool:
    return bool(claim.statement.conflict or claim.statement.against)


def is_told_apart(states: States, one: Condition, other: Condition, sign_id: str) -> bool:
    """Whether a sign is stated for both of two conditions and present in one of them only."""
    cells = [presences_in(states.kb, states.claims(condition.id, sign_id)) for condition in (one, other)]
    return are_told_apart(*cells)
