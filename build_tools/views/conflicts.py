"""Questions on which sources disagree, and the pages that they touch."""

from __future__ import annotations

from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Conflict


def conflicts_on(kb: KnowledgeBase, page_id: str) -> tuple[Conflict, ...]:
    """Conflicts that touch an entity: named in the conflict, or by one of the entity's claims."""
    by_claims = {claim.statement.conflict for claim in kb.claims_of_page.get(page_id, ())}
    return tuple(one for one in kb.conflicts.values() if page_id in one.touches or one.id in by_claims)


def in_order(kb: KnowledgeBase) -> tuple[Conflict, ...]:
    """All conflicts by their number (k1, k2, ... k10)."""
    return tuple(sorted(kb.conflicts.values(), key=lambda one: (len(one.code), one.code)))
