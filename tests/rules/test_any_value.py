"""Whatever stands in one place of a file: the check answers with faults, never with a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load_tree
from build_tools.rules import run
from build_tools.sources.tree import SourceTree, read_tree

SOUND = Path(__file__).parents[1] / "sound"

ODD: tuple[Any, ...] = ("zzz", "-1", None, [], {"zzz": "zzz"})
"""A word that nobody knows, a number that counts nothing, no value, and values of other shapes."""

NAMING = frozenset({"frequency", "sign", "condition", "region", "design", "level", "basis", "cause", "modality"})
"""Fields that name something: no odd value of theirs is taken."""

Way = tuple[str | int, ...]


@cache
def files() -> dict[str, bytes]:
    return read_tree(SOUND).files


def paths() -> list[str]:
    return sorted(path for path in files() if path.endswith(".yaml"))


def ways(data: Any, way: Way = ()) -> Iterator[Way]:
    """The ways to all values below the top."""
    if way:
        yield way
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield from ways(value, (*way, step))


def with_value(data: Any, way: Way, value: Any) -> Any:
    changed = copy.deepcopy(data)
    *before, last = way
    place = changed
    for step in before:
        place = place[step]
    place[last] = value
    return changed


@pytest.mark.parametrize("path", paths())
def test_any_value_anywhere_is_answered(path: str) -> None:
    data = yaml.load(files()[path], Loader=yaml.BaseLoader)
    accepted = []
    for way in ways(data):
        for value in ODD:
            text = json.dumps(with_value(data, way, value))
            kb = load_tree(SourceTree(SOUND, {**files(), path: f"{text}\n".encode()}))
            found = run(kb, EvidenceGraph(kb))
            if not found and way[-1] in NAMING:
                accepted.append((way, value))

    assert accepted == []
