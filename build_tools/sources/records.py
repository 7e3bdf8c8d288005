"""Plain data to typed records, keeping whatever is sound.

pydantic checks types and forms. Where it finds a fault, the fault is reported at its line and the smallest faulty part
is left out, so that one mistake costs one message and hides no other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import StringConstraints, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from build_tools.diagnostics import Diagnostic, Place, did_you_mean, error, listed, near_word
from build_tools.model.names import FORMS
from build_tools.model.record import LinkTo, Loc, Origin, Record, WordOf, record_in
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
        hint = "start with id:, or with key: in kb/references/"
        return Reading(None, (*diagnostics, error(Place(source.path), "field-type", message, hint)))
    data = source.data
    origin = Origin(source.path, (), source.values, source.keys)
    misspelled: set[Loc] = set()
    while True:
        try:
            record = model.model_validate(data)
        except ValidationError as faults:
            outermost = _outermost(faults.errors(include_url=False))
            misspelled.update(_meant(details, model) for details in outermost if details["type"] == "extra_forbidden")
            reported = origin.keys.keys() | misspelled
            news = [one for one in outermost if not (one["type"] == "missing" and one["loc"] in reported)]
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
            diagnostics += [_empty(origin.place(*loc), model, loc) for loc in blanks(data)]
            return Reading(record.located(origin), tuple(diagnostics))


def blanks(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    """The places of values that are blank."""
    if data is None:
        yield loc
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield from blanks(value, (*loc, step))


def _empty(place: Place, model: type[Record], loc: Loc) -> Diagnostic:
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    info = _field_at(model, loc)
    instead = "" if info and info.is_required() else ", or remove the field"
    return error(place, "field-empty", f"'{name}' has no value", f"write {_wanted(model, loc)}{instead}")


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


def _meant(details: ErrorDetails, model: type[Record]) -> Loc:
    """The place of the field that was probably meant by one that is not known."""
    loc: Loc = details["loc"]
    return (*loc[:-1], near_word(str(loc[-1]), _fields_at(model, loc)) or "")


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


def _record_at(model: type[Record], loc: Loc) -> type[Record]:
    """The kind of record that holds what stands at a place."""
    current = model
    for step in loc[:-1]:
        field = current.model_fields.get(str(step))
        current = (record_in(field.annotation) if field else None) or current
    return current


def _fields_at(model: type[Record], loc: Loc) -> list[str]:
    """The field names that are known where an unknown one stands, for a suggestion."""
    return list(_record_at(model, loc).model_fields)


_TEXT, _NUMBER, _LIST, _PARTS = "text", "a whole number", "a list", "named parts"
_TYPE_WORDS = {
    "string_type": _TEXT,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "float_parsing": "a number",
    "float_type": "a number",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _PARTS,
    "mapping_type": _PARTS,
    "model_type": _PARTS,
    "model_attributes_type": _PARTS,
}
_TYPE_HINTS = {
    _TEXT: "write it after the name of the field, in double quotes where it holds a colon and a space",
    _NUMBER: "write digits alone",
    "a number": "write digits alone, with a point where there are decimals",
    _LIST: "write one item a line, each after '- ', or all in brackets: [one, two]",
    _PARTS: "write each part on a line of its own: name: value",
}


def _explain(details: ErrorDetails, origin: Origin, model: type[Record], data: Any) -> Diagnostic:
    loc: Loc = details["loc"]
    kind = details["type"]
    name = str(loc[-1]) if loc else ""
    context = details.get("ctx", {})
    if kind == "missing":
        place = origin.key_place(*loc[:-1])
        return error(place, "field-missing", f"required field '{name}' is missing", f"add: {_wanted(model, loc)}")
    if kind == "extra_forbidden":
        known = _fields_at(model, loc)
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
        return _empty(place, model, loc)
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        form = FORMS.get(pattern) or pattern.strip("^$()").replace("|", " or ")
        return error(place, "value-form", f"'{field_name}' cannot be '{value}'", f"write {form}")
    if kind in _TYPE_WORDS:
        wanted = _TYPE_WORDS[kind]
        message = f"'{field_name}' must be {wanted}, found {_found(value)}"
        return error(place, "field-type", message, _TYPE_HINTS[wanted])
    limit = _limit(kind, context)
    if limit:
        return error(place, "value-form", f"'{field_name}' is {limit[0]}", limit[1])
    return error(place, "value-form", f"'{field_name}': {details['msg'][0].lower()}{details['msg'][1:]}")


def _limit(kind: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a value that is too short, too long or too small, and what to do."""
    match kind:
        case "string_too_short" | "too_short":
            fewest = int(context["min_length"])
            return (
                ("empty", "write it, or remove the field")
                if fewest == 1
                else (
                    f"shorter than it may be ({context['actual_length']})",
                    f"give at least {fewest}",
                )
            )
        case "string_too_long":
            return "too long", f"write at most {context['max_length']} characters"
        case "greater_than_equal":
            return "too small", f"write {context['ge']:g} or more"
    return None


def _wanted(model: type[Record], loc: Loc) -> str:
    """A field and what it holds, as an editor would write it: ``name: the preferred name, in sentence case``."""
    info = _field_at(model, loc)
    if info is None:
        return f"{loc[-1]}: ..."
    kind = _kind_of_value(info)
    if not info.description:
        return f"{loc[-1]}: {kind or '...'}"
    first, rest = info.description[0], info.description[1:].rstrip(".")
    # An abbreviation at the start keeps its capitals.
    described = f"{first if rest[:1].isupper() else first.lower()}{rest}"
    return f"{loc[-1]}: {described}" + (f" ({kind})" if kind and "list" in kind else "")


def _field_at(model: type[Record], loc: Loc) -> FieldInfo | None:
    return _record_at(model, loc).model_fields.get(str(loc[-1]))


def _kind_of_value(info: FieldInfo) -> str:
    """What a field holds by its type, where that says enough."""
    for mark in info.metadata:
        if isinstance(mark, LinkTo):
            return f"the id of a {listed(mark.kinds)}"
        if isinstance(mark, WordOf):
            return f"a word of the list '{mark.word_list}' in kb/vocabulary.yaml"
        if isinstance(mark, StringConstraints) and str(mark.pattern) in FORMS:
            return FORMS[str(mark.pattern)]
    return "named parts, one a line" if record_in(info.annotation) else ""


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "named parts"
    if isinstance(value, list):
        return "a list"
    return f"the text '{value}'"
