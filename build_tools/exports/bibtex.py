"""Entries as BibTeX that every program reads: standard field names, ASCII, LF, one stable order of fields.

In references.bib ``number`` is the review's number and ``issue`` the journal's issue; here ``number`` is the issue, as
standard BibTeX has it, and ``reviewnumber`` the review's number. Every other field keeps its name: programs pass over
fields that they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import bibtexparser
from bibtexparser import BibtexFormat
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry as BibtexEntry
from bibtexparser.model import Field

from build_tools.model.bibliography import FIELDS, MONTHS, UNDECODED, Entry
from build_tools.sources.latex import ascii_latex

RENAMED = {"number": "reviewnumber", "issue": "number"}
"""Name in references.bib and the name here."""

STANDARD_TYPES = {"online": "misc"}
"""Types of entries that BibTeX does not know, and the one that it does."""

OURS = ("number", "duplicateof", "incomplete", "printed")
"""Fields of references.bib that other programs do not know."""

_BESIDE = {"journal": ("journal", "howpublished"), "month": ("month", "day")}
"""Fields that only citations of a page have, beside those that they belong to."""

FIELD_ORDER = tuple(
    RENAMED.get(place, place)
    for name in (*(name for name in FIELDS if name not in OURS), *OURS)
    for place in _BESIDE.get(name, (name,))
)
"""Order of fields: as in references.bib, what other programs do not know last; others by the alphabet."""

_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_UNESCAPED_SPECIAL = re.compile(r"(?<!\\)([%&#_])")
_ESCAPED_BRACE = re.compile(r"(?<!\\)\\([{}])")
_BRACE_COMMANDS = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_NOT_PLAIN_TEXT = re.compile(r"\$|\\url\b|\\href\b")


def entry_text(entry: Entry) -> str:
    """One entry as BibTeX, ending in a line feed."""
    return file_text((entry,))


def file_text(entries: Iterable[Entry], header: str = "") -> str:
    """A BibTeX file of some entries, in their order; each line of ``header`` becomes a :func:`comment` above them."""
    return comment(header) + laid_out(map(_bibtex_entry, entries))


def comment(header: str) -> str:
    """Lines as a comment that every program passes over, with an empty line below; nothing for no lines.

    Raises ValueError for text that is not ASCII or holds an ``@``, which BibTeX would take for an entry.
    """
    if not header.isascii() or "@" in header:
        raise ValueError(f"not a comment that every program passes over: {header!r}")
    return "".join(f"% {line}\n" for line in header.splitlines()) + "\n" * bool(header)


def laid_out(blocks: Iterable[BibtexEntry]) -> str:
    """Entries with finished fields as text: one field a line, values in braces, an empty line between entries."""
    look = BibtexFormat()
    look.indent, look.block_separator, look.trailing_comma = "  ", "\n", True
    enclosing = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    text: str = bibtexparser.write_string(Library(list(blocks)), unparse_stack=[enclosing], bibtex_format=look)
    return text


def with_fields(entry: Entry, type_: str, values: Mapping[str, str], order: Sequence[str]) -> BibtexEntry:
    """An entry with these fields: those of ``order`` first, the others in the order of the alphabet."""
    known = {name: place for place, name in enumerate(order)}
    names = sorted(values, key=lambda name: (known.get(name, len(known)), name))
    return BibtexEntry(type_, entry.key, [Field(name, values[name]) for name in names])


def _bibtex_entry(entry: Entry) -> BibtexEntry:
    values = {RENAMED.get(name, name): portable(name, value) for name, value in entry.raw.items()}
    if not {"author", "editor", "key"} & values.keys() and "title" in values:
        values["key"] = values["title"]  # what BibTeX sorts and labels by where no person is recorded
    if "version" in values:
        values["note"] = f"Version {values.pop('version')}"  # BibTeX has no other word for it
    made = with_fields(entry, STANDARD_TYPES.get(entry.type, entry.type), values, FIELD_ORDER)
    for field in made.fields:
        if field.key == "month" and field.value in MONTHS:
            field.enclosing = "no-enclosing"
    return made


def portable(name: str, value: str) -> str:
    """A field's raw value in ASCII that BibTeX and LaTeX take as it is meant; sound ASCII stays as it stands.

    Identifiers are never LaTeX: what is not ASCII in them is percent-encoded, as in addresses (RFC 3986). In other
    fields it becomes LaTeX commands, and ``% & # _`` are escaped, outside mathematics and addresses.
    """
    return ascii_latex(escaped(name, value))


def escaped(name: str, value: str) -> str:
    """The same with letters that are not ASCII left as they stand, outside identifiers."""
    value = _WHITE.sub(" ", value).strip(" ")
    if name in UNDECODED:
        return "".join(character if character.isascii() else quote(character) for character in value)
    if not _NOT_PLAIN_TEXT.search(value):
        value = _UNESCAPED_SPECIAL.sub(r"\\\1", value)
    # BibTeX counts braces without regard to backslashes, so that one escaped brace alone would never be closed.
    return _ESCAPED_BRACE.sub(lambda match: _BRACE_COMMANDS[match[1]], value)
