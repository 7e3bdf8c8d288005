"""``bmes new``: a file with what an editor said, blanks for what is still needed, and a list of those places.

Whether an id, a name or a word may stand there is not decided here: the file is checked with the others, its blanks
filled for the time being, before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.diagnostics import Diagnostic, Fault, Place, did_you_mean
from build_tools.editing.lines import lines_of
from build_tools.editing.naming import understood
from build_tools.editing.yaml_layout import laid_out
from build_tools.exports.templates import FieldNote, annotated, field_note
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load_tree
from build_tools.model.claims import Statement
from build_tools.model.entities import (
    Comparison,
    Condition,
    Conflict,
    Entity,
    Page,
    Region,
    Sign,
    Treatment,
    slug_of_pair,
)
from build_tools.model.names import SLUG_PATTERN
from build_tools.model.reading import ReadingNotes
from build_tools.model.record import CitesFinding, File, LinkTo, Loc, Record, WordOf, is_list, marked_fields, record_in
from build_tools.model.spelling import american, folded, without_marks
from build_tools.rules import run
from build_tools.sources.cache import Cache
from build_tools.sources.records import blanks
from build_tools.sources.tree import FOLDER, SourceTree
from build_tools.sources.yaml_text import read_yaml

KINDS: Mapping[str, type[Page] | type[ReadingNotes]] = {
    kind.kind: kind for kind in (Condition, Sign, Treatment, Region, Conflict, Comparison, ReadingNotes)
}
"""What can be made, by the name that is typed."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "condition": ("definition", "abbreviation", "synonyms", "code", "cause"),
    "sign": ("definition", "synonyms", "modality", "sequences", "regions"),
    "treatment": ("definition", "synonyms", "treatment_kind"),
    "region": ("definition", "synonyms", "part_of"),
    "conflict": ("question", "touches"),
    "comparison": ("second", "verdict"),
    "reference": ("read", "use"),
}
"""The fields that an editor at a terminal is asked for, beside the name: five questions at most."""

LEFT_TO_WRITE = frozenset(
    {"claim-uncited", "orphan", "island", "pair-indistinct", "reference-unused", "signs-missing", "study-missing"}
)
"""Faults that a new file may have: mending them is the editor's next step. All others are reasons to write nothing."""

EDITORIAL_DEFINITION = "definition"
"""The editorial reason of a definition that cites nothing."""

_FILLED = "Filled in later."
_WORDS = re.compile(r"[a-z0-9]+")
_CONFLICT_CODE = re.compile(r"k(\d+)")


@dataclass(frozen=True)
class NewFile:
    """What writing a new file would come to: ``refusals`` are reasons not to write it, as sentences.

    ``blanks`` are its places to fill in; ``left`` is what the check asks for beside those. ``knowledge`` is the
    knowledge base with the file and its blanks filled: while they are blank, it is no record, and its id not known.
    """

    path: str
    text: str = ""
    blanks: tuple[Fault, ...] = ()
    left: tuple[Diagnostic, ...] = ()
    refusals: tuple[str, ...] = ()
    knowledge: KnowledgeBase | None = field(default=None, compare=False, repr=False)


def id_of(name: str) -> str:
    """The id that a name suggests: its words in lower case, joined by hyphens."""
    return "-".join(_WORDS.findall(american(without_marks(name).lower())))


def value_of(kind: type[Record], name: str, said: str | Sequence[str], kb: KnowledgeBase) -> tuple[Any, str]:
    """What an editor's answer stands for, and else what is wrong with it, as a sentence.

    In one text, items of lists are separated by commas. A page may be named by its id, name, abbreviation, synonym or
    code. A statement is its sentence: it is editorial until findings are cited.
    """
    annotation = kind.model_fields[name].annotation
    if record_in(annotation) is not None:
        return {"text": said}, ""
    if isinstance(said, str):
        said = said.split(",") if is_list(annotation) else [said]
    mark = dict(marked_fields(kind)).get(name)
    found = []
    for item in filter(None, map(str.strip, said)):
        value, problem = understood(kb, mark, item)
        if problem:
            return None, problem
        found.append(value)
    return (found if is_list(annotation) else found[0] if found else None), ""


