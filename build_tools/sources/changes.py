"""Which files a change touches, as Git knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path


class NotKnownError(Exception):
    """Git cannot say what changed; the text is its reason."""


def changed_since(root: Path, base: str) -> set[str]:
    """The files below a folder that differ from a commit, by their paths from there; new ones are among them.

    Raises :class:`NotKnownError` where there is no Git, no repository or no such commit.
    """
    commands = (
        ["diff", "--name-only", "--relative", "-z", "--end-of-options", base, "--"],
        ["ls-files", "--others", "--exclude-standard", "-z"],
    )
    return {name for command in commands for name in _git(root, command).split("\0") if name}


def _git(root: Path, command: list[str]) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=False)
    except OSError as problem:
        raise NotKnownError(str(problem)) from None
    if done.returncode:
        raise NotKnownError(done.stderr.strip().splitlines()[0] if done.stderr.strip() else "git failed")
    return done.stdout
