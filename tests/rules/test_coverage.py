"""The comparison of the evidence files with the reading notes."""

from __future__ import annotations

from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, Severity
from build_tools.rules.coverage import CODE, FileCoverage, coverage
from build_tools.sources.evidence import EvidenceEntry, Fact, read_evidence

EVIDENCE = """\
- key: smith2001
  facts:
  - id: s-1
    text: Rang.
  - id: s-2
    text: Echoed.
- key: nobody1999
  facts:
  - id: n-1
    text: Unseen.
"""


def test_facts_are_read_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "words.yaml").write_text("- concept: glass\n", encoding="utf-8")
    assert read_evidence(tmp_path) == (
        EvidenceEntry(
            "smith2001",
            "facts.yaml",
            Place("facts.yaml", 1, 3),
            (Fact("s-1", Place("facts.yaml", 3, 9)), Fact("s-2", Place("facts.yaml", 5, 9))),
        ),
        EvidenceEntry("nobody1999", "facts.yaml", Place("facts.yaml", 7, 3), (Fact("n-1", Place("facts.yaml", 9, 9)),)),
    )


def test_what_is_left_out_needs_a_reason(project, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "facts.yaml").write_text(EVIDENCE, encoding="utf-8")
    source = "    source: https://doi.org/10.1000/glass\n  echo:"
    project.replace(
        "kb/references/smith2001.yaml", source, source.replace("\n  echo:", "\n    evidence: [s-1]\n  echo:")
    )
    entries = read_evidence(tmp_path)

    found = coverage(project.load(), entries)
    assert found.faults == (
        Diagnostic(
            Place("facts.yaml", 5, 9),
            CODE,
            Severity.ERROR,
            "fact 's-2' of 'smith2001' stands in no reading notes",
            "record it as a finding with this id in `evidence`, or give the reason in kb/left-out.yaml",
        ),
        Diagnostic(
            Place("facts.yaml", 9, 9),
            CODE,
            Severity.ERROR,
            "fact 'n-1' of 'nobody1999' stands in no reading notes",
            "record it as a finding with this id in `evidence`, or give the reason in kb/left-out.yaml",
        ),
    )
    assert found.files == (FileCoverage("facts.yaml", 3, 1, 0),)

    project.write("kb/left-out.yaml", "publications: {nobody1999: No title.}\nfacts: {s-2: Twice the same.}\n")
    found = coverage(project.load(), entries)
    assert found.faults == ()
    assert found.with_reason == (("s-2", "Twice the same."), ("nobody1999", "No title."))
    assert found.files == (FileCoverage("facts.yaml", 3, 1, 1),)
    assert found.files[0].share == 0.5
