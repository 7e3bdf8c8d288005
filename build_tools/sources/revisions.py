"""Earlier states of the source files, read from git without touching the work tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.sources.git import GitError, git
from build_tools.sources.tree import BIBLIOGRAPHY, FOLDER, SourceTree

MAIN = ("main", "origin/main")
"""The branch that changes go into, here and on the server."""


class RevisionError(Exception):
    """There is no such state; the text says why, in a sentence for editors."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its full hash, and how it was found, in words."""

    commit: str
    origin: str


def revision(root: Path, name: str | None = None) -> Revision:
    """The commit of a name that git knows (a branch, a tag, a hash, ``HEAD~2``).

    Without a name: where the present branch left main; the last commit, where there is no main or nothing was committed
    since. Raises :class:`RevisionError`.
    """
    if name is not None:
        if name.startswith("-") or (commit := _commit(root, name)) is None:
            raise RevisionError(f"git knows no revision '{name}' here; name a branch, a tag or a commit")
        return Revision(commit, name)
    head = _commit(root, "HEAD")
    if head is None:
        raise RevisionError("there is no commit to compare with; commit first, or change into the project's clone")
    known = [branch for branch in MAIN if _commit(root, branch)]
    base = _git(root, "merge-base", "HEAD", *known).decode().strip() if known else ""
    if base and base != head:
        return Revision(base, "where this branch left main")
    return Revision(head, "the last commit")


def tree_at(root: Path, commit: str) -> SourceTree:
    """The source files of a commit, as :func:`~build_tools.sources.tree.read_tree` reads those of the work tree."""
    listing = _git(root, "ls-tree", "-r", "-z", commit, "--", FOLDER, BIBLIOGRAPHY)
    blobs: dict[str, str] = {}
    for line in listing.decode(errors="surrogateescape").split("\0"):
        attributes, _, path = line.partition("\t")
        if path and attributes.split()[1] == "blob":
            blobs[path] = attributes.split()[2]
    read = [path for path in blobs if path.endswith(".yaml") or path == BIBLIOGRAPHY]
    contents = dict(zip(read, _contents(root, [blobs[path] for path in read]), strict=True))
    paths = sorted((path for path in blobs if path != BIBLIOGRAPHY), key=lambda path: path.split("/"))
    ordered = [*paths, *(path for path in blobs if path == BIBLIOGRAPHY)]
    return SourceTree(root, {path: contents.get(path, b"") for path in ordered})


def _contents(root: Path, blobs: list[str]) -> list[bytes]:
    """What each object holds, by one call of git."""
    answer = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    found, start = [], 0
    for _ in blobs:
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split()[2])
        found.append(answer[end + 1 : end + 1 + size])
        start = end + 1 + size + 1
    return found


def _commit(root: Path, name: str) -> str | None:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except RevisionError:
        return None


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        return git(root, *arguments, given=given)
    except GitError as fault:
        if isinstance(fault.__cause__, OSError):
            raise RevisionError("git is not installed here, and earlier states are read by it") from fault
        raise RevisionError(f"git cannot answer: {fault}") from fault
