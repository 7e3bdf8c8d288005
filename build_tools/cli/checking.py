"""Commands that say what is wrong with the knowledge base, repair what is safe, and explain."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from build_tools.cli.shared import (
    HERE,
    Form,
    Format,
    Root,
    counted,
    day_of_sources,
    fail,
    knowledge_base_folder,
    print_diagnostics,
    write,
)

if TYPE_CHECKING:
    from build_tools.checking import Verdict
    from build_tools.diagnostics import Diagnostic
    from build_tools.knowledge import KnowledgeBase
    from build_tools.rules.coverage import Coverage
    from build_tools.sources.cache import Cache


def check(
    root: Root = HERE,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="First repair what can be repaired safely.")] = False,
    form: Form = Format.TEXT,
    changed: Annotated[
        list[str] | None,
        typer.Option("--changed", help="A file whose faults come first on GitHub; repeatable, or one name a line."),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", help="A Git commit; files that differ from it count as --changed.")
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help="The day by which reviews are old; else the last commit's."),
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", help="A folder of evidence files to compare with.", exists=True, file_okay=False),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read and check every file anew, and remember nothing in build/cache.")
    ] = False,
) -> None:
    """Check everything. Faults go to the standard output, the summary to the error output; errors give status 1."""
    from build_tools import diagnostics
    from build_tools.checking import check as verdict_on_project
    from build_tools.checking import verdict_on
    from build_tools.sources.cache import cache_of

    gc.disable()  # all that is read lives until the end: looking for garbage costs a tenth of the time and finds none
    knowledge_base_folder(root)
    cache = None if no_cache else cache_of(root)
    day = _day(root, today)
    first = {*_named(changed), *_changed_since(root, base)}
    if fix:
        _fix(root, cache, day, form)
    compared = None
    if evidence:
        from build_tools.knowledge import load

        kb = load(root, cache, day)
        verdict, compared = verdict_on(kb), compare_with_evidence(kb, evidence)
        found = diagnostics.in_order((*verdict.diagnostics, *compared.faults))
    else:
        verdict = verdict_on_project(root, cache, day)
        found = verdict.diagnostics
    told = summary(verdict, found)
    print_diagnostics(found, form, verdict.sources, first, told)
    if compared:
        for name, reason in compared.with_reason:
            typer.echo(f"left out: {name}: {reason}")
        for file in compared.files:
            typer.echo(
                f"{file.file}: {file.recorded} of {file.facts} facts recorded, {file.of_left_out_publications} of "
                f"publications that are left out; {file.share:.1%} of the rest",
                err=True,
            )
    typer.echo(told, err=True)
    if diagnostics.errors_in(found) or (strict and found):
        raise typer.Exit(1)


def _day(root: Path, today: str | None) -> str:
    from build_tools.sources.dates import is_day

    if today is None:
        return day_of_sources(root)
    if not is_day(today):
        raise fail(f"'{today}' is no day; write --today year-month-day")
    return today


def _named(changed: list[str] | None) -> set[str]:
    return {name.strip() for names in changed or () for name in names.splitlines() if name.strip()}


def _changed_since(root: Path, base: str | None) -> set[str]:
    if base is None:
        return set()
    from build_tools.sources.changes import NotKnownError, changed_since

    try:
        return changed_since(root, base)
    except NotKnownError as reason:
        raise fail(f"what changed since '{base}' is not known: {reason}") from None


def _fix(root: Path, cache: Cache | None, day: str, form: Format) -> None:
    """Repair, and say what was done: where programs read the standard output, on the error output."""
    from build_tools.editing.fixes import as_lines, repairs_of
    from build_tools.sources.tree import read_tree

    tree = read_tree(root)
    repairs = repairs_of(tree, cache, day)
    write(root, repairs.new, tree.files)
    typer.echo(as_lines(repairs.done), nl=False, err=form is not Format.TEXT)


def compare_with_evidence(kb: KnowledgeBase, folder: Path) -> Coverage:
    """What of the evidence files stands in the reading notes."""
    from build_tools.rules.coverage import coverage
    from build_tools.sources.evidence import read_evidence

    return coverage(kb, read_evidence(folder))


def summary(verdict: Verdict, found: tuple[Diagnostic, ...]) -> str:
    """What was checked, how much is wrong, and what a program can repair.

    ``81 pages, 45 references, 512 claims: 1 error, 2 warnings. Next: bmes check --fix can repair 1.``
    """
    from build_tools.diagnostics import FIX, errors_in

    errors = len(errors_in(found))
    content = ", ".join(
        (
            counted(verdict.pages, "page"),
            counted(verdict.references, "reference"),
            counted(verdict.claims, "claim"),
        )
    )
    faults = f"{counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}."
    repairable = sum(one.edit is not None for one in found)
    return f"{content}: {faults}" + (f" Next: {FIX} can repair {repairable}." if repairable else "")


def explain(
    code: Annotated[str | None, typer.Argument(help="The code in brackets; without it, all codes.")] = None,
) -> None:
    """Explain what a code asks for and why, with an example of the mistake and of how it is right."""
    from build_tools.diagnostics import did_you_mean
    from build_tools.rules.handbook import as_text, messages

    known = messages()
    if code is None:
        for name in sorted(known):
            typer.echo(f"{name}: {known[name].explanation}")
    elif code in known:
        typer.echo(as_text(known[code]), nl=False)
    else:
        near = did_you_mean(code, known)
        raise fail(f"there is no code '{code}'; {near or 'list them: bmes explain'}")
