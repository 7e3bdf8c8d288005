"""Consistency rules by subject. A rule is a named function that yields faults; it is registered under its code."""

from build_tools.rules import (
    bibliography,
    citations,
    contradictions,
    figures,
    identity,
    links,
    names,
    permanence,
    reading,
    relations,
    safety,
    strength,
    study,
    times,
    wording,
    words,
)
from build_tools.rules.registry import RULES, Rule, run

__all__ = [
    "RULES",
    "Rule",
    "bibliography",
    "citations",
    "contradictions",
    "figures",
    "identity",
    "links",
    "names",
    "permanence",
    "reading",
    "relations",
    "run",
    "safety",
    "strength",
    "study",
    "times",
    "wording",
    "words",
]
