"""The base of every record: frozen, typed, and aware of the place in the source file that it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, PrivateAttr

from build_tools.diagnostics import Fault, Place

T = TypeVar("T")

Loc = tuple[str | int, ...]
"""A way into nested data: keys of mappings and indices of lists, as in pydantic's error locations."""


@dataclass(frozen=True)
class Origin:
    """Where a record stands: its file, the way to it, and the positions of everything in the file.

    There are thousands. With slots, unpickling each would run Python code.
    """

    path: str
    loc: Loc = ()
    values: Mapping[Loc, tuple[int, int]] = field(default_factory=dict, repr=False)
    keys: Mapping[Loc, tuple[int, int]] = field(default_factory=dict, repr=False)
    left_out: frozenset[Loc] = frozenset()
    """Lists and records that something faulty was left out of."""

    def place(self, *inner: str | int) -> Place:
        """The place of this record, or of a part of it; of the nearest enclosing part where there is no such part."""
        loc = self.loc + inner
        while True:
            # A named part of a record is found at its value; a record under a name is found at that name.
            order = (self.values, self.keys) if inner else (self.keys, self.values)
            for positions in order:
                if loc in positions:
                    return Place(self.path, *positions[loc])
            if not loc:
                return Place(self.path)
            loc = loc[:-1]

    def key_place(self, *inner: str | int) -> Place:
        """The place of a field's name, not of its value."""
        position = self.keys.get(self.loc + inner)
        return Place(self.path, *position) if position else self.place(*inner)


NOWHERE = Origin("<made in memory>")


@dataclass(frozen=True, slots=True)
class LinkTo:
    """Marks a text that names an entity; ``kinds`` are the kinds of entity that may stand there."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordOf:
    """Marks a text that must be a word of the named list of ``kb/vocabulary.yaml``."""

    word_list: str


@dataclass(frozen=True, slots=True)
class CitesFinding:
    """Marks a text that cites a finding, as ``key#finding-id``."""


@dataclass(frozen=True, slots=True)
class IsProse:
    """Marks a text that readers see as a sentence: it may hold emphasis and links to entities, nothing else."""


Mark = LinkTo | WordOf | CitesFinding | IsProse


class Marked(NamedTuple):
    """One marked text of a record: the record that holds it, the way to it from that record, its mark and value."""

    record: Record
    loc: Loc
    mark: Mark
    value: str

    @property
    def place(self) -> Place:
        """The place of the text itself."""
        return self.record.origin.place(*self.loc)

    def fault(self, message: str, hint: str = "", part: str = "", instead: str | None = None) -> Fault:
        """A fault at the text itself, or at a part of it; ``instead`` may safely be written for that part."""
        return Fault(self.place, message, hint, part, instead)


class Record(BaseModel):
    """A piece of the knowledge base as an editor wrote it."""

    # Validators are built when first needed: a check of files that were read before needs nearly none.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    written_first: ClassVar[tuple[str, ...]] = ()
    """Fields that a file names before those that the record has from its base."""

    on_one_line: ClassVar[bool] = False
    """Whether a file writes the record on one line, in braces, where it fits there."""

    _origin: Origin = PrivateAttr(default=NOWHERE)

    @classmethod
    def field_order(cls) -> tuple[str, ...]:
        """The order in which files name the fields."""
        return tuple(dict.fromkeys((*cls.written_first, *cls.model_fields)))

    @property
    def origin(self) -> Origin:
        """Where the record was read."""
        # pydantic finds a private attribute by way of its __getattr__, in ten times the time, and rules ask often.
        private = self.__pydantic_private__
        return private["_origin"] if private else NOWHERE

    @property
    def is_damaged(self) -> bool:
        """Whether a faulty part of this record, or of a record inside it, was left out."""
        loc = self.origin.loc
        return any(damaged[: len(loc)] == loc for damaged in self.origin.left_out)

    def located(self, origin: Origin) -> Self:
        """This record, now knowing where it and each record inside it was read. Called once, by the reader."""
        self._origin = origin
        for name in fields_with_records(type(self)):
            _locate_inside(getattr(self, name), origin, (*origin.loc, name))
        return self

    def fault(self, message: str, hint: str = "", at: Loc = (), part: str = "", instead: str | None = None) -> Fault:
        """A fault at this record, or at what ``at`` leads to, or at a part of the text there.

        ``instead`` is what may safely be written for that part.
        """
        return Fault(self.origin.place(*at), message, hint, part, instead)

    def records(self) -> Iterator[Record]:
        """This record and every record inside it, in the order of the file."""
        yield self
        for name in fields_with_records(type(self)):
            yield from _records_in(getattr(self, name))

    def marked(self) -> Iterator[Marked]:
        """Every marked text of this record and of the records inside it."""
        found: list[Marked] = []
        _mark_inside(self, found)
        return iter(found)


