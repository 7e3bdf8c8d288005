"""Links lead to something that exists and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, Severity, did_you_mean, listed, or_else
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import ENTITY_KINDS, Conflict, Page
from build_tools.model.markup import Link, links, parse
from build_tools.model.record import IsProse, LinkTo, Marked
from build_tools.rules.registry import Check, first_of, rule

NAMED: tuple[type[Page], ...] = (*ENTITY_KINDS, Conflict)
EMPTY_WORDS = frozenset({"here", "click here", "this", "this page", "link", "see", "more", "read more"})
"""Words of links that say nothing."""

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


def _unknown(kb: KnowledgeBase, places: list[Marked], target: str, kinds: tuple[str, ...], what: str) -> Fault:
    """A page that does not exist, once for all places that name it."""
    listing = f"list them: bmes list {PLURALS[kinds[0]]}" if len(kinds) == 1 else "write the id of its file"
    hint = _renamed(kb, target) or or_else(did_you_mean(target, _ids(kb, kinds)), listing)
    return first_of(places, f"no {what} '{target}'", hint, part=f"[[{target}")


def _unknown_of_kind(kind: str) -> Check:
    def check(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
        unknown: dict[str, list[Marked]] = {}
        for marked, kinds in _links(kb):
            if kinds == (kind,) and kb.kind_of(marked.value) is None:
                unknown.setdefault(marked.value, []).append(marked)
        for target, places in unknown.items():
            yield _unknown(kb, places, target, (kind,), kind)

    check.__doc__ = (
        f"A {kind} that is named must have its own file, kb/{PLURALS[kind]}/<id>.yaml.\n\n"
        "A link leads to its page, and tables and lists are made of such links. Correct the id, or write the file. A\n"
        f"name that is wrong in several places is reported once. `bmes list {PLURALS[kind]}` lists all that there are."
    )
    return check


for _kind in PLURALS:
    rule(f"{_kind}-unknown")(_unknown_of_kind(_kind))


@rule("entity-unknown")
def entity_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """What a text links to, or a conflict touches, must exist.

    Links in texts are written [[id]] or [[id|words]], where id is the name of a file without .yaml. A link that leads
    nowhere would be a dead end for the reader.
    """
    unknown: dict[str, list[Marked]] = {}
    reported = {marked.value for marked, kinds in _links(kb) if len(kinds) == 1 and kb.kind_of(marked.value) is None}
    for marked, kinds in _links(kb):
        if len(kinds) > 1 and kb.kind_of(marked.value) is None and marked.value not in reported:
            unknown.setdefault(marked.value, []).append(marked)
    for marked in kb.marked_as(IsProse):
        if "[[" in marked.value:
            for target in dict.fromkeys(links(marked.value)):
                if kb.kind_of(target) is None and target not in reported:
                    unknown.setdefault(target, []).append(marked)
    for target, places in unknown.items():
        yield _unknown(kb, places, target, tuple(PLURALS), "entity")


@rule("link-words", Severity.WARNING)
def link_words(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The words of a link say where it leads: `[[id|the band]]`, never `[[id|here]]`.

    Who listens to a page, or looks through its links, hears or sees only these words.
    """
    for marked in kb.marked_as(IsProse):
        if "[[" in marked.value:
            for token in parse(marked.value):
                if isinstance(token, Link) and token.text.casefold() in EMPTY_WORDS:
                    part = f"[[{token.target}|{token.text}]]"
                    hint = f"write [[{token.target}]], or words that name it"
                    yield marked.fault(f"'{token.text}' does not say where the link leads", hint, part)


@rule("link-kind")
def link_kind(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A link leads to the kind of thing that its field asks for: `sign` names a sign, `region` a region.

    Tables are made of these links: a region in the place of a sign would become a row of the matrix of signs.
    """
    for marked, kinds in _links(kb):
        found = kb.kind_of(marked.value)
        if found is not None and found not in kinds:
            hint = did_you_mean(marked.value, _ids(kb, kinds)) or f"name a {listed(kinds)} here"
            yield marked.fault(f"'{marked.value}' is a {found}, not a {listed(kinds)}", hint)


@rule("self-link")
def self_link(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing is linked to itself: no condition mimics itself, no region is its own part, no text links to its page.

    Such a link brings the reader to where he is, and nearly always the name of something else was meant.
    """
    for page in kb.pages:
        for marked in kb.marked_in(page):
            if isinstance(marked.mark, IsProse) and page.id in links(marked.value):
                hint = "write the name without [[ ]]"
                yield marked.fault(f"'{page.id}' is linked to itself", hint, f"[[{page.id}")
            elif isinstance(marked.mark, LinkTo) and marked.value == page.id and page.kind in marked.mark.kinds:
                yield marked.fault(f"'{page.id}' is linked to itself", f"name another {page.kind}, or remove the link")
