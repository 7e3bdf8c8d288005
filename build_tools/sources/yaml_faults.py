"""What PyYAML says of a file that is no YAML, worded for editors, and at the place where the mistake was made.

PyYAML stops where it cannot go on, which is often lines below the forgotten quotation mark or dash.
"""

from __future__ import annotations

import re

import yaml

from build_tools.diagnostics import Diagnostic, Edit, Place, error, listed
from build_tools.sources.locating import indent_of


def tab_faults(path: str, text: str) -> list[Diagnostic]:
    """Tabs in the indentation, which YAML forbids; a tab inside a text does no harm."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            column = indent.index("\t") + 1
            spaces = indent[column - 1 :].replace("\t", "  ")
            edit = Edit(spaces, "wrote 2 spaces for each tab", (number, column), (number, len(indent) + 1))
            message = "tab character; YAML allows only spaces"
            found.append(error(Place(path, number, column), "yaml-tab", message, "write 2 spaces for each tab", edit))
    return found


_UNQUOTED_COLON = re.compile(r"^\s*(?:- )?(?:[\w-]+: )?[^\"'#\[{|>\s][^\"'#]*?(: )")


def explained(path: str, text: str, fault: yaml.YAMLError) -> Diagnostic:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    problem = getattr(fault, "problem", None) or str(fault)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    place = Place(path, line, column)
    started = getattr(fault, "context_mark", None)
    opening = Place(path, started.line + 1, started.column + 1) if started else place
    lines = text.split("\n")
    current = lines[line - 1] if line <= len(lines) else ""
    quoted = _quotes_before(path, text, line)
    if quoted:
        message = "a quoted text that opens here is closed only some lines below"
        return error(quoted, "yaml-syntax", message, "close it where it ends")
    if "mapping values are not allowed" in problem and _is_below_a_text(lines, line):
        return _indent_fault(path, lines, line)
    if "mapping values are not allowed" in problem:
        match = _UNQUOTED_COLON.match(current)
        if match:
            place = Place(path, line, match.start(1) + 1)
        message = "': ' inside an unquoted text"
        return error(place, "yaml-colon", message, "put the text in double quotes")
    if "could not find expected ':'" in problem:
        return _colon_missing(path, opening, lines)
    if "did not find expected '-' indicator" in problem or "did not find expected key" in problem:
        if current[: column - 1].strip():
            message = "text goes on after its closing quotation mark or bracket"
            hint = 'put the whole text in double quotes, and write \\" for a mark inside of it'
            return error(place, "yaml-syntax", message, hint)
        return _indent_fault(path, lines, line)
    if "cannot start any token" in problem or "found character" in problem:
        message = f"a text cannot start with {current[column - 1 : column]!r}"
        return error(place, "yaml-syntax", message, "put the text in double quotes")
    if "unexpected end of stream" in problem or "expected <block end>" in problem or "quoted scalar" in problem:
        message = "a quoted text or a bracket that opens here is not closed"
        return error(opening, "yaml-syntax", message, "close it")
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        message = "brackets that open here are not closed, or a comma is missing"
        return error(opening, "yaml-syntax", message, "close them")
    if "undefined alias" in problem or "expected alphabetic or numeric character" in problem:
        return error(place, "yaml-syntax", "a text cannot start with * or &", "put the text in double quotes")
    return error(place, "yaml-syntax", f"this is not valid YAML ({problem})", "see the line and the one above it")


_DASH_ALONE = re.compile(r" *-(?=[A-Za-z][\w-]*:(?: |$))")
_FIELD = re.compile(r"\s*(?:- )?[\w-]+:(?: |$)")
_FIELD_WITH_TEXT = re.compile(r"\s*(?:- )?[\w-]+: +[^\s>|\[{\"'&*!#]")


def _is_below_a_text(lines: list[str], number: int) -> bool:
    """Whether a line that names a field is indented deeper than the field above, which has its value already."""
    above = next((line for line in reversed(lines[: number - 1]) if line.strip()), "")
    match = _FIELD_WITH_TEXT.match(above)
    start = len(above) - len(above.lstrip(" -")) if match else 0
    return bool(match and _FIELD.match(lines[number - 1])) and indent_of(lines[number - 1]) > start


def _quotes_before(path: str, text: str, line: int) -> Place | None:
    """Where the quoted text opens that ends on a line and began on one above: its own end was forgotten."""
    found = None
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                start, end = token.start_mark, token.end_mark
                if start.line < end.line == line - 1:
                    found = Place(path, start.line + 1, start.column + 1)
    except yaml.YAMLError:
        pass
    return found


def _colon_missing(path: str, place: Place, lines: list[str]) -> Diagnostic:
    """A line that should begin with the name of a field."""
    match = re.match(r"\s*(?:- )?[\w-]+:(?=\S)", lines[place.line - 1])
    if match:
        message = "a space is missing after the colon"
        return error(Place(path, place.line, match.end() + 1), "yaml-syntax", message, "write name: value")
    message = "this line names no field: a colon and a space are missing"
    return error(place, "yaml-syntax", message, "write name: value; indent a line that goes on with the text above")


def _indent_fault(path: str, lines: list[str], number: int) -> Diagnostic:
    """What a line is indented by, and what it may be indented by; or a dash there that stands too near."""
    for near in (number, number - 1):
        dash = _DASH_ALONE.match(lines[near - 1])
        if dash:
            end = (near, dash.end() + 1)
            edit = Edit(" ", "put a space after the dash", end, end)
            message = "a space is missing after the dash"
            return error(Place(path, *end), "yaml-syntax", message, "write - name: value", edit)
    indent = indent_of(lines[number - 1])
    levels = _open_levels(lines[: number - 1])
    above = min(levels, key=lambda level: (abs(level - indent), -level))
    message = f"this line is indented {_spaces(indent)}, {levels[above]} above starts at {above}"
    known = listed([str(level) for level in sorted(levels)])
    hint = f"use {known} spaces; items of one list and fields of one record start in the same column"
    return error(Place(path, number, indent + 1), "yaml-indent", message, hint)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _open_levels(above: list[str]) -> dict[int, str]:
    """The indentations of the lists and records that are open below some lines, each with what stands there."""
    levels: dict[int, str] = {}
    for line in reversed(above):
        text = line.lstrip(" ")
        indent = indent_of(line)
        if not text or text.startswith("#") or any(level < indent for level in levels):
            continue
        is_item = text.startswith("- ")
        inner = indent + 2 if is_item else indent
        if is_item and ":" in text and not any(level < inner for level in levels):
            levels.setdefault(inner, "the field")
        levels.setdefault(indent, "the list item" if is_item else "the field")
        if indent == 0 and not is_item:
            break
    return levels or {0: "the field"}
