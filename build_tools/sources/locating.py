"""Where a piece of a text stands in its file: records know where a text begins, and long ones go over many lines."""

from __future__ import annotations

import re

_IN_ADDRESS = re.compile(r"\[\[[^\]|]*$")
"""What stands before a place inside the address of a link."""

Position = tuple[int, int]
"""Line and column, from 1."""


def span_of(part: str, source: str, line: int, column: int) -> tuple[Position, Position] | None:
    """Where a piece of the text that begins at a position stands, and where it ends (that character not included).

    Found is its first appearance as whole words. Its spaces may be line breaks with indentation, since YAML folds
    lines. What stands in the address of a link, ``[[address|words]]``, is not what a text says: it is passed over. None
    where the source writes the piece in another way, by escapes for instance.
    """
    lines = source.split("\n")
    if not part or line > len(lines):
        return None
    text = "\n".join(lines[line - 1 : _end_of(lines, line)])
    before = r"(?<!\w)" if re.match(r"\w", part) else ""
    after = r"(?!\w)" if re.search(r"\w$", part) else ""
    words = r"\s+".join(map(re.escape, part.split(" ")))
    for match in re.compile(f"{before}{words}{after}").finditer(text, column - 1):
        if not _IN_ADDRESS.search(text, column - 1, match.start()):
            return _position(text, match.start(), line), _position(text, match.end(), line)
    return None


def _end_of(lines: list[str], line: int) -> int:
    """The number of the last line that may belong to the text beginning on a line: what follows is indented less."""
    indent = indent_of(lines[line - 1])
    for number, each in enumerate(lines[line:], start=line):
        if each.strip() and indent_of(each) <= indent:
            return number
    return len(lines)


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _position(text: str, offset: int, first_line: int) -> Position:
    return first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)
