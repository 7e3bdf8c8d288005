"""How much of the evidence files stands in the reading notes, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.knowledge import KnowledgeBase
from build_tools.sources.evidence import EvidenceEntry, Fact

CODE = "evidence-left-out"
EXPLANATION = """\
Every fact of the evidence stands in the reading notes, or kb/left-out.yaml says why not.

What was read and is not used is a decision, and a decision has a reason. The evidence files lie outside of the
knowledge base: only `bmes check --evidence` compares them."""


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """How many facts of one evidence file stand in reading notes; those of left out publications count apart."""

    file: str
    facts: int
    recorded: int
    of_left_out_publications: int

    @property
    def share(self) -> float:
        """Recorded facts among those of publications that are used."""
        used = self.facts - self.of_left_out_publications
        return self.recorded / used if used else 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole comparison: counts by file, what was left out with its reason, and what was left out without one."""

    files: tuple[FileCoverage, ...]
    with_reason: tuple[tuple[str, str], ...]
    faults: tuple[Diagnostic, ...]


def coverage(kb: KnowledgeBase, entries: Iterable[EvidenceEntry]) -> Coverage:
    """Compare the evidence with the reading notes by the ids of facts."""
    recorded = {fact for notes in kb.reading_notes for finding in notes.findings.values() for fact in finding.evidence}
    left_out = kb.left_out
    by_file: dict[str, list[tuple[EvidenceEntry, Fact]]] = {}
    reasons: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for entry in entries:
        by_file.setdefault(entry.file, [])
        if entry.key in left_out.publications:
            reasons[entry.key] = left_out.publications[entry.key]
        for fact in entry.facts:
            by_file[entry.file].append((entry, fact))
            if fact.id in recorded or entry.key in left_out.publications:
                continue
            if fact.id in left_out.facts:
                reasons[fact.id] = left_out.facts[fact.id]
                continue
            message = f"fact '{fact.id}' of '{entry.key}' stands in no reading notes"
            hint = "record it as a finding with this id in `evidence`, or give the reason in kb/left-out.yaml"
            faults.append(Diagnostic(fact.place, CODE, Severity.ERROR, message, hint))
    files = tuple(
        FileCoverage(
            file,
            len(rows),
            sum(fact.id in recorded for _, fact in rows),
            sum(entry.key in left_out.publications and fact.id not in recorded for entry, fact in rows),
        )
        for file, rows in by_file.items()
    )
    return Coverage(files, tuple(reasons.items()), tuple(faults))
