"""The verdict on a knowledge base: everything that is wrong with it, and how much it holds.

The verdict on a tree of files is remembered by the hash of all its bytes, for the code that gave it: while nothing
changes, nothing is read but the files, and neither the records nor the graph are needed. So this module imports them
late.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostic, Place, Severity
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


def check(root: Path, cache: Cache | None = None) -> Verdict:
    """The verdict on the project in a folder; from the cache, where the same files were checked by the same code."""
    tree = read_tree(root)
    if cache:
        remembered = cache.read(NAME)
        if remembered is not None and remembered.startswith(tree.digest):
            return _from_json(remembered[len(tree.digest) :])
    from build_tools.knowledge import load_tree

    verdict = verdict_on(load_tree(tree, cache))
    if cache:
        cache.write(NAME, tree.digest + _as_json(verdict))
    return verdict


def verdict_on(kb: KnowledgeBase) -> Verdict:
    """The verdict on a knowledge base that was loaded."""
    from build_tools.graph import EvidenceGraph
    from build_tools.rules import run

    return Verdict(run(kb, EvidenceGraph(kb)), len(kb.pages), len(kb.references), len(kb.all_claims))


def _as_json(verdict: Verdict) -> bytes:
    rows = [
        (d.place.path, d.place.line, d.place.column, d.code, d.severity.value, d.message, d.hint)
        for d in verdict.diagnostics
    ]
    return json.dumps((rows, verdict.pages, verdict.references, verdict.claims)).encode()


def _from_json(text: bytes) -> Verdict:
    rows, pages, references, claims = json.loads(text)
    diagnostics = (
        Diagnostic(Place(path, line, column), code, Severity(severity), message, hint)
        for path, line, column, code, severity, message, hint in rows
    )
    return Verdict(tuple(diagnostics), pages, references, claims)