def _records_in(value: object) -> Iterator[Record]:
    if isinstance(value, Record):
        yield from value.records()
    elif isinstance(value, tuple):
        for item in value:
            yield from _records_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _records_in(item)


def _mark_inside(value: object, found: list[Marked]) -> None:
    """Add the marked texts of a value and of all inside it. No generators in generators: every check walks it all."""
    if isinstance(value, Record):
        model = type(value)
        for name, mark in marked_fields(model):
            held = getattr(value, name)
            if isinstance(held, str):
                found.append(Marked(value, (name,), mark, held))
            elif isinstance(held, tuple):
                found += [Marked(value, (name, index), mark, item) for index, item in enumerate(held)]
            elif isinstance(held, dict):
                found += [Marked(value, (name, key), mark, item) for key, item in held.items()]
        for name in fields_with_records(model):
            _mark_inside(getattr(value, name), found)
    elif isinstance(value, tuple):
        for item in value:
            _mark_inside(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            _mark_inside(item, found)


def _locate_inside(value: object, around: Origin, loc: Loc) -> None:
    if isinstance(value, Record):
        value.located(Origin(around.path, loc, around.values, around.keys, around.left_out))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _locate_inside(item, around, (*loc, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            _locate_inside(item, around, (*loc, key))


def record_in(annotation: Any) -> type[Record] | None:
    """The kind of record that a field of this type holds: itself, in a list, or under names; None for texts."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for argument in get_args(annotation) if (found := record_in(argument))), None)


def is_list(annotation: Any) -> bool:
    """Whether a field of this type holds a list."""
    return get_origin(annotation) is tuple or any(is_list(argument) for argument in get_args(annotation))


def has_names(annotation: Any) -> bool:
    """Whether a field of this type holds records under names that are no fields."""
    return get_origin(annotation) is dict or any(has_names(argument) for argument in get_args(annotation))


@cache
def fields_with_records(model: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of record that may hold other records; most hold texts, and need not be looked into."""
    return tuple(name for name, info in model.model_fields.items() if record_in(info.annotation))


@cache
def marked_fields(model: type[Record]) -> tuple[tuple[str, Mark], ...]:
    """The marked fields of a kind of record, each with its mark."""
    found: list[tuple[str, Mark]] = []
    for name, info in model.model_fields.items():
        for mark in (*info.metadata, *_marks_in(info.annotation)):
            if isinstance(mark, LinkTo | WordOf | CitesFinding | IsProse):
                found.append((name, mark))
    return tuple(found)


def _marks_in(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        base, *metadata = get_args(annotation)
        yield from metadata
        yield from _marks_in(base)
    else:
        for argument in get_args(annotation):
            yield from _marks_in(argument)


def in_order_of(order: Sequence[str], things: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """Things sorted by their names' place in an order; one with another name stays after the one before it."""
    places = {name: place for place, name in enumerate(order)}
    placed: list[tuple[int, T]] = []
    place = -1
    for thing in things:
        place = places.get(name_of(thing), place)
        placed.append((place, thing))
    return [thing for _, thing in sorted(placed, key=lambda pair: pair[0])]


class File(Record):
    """A record that is a whole file; ``folder`` is its place under ``kb/``, empty for a single file."""

    folder: ClassVar[str]
    kind: ClassVar[str]
    is_required: ClassVar[bool] = True
    """For a single file: whether the knowledge base is incomplete without it."""
