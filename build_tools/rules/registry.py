"""The registry of rules: every rule has a code, a severity, and a docstring whose first line explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Edit, Fault, Place, Severity, also_at, errors_in, in_order
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.record import Marked
from build_tools.sources.locating import span_of
from build_tools.sources.text_form import STRANGE, TRAILING

Check = Callable[[KnowledgeBase, EvidenceGraph], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One consistency rule."""

    code: str
    severity: Severity
    check: Check

    @property
    def explanation(self) -> str:
        """What the rule asks for and why, in one line."""
        return (self.check.__doc__ or "").strip().splitlines()[0]

    @property
    def details(self) -> str:
        """The whole explanation."""
        lines = [line.strip() for line in (self.check.__doc__ or "").strip().splitlines()]
        return "\n".join(lines)


RULES: dict[str, Rule] = {}

HIDING = frozenset({STRANGE, TRAILING})
"""Faults of a line that make others look like faults: these are told when the first are mended."""


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a function as the rule with this code."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        if not check.__doc__:
            raise ValueError(f"rule {code} has no explanation")
        RULES[code] = Rule(code, severity, check)
        return check

    return register


def run(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Diagnostic, ...]:
    """Everything that is wrong: faults found while loading, then those of every rule, in order of place."""
    found = list(kb.diagnostics)
    following: list[tuple[frozenset[str], Diagnostic]] = []
    for each in RULES.values():
        for fault in each.check(kb, graph):
            diagnostic = _diagnostic(kb, each, fault)
            if fault.unless:
                following.append((fault.unless, diagnostic))
            else:
                found.append(diagnostic)
    wrong = {one.place.path for one in errors_in(found)}
    found += [diagnostic for files, diagnostic in following if not files & wrong]
    # What a line says cannot be judged before its characters are what they look like.
    strange = {(one.place.path, one.place.line) for one in kb.diagnostics if one.code in HIDING}
    return in_order(one for one in found if one.code in HIDING or (one.place.path, one.place.line) not in strange)


def first_of(places: Sequence[Marked], message: str, hint: str, part: str = "") -> Fault:
    """One fault for a mistake that stands in several places: at the first of them, with the others in its hint."""
    first, *others = sorted(places, key=lambda marked: marked.place)
    lines = {(other.place.path, other.place.line): other.place for other in others}
    lines.pop((first.place.path, first.place.line), None)
    return first.fault(message, hint + also_at(list(lines.values())), part)


def _diagnostic(kb: KnowledgeBase, of_rule: Rule, fault: Fault) -> Diagnostic:
    """A fault with its code, at the place of the piece of text that is wrong, with the repair of that piece."""
    place, edit = fault.place, fault.edit
    if fault.part:
        span = span_of(fault.part, kb.text_of(place.path), place.line, place.column)
        if span:
            start, end = span
            place = Place(place.path, *start)
            if fault.instead is not None:
                done = f"wrote '{fault.instead}' for '{fault.part}'"
                edit = Edit(fault.instead, done if fault.instead != fault.part else "removed spaces", start, end)
    return Diagnostic(place, of_rule.code, of_rule.severity, fault.message, fault.hint, edit)
