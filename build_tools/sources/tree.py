"""All source files of a knowledge base, read at one moment: what is checked is then what was looked at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDER, BIBLIOGRAPHY = "kb", "references.bib"
PUBLISHED_IDS = f"{FOLDER}/published-ids.txt"
"""Every id that was published, one a line: written anew with each release, by ``bmes export ids``."""

ENDINGS = (".yaml", ".yml")
"""How YAML files may end; those of the knowledge base end in the first, others are misnamed."""


@dataclass(frozen=True)
class SourceTree:
    """The files below a project's root by their path from there, folder by folder in the order of names.

    Of files that are neither YAML, nor the bibliography, nor the list of published ids, only the names are known:
    nothing reads them.
    """

    root: Path
    files: Mapping[str, bytes]

    def yaml_files_in(self, folder: str) -> Iterator[str]:
        """The paths of a folder's own YAML files."""
        return (path for path in self.files if path.endswith(".yaml") and path.rpartition("/")[0] == folder)

    @cached_property
    def digest(self) -> bytes:
        """A hash of all names and contents: two trees with the same one are the same."""
        digest = hashlib.sha256()
        for path, content in self.files.items():
            name = os.fsencode(path)
            digest.update(b"%d %d " % (len(name), len(content)) + name + content)
        return digest.digest()


def read_tree(root: Path) -> SourceTree:
    """Read every file of ``kb/``, and ``references.bib``."""
    paths = sorted(_files_below(root, FOLDER), key=lambda path: path.split("/"))
    files = {path: (root / path).read_bytes() if _is_read(path) else b"" for path in paths}
    bibliography = root / BIBLIOGRAPHY
    if bibliography.is_file():
        files[BIBLIOGRAPHY] = bibliography.read_bytes()
    return SourceTree(root, files)


def _is_read(path: str) -> bool:
    return path.endswith(ENDINGS) or path == PUBLISHED_IDS


def _files_below(root: Path, folder: str) -> Iterator[str]:
    """The paths of all files below a folder. Links to folders are followed at the top only, so that none goes round."""
    try:
        entries = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=folder == FOLDER):
            yield from _files_below(root, path)
        elif entry.is_file():
            yield path
