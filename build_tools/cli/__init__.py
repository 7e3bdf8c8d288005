"""The command line, ``bmes``: options and progress, no logic. Heavy modules are imported where they are needed."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from build_tools.cli import cite, diff, formatting, listing, new, schemas
from build_tools.cli.shared import (
    HERE,
    Form,
    Format,
    Root,
    counted,
    fail,
    knowledge_base,
    knowledge_base_folder,
    print_diagnostics,
)

if TYPE_CHECKING:
    from build_tools.checking import Verdict
    from build_tools.diagnostics import Diagnostic
    from build_tools.knowledge import KnowledgeBase
    from build_tools.rules.coverage import Coverage

app = typer.Typer(
    name="bmes",
    help="Check, explain and list the knowledge base on bone marrow edema syndrome.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("fmt")(formatting.fmt)
app.add_typer(cite.app, name="cite")
app.command()(diff.diff)
app.command()(new.new)
app.command("list")(listing.list_)
app.command()(schemas.schemas)


@app.command()
def check(
    root: Root = HERE,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    form: Form = Format.TEXT,
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
    compared = None
    if evidence:
        from build_tools.knowledge import load

        kb = load(root, cache)
        verdict, compared = verdict_on(kb), compare_with_evidence(kb, evidence)
        found = diagnostics.in_order((*verdict.diagnostics, *compared.faults))
    else:
        verdict = verdict_on_project(root, cache)
        found = verdict.diagnostics
    print_diagnostics(found, form)
    if compared:
        for name, reason in compared.with_reason:
            typer.echo(f"left out: {name}: {reason}")
        for file in compared.files:
            typer.echo(
                f"{file.file}: {file.recorded} of {file.facts} facts recorded, {file.of_left_out_publications} of "
                f"publications that are left out; {file.share:.1%} of the rest",
                err=True,
            )
    typer.echo(summary(verdict, found), err=True)
    if diagnostics.errors_in(found) or (strict and found):
        raise typer.Exit(1)


def compare_with_evidence(kb: KnowledgeBase, folder: Path) -> Coverage:
    """What of the evidence files stands in the reading notes."""
    from build_tools.rules.coverage import coverage
    from build_tools.sources.evidence import read_evidence

    return coverage(kb, read_evidence(folder))


def summary(verdict: Verdict, found: tuple[Diagnostic, ...]) -> str:
    """What was checked and how much is wrong: ``81 pages, 45 references, 512 claims: 1 error, 2 warnings.``"""
    from build_tools.diagnostics import errors_in

    errors = len(errors_in(found))
    content = ", ".join(
        (
            counted(verdict.pages, "page"),
            counted(verdict.references, "reference"),
            counted(verdict.claims, "claim"),
        )
    )
    return f"{content}: {counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}."


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(help="The code in brackets; without it, all codes.")] = None,
) -> None:
    """Explain what a code asks for and why."""
    from build_tools.diagnostics import did_you_mean
    from build_tools.editing import codes as editing_codes
    from build_tools.rules import RULES, coverage
    from build_tools.sources import codes

    explanations = {**codes.EXPLANATIONS, **editing_codes.EXPLANATIONS, coverage.CODE: coverage.EXPLANATION}
    if code is None:
        lines = {**explanations, **{each.code: each.explanation for each in RULES.values()}}
        for name in sorted(lines):
            typer.echo(f"{name}: {lines[name]}")
    elif code in RULES:
        typer.echo(f"{code} ({RULES[code].severity})\n\n{RULES[code].details}")
    elif code in explanations:
        severity = "warning" if code in editing_codes.WARNINGS else "error"
        typer.echo(f"{code} ({severity})\n\n{explanations[code]}")
    else:
        near = did_you_mean(code, [*RULES, *explanations])
        raise fail(f"there is no code '{code}'; {near or 'list them: bmes explain'}")


@app.command()
def stats(root: Root = HERE) -> None:
    """Count pages, references, findings, and claims by their level."""
    from build_tools.graph import EvidenceGraph
    from build_tools.views.evidence import overview

    kb = knowledge_base(root)
    counts = overview(kb, EvidenceGraph(kb))
    for name in (
        "conditions",
        "signs",
        "treatments",
        "regions",
        "conflicts",
        "figures",
        "pairs",
        "references",
        "works",
        "later",
        "reading_notes",
        "changes",
        "findings",
        "claims",
    ):
        typer.echo(f"{name.replace('_', ' ')}: {getattr(counts, name)}")
    for title, levels in (
        ("claims", counts.claims_by_level),
        ("references", counts.references_by_level),
        ("later", counts.later_by_level),
    ):
        for level, number in levels.items():
            typer.echo(f"{title} at level {level}: {number}")


@app.command()
def build(root: Root = HERE) -> None:
    """Check everything, build the website into site/, and check what was built. Until then the last good site stays."""
    from build_tools import diagnostics
    from build_tools.site.build import build as build_site

    knowledge_base_folder(root)
    result = build_site(root.resolve(), lambda step: typer.echo(f"bmes: {step}"))
    typer.echo(diagnostics.as_text(result.diagnostics), nl=False)
    for problem in result.problems:
        typer.echo(problem)
    if not result.is_good or result.report is None:
        raise fail("bmes: the site was not built; the last good one, if any, is untouched.", code=1)
    report = result.report
    typer.echo(
        f"bmes: {counted(report.pages, 'page')} with {counted(report.statements, 'statement')} and "
        f"{counted(report.links, 'link')} built into {root / 'site'}."
    )


@app.command()
def serve(
    root: Root = HERE,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of the local address; 0: any free one.")
    ] = 8000,
) -> None:
    """Show the website at a local address. A saved file shows at once; a broken one leaves the last good pages."""
    from build_tools.site.preview.server import serve as serve_preview

    knowledge_base_folder(root)
    try:
        serve_preview(root.resolve(), port, typer.echo)
    except OSError as fault:
        raise fail(f"the preview cannot use port {port} ({fault.strerror}); name another one with --port") from fault


@app.command()
def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="References: bibtex, biblatex, ris, csl-json, or text as nlm, radiology, ajr, ama. "
            "The knowledge base: kb-json, graph-json, graphml, json-ld, ids, schemas.",
        ),
    ],
    root: Root = HERE,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            help="A key, a number of the review's list, the id of a page, all, review, printed, distinct or later; "
            "several by commas, or by repeating the option.",
        ),
    ] = None,
) -> None:
    """Print an export to the standard output."""
    from build_tools.diagnostics import did_you_mean
    from build_tools.exports.all_files import FORMATS, Request
    from build_tools.exports.selection import select as selected
    from build_tools.graph import EvidenceGraph

    known = FORMATS.get(form.lower())
    if known is None:
        near = did_you_mean(form.lower(), FORMATS) or f"known: {', '.join(FORMATS)}"
        raise fail(f"there is no format '{form}'; {near}")
    if select and not known.takes_selection:
        raise fail(f"the format '{form}' is always whole; leave --select away")
    kb = knowledge_base(root)
    graph = EvidenceGraph(kb)
    entries = None
    if select:
        selection = selected(kb, graph, (name.strip() for names in select for name in names.split(",")))
        for fault in selection.faults:
            typer.echo(f"{fault.message}; {fault.hint}", err=True)
        if selection.faults:
            raise typer.Exit(2)
        entries = selection.entries
    try:
        typer.echo(known.text(Request(kb, graph, entries)), nl=False)
    except BrokenPipeError:
        raise  # whoever reads has read enough
    except OSError as problem:
        raise fail(f"the export could not be written: {problem.strerror}", code=1) from None


def main() -> None:
    """Entry point of the command ``bmes``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    finally:
        gc.freeze()  # Python looks through all objects before it ends, which takes as long as loading them
