"""Annotated templates of the files in kb/, made from the records that read them and the words of the vocabulary.

``bmes new`` writes them for editors, and a page of the site shows them. What a field means stands in the record alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import yaml
from pydantic.fields import FieldInfo

from build_tools.exports.schemas import schema_file
from build_tools.model.claims import Statement
from build_tools.model.names import FORMS
from build_tools.model.record import (
    CitesFinding,
    File,
    LinkTo,
    Mark,
    Record,
    WordOf,
    has_names,
    is_list,
    marked_fields,
    record_in,
)
from build_tools.model.vocabulary import Vocabulary

WIDTH = 110
"""Characters in a line of explanation, at most."""

MANY_WORDS = 90
"""Characters from which on the words of a list are not written out beside a field."""

TEXT = "text"

HOW_TO = (
    "Write after each colon that stands alone. Lines that begin with ## explain. Lines that begin with # are fields "
    "that may be added: take # and one space away. Delete what is left of both in the end."
)


@dataclass(frozen=True, slots=True)
class FieldNote:
    """A field of a record in words: what it means, and what may be written there."""

    name: str
    is_required: bool
    meaning: str
    form: str


def annotated(kind: type[File], vocabulary: Vocabulary, given: Mapping[str, Any]) -> str:
    """A file of a kind with what is given, blanks for what else it needs, and the other fields as comments.

    ``given`` holds plain values by field; a blank inside of one is None.
    """
    lines = [
        f"# yaml-language-server: $schema=../../{schema_file(kind)}",
        *_comment("# ", f"{purpose(kind)} {HOW_TO}"),
        "",
    ]
    for name in kind.field_order():
        info, note = kind.model_fields[name], field_note(kind, name, vocabulary)
        if name in given or info.is_required():
            value = given.get(name, _blank(info))
            if _has_blank(value):
                lines += _comment("## ", _explained(note))
            lines += _yaml({name: value})
        else:
            lines += _comment("## ", note.meaning)
            lines += [f"# {line}" for line in _example(kind, name, vocabulary)]
    return "\n".join([*lines, ""])


def field_notes(record: type[Record], vocabulary: Vocabulary) -> tuple[FieldNote, ...]:
    """Every field of a record, in the order in which files name them."""
    return tuple(field_note(record, name, vocabulary) for name in record.field_order())


def field_note(record: type[Record], name: str, vocabulary: Vocabulary) -> FieldNote:
    """One field of a record in words."""
    info = record.model_fields[name]
    return FieldNote(name, info.is_required(), info.description or "", _form(record, name, vocabulary))


def purpose(record: type[Record]) -> str:
    """What a record holds, in a sentence."""
    return (record.__doc__ or "").strip().splitlines()[0]


def _explained(note: FieldNote) -> str:
    """``Group on the page of causes (primary, ischemic or mechanical).``"""
    says_more = note.form not in (TEXT, name_in_words(Statement))
    return f"{note.meaning.removesuffix('.')} ({note.form})." if says_more else note.meaning


def _comment(mark: str, text: str) -> list[str]:
    return [f"{mark}{line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False)]


def _yaml(value: Mapping[str, Any]) -> list[str]:
    """Plain values as YAML; what is None is left blank."""

    class Dumper(yaml.SafeDumper):
        """Leaves blanks, and moves the items of lists to the right of their field's name."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))
    text: str = yaml.dump(dict(value), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return [line.rstrip() for line in text.splitlines()]


def _blank(info: FieldInfo) -> Any:
    """The value of a field that has to be filled in; a statement says that it cites nothing yet."""
    record = record_in(info.annotation)
    if record is None:
        return None
    inner = {name: _blank(each) for name, each in record.model_fields.items() if each.is_required()}
    return inner | ({"cites": []} if issubclass(record, Statement) else {})


def _has_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_blank(item) for item in value.values())
    return value is None or value == []


def _mark(record: type[Record], name: str) -> Mark | None:
    return next((mark for field, mark in marked_fields(record) if field == name), None)


def _pattern(info: FieldInfo) -> str | None:
    for part in (info, *info.metadata, *get_args(info.annotation)):
        for metadata in (part, *getattr(part, "metadata", ()), *getattr(part, "__metadata__", ())):
            pattern = getattr(metadata, "pattern", None)
            if isinstance(pattern, str):
                return pattern
    return None


def _words(mark: WordOf, vocabulary: Vocabulary) -> str:
    """The words of a closed list, or where they stand."""
    words = list(vocabulary.words(mark.word_list))
    written = _one_of(words)
    return written if len(written) <= MANY_WORDS else f"a word of {mark.word_list} in kb/vocabulary.yaml"


def _one_of(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _form(record: type[Record], name: str, vocabulary: Vocabulary) -> str:
    """What may be written in a field."""
    info, mark = record.model_fields[name], _mark(record, name)
    inner, are_many = record_in(info.annotation), is_list(info.annotation)
    if inner is not None:
        kind = name_in_words(inner)
        return f"{kind} under names" if has_names(info.annotation) else f"a list of {kind}" if are_many else kind
    match mark:
        case WordOf():
            form = _words(mark, vocabulary)
        case LinkTo(kinds):
            form = f"id of a {_one_of(kinds)}"
        case CitesFinding():
            form = "key#finding-id"
        case _:
            pattern = _pattern(info)
            form = _form_of_pattern(pattern) if pattern else _plain_form(info.annotation)
    return f"a list: {form}" if are_many else form


def _form_of_pattern(pattern: str) -> str:
    return FORMS.get(pattern, pattern.strip("^$()").replace("|", ", "))


def _plain_form(annotation: Any) -> str:
    if annotation in (int, float) or {int, float} & set(get_args(annotation)):
        return "a number"
    return TEXT


def name_in_words(record: type[Record]) -> str:
    """A record's name in words: ``SignLink`` is ``sign link``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in record.__name__).strip()


def _example(record: type[Record], name: str, vocabulary: Vocabulary) -> Iterator[str]:
    """A field as it would be written, with blanks."""
    info = record.model_fields[name]
    inner = record_in(info.annotation)
    if inner is None:
        yield f"{name}:{_example_value(record, name, vocabulary)}"
        return
    yield f"{name}:"
    lines = [line for field in _shown(inner) for line in _example(inner, field, vocabulary)]
    if has_names(info.annotation):
        yield "  short-name:"
        yield from (f"    {line}" for line in lines)
    elif is_list(info.annotation):
        yield from (f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))
    else:
        yield from (f"  {line}" for line in lines)


def _shown(record: type[Record]) -> list[str]:
    """The fields of a record inside a file that an example shows: what every statement may have is left out."""
    common = set(Statement.model_fields) - {"text", "cites"} if issubclass(record, Statement) else set()
    return [name for name in record.field_order() if name not in common]


def _example_value(record: type[Record], name: str, vocabulary: Vocabulary) -> str:
    """What stands after the colon: nothing that could stay there unseen, and in a comment what may be written."""
    info, mark = record.model_fields[name], _mark(record, name)
    if isinstance(mark, CitesFinding):
        return " [key#finding-id]"
    comment = f"  # {_form(record, name, vocabulary)}" if isinstance(mark, WordOf | LinkTo) else ""
    return f"{' []' if is_list(info.annotation) else ''}{comment}"
