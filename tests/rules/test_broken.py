"""A knowledge base full of faults: the check finds them all in one run, each once, in order."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.diagnostics import as_text
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.rules import RULES, run

BROKEN = Path(__file__).parents[1] / "broken"


def test_one_run_finds_every_fault_in_order():
    kb = load(BROKEN, today="2026-11-23")

    assert as_text(run(kb, EvidenceGraph(kb))) == (BROKEN / "expected.txt").read_text(encoding="utf-8")


def test_the_faults_are_of_many_kinds_and_no_place_has_the_same_twice():
    lines = re.findall(
        r"^(\S+?:\d+:\d+): (?:error|warning)\[([a-z-]+)\]: (.*)$",
        (BROKEN / "expected.txt").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )

    assert len({code for _, code, _ in lines}) == 82
    assert len(set(lines)) == len(lines) == 90


def test_rules_do_not_depend_on_each_other():
    kb = load(BROKEN, today="2026-11-23")
    graph = EvidenceGraph(kb)
    forwards = [list(rule.check(kb, graph)) for rule in RULES.values()]
    backwards = [list(rule.check(kb, graph)) for rule in reversed(RULES.values())]

    assert forwards == backwards[::-1]
