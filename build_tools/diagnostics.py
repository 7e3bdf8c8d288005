"""Faults as data: where, what is wrong, what to do, and where it is safe the repair itself.

Nothing here prints, writes or raises. Rules and readers yield :class:`Fault` or :class:`Diagnostic`; ``reports``
renders them for people and programs, and ``editing.fixes`` writes the repairs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

FIX = "bmes check --fix"
"""The command that writes the repairs which faults carry."""


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
class Edit:
    """A repair that changes nothing but the fault: what stands from ``start`` up to ``end`` becomes ``text``.

    Both are line and column from 1, and what stands at ``end`` stays. Without them the whole file becomes ``text``.
    ``done`` says afterwards what was repaired, such as ``wrote 'tumor' for 'tumour'``.
    """

    text: str
    done: str
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where, before a rule has given it its code and severity.

    ``part`` is the piece of the text at ``place`` that is wrong, where not all of it is: the fault is then reported
    where that piece stands. ``instead`` is what may safely be written for it. Other repairs are given as ``edit``.
    ``unless`` names files: while something in one of them is an error, the fault may follow from it and is not told.
    """

    place: Place
    message: str
    hint: str = ""
    part: str = ""
    instead: str | None = None
    edit: Edit | None = None
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault with its code: the only form in which anything wrong is reported."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""
    edit: Edit | None = None
    """The repair, where one is safe."""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order of every report: path, line, column, then code and message."""
        return (self.place, self.code, self.message)

    @property
    def advice(self) -> str:
        """What to do: the hint, and the command that does it where one can."""
        return "; ".join(part for part in (self.hint, f"{FIX} does it" if self.edit else "") if part)


def error(place: Place, code: str, message: str, hint: str = "", edit: Edit | None = None) -> Diagnostic:
    """A diagnostic of severity error."""
    return Diagnostic(place, code, Severity.ERROR, message, hint, edit)


def warning(place: Place, code: str, message: str, hint: str = "", edit: Edit | None = None) -> Diagnostic:
    """A diagnostic of severity warning."""
    return Diagnostic(place, code, Severity.WARNING, message, hint, edit)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Every different diagnostic once, sorted by path, line and column."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def errors_in(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that fail a check."""
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def near_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: the word itself, or the nearest one, whatever its capitals, if any is."""
    words = set(known)
    if word in words:
        return word
    folded = {each.casefold(): each for each in sorted(words, reverse=True)}
    near = difflib.get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the nearest known word, or an empty text where none is near."""
    near = near_word(word, known)
    return f"did you mean '{near}'?" if near else ""


def or_else(question: str, advice: str) -> str:
    """A hint of two parts: ``did you mean 'x'? Or ...``; the advice alone where nothing is near."""
    return f"{question} Or {advice}" if question else advice


def listed(words: Sequence[str], last: str = "or") -> str:
    """Words in a sentence: ``a``, ``a or b``, ``a, b or c``."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def also_at(places: Sequence[Place], most: int = 3) -> str:
    """Where else the same mistake stands, for the end of a hint: ``; also at a.yaml:3 and 2 more places``."""
    if not places:
        return ""
    shown = [f"{place.path}:{place.line}" for place in places[:most]]
    rest = len(places) - len(shown)
    more = [f"{rest} more place{'s' if rest > 1 else ''}"] if rest else []
    return f"; also at {listed([*shown, *more], 'and')}"


def layout_faults(path: str, text: str, wanted: str) -> Iterator[Fault]:
    """Where a file first differs from its one layout, if it does."""
    if text != wanted:
        pairs = zip_longest(text.split("\n"), wanted.split("\n"))
        number, (found, right) = next((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
        hint = f"write '{right}'" if right else "end the file with one line break, one empty line between entries"
        yield Fault(Place(path, number), f"layout: '{found or ''}'", hint)


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """``path:line:column: error[code]: message``, and what to do on the next line after ``hint:``."""
    lines: list[str] = []
    for d in diagnostics:
        lines.append(f"{d.place.path}:{d.place.line}:{d.place.column}: {d.severity}[{d.code}]: {d.message}")
        if d.advice:
            lines.append(f"  hint: {d.advice}")
    return "".join(f"{line}\n" for line in lines)
