"""The page that shows editors each kind of file with all its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.exports.templates import FieldNote, annotated, field_notes, name_in_words, purpose
from build_tools.knowledge import FILE_KINDS, KnowledgeBase
from build_tools.model.claims import Statement
from build_tools.model.record import File, Record, record_in
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.writer import PageFile, SiteWriter


def template_page(kb: KnowledgeBase, writer: SiteWriter) -> PageFile:
    """Annotated templates of every kind of file, and the parts that recur in them."""
    return writer.page(
        addresses.TEMPLATES,
        "templates.md.j2",
        "Files and fields",
        description="Every kind of file of the knowledge base with its fields and what they mean.",
        tags=site_words(addresses.TEMPLATES),
        kinds=[(kind, purpose(kind), annotated(kind, kb.vocabulary, {})) for kind in FILE_KINDS],
        parts_of_files=[_part(record, kb) for record in parts_of(FILE_KINDS)],
    )


def parts_of(kinds: tuple[type[File], ...]) -> Iterator[type[Record]]:
    """The records inside of files, each once, in the order in which one meets them."""
    seen: set[type[Record]] = set()
    waiting: list[type[Record]] = [*kinds]
    while waiting:
        record = waiting.pop(0)
        for name in record.field_order():
            inner = record_in(record.model_fields[name].annotation)
            if inner and inner not in seen:
                seen.add(inner)
                waiting.append(inner)
                yield inner


@dataclass(frozen=True, slots=True)
class Part:
    """A record inside of files; of a statement of some sort only the fields that other statements do not have."""

    name: str
    anchor: str
    what: str
    is_statement: bool
    fields: tuple[FieldNote, ...]


def _part(record: type[Record], kb: KnowledgeBase) -> Part:
    name = name_in_words(record)
    is_statement = issubclass(record, Statement) and record is not Statement
    notes = field_notes(record, kb.vocabulary)
    fields = tuple(note for note in notes if not is_statement or note.name not in Statement.model_fields)
    return Part(name, name.replace(" ", "-"), purpose(record), is_statement, fields)