def complete(kind: type[File], given: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """What is given, and what follows from it: codes, the order of a pair, blanks where a statement needs findings."""
    full = dict(given)
    definition = full.get("definition", {"text": None}) if issubclass(kind, Entity) else None
    if definition is not None and not definition.get("cites"):
        full["definition"] = {"text": definition["text"], "editorial": EDITORIAL_DEFINITION}
    if kind is Condition and "code" not in full:
        full["code"] = _code(str(full.get("abbreviation") or full["name"]), kb)
    if kind is Conflict:
        full.setdefault("code", _conflict_code(kb))
        full.setdefault("positions", {name: {"text": None, "cites": []} for name in ("one-side", "other-side")})
    if kind is Comparison and {"first", "second"} <= full.keys():
        pair = sorted((full["first"], full["second"]), key=lambda page_id: kb.conditions[page_id].code)
        full["first"], full["second"] = pair
        full["id"] = slug_of_pair(*(kb.conditions[page_id] for page_id in pair))
        full.setdefault("verdict", {"text": None})
    for name, value in full.items():
        record = record_in(kind.model_fields[name].annotation) if name in kind.model_fields else None
        if record and issubclass(record, Statement) and isinstance(value, dict) and set(value) == {"text"}:
            full[name] = {**value, "cites": []}
    return full


def _code(name: str, kb: KnowledgeBase) -> str:
    """A short code that no condition has: an abbreviation, or the first letters of a name."""
    words = id_of(name).split("-")
    code = ("".join(word[0] for word in words) if len(words) > 1 else words[0][:6]) or "x"
    code = code if code[0].isalpha() and len(code) > 1 else f"{words[0][:3]}x"
    taken = {condition.code for condition in kb.conditions.values()}
    candidates = (code[:7] + ending for ending in ("", *map(str, range(2, 10))))
    return next((one for one in candidates if one not in taken), code)


def _conflict_code(kb: KnowledgeBase) -> str:
    """The next number of a conflict."""
    numbers = [int(match[1]) for one in kb.conflicts.values() if (match := _CONFLICT_CODE.fullmatch(one.code))]
    return f"k{max(numbers, default=0) + 1}"


def new_file(
    tree: SourceTree,
    kind: type[Page] | type[ReadingNotes],
    given: Mapping[str, Any],
    today: str,
    cache: Cache | None = None,
) -> NewFile:
    """The file of a new entry in a project. ``given`` holds plain values by field. Nothing is written.

    ``today`` is the day of the sources (year-month-day, or empty where it is not known), as the check is given it.
    """
    kb = load_tree(tree, cache, today)
    full = complete(kind, given, kb)
    name = str(full.get("id") or full.get("key") or "")
    path = f"{FOLDER}/{kind.folder}/{name}.yaml"
    refusals = _unfit(tree, kb, kind, name, path) or _taken(kb, full)
    if refusals:
        return NewFile(path, refusals=tuple(refusals))
    text, faults = laid_out(path, annotated(kind, kb.vocabulary, full).encode(), kind)
    if faults:
        return NewFile(path, refusals=tuple(_sentence(fault) for fault in faults))
    blanks = tuple(_blanks(kind, path, text, kb))
    filled = _filled(kind, path, text, kb)
    with_it = load_tree(SourceTree(tree.root, {**tree.files, path: filled.encode()}), cache, today)
    news = set(run(with_it, EvidenceGraph(with_it))) - set(run(kb, EvidenceGraph(kb)))
    blank_lines = {blank.place.line for blank in blanks}
    news = {one for one in news if one.place.path != path or one.place.line not in blank_lines}
    refused = sorted((one for one in news if one.code not in LEFT_TO_WRITE), key=lambda one: one.sort_key)
    left = sorted(news - set(refused), key=lambda one: one.sort_key)
    return NewFile(path, text, blanks, tuple(left), tuple(_sentence(one) for one in refused), with_it)


def _unfit(tree: SourceTree, kb: KnowledgeBase, kind: type[File], name: str, path: str) -> list[str]:
    """Why no file of this name can be made."""
    if path in tree.files:
        return [f"{path} is there already: write into it"]
    if issubclass(kind, ReadingNotes):
        if name not in kb.references:
            near = did_you_mean(name, kb.references)
            return [f"'{name}' is not in {kb.bibliography.path}; {near or 'add it first: bmes cite add'}"]
    elif not re.fullmatch(SLUG_PATTERN, name):
        return [f"'{name}' cannot be an id; name one with --id: lower-case words joined by hyphens"]
    return []


def _taken(kb: KnowledgeBase, given: Mapping[str, Any]) -> list[str]:
    """Names that lead to another entity already: the reader's way there must not fork."""
    users = {folded(name): entity for entity in kb.entities.values() for name in (*entity.all_names, *entity.asked_as)}
    names = [given.get("name"), given.get("abbreviation"), *given.get("synonyms", ())]
    taken = [(name, users[folded(name)]) for name in names if name and folded(name) in users]
    return [f"'{name}' is a name of '{user.id}' already: write into {user.origin.path}" for name, user in taken]


def _sentence(fault: Diagnostic) -> str:
    return f"{fault.message}; {fault.hint}" if fault.hint else fault.message


def _blanks(kind: type[File], path: str, text: str, kb: KnowledgeBase) -> Iterator[Fault]:
    """The blanks of a file, in its order: where, and what belongs there."""
    source = read_yaml(path, text.encode())
    for loc in blanks(source.data):
        note = _note(kind, loc, kb)
        form = f" ({note.form})" if note.form != "text" else ""
        line, column = source.values[loc]
        yield Fault(Place(path, line, column), f"{note.name}: {note.meaning.removesuffix('.')}{form}")


def _note(kind: type[File], loc: Loc, kb: KnowledgeBase) -> FieldNote:
    """What a blank is for: of the sentence of a statement, what the statement is for."""
    steps = [str(step) for step in loc]
    note = field_note(kind, steps[0], kb.vocabulary)
    return FieldNote(".".join(steps), note.is_required, note.meaning, note.form if len(steps) == 1 else "text")


def _filled(kind: type[File], path: str, text: str, kb: KnowledgeBase) -> str:
    """The file with something that may stand in each blank."""
    source, lines = read_yaml(path, text.encode()), lines_of(text.removesuffix("\n"))
    for loc in blanks(source.data):
        line = source.values[loc][0] - 1
        record: type[Record] = (record_in(kind.model_fields[str(loc[0])].annotation) if len(loc) > 1 else None) or kind
        lines[line] += f" {_something(record, str(loc[-1]), kb)}"
    return "".join(f"{line}\n" for line in lines)


def _something(record: type[Record], name: str, kb: KnowledgeBase) -> str:
    mark = dict(marked_fields(record)).get(name)
    match mark:
        case WordOf(word_list):
            value = next(iter(kb.vocabulary.words(word_list)), _FILLED)
        case LinkTo(kinds):
            value = next((page.id for page in kb.pages if page.kind in kinds), _FILLED)
        case CitesFinding():
            value = next(iter(kb.findings), _FILLED)
        case _:
            value = _FILLED
    return f"[{value}]" if is_list(record.model_fields[name].annotation) else value
