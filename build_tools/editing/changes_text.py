"""Changes in words: for a terminal, for programs, and as Markdown for a pull request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict

from build_tools.editing.changes import GROUPS, Changed, Changes, Field, Json, Thing
from build_tools.model.vocabulary import Vocabulary

HEADINGS: Mapping[str, str] = {
    "pages": "Pages",
    "claims": "Claims",
    "findings": "Findings",
    "citations": "Citations",
    "relations": "Relations",
    "references": "References",
    "words": "Words",
}
UNCHANGED = "Nothing of the knowledge differs."
LONGEST = 50
"""Items of one list that Markdown shows; GitHub cuts long comments and summaries off."""


def as_json(changes: Changes, compared_with: str) -> str:
    """Everything, as one JSON object; the names are those of :class:`~build_tools.editing.changes.Changes`."""
    found = {"compared_with": compared_with, **asdict(changes)}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_text(changes: Changes, vocabulary: Vocabulary, compared_with: str, origin: str) -> str:
    """A list for the terminal: ``+`` what came, ``~`` what changed, ``-`` what went."""
    lines = [f"Compared with {compared_with}, {origin}."]
    if not changes:
        return "\n".join([*lines, UNCHANGED, ""])
    for name in GROUPS:
        group = getattr(changes, name)
        if group:
            lines += ["", f"{HEADINGS[name]}: {_counts(len(group.added), len(group.changed), len(group.removed))}"]
            lines += [line for one in group.added for line in _thing_lines("+", one)]
            lines += [line for one in group.changed for line in (f"~ {one.name}", *_field_lines(one))]
            lines += [line for one in group.removed for line in _thing_lines("-", one)]
    for heading, items in _lists(changes, vocabulary):
        lines += ["", f"{heading}: {len(items)}", *(f"  {item}" for item in items)]
    return "\n".join([*lines, ""])


def _counts(added: int, changed: int, removed: int) -> str:
    parts = ((added, "added"), (changed, "changed"), (removed, "removed"))
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def _thing_lines(mark: str, thing: Thing) -> Iterator[str]:
    yield f"{mark} {thing.name}" + (f" [{thing.level}]" if thing.level else "")
    if thing.text:
        yield f"    {thing.text}"


def _field_lines(one: Changed) -> Iterator[str]:
    for field in one.fields:
        if isinstance(field.old, str) and isinstance(field.new, str) and len(field.old) + len(field.new) > 80:
            yield f"    {field.name}:"
            yield f"    - {field.old}"
            yield f"    + {field.new}"
        else:
            yield f"    {difference(field)}"


def difference(field: Field) -> str:
    """What differs in a field, in one line: ``frequency: typical → possible``, ``cites: +a#b -c#d``."""
    if isinstance(field.old, list | None) and isinstance(field.new, list | None):
        old, new = field.old or [], field.new or []
        come = [f"+{_short(item)}" for item in new if item not in old]
        gone = [f"-{_short(item)}" for item in old if item not in new]
        return f"{field.name}: {' '.join([*come, *gone]) or 'in another order'}"
    return f"{field.name}: {_short(field.old)} → {_short(field.new)}"


def _short(value: Json) -> str:
    if value is None:
        return "not given"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(value: Json) -> str:
    """The state of a cell of the matrix."""
    return ", ".join(value) or "not stated"


def _moved(one: Changed, vocabulary: Vocabulary) -> str:
    """A level that moved, and which way: ``title → abstract (stronger)``."""
    field = one.fields[0]
    old, new = vocabulary.strength(field.old or ""), vocabulary.strength(field.new or "")
    way = "" if min(old, new) < 0 else " (stronger)" if new > old else " (weaker)"
    return f"{one.name}: {_short(field.old)} → {_short(field.new)}{way}"


def _lists(changes: Changes, vocabulary: Vocabulary) -> Iterator[tuple[str, list[str]]]:
    """What follows from the change, each kind under its heading; empty ones are left out."""
    cells = [
        f"{one.name}: {_words(field.old)} → {_words(field.new)}" for one in changes.cells for field in one.fields[:1]
    ]
    found = (
        ("Levels that moved", [_moved(one, vocabulary) for one in changes.levels]),
        ("Cells of the matrix", cells),
        ("Pages with their claims in another order", list(changes.reordered)),
        ("References that nothing cites now", list(changes.uncited)),
        ("References that are cited now", list(changes.cited_again)),
        ("Pages to look at", list(changes.touched)),
    )
    return ((heading, items) for heading, items in found if items)


_SPECIAL = re.compile(r"[^\w\s,.;:/()'’“”→×—–°±%-]|(?<=:)/|_")


def literal(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no mention of a person, no reference to an issue."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def _code(name: str) -> str:
    return f"<code>{literal(name)}</code>"


def as_markdown(changes: Changes, vocabulary: Vocabulary, compared_with: str, origin: str) -> str:
    """For a pull request: counts in a table, what needs a look in the open, the rest in parts that unfold."""
    lines = [
        "### What changes in the knowledge base",
        "",
        f"Compared with {_code(compared_with)}, {literal(origin)}.",
        "",
    ]
    if not changes:
        return "\n".join([*lines, UNCHANGED, ""])
    lines += ["| | added | changed | removed |", "|---|---|---|---|"]
    for name in GROUPS:
        group = getattr(changes, name)
        if group:
            lines.append(f"| {HEADINGS[name]} | {len(group.added)} | {len(group.changed)} | {len(group.removed)} |")
    lists = dict(_lists(changes, vocabulary))
    weaker = [item for item in lists.get("Levels that moved", ()) if item.endswith("(weaker)")]
    open_lists = (("Weaker evidence than before", weaker), ("References that nothing cites now", list(changes.uncited)))
    for heading, items in open_lists:
        if items:
            lines += ["", f"**{heading}**", "", *_items(items, _code if items is not weaker else literal)]
    for name in GROUPS:
        group = getattr(changes, name)
        if group:
            total = len(group.added) + len(group.changed) + len(group.removed)
            lines += _folded(f"{HEADINGS[name]} ({total})", list(_group_items(changes, name)))
    for heading, items in lists.items():
        if heading != "References that nothing cites now":
            lines += _folded(f"{heading} ({len(items)})", [literal(item) for item in items])
    return "\n".join([*lines, ""])


def _group_items(changes: Changes, name: str) -> Iterator[str]:
    group = getattr(changes, name)
    for word, things in (("added", group.added), ("removed", group.removed)):
        for one in things:
            level = f" ({literal(one.level)})" if one.level else ""
            yield f"{word}: {_code(one.name)}{level}" + (f"<br>{literal(one.text)}" if one.text else "")
    for one in group.changed:
        yield "<br>".join([f"changed: {_code(one.name)}", *(literal(difference(field)) for field in one.fields)])


def _items(items: Iterable[str], written: Callable[[str], str]) -> list[str]:
    items = list(items)
    more = [f"- and {len(items) - LONGEST} more: <code>bmes diff</code> lists them"] if len(items) > LONGEST else []
    return [*(f"- {written(item)}" for item in items[:LONGEST]), *more]


def _folded(heading: str, items: list[str]) -> list[str]:
    return ["", f"<details><summary>{heading}</summary>", "", *_items(items, str), "", "</details>"]
