"""Entries as BibTeX that every program reads: standard field names, ASCII, LF, one stable order of fields.

In references.bib ``number`` is the review's number and ``issue`` the journal's issue; here ``number`` is the issue, as
standard BibTeX has it, and ``reviewnumber`` the review's number. Every other field keeps its name: programs pass over
fields that they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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

OURS = ("number", "duplicateof", "incomplete", "printed")
"""Fields of references.bib that other programs do not know."""

FIELD_ORDER = tuple(RENAMED.get(name, name) for name in (*(name for name in FIELDS if name not in OURS), *OURS))
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
    """A BibTeX file of some entries, in their order; each line of ``header`` becomes a comment above them.

    Raises ValueError for a header that is not ASCII or holds an ``@``, which BibTeX would take for an entry.
    """
    if not header.isascii() or "@" in header:
        raise ValueError(f"not a comment that every program passes over: {header!r}")
    library = Library([_bibtex_entry(entry) for entry in entries])
    enclosing = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    text: str = bibtexparser.write_string(library, unparse_stack=[enclosing], bibtex_format=_format())
    comment = "".join(f"% {line}\n" for line in header.splitlines())
    return f"{comment}\n{text}" if comment and text else comment + text


def _format() -> BibtexFormat:
    look = BibtexFormat()
    look.indent = "  "
    look.block_separator = "\n"
    look.trailing_comma = True
    return look


def _bibtex_entry(entry: Entry) -> BibtexEntry:
    values = {RENAMED.get(name, name): portable(name, value) for name, value in entry.raw.items()}
    known = {name: place for place, name in enumerate(FIELD_ORDER)}
    names = sorted(values, key=lambda name: (known.get(name, len(known)), name))
    fields = [Field(name, values[name]) for name in names]
    for field in fields:
        if field.key == "month" and field.value in MONTHS:
            field.enclosing = "no-enclosing"
    return BibtexEntry(entry.type, entry.key, fields)


def portable(name: str, value: str) -> str:
    """A field's raw value in ASCII that BibTeX and LaTeX take as it is meant; sound ASCII stays as it stands.

    Identifiers are never LaTeX: what is not ASCII in them is percent-encoded, as in addresses (RFC 3986). In other
    fields it becomes LaTeX commands, and ``% & # _`` are escaped, outside mathematics and addresses.
    """
    value = _WHITE.sub(" ", value).strip(" ")
    if name in UNDECODED:
        return "".join(character if character.isascii() else quote(character) for character in value)
    if not _NOT_PLAIN_TEXT.search(value):
        value = _UNESCAPED_SPECIAL.sub(r"\\\1", value)
    # BibTeX counts braces without regard to backslashes, so that one escaped brace alone would never be closed.
    value = _ESCAPED_BRACE.sub(lambda match: _BRACE_COMMANDS[match[1]], value)
    return ascii_latex(value)
