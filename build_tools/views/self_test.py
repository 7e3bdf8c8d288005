"""What the self-test shows: its items in order, what a reader can choose from, and the few on a condition's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.study.bank import all_items
from build_tools.study.items import (
    ABSENCE,
    APART,
    CONDITION,
    EXCEPTION,
    FREQUENCY,
    ODD,
    PATHWAY,
    READING,
    SIGN,
    STUDY,
    Item,
)
from build_tools.study.order import interleaved
from build_tools.study.wording import GROUP_NAMES, GROUP_OF

ON_A_PAGE = 3
"""Items at the end of a condition's page (pages.md 4.3)."""

_MOST_TELLING = (APART, ODD, SIGN, ABSENCE, READING, CONDITION, EXCEPTION, FREQUENCY, PATHWAY, STUDY)
"""Kinds in the order in which a condition's page takes them: what tells it from others comes first. A schematic is not
asked for: it stands on the same page with its labels."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a reader can choose: a region, a kind or a condition, with how many items it has."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class SelfTest:
    """Every item in the order of asking, and the choices."""

    items: tuple[Item, ...]
    regions: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    conditions: tuple[Choice, ...]

    @property
    def by_id(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    def in_group(self, group: str) -> tuple[Item, ...]:
        """The items of one group of kinds, by topic."""
        own = (item for item in self.items if GROUP_OF[item.kind] == group)
        return tuple(sorted(own, key=lambda item: (item.whole.lower(), item.id)))

    def on_page(self, condition_id: str, cited: Set[str]) -> tuple[Item, ...]:
        """The few items of a condition's page: of different claims, and of different kinds where there are enough.

        They cite nothing but what the page cites already (keys of references): its list of references, which readers
        also take as a file, holds what it says of the condition, and a question adds nothing to that.
        """
        own = [item for item in self.items if condition_id in item.about and item.cited <= cited]
        own = [item for item in own if item.kind in _MOST_TELLING]
        own.sort(key=lambda item: (_MOST_TELLING.index(item.kind), item.about[0] != condition_id))
        chosen: list[Item] = []
        for is_repeating in (False, True):
            for item in own:
                kinds = {one.kind for one in chosen}
                claims = {claim.id for one in chosen for claim in one.claims}
                is_new = claims.isdisjoint(claim.id for claim in item.claims)
                if is_new and (is_repeating or item.kind not in kinds) and len(chosen) < ON_A_PAGE:
                    chosen.append(item)
        return tuple(chosen)

    def of_pair(self, one: str, other: str) -> tuple[Item, ...]:
        """Items that ask what tells two conditions apart."""
        return tuple(item for item in self.items if item.kind == APART and set(item.about) == {one, other})


def self_test(kb: KnowledgeBase, graph: EvidenceGraph) -> SelfTest:
    """Everything that the self-test shows."""
    items = interleaved(all_items(kb, graph))
    roots = {region.id: region.name for region in kb.regions.values() if region.part_of is None}
    return SelfTest(
        items,
        _choices(roots, (item.regions or tuple(roots) for item in items)),
        _choices({name: label for name, (label, _) in GROUP_NAMES.items()}, ((GROUP_OF[item.kind],) for item in items)),
        _choices({one.id: one.name for one in kb.conditions.values()}, (item.about for item in items)),
    )


def _choices(labels: Mapping[str, str], used: Iterable[tuple[str, ...]]) -> tuple[Choice, ...]:
    counts = dict.fromkeys(labels, 0)
    for names in used:
        for name in names:
            counts[name] += 1
    return tuple(Choice(name, labels[name], count) for name, count in counts.items() if count)
