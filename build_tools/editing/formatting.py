"""``bmes fmt``: every source file in its one layout."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, error, in_order, layout_faults
from build_tools.editing.yaml_layout import laid_out
from build_tools.knowledge import files_with_kinds
from build_tools.model.record import File
from build_tools.rules.command_codes import LAYOUT
from build_tools.sources.bibtex import read_bibtex
from build_tools.sources.tree import BIBLIOGRAPHY, SourceTree


@dataclass(frozen=True)
class Layout:
    """What laying out some files came to.

    ``new`` holds the files that differ from their layout, as they should be; ``differences`` says where each first
    differs; ``faults`` are why files could not be laid out.
    """

    files: int
    new: dict[str, bytes]
    differences: tuple[Diagnostic, ...]
    faults: tuple[Diagnostic, ...]


def layout_of(tree: SourceTree, only: Collection[str] | None = None) -> Layout:
    """The layout of all files of a project, or of those whose paths are given."""
    new: dict[str, bytes] = {}
    differences: list[Diagnostic] = []
    faults: list[Diagnostic] = []
    kinds: dict[str, type[File] | None] = dict(files_with_kinds(tree, [], {}))
    if BIBLIOGRAPHY in tree.files:
        kinds[BIBLIOGRAPHY] = None
    chosen = [path for path in kinds if only is None or path in only]
    for path in chosen:
        content, kind = tree.files[path], kinds[path]
        text, found = laid_out(path, content, kind) if kind else _laid_out_bibliography(path, content)
        faults += found
        if not found and text.encode() != content:
            new[path] = text.encode()
            differences.append(_difference(path, content, text))
    return Layout(len(chosen), new, in_order(differences), in_order(faults))


def _laid_out_bibliography(path: str, content: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    bibliography = read_bibtex(path, content)
    return bibliography.in_one_layout, bibliography.diagnostics


def _difference(path: str, content: bytes, text: str) -> Diagnostic:
    for fault in layout_faults(path, content.decode("utf-8-sig").replace("\r\n", "\n"), text):
        return error(fault.place, LAYOUT, fault.message, fault.hint)
    hint = "save it with line feeds alone, without a byte order mark"
    return error(Place(path), LAYOUT, "layout: the line ends or the first bytes are those of another system", hint)
