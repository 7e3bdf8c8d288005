"""The pages of one sound state of the sources, each made when it is first asked for."""

from __future__ import annotations

from pathlib import Path

from build_tools.pages import addresses
from build_tools.pages.files import hand_written
from build_tools.pages.site_pages import Site
from build_tools.pages.writer import PageFile


def pages_by_hand(root: Path) -> frozenset[str]:
    """The paths of the hand-written pages, from the project's root: ``docs/about.md``."""
    docs = root / "docs"
    found = (path.relative_to(root) for path in docs.rglob("*.md") if not path.name.startswith("."))
    return frozenset(path.as_posix() for path in found if "overrides" not in path.parts)


class Pages:
    """What a build would write into ``build/docs`` from these sources, made piece by piece."""

    def __init__(self, root: Path, site: Site) -> None:
        self._docs = (root / "docs").resolve()
        self._data = site.data
        self._to_come = site.files()
        self._seen: dict[str, PageFile] = {}

    def markdown_paths(self) -> set[str]:
        """The paths of all pages, generated and hand-written."""
        for file in self._to_come:
            self._seen[file.path] = file
        return {path for path in (*self._seen, *hand_written(self._docs)) if path.endswith(".md")}

    def first_of(self, *paths: str) -> tuple[str, bytes] | None:
        """The first file at one of some paths, and what a build would write there; None where nothing is."""
        for path in paths:
            if (content := self._by_hand(path)) is not None:
                return path, content
        found = next((path for path in paths if path in self._seen), None) or self._next_of(paths)
        if found is not None:
            return found, self._seen[found].text.encode()
        names = [path.removeprefix(addresses.DATA) for path in paths if path.startswith(addresses.DATA)]
        return next(((addresses.DATA + name, self._data[name]) for name in names if name in self._data), None)

    def _next_of(self, paths: tuple[str, ...]) -> str | None:
        for file in self._to_come:
            self._seen[file.path] = file
            if file.path in paths:
                return file.path
        return None

    def _by_hand(self, path: str) -> bytes | None:
        file = (self._docs / path).resolve()
        is_ours = file.is_relative_to(self._docs) and "overrides" not in file.relative_to(self._docs).parts
        return file.read_bytes() if is_ours and file.is_file() else None
