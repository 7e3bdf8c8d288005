"""Whether a review of a page is still fresh. A review is never hidden when it ages; it is marked as due."""

from __future__ import annotations

from datetime import date

MONTHS_FRESH = 24
"""After so many months a review is due again."""


def is_due(reviewed: str, today: str) -> bool:
    """Whether a review of this day is older than it should be; both days as year-month-day.

    ``today`` is the day of the sources, not of the clock, so that builds of a commit agree; without it nothing is due.
    """
    if not today:
        return False
    then, now = date.fromisoformat(reviewed), date.fromisoformat(today)
    months = (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)
    return months >= MONTHS_FRESH
