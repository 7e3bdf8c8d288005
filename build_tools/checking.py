"""The verdict on a knowledge base: everything that is wrong with it, and how much it holds.

The verdict on a tree of files is remembered by the hash of all its bytes, for the code that gave it: while nothing
changes, nothing is read but the files, and neither the records nor the graph are needed. So this module imports them
late.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.diagnostics import Diagnostic, Edit, Place, Severity
from build_tools.sources.tree import read_tree

if TYPE_CHECKING:
    from build_tools.knowledge import KnowledgeBase
    from build_tools.sources.cache import Cache

NAME = "verdict"


@dataclass(frozen=True)
class Verdict:
    """Everything that is wrong, in order of place, and what was looked at."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    references: int
    claims: int
    sources: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    """The files that were looked at, by path."""


def check(root: Path, cache: Cache | None = None, today: str = "") -> Verdict:
    """The verdict on the project in a folder; from the cache, where the same files were checked by the same code.

    ``today`` is the day (year-month-day) by which reviews are old.
    """
    tree = read_tree(root)
    seal = b"%s%s\n" % (tree.digest, today.encode())
    if cache:
        remembered = cache.read(NAME)
        if remembered is not None and remembered.startswith(seal):
            return replace(_from_json(remembered.removeprefix(seal)), sources=tree.files)
    from build_tools.knowledge import load_tree

    verdict = verdict_on(load_tree(tree, cache, today))
    if cache:
        cache.write(NAME, seal + _as_json(verdict))
    return verdict


def verdict_on(kb: KnowledgeBase) -> Verdict:
    """The verdict on a knowledge base that was loaded."""
    from build_tools.graph import EvidenceGraph
    from build_tools.rules import run

    found = run(kb, EvidenceGraph(kb))
    return Verdict(found, len(kb.pages), len(kb.references), len(kb.all_claims), kb.sources)


def _as_json(verdict: Verdict) -> bytes:
    rows = []
    for d in verdict.diagnostics:
        edit = d.edit and astuple(d.edit)
        rows.append((d.place.path, d.place.line, d.place.column, d.code, d.severity.value, d.message, d.hint, edit))
    return json.dumps((rows, verdict.pages, verdict.references, verdict.claims)).encode()


def _from_json(text: bytes) -> Verdict:
    rows, pages, references, claims = json.loads(text)
    diagnostics = (
        Diagnostic(Place(path, line, column), code, Severity(severity), message, hint, _edit(edit))
        for path, line, column, code, severity, message, hint, edit in rows
    )
    return Verdict(tuple(diagnostics), pages, references, claims)


def _edit(row: list[Any] | None) -> Edit | None:
    if row is None:
        return None
    text, done, start, end = row
    return Edit(text, done, start and tuple(start), end and tuple(end))
