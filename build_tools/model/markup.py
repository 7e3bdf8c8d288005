"""The only markup that texts may hold: ``*emphasis*``, and links, ``[[entity]]`` or ``[[entity|words]]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text to be emphasized."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an entity; ``text`` is empty where the entity's own name is to be shown."""

    target: str
    text: str = ""


Token = Plain | Emphasis | Link

_TOKEN = re.compile(
    r"\[\[(?P<target>[^\[\]|]+)(?:\|(?P<label>[^\[\]|]+))?\]\]|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
)


@cache
def parse(text: str) -> tuple[Token, ...]:
    """The parts of a text, in order; what is no markup is plain text."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield Plain(text[end : match.start()])
        if match["emphasis"]:
            yield Emphasis(match["emphasis"])
        else:
            yield Link(match["target"].strip(), (match["label"] or "").strip())
        end = match.end()
    if end < len(text):
        yield Plain(text[end:])


def links(text: str) -> tuple[str, ...]:
    """The entities that a text links to."""
    return tuple(token.target for token in parse(text) if isinstance(token, Link))


@cache
def plain(text: str, name_of: Callable[[str], str] | None = None) -> str:
    """The text as a reader sees it. A link without words of its own shows the name of its target, or nothing."""
    return "".join(
        name_of(token.target) if name_of and isinstance(token, Link) and not token.text else token.text
        for token in parse(text)
    )
