"""The only markup that texts may hold: ``*emphasis*``, and links, ``[[entity]]`` or ``[[entity|words]]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def plain(text: str) -> str:
    """The text as a reader sees it; a link without words of its own shows a name that is not known here, so nothing."""
    return "".join(token.text for token in parse(text))
