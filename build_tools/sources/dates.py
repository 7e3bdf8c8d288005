"""The day of the sources: what is old is told by it and not by the clock, so that two checks of a commit agree."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from build_tools.sources.git import GitError, git

GIVEN = "SOURCE_DATE_EPOCH"
"""The environment variable that builds everywhere take their date from, in seconds since 1970."""

LAST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
"""The last second that a date can have. Milliseconds, which are given by mistake, lie far behind it."""


class GivenTimeError(ValueError):
    """The environment gives a time of the sources that is none; the text says so in one sentence."""


def commit_time(root: Path) -> int | None:
    """Seconds since 1970 for this state of the sources: SOURCE_DATE_EPOCH, or the time of the last commit.

    None where neither is known. Raises :class:`GivenTimeError` where SOURCE_DATE_EPOCH is set to anything but such a
    number: its specification (https://reproducible-builds.org/specs/source-date-epoch/) asks a build to end then, since
    whoever sets it relies on the date. An empty one counts as not set.
    """
    given = os.environ.get(GIVEN, "")
    if given:
        seconds = _seconds(given)
        if seconds is None:
            raise GivenTimeError(
                f"the environment variable {GIVEN} is '{given}', and no number of seconds since 1970: set it to what "
                "git log -1 --format=%ct prints, or unset it"
            )
        return seconds
    try:
        return _seconds(git(root, "log", "-1", "--format=%ct").decode("ascii", "replace").strip())
    except GitError:
        return None


def _seconds(text: str) -> int | None:
    """The number that a text writes in plain digits, if a date can have it."""
    seconds = int(text) if re.fullmatch(rf"[0-9]{{1,{len(str(LAST))}}}", text) else None
    return seconds if seconds is not None and seconds <= LAST else None


def day_of(root: Path) -> str:
    """The day of the sources as year-month-day, in UTC; an empty text where it is not known.

    Raises :class:`GivenTimeError` as :func:`commit_time` does.
    """
    seconds = commit_time(root)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds is not None else ""


def is_day(text: str) -> bool:
    """Whether a text is a day that the calendar has, written year-month-day."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
