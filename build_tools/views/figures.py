"""Schematics as pages show them: the figure, its caption, and what it was drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.entities import Figure
from build_tools.views.statements import ClaimView, section_views


@dataclass(frozen=True, slots=True)
class FigureView:
    """One schematic."""

    figure: Figure
    caption: tuple[ClaimView, ...]
    references: tuple[Reference, ...]
    """What the caption cites, in the order of references.bib: the drawing follows their descriptions."""


def figure_view(kb: KnowledgeBase, figure: Figure) -> FigureView:
    """A schematic with everything that is printed below it."""
    caption = section_views(kb, figure.id, "caption")
    keys = {citation.reference.key for view in caption for citation in view.citations}
    return FigureView(figure, caption, tuple(one for key, one in kb.references.items() if key in keys))


def figures_showing(kb: KnowledgeBase, entity_id: str) -> tuple[FigureView, ...]:
    """The schematics of an entity's page: first those that name it earliest among what they show, then by number."""
    found = [figure for figure in kb.figures.values() if entity_id in figure.shows]
    return tuple(figure_view(kb, one) for one in sorted(found, key=lambda one: one.shows.index(entity_id)))
