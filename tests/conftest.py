"""A small sound knowledge base, ``tests/sound``, that tests copy and damage in one place at a time."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from build_tools.diagnostics import Diagnostic
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.rules import run
from build_tools.sources.cache import OFF

# No test depends on what another one left behind, and none writes beside its inputs. Tests of caches make their own.
os.environ[OFF] = "yes"

# The same examples on every machine and in every run, however slow it is.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

TESTS = Path(__file__).parent
PROJECT = TESTS.parent


@dataclass(frozen=True)
class Project:
    """A knowledge base on disk that a test may damage."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a whole file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace the one place in a file that reads ``old``."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def load(self) -> KnowledgeBase:
        """Load it."""
        return load(self.root)

    def check(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with it."""
        kb = self.load()
        return run(kb, EvidenceGraph(kb))


def line(diagnostic: Diagnostic) -> str:
    """A diagnostic as one line, without its hint."""
    place = diagnostic.place
    where = f"{place.path}:{place.line}:{place.column}"
    return f"{where}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of the sound knowledge base."""
    shutil.copytree(TESTS / "sound", tmp_path / "sound")
    return Project(tmp_path / "sound")


@pytest.fixture(scope="session")
def sound_kb() -> KnowledgeBase:
    """The sound knowledge base itself, to look at only."""
    return load(TESTS / "sound")
