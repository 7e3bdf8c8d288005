"""Pasted or saved citations to publications: BibTeX, RIS, PubMed's text and CSL-JSON, recognized by their content."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.editing import from_bibtex, from_csl, from_medline, from_ris
from build_tools.editing.input_format import InputFormat
from build_tools.editing.publication import Publication
from build_tools.rules.command_codes import INPUT
from build_tools.sources.text_form import with_line_feeds

_SIGNS: tuple[tuple[InputFormat, re.Pattern[str]], ...] = (
    (InputFormat.CSL_JSON, re.compile(r"\A\s*[\[{]")),
    (InputFormat.RIS, re.compile(r"^TY  ?- ?\S", re.MULTILINE)),
    (InputFormat.PUBMED, re.compile(r"^(?:PMID|TI) *- ?\S", re.MULTILINE)),
    (InputFormat.BIBTEX, re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)),
)
"""How each form shows itself, in the order of looking."""


@dataclass(frozen=True)
class Found:
    """A publication of the input, and the place where it begins."""

    place: Place
    publication: Publication


@dataclass(frozen=True)
class Input:
    """What an input holds, and what of it could not be read."""

    found: tuple[Found, ...]
    faults: tuple[Diagnostic, ...]


def recognized(text: str) -> InputFormat | None:
    """The form of a text; None where it has none of those that are known."""
    return next((form for form, sign in _SIGNS if sign.search(text)), None)


def read_input(name: str, content: bytes, form: InputFormat | None = None) -> Input:
    """The publications of an input; ``name`` is what messages call it. Never raises for what is in it."""
    try:
        text = with_line_feeds(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        message = f"byte 0x{content[fault.start]:02x} is not UTF-8 text"
        return Input((), (error(Place(name, line), INPUT, message, "save it with the encoding UTF-8"),))
    form = form or recognized(text)
    if form is None:
        message = (
            "this is neither BibTeX, RIS, PubMed's text nor CSL-JSON" if text.strip() else "there is nothing to read"
        )
        return Input(
            (), (error(Place(name), INPUT, message, "copy the citation anew, or name its form with --format"),)
        )
    found: list[Found] = []
    faults: list[Diagnostic] = []
    for each in _READERS[form](name, text):
        (found if isinstance(each, Found) else faults).append(each)  # type: ignore[arg-type]
    if not found and not faults:
        faults.append(error(Place(name), INPUT, f"no citation of the form {form} was found", "copy it anew"))
    return Input(tuple(found), tuple(faults))


def _bibtex(name: str, text: str) -> Iterator[Found | Diagnostic]:
    from build_tools.sources.bibtex import read_bibtex

    bibliography = read_bibtex(name, text.encode())
    yield from (Diagnostic(d.place, INPUT, d.severity, d.message, d.hint) for d in bibliography.diagnostics)
    for entry in bibliography.entries:
        yield Found(entry.origin.place(), from_bibtex.publication(entry))


def _ris(name: str, text: str) -> Iterator[Found | Diagnostic]:
    for record in from_ris.ris_records(text):
        place = Place(name, record.line)
        if not record.is_whole:
            yield error(place, INPUT, "this record has no end", "end it with a line 'ER  - ', or copy it anew")
            continue
        try:
            yield Found(place, from_ris.publication(record))
        except ValueError as fault:
            yield error(place, INPUT, str(fault), "copy it anew")


def _pubmed(name: str, text: str) -> Iterator[Found | Diagnostic]:
    records, strays = from_medline.medline_records(text)
    for line, stray in strays:
        hint = "lines of PubMed's text begin with a tag such as TI, or with six spaces"
        yield error(Place(name, line), INPUT, f"'{stray.strip()[:60]}' is no part of a record", hint)
    for record in records:
        yield Found(Place(name, record.line), from_medline.publication(record))


def _csl_json(name: str, text: str) -> Iterator[Found | Diagnostic]:
    try:
        items = list(_json_items(text))
    except json.JSONDecodeError as fault:
        yield error(Place(name, fault.lineno, fault.colno), INPUT, f"this is not JSON: {fault.msg}", "copy it anew")
        return
    except RecursionError:
        yield error(Place(name), INPUT, "brackets stand too deep inside each other for a list of items", "copy it anew")
        return
    for start, item in items:
        place = Place(name, text.count("\n", 0, start) + 1)
        try:
            if not isinstance(item, dict):
                raise ValueError("a CSL item is an object in braces")
            if _HALF_CHARACTER.search(json.dumps(item, ensure_ascii=False)):
                raise ValueError("a character is broken off, and only one half of its code is there")
            yield Found(place, from_csl.publication(item))
        except ValueError as fault:
            yield error(place, INPUT, f"this is not a CSL item: {fault}", "copy it anew")


_SPACE = re.compile(r"[\s,]*")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""A surrogate alone, which JSON can write (``\\ud83d``) and no file can hold."""
_MOST_DIGITS = 20


def _number(digits: str) -> int | str:
    """A whole number; one that counts nothing in a citation as it is written, since Python refuses very long ones."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


_DECODER = json.JSONDecoder(parse_int=_number)


def _json_items(text: str) -> Iterator[tuple[int, object]]:
    """Each item of a JSON array, or the one object, with the place where it starts."""
    whole = _DECODER.decode(text)
    start = len(text) - len(text.lstrip())
    if not isinstance(whole, list):
        yield start, whole
        return
    place = start + 1
    for _ in whole:
        match = _SPACE.match(text, place)
        place = match.end() if match else place
        item, end = _DECODER.raw_decode(text, place)
        yield place, item
        place = end


_READERS: dict[InputFormat, Callable[[str, str], Iterator[Found | Diagnostic]]] = {
    InputFormat.BIBTEX: _bibtex,
    InputFormat.RIS: _ris,
    InputFormat.PUBMED: _pubmed,
    InputFormat.CSL_JSON: _csl_json,
}
