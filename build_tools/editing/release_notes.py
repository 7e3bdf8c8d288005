"""Release notes: what changed in the knowledge since an earlier release, in the words of readers, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.editing.changes import Changed, Changes
from build_tools.editing.changes_text import UNCHANGED, literal
from build_tools.knowledge import KnowledgeBase
from build_tools.model.markup import plain
from build_tools.permanence import PermanentIds

SHOWN_FIELDS: Mapping[str, str] = {"frequency": "how often", "cites": "citations", "against": "citations against it"}
"""Fields of a claim whose change readers see, and what they call them; of the text both versions are shown."""


def release_notes(changes: Changes, old: KnowledgeBase, new: KnowledgeBase, since: str) -> str:
    """Publications, then statements page by page, then ids that went, with what became of them."""
    lines = [f"## What has changed in the knowledge since {literal(since)}", ""]
    parts = [*_publications(changes, new), *_pages(changes, old, new), *_gone(changes, new)]
    return "\n".join([*lines, *(parts or [UNCHANGED, ""])])


def _section(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from (f"### {heading}", "", *items, "")


def _publications(changes: Changes, kb: KnowledgeBase) -> Iterator[str]:
    items = []
    for one in changes.references.added:
        reference = kb.references[one.name]
        read = f", read: {kb.vocabulary.levels[reference.notes.read].label}" if reference.notes else ""
        items.append(f"- {literal(reference.entry.title)} ({literal(reference.entry.year)}{read})")
    yield from _section("New publications", items)
    deeper = [
        f"- {literal(kb.references[one.name].entry.title)}: {field.old} → {field.new}"
        for one in changes.levels
        for field in one.fields
        if field.name == "read" and one.name in kb.references and field.old and field.new
    ]
    yield from _section("Read deeper than before, or less deep", deeper)


def _pages(changes: Changes, old: KnowledgeBase, new: KnowledgeBase) -> Iterator[str]:
    """Statements that came, changed or went, under the name of their page, in the order of pages' names."""
    by_page: dict[str, list[str]] = {}
    for one in changes.claims.added:
        level = f" ({_level(new, one.level)})" if one.level else ""
        by_page.setdefault(_page_of(new, one.name), []).append(f"- New: {_text(new, one.name)}{level}")
    for changed in changes.claims.changed:
        found = list(_changed(changed, old, new))
        if found:
            by_page.setdefault(_page_of(new, changed.name), []).extend(found)
    for one in changes.claims.removed:
        by_page.setdefault(_page_of(old, one.name), []).append(f"- No longer said: {_text(old, one.name)}")
    for page in sorted(by_page, key=str.lower):
        yield from _section(page, by_page[page])


def _changed(one: Changed, old: KnowledgeBase, new: KnowledgeBase) -> Iterator[str]:
    names = {field.name for field in one.fields}
    if "text" in names:
        yield f"- Changed: {_text(new, one.name)} (before: {_text(old, one.name)})"
    seen = [word for name, word in SHOWN_FIELDS.items() if name in names]
    if seen and "text" not in names:
        yield f"- Changed in {' and '.join(seen)}: {_text(new, one.name)}"


def _gone(changes: Changes, new: KnowledgeBase) -> Iterator[str]:
    """Published ids that are in use no more, with what became of them."""
    gone = [one.name for group in (changes.claims, changes.findings, changes.references) for one in group.removed]
    ids, items = PermanentIds(new), []
    for name in sorted(gone):
        if name in new.moved.moved:
            items.append(f"- `{name}` is now `{new.moved.moved[name]}`")
        elif reason := ids.withdrawn(name):
            items.append(f"- `{name}` was withdrawn: {literal(reason)}")
    yield from _section("Ids that have gone", items)


def _page_of(kb: KnowledgeBase, claim_id: str) -> str:
    return literal(plain(kb.claims[claim_id].page.display_name, kb.name_of))


def _text(kb: KnowledgeBase, claim_id: str) -> str:
    return literal(plain(kb.claims[claim_id].statement.text, kb.name_of))


def _level(kb: KnowledgeBase, level: str) -> str:
    return kb.vocabulary.levels[level].label if level in kb.vocabulary.levels else level
