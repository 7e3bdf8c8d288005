"""The knowledge base as one frozen object: every file loaded, every link resolvable, every fault kept.

Loading never raises for bad data: a file that cannot be read hides no fault of another file, and what a damaged file
mentions is given the benefit of the doubt, so that one mistake costs one message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from build_tools.diagnostics import Diagnostic, Place, error, near_word
from build_tools.model.bibliography import Bibliography
from build_tools.model.claims import Claim, Statement, claims_of
from build_tools.model.entities import (
    PAGE_KINDS,
    Comparison,
    Condition,
    Conflict,
    Entity,
    Figure,
    Page,
    Pathway,
    Region,
    Sign,
    Treatment,
)
from build_tools.model.names import cited_finding, cited_key
from build_tools.model.permanence import Moved
from build_tools.model.reading import Finding, LeftOut, ReadingNotes
from build_tools.model.record import File, Mark, Marked
from build_tools.model.reference import REVIEW_KEY, Reference
from build_tools.model.study import StudyPlan
from build_tools.model.vocabulary import Glossary, Vocabulary
from build_tools.sources.cache import Cache
from build_tools.sources.record_cache import RecordCache
from build_tools.sources.source_files import missing, read_bibliography, read_file
from build_tools.sources.text_form import decoded, line_faults, saving_faults
from build_tools.sources.tree import BIBLIOGRAPHY, ENDINGS, FOLDER, PUBLISHED_IDS, SourceTree, read_tree

__all__ = [
    "EDITORIAL",
    "FILE_KINDS",
    "REVIEW_KEY",
    "SINGLE_FILES",
    "KnowledgeBase",
    "Reference",
    "files_with_kinds",
    "load",
    "load_tree",
]

EDITORIAL = "editorial"
"""The level of statements that need no evidence: definitions and arithmetic."""

FILE_KINDS: tuple[type[File], ...] = (*PAGE_KINDS, ReadingNotes)
SINGLE_FILES: tuple[type[File], ...] = (Vocabulary, Glossary, LeftOut, StudyPlan, Moved)

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that was read. Mappings are by id, in the order of the files; of doubled ids the first counts."""

    root: Path
    vocabulary: Vocabulary
    glossary: Glossary
    pages: tuple[Page, ...]
    reading_notes: tuple[ReadingNotes, ...]
    bibliography: Bibliography
    diagnostics: tuple[Diagnostic, ...] = ()
    damaged: Mapping[str, str] = field(default_factory=dict)
    """Text of each file of which something could not be read, by path."""
    left_out: LeftOut = field(default_factory=LeftOut)
    """What of the evidence files is not used, and why."""
    study: StudyPlan = field(default_factory=StudyPlan)
    """The reading path for learners."""
    moved: Moved = field(default_factory=Moved)
    """What became of published ids that are in use no more."""
    published_ids: tuple[str, ...] = ()
    """Ids that were published, in the order of their lines in ``kb/published-ids.txt``."""
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What the files hold, by path."""
    today: str = ""
    """The day of the sources, year-month-day, by which things are old; without it nothing is."""

    def _by_id(self, kind: type[P]) -> dict[str, P]:
        found: dict[str, P] = {}
        for page in self.pages:
            if isinstance(page, kind):
                found.setdefault(page.id, page)
        return found

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """Conditions by id."""
        return self._by_id(Condition)

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        """Signs by id."""
        return self._by_id(Sign)

    @cached_property
    def treatments(self) -> Mapping[str, Treatment]:
        """Treatments by id."""
        return self._by_id(Treatment)

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Regions by id."""
        return self._by_id(Region)

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Conflicts by id."""
        return self._by_id(Conflict)

    @cached_property
    def comparisons(self) -> Mapping[str, Comparison]:
        """Curated comparisons by id, which is the address of the pair."""
        return self._by_id(Comparison)

    @cached_property
    def pathways(self) -> Mapping[str, Pathway]:
        """Pathways by id."""
        return self._by_id(Pathway)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Schematics by id, in the order of their numbers."""
        return dict(sorted(self._by_id(Figure).items(), key=lambda item: item[1].number))

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Conditions, signs, treatments and regions by id."""
        return {**self.conditions, **self.signs, **self.treatments, **self.regions}

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """Publications by key, in the order of references.bib."""
        notes = {note.key: note for note in reversed(self.reading_notes)}
        found: dict[str, Reference] = {}
        for entry in self.bibliography.entries:
            found.setdefault(entry.key, Reference(entry, notes.get(entry.key)))
        return found

    @cached_property
    def review_references(self) -> tuple[Reference, ...]:
        """The review's printed list, by number."""
        numbered = [reference for reference in self.references.values() if reference.is_from_review]
        return tuple(sorted(numbered, key=lambda reference: reference.number or 0))

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id, in the order of pages and fields."""
        found: dict[str, Claim] = {}
        for claim in self.all_claims:
            found.setdefault(claim.id, claim)
        return found

    @cached_property
    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim as it was written, doubled ids included, in the order of pages and fields."""
        return tuple(claim for page in self.pages for claim in claims_of(page))

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every YAML file that was read."""
        singles = (self.vocabulary, self.glossary, self.left_out, self.study, self.moved)
        return (*self.pages, *self.reading_notes, *singles)

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Every marked text of every YAML file: links, words of closed lists, citations, sentences."""
        return tuple(marked for found in self._marked_by_path.values() for marked in found)

    @cached_property
    def _marked_by_path(self) -> Mapping[str, tuple[Marked, ...]]:
        return {file.origin.path: tuple(file.marked()) for file in self.files}

    @cached_property
    def _marked_by_mark(self) -> Mapping[type[Mark], tuple[Marked, ...]]:
        found: dict[type[Mark], list[Marked]] = {}
        for marked in self.marked:
            found.setdefault(type(marked.mark), []).append(marked)
        return {mark: tuple(all_of_it) for mark, all_of_it in found.items()}

    def marked_as(self, mark: type[Mark]) -> tuple[Marked, ...]:
        """Every text with one kind of mark: links, words, citations, or sentences."""
        return self._marked_by_mark.get(mark, ())

    def marked_in(self, file: File) -> tuple[Marked, ...]:
        """Every marked text of one file."""
        return self._marked_by_path.get(file.origin.path, ())

    @cached_property
    def claims_of_page(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by the id of the page that they stand on."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.page.id, []).append(claim)
        return {page_id: tuple(claims) for page_id, claims in found.items()}

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Findings by citation, ``key#finding-id``."""
        return {
            f"{reference.key}#{finding_id}": finding
            for reference in self.references.values()
            for finding_id, finding in reference.findings.items()
        }

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """What each abbreviation stands for: terms of the glossary, and abbreviations of entities."""
        known = {term: entry.expansion for term, entry in self.glossary.terms.items()}
        for entity in self.entities.values():
            if entity.abbreviation:
                known[entity.abbreviation] = entity.name[0].lower() + entity.name[1:]
        return known

    @cached_property
    def abbreviation_pattern(self) -> re.Pattern[str]:
        """Finds abbreviations as whole words, the longest first."""
        words = sorted(self.expansions, key=lambda word: (-len(word), word))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b(?!-)" if words else r"(?!)")

    def reference_of(self, citation: str) -> Reference | None:
        """The publication that ``key#finding-id`` cites."""
        return self.references.get(cited_key(citation))

    def level_of(self, statement: Statement) -> str | None:
        """The level of the strongest supporting finding; ``editorial``; None where nothing supports the statement."""
        if statement.editorial:
            return EDITORIAL
        bases = tuple(self.findings[citation].basis for citation in statement.cites if citation in self.findings)
        return self.vocabulary.strongest(bases)

    def kind_of(self, page_id: str) -> str | None:
        """The kind of the page with this id; a damaged file, or one with another id, still counts by its name."""
        return self._kinds.get(page_id)

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        kinds = {kind.folder: kind.kind for kind in FILE_KINDS}
        paths = [Path(path) for path in (*self.damaged, *(file.origin.path for file in self.misnamed.values()))]
        meant = {name: near_word(name, kinds) for name in {path.parent.name for path in paths}}
        by_name = {path.stem: kinds[folder] for path in paths if (folder := meant[path.parent.name])}
        return by_name | {page.id: page.kind for page in (*self.entities.values(), *self.conflicts.values())}

    def name_of(self, page_id: str) -> str:
        """The name of an entity or the question of a conflict; the id itself where nothing has it."""
        page = self.entities.get(page_id) or self.conflicts.get(page_id)
        return page.name if page else page_id

    @cached_property
    def misnamed(self) -> Mapping[str, Page | ReadingNotes]:
        """Files that are not called after their id or key, by the name that they have."""
        files: tuple[Page | ReadingNotes, ...] = (*self.pages, *self.reading_notes)
        named = {Path(file.origin.path).stem: file for file in files}
        return {name: file for name, file in named.items() if name != file.id}

    @cached_property
    def mentioned_in_damaged_files(self) -> frozenset[str]:
        """Every word of files that could not be read whole: what they mention may well be cited or linked there."""
        words: set[str] = set()
        for path, text in self.damaged.items():
            if path == self.bibliography.path:
                continue  # it mentions every publication, and cites none
            for token in re.findall(r"[a-z0-9]+(?:[-#][a-z0-9]+)*", text):
                words.update((token, cited_key(token), cited_finding(token)))
        return frozenset(words)

    def may_have_entry(self, key: str) -> bool:
        """Whether references.bib has an entry with this key, or may have one in a part that could not be read."""
        damaged = self.damaged.get(self.bibliography.path)
        return key in self.references or (damaged is not None and (not damaged or f"{{{key}," in damaged))

    def text_of(self, path: str) -> str:
        """The text of a source file, in which the places of faults are counted."""
        return decoded(self.sources.get(path, b""))

    def files_named(self, name: str) -> frozenset[str]:
        """The source files that are called after an id or a key, whatever their folder."""
        return frozenset(path for path in self.sources if PurePosixPath(path).stem == name)

    def may_be_damaged(self, path: str) -> bool:
        """Whether something of this file could not be read."""
        return path in self.damaged


def load(root: Path, cache: Cache | None = None, today: str = "") -> KnowledgeBase:
    """Load ``kb/`` and ``references.bib`` below a project's root. Never raises for bad data.

    With a cache, files that were sound and have not changed since are not read anew; what is read goes into the cache.
    ``today`` is the day (year-month-day) by which reviews are old.
    """
    return load_tree(read_tree(root), cache, today)


def load_tree(tree: SourceTree, cache: Cache | None = None, today: str = "") -> KnowledgeBase:
    """Load the knowledge base from files whose content was read already."""
    known = RecordCache(cache)
    diagnostics: list[Diagnostic] = []
    damaged: dict[str, str] = {}
    pages: list[Page] = []
    notes: list[ReadingNotes] = []
    singles: dict[str, File] = {}
    for path, kind in files_with_kinds(tree, diagnostics, damaged):
        reading = read_file(path, tree.files[path], kind, known)
        record = reading.record
        diagnostics += reading.diagnostics
        if reading.damaged is not None:
            damaged[path] = reading.damaged
        if isinstance(record, Page):
            pages.append(record)
        elif isinstance(record, ReadingNotes):
            notes.append(record)
        elif record is not None:
            singles[kind.kind] = record
    bibliography = read_bibliography(BIBLIOGRAPHY, tree.files.get(BIBLIOGRAPHY), known)
    known.save()
    diagnostics += (*bibliography.diagnostics, *saving_faults(BIBLIOGRAPHY, tree.files.get(BIBLIOGRAPHY, b"")))
    listed = tree.files.get(PUBLISHED_IDS, b"")
    diagnostics += (*saving_faults(PUBLISHED_IDS, listed), *line_faults(PUBLISHED_IDS, listed))
    if bibliography.diagnostics:
        damaged[bibliography.path] = bibliography.text
    vocabulary, glossary = singles.get("vocabulary"), singles.get("glossary")
    left_out, study = singles.get(LeftOut.kind), singles.get(StudyPlan.kind)
    moved = singles.get(Moved.kind)
    return KnowledgeBase(
        root=tree.root,
        vocabulary=vocabulary if isinstance(vocabulary, Vocabulary) else Vocabulary.unknown(),
        glossary=glossary if isinstance(glossary, Glossary) else Glossary(terms={}),
        left_out=left_out if isinstance(left_out, LeftOut) else LeftOut(),
        study=study if isinstance(study, StudyPlan) else StudyPlan(),
        moved=moved if isinstance(moved, Moved) else Moved(),
        published_ids=tuple(line.strip() for line in decoded(listed).splitlines()),
        pages=tuple(pages),
        reading_notes=tuple(notes),
        bibliography=bibliography,
        diagnostics=tuple(diagnostics),
        damaged=damaged,
        sources=tree.files,
        today=today,
    )


def files_with_kinds(
    tree: SourceTree, diagnostics: list[Diagnostic], damaged: dict[str, str]
) -> Iterator[tuple[str, type[File]]]:
    """Every YAML file with its kind, single files first; what has no business there is reported and is damaged."""
    known = {BIBLIOGRAPHY, PUBLISHED_IDS}
    for kind in SINGLE_FILES:
        path = f"{FOLDER}/{kind.kind}.yaml"
        known.add(path)
        if path in tree.files:
            yield path, kind
        elif kind.is_required:
            diagnostics.append(missing(path))
    for folder_kind in FILE_KINDS:
        for path in tree.yaml_files_in(f"{FOLDER}/{folder_kind.folder}"):
            known.add(path)
            yield path, folder_kind
    for path in tree.files:
        if path not in known and not path.rpartition("/")[2].startswith("."):
            if path.endswith(ENDINGS):
                damaged[path] = decoded(tree.files[path])
            folders = ", ".join(f"{kind.folder}/" for kind in FILE_KINDS)
            message = "nothing reads this file"
            diagnostics.append(error(Place(path), "file-unexpected", message, f"kb/ holds .yaml files in {folders}"))
