"""Schematics as pages show them: which stand on a page, their captions, and what they were drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.entities import Figure
from build_tools.views.statements import ClaimView, section_views


@dataclass(frozen=True, slots=True)
class FigureView:
    """What is printed below a schematic."""

    caption: tuple[ClaimView, ...]
    references: tuple[Reference, ...]
    """What the caption cites, in the order of references.bib: the drawing follows their descriptions."""


def figure_view(kb: KnowledgeBase, figure: Figure) -> FigureView:
    """The caption of a schematic, and what it cites."""
    caption = section_views(kb, figure.id, "caption")
    keys = {citation.reference.key for view in caption for citation in view.citations}
    return FigureView(caption, tuple(one for key, one in kb.references.items() if key in keys))


def figures_showing(kb: KnowledgeBase, entity_id: str) -> tuple[Figure, ...]:
    """The schematics of an entity's page: first those that name it earliest among what they show, then by number."""
    found = [figure for figure in kb.figures.values() if entity_id in figure.shows]
    return tuple(sorted(found, key=lambda one: one.shows.index(entity_id)))
