"""Which state of the sources a site says that it shows."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from build_tools import __version__
from build_tools.exports.page_citation import Edition
from build_tools.site.build import PERMANENT_ADDRESS, edition_of

SOUND = Path(__file__).parents[1] / "sound"
TEMPLATE = "https://code.example.org/kb/blob/{commit}/{path}"


def git(folder: Path, *command: str) -> str:
    """Run git in a repository of a test's own."""
    assert (folder / "references.bib").is_file()
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *who, *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound knowledge base in a folder that belongs to no repository, and nothing said of it by the environment."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv(PERMANENT_ADDRESS, raising=False)
    # Whoever runs the tests from a hook of git has these, and they count for more than the folder that is named.
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return Path(shutil.copytree(SOUND, tmp_path / "sources"))


@pytest.fixture
def committed(sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in a repository of its own, all of it committed on a known day."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-04T12:00:00Z")
    git(sources, "init", "--quiet")
    git(sources, "add", "kb", "references.bib")
    git(sources, "commit", "--quiet", "-m", "All")
    return sources


def test_a_committed_state_has_a_name(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(committed, "rev-parse", "HEAD")
    assert edition_of(committed) == Edition(__version__, "2026-03-04", commit)
    monkeypatch.setenv(PERMANENT_ADDRESS, TEMPLATE)
    edition = edition_of(committed)
    assert edition == Edition(__version__, "2026-03-04", commit, TEMPLATE)
    assert edition.address_of("kb/signs/x.yaml") == f"https://code.example.org/kb/blob/{commit}/kb/signs/x.yaml"


@pytest.mark.parametrize("path", ["references.bib", "kb/conditions/new.yaml"])
def test_a_changed_state_has_none(committed: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv(PERMANENT_ADDRESS, TEMPLATE)
    (committed / path).write_text("changed", encoding="utf-8")
    edition = edition_of(committed)
    assert edition.commit == ""
    assert edition.address_of("kb/signs/x.yaml") == ""


def test_what_pages_are_not_made_of_changes_nothing(committed: Path) -> None:
    (committed / "notes.txt").write_text("mine", encoding="utf-8")
    assert edition_of(committed).commit == git(committed, "rev-parse", "HEAD")


def test_without_a_repository_the_version_is_all_there_is(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert edition_of(sources) == Edition(__version__)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert edition_of(sources) == Edition(__version__, "2023-11-14")
