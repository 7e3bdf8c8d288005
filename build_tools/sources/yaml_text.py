"""YAML text to plain data with positions.

Scalars stay text, whatever YAML 1.1 would make of them (``no``, ``1.10``, dates); only an empty value becomes None. The
records turn text into numbers where a number is meant. Faults that PyYAML words for programmers are worded for editors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.model.record import Loc
from build_tools.sources.text_form import decoded, encoding_fault
from build_tools.sources.yaml_faults import explained, tab_faults

try:
    from yaml import CSafeLoader as _Loader  # ten times faster; in every PyYAML wheel
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

YamlLoader = _Loader
"""What reads YAML here."""

DEEPEST = 20
"""Levels of nesting; no file of the knowledge base comes near."""


_NO_BREAKS = {0x85: "\ue085", 0x2028: "\ue028", 0x2029: "\ue029"}
"""Characters that YAML takes for the end of a line while editors and this program do not, and what stands for each
while YAML reads: it would count other lines, and lose them."""

_BREAKS = {ord(stand_in): chr(code) for code, stand_in in _NO_BREAKS.items()}


def without_breaks(text: str) -> str:
    """A text of which YAML counts the same lines as everything else does."""
    return text.translate(_NO_BREAKS)


def with_breaks(text: str) -> str:
    """The text that :func:`without_breaks` was given."""
    return text.translate(_BREAKS)


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
    text, not_utf8 = decoded(content), encoding_fault(path, content, "yaml-encoding")
    if not_utf8:
        return YamlFile(path, text, None, diagnostics=(not_utf8,))
    tabs = tuple(tab_faults(path, text))
    if tabs:
        return YamlFile(path, text, None, diagnostics=tabs)
    in_lines = without_breaks(text)
    try:
        node = yaml.compose(in_lines, Loader=YamlLoader)
    except yaml.YAMLError as fault:
        return YamlFile(path, text, None, diagnostics=(explained(path, in_lines, fault),))
    walk = _Walk(path, text)
    data = walk.value(node, ()) if node else None
    if data is None and not walk.diagnostics:
        walk.diagnostics.append(error(Place(path), "yaml-empty", "the file is empty", "write its fields, or delete it"))
    return YamlFile(path, text, data, walk.values, walk.keys, tuple(walk.diagnostics))


class _Walk:
    """Turns composed nodes into data, and remembers where each value and each key stands."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
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
        return self.scalar(node, place)

    def scalar(self, node: Any, place: Place) -> str | None:
        text: str = with_breaks(node.value)
        first = self.lines[place.line - 1][place.column - 1 : place.column] if place.line <= len(self.lines) else ""
        if first and first in "&!":
            message = f"a text cannot start with {first}: YAML drops the first word"
            self.diagnostics.append(error(place, "yaml-syntax", message, "put the text in double quotes"))
        is_plain = not node.style  # None in Python, an empty text in libyaml
        return None if is_plain and text in ("", "~", "null") else text

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        is_next_item = was_doubled = False  # the record that follows, its dash being lost
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, yaml.ScalarNode):
                message = "the name of a field must be plain text"
                self.diagnostics.append(error(Place(self.path, line, column), "yaml-syntax", message))
                continue
            key: str = with_breaks(key_node.value)
            if key in data:
                is_next_item = is_next_item or key == next(iter(data))
                if not was_doubled:  # of a record that lost its dash, each field is doubled
                    self.diagnostics.append(self._doubled(key, loc, Place(self.path, line, column)))
                was_doubled = True
                continue
            was_doubled = is_next_item
            self.keys[(*loc, key)] = (line, column)
            data[key] = self.value(value_node, (*loc, key))
        return data

    def _doubled(self, key: str, loc: Loc, place: Place) -> Diagnostic:
        first = self.keys[(*loc, key)][0]
        message = f"key '{key}' appears twice (first line {first}); YAML would keep only the last"
        is_item = bool(loc) and isinstance(loc[-1], int)
        hint = "merge the two, or rename one" + ("; or begin the next item of the list with '- '" if is_item else "")
        return error(place, "key-duplicate", message, hint)
