"""The messages of the check for editors: an index of all codes, and a page for each with its example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools.diagnostics import FIX
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.reports import EXPLAIN
from build_tools.rules.handbook import GROUPS, Excerpt, Message, messages, visible

SAMPLE = "cite-unknown"
"""The code whose message the index takes to pieces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an excerpt; whether the other side of the example has another one there, or none."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a file as a page shows it; without lines where the file is not there or is empty."""

    path: str
    lines: tuple[Line, ...]
    is_missing: bool


def message_pages(writer: SiteWriter) -> Iterator[PageFile]:
    """The index and the page of each code. Only the index is found by the site's search."""
    groups = [(group, [one for one in messages().values() if one.group == group.id]) for group in GROUPS]
    yield writer.page(
        addresses.MESSAGES,
        "messages_index.md.j2",
        "Messages of the check",
        file=addresses.index_file(addresses.MESSAGES),
        description="What each message of bmes check means, why it is there, and how to mend what it finds.",
        groups=groups,
        explain=EXPLAIN,
        fix=FIX,
        sample=messages()[SAMPLE],
    )
    for group, found in groups:
        for message in found:
            wrong, right = _sides(message)
            yield writer.page(
                addresses.of_message(message.code),
                "message.md.j2",
                message.code,
                description=message.explanation,
                is_searched=False,
                group=group,
                message=message,
                wrong=wrong,
                right=right,
                others=[one for one in found if one is not message],
                explain=EXPLAIN,
                fix=FIX,
            )


def _sides(message: Message) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """Both sides of an example, with the lines marked that differ."""
    if message.example is None:
        return (), ()
    wrong = {one.path: one for one in message.example.wrong}
    right = {one.path: one for one in message.example.right}
    return (
        tuple(_shown(one, right.get(path)) for path, one in wrong.items()),
        tuple(_shown(one, wrong.get(path)) for path, one in right.items()),
    )


def _shown(excerpt: Excerpt, other: Excerpt | None) -> Shown:
    lines = _lines(excerpt)
    matcher = SequenceMatcher(None, lines, _lines(other) if other else [], autojunk=False)
    same = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    marked = tuple(Line(line, number not in same) for number, line in enumerate(lines))
    return Shown(excerpt.path, marked, excerpt.text is None)


def _lines(excerpt: Excerpt) -> list[str]:
    return visible(excerpt.text or "").splitlines()
