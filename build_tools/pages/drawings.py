"""Drawings on pages: what the knowledge base holds, handed to the figures as plain parameters."""

from __future__ import annotations

from markupsafe import Markup

from build_tools.figures.flow import CUT, NARROW, ROUND, SQUARE, WIDE, Exit, Step, flow
from build_tools.model.entities import Pathway
from build_tools.pages import addresses
from build_tools.pages.writer import PageWriter, SiteWriter

SHAPES = {"condition": ROUND, "sign": SQUARE, "treatment": CUT, "region": SQUARE}
"""The shape of a link in a drawing says what kind of page it leads to."""


def pathway_drawings(writer: SiteWriter, pathway: Pathway) -> tuple[tuple[str, Markup], ...]:
    """The steps of a pathway as a flow, for a narrow and a wide column, each with its name.

    Boxes lead to the steps of the list on the same page, whose anchors are the ids of the claims.
    """
    here = addresses.of_page(pathway)
    page = PageWriter(writer, here)
    steps = [
        Step(
            page.plain(step.question),
            page.link(addresses.of_claim(writer.kb.claims[f"{pathway.id}.steps.{name}"])),
            tuple(_exit(page, target) for target in step.leads_to),
            step.conflict is not None,
        )
        for name, step in pathway.steps.items()
    ]
    description = (
        f"{len(steps)} questions, one below the other. Each leads to its text below and to pages of this site."
    )
    return tuple(
        (
            name,
            # The drawing has escaped every text and address that it was given.
            Markup(flow(steps, layout, prefix=f"flow-{name}", title=pathway.name, description=description)),
        )
        for name, layout in (("narrow", NARROW), ("wide", WIDE))
    )


def _exit(page: PageWriter, target: str) -> Exit:
    entity = page.kb.entities[target]
    return Exit(entity.name, page.to(entity), SHAPES[entity.kind])
