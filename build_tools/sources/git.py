"""What Git says of a project: the one place that runs it. Only questions; none takes a lock."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git has no answer; the text is its reason. The cause is an OSError where Git itself is missing."""


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints in a folder; ``given`` is its standard input. Raises :class:`GitError`."""
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError as problem:
        raise GitError(str(problem)) from problem
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed")
    return done.stdout
