"""What later publications change against the review, by topic: generated from the claims that carry an update."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase
from build_tools.views.statements import ClaimView, claim_view


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what the review or its references say, the later finding, and what follows for this site."""

    position: ClaimView
    later: ClaimView
    effect: str


def changes_by_topic(kb: KnowledgeBase) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """Topics in the vocabulary's order, each with its changes; topics without one are left out."""
    found: dict[str, list[Change]] = {}
    for claim in kb.claims.values():
        update = claim.statement.update
        if update:
            position = claim_view(kb, kb.claims[f"{claim.id}.position"])
            found.setdefault(update.topic, []).append(Change(position, claim_view(kb, claim), update.effect))
    return tuple((topic, tuple(found[topic])) for topic in kb.vocabulary.topics if topic in found)
