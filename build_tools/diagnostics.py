"""Faults as data: where, what is wrong, what to do; and their renderings.

Nothing here prints or raises. Rules and readers yield :class:`Fault` or :class:`Diagnostic`; the command line renders
them.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest


class Severity(StrEnum):
    """How bad a fault is: an error fails the check, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a source file; line and column count from 1, the path is relative to the project's root."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where, before a rule has given it its code and severity."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault with its code: the only form in which anything wrong is reported."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order of every report: path, line, column, then code and message."""
        return (self.place, self.code, self.message)


def error(place: Place, code: str, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic of severity error."""
    return Diagnostic(place, code, Severity.ERROR, message, hint)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Every different diagnostic once, sorted by path, line and column."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def errors_in(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that fail a check."""
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def near_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: the word itself, or the nearest one, if any is near."""
    words = set(known)
    if word in words:
        return word
    near = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.7)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the nearest known word, or an empty text where none is near."""
    near = near_word(word, known)
    return f"did you mean '{near}'?" if near else ""


def layout_faults(path: str, text: str, wanted: str) -> Iterator[Fault]:
    """Where a file first differs from its one layout, if it does."""
    if text != wanted:
        pairs = zip_longest(text.split("\n"), wanted.split("\n"))
        number, (found, right) = next((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
        hint = f"write: {right}" if right else "end the file with one line break, one empty line between entries"
        yield Fault(Place(path, number), f"layout: '{found or ''}'", hint)


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """``path:line:column: error[code]: message`` with the hint on the next line, for terminals."""
    lines: list[str] = []
    for d in diagnostics:
        lines.append(f"{d.place.path}:{d.place.line}:{d.place.column}: {d.severity}[{d.code}]: {d.message}")
        if d.hint:
            lines.append(f"  hint: {d.hint}")
    return "".join(f"{line}\n" for line in lines)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """GitHub workflow commands, one line a diagnostic (escaping as the workflow command reference asks)."""
    lines = []
    for d in diagnostics:
        message = f"{d.message}\nhint: {d.hint}" if d.hint else d.message
        where = f"file={_github_property(d.place.path)},line={d.place.line},col={d.place.column}"
        lines.append(f"::{d.severity} {where},title={_github_property(d.code)}::{_github_data(message)}\n")
    return "".join(lines)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON array of objects with path, line, column, code, severity, message and hint."""
    rows = [
        {
            "path": d.place.path,
            "line": d.place.line,
            "column": d.place.column,
            "code": d.code,
            "severity": d.severity.value,
            "message": d.message,
            "hint": d.hint,
        }
        for d in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
