"""Pages that gather one kind of thing from all conditions: causes and patient groups."""

from __future__ import annotations

from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import GroupLink
from build_tools.model.entities import Condition
from build_tools.views.statements import ClaimView, section_views


def conditions_by_cause(kb: KnowledgeBase) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
    """Conditions by group of causes, groups in the vocabulary's order, conditions by name."""
    found = []
    for cause in kb.vocabulary.causes:
        members = sorted((one for one in kb.conditions.values() if one.cause == cause), key=lambda one: one.name)
        if members:
            found.append((cause, tuple(members)))
    return tuple(found)


def conditions_by_group(kb: KnowledgeBase) -> tuple[tuple[str, tuple[tuple[ClaimView, Condition], ...]], ...]:
    """Patient groups with the conditions reported in them; groups that no condition names are left out."""
    found: dict[str, list[tuple[ClaimView, Condition]]] = {}
    for condition in kb.conditions.values():
        for view in section_views(kb, condition.id, "who"):
            statement = view.claim.statement
            if isinstance(statement, GroupLink):
                found.setdefault(statement.group, []).append((view, condition))
    return tuple((group, tuple(found[group])) for group in kb.vocabulary.patient_groups if group in found)
