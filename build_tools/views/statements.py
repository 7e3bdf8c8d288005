"""Claims as a reader meets them: with their level, their citations, and the conflicts they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.claims import Claim
from build_tools.model.entities import Conflict
from build_tools.model.names import cited_finding
from build_tools.model.reading import Finding


@dataclass(frozen=True, slots=True)
class CitationView:
    """One citation of a claim."""

    reference: Reference
    finding_id: str
    finding: Finding
    is_against: bool = False


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with everything that a page shows of it."""

    claim: Claim
    level: str | None
    citations: tuple[CitationView, ...]
    conflict: Conflict | None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def text(self) -> str:
        """The claim's sentence, with markup."""
        return self.claim.statement.text

    @property
    def frequency(self) -> str | None:
        """The frequency word, if the claim has one."""
        return self.claim.frequency

    @property
    def stage(self) -> str | None:
        """The stage that a finding belongs to, if it does."""
        return getattr(self.claim.statement, "stage", None)


def claim_view(kb: KnowledgeBase, claim: Claim) -> ClaimView:
    """A claim as a reader meets it."""
    statement = claim.statement
    citations = []
    for is_against, cited in ((False, statement.cites), (True, statement.against)):
        for citation in cited:
            reference, finding = kb.reference_of(citation), kb.findings.get(citation)
            if reference and finding:
                citations.append(CitationView(reference, cited_finding(citation), finding, is_against))
    conflict = kb.conflicts.get(statement.conflict) if statement.conflict else None
    return ClaimView(claim, kb.level_of(statement), tuple(citations), conflict)


def section_views(kb: KnowledgeBase, page_id: str, section: str) -> tuple[ClaimView, ...]:
    """The claims of one section of a page (``course``, ``findings``), claims inside of others left out."""
    claims = kb.claims_of_page.get(page_id, ())
    return tuple(claim_view(kb, claim) for claim in claims if claim.section == section and not claim.is_inner)


def levels_of(kb: KnowledgeBase, views: Iterable[ClaimView]) -> dict[str, int]:
    """How many claims stand at each level, strongest first, then ``editorial``; levels without a claim are left out."""
    counts: dict[str, int] = {}
    for view in views:
        if view.level:
            counts[view.level] = counts.get(view.level, 0) + 1
    order = [*reversed(kb.vocabulary.levels), "editorial"]
    return {level: counts[level] for level in order if level in counts}


def weakest_level(kb: KnowledgeBase, views: Iterable[ClaimView]) -> str | None:
    """The weakest level among claims that rest on findings."""
    return kb.vocabulary.weakest(tuple(view.level for view in views if view.level in kb.vocabulary.levels))
