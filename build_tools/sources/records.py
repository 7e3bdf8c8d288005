"""Plain data to typed records, keeping whatever is sound.

pydantic checks types and forms. Where it finds a fault, the fault is reported at its line and the smallest faulty part
is left out, so that one mistake costs one message and hides no other.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from build_tools.diagnostics import Diagnostic, Place, did_you_mean, error
from build_tools.model.names import FORMS
from build_tools.model.record import Loc, Origin, Record, record_in
from build_tools.sources.yaml_text import YamlFile

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Reading(Generic[R]):
    """What could be made of a file: the record, or None where too little is sound; and what is wrong with it."""

    record: R | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_damaged(self) -> bool:
        """Whether something was left out."""
        return bool(self.diagnostics)


def read_record(source: YamlFile, model: type[R]) -> Reading[R]:
    """Read a YAML file as a record of the given type."""
    diagnostics = list(source.diagnostics)
    if source.data is None:
        return Reading(None, tuple(diagnostics))
    if not isinstance(source.data, dict):
        message = "the file must hold named fields (name: value), one a line"
        return Reading(None, (*diagnostics, error(Place(source.path), "field-type", message)))
    data = source.data
    origin = Origin(source.path, (), source.values, source.keys)
    while True:
        try:
            record = model.model_validate(data)
        except ValidationError as faults:
            outermost = _outermost(faults.errors(include_url=False))
            news = [details for details in outermost if not _was_left_out(details, origin)]
            diagnostics += [_explain(details, origin, model, data) for details in news]
            faulty = {_faulty_part(data, details) for details in outermost}
            if () in faulty:
                return Reading(None, tuple(diagnostics))
            if data is source.data:
                data = copy.deepcopy(data)  # what was read stays as it is; sound files need no copy
            whole = {loc for loc in faulty if not any(loc[:length] in faulty for length in range(len(loc)))}
            for loc in sorted(whole, key=_later_items_first):
                origin = _leave_out(data, loc, origin)
        else:
            return Reading(record.located(origin), tuple(diagnostics))


def _outermost(faults: list[ErrorDetails]) -> list[ErrorDetails]:
    """One fault for each place: a mapping key of a wrong form is reported once, not for its value too."""
    seen: set[Loc] = set()
    first = []
    for details in faults:
        if details["loc"] not in seen:
            seen.add(details["loc"])
            first.append(details)
    return first


def _was_left_out(details: ErrorDetails, origin: Origin) -> bool:
    """Whether something is missing only because it was there but faulty: it was reported then."""
    if details["type"] == "too_short":
        return details["loc"] in origin.left_out
    return details["type"] == "missing" and details["loc"] in origin.keys


def _inside(data: Any, loc: Loc) -> tuple[Any, Loc]:
    """The value at a place, and the part of the place that exists: for a faulty key pydantic adds ``[key]``."""
    reached: Loc = ()
    for step in loc:
        is_item = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not is_item and not (isinstance(data, dict) and step in data):
            break
        data = data[step]
        reached = (*reached, step)
    return data, reached


def _faulty_part(data: Any, details: ErrorDetails) -> Loc:
    """What has to go: the faulty value, or the record that cannot do without a missing one."""
    loc: Loc = details["loc"]
    return _inside(data, loc[:-1] if details["type"] == "missing" else loc)[1]


def _later_items_first(loc: Loc) -> tuple[tuple[int, str], ...]:
    """Sorting by this, an item is left out before the items above it, so that no index goes stale."""
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in loc)


def _leave_out(data: Any, loc: Loc, origin: Origin) -> Origin:
    """Remove a part of the data; returns the origin that fits what is left."""
    parent, _ = _inside(data, loc[:-1])
    last = loc[-1]
    del parent[last]
    left_out = origin.left_out | {loc[:-1]}
    if not isinstance(last, int):
        return replace(origin, left_out=left_out)
    depth = len(loc) - 1

    def moved(positions: Mapping[Loc, tuple[int, int]]) -> dict[Loc, tuple[int, int]]:
        kept: dict[Loc, tuple[int, int]] = {}
        for place, position in positions.items():
            index = place[depth] if place[:depth] == loc[:-1] and len(place) > depth else -1
            if index == last:
                continue
            is_after = isinstance(index, int) and index > last
            kept[(*loc[:-1], index - 1, *place[depth + 1 :]) if is_after else place] = position  # type: ignore[operator]
        return kept

    kept_places = frozenset(moved(dict.fromkeys(left_out, (0, 0))))
    return replace(origin, values=moved(origin.values), keys=moved(origin.keys), left_out=kept_places)


def _fields_at(model: type[Record], data: Any, loc: Loc) -> list[str]:
    """The field names that are known where an unknown one stands, for a suggestion."""
    current: Any = model
    for step in loc[:-1]:
        fields = getattr(current, "model_fields", None)
        if fields is None or step not in fields:
            continue
        current = record_in(fields[step].annotation) or current
    return list(getattr(current, "model_fields", {}))


_TYPE_WORDS = {
    "string_type": "text",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list (one item a line, each after '- ')",
    "tuple_type": "a list (one item a line, each after '- ')",
    "dict_type": "named parts (name: value)",
    "mapping_type": "named parts (name: value)",
    "model_type": "named parts (name: value)",
    "model_attributes_type": "named parts (name: value)",
}


def _explain(details: ErrorDetails, origin: Origin, model: type[Record], data: Any) -> Diagnostic:
    loc: Loc = details["loc"]
    kind = details["type"]
    name = str(loc[-1]) if loc else ""
    context = details.get("ctx", {})
    if kind == "missing":
        return error(
            origin.place(*loc[:-1]), "field-missing", f"required field '{name}' is missing", f"add: {name}: ..."
        )
    if kind == "extra_forbidden":
        known = _fields_at(model, data, loc)
        hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
        return error(origin.key_place(*loc), "field-unknown", f"unknown field '{name}'", hint)
    value, reached = _inside(data, loc)
    if name == "[key]":
        name = str(reached[-1])
        form = FORMS.get(str(context.get("pattern")), str(context.get("pattern", "")))
        return error(origin.key_place(*reached), "name-form", f"'{name}' is not a valid name here", f"write {form}")
    place = origin.place(*reached)
    field_name = next((str(step) for step in reversed(reached) if isinstance(step, str)), name)
    if value is None:
        return error(place, "field-empty", f"'{field_name}' has no value", "write one, or remove the field")
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        form = FORMS.get(pattern, pattern.strip("^$()").replace("|", " or "))
        return error(place, "value-form", f"'{field_name}' cannot be '{value}'", f"write {form}")
    if kind in _TYPE_WORDS:
        return error(place, "field-type", f"'{field_name}' must be {_TYPE_WORDS[kind]}, found {_found(value)}")
    return error(place, "value-form", f"'{field_name}': {details['msg'][0].lower()}{details['msg'][1:]}")


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "named parts"
    if isinstance(value, list):
        return "a list"
    return f"the text '{value}'"
