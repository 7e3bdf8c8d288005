"""Figures: the words in kb/figures and the drawings in build_tools/figures/schematics belong together."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.diagnostics import Fault, Place, did_you_mean
from build_tools.figures.schematics import SLUGS
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Figure
from build_tools.model.markup import plain
from build_tools.rules.registry import rule
from build_tools.sources.tree import FOLDER

LONGEST_ALT = 400
"""Characters of an alternative text: it is read aloud in one go."""


def _is_drawn_or_meant(kb: KnowledgeBase, slug: str) -> bool:
    """Whether a drawing has its words, or a file that could not be read or is misnamed has them."""
    return slug in kb.figures or slug in kb.misnamed or f"{FOLDER}/{Figure.folder}/{slug}.yaml" in kb.damaged


@rule("figure-undrawn")
def figure_undrawn(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A figure has a drawing of the same id, made by code in build_tools/figures/schematics.

    Words without a drawing would leave an empty place on the page.
    """
    for figure in kb.figures.values():
        if figure.id not in SLUGS and figure not in kb.misnamed.values():
            free = [slug for slug in SLUGS if not _is_drawn_or_meant(kb, slug)]
            hint = did_you_mean(figure.id, free) or "draw it there, or remove the file"
            yield figure.fault(f"there is no drawing '{figure.id}'", hint, ("id",))


@rule("drawing-unused")
def drawing_unused(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A drawing has its words in kb/figures: without caption and alternative text no page can show it.

    What it shows must be told to who cannot see it, and rest on findings like any other statement. A knowledge base
    without any figure needs none.
    """
    unused = [slug for slug in SLUGS if not _is_drawn_or_meant(kb, slug)]
    meant = [figure.id for figure in kb.figures.values() if figure.id not in SLUGS]
    unused = [slug for slug in unused if not any(did_you_mean(one, [slug]) for one in meant)]
    if kb.figures and unused:
        place = Place(next(iter(kb.figures.values())).origin.path.rpartition("/")[0])
        names = ", ".join(unused)
        yield Fault(place, f"drawings without words: {names}", f"write kb/figures/{unused[0]}.yaml")


@rule("figure-number")
def figure_number(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The number of a figure stands for one figure.

    Readers and teachers quote it, so it never changes and is never used again.
    """
    first: dict[int, str] = {}
    for page in kb.pages:
        if isinstance(page, Figure):
            user = first.setdefault(page.number, page.id)
            if user != page.id:
                message = f"number {page.number} is already that of '{user}'"
                yield page.fault(message, "give it the next free number", ("number",))


@rule("figure-spot")
def figure_spot(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The sign to find in a figure is one of those that it shows.

    The self-test asks for it: a learner would look in vain.
    """
    for figure in kb.figures.values():
        if figure.spot and figure.spot in kb.signs and figure.spot not in figure.shows and not figure.is_damaged:
            hint = f"add {figure.spot} to shows, or spot another sign"
            yield figure.fault(f"'{figure.spot}' is not among what it shows", hint, ("spot",))


@rule("alt-long")
def alt_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An alternative text has at most 400 characters.

    A screen reader reads it in one go. The caption says the rest.
    """
    for figure in kb.figures.values():
        length = len(plain(figure.alt))
        if length > LONGEST_ALT:
            yield figure.fault(f"the alternative text has {length} characters", f"at most {LONGEST_ALT}", ("alt",))
