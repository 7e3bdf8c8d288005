"""What a change does to the knowledge: two states of it, compared as claims, findings, links and references.

Everything that is compared has a name of its own in both states (a claim's id, ``key#finding-id``), so a comparison
read backwards is the comparison of the two states the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from build_tools.editing.touched import pages_touched
from build_tools.graph import PART_OF, TOUCHES, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim, Statement, claim_fields
from build_tools.model.markup import plain
from build_tools.model.record import Record

Json = Any
"""A value that JSON can hold."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that one of the two states holds and the other does not: its name, what it says, its level."""

    name: str
    text: str = ""
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A part that differs: what it was and what it is; None where it was or is not there."""

    name: str
    old: Json
    new: Json

    @property
    def mirrored(self) -> Field:
        """The same, read backwards."""
        return Field(self.name, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that both states hold, and what of it differs."""

    name: str
    fields: tuple[Field, ...]

    @property
    def mirrored(self) -> Changed:
        """The same, read backwards."""
        return Changed(self.name, tuple(field.mirrored for field in self.fields))


@dataclass(frozen=True, slots=True)
class Group:
    """Everything of one sort that differs, by name."""

    added: tuple[Thing, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Thing, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def mirrored(self) -> Group:
        """The same, read backwards."""
        return Group(self.removed, tuple(one.mirrored for one in self.changed), self.added)


GROUPS = ("pages", "claims", "findings", "citations", "relations", "references", "words")


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two states.

    ``levels`` are claims whose level moved, and publications that were read deeper or less deep; ``cells`` are cells
    of the matrix, as ``condition × sign`` with their frequency words; ``reordered`` are the ids of pages whose claims
    stand in another order; ``uncited`` are publications that nothing cites any more, or yet; ``touched`` are the
    addresses of pages to look at.
    """

    pages: Group = Group()
    claims: Group = Group()
    findings: Group = Group()
    citations: Group = Group()
    relations: Group = Group()
    references: Group = Group()
    words: Group = Group()
    levels: tuple[Changed, ...] = ()
    cells: tuple[Changed, ...] = ()
    reordered: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()
    cited_again: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Changes()

    @property
    def mirrored(self) -> Changes:
        """The same, read backwards."""
        return Changes(
            **{name: getattr(self, name).mirrored for name in GROUPS},
            levels=tuple(one.mirrored for one in self.levels),
            cells=tuple(one.mirrored for one in self.cells),
            reordered=self.reordered,
            uncited=self.cited_again,
            cited_again=self.uncited,
            touched=self.touched,
        )


@dataclass(frozen=True)
class _State:
    """One state, as tables of what is compared: by name, what it says as plain values."""

    kb: KnowledgeBase

    @cached_property
    def graph(self) -> EvidenceGraph:
        return EvidenceGraph(self.kb)

    @cached_property
    def pages(self) -> dict[str, dict[str, Json]]:
        """What each page and reading notes say apart from claims and findings, by ``folder/id``."""
        tables = {f"{page.folder}/{page.id}": _plain(page, claim_fields(type(page))) for page in self.kb.pages}
        return tables | {
            f"{notes.folder}/{notes.key}": _plain(notes, frozenset({"findings"})) for notes in self.kb.reading_notes
        }

    @cached_property
    def claims(self) -> dict[str, dict[str, Json]]:
        return {name: _statement(claim.statement) for name, claim in self.kb.claims.items()}

    @cached_property
    def findings(self) -> dict[str, dict[str, Json]]:
        return {name: _plain(finding) for name, finding in self.kb.findings.items()}

    @cached_property
    def citations(self) -> dict[str, dict[str, Json]]:
        """Which claim cites what; the direction is part of the name, so a citation comes or goes and never changes."""
        return {
            f"{name} {word} {citation}": {}
            for name, claim in self.kb.claims.items()
            for word, citations in (("cites", claim.statement.cites), ("cites against it", claim.statement.against))
            for citation in citations
        }

    @cached_property
    def relations(self) -> dict[str, dict[str, Json]]:
        """What is linked to what, with the frequency where the link has one."""
        found: dict[str, dict[str, Json]] = {}
        for edge in self.graph.edges:
            name = _link(edge.source, edge.relation, edge.target)
            found.setdefault(name, {"frequency": []})["frequency"].append(edge.claim.frequency)
        found |= {_link(one.id, PART_OF, one.part_of): {} for one in self.kb.regions.values() if one.part_of}
        found |= {_link(one.id, TOUCHES, end): {} for one in self.kb.conflicts.values() for end in one.touches}
        return found

    @cached_property
    def references(self) -> dict[str, dict[str, Json]]:
        return {key: {"type": one.entry.type, **one.entry.fields} for key, one in self.kb.references.items()}

    @cached_property
    def words(self) -> dict[str, dict[str, Json]]:
        """The single files: lists of words with their order, terms, the path of study, and what was left out."""
        found: dict[str, dict[str, Json]] = {}
        for file in (file for file in self.kb.files if not file.folder):
            for name, value in _plain(file).items():
                table = value if isinstance(value, dict) else {"": value}
                found[f"{file.kind}.{name}"] = table | ({"order": list(table)} if isinstance(value, dict) else {})
        return found

    @cached_property
    def levels(self) -> dict[str, dict[str, Json]]:
        levels: dict[str, dict[str, Json]] = {
            name: {"level": self.kb.level_of(claim.statement)} for name, claim in self.kb.claims.items()
        }
        return levels | {notes.key: {"read": notes.read} for notes in self.kb.reading_notes}

    @cached_property
    def cells(self) -> dict[str, dict[str, Json]]:
        found: dict[str, dict[str, Json]] = {}
        for edge in self.graph.edges:
            if edge.relation == "findings":
                cell = found.setdefault(f"{edge.source} × {edge.target}", {"frequency": []})
                cell["frequency"].append(edge.claim.frequency)
        return found

    @cached_property
    def uncited(self) -> frozenset[str]:
        """Publications that no claim cites; the second printing of a work counts through the first."""
        references = self.kb.references.values()
        return frozenset(
            one.key for one in references if not one.entry.duplicate_of and not self.graph.claims_citing(one)
        )

    def order_of(self, page_id: str, among: Mapping[str, object]) -> list[str]:
        """The claims of a page in their order, as far as they are among some."""
        return [claim.id for claim in self.kb.claims_of_page.get(page_id, ()) if claim.id in among]

    def thing(self, group: str, name: str) -> Thing:
        """Something as it is shown when the other state does not hold it."""
        match group:
            case "claims":
                claim: Claim = self.kb.claims[name]
                return Thing(name, plain(claim.statement.text), self.kb.level_of(claim.statement))
            case "findings":
                return Thing(name, plain(self.kb.findings[name].text), self.kb.findings[name].basis)
            case "references":
                return Thing(name, self.kb.references[name].entry.title)
            case _:
                return Thing(name)


def _link(source: str, relation: str, target: str) -> str:
    return f"{source} —{relation}→ {target}"


def changes(old: KnowledgeBase, new: KnowledgeBase) -> Changes:
    """What differs between two states of the knowledge base."""
    before, after = _State(old), _State(new)
    groups: dict[str, Any] = {name: _group(before, after, name) for name in GROUPS}
    levels = _changed(before.levels, after.levels)
    reordered = tuple(sorted(_reordered(before, after)))
    differing = {name: _names(group) for name, group in groups.items()}
    differing["claims"] |= {one.name for one in levels if one.name in old.claims}
    return Changes(
        **groups,
        levels=levels,
        cells=_cells(before.cells, after.cells),
        reordered=reordered,
        uncited=tuple(sorted(after.uncited - before.uncited)),
        cited_again=tuple(sorted(before.uncited - after.uncited)),
        touched=pages_touched(old, new, differing, reordered),
    )


def _names(group: Group) -> set[str]:
    things = {one.name for one in (*group.added, *group.removed)}
    return things | {one.name for one in group.changed}


def _group(before: _State, after: _State, name: str) -> Group:
    old: dict[str, dict[str, Json]] = getattr(before, name)
    new: dict[str, dict[str, Json]] = getattr(after, name)
    return Group(
        tuple(after.thing(name, one) for one in sorted(new.keys() - old.keys())),
        _changed(old, new),
        tuple(before.thing(name, one) for one in sorted(old.keys() - new.keys())),
    )


def _changed(old: Mapping[str, dict[str, Json]], new: Mapping[str, dict[str, Json]]) -> tuple[Changed, ...]:
    both = sorted(old.keys() & new.keys())
    return tuple(Changed(name, _fields(old[name], new[name])) for name in both if old[name] != new[name])


def _fields(old: dict[str, Json], new: dict[str, Json]) -> tuple[Field, ...]:
    names = sorted(old.keys() | new.keys())
    return tuple(Field(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def _cells(old: Mapping[str, dict[str, Json]], new: Mapping[str, dict[str, Json]]) -> tuple[Changed, ...]:
    """Cells whose words differ; a cell without a word is empty, and reads "not stated"."""
    empty: dict[str, Json] = {"frequency": []}
    names = sorted(old.keys() | new.keys())
    pairs = ((name, old.get(name, empty), new.get(name, empty)) for name in names)
    return tuple(Changed(name, _fields(was, now)) for name, was, now in pairs if was != now)


def _reordered(before: _State, after: _State) -> Iterable[str]:
    for page_id in before.kb.claims_of_page.keys() & after.kb.claims_of_page.keys():
        if before.order_of(page_id, after.claims) != after.order_of(page_id, before.claims):
            yield page_id


def _plain(record: Record, without: frozenset[str] = frozenset()) -> dict[str, Json]:
    """What a record says, as plain values; what is not said is not there."""
    return record.model_dump(mode="json", exclude=set(without), exclude_defaults=True)


def _statement(statement: Statement) -> dict[str, Json]:
    """What a claim says itself: statements inside it are claims of their own."""
    said = _plain(statement, frozenset({"discriminator"}))
    if "update" in said:
        said["update"] = {name: value for name, value in said["update"].items() if name != "position"}
    return said
