"""Ids that were published stay, so that what cites them is still right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from build_tools.diagnostics import Fault, Place, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.permanence import Moved
from build_tools.model.reading import ReadingNotes
from build_tools.permanence import PermanentIds, wholes
from build_tools.rules.registry import rule
from build_tools.sources.tree import FOLDER, PUBLISHED_IDS

_LISTS = frozenset({PUBLISHED_IDS, f"{FOLDER}/{Moved.kind}.yaml"})
"""Files that name ids that are gone."""


@rule("id-gone")
def id_gone(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A published id of a page, claim, finding or publication stays: others may cite it.

    A page names its earlier ids under `formerly`. What became of any other id stands in kb/moved.yaml: under `moved`
    the id that stands in its place, under `withdrawn` why nothing does. Published ids are those of the last release,
    in kb/published-ids.txt.
    """
    ids = PermanentIds(kb)
    missing = [identifier for identifier in kb.published_ids if identifier and identifier not in ids.all]
    gone = [identifier for identifier in missing if not ids.present(identifier) and not ids.withdrawn(identifier)]
    lines = {identifier: line for line, identifier in enumerate(kb.published_ids, start=1)}
    # What a thing was made of went with it.
    known = set(gone)
    roots = Counter([whole for whole in wholes(identifier) if whole in known][-1] for identifier in gone)
    for identifier, parts in roots.items():
        more = f", with the {parts - 1} ids below it" if parts > 2 else ", with the id below it" if parts > 1 else ""
        message = f"'{identifier}' was published and is gone{more}"
        hint = "restore it, or say in kb/moved.yaml what became of it"
        yield Fault(Place(PUBLISHED_IDS, lines[identifier]), message, hint, unless=_concerned(kb, ids, identifier))


def _concerned(kb: KnowledgeBase, ids: PermanentIds, identifier: str) -> frozenset[str]:
    """Files with a part in an id or in one that stands for it: its own, those that still name it, of a publication
    references.bib.

    A misspelled link, key or name makes an id another one, and is told where it stands.
    """
    concerned = set[str]()
    for one in ids.followed(identifier):
        *_, home = wholes(one)
        own = set(kb.files_named(home))
        if home in kb.references or f"{FOLDER}/{ReadingNotes.folder}/{home}.yaml" in own:
            own.add(kb.bibliography.path)
        word = re.compile(rf"(?<![\w-]){re.escape(one)}(?![\w-])")
        concerned |= own | {path for path in kb.sources if path not in _LISTS and word.search(kb.text_of(path))}
    return frozenset(concerned)


@rule("moved-wrong")
def moved_wrong(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """kb/moved.yaml speaks of ids that are gone, and leads from each to one that is there.

    Whoever follows an old address is sent on by this file; a wrong line in it would send them nowhere, or away from a
    statement that still stands. The new id may be gone in its turn, if the file says what became of it.
    """
    ids = PermanentIds(kb)
    for name, listed in (("moved", kb.moved.moved), ("withdrawn", kb.moved.withdrawn)):
        for old in listed:
            if old in ids.all:
                yield kb.moved.fault(f"'{old}' is in use", "take it off this list", (name, old))
    for old, new in kb.moved.moved.items():
        if old not in ids.all and ids.present(new) is None and not ids.withdrawn(new):
            hint = did_you_mean(new, ids.all) or "name the id that stands in its place today"
            fault = kb.moved.fault(f"'{old}' leads to '{new}', which is not there", hint, ("moved", old))
            yield replace(fault, unless=_concerned(kb, ids, new))
