"""The evidence graph: entities, conflicts, findings and references as nodes, typed edges with their claims.

Nodes are named by id, by key, and by ``key#finding-id``; their ``kind`` attribute tells them apart. Edges run

- entity to entity: the section of the claim (``findings``, ``mimics``, ``treated-with``, ``where`` ...);
- entity to finding: ``cites`` or ``cites-against``, one edge for each claim;
- finding to reference: ``stands-in``; conflict to entity: ``touches``; figure to entity: ``shows``; region to region:
  ``part-of``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.claims import Claim, ConditionLink, Discriminator, RegionLink, SignLink, TreatmentLink
from build_tools.model.markup import links
from build_tools.model.names import cited_key
from build_tools.model.record import LinkTo
from build_tools.model.vocabulary import PRESENT

if TYPE_CHECKING:
    import networkx as nx

CITES, AGAINST, STANDS_IN, TOUCHES, SHOWS, PART_OF, MENTIONS = (
    "cites",
    "cites-against",
    "stands-in",
    "touches",
    "shows",
    "part-of",
    "mentions",
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One claim that links two pages; ``relation`` is the claim's section."""

    source: str
    target: str
    relation: str
    claim: Claim

    def other_end(self, page_id: str) -> str:
        """The page at the other end, seen from one of the two."""
        return self.target if self.source == page_id else self.source


def link_target(claim: Claim) -> str | None:
    """The entity that a claim links its page to, if it is a link."""
    match claim.statement:
        case SignLink(sign=target) | RegionLink(region=target) | TreatmentLink(treatment=target):
            return target
        case ConditionLink(condition=target):
            return target
        case Discriminator(sign=target):
            return target
        case _:
            return None


def presences_in(kb: KnowledgeBase, claims: Iterable[Claim]) -> frozenset[str]:
    """Whether claims on one sign speak of presence, of absence, or of a sign that argues against; may be several."""
    words = kb.vocabulary.frequencies
    return frozenset(words[claim.frequency].presence for claim in claims if claim.frequency in words)


