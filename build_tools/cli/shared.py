"""What all commands share: the option that names the project, and how they end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from build_tools.diagnostics import Diagnostic
    from build_tools.knowledge import KnowledgeBase


class Format(StrEnum):
    """How faults are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"
    MARKDOWN = "markdown"


Form = Annotated[
    Format,
    typer.Option(
        "--format", help="For people; for GitHub's annotations; for programs (reviewdog's rdjson); for a job's summary."
    ),
]
Root = Annotated[
    Path,
    typer.Option(
        "--root", help="The project: the folder that holds kb/ and references.bib.", exists=True, file_okay=False
    ),
]
HERE = Path(".")


def fail(message: str, code: int = 2) -> typer.Exit:
    """Print what the user did wrong and return the exception to raise."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def knowledge_base(root: Path) -> KnowledgeBase:
    """Load the project, or end with status 2 where there is none."""
    from build_tools.knowledge import load
    from build_tools.sources.cache import cache_of

    knowledge_base_folder(root)
    return load(root, cache_of(root))


def knowledge_base_folder(root: Path) -> None:
    """End with status 2 where there is no project."""
    if not (root / "kb").is_dir():
        raise fail(f"there is no kb/ in {root.resolve()}; change there, or name the project with --root")


def day_of_sources(root: Path) -> str:
    """The day by which the sources are judged, or end with status 2 where the environment gives one that is none."""
    from build_tools.sources.dates import GivenTimeError, day_of

    try:
        return day_of(root)
    except GivenTimeError as problem:
        raise fail(str(problem)) from None


def counted(number: int, word: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def print_diagnostics(
    found: Sequence[Diagnostic],
    form: Format,
    sources: Mapping[str, bytes] | None = None,
    changed: Collection[str] = (),
    summary: str = "",
) -> None:
    """Print faults to the standard output.

    ``sources`` are the files that they were found in, ``changed`` those to be shown first where order is free, and
    ``summary`` is the sentence above them where the form has one.
    """
    from build_tools import reports

    match form:
        case Format.TEXT:
            text = reports.as_log(found)
        case Format.GITHUB:
            text = reports.as_github(found, changed)
        case Format.JSON:
            text = reports.as_rdjson(found, sources or {})
        case Format.MARKDOWN:
            text = reports.as_markdown(found, summary, changed)
    typer.echo(text, nl=False)


def write(root: Path, new: Mapping[str, bytes], read: Mapping[str, bytes]) -> None:
    """Write files, all or none; end with status 1 where that cannot be done."""
    from build_tools.editing.files import ChangedMeanwhileError, write_files

    try:
        write_files(root, new, read)
    except ChangedMeanwhileError as changed:
        raise fail(f"{changed} was changed meanwhile; nothing was written, try again", code=1) from None
    except OSError as problem:
        raise fail(f"nothing was written: {problem}", code=1) from None
