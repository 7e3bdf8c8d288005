"""The registry of rules: every rule has a code, a severity, and a docstring whose first line explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Fault, Severity, in_order
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase

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
    for each in RULES.values():
        for fault in each.check(kb, graph):
            found.append(Diagnostic(fault.place, each.code, each.severity, fault.message, fault.hint))
    return in_order(found)
