"""``bmes diff``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from build_tools.cli.shared import HERE, Root, counted, fail, knowledge_base_folder


class DiffFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    NOTES = "notes"


def diff(
    revision: Annotated[
        str | None,
        typer.Argument(
            help="A branch, tag or commit; without it, where this branch left main, or else the last commit."
        ),
    ] = None,
    root: Root = HERE,
    form: Annotated[
        DiffFormat,
        typer.Option("--format", help="For people, for programs, for a pull request, or as notes of a release."),
    ] = DiffFormat.TEXT,
) -> None:
    """Show what a change does: claims, findings, links, levels, cells of the matrix, and pages to look at.

    The files as they are now are compared with an earlier state in git; the work tree is not touched.
    """
    from build_tools.diagnostics import errors_in
    from build_tools.editing.changes import changes
    from build_tools.editing.changes_text import as_json, as_markdown, as_text
    from build_tools.editing.release_notes import release_notes
    from build_tools.knowledge import load, load_tree
    from build_tools.sources import revisions
    from build_tools.sources.cache import cache_of

    knowledge_base_folder(root)
    try:
        base = revisions.revision(root, revision)
        old = load_tree(revisions.tree_at(root, base.commit), cache_of(root))
    except revisions.RevisionError as fault:
        raise fail(str(fault)) from fault
    new = load(root, cache_of(root))
    for name, state in (("the earlier state", old), ("the present state", new)):
        unread = len(errors_in(state.diagnostics))
        if unread:
            told = f"{name} has {counted(unread, 'fault')}; what cannot be read of it is not compared: bmes check"
            typer.echo(told, err=True)
    found, short = changes(old, new), base.commit[:7]
    match form:
        case DiffFormat.JSON:
            text = as_json(found, base.commit)
        case DiffFormat.MARKDOWN:
            text = as_markdown(found, new.vocabulary, short, base.origin)
        case DiffFormat.NOTES:
            text = release_notes(found, old, new, revision or short)
        case DiffFormat.TEXT:
            text = as_text(found, new.vocabulary, short, base.origin)
    typer.echo(text, nl=False)
