"""``bmes check --fix``: the repairs that faults carry, made in memory until none is left, to be written at once.

A repair may bring another fault to light, as a tab hides what its file says: so it is checked again after each round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from build_tools.diagnostics import Diagnostic, Edit
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load_tree
from build_tools.rules import run
from build_tools.sources.cache import Cache
from build_tools.sources.tree import SourceTree

MOST_ROUNDS = 20
"""Of repairing and checking again. Two or three are enough; the number keeps two rules that disagree from going on."""


@dataclass(frozen=True)
class Repairs:
    """What repairing came to: the new contents of the files that change, and a line on each thing that was done."""

    new: dict[str, bytes]
    done: tuple[str, ...]


def repairs_of(tree: SourceTree, cache: Cache | None = None, today: str = "") -> Repairs:
    """Every safe repair of some files; nothing is written.

    ``today`` is the day (year-month-day) of the sources; without it, what depends on the day is not looked at.
    """
    files = dict(tree.files)
    done: list[str] = []
    for _ in range(MOST_ROUNDS):
        kb = load_tree(replace(tree, files=files), cache, today)
        repairable = [one for one in run(kb, EvidenceGraph(kb)) if one.edit]
        if not repairable:
            break
        for path, found in groupby(repairable, key=lambda one: one.place.path):
            files[path], made = repaired(files[path], tuple(found))
            done += made
    else:
        return Repairs({}, ())  # repairs that never come to an end are none
    return Repairs({path: files[path] for path in files if files[path] != tree.files[path]}, tuple(done))


def repaired(content: bytes, found: Sequence[Diagnostic]) -> tuple[bytes, list[str]]:
    """A file with the repairs of some of its faults, and a line on each.

    A repair of the whole file goes alone, and of two that overlap only the first is made: the others are left for when
    the file has been checked again.
    """
    edits = [(one, one.edit) for one in found if one.edit]
    whole = [edit.text for _, edit in edits if edit.start is None]
    if whole:
        made = [_line(one, edit) for one, edit in edits if edit.start is None and edit.text == whole[0]]
        return whole[0].encode(), made
    text = content.decode("utf-8-sig")
    spans = sorted(((*_span(text, edit), one, edit) for one, edit in edits), key=lambda span: span[:2])
    pieces: list[str] = []
    made = []
    end = 0
    for start, stop, one, edit in spans:
        if start >= end:
            pieces += (text[end:start], edit.text)
            made.append(_line(one, edit))
            end = stop
    return "".join((*pieces, text[end:])).encode(), made


def _span(text: str, edit: Edit) -> tuple[int, int]:
    start, end = (_offset(text, *position) for position in (edit.start or (1, 1), edit.end or (1, 1)))
    return start, end


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _line(diagnostic: Diagnostic, edit: Edit) -> str:
    where = f" (line {diagnostic.place.line})" if edit.start else ""
    return f"{diagnostic.place.path}: {edit.done}{where}"


def as_lines(done: Iterable[str]) -> str:
    """What was done, for the log: ``fixed: path: what``."""
    return "".join(f"fixed: {line}\n" for line in done)
