"""How a file is saved: its line ends, spaces that nobody sees, and characters that only look like others.

None of this keeps a file from being read, so that it hides no other fault. A text that was copied from a PDF often
holds no-break spaces, soft hyphens and ligatures: searches and the comparison of numbers would pass over it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from build_tools.diagnostics import Diagnostic, Edit, Place, error, warning

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before UTF-8."""

STRANGE, TRAILING = "strange-character", "trailing-space"
_BLANKS = " \t"
_LIGATURES = range(0xFB00, 0xFB07)
"""``ff``, ``fi`` and the like as one character."""


def decoded(content: bytes) -> str:
    """The text of a file as everything here counts lines and columns: line feeds alone, no byte order mark.

    Bytes that are not UTF-8 become U+FFFD.
    """
    return with_line_feeds(content.decode("utf-8-sig", "replace"))


def with_line_feeds(text: str) -> str:
    """The text with each end of a line, of Windows and of old Macs too, as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def encoding_fault(path: str, content: bytes, code: str) -> Diagnostic | None:
    """Where a file is not UTF-8, if it is not."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = decoded(content[: fault.start])
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{content[fault.start]:02x} is not UTF-8 text"
        return error(place, code, message, "save the file with the encoding UTF-8")
    return None


def saving_faults(path: str, content: bytes) -> Iterator[Diagnostic]:
    """What an editor program did to the whole file. Nothing of a file that is not UTF-8: the readers say that."""
    text = _utf8(content)
    if text is None:
        return
    plain = with_line_feeds(text)
    if content.startswith(MARK):
        edit = Edit(plain, "removed the byte order mark")
        message = "the file begins with a byte order mark"
        yield warning(Place(path), "byte-order-mark", message, "save it as UTF-8 without a mark", edit)
    if "\r" in text:
        first = text.index("\r")
        place = Place(path, text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first))
        edit = Edit(plain, "made every line end with a line feed alone")
        hint = "save it with line feeds alone (LF)"
        yield warning(place, "line-end", "lines end with a carriage return, as on Windows", hint, edit)


def line_faults(path: str, content: bytes) -> Iterator[Diagnostic]:
    """What is wrong with single lines of a YAML file. Nothing of a file that is not UTF-8."""
    text = _utf8(content)
    if text is None:
        return
    lines = with_line_feeds(text).split("\n")
    filled = max((number for number, line in enumerate(lines, start=1) if line.strip(_BLANKS)), default=0)
    if filled:
        yield from _last_line(path, lines, filled)
    for number, line in enumerate(lines[:filled], start=1):
        kept = line.rstrip(_BLANKS)
        if kept != line:
            edit = Edit("", "removed spaces at the end", (number, len(kept) + 1), (number, len(line) + 1))
            place = Place(path, number, len(kept) + 1)
            yield warning(place, TRAILING, "spaces at the end of the line", "remove them", edit)
        if not (kept.isascii() and kept.isprintable()):
            yield from _strange(path, number, kept)


def _last_line(path: str, lines: list[str], filled: int) -> Iterator[Diagnostic]:
    end = (len(lines), len(lines[-1]) + 1)
    if filled == len(lines):
        edit = Edit("\n", "ended the last line", end, end)
        yield warning(Place(path, *end), "last-line", "the last line does not end", "end it with a line break", edit)
    elif filled < len(lines) - 1:
        edit = Edit("", "removed empty lines at the end", (filled + 1, 1), end)
        yield warning(Place(path, filled + 1), "last-line", "empty lines at the end of the file", "remove them", edit)


def _strange(path: str, number: int, line: str) -> Iterator[Diagnostic]:
    """The first character of a line that is not what it looks like. Tabs in its indentation are another fault."""
    indent = len(line) - len(line.lstrip(_BLANKS))
    rest = line[indent:]
    lost = next((at for at, character in enumerate(rest) if _is_lost(character)), None)
    meant = unicodedata.normalize("NFC", "".join(map(_meant, rest)))
    if lost is not None:
        place = Place(path, number, indent + lost + 1)
        yield error(place, STRANGE, f"{_named(rest[lost])} stands for something that was lost", "write what was meant")
    elif meant != rest:
        start = _shared(rest, meant)
        shared = _shared(rest[start:][::-1], meant[start:][::-1])
        wrong, right = rest[start : len(rest) - shared], meant[start : len(meant) - shared]
        column = indent + start + 1
        edit = Edit(right, "wrote plain characters", (number, column), (number, column + len(wrong)))
        hint = "type it as plain text; what is copied from a PDF often holds such characters"
        yield error(Place(path, number, column), STRANGE, _what_is_strange(rest[start:]), hint, edit)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _what_is_strange(text: str) -> str:
    odd = next((one for one in text if _meant(one) != one or unicodedata.combining(one)), text[0])
    if unicodedata.combining(odd):
        return f"a letter and its accent are two characters here ({_named(odd)})"
    meant = unicodedata.normalize("NFC", _meant(odd))
    looks = {"": "nobody sees it", " ": "it looks like a space"}.get(meant, f"it looks like '{meant}'")
    return f"{_named(odd)}: {looks}"


def _named(character: str) -> str:
    name = "TAB" if character == "\t" else unicodedata.name(character, "CONTROL CHARACTER")
    return f"U+{ord(character):04X} {name}"


def _is_lost(character: str) -> bool:
    """Whether what was meant cannot be told any more."""
    return character == "\ufffd" or (unicodedata.category(character) in ("Cc", "Co", "Cn") and character != "\t")


def _meant(character: str) -> str:
    """A plain character for one that looks like it; nothing for one that nobody sees."""
    if character.isascii():
        return " " if character == "\t" else character
    if ord(character) in _LIGATURES:
        return unicodedata.normalize("NFKC", character)
    category = unicodedata.category(character)
    return "" if category == "Cf" else " " if category in ("Zs", "Zl", "Zp") else character
