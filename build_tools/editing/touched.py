"""Which pages of the site a change touches: those that show something of what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model import addresses
from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Conflict, Page, slug_of_pair
from build_tools.model.names import cited_key

MATRIX = "matrix"


def address_of(page: Page) -> str:
    """The address of a page on the site, as an editor types it behind the preview's: without a slash at its end."""
    return addresses.of_page(page).rstrip("/")


def pages_touched(
    old: KnowledgeBase, new: KnowledgeBase, differing: Mapping[str, Set[str]], reordered: Collection[str]
) -> tuple[str, ...]:
    """The addresses of pages to look at after a change, in the order of the alphabet.

    ``differing`` holds the names of the claims, findings, pages and references that differ; those of claims include the
    ones whose level moved. ``reordered`` are the ids of pages whose claims stand in another order.
    """
    touched: set[str] = set()
    for kb in (old, new):
        touched |= set(_touched_in(kb, EvidenceGraph(kb), differing))
        touched |= {address_of(page) for page in kb.pages if page.id in reordered}
    return tuple(sorted(touched))


def _touched_in(kb: KnowledgeBase, graph: EvidenceGraph, differing: Mapping[str, Set[str]]) -> Iterator[str]:
    kinds = {f"{page.folder}/{page.id}": page for page in kb.pages}
    shown_at = {page.id: address_of(page) for page in kb.pages}
    claims = [kb.claims[name] for name in differing["claims"] if name in kb.claims]
    cited = [name for name in differing["findings"] if name in kb.findings]
    claims += [claim for name in cited for claim in graph.claims_citing_finding(name)]
    keys = {key for key in differing["references"] if key in kb.references} | {cited_key(name) for name in cited}
    claims += [claim for key in differing["references"] & keys for claim in graph.claims_citing(kb.references[key])]
    claims = list({claim.id: claim for claim in claims}.values())
    for claim in claims:
        yield shown_at[claim.page.id]
        keys |= {cited_key(citation) for citation in claim.statement.all_citations}
    yield from (addresses.of_reference(key).rstrip("/") for key in keys if key in kb.references)
    changed_ids = {claim.id for claim in claims}
    for edge in graph.edges:
        if edge.claim.id in changed_ids and edge.target in shown_at:
            yield shown_at[edge.target]
            if edge.relation == "findings":
                yield MATRIX
    for name in differing["pages"]:
        if name in kinds:
            page = kinds[name]
            yield address_of(page)
            yield from (shown_at[page_id] for page_id in _beside(graph, page.id) if page_id in shown_at)
            if isinstance(page, Conflict):
                yield from (shown_at[page_id] for page_id in page.touches if page_id in shown_at)
        elif name.startswith(addresses.REFERENCES):
            yield name
    yield from _comparisons(kb, graph, claims)


def _beside(graph: EvidenceGraph, page_id: str) -> Iterator[str]:
    """Pages that a link joins to a page: they show its name."""
    for edge in (*graph.links_from(page_id), *graph.links_to(page_id)):
        yield edge.other_end(page_id)


def _comparisons(kb: KnowledgeBase, graph: EvidenceGraph, claims: list[Claim]) -> Iterator[str]:
    """Pages of pairs that set a condition with such a claim beside another."""
    conditions = {claim.page.id for claim in claims if isinstance(claim.page, Condition)}
    for pair in graph.mimic_pairs:
        ends = [kb.conditions[end] for end in (pair.source, pair.target) if end in kb.conditions]
        if len(ends) == 2 and conditions & {end.id for end in ends}:
            yield addresses.of_comparison(slug_of_pair(*ends)).rstrip("/")
