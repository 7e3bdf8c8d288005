"""references.bib to entries with positions, and back to the same bytes. Reading is bibtexparser's; it never raises."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import bibtexparser
from bibtexparser import BibtexFormat
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware, RemoveEnclosingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as BibtexEntry

from build_tools.diagnostics import Diagnostic, Edit, Place, error
from build_tools.model.bibliography import UNDECODED, Bibliography, Entry, Person, in_field_order
from build_tools.model.record import Loc, Origin
from build_tools.sources.latex import plain_text
from build_tools.sources.text_form import decoded, encoding_fault

_ENTRY_HEAD = re.compile(r"@(\w+)\s*\{\s*([^,\s}]*)")
_FIELD_HEAD = re.compile(r"\s*(\w+)\s*=\s*[{\"]?")
"""The name of a field and all before its value, at the start of a line."""

_LOST_COMMA = re.compile(r"(?<=[}\"])[ \t]*\n\s*(?=\w+\s*=\s*[{\"])")
"""Between two fields where the comma is missing; bibtexparser takes all of it for one value."""


def parse(text: str) -> Library:
    """bibtexparser's library of a text, values without their enclosing braces, nothing else changed."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # it logs what it also returns in failed_blocks
    try:
        return bibtexparser.parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    finally:
        logger.setLevel(level)


def read_bibtex(path: str, content: bytes) -> Bibliography:
    """Read the bytes of a BibTeX file; ``path`` is the name that messages show."""
    fault = encoding_fault(path, content, "bib-encoding")
    if fault:
        return Bibliography(path, "", (), diagnostics=(fault,))
    text = decoded(content)
    library = parse(text)
    lines = text.split("\n")
    diagnostics = [_explain(path, block) for block in library.failed_blocks]
    diagnostics += _without_at(path, library, lines)
    for bibtex_entry in library.entries:
        diagnostics += _split_at_lost_commas(path, bibtex_entry, lines)
        diagnostics += _doubled_but_for_case(path, bibtex_entry)
    entries = [_entry(path, entry, lines) for entry in library.entries]
    for block in library.failed_blocks:
        # An entry with a doubled field is still an entry: nothing that cites it is at fault.
        inner = block.ignore_error_block
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(inner, BibtexEntry):
            entries.append(_entry(path, RemoveEnclosingMiddleware().transform_entry(inner, library), lines))
    in_one_layout = _in_one_layout(text, library)
    return Bibliography(
        path,
        text,
        tuple(entries),
        text if in_one_layout == text else in_one_layout,
        tuple(block.raw or "" for block in library.failed_blocks if isinstance(block, DuplicateBlockKeyBlock)),
        tuple(diagnostics),
    )


_ENTRY_WITHOUT_AT = re.compile(r"^[ \t]*([A-Za-z]+)[ \t]*\{[^\s,{}]+,[ \t]*$", re.MULTILINE)


