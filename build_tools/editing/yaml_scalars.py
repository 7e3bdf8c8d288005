"""A text as YAML writes it: plain, in quotes, or as a folded block."""

from __future__ import annotations

import re
from functools import cache
from io import StringIO

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

WIDTH = 120
"""Characters in a line, at most, unless a single word is longer."""

_PRINTED = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""Characters that YAML writes as they are, without line ends (YAML 1.2, 5.1)."""

_NOT_PRINTED = re.compile(f"[^{_PRINTED}]")
_NOT_FOLDABLE = re.compile(f"(?:^|\n)[ \t]|[ \t](?:\n|$)|^\n|\n$|[^\n{_PRINTED}]")
"""What a folded block would change: spaces at the edges of lines, and characters that YAML escapes."""

_WORD_GAP = re.compile(r"(?<! ) (?! )")
"""Where a line may end: a folded block keeps every other space."""

_CORE_SCHEMA_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
"""What YAML 1.2 reads as a number; PyYAML knows the words and numbers of YAML 1.1."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}

_analyze = cache(Emitter(StringIO(), allow_unicode=True).analyze_scalar)
_resolver = Resolver()


def in_quotes_if_needed(text: str, is_plain: bool, in_brackets: bool) -> str:
    """A text on one line: plain where YAML allows it there, else in quotes.

    ``is_plain`` says that it was written without quotes: what other readers take for a number or a truth keeps its
    quotes, and gets none.
    """
    if is_plain and (not text or not _is_text_to_all(text)):
        return text
    analysis = _analyze(text)
    may_be_plain = analysis.allow_flow_plain if in_brackets else analysis.allow_block_plain
    if may_be_plain and not analysis.multiline and _is_text_to_all(text):
        return text
    if any(mark in text for mark in '"\\') and not _NOT_PRINTED.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _NOT_PRINTED.sub(_escaped, re.sub(r'["\\]', _escaped, text)) + '"'


def _is_text_to_all(text: str) -> bool:
    """Whether every reader of YAML takes the unquoted text for a text, be it of version 1.1 or 1.2."""
    tag = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    is_text = bool(tag == Resolver.DEFAULT_SCALAR_TAG)
    return is_text and not _CORE_SCHEMA_NUMBER.fullmatch(text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def is_foldable(text: str) -> bool:
    """Whether a folded block keeps the text and has more than one line of it."""
    return (_WORD_GAP.search(text) is not None or "\n" in text) and not _NOT_FOLDABLE.search(text)


def folded(text: str, indent: int) -> list[str]:
    """The lines of a folded block, filled with words. A line break of the text is an empty line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if lines:
            lines.append("")
        lines += _filled(paragraph, indent)
    return lines


def _filled(paragraph: str, indent: int) -> list[str]:
    margin = " " * indent
    lines: list[str] = []
    for word in _WORD_GAP.split(paragraph) if paragraph else ():
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(margin + word)
    return lines
