"""Which entries an export holds: by key, by number in the review's list, by page, or a whole list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.diagnostics import Fault, Place, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import REVIEW_KEY, KnowledgeBase, Reference
from build_tools.model.bibliography import Entry
from build_tools.model.claims import Claim
from build_tools.model.entities import Page, Region

ALL, REVIEW, PRINTED, DISTINCT, OTHERS = "all", "review", "printed", "distinct", "others"
LISTS = {
    ALL: "every publication: the review, its list as printed, and the others",
    REVIEW: "the review itself",
    PRINTED: "the review's list as printed, with the work that it prints twice",
    DISTINCT: "the review's list, each work once",
    OTHERS: "publications that are not in the review's list",
}
"""Names of whole lists, and what each holds."""

WHERE_TYPED = "<selection>"
"""The path of a fault in a selection; its column is the place of the name among those that were typed."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries that were asked for, each once, in the order of references.bib; and the names that nothing has."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...] = ()


def select(kb: KnowledgeBase, graph: EvidenceGraph, names: Iterable[str] = (ALL,)) -> Selection:
    """Entries by name: a key, a number of the review's list, the id of a page, now or once, or one of :data:`LISTS`.

    Never raises for a name that nothing has: it becomes a fault with a hint.
    """
    keys: set[str] = set()
    faults: list[Fault] = []
    pages = {old: page for page in kb.pages for old in page.formerly}
    pages |= {page.id: page for page in reversed(kb.pages)}
    by_number = {str(reference.number): reference for reference in reversed(kb.review_references)}
    for position, name in enumerate(names, start=1):
        if name in LISTS:
            keys |= {entry.key for entry in whole_list(kb, name)}
        elif name in kb.references:
            keys.add(name)
        elif name in by_number:
            keys.add(by_number[name].key)
        elif name in pages:
            keys |= {reference.key for reference in references_of_page(kb, graph, pages[name])}
        else:
            hint = did_you_mean(name, (*LISTS, *kb.references, *pages))
            known = f"known are keys of references.bib, numbers of the review's list, ids of pages, {', '.join(LISTS)}"
            faults.append(
                Fault(Place(WHERE_TYPED, 1, position), f"nothing to export is called '{name}'", hint or known)
            )
    entries = tuple(reference.entry for key, reference in kb.references.items() if key in keys)
    return Selection(entries, tuple(faults))


def whole_list(kb: KnowledgeBase, name: str) -> tuple[Entry, ...]:
    """The entries of one of :data:`LISTS`, the review's by number. Raises KeyError for any other name."""
    if name not in LISTS:
        raise KeyError(name)
    if name == ALL:
        return tuple(reference.entry for reference in kb.references.values())
    if name == REVIEW:
        return tuple(reference.entry for key, reference in kb.references.items() if key == REVIEW_KEY)
    if name == OTHERS:
        return tuple(one.entry for one in kb.references.values() if one.is_other)
    printed = tuple(reference.entry for reference in kb.review_references)
    return printed if name == PRINTED else tuple(entry for entry in printed if entry.duplicate_of is None)


def references_of_page(kb: KnowledgeBase, graph: EvidenceGraph, page: Page) -> tuple[Reference, ...]:
    """The publications that a page's claims cite, and those of claims elsewhere and of figures that it shows."""
    return graph.references_of(_claims_shown_on(kb, graph, page))


def _claims_shown_on(kb: KnowledgeBase, graph: EvidenceGraph, page: Page) -> Iterator[Claim]:
    yield from (claim for claim in kb.claims_of_page.get(page.id, ()) if not claim.is_position)
    for page_id in _with_parts(kb, page):
        for edge in graph.links_to(page_id):
            yield edge.claim
            # The other side of a stored pair shows what tells the two apart, too.
            discriminator = graph.discriminator(edge)
            if discriminator is not None:
                yield discriminator
    for figure in kb.figures.values():
        if page.id in figure.shows:
            yield from kb.claims_of_page.get(figure.id, ())


def _with_parts(kb: KnowledgeBase, page: Page) -> tuple[str, ...]:
    """The page's id; for a region also those of its parts, whose conditions its page shows."""
    found = [page.id]
    if isinstance(page, Region):
        for whole in found:
            found += [region.id for region in kb.regions.values() if region.part_of == whole and region.id not in found]
    return tuple(found)
