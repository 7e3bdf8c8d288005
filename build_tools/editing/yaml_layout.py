"""The one layout of the YAML files: the order of fields, the width of lines, and which quotes and brackets are written.

What a file says stays the same, for this project's reader and for any other, and every comment stays. The rules:

- Fields stand in the order of the records that read them (:meth:`Record.field_order`), names in their own order.
- A text stands on the line of its field where it fits, plain where YAML allows it, else in quotes; a longer text
  follows as a folded block (``>-``), its lines filled with words up to :data:`WIDTH`.
- A list of names stands in brackets where it fits on the line of its field; sentences, and all else, one a line.
- Quotes that keep a text from being read as a number, a date or a truth by other programs stay.
- Two spaces a level. Empty lines stay where they are, never two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.editing.yaml_scalars import WIDTH, folded, in_quotes_if_needed, is_foldable
from build_tools.editing.yaml_tree import (
    BLANKS,
    EMPTY_LINE,
    Document,
    Entry,
    Mapping,
    Node,
    NotPlainDataError,
    Part,
    Sequence,
    Text,
    parts_in,
    read_tree,
)
from build_tools.model.record import Record, has_names, in_order_of, record_in
from build_tools.rules.command_codes import LAYOUT_IMPOSSIBLE
from build_tools.sources.yaml_text import read_yaml, with_breaks

STEP = 2
"""Spaces that a level is indented by."""

DASH = "-"
"""What stands before an item of a list."""

BEFORE_COMMENT = "  "
"""What stands between data and a comment at the end of its line."""


def laid_out(path: str, content: bytes, model: type[Record]) -> tuple[str, tuple[Diagnostic, ...]]:
    """A file in the one layout; or why it cannot be laid out, the text being empty then.

    ``model`` is the kind of record that the file holds. Only files that are YAML without faults are laid out.
    """
    source = read_yaml(path, content)
    if source.diagnostics:
        return "", source.diagnostics
    try:
        document = read_tree(source.text)
    except NotPlainDataError as found:
        place = Place(path, found.line, found.column)
        hint = "write the text out, in double quotes where it needs them"
        return "", (error(place, LAYOUT_IMPOSSIBLE, f"a file with {found.what} cannot be laid out", hint),)
    comments = Counter(document.comments())
    text = written(document, model)
    again = read_yaml(path, text.encode())
    if again.data != source.data or Counter(read_tree(text).comments()) != comments:
        hint = "lay it out by hand, and report what is special about it"
        return "", (error(Place(path), LAYOUT_IMPOSSIBLE, "laying this file out would change what it says", hint),)
    return text, ()


def written(document: Document, model: type[Record] | None) -> str:
    """A document in the one layout, for files that hold a record of this kind."""
    lines = [*document.head, EMPTY_LINE] if document.head else []
    if _holds_parts(document.root):
        lines += _block(document.root, _Shape(model), 0)
    else:
        lines.append(_on_one_line(document.root, _Shape()) or "")
    lines += document.end
    return with_breaks("\n".join(line.rstrip(BLANKS) for line in lines).strip("\n") + "\n")


@dataclass(frozen=True)
class _Shape:
    """What a value is made of: a kind of record, or such records under names, or in a list; of no record otherwise."""

    record: type[Record] | None = None
    has_names: bool = False

    def inside(self, name: str) -> _Shape:
        """The shape of what stands under a name."""
        if self.record is None or self.has_names:
            return _Shape(self.record)
        field = self.record.model_fields.get(name)
        if field is None:
            return _Shape()
        return _Shape(record_in(field.annotation), has_names(field.annotation))

    def in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        """Fields in the record's order; names as they stand."""
        if self.record is None or self.has_names:
            return list(entries)
        return in_order_of(self.record.field_order(), entries, lambda entry: entry.key.text)


def _holds_parts(node: Node) -> bool:
    return any(True for _ in parts_in(node))


def _block(node: Node, shape: _Shape, indent: int) -> list[str]:
    """The lines of a mapping or list that holds something."""
    lines: list[str] = []
    for sign, part, inner in _signed_parts(node, shape):
        above = part.comments.above
        if sign == DASH:
            above = [*above, *_above_first_in(part.value, inner)]
        if not lines and above[:1] == [EMPTY_LINE]:
            above = above[1:]
        lines += [_indented(line, indent) for line in above]
        lines += _part(part, sign, inner, indent)
    return lines


