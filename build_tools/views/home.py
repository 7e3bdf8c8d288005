"""The core table of the home page: the conditions that are confused most often, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import GroupLink
from build_tools.model.entities import Condition, Entity
from build_tools.views.entity_pages import condition_view
from build_tools.views.statements import ClaimView, section_views

CORE_CONDITIONS = (
    "transient-osteoporosis-of-the-hip",
    "regional-migratory-osteoporosis",
    "complex-regional-pain-syndrome",
    "osteonecrosis-of-the-femoral-head",
    "subchondral-insufficiency-fracture-of-the-femoral-head",
)
"""Columns of the table, where the knowledge base has them."""

CELL_LIMIT = 4
"""Items in one cell; the condition's page has all of them."""

MODALITY_ROWS = ("radiography", "mri", "scintigraphy", "densitometry", "clinical")


@dataclass(frozen=True, slots=True)
class CoreItem:
    """One thing that a cell names: its claim, the words shown, and the entity they lead to."""

    view: ClaimView
    name: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class CoreTable:
    """Columns, and rows of cells; a cell without items is not stated."""

    columns: tuple[Condition, ...]
    rows: tuple[tuple[str, tuple[tuple[CoreItem, ...], ...]], ...]


def core_table(kb: KnowledgeBase, graph: EvidenceGraph) -> CoreTable:
    """Build the table from the claims of each condition, the most frequent first."""
    columns = tuple(kb.conditions[one] for one in CORE_CONDITIONS if one in kb.conditions)
    rows = [("Who", tuple(_groups(kb, column) for column in columns))]
    views = {column.id: condition_view(kb, graph, column) for column in columns}
    for modality in MODALITY_ROWS:
        cells = []
        for column in columns:
            found = dict(views[column.id].findings).get(modality, ())
            cells.append(tuple(CoreItem(view, sign.name, sign) for view, sign in found[:CELL_LIMIT]))
        if any(cells):
            rows.append((kb.vocabulary.modalities[modality].label, tuple(cells)))
    rows.append(("Not needed, according to a source", tuple(_not_needed(kb, column) for column in columns)))
    return CoreTable(columns, tuple(row for row in rows if any(row[1])))


def _groups(kb: KnowledgeBase, condition: Condition) -> tuple[CoreItem, ...]:
    items = []
    for view in section_views(kb, condition.id, "who"):
        link = view.claim.statement
        if isinstance(link, GroupLink) and link.group in kb.vocabulary.patient_groups:
            items.append(CoreItem(view, kb.vocabulary.patient_groups[link.group].label, condition))
    return tuple(items[:CELL_LIMIT])


def _not_needed(kb: KnowledgeBase, condition: Condition) -> tuple[CoreItem, ...]:
    items = []
    for view in section_views(kb, condition.id, "not-indicated"):
        treatment = kb.treatments.get(view.claim.statement.label)
        if treatment:
            items.append(CoreItem(view, treatment.name, treatment))
    return tuple(items[:CELL_LIMIT])
