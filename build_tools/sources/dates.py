"""The day of the sources: what is old is told by it and not by the clock, so that two checks of a commit agree."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from build_tools.sources.git import GitError, git

GIVEN = "SOURCE_DATE_EPOCH"
"""The environment variable that builds everywhere take their date from, in seconds since 1970."""


def commit_time(root: Path) -> int | None:
    """Seconds since 1970 for this state of the sources: SOURCE_DATE_EPOCH, or the time of the last commit."""
    given = os.environ.get(GIVEN, "")
    if given.isdigit():
        return int(given)
    try:
        seconds = git(root, "log", "-1", "--format=%ct").strip()
    except GitError:
        return None
    return int(seconds) if seconds.isdigit() else None


def day_of(root: Path) -> str:
    """The day of the sources as year-month-day, in UTC; an empty text where it is not known."""
    seconds = commit_time(root)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds is not None else ""


def is_day(text: str) -> bool:
    """Whether a text is a day that the calendar has, written year-month-day."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
