"""Put pages into the docs folder: only what changed is written, what is no longer made is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """What a writing changed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class LaterFiles(Mapping[str, bytes]):
    """Files by their path, which are all made when the first is asked for."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        self._make = make

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return self._make()

    def __getitem__(self, name: str) -> bytes:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def put(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make a folder hold exactly these files (paths relative to it, with forward slashes)."""
    changed: list[str] = []
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed.append(name)
    removed = tuple(_remove_others(folder, files))
    return Written(tuple(changed), removed, len(files) - len(changed))


def _remove_others(folder: Path, files: Mapping[str, bytes]) -> Iterable[str]:
    keep = {folder / name for name in files}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()
            yield path.relative_to(folder).as_posix()


def hand_written(folder: Path) -> dict[str, bytes]:
    """Hand-written pages, styles and scripts of ``docs/``; theme overrides are read where they stand, not copied."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "overrides" not in path.relative_to(folder).parts and not path.name.startswith(".")
    }
