"""``bmes fmt``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from build_tools.cli.shared import (
    HERE,
    Form,
    Format,
    Root,
    counted,
    fail,
    knowledge_base_folder,
    print_diagnostics,
    write,
)


def fmt(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files to lay out; without any, all of kb/ and references.bib.")
    ] = None,
    root: Root = HERE,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; say where a file differs.")] = False,
    form: Form = Format.TEXT,
) -> None:
    """Write kb/ and references.bib in their one layout: order of fields, width of lines, quotes.

    What the files say stays the same, and every comment stays. A second run changes nothing. With --check, files that
    differ from their layout are listed and give status 1. A file that cannot be read is left as it is, and gives
    status 1 too.
    """
    from build_tools.editing.formatting import layout_of
    from build_tools.sources.tree import read_tree

    knowledge_base_folder(root)
    tree = read_tree(root)
    only = None
    if files:
        only = {_path_in(root, file) for file in files}
        missing = sorted(only - tree.files.keys())
        if missing:
            raise fail(f"not a file of kb/ and not references.bib: {', '.join(missing)}")
    layout = layout_of(tree, only)
    print_diagnostics((*layout.faults, *layout.differences) if check else layout.faults, form)
    if check:
        typer.echo(f"{counted(layout.files, 'file')}: {len(layout.new)} not in the one layout.", err=True)
    else:
        write(root, layout.new, tree.files)
        for path in layout.new:
            typer.echo(f"laid out {path}")
        typer.echo(f"{counted(layout.files, 'file')}: {len(layout.new)} laid out anew.", err=True)
    if layout.faults or (check and layout.new):
        raise typer.Exit(1)


def _path_in(root: Path, file: Path) -> str:
    """A file's path from the project's root, as it stands in messages."""
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.as_posix()
