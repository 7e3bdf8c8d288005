"""Reading notes fit the bibliography, and say honestly how deep was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from build_tools.diagnostics import Fault, did_you_mean, near_word, or_else
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.bibliography import Entry
from build_tools.model.names import KEY_PATTERN
from build_tools.model.reading import SECOND_HAND, Correction, ReadingNotes, notes_path
from build_tools.model.record import Record
from build_tools.rules.registry import rule

_FRAGMENT = re.compile(
    r"\b(?:introduction|sentences?|lines?|part|paragraphs?|pages? \d+|section|excerpts?|table|figure|caption)\b(?!-)",
    re.IGNORECASE,
)
"""Words by which a source names the part of a publication that was seen."""


def keys_without_entry(kb: KnowledgeBase) -> dict[str, ReadingNotes]:
    """Reading notes by their key, where references.bib has no entry with it."""
    misnamed = [notes for notes in kb.misnamed.values() if isinstance(notes, ReadingNotes)]
    lost = [notes for notes in kb.reading_notes if not kb.may_have_entry(notes.key)]
    return {notes.key: notes for notes in lost if notes not in misnamed}


@rule("notes-missing")
def notes_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every entry of references.bib has reading notes that say how deep it was read, be it by title only.

    A reader must be able to tell a publication that was read in full from one of which the title is all that is known.
    """
    for reference in _without_notes(kb):
        meant = near_word(reference.key, keys_without_entry(kb))
        hint = f"write {notes_path(reference.key)} with key, read and use"
        if meant:
            hint = or_else(f"did you mean '{meant}'? Its notes have no entry.", hint)
        yield reference.fault(f"'{reference.key}' has no reading notes", hint)


def _without_notes(kb: KnowledgeBase) -> Iterator[Reference]:
    for reference in kb.references.values():
        is_excused = kb.may_be_damaged(notes_path(reference.key)) or reference.key in kb.misnamed
        if reference.notes is None and not is_excused and re.fullmatch(KEY_PATTERN, reference.key):
            yield reference


@rule("notes-without-entry")
def notes_without_entry(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Reading notes belong to an entry of references.bib.

    The entry says what was read: without it, no citation of these notes could be written out.
    """
    without_notes = [reference.key for reference in kb.references.values() if reference.notes is None]
    lost = keys_without_entry(kb)
    meant = {near_word(key, lost) for key in without_notes}
    for key, notes in lost.items():
        if key not in meant and not _is_doubled(kb, key):  # of these, the entry's key is wrong, and that is said
            hint = did_you_mean(key, kb.references) or "add the entry (bmes cite add), or delete the notes"
            yield notes.fault(f"'{key}' is not in {kb.bibliography.path}", hint, ("key",))


def _is_doubled(kb: KnowledgeBase, key: str) -> bool:
    """Whether the entry is probably there under the key of another one: its author and year are those of this key."""
    words = re.match(r"([a-z]+)(\d{4})", key)
    return words is not None and any(
        all(word in raw.casefold() for word in words.groups()) for raw in kb.bibliography.doubled
    )


@rule("level-above-read")
def level_above_read(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """No finding was read deeper than its publication, unless its source names the fragment that was seen.

    `read` says how deep the publication was read as a whole. A finding from the two visible sentences of an
    introduction does not make it read in full text: its `source` says "first two sentences of the introduction". What
    another publication reports (secondary) may stand in the notes of one that was read by title.
    """
    for notes in kb.reading_notes:
        read = kb.vocabulary.strength(notes.read)
        study = notes.study
        if study and study.basis and study.basis != SECOND_HAND and kb.vocabulary.strength(study.basis) > read >= 0:
            message = f"the study was read at level {study.basis}, the publication at level {notes.read} only"
            yield study.fault(message, f"set read: {study.basis}, or a lower basis", ("basis",))
        for name, finding in notes.findings.items():
            if finding.is_second_hand or _FRAGMENT.search(finding.source):
                continue
            if kb.vocabulary.strength(finding.basis) > read >= 0:
                message = f"'{name}' was read at level {finding.basis}, the publication at level {notes.read} only"
                yield finding.fault(
                    message, f"set read: {finding.basis}, or name the part that was seen in source", ("basis",)
                )


def _sources(notes: ReadingNotes) -> Iterator[tuple[Record, str]]:
    for finding in notes.findings.values():
        yield finding, finding.source
    for correction in (*notes.corrections, *notes.suspected):
        if correction.source:
            yield correction, correction.source


@rule("source-host")
def source_host(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Readers are sent to identifiers, libraries, publishers and institutions only: hosts listed in kb/vocabulary.yaml.

    Copies on other sites come and go, and not all are lawful. Where one was read, `source` says so in words, without an
    address.
    """
    hosts = kb.vocabulary.source_hosts
    for notes in kb.reading_notes:
        for record, source in _sources(notes):
            if not source.startswith("https://"):
                if source.startswith(("http://", "www.", "ftp://", "//")):
                    yield record.fault(f"'{source}' is not a full address", "start it with https://", ("source",))
                continue
            host = urlsplit(source).hostname or ""
            if hosts and host not in hosts:
                hint = "say in words where it was read, or cite the DOI or PubMed record"
                yield record.fault(f"readers are not sent to {host}", hint, ("source",))


@rule("correction-unapplied")
def correction_unapplied(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A shown error of the printed list is corrected in references.bib, and `printed` keeps what the list says.

    A citation that is taken from here must lead to the publication, and a reader with the printed list must find it.
    Write the correct value in the field, and printed = {field: what is printed}. Suspected errors are not applied.
    """
    for reference in kb.references.values():
        for correction in reference.notes.corrections if reference.notes else ():
            if correction.correct is None:
                continue
            problem = _problem(reference, correction)
            if problem:
                yield correction.fault(f"'{reference.key}': {problem}", f"correct {kb.bibliography.path}", ("field",))


def _problem(reference: Reference, correction: Correction) -> str:
    entry, name = reference.entry, correction.field
    if correction.correct not in _values(entry, name):
        return f"field '{name}' does not say '{correction.correct}'"
    if correction.printed in _values(entry, name) and name not in ("author", "editor"):
        return f"field '{name}' still says '{correction.printed}'"
    if f"{name}:" not in entry.fields.get("printed", ""):
        return f"printed = {{{name}: ...}} is missing"
    return ""


def _values(entry: Entry, name: str) -> set[str | None]:
    """What a field says: as a whole, as words, and for names as they are printed."""
    people = {"author": entry.authors, "editor": entry.editors}.get(name)
    if people is not None:
        return {text for person in people for text in (person.family, f"{person.family} {person.initials}")}
    value = entry.fields.get(name, "")
    return {value, *value.replace(",", "").replace(":", "").split()}
