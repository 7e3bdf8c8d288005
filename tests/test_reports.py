"""The renderings of faults: the log, GitHub's annotations, the summary of a job, and reviewdog's JSON."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from build_tools.diagnostics import Diagnostic, Edit, Place, Severity, error, warning
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.reports import MOST, as_github, as_log, as_markdown, as_rdjson
from build_tools.rules import run

FAULT = Diagnostic(Place("kb/a,b.yaml", 14, 12), "cite-unknown", Severity.ERROR, "100% of\n'x' is missing", "add: x, y")
WARNING = Diagnostic(Place("a.yaml", 2), "tone", Severity.WARNING, "too strong")

POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
SOURCE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
    "additionalProperties": False,
}
SEVERITY = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
RDFORMAT = {
    "type": "object",
    "properties": {
        "source": SOURCE,
        "severity": SEVERITY,
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                        "required": ["path"],
                        "additionalProperties": False,
                    },
                    "severity": SEVERITY,
                    "source": SOURCE,
                    "code": {
                        "type": "object",
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        },
                    },
                    "original_output": {"type": "string"},
                },
                "required": ["message", "location"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
"""The message DiagnosticResult of the Reviewdog Diagnostic Format, after the fields that proto/rdf/reviewdog.proto of
reviewdog declares. Stricter than reviewdog's own JSON Schema, which lets any other property pass."""


def test_the_log_ends_each_fault_with_the_command_that_explains_it():
    assert as_log([WARNING, FAULT]) == (
        "a.yaml:2:1: warning[tone]: too strong\n"
        "  more: bmes explain tone\n"
        "kb/a,b.yaml:14:12: error[cite-unknown]: 100% of\n'x' is missing\n"
        "  hint: add: x, y\n"
        "  more: bmes explain cite-unknown\n"
    )
    assert as_log([]) == ""


def test_github_commands_escape_what_would_end_them():
    assert as_github([FAULT]) == (
        "::error file=kb/a%2Cb.yaml,line=14,col=12,title=cite-unknown::100%25 of%0A'x' is missing%0Ahint: add: x, y\n"
    )
    assert as_github([WARNING]) == "::warning file=a.yaml,line=2,col=1,title=tone::too strong\n"
    strange = Diagnostic(Place("C:\\a\r.yaml"), "c:d", Severity.ERROR, "a\r\nb")
    assert as_github([strange]) == "::error file=C%3A\\a%0D.yaml,line=1,col=1,title=c%3Ad::a%0D%0Ab\n"


def test_github_shows_nine_of_a_severity_those_of_the_change_first_and_counts_the_rest():
    errors = [error(Place("kb/a.yaml", line), "e", "m") for line in range(1, 13)]
    warnings = [warning(Place("kb/b.yaml", line), "w", "m") for line in range(1, 11)]
    changed = [error(Place("kb/z.yaml", line), "e", "m") for line in (3, 4)]

    lines = as_github([*errors, *warnings, *changed], changed={"kb/z.yaml"}).splitlines()

    assert [line.partition(",col")[0] for line in lines[:2]] == [
        "::error file=kb/z.yaml,line=3",
        "::error file=kb/z.yaml,line=4",
    ]
    assert sum(line.startswith("::error ") for line in lines) == MOST == 9
    assert sum(line.startswith("::warning ") for line in lines) == MOST
    assert lines[-1] == "::notice title=bmes check::6 more, see summary"
    assert len(lines) == 19
    assert as_github([]) == ""
    assert "::notice" not in as_github([*errors[:9], *warnings[:9]])


def test_the_summary_of_a_job_holds_all_faults_and_no_character_is_markup():
    nasty = error(
        Place("kb/a_b.yaml", 3, 4), "text-html", "HTML <b>|`x`| and *y* by @someone #12", "write [[id|words]]"
    )

    text = as_markdown([nasty, WARNING], "2 pages: 1 error, 1 warning.")

    assert text == (
        "## bmes check\n\n"
        "2 pages: 1 error, 1 warning.\n\n"
        "| Place | Code | What is wrong | What to do |\n"
        "|---|---|---|---|\n"
        "| kb/a\\_b.yaml:3:4 | error text-html | HTML &lt;b&gt;\\|\\`x\\`\\| and \\*y\\* by &#64;someone \\#12 "
        "| write \\[\\[id\\|words\\]\\] |\n"
        "| a.yaml:2:1 | warning tone | too strong |  |\n"
    )
    assert as_markdown([], "All fine.") == "## bmes check\n\nAll fine.\n"


def test_the_summary_of_a_job_tells_the_change_from_the_rest():
    text = as_markdown([FAULT, WARNING], "x", changed={"a.yaml"})

    assert text.index("### In files of this change") < text.index("a.yaml:2:1") < text.index("### In other files")
    assert text.index("### In other files") < text.index("kb/a,b.yaml:14:12")
    assert "###" not in as_markdown([WARNING], "x", changed={"a.yaml"})
    assert as_markdown([error(Place("a"), "c", f"m{n}") for n in range(50)], "x").count("| error c |") == 50


def test_json_is_the_reviewdog_diagnostic_format_with_columns_in_bytes():
    source = "name: \u00e9\u00e9 tumour\n".encode()
    fixed = Edit("tumor", "wrote it", (1, 10), (1, 16))
    whole = Edit("name: x\n", "laid out anew")
    found = [
        Diagnostic(Place("a.yaml", 1, 10), "spelling-mixed", Severity.WARNING, "British", "write 'tumor'", fixed),
        Diagnostic(Place("a.yaml", 1, 1), "bib-form", Severity.ERROR, "layout", "", whole),
        Diagnostic(Place("gone.yaml"), "file-missing", Severity.ERROR, "this file is missing"),
    ]

    result = json.loads(as_rdjson(found, {"a.yaml": source}))

    jsonschema.validate(result, RDFORMAT)
    assert result == {
        "source": {"name": "bmes"},
        "severity": "ERROR",
        "diagnostics": [
            {
                "message": "British\nhint: write 'tumor'; bmes check --fix does it",
                "location": {"path": "a.yaml", "range": {"start": {"line": 1, "column": 12}}},
                "severity": "WARNING",
                "code": {"value": "spelling-mixed"},
                "suggestions": [
                    {
                        "range": {"start": {"line": 1, "column": 12}, "end": {"line": 1, "column": 18}},
                        "text": "tumor",
                    }
                ],
            },
            {
                "message": "layout\nhint: bmes check --fix does it",
                "location": {"path": "a.yaml", "range": {"start": {"line": 1, "column": 1}}},
                "severity": "ERROR",
                "code": {"value": "bib-form"},
            },
            {
                "message": "this file is missing",
                "location": {"path": "gone.yaml", "range": {"start": {"line": 1, "column": 1}}},
                "severity": "ERROR",
                "code": {"value": "file-missing"},
            },
        ],
    }
    assert json.loads(as_rdjson([], {})) == {"source": {"name": "bmes"}, "diagnostics": []}
    assert json.loads(as_rdjson([WARNING], {}))["severity"] == "WARNING"


@pytest.mark.parametrize("name", ["sound", "broken"])
def test_whatever_is_found_fits_the_format(name):
    kb = load(Path(__file__).parent / name)
    found = run(kb, EvidenceGraph(kb))

    result = json.loads(as_rdjson(found, kb.sources))

    jsonschema.validate(result, RDFORMAT)
    assert [one["code"]["value"] for one in result["diagnostics"]] == [one.code for one in found]
