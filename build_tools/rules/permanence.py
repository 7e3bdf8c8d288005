"""Ids that were published stay, so that what cites them is still right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from build_tools.diagnostics import Fault, Place, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.names import cited_key
from build_tools.permanence import PermanentIds
from build_tools.rules.registry import rule
from build_tools.sources.tree import PUBLISHED_IDS


@rule("id-gone")
def id_gone(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A published id of a page, claim, finding or publication stays: others may cite it.

    A page names its earlier ids under `formerly`. What became of any other id stands in kb/moved.yaml: under `moved`
    the id that stands in its place, under `withdrawn` why nothing does. Published ids are those of the last release,
    in kb/published-ids.txt.
    """
    ids = PermanentIds(kb)
    if not set(kb.published_ids) - ids.all:
        return
    damaged = {PurePosixPath(path).stem for path in kb.damaged}
    is_bibliography_damaged = kb.may_be_damaged(kb.bibliography.path)
    for line, identifier in enumerate(kb.published_ids, start=1):
        home = cited_key(identifier).partition(".")[0]
        if identifier in kb.moved.withdrawn or ids.present(identifier) or home in damaged:
            continue
        if is_bibliography_damaged and home not in ids.all:
            continue
        hint = "restore it, or say in kb/moved.yaml what became of it"
        yield Fault(Place(PUBLISHED_IDS, line), f"'{identifier}' was published and is gone", hint)


@rule("moved-wrong")
def moved_wrong(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """kb/moved.yaml speaks of ids that are gone, and leads from each to one that is there."""
    ids = PermanentIds(kb)
    for name, listed in (("moved", kb.moved.moved), ("withdrawn", kb.moved.withdrawn)):
        for old in listed:
            if old in ids.all:
                yield kb.moved.fault(f"'{old}' is in use", "take it off this list", (name, old))
    for old, new in kb.moved.moved.items():
        if old not in ids.all and ids.present(new) is None and new not in kb.moved.withdrawn:
            hint = did_you_mean(new, ids.all) or "name the id that stands in its place today"
            yield kb.moved.fault(f"'{old}' leads to '{new}', which is not there", hint, ("moved", old))
