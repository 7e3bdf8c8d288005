"""Pages that gather one kind of thing from all conditions: causes, patient groups, natural history."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Duration, GroupLink
from build_tools.model.entities import Condition
from build_tools.views.statements import ClaimView, claim_view, section_views


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


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One source's time in one lane."""

    condition: Condition
    duration: Duration
    view: ClaimView


def history_by_lane(kb: KnowledgeBase, only: Condition | None = None) -> tuple[tuple[str, tuple[HistoryRow, ...]], ...]:
    """Reported times by lane, of all conditions or one; treated and untreated never share a lane."""
    found: dict[str, list[HistoryRow]] = {}
    for condition in (only,) if only else kb.conditions.values():
        for claim in kb.claims_of_page.get(condition.id, ()):
            if isinstance(claim.statement, Duration):
                row = HistoryRow(condition, claim.statement, claim_view(kb, claim))
                found.setdefault(claim.statement.lane, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.condition.name, row.duration.high, row.view.id))
    return tuple((lane, tuple(found[lane])) for lane in kb.vocabulary.lanes if lane in found)


def months(duration: Duration) -> str:
    """``4 to 8 months``, ``6 months``; whole numbers without a decimal point."""
    high = f"{duration.high:g}"
    unit = "month" if high == "1" and duration.low is None else "months"
    return f"{duration.low:g} to {high} {unit}" if duration.low is not None else f"{high} {unit}"