def are_told_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a sign is stated for both of two conditions and, by what is said there, present in only one of them."""
    return bool(one and other) and (one == {PRESENT}) != (other == {PRESENT}) and one.isdisjoint(other)


def region_and_parts(kb: KnowledgeBase, region_id: str) -> frozenset[str]:
    """A region and everything that is a part of it."""
    inside = {region_id}
    while True:
        more = {region.id for region in kb.regions.values() if region.part_of in inside} - inside
        if not more:
            return frozenset(inside)
        inside |= more


def roots_of(kb: KnowledgeBase, region_ids: Iterable[str]) -> list[str]:
    """The regions, parts of no other, that some regions belong to, each once."""
    roots = []
    for region_id in region_ids:
        seen = [region_id]
        while (region := kb.regions.get(seen[-1])) and region.part_of and region.part_of not in seen:
            seen.append(region.part_of)
        roots.append(seen[-1])
    return list(dict.fromkeys(roots))


class EvidenceGraph:
    """The knowledge base as a networkx multigraph, and the questions that rules and pages ask it."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The graph itself. An edge's target may be missing from the knowledge base; then its node has no ``kind``."""
        import networkx as nx

        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for reference in self.kb.references.values():
            network.add_node(reference.key, kind="reference")
        for citation in self.kb.findings:
            network.add_node(citation, kind="finding")
            network.add_edge(citation, cited_key(citation), key=STANDS_IN, relation=STANDS_IN)
        for page in self.kb.pages:
            network.add_node(page.id, kind=page.kind)
        for claim in self.kb.claims.values():
            for relation, citations in ((CITES, claim.statement.cites), (AGAINST, claim.statement.against)):
                for citation in citations:
                    network.add_edge(
                        claim.page.id, citation, key=f"{relation} {claim.id}", relation=relation, claim=claim.id
                    )
            for target in links(claim.statement.text):
                network.add_edge(claim.page.id, target, key=f"{MENTIONS} {claim.id}", relation=MENTIONS, claim=claim.id)
        for edge in self.edges:
            network.add_edge(
                edge.source,
                edge.target,
                key=edge.claim.id,
                relation=edge.relation,
                claim=edge.claim.id,
                cites=edge.claim.statement.cites,
            )
        for conflict in self.kb.conflicts.values():
            for target in conflict.touches:
                network.add_edge(conflict.id, target, key=TOUCHES, relation=TOUCHES)
        for figure in self.kb.figures.values():
            for target in figure.shows:
                network.add_edge(figure.id, target, key=SHOWS, relation=SHOWS)
        for region in self.kb.regions.values():
            if region.part_of:
                network.add_edge(region.id, region.part_of, key=PART_OF, relation=PART_OF)
        return network

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every claim that links two pages, in the order of pages and fields."""
        found = []
        for claim in self.kb.claims.values():
            target = link_target(claim)
            if target is not None:
                relation = "discriminator" if isinstance(claim.statement, Discriminator) else claim.section
                found.append(Edge(claim.page.id, target, relation, claim))
        return tuple(found)

    @cached_property
    def _edges_by_end(self) -> dict[str, tuple[list[Edge], list[Edge]]]:
        ends: dict[str, tuple[list[Edge], list[Edge]]] = {}
        for edge in self.edges:
            ends.setdefault(edge.source, ([], []))[0].append(edge)
            ends.setdefault(edge.target, ([], []))[1].append(edge)
        return ends

    def links_from(self, page_id: str, relation: str | None = None) -> tuple[Edge, ...]:
        """Links that a page states itself, all or of one relation."""
        out, _ = self._edges_by_end.get(page_id, ([], []))
        return tuple(edge for edge in out if relation in (None, edge.relation))

    def links_to(self, page_id: str, relation: str | None = None) -> tuple[Edge, ...]:
        """Links that other pages state to this one, all or of one relation."""
        _, into = self._edges_by_end.get(page_id, ([], []))
        return tuple(edge for edge in into if relation in (None, edge.relation))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Edge]]:
        cells: dict[tuple[str, str], list[Edge]] = {}
        for edge in self.edges:
            if edge.relation == "findings":
                cells.setdefault((edge.source, edge.target), []).append(edge)
        return cells

    def findings_of(self, condition_id: str, sign_id: str) -> tuple[Edge, ...]:
        """Links that state a sign of a condition: one cell of the differential matrix."""
        return tuple(self._cells.get((condition_id, sign_id), ()))

    @cached_property
    def _claims_by_finding(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.kb.claims.values():
            for citation in dict.fromkeys(claim.statement.all_citations):
                found.setdefault(citation, []).append(claim)
        return {citation: tuple(claims) for citation, claims in found.items()}

    def claims_citing_finding(self, citation: str) -> tuple[Claim, ...]:
        """Claims that cite a finding, for or against."""
        return self._claims_by_finding.get(citation, ())

    def claims_citing(self, reference: Reference) -> tuple[Claim, ...]:
        """Claims that cite any finding of a publication, each once."""
        claims: dict[str, Claim] = {}
        for finding_id in reference.findings:
            for claim in self.claims_citing_finding(f"{reference.key}#{finding_id}"):
                claims.setdefault(claim.id, claim)
        return tuple(claims.values())

    def references_of(self, claims: Iterable[Claim]) -> tuple[Reference, ...]:
        """The publications that claims cite: the review, then its list by number, then later papers by key."""
        keys = {cited_key(citation) for claim in claims for citation in claim.statement.all_citations}
        return tuple(reference for key, reference in self.kb.references.items() if key in keys)

    @cached_property
    def grounded_claims(self) -> tuple[Claim, ...]:
        """Claims that were read whole and cite findings, all of which exist: they can be compared with these."""
        findings = self.kb.findings
        return tuple(
            claim
            for claim in self.kb.all_claims
            if (citations := claim.statement.all_citations)
            and all(citation in findings for citation in citations)
            and not claim.statement.is_damaged
        )

    @cached_property
    def mimic_pairs(self) -> tuple[Edge, ...]:
        """Each stored pair of look-alikes once."""
        return tuple(edge for edge in self.edges if edge.relation == "mimics")

    def mimics_of(self, condition_id: str) -> tuple[Edge, ...]:
        """Stored pairs that a condition belongs to, whichever file stores them."""
        return self.links_from(condition_id, "mimics") + self.links_to(condition_id, "mimics")

    def discriminator(self, pair: Edge) -> Claim | None:
        """The claim that says what tells a stored pair of look-alikes apart best, if a source names it."""
        return self.kb.claims.get(f"{pair.claim.id}.discriminator")

    def loops(self, relation: str) -> Iterator[tuple[Edge, ...]]:
        """Loops of a relation that should have none, each as its edges."""
        import networkx as nx

        one_relation: nx.DiGraph[str] = nx.DiGraph()
        edges = {(edge.source, edge.target): edge for edge in self.edges if edge.relation == relation}
        one_relation.add_edges_from(edge for edge in edges if edge[0] != edge[1])
        for nodes in nx.simple_cycles(one_relation):
            start = nodes.index(min(nodes))
            ring = [*nodes[start:], *nodes[:start]]
            yield tuple(edges[pair] for pair in zip(ring, [*ring[1:], ring[0]], strict=True))

    def depth(self, condition_id: str) -> int:
        """How many conditions it is a form of, one above the other; 0 for what is a form of nothing."""
        depth, seen = 0, {condition_id}
        while True:
            above = {edge.target for one in seen for edge in self.links_from(one, "subtype-of")} - seen
            if not above:
                return depth
            depth, seen = depth + 1, seen | above

    @cached_property
    def islands(self) -> tuple[frozenset[str], ...]:
        """Groups of pages that no link joins to the largest group. Shared references do not join pages."""
        import networkx as nx

        pages = {page.id: page.id for page in self.kb.pages}
        for name, file in self.kb.misnamed.items():
            pages.setdefault(name, file.id)  # links may well know it by the name of its file
        between_pages: nx.Graph[str] = nx.Graph(
            (pages[source], pages[target])
            for source, target in self.network.edges()
            if source in pages and target in pages
        )
        for page in self.kb.pages:
            named = (marked.value for marked in self.kb.marked_in(page) if isinstance(marked.mark, LinkTo))
            between_pages.add_edges_from((page.id, pages[target]) for target in named if target in pages)
        between_pages.add_nodes_from(sorted(page.id for page in self.kb.pages))
        groups = sorted(nx.connected_components(between_pages), key=lambda group: (-len(group), min(group)))
        return tuple(frozenset(group) for group in groups[1:])
