"""The order in which items are asked: kinds spread evenly, topics interleaved, so that no answer leads to the next."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.study.items import KINDS, Item, dice

NEIGHBORS = 3
"""So many items before one are kept apart from it, where they can be."""

AHEAD = 20
"""So far ahead in line the next item is looked for: farther would leave what is alike for the end."""


def interleaved(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items in an order without a meaning in which neighbors differ: not of one claim, condition, topic or kind."""
    line = _spread(items)
    ordered: list[Item] = []
    while line:
        recent = ordered[-NEIGHBORS:]
        best = min(line[:AHEAD], key=lambda item: _in_common(item, recent))  # the first of equals
        line.remove(best)
        ordered.append(best)
    return tuple(ordered)


def _spread(items: Iterable[Item]) -> list[Item]:
    """Each kind at even distances over the whole length, in itself by chance that is always the same."""
    by_kind: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for item in sorted(items, key=lambda item: dice(item.id)):
        by_kind[item.kind].append(item)
    placed = [
        ((place + 0.5) / len(members), item) for members in by_kind.values() for place, item in enumerate(members)
    ]
    return [item for _, item in sorted(placed, key=lambda pair: (pair[0], KINDS.index(pair[1].kind)))]


def _in_common(item: Item, recent: list[Item]) -> tuple[int, int, int]:
    """How much an item repeats of the last ones: their claims first of all, then their conditions, then their kind."""
    return (
        sum(_shares(_claims(item), _claims(other)) for other in recent),
        sum(_shares(set(item.about), set(other.about)) or item.topic == other.topic for other in recent),
        sum(item.kind == other.kind for other in recent),
    )


def _claims(item: Item) -> set[str]:
    return {claim.id for claim in item.claims}


def _shares(one: set[str], other: set[str]) -> bool:
    return not one.isdisjoint(other)
