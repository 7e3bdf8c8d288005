"""CONTRIBUTING.md holds: a newcomer in a fresh clone who does what it says gets what it promises.

Its blocks are read from the page: ``sh`` blocks are run as they stand, ``yaml`` blocks name the file that they are, or
the file and the field that they stand under. When the example's paper has come into the knowledge base for good, the
page needs another one.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.knowledge import load
from tests.conftest import PROJECT

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("walk-through")]

PAGE = PROJECT / "CONTRIBUTING.md"
MOST_COMMANDS = 15


@dataclass(frozen=True)
class Block:
    """A block of the page: its language, what stands behind that, and its lines."""

    language: str
    about: tuple[str, ...]
    lines: tuple[str, ...]


def blocks() -> Iterator[Block]:
    for match in re.finditer(r"^```(\S+)(.*)\n((?:.*\n)*?)```$", PAGE.read_text("utf-8"), re.MULTILINE):
        yield Block(match[1], tuple(match[2].split()), tuple(match[3].splitlines()))


class Newcomer:
    """Somebody with a fresh clone of the project as it is now."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self.environment = {
            **os.environ,
            "GIT_AUTHOR_NAME": "Newcomer",
            "GIT_AUTHOR_EMAIL": "newcomer@example.org",
            "GIT_COMMITTER_NAME": "Newcomer",
            "GIT_COMMITTER_EMAIL": "newcomer@example.org",
        }
        tracked = self._git(PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, tracked):
            if (PROJECT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(PROJECT / name, self.root / name)
        self._git(self.root, "init", "--quiet", "--initial-branch", "main")
        self._git(self.root, "add", "--all")
        self._git(self.root, "commit", "--quiet", "--message", "The project as it is")
        self._set_up()

    def _git(self, folder: Path, *arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=self.environment)
        return done.stdout

    def _set_up(self) -> None:
        """Stand in for what ``make`` would install: the libraries of this test run, with the clone's own code."""
        command = self.root / ".venv" / "bin" / "bmes"
        command.parent.mkdir(parents=True)
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -u -m build_tools "$@"\n', "utf-8")
        command.chmod(0o755)
        (self.root / ".venv" / "lock.stamp").touch()
        (self.root / ".venv" / "project.stamp").touch()

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Type a command."""
        return subprocess.run(
            ["bash", "-c", line], cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )

    def start(self, line: str) -> tuple[subprocess.Popen[str], str]:
        """Type a command in a second terminal, and wait for the address that it names."""
        process = subprocess.Popen(
            line.split(), cwd=self.root, env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert process.stdout
        return process, next(found[0] for output in process.stdout if (found := re.search(r"http://\S+", output)))

    def write(self, block: Block) -> None:
        """Save a file: the whole of it, or some lines below the line of a field."""
        path, *fields = block.about
        lines = list(block.lines)
        if fields:
            (field,) = fields
            text = (self.root / path).read_text("utf-8").splitlines()
            start = text.index(f"{field}:") + 1
            lines = [*text[:start], *lines, *text[start:]]
        (self.root / path).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def shown(address: str, text: str) -> bool:
    """Whether a page shows a text within some seconds."""
    for _ in range(100):
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = re.sub(r"<[^>]+>", "", answer.read().decode())
        if text in " ".join(page.split()):
            return True
        time.sleep(0.2)
    return False


def test_a_newcomer_comes_from_a_paper_to_a_change(tmp_path: Path) -> None:
    newcomer = Newcomer(tmp_path)
    outputs: dict[str, subprocess.CompletedProcess[str]] = {}
    preview, home, commands = None, "", 0
    try:
        for block in blocks():
            if block.language == "yaml":
                newcomer.write(block)
            for line in block.lines if block.language == "sh" else ():
                commands += 1
                if line == "make serve":
                    preview, home = newcomer.start(f"{line} PORT=0")
                    continue
                outputs[line] = newcomer.run(line)
                assert outputs[line].returncode == 0, f"{line}\n{outputs[line].stdout}{outputs[line].stderr}"
        sentence = "three went on to rapidly destructive arthrosis, all three with edema on both sides"
        assert shown(f"{home}conditions/subchondral-insufficiency-fracture-of-the-femoral-head/", sentence)
        assert shown(f"{home}references/ikemura2016/", "in seven of these the edema was on one side of the joint only")
    finally:
        if preview:
            os.killpg(preview.pid, signal.SIGTERM)
            preview.communicate(timeout=20)

    assert commands < MOST_COMMANDS
    assert "added ikemura2016" in outputs[".venv/bin/bmes cite add tests/editing/ikemura2016.nbib"].stdout
    assert " 0 errors" in outputs["make check"].stderr
    assert not re.search(r"^kb/\S*(ikemura2016|femoral-head)\S*: ", outputs["make check"].stdout, re.MULTILINE)
    (promised,) = (block for block in blocks() if block.language == "text")
    summary = outputs[".venv/bin/bmes diff"].stdout.splitlines()
    found = iter(summary)
    assert [line for line in promised.lines if line and line not in found] == [], summary
    assert newcomer.run("git status --short").stdout == ""
    changed = newcomer.run("git show --name-only --format= HEAD").stdout.split()
    assert changed == [
        "kb/conditions/subchondral-insufficiency-fracture-of-the-femoral-head.yaml",
        "kb/references/ikemura2016.yaml",
        "references.bib",
    ]


def test_levels_mean_what_the_vocabulary_says() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    levels = load(PROJECT).vocabulary.levels
    assert dict(rows) == {name: word.definition for name, word in levels.items()}


def test_it_is_one_page_and_its_links_lead_somewhere() -> None:
    text = PAGE.read_text("utf-8")
    assert len(text.splitlines()) <= 130
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (PROJECT / target).exists()
