"""``bmes cite add``: publications to entries of references.bib and to reading notes that say what is not read yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, error, errors_in
from build_tools.editing.entries import Draft, NotAnEntryError, draft, new_key, with_entry
from build_tools.editing.inputs import Found
from build_tools.editing.similarity import Known, likeness
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load_tree
from build_tools.model.bibliography import Bibliography
from build_tools.model.reading import notes_path
from build_tools.rules import run
from build_tools.rules.command_codes import DUPLICATE, INPUT
from build_tools.sources.bibtex import entry_spans, read_bibtex
from build_tools.sources.cache import Cache
from build_tools.sources.tree import BIBLIOGRAPHY, SourceTree

NOTES = """\
key: {key}
read: title
use: Not used yet; known by its title only.
# When you have read more of it, write here how deep: read: abstract, or full-text. Say under use what it is used for.
# Each thing that it says stands under findings, in your own words, with every number exactly as you read it.
"""
"""Reading notes of a publication of which only the title is known."""


@dataclass(frozen=True)
class Added:
    """One publication that is to be added."""

    found: Found
    key: str
    draft: Draft

    @property
    def notes_path(self) -> str:
        """Where its reading notes stand."""
        return notes_path(self.key)


@dataclass(frozen=True)
class Addition:
    """What adding some publications came to: the files to write are in ``new``, what was not added is in ``faults``."""

    added: tuple[Added, ...]
    faults: tuple[Diagnostic, ...]
    new: dict[str, bytes]


def addition(
    tree: SourceTree, found: Sequence[Found], today: str, cache: Cache | None = None, may_be_alike: bool = False
) -> Addition:
    """The files of a project with some more publications. Nothing is written.

    What is in the project already, or lacks what the check asks for, becomes a fault; the others are added. ``today``
    is the day of the sources (year-month-day, or empty where it is not known), as the check is given it.
    ``may_be_alike`` lets a publication pass whose title is that of another one; its identifiers never are.
    """
    content = tree.files.get(BIBLIOGRAPHY, b"")
    bibliography = read_bibtex(BIBLIOGRAPHY, content)
    if bibliography.diagnostics:
        return Addition((), bibliography.diagnostics, {})
    added, faults = _drafted(tree, bibliography, found, may_be_alike)
    while added:
        text = bibliography.text
        for each in added:
            text = with_entry(text, each.key, each.draft.text(each.key))
        new = {BIBLIOGRAPHY: text.encode()} | {each.notes_path: NOTES.format(key=each.key).encode() for each in added}
        kb = load_tree(SourceTree(tree.root, {**tree.files, **new}), cache, today)
        refused = _faults_of(kb, text, added)
        if not refused:
            return Addition(tuple(added), tuple(faults), new)
        faults += [fault for each in added for fault in refused.get(each.key, ())]
        added = [each for each in added if each.key not in refused]
    return Addition((), tuple(faults), {})


def _drafted(
    tree: SourceTree, bibliography: Bibliography, found: Iterable[Found], may_be_alike: bool
) -> tuple[list[Added], list[Diagnostic]]:
    added: list[Added] = []
    faults: list[Diagnostic] = []
    known = [known_as(entry.key, entry.origin.place(), entry.fields) for entry in bibliography.entries]
    journals = journals_of(bibliography)
    folder = notes_path("").removesuffix("/.yaml")
    taken = {entry.key for entry in bibliography.entries}
    taken |= {path.rpartition("/")[2].removesuffix(".yaml") for path in tree.yaml_files_in(folder)}
    for each in found:
        alike = likeness(each.publication, known)
        if alike and (alike.is_certain or not may_be_alike):
            place = alike.known.place
            message = f"{alike.reason} '{alike.known.key}' ({place.path}:{place.line})"
            hint = _what_it_adds(each, alike.known)
            if not alike.is_certain:
                hint += "; if it is another publication, say --not-a-duplicate"
            faults.append(error(each.place, DUPLICATE, message, hint.removeprefix("; ")))
            continue
        try:
            entry = draft(each.publication, journals)
            key = new_key(each.publication, taken)
        except NotAnEntryError as fault:
            faults.append(error(each.place, INPUT, f"{named(each)}: {fault}", fault.hint))
            continue
        added.append(Added(each, key, entry))
        taken.add(key)
        known.append(known_as(key, each.place, each.publication.fields))
    return added, faults


def journals_of(bibliography: Bibliography) -> dict[str, str]:
    """The full names of journals by their abbreviations; where an abbreviation has several, the most frequent."""
    names: dict[str, Counter[str]] = {}
    for entry in bibliography.entries:
        journal, short = entry.fields.get("journal"), entry.fields.get("shortjournal")
        if journal and short:
            names.setdefault(short, Counter())[journal] += 1
    return {short: counts.most_common(1)[0][0] for short, counts in names.items()}


def known_as(key: str, place: Place, fields: Mapping[str, str]) -> Known:
    """What makes a publication known: by its fields as plain text."""
    title, year, doi, pmid = (fields.get(name, "") for name in ("title", "year", "doi", "pmid"))
    return Known(key, place, title, year, doi, pmid)


def named(found: Found) -> str:
    """A publication as messages name it: its title, shortened."""
    title = found.publication.get("title")
    return f"'{title[:60].rstrip()}{'...' if len(title) > 60 else ''}'" if title else "a publication without a title"


def _what_it_adds(found: Found, known: Known) -> str:
    """The identifiers that the entry which is there already lacks."""
    missing = [
        f"{name} = {{{found.publication.get(name)}}}"
        for name in ("doi", "pmid")
        if found.publication.get(name) and not getattr(known, name)
    ]
    return f"its entry lacks {' and '.join(missing)}" if missing else "nothing has to be added"


def _faults_of(kb: KnowledgeBase, text: str, added: Iterable[Added]) -> dict[str, list[Diagnostic]]:
    """What the check finds wrong with new entries and notes, by their keys, at the places of the input."""
    errors = errors_in(run(kb, EvidenceGraph(kb)))
    lines = {
        span.key: range(text.count("\n", 0, span.start) + 1, text.count("\n", 0, span.end) + 2)
        for span in entry_spans(text)
    }
    found: dict[str, list[Diagnostic]] = {}
    for each in added:
        for fault in errors:
            is_in_entry = fault.place.path == BIBLIOGRAPHY and fault.place.line in lines[each.key]
            if is_in_entry or fault.place.path == each.notes_path:
                message = f"{named(each.found)}: {fault.message}"
                found.setdefault(each.key, []).append(error(each.found.place, fault.code, message, fault.hint))
    return found
