"""Which files a change touches, as Git knows it."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.sources.git import GitError, git


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
        return os.fsdecode(git(root, *command))
    except GitError as fault:
        raise NotKnownError(str(fault).splitlines()[0]) from None
