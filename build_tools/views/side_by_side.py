"""Two to four conditions sign by sign: what tells them apart, what agrees, what is stated for some only.

``docs/scripts/compare-logic.js`` does the same in the browser for any choice of conditions; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from build_tools.graph import Edge, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Sign
from build_tools.views.matrix import Cell, cell, presences, tells_apart

DIFFER, MIXED, AGREE, SOME = "differ", "mixed", "agree", "one-sided"

GROUPS = (DIFFER, MIXED, AGREE, SOME)
"""The groups of rows, in the order in which a comparison shows them."""

FEWEST, MOST = 2, 4
"""How many conditions can be compared: more than four columns are a matrix."""


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign across the conditions that are compared."""

    sign: Sign
    cells: tuple[Cell, ...]
    told_apart: tuple[tuple[Cell, Cell], ...]
    """Pairs of cells that are told apart: present in one, absent or arguing against in the other."""
    named: tuple[tuple[Cell, Cell], ...]
    """Pairs whose stored discriminator is this sign, whatever is stated of it in the two."""

    @property
    def stated(self) -> tuple[Cell, ...]:
        """The cells that say something."""
        return tuple(one for one in self.cells if one.is_stated)

    @property
    def separation(self) -> int:
        """How many pairs of the conditions the sign helps to tell apart."""
        return len({(one.condition.id, other.condition.id) for one, other in (*self.told_apart, *self.named)})


def grouped(
    kb: KnowledgeBase, graph: EvidenceGraph, conditions: tuple[Condition, ...]
) -> dict[str, tuple[SignRow, ...]]:
    """A row for every sign that is stated for any of the conditions, by group, in each the most telling row first."""
    discriminators = _discriminating_signs(graph, conditions)
    found: dict[str, list[SignRow]] = {group: [] for group in GROUPS}
    for sign in kb.signs.values():
        cells = tuple(cell(kb, graph, condition, sign) for condition in conditions)
        if not any(one.is_stated for one in cells):
            continue
        pairs = list(combinations(cells, 2))
        row = SignRow(
            sign,
            cells,
            tuple(pair for pair in pairs if tells_apart(kb, *pair)),
            tuple(pair for pair, named in zip(pairs, discriminators, strict=True) if named == sign.id),
        )
        found[group_of(kb, row)].append(row)
    return {group: tuple(sorted(rows, key=lambda row: _order(kb, row))) for group, rows in found.items()}


def group_of(kb: KnowledgeBase, row: SignRow) -> str:
    """The group of a row: whether it tells any two apart or is named for that, then whether all cells speak alike."""
    if row.separation:
        return DIFFER
    if len(row.stated) < len(row.cells):
        return SOME
    return AGREE if _speak_alike(kb, row) else MIXED


def _speak_alike(kb: KnowledgeBase, row: SignRow) -> bool:
    """Whether the same is stated for all."""
    return len(row.stated) == len(row.cells) and len({presences(kb, one) for one in row.cells}) == 1


def _order(kb: KnowledgeBase, row: SignRow) -> tuple[int, bool, int, int, int, int, str, str]:
    """What sorts rows: pairs that the sign helps to tell apart, pairs that it is named for, then the evidence.

    Of a sign that is named although the same is stated for all, it is something else than its presence that helps: such
    a row comes after those of which the presence does.

    A row is as strong as the best pair that it tells apart, and a pair as strong as its weaker side; a row that tells
    none apart is as strong as its weakest stated cell. Then the more usual sign comes first, then the alphabet.
    """
    sides: list[tuple[Cell, ...]] = [*row.told_apart] or [row.stated]
    strength = max(_weakest(kb, cells) for cells in sides)
    words = list(kb.vocabulary.frequencies)
    usual = min(words.index(one.frequency) if one.frequency in words else len(words) for one in row.stated)
    names = (row.sign.name.lower(), row.sign.id)
    alike = _speak_alike(kb, row)
    return (-row.separation, alike, -len(row.named), -len(row.stated), -strength, usual, *names)


def _weakest(kb: KnowledgeBase, cells: Iterable[Cell]) -> int:
    """The strength of the cell that is supported worst; a cell is as strong as its best claim."""
    return min(max(kb.vocabulary.strength(view.level or "") for view in one.claims) for one in cells)


def _discriminating_signs(graph: EvidenceGraph, conditions: tuple[Condition, ...]) -> list[str | None]:
    """For every two of the conditions, in order, the sign that their stored discriminator names."""
    claims = [discriminator_of(graph, one, other) for one, other in combinations(conditions, 2)]
    return [getattr(claim.statement, "sign", None) if claim else None for claim in claims]


def stored_pair(graph: EvidenceGraph, one: Condition, other: Condition) -> Edge | None:
    """The stored look-alike relation of two conditions, whichever file holds it."""
    for edge in graph.mimics_of(one.id):
        if other.id in (edge.source, edge.target):
            return edge
    return None


def discriminator_of(graph: EvidenceGraph, one: Condition, other: Condition) -> Claim | None:
    """The claim that says what tells two look-alikes apart best, if the two are stored and it was found."""
    stored = stored_pair(graph, one, other)
    return graph.discriminator(stored) if stored else None
