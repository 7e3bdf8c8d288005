"""The day of the sources."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from build_tools.sources import dates
from build_tools.sources.dates import GIVEN, GivenTimeError, day_of, is_day


def test_it_is_the_given_one_or_that_of_the_last_commit_or_not_known(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(GIVEN, "1795392000")
    assert day_of(tmp_path) == "2026-11-23"

    monkeypatch.delenv(GIVEN)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert day_of(tmp_path) == ""
    settings = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-01-31T23:30:00-0200")
    for command in (("init", "--quiet"), ("commit", "--quiet", "--allow-empty", "--message", "x")):
        subprocess.run(["git", "-C", str(tmp_path), *settings, *command], check=True, capture_output=True)
    assert day_of(tmp_path) == "2025-02-01"


@pytest.mark.parametrize(
    "given", ["1795392000000", "253402300800", "-1", "1.5", "٣", "²", " 1", "yesterday", "9" * 5000]
)
def test_a_given_time_that_is_none_is_told(tmp_path: Path, monkeypatch, given):
    monkeypatch.setenv(GIVEN, given)

    with pytest.raises(GivenTimeError) as told:
        day_of(tmp_path)
    assert str(told.value) == (
        f"the environment variable SOURCE_DATE_EPOCH is '{given}', and no number of seconds since 1970: set it to what "
        "git log -1 --format=%ct prints, or unset it"
    )


@pytest.mark.parametrize(("given", "day"), [("0", "1970-01-01"), ("253402300799", "9999-12-31")])
def test_the_first_and_the_last_time_have_their_day(tmp_path: Path, monkeypatch, given, day):
    monkeypatch.setenv(GIVEN, given)
    assert day_of(tmp_path) == day


def test_a_commit_of_no_day_and_an_empty_variable_say_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(GIVEN, "")
    monkeypatch.setattr(dates, "git", lambda *_: b"253402300800\n")
    assert day_of(tmp_path) == ""


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-11-23", True),
        ("2024-02-29", True),
        ("2025-02-29", False),
        ("2026-13-01", False),
        ("20261123", False),
        ("2026-W47-1", False),
        ("", False),
    ],
)
def test_a_day_is_one_that_the_calendar_has_written_year_month_day(text, is_one):
    assert is_day(text) is is_one
