"""Reported times of the natural history: one row a source, by lane, in the unit of the source and in months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Duration
from build_tools.model.entities import Condition
from build_tools.model.vocabulary import Lane
from build_tools.views.statements import ClaimView, claim_view

DAYS_OF_MONTH = 365.25 / 12
"""Days of a mean month of the Julian year, as the drawing has to place weeks and months on one axis."""

_IN_DAYS = {"days": 1.0, "weeks": 7.0, "months": DAYS_OF_MONTH, "years": 365.25}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One source's time in one lane, with the conditions in whose files it stands and a claim of each."""

    duration: Duration
    told: tuple[tuple[Condition, ClaimView], ...]

    @property
    def view(self) -> ClaimView:
        """The first of the claims: all of them cite the same finding for the same time."""
        return self.told[0][1]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it is told of."""
        return tuple(condition for condition, _ in self.told)

    @property
    def months(self) -> dict[str, float]:
        """Its times in months, by the name of their field."""
        return {name: in_months(value, self.duration.unit) for name, value in self.duration.times.items()}


@dataclass(frozen=True, slots=True)
class HistoryLane:
    """A lane with its rows, the shortest time first; no rows where no source read so far states a time."""

    id: str
    lane: Lane
    rows: tuple[HistoryRow, ...]


def history(kb: KnowledgeBase, only: Condition | None = None) -> tuple[HistoryLane, ...]:
    """Every lane of the vocabulary, with the reported times of all conditions or of one."""
    found: dict[str, dict[object, HistoryRow]] = {}
    for condition, view, time in _times(kb, (only,) if only else tuple(kb.conditions.values())):
        rows = found.setdefault(time.lane, {})
        # What one source says once is one bar, in however many conditions it is told.
        same = (tuple(time.times.items()), time.unit, time.modality, time.cites[:1])
        before = rows.get(same, HistoryRow(time, ()))
        rows[same] = HistoryRow(before.duration, (*before.told, (condition, view)))
    return tuple(
        HistoryLane(lane_id, lane, tuple(sorted(found.get(lane_id, {}).values(), key=_order)))
        for lane_id, lane in kb.vocabulary.lanes.items()
    )


def history_of(kb: KnowledgeBase, condition: Condition) -> tuple[HistoryLane, ...]:
    """The lanes in which a condition has times."""
    return tuple(lane for lane in history(kb, condition) if lane.rows)


def _times(kb: KnowledgeBase, conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, ClaimView, Duration]]:
    for condition in conditions:
        for claim in kb.claims_of_page.get(condition.id, ()):
            if isinstance(claim.statement, Duration):
                yield condition, claim_view(kb, claim), claim.statement


def _order(row: HistoryRow) -> tuple[float, float, str]:
    return (max(row.months.values()), min(row.months.values()), row.view.id)


def in_months(time: float, unit: str) -> float:
    """A time of some unit (``days``, ``weeks``, ``months``, ``years``) in mean months."""
    return time * _IN_DAYS[unit] / DAYS_OF_MONTH


def time_words(duration: Duration) -> str:
    """``6 to 12 months``, ``mean 9 months (6 to 11)``, ``at 3 months``, ``within 8 weeks``, as the source has it."""
    return _words({name: f"{value:g}" for name, value in duration.times.items()}, duration.unit)


def months_words(duration: Duration) -> str:
    """The same in months to one decimal, where the source has another unit; else an empty text."""
    if duration.unit == "months":
        return ""
    times = {name: f"{in_months(value, duration.unit):.1f}" for name, value in duration.times.items()}
    return _words(times, "months")


def _words(times: dict[str, str], unit: str) -> str:
    reach = f"{times['low']} to {times['high']}" if {"low", "high"} <= times.keys() else ""
    for name in ("mean", "median", "at", "within"):
        if name in times:
            counted = unit.removesuffix("s") if float(times[name]) == 1 else unit
            return f"{name} {times[name]} {counted}" + (f" ({reach})" if reach else "")
    return f"{reach} {unit}"
