"""Faults rendered: for the terminal, for GitHub's annotations and job summary, and for programs that review changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from build_tools.diagnostics import Diagnostic, Edit, Severity, as_text, errors_in

MOST = 9
"""Annotations of one severity: GitHub shows ten for each step, and drops what is above without a word."""

EXPLAIN = "bmes explain"
"""The command that tells more about a code."""


def as_log(diagnostics: Sequence[Diagnostic]) -> str:
    """Each fault with its hint and, last, the command that explains its code."""
    return "".join(f"{as_text([d])}  more: {EXPLAIN} {d.code}\n" for d in diagnostics)


def with_hint(diagnostic: Diagnostic) -> str:
    """The message and what to do, each on a line of its own."""
    return f"{diagnostic.message}\nhint: {diagnostic.advice}" if diagnostic.advice else diagnostic.message


def changed_first(diagnostics: Iterable[Diagnostic], changed: Collection[str]) -> list[Diagnostic]:
    """The same faults, those in changed files before the others."""
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.place.path not in changed)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(diagnostics: Sequence[Diagnostic], changed: Collection[str] = ()) -> str:
    """GitHub workflow commands, one line a fault, escaped as GitHub's reference of workflow commands asks.

    Of each severity the first nine, those in ``changed`` files first; a notice says how many more there are.
    """
    lines = []
    left = dict.fromkeys(Severity, MOST)
    for d in changed_first(diagnostics, changed):
        left[d.severity] -= 1
        if left[d.severity] >= 0:
            where = f"file={_github_property(d.place.path)},line={d.place.line},col={d.place.column}"
            title = _github_property(d.code)
            lines.append(f"::{d.severity} {where},title={title}::{_github_data(with_hint(d))}\n")
    more = len(diagnostics) - len(lines)
    if more:
        lines.append(f"::notice title=bmes check::{more} more, see summary\n")
    return "".join(lines)


_IN_MARKDOWN = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]#|~$"},
        **{"&": "&amp;", "<": "&lt;", ">": "&gt;"},
        "@": "&#64;",  # it would call a person
    }
)
"""What stands for characters that mean something in a table on GitHub."""


def _markdown(text: str) -> str:
    return " ".join(text.split()).translate(_IN_MARKDOWN)


def as_markdown(diagnostics: Sequence[Diagnostic], summary: str, changed: Collection[str] = ()) -> str:
    """Every fault in a table, below the summary: for the summary of a job. Faults in ``changed`` files come first."""
    parts = ["## bmes check", _markdown(summary)]
    in_change = [d for d in diagnostics if d.place.path in changed]
    elsewhere = [d for d in diagnostics if d.place.path not in changed]
    if in_change and elsewhere:
        parts += ["### In files of this change", _table(in_change), "### In other files", _table(elsewhere)]
    elif diagnostics:
        parts.append(_table(diagnostics))
    return "\n\n".join(parts) + "\n"


def _table(diagnostics: Sequence[Diagnostic]) -> str:
    rows = ["| Place | Code | What is wrong | What to do |", "|---|---|---|---|"]
    for d in diagnostics:
        place = _markdown(f"{d.place.path}:{d.place.line}:{d.place.column}")
        rows.append(f"| {place} | {d.severity} {_markdown(d.code)} | {_markdown(d.message)} | {_markdown(d.advice)} |")
    return "\n".join(rows)


def as_rdjson(diagnostics: Sequence[Diagnostic], sources: Mapping[str, bytes]) -> str:
    """One JSON object in the Reviewdog Diagnostic Format (reviewdog's ``rdjson``), which review tools read.

    ``sources`` holds the files that the faults were found in: columns count in bytes there, here in characters.
    Repairs of a part of a file are suggestions.
    """
    lines = {
        path: sources[path].decode("utf-8-sig", "replace").split("\n")
        for path in {d.place.path for d in diagnostics} & sources.keys()
    }
    result: dict[str, Any] = {"source": {"name": "bmes"}}
    if diagnostics:
        result["severity"] = "ERROR" if errors_in(diagnostics) else "WARNING"
    result["diagnostics"] = [_rd_diagnostic(d, lines.get(d.place.path, [])) for d in diagnostics]
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _rd_diagnostic(d: Diagnostic, lines: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": with_hint(d),
        "location": {
            "path": d.place.path,
            "range": {"start": _rd_position(d.place.line, d.place.column, lines)},
        },
        "severity": d.severity.upper(),
        "code": {"value": d.code},
    }
    if d.edit and d.edit.start and d.edit.end:
        row["suggestions"] = [_rd_suggestion(d.edit, d.edit.start, d.edit.end, lines)]
    return row


def _rd_suggestion(edit: Edit, start: tuple[int, int], end: tuple[int, int], lines: Sequence[str]) -> dict[str, Any]:
    return {"range": {"start": _rd_position(*start, lines), "end": _rd_position(*end, lines)}, "text": edit.text}


def _rd_position(line: int, column: int, lines: Sequence[str]) -> dict[str, int]:
    """Line and column from 1; columns count bytes of UTF-8."""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"line": line, "column": column - len(before) + len(before.encode())}
