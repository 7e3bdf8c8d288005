"""Remembers the records of sound files by the hash of their bytes.

The records are pickled: validating them again would take as long as everything else in a check. A pickle can run code
when it is read, so this one is read by a reader that knows the records of this package and nothing else: whatever asks
for another name counts as damaged. Files with faults are never remembered: their faults are found anew each time.

Positions are pickled apart, since only a fault asks for them: they are most of a record, and unpacked when asked for.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from build_tools.model.bibliography import Bibliography, Entry, Person
from build_tools.model.record import NOWHERE, Loc, Origin, Record
from build_tools.sources.cache import Cache

NAME = "records"
KNOWN = (Record, Origin, Bibliography, Entry, Person)
"""All that a cache may hold, beside texts, numbers and their collections."""

Remembered = tuple[bytes, bytes, bytes, bytes]
"""Of one file: the hash of its bytes; pickled: the record, the positions of its values, those of its keys."""

R = TypeVar("R", bound=Record | Bibliography)


class _PositionsLater(Mapping[Loc, tuple[int, int]]):
    """Positions that are unpacked when the first is asked for."""

    def __init__(self, pickled: bytes) -> None:
        self._pickled = pickled

    @cached_property
    def _positions(self) -> dict[Loc, tuple[int, int]]:
        found = _loaded(_Reader(self._pickled))
        return found if isinstance(found, dict) else {}

    def __getitem__(self, loc: Loc) -> tuple[int, int]:
        return self._positions[loc]

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


class _Writer(pickle.Pickler):
    """Pickles a record without the positions of its file."""

    def __init__(self, file: io.BytesIO, origin: Origin) -> None:
        super().__init__(file, protocol=5)
        self._left_out = {id(origin.values): "values", id(origin.keys): "keys"}

    def persistent_id(self, obj: Any) -> str | None:
        """The name of what is pickled apart."""
        return self._left_out.get(id(obj))


class _Reader(pickle.Unpickler):
    """Reads what :class:`_Writer` wrote, and makes nothing but records."""

    def __init__(self, pickled: bytes, apart: Mapping[str, object] | None = None) -> None:
        super().__init__(io.BytesIO(pickled))
        self._apart = apart or {}

    def find_class(self, module: str, name: str) -> type:
        """The class of a record; of any other name nothing is even imported."""
        if module.startswith("build_tools.model."):
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, KNOWN):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no business here")

    def persistent_load(self, pid: Any) -> object:
        """What was pickled apart."""
        return self._apart[pid]


class RecordCache:
    """What is known of files that were read before. Without a cache below it, it knows and keeps nothing."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache
        self._old = _entries(cache.read(NAME)) if cache else {}
        self._new: dict[str, Remembered] = {}

    def get(self, path: str, content: bytes, kind: type[R]) -> R | None:
        """What was read of the file when it had these bytes; None where that is not known."""
        remembered = self._old.get(path)
        if remembered is None or remembered[0] != _hash(content):
            return None
        _, pickled, values, keys = remembered
        found = _loaded(_Reader(pickled, {"values": _PositionsLater(values), "keys": _PositionsLater(keys)}))
        if not isinstance(found, kind):
            return None
        self._new[path] = remembered
        return found

    def put(self, path: str, content: bytes, record: Record | Bibliography) -> None:
        """Remember what was read of a file, which must have no faults."""
        if self._cache is None:
            return
        origin = record.origin if isinstance(record, Record) else NOWHERE
        packed = io.BytesIO()
        _Writer(packed, origin).dump(record)
        self._new[path] = (_hash(content), packed.getvalue(), _pickled(origin.values), _pickled(origin.keys))

    def save(self) -> None:
        """Write what was got and put, and nothing else: files that are gone are forgotten."""
        if self._cache is not None and self._new != self._old:
            self._cache.write(NAME, _pickled(self._new))


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _pickled(plain: object) -> bytes:
    return pickle.dumps(plain, protocol=5)


def _loaded(reader: _Reader) -> object:
    """What a reader reads; None of what is no pickle of ours. A damaged pickle may raise nearly anything."""
    try:
        found: object = reader.load()
    except Exception:
        return None
    return found


def _entries(body: bytes | None) -> dict[str, Remembered]:
    found = _loaded(_Reader(body)) if body is not None else None
    return found if isinstance(found, dict) else {}