def _without_at(path: str, library: Library, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Entries that lost their ``@``: all of them is taken for a comment."""
    for block in library.blocks:
        if isinstance(block, ImplicitComment):
            text = block.raw or ""
            for match in _ENTRY_WITHOUT_AT.finditer(text):
                line = (block.start_line or 0) + text.count("\n", 0, match.start(1)) + 1
                start = (line, lines[line - 1].index(match[1]) + 1)
                edit = Edit("@", "began an entry with @", start, start)
                message = f"an @ is missing before '{match[1]}'"
                yield error(Place(path, *start), "bib-syntax", message, f"write @{match[1]}{{", edit)


def _split_at_lost_commas(path: str, entry: BibtexEntry, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Gives an entry the fields that one value swallowed because the comma after it is missing, and says so."""
    fields: list[Field] = []
    for field in entry.fields:
        first, *swallowed = _LOST_COMMA.split(str(field.value))
        if not swallowed:
            fields.append(field)
            continue
        line = field.start_line or 0
        name, value = field.key, first
        for piece in (*swallowed, ""):
            fields.append(Field(name, value.strip()[1:-1], start_line=line))
            line += value.count("\n")
            if piece:
                end = (line + 1, len(lines[line]) + 1)
                message = f"a comma is missing after the field '{name}'"
                edit = Edit(",", "added a comma", end, end)
                yield error(Place(path, *end), "bib-syntax", message, "end each field with a comma", edit)
                line += 1
                name, _, value = (part.strip() for part in piece.partition("="))
    entry.fields = fields


def _doubled_but_for_case(path: str, entry: BibtexEntry) -> Iterator[Diagnostic]:
    """Fields that stand twice, once as ``Title`` and once as ``title``: bibtexparser takes them for two."""
    first: dict[str, Field] = {}
    for field in entry.fields:
        if first.setdefault(field.key.lower(), field) is not field:
            yield _field_doubled(Place(path, (field.start_line or 0) + 1, 3), f"'{field.key}'", entry.key)


def _field_doubled(place: Place, names: str, key: str) -> Diagnostic:
    return error(place, "bib-field-duplicate", f"field {names} of '{key}' appears twice", "keep one of them")


def canonical(text: str) -> str:
    """The same entries in the project's one layout: two spaces, values in braces, a comma after each, a line between,
    the fields in their order.

    A text that does not parse whole is returned as it is: nothing may be lost by laying it out.
    """
    return _in_one_layout(text, parse(text))


def _in_one_layout(text: str, library: Library) -> str:
    """The text in the one layout. Adds braces to the values of the library: what needs it without goes first."""
    if library.failed_blocks:
        return text
    in_order = Library([_with_fields_in_order(block) for block in library.blocks])
    return text if in_order.failed_blocks else _written(in_order)


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry in the one layout, its fields as they are to stand in the file, ending in a line feed."""
    entry = BibtexEntry(kind, key, [Field(name, fields[name]) for name in in_field_order(fields)])
    return _written(Library([entry]))


@dataclass(frozen=True)
class EntrySpan:
    """Where an entry stands in a text, from its ``@`` to behind its closing brace; whether it has a ``number``."""

    key: str
    start: int
    end: int
    has_number: bool


def entry_spans(text: str) -> list[EntrySpan]:
    """Where the entries of a BibTeX text stand, in their order."""
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    spans = []
    for entry in parse(text).entries:
        raw = (entry.raw or "").strip()
        start = text.index(raw, starts[entry.start_line or 0])
        spans.append(EntrySpan(entry.key, start, start + len(raw), "number" in entry))
    return spans


def _with_fields_in_order(block: Block) -> Block:
    if not isinstance(block, BibtexEntry):
        return block
    fields = {field.key.lower(): Field(field.key.lower(), field.value) for field in block.fields}
    if len(fields) < len(block.fields):
        return block  # Year and year: which one is meant is not known
    return BibtexEntry(block.entry_type, block.key, [fields[name] for name in in_field_order(fields)])


def _written(library: Library) -> str:
    layout = BibtexFormat()
    layout.indent, layout.trailing_comma, layout.block_separator = "  ", True, "\n"
    in_braces = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return str(bibtexparser.write_string(library, unparse_stack=[in_braces], bibtex_format=layout))


def _explain(path: str, block: Block) -> Diagnostic:
    line = (block.start_line or 0) + 1
    raw = block.raw or ""
    head = _ENTRY_HEAD.search(raw)
    key = head.group(2) if head else ""
    if isinstance(block, DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        message = f"key '{block.key}' is already used on line {first}"
        return error(Place(path, line), "bib-key-duplicate", message, "rename one of the entries, or delete it")
    if isinstance(block, DuplicateFieldKeyBlock):
        names = sorted(block.duplicate_keys)
        place = Place(path, line + _second_line_of(names[0], raw), 3)
        listed = ", ".join(f"'{name}'" for name in names)
        return _field_doubled(place, listed, key)
    if isinstance(block, ParsingFailedBlock):
        last = line + raw.rstrip("\n").count("\n")
        message = f"entry '{key}' (line {line}) is not closed before line {last + 1}"
        return error(Place(path, line), "bib-syntax", message, "add the missing } or comma")
    return error(Place(path, line), "bib-syntax", f"this block is not valid BibTeX: {raw[:60]!r}", "correct it")


def _second_line_of(name: str, raw: str) -> int:
    lines = [number for number, line in enumerate(raw.split("\n")) if re.match(rf"\s*{re.escape(name)}\s*=", line)]
    return lines[1] if len(lines) > 1 else 0


def _entry(path: str, entry: BibtexEntry, lines: Sequence[str]) -> Entry:
    raw = {field.key.lower(): str(field.value) for field in entry.fields}
    start = ((entry.start_line or 0) + 1, 1)
    values: dict[Loc, tuple[int, int]] = {(): start}
    keys: dict[Loc, tuple[int, int]] = {(): start}
    for field in entry.fields:
        line = (field.start_line or 0) + 1
        name = _FIELD_HEAD.match(lines[line - 1])
        keys[(field.key.lower(),)] = (line, name.start(1) + 1 if name else 1)
        values[(field.key.lower(),)] = (line, name.end() + 1 if name else 1)
    fields = {name: value if name in UNDECODED else plain_text(value) for name, value in raw.items()}
    authors, authors_complete = people(raw.get("author", ""))
    editors, _ = people(raw.get("editor", ""))
    origin = Origin(path, (), values, keys)
    kind = entry.entry_type.lower()
    return Entry(entry.key, kind, fields, raw, authors, authors_complete, editors, origin)


def people(field: str) -> tuple[tuple[Person, ...], bool]:
    """The persons of a BibTeX name list, and whether the list is complete (does not end in ``and others``)."""
    names = split_multiple_persons_names(field) if field.strip() else []
    is_complete = "others" not in names
    return tuple(_person(name) for name in names if name != "others"), is_complete


def _person(name: str) -> Person:
    if name.startswith("{") and name.endswith("}"):
        return Person(plain_text(name), is_group=True)
    parts = parse_single_name_into_parts(name, strict=False)
    family = " ".join((*parts.von, *parts.last))
    return Person(plain_text(family), plain_text(" ".join(parts.first)), plain_text(" ".join(parts.jr)))
