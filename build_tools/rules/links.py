"""Links lead to something that exists and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import ENTITY_KINDS, Conflict, Page
from build_tools.model.markup import links
from build_tools.model.record import IsProse, LinkTo, Marked
from build_tools.rules.registry import Check, rule

NAMED: tuple[type[Page], ...] = (*ENTITY_KINDS, Conflict)
PLURALS = {kind.kind: kind.folder for kind in NAMED}
"""Kind of page that a field may name, to the word that ``list`` knows it by."""


def _links(kb: KnowledgeBase) -> Iterator[tuple[Marked, tuple[str, ...]]]:
    """Every field that names a page, with the kinds of page that may stand there."""
    for marked in kb.marked_as(LinkTo):
        if isinstance(marked.mark, LinkTo):
            yield marked, marked.mark.kinds


def _ids(kb: KnowledgeBase, kinds: tuple[str, ...]) -> list[str]:
    return [page.id for page in kb.pages if page.kind in kinds]


def _renamed(kb: KnowledgeBase, old: str) -> str:
    """What a page that was once called ``old`` is called now."""
    now = next((page.id for page in kb.pages if old in page.formerly), None)
    return f"it is now called '{now}'" if now else ""


def _unknown(kb: KnowledgeBase, marked: Marked, target: str, kinds: tuple[str, ...], what: str) -> Fault:
    near = _renamed(kb, target) or did_you_mean(target, _ids(kb, kinds))
    listing = f"list them: bmes list {PLURALS[kinds[0]]}" if len(kinds) == 1 else "write the id of its file"
    return marked.fault(f"no {what} '{target}'", f"{near} or {listing}" if near.endswith("?") else near or listing)


def _unknown_of_kind(kind: str) -> Check:
    def check(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
        for marked, kinds in _links(kb):
            if kinds == (kind,) and kb.kind_of(marked.value) is None:
                yield _unknown(kb, marked, marked.value, kinds, kind)

    check.__doc__ = (
        f"A {kind} that is named must have its own file, kb/{PLURALS[kind]}/<id>.yaml.\n\n"
        f"Correct the id, or write the file. All {PLURALS[kind]}: bmes list {PLURALS[kind]}"
    )
    return check


for _kind in PLURALS:
    rule(f"{_kind}-unknown")(_unknown_of_kind(_kind))


@rule("entity-unknown")
def entity_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """What a text links to, or a conflict touches, must exist.

    Links in texts are written [[id]] or [[id|words]], where id is the name of a file without .yaml.
    """
    for marked, kinds in _links(kb):
        if len(kinds) > 1 and kb.kind_of(marked.value) is None:
            yield _unknown(kb, marked, marked.value, kinds, "entity")
    for marked in kb.marked_as(IsProse):
        if "[[" in marked.value:
            for target in dict.fromkeys(links(marked.value)):
                if kb.kind_of(target) is None:
                    yield _unknown(kb, marked, target, tuple(PLURALS), "entity")


@rule("link-kind")
def link_kind(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A link leads to the kind of thing that its field asks for: `sign` names a sign, `region` a region."""
    for marked, kinds in _links(kb):
        found = kb.kind_of(marked.value)
        if found is not None and found not in kinds:
            hint = did_you_mean(marked.value, _ids(kb, kinds)) or f"name a {' or '.join(kinds)} here"
            yield marked.fault(f"'{marked.value}' is a {found}, not a {' or '.join(kinds)}", hint)


@rule("self-link")
def self_link(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing is linked to itself: no condition mimics itself, no region is its own part, no text links to its page."""
    for page in kb.pages:
        for marked in kb.marked_in(page):
            if isinstance(marked.mark, IsProse) and page.id in links(marked.value):
                yield marked.fault(f"'{page.id}' is linked to itself", "write the name without [[ ]]")
            elif isinstance(marked.mark, LinkTo) and marked.value == page.id and page.kind in marked.mark.kinds:
                yield marked.fault(f"'{page.id}' is linked to itself", f"name another {page.kind}, or remove the link")
