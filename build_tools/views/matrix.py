"""The differential matrix: conditions by signs, with the state of each cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools.graph import EvidenceGraph, are_told_apart, presences_in, region_and_parts
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import RegionLink
from build_tools.model.entities import Condition, Region, Sign
from build_tools.model.vocabulary import PRESENT
from build_tools.views.statements import ClaimView, claim_view

MOST_TELLING = 14
"""How many signs a matrix opens with (pages.md 4.8): as many as a reader can take in, the most telling ones."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is stated of one sign in one condition. No claims: not stated in our sources, never to be read as absent."""

    condition: Condition
    sign: Sign
    claims: tuple[ClaimView, ...] = ()

    @property
    def is_stated(self) -> bool:
        """Whether any claim links the two."""
        return bool(self.claims)

    @property
    def frequency(self) -> str | None:
        """The word that the cell shows: that of its first claim."""
        return self.claims[0].frequency if self.claims else None

    @property
    def is_disputed(self) -> bool:
        """Whether a claim of the cell is one side of a conflict."""
        return any(view.conflict for view in self.claims)


@dataclass(frozen=True, slots=True)
class Row:
    """One sign across the conditions of a matrix."""

    sign: Sign
    cells: tuple[Cell, ...]
    separation: int
    """How many pairs of the conditions the sign tells apart: present in one, absent or arguing against in the other."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Conditions (columns) by signs (rows), rows grouped by modality, in each the most telling sign first."""

    region: Region | None
    conditions: tuple[Condition, ...]
    preset: tuple[Condition, ...]
    """The conditions that it opens with where scripts run; all where nothing is chosen."""
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    unreported: tuple[Condition, ...] = ()
    """Conditions that stand here to be told apart, though no source read so far reports them in the region."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for _, rows in self.groups for row in rows)

    @property
    def by_separation(self) -> tuple[Row, ...]:
        """All rows as one list, the most telling sign first.

        Nothing here shows it: docs/scripts/matrix-logic.js makes the same list in the browser, of whatever conditions
        the reader chooses, and the tests hold what it shows to this one.
        """
        return tuple(sorted(self.rows, key=_most_telling_first))


def cell(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition, sign: Sign) -> Cell:
    """The cell of one condition and sign; claims in the order of the vocabulary's frequency words."""
    order = list(kb.vocabulary.frequencies)
    views = [claim_view(kb, edge.claim) for edge in graph.findings_of(condition.id, sign.id)]
    views.sort(key=lambda view: order.index(view.frequency) if view.frequency in order else len(order))
    return Cell(condition, sign, tuple(views))


def presences(kb: KnowledgeBase, one: Cell) -> frozenset[str]:
    """Whether the cell's claims speak of presence, of absence, or of a sign that argues against; may be several."""
    return presences_in(kb, (view.claim for view in one.claims))


def tells_apart(kb: KnowledgeBase, first: Cell, second: Cell) -> bool:
    """Whether the sign is stated for both and present in only one of them."""
    return are_told_apart(presences(kb, first), presences(kb, second))


def _most_telling_first(row: Row) -> tuple[int, int, str]:
    """Most pairs told apart first, then most conditions stated, then by name: as docs/scripts/matrix-logic.js does."""
    return -row.separation, -sum(one.is_stated for one in row.cells), row.sign.name.lower()


def matrix(
    kb: KnowledgeBase,
    graph: EvidenceGraph,
    conditions: tuple[Condition, ...],
    region: Region | None,
    preset: tuple[Condition, ...] = (),
) -> Matrix:
    """The matrix of some conditions, with a row for every sign that is stated for any of them."""
    rows: dict[str, list[Row]] = {}
    for sign in kb.signs.values():
        cells = tuple(cell(kb, graph, condition, sign) for condition in conditions)
        if not any(one.is_stated for one in cells):
            continue
        pairs = [(a, b) for index, a in enumerate(cells) for b in cells[index + 1 :]]
        separation = sum(tells_apart(kb, a, b) for a, b in pairs)
        rows.setdefault(sign.modality, []).append(Row(sign, cells, separation))
    for group in rows.values():
        group.sort(key=_most_telling_first)
    order = [modality for modality in kb.vocabulary.modalities if modality in rows]
    groups = tuple((modality, tuple(rows[modality])) for modality in order)
    return Matrix(region, conditions, preset or conditions, groups)


def conditions_in(kb: KnowledgeBase, region_id: str) -> tuple[Condition, ...]:
    """Conditions that are reported in a region or in a part of it."""
    inside = region_and_parts(kb, region_id)
    words = kb.vocabulary.frequencies

    def is_reported(link: RegionLink) -> bool:
        meaning = words.get(link.frequency)
        return link.region in inside and meaning is not None and meaning.presence == PRESENT

    return tuple(one for one in kb.conditions.values() if any(is_reported(link) for link in one.where))


def preset_of(kb: KnowledgeBase, region: Region) -> tuple[Condition, ...]:
    """The conditions to tell apart in a region: those that its file names, else those that are reported there."""
    named = tuple(kb.conditions[name] for name in dict.fromkeys(region.preset) if name in kb.conditions)
    return in_reading_order(kb, named or conditions_in(kb, region.id))


def regional_matrices(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Matrix, ...]:
    """One matrix for each region that is no part of another and has at least two conditions, the largest first.

    Its conditions are those that are reported there, and those that the region's file asks to tell apart.
    """
    found = []
    for region in kb.regions.values():
        if region.part_of is None:
            reported, preset = conditions_in(kb, region.id), preset_of(kb, region)
            unreported = tuple(one for one in preset if one not in reported)
            conditions = in_reading_order(kb, (*reported, *unreported))
            if len(conditions) > 1:
                found.append(replace(matrix(kb, graph, conditions, region, preset), unreported=unreported))
    return tuple(sorted(found, key=lambda one: (-len(one.conditions), one.region.name if one.region else "")))


def in_reading_order(kb: KnowledgeBase, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Conditions by group of causes in the vocabulary's order, a syndrome before its forms, then by name."""
    causes = list(kb.vocabulary.causes)
    return tuple(sorted(conditions, key=lambda one: (causes.index(one.cause), one.subtype_of != (), one.name)))


def whole_matrix(kb: KnowledgeBase, graph: EvidenceGraph) -> Matrix:
    """The matrix of all conditions."""
    return matrix(kb, graph, in_reading_order(kb, tuple(kb.conditions.values())), None)
