"""The command line, ``bmes``: options and progress, no logic. Heavy modules are imported where they are needed."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from build_tools.cli import checking, cite, diff, formatting, listing, new, schemas
from build_tools.cli.shared import HERE, Root, counted, day_of_sources, fail, knowledge_base, knowledge_base_folder

app = typer.Typer(
    name="bmes",
    help="Check, explain and list the knowledge base on bone marrow edema syndrome.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("check")(checking.check)
app.command("explain")(checking.explain)
app.command("fmt")(formatting.fmt)
app.add_typer(cite.app, name="cite")
app.command()(diff.diff)
app.command()(new.new)
app.command("list")(listing.list_)
app.command()(schemas.schemas)


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
        "others",
        "reading_notes",
        "changes",
        "findings",
        "claims",
    ):
        typer.echo(f"{name.replace('_', ' ')}: {getattr(counts, name)}")
    for title, levels in (
        ("claims", counts.claims_by_level),
        ("references", counts.references_by_level),
        ("others", counts.others_by_level),
    ):
        for level, number in levels.items():
            typer.echo(f"{title} at level {level}: {number}")


@app.command()
def build(root: Root = HERE) -> None:
    """Check everything, build the website into site/, and check what was built. Until then the last good site stays."""
    from build_tools import diagnostics
    from build_tools.site.build import build as build_site

    knowledge_base_folder(root)
    day_of_sources(root)  # the build asks for it too: where it cannot be told, nothing is begun
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
    day_of_sources(root)  # every refresh asks for it: where it cannot be told, none would ever succeed
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
            help="A key, a number of the review's list, the id of a page, all, review, printed, distinct or others; "
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