def _above_first_in(node: Node, shape: _Shape) -> list[str]:
    """Takes away the comments above the first part of an item's value: it stands on the line of the dash."""
    for sign, part, inner in _signed_parts(node, shape):
        above = [line for line in part.comments.above if line != EMPTY_LINE]
        part.comments.above = []
        return [*above, *_above_first_in(part.value, inner)] if sign == DASH else above
    return []


def _signed_parts(node: Node, shape: _Shape, in_brackets: bool = False) -> Iterator[tuple[str, Part, _Shape]]:
    """The fields or items of a node in order, each with what stands before its value, and with its shape."""
    if isinstance(node, Mapping):
        for entry in shape.in_order(node.entries):
            name = in_quotes_if_needed(entry.key.text, entry.key.is_plain, in_brackets)
            yield f"{name}:", entry, shape.inside(entry.key.text)
    elif isinstance(node, Sequence):
        yield from ((DASH, item, shape) for item in node.items)


def _part(part: Part, sign: str, shape: _Shape, indent: int) -> list[str]:
    """The lines of a field or item, without those above it."""
    value, beside = part.value, part.comments.beside
    lead = _indented(sign, indent)
    one_line = _on_one_line(value, shape)
    if one_line is not None and (len(f"{lead} {one_line}") <= WIDTH or not _has_other_form(value)):
        lines = [f"{lead} {one_line}".rstrip(BLANKS)]
    elif isinstance(value, Text):
        lines = [f"{lead} >-", *folded(value.text, indent + STEP)]
    elif sign == DASH:
        lines = _after_dash(_block(value, shape, indent + STEP), indent)
        lines = [*(_indented(line, indent) for line in beside), *lines]
        beside = []
    else:
        lines = [lead, *_block(value, shape, indent + STEP)]
    if beside and len(beside) == 1 and len(with_comment := lines[0] + BEFORE_COMMENT + beside[0]) <= WIDTH:
        lines[0] = with_comment
    else:
        lines = [*(_indented(line, indent) for line in beside), *lines]
    return lines + [_indented(line, indent + STEP) for line in part.comments.below]


def _after_dash(lines: list[str], indent: int) -> list[str]:
    """The lines of a block as an item of a list: the first line of data after the dash, comments before it above."""
    first = next(
        number for number, line in enumerate(lines) if line.strip(BLANKS) and not line.lstrip(BLANKS).startswith("#")
    )
    above = [_indented(line.strip(BLANKS), indent) for line in lines[:first]]
    return [*above, _indented(f"{DASH} {lines[first].lstrip(BLANKS)}", indent), *lines[first + 1 :]]


def _indented(line: str, indent: int) -> str:
    return " " * indent + line if line != EMPTY_LINE else line


def _has_other_form(node: Node) -> bool:
    """Whether a value can be written in another way than on one line."""
    return is_foldable(node.text) if isinstance(node, Text) else _holds_parts(node)


def _on_one_line(node: Node, shape: _Shape, in_brackets: bool = False) -> str | None:
    """A value on one line, in brackets if it holds others; None where it must not be written so."""
    if isinstance(node, Text):
        return in_quotes_if_needed(node.text, node.is_plain, in_brackets)
    signed = list(_signed_parts(node, shape, in_brackets=True))
    texts: list[str] = []
    for sign, part, inner in signed:
        text = _on_one_line(part.value, inner, in_brackets=True) if isinstance(part.value, Text) else None
        if not text or any(part.comments.all()):
            return None
        texts.append(text if isinstance(node, Sequence) else f"{sign} {text}")
    if isinstance(node, Sequence):
        is_of_sentences = any(isinstance(part.value, Text) and part.value.text.endswith(".") for _, part, _ in signed)
        return None if is_of_sentences else f"[{', '.join(texts)}]"
    is_short_record = shape.record is not None and shape.record.on_one_line and not shape.has_names
    return f"{{{', '.join(texts)}}}" if is_short_record or not texts else None
