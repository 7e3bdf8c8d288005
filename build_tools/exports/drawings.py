"""The schematics as files, each with what it shows, what is said of it and its license inside."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.figures.schematics import draw
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Figure
from build_tools.model.markup import plain

LICENSE_LINE = "Drawn for bmes-kb, the evidence-linked reference on bone marrow edema syndrome. CC BY 4.0."


def drawings(kb: KnowledgeBase) -> Iterator[tuple[Figure, str]]:
    """Each schematic with its SVG text."""
    for figure in kb.figures.values():
        caption = " ".join(claim.statement.text for claim in kb.claims_of_page[figure.id] if claim.section == "caption")
        description = f"{plain(figure.alt, kb.name_of)} {plain(caption, kb.name_of)} {LICENSE_LINE}"
        yield figure, draw(figure.id, title=figure.name, description=description)
