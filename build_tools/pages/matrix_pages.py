"""The differential matrix as pages: a complete table with the controls of its script, and the same table as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.exports.csv_text import csv_text
from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.model.entities import Condition
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.matrix import MOST_TELLING, Cell, Matrix
from build_tools.views.statements import ClaimView

SIGN, KIND, APART = "Sign", "Kind of examination", "Pairs told apart"
"""Headings of the columns before the conditions; the second stands in the CSV, on the page it is the groups."""

NOT_STATED = "not stated"
SCRIPTS = (
    "csv",
    "presence",
    "matrix-logic",
    "matrix-rows",
    "matrix-table",
    "matrix-details",
    "matrix-keys",
    "matrix-list",
    "matrix-print",
    "matrix",
)


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice of conditions that the page offers by name."""

    id: str
    label: str
    conditions: tuple[Condition, ...]


def presets(matrix: Matrix, matrices: tuple[Matrix, ...]) -> tuple[Preset, ...]:
    """The choices of a page, the one that it opens with first: regions on the whole matrix, else its own; then all."""
    shown = [one for one in matrices if one.region and (matrix.region is None or one.region == matrix.region)]
    named = [Preset(one.region.id, one.region.name, one.preset) for one in shown if one.region]
    everything = Preset("all", f"All {len(matrix.conditions)}", matrix.conditions)
    return (*(one for one in named if one.conditions != matrix.conditions), everything)


def said(kb: KnowledgeBase, view: ClaimView) -> tuple[str, ...]:
    """What a cell says of one claim: state with stage, number of citations, level, and whether it is disputed."""
    words = kb.vocabulary.frequencies[view.frequency].label if view.frequency else ""
    stage = f" {kb.vocabulary.stages[view.stage].label}" if view.stage else ""
    count = len(view.citations)
    parts = [f"{words}{stage}", f"{count} citation{'' if count == 1 else 's'}"]
    if view.level:
        word = kb.vocabulary.editorial if view.level == EDITORIAL else kb.vocabulary.levels[view.level]
        parts.append(f"level {word.label}")
    if view.conflict:
        parts.append("disputed")
    return tuple(parts)


def csv_rows(kb: KnowledgeBase, matrix: Matrix) -> Iterator[list[str]]:
    """The rows of a matrix in its order, the header first; each cell says what the page's cell says."""
    yield [SIGN, KIND, APART, *(one.name for one in matrix.conditions)]

    def words(cell: Cell) -> str:
        return "; ".join(", ".join(said(kb, view)) for view in cell.claims) or NOT_STATED

    for modality, rows in matrix.groups:
        kind = kb.vocabulary.modalities[modality].label
        for row in rows:
            yield [row.sign.name, kind, str(row.separation), *map(words, row.cells)]


def matrix_pages(writer: SiteWriter, matrices: tuple[Matrix, ...]) -> Iterator[PageFile]:
    """The page and the CSV file of each matrix."""
    kb = writer.kb
    for matrix in matrices:
        place = f"Conditions of the {matrix.region.name.lower()}" if matrix.region else "All conditions"
        address, csv = addresses.of_matrix(matrix.region), addresses.csv_of_matrix(matrix.region)
        yield writer.page(
            address,
            "matrix.md.j2",
            f"{place}, sign by sign",
            file=addresses.source_file(address) if matrix.region else addresses.index_file(address),
            description=f"{place}: which sign is reported in which.",
            is_wide=True,
            scripts=SCRIPTS,
            matrix=matrix,
            matrices=matrices,
            presets=presets(matrix, matrices),
            limit=MOST_TELLING,
            headings={"sign": SIGN, "kind": KIND, "apart": APART},
            not_stated=NOT_STATED,
            said=lambda view: said(kb, view),
            csv=csv,
        )
        yield PageFile(csv, csv_text(csv_rows(kb, matrix)))
