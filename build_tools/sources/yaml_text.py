"""YAML text to plain data with positions.

Scalars stay text, whatever YAML 1.1 would make of them (``no``, ``1.10``, dates); only an empty value becomes None. The
records turn text into numbers where a number is meant. Faults that PyYAML words for programmers are worded for editors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.model.record import Loc

try:
    from yaml import CSafeLoader as _Loader  # ten times faster; in every PyYAML wheel
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

YamlLoader = _Loader
"""What reads YAML here."""

DEEPEST = 20
"""Levels of nesting; no file of the knowledge base comes near."""


@dataclass(frozen=True)
class YamlFile:
    """One YAML file: its data as nested dicts, lists and texts; where everything stands (line and column from 1)."""

    path: str
    text: str
    data: Any
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_yaml(path: str, content: bytes) -> YamlFile:
    """Read the bytes of a YAML file; ``path`` is the name that messages show."""
    text, encoding_fault = _decode(path, content)
    if encoding_fault:
        return YamlFile(path, text, None, diagnostics=(encoding_fault,))
    tabs = tuple(_tab_faults(path, text))
    if tabs:
        return YamlFile(path, text, None, diagnostics=tabs)
    try:
        node = yaml.compose(text, Loader=YamlLoader)
    except yaml.YAMLError as fault:
        return YamlFile(path, text, None, diagnostics=(_explain(path, text, fault),))
    walk = _Walk(path)
    data = walk.value(node, ()) if node else None
    if data is None and not walk.diagnostics:
        walk.diagnostics.append(error(Place(path), "yaml-empty", "the file is empty", "write its fields, or delete it"))
    return YamlFile(path, text, data, walk.values, walk.keys, tuple(walk.diagnostics))


def _decode(path: str, content: bytes) -> tuple[str, Diagnostic | None]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        message = f"byte 0x{content[fault.start]:02x} is not UTF-8 text"
        hint = "save the file with the encoding UTF-8"
        return content.decode("utf-8", errors="replace"), error(
            Place(path, line, column), "yaml-encoding", message, hint
        )
    return text.replace("\r\n", "\n"), None


def _tab_faults(path: str, text: str) -> list[Diagnostic]:
    """Tabs in the indentation, which YAML forbids; a tab inside a text does no harm."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            place = Place(path, number, indent.index("\t") + 1)
            found.append(
                error(place, "yaml-tab", "tab character; YAML allows only spaces", "replace each tab by 2 spaces")
            )
    return found


_UNQUOTED_COLON = re.compile(r"^\s*(?:- )?(?:[\w-]+: )?[^\"'#\[{|>\s][^\"'#]*?(: )")


def _explain(path: str, text: str, fault: yaml.YAMLError) -> Diagnostic:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    problem = getattr(fault, "problem", None) or str(fault)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    place = Place(path, line, column)
    lines = text.splitlines()
    current = lines[line - 1] if line <= len(lines) else ""
    if "mapping values are not allowed" in problem:
        match = _UNQUOTED_COLON.match(current)
        if match:
            place = Place(path, line, match.start(1) + 1)
        message = "': ' inside an unquoted text"
        return error(place, "yaml-colon", message, "put the text in double quotes")
    if "did not find expected '-' indicator" in problem or "did not find expected key" in problem:
        indent = len(current) - len(current.lstrip(" "))
        spaces = "1 space" if indent == 1 else f"{indent} spaces"
        message = f"this line is indented {spaces}, which fits neither the line above nor any list or field before it"
        hint = "use 2 spaces a level; items of one list and fields of one record start in the same column"
        return error(Place(path, line, indent + 1), "yaml-indent", message, hint)
    if "cannot start any token" in problem or "found character" in problem:
        message = f"a text cannot start with {current[column - 1 : column]!r}"
        return error(place, "yaml-syntax", message, "put the text in double quotes")
    if "unexpected end of stream" in problem or "expected <block end>" in problem or "quoted scalar" in problem:
        started = getattr(fault, "context_mark", None)
        if started is not None:
            place = Place(path, started.line + 1, started.column + 1)
        return error(place, "yaml-syntax", "a quoted text or a bracket that opens here is not closed", "close it")
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        started = getattr(fault, "context_mark", None)
        if started is not None:
            place = Place(path, started.line + 1, started.column + 1)
        message = "brackets that open here are not closed, or a comma is missing"
        return error(place, "yaml-syntax", message, "close them")
    if "undefined alias" in problem or "expected alphabetic or numeric character" in problem:
        return error(place, "yaml-syntax", "a text cannot start with * or &", "put the text in double quotes")
    return error(place, "yaml-syntax", f"this is not valid YAML ({problem})", "see the line and the one above it")


class _Walk:
    """Turns composed nodes into data, and remembers where each value and each key stands."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[Loc, tuple[int, int]] = {}
        self.keys: dict[Loc, tuple[int, int]] = {}
        self.diagnostics: list[Diagnostic] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        place = Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self.seen:
            # An alias may lead to what it stands in, without end.
            message = "this part is used again elsewhere by an alias (*)"
            self.diagnostics.append(error(place, "yaml-syntax", message, "write it out there, without & and *"))
            return None
        self.seen.add(id(node))
        if len(loc) > DEEPEST:
            message = f"this is nested more than {DEEPEST} levels deep"
            self.diagnostics.append(error(place, "yaml-syntax", message, "close brackets where they belong"))
            return None
        self.values[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*loc, index)) for index, child in enumerate(node.value)]
        return self.scalar(node)

    def scalar(self, node: Any) -> str | None:
        text: str = node.value
        is_plain = not node.style  # None in Python, an empty text in libyaml
        return None if is_plain and text in ("", "~", "null") else text

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, yaml.ScalarNode):
                message = "the name of a field must be plain text"
                self.diagnostics.append(error(Place(self.path, line, column), "yaml-syntax", message))
                continue
            key: str = key_node.value
            if key in data:
                first = self.keys[(*loc, key)][0]
                message = f"key '{key}' appears twice (first line {first}); YAML would keep only the last"
                hint = "merge the two, or rename one"
                self.diagnostics.append(error(Place(self.path, line, column), "key-duplicate", message, hint))
                continue
            self.keys[(*loc, key)] = (line, column)
            data[key] = self.value(value_node, (*loc, key))
        return data
