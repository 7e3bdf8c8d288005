"""``bmes cite``: what was done and found goes to the standard output, summaries to the error output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
    knowledge_base,
    knowledge_base_folder,
    print_diagnostics,
    write,
)
from build_tools.editing.input_format import InputFormat

if TYPE_CHECKING:
    from build_tools.editing.adding import Added
    from build_tools.editing.finding import Proposal
    from build_tools.editing.web import Web
    from build_tools.knowledge import KnowledgeBase

STATUS_OF_SERVICES = 3
"""The status of a command that a service did not answer."""

STATUSES = (
    "Status: 0 if all is well, 1 if something was found or not added, 2 for wrong use, 3 if Crossref or PubMed did not "
    "answer."
)

app = typer.Typer(
    help="Add publications to references.bib, find their identifiers, and compare them with Crossref and PubMed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Contact = Annotated[
    str,
    typer.Option(
        "--contact", envvar="BMES_CONTACT", help="Your mail address: Crossref and PubMed want to know who asks."
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask anew, even what was answered within the last day.")]
Keys = Annotated[list[str] | None, typer.Argument(metavar="KEY", help="Keys of entries; without any, all.")]


@contextmanager
def services(root: Path, contact: str, no_cache: bool) -> Iterator[Web]:
    """What asks Crossref and PubMed; ends with one sentence and status 3 where they cannot be asked."""
    from build_tools.editing.web import NobodyError, ServiceError, web_of

    try:
        with web_of(root, contact, use_cache=not no_cache) as web:
            yield web
    except NobodyError as problem:
        raise fail(str(problem)) from None
    except ServiceError as problem:
        raise fail(str(problem), STATUS_OF_SERVICES) from None


@app.command("add", epilog=STATUSES, short_help="Add publications to references.bib.")
def add(
    file: Annotated[
        Path | None,
        typer.Argument(help="A file of citations; - or none: the standard input."),
    ] = None,
    doi: Annotated[list[str] | None, typer.Option("--doi", help="Get it from Crossref and PubMed; repeatable.")] = None,
    pmid: Annotated[list[str] | None, typer.Option("--pmid", help="Get it from PubMed; repeatable.")] = None,
    form: Annotated[
        InputFormat | None, typer.Option("--format", help="The form of the input, if it is not recognized.")
    ] = None,
    not_a_duplicate: Annotated[
        bool, typer.Option("--not-a-duplicate", help="Add it although its title is that of another entry.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added, and write nothing.")] = False,
    root: Root = HERE,
    contact: Contact = "",
    no_cache: NoCache = False,
) -> None:
    """Add publications to references.bib, each with reading notes that say that only its title is known.

    Takes BibTeX, RIS, PubMed's text (nbib) and CSL-JSON, any number of citations at a time, or DOIs and PubMed
    numbers. What is there already, or lacks what an entry needs, is reported with its line and not added.
    """
    from build_tools.editing.adding import addition
    from build_tools.editing.fetching import fetched
    from build_tools.editing.inputs import Input, read_input
    from build_tools.sources.cache import cache_of
    from build_tools.sources.tree import read_tree

    knowledge_base_folder(root)
    today = day_of_sources(root)
    read = Input((), ())
    if doi or pmid:
        if file:
            raise fail("give either a file, or --doi and --pmid")
        with services(root, contact, no_cache) as web:
            read = fetched(web, doi or (), pmid or ())
    else:
        read = read_input(*_pasted(file), form)
    tree = read_tree(root)
    result = addition(tree, read.found, today, cache_of(root), not_a_duplicate)
    if not dry_run:
        write(root, result.new, tree.files)
    for added in result.added:
        typer.echo(_report(added, dry_run))
    faults = (*read.faults, *result.faults)
    print_diagnostics(sorted(faults, key=lambda fault: fault.sort_key), Format.TEXT)
    if faults:
        raise typer.Exit(1)


def _pasted(file: Path | None) -> tuple[str, bytes]:
    """What messages call the input, and what is in it."""
    if file is not None and str(file) != "-":
        try:
            return str(file), file.read_bytes()
        except OSError as problem:
            raise fail(f"{file} cannot be read: {problem.strerror}") from None
    if sys.stdin.isatty():
        typer.echo("Paste citations, and end with Ctrl-D (in Windows Ctrl-Z and Enter) on a line of its own.", err=True)
    return "standard input", sys.stdin.buffer.read()


def _report(added: Added, dry_run: bool) -> str:
    """What was added, in one line, and what the editor has to look at, a line each."""
    fields = added.draft.fields
    identifiers = [f"{label} ok" for name, label in (("doi", "DOI"), ("pmid", "PMID")) if name in fields]
    found = ", ".join([*(identifiers or ["no DOI"]), "no duplicate"])
    verb = "would add" if dry_run else "added"
    wrote = "" if dry_run else f" Wrote {added.notes_path}; set read: abstract when you have read it."
    remarks = [*added.draft.remarks, *(f"{notice.kind}: {notice.text}" for notice in added.found.publication.notices)]
    return "\n".join([f"{verb} {added.key} ({found}); read: title.{wrote}", *(f"  note: {text}" for text in remarks)])


@app.command("find", epilog=STATUSES, short_help="Propose missing DOIs and PubMed numbers.")
def find(
    keys: Keys = None,
    write_sure: Annotated[
        bool, typer.Option("--write", help="Write the proposals that are sure into references.bib.")
    ] = False,
    root: Root = HERE,
    contact: Contact = "",
    no_cache: NoCache = False,
) -> None:
    """Propose the DOI and the PubMed number of entries that have none.

    Each proposal has a score from 0 to 100 and lists where the record differs from the entry. With --write those of 95
    and more are written, unless another record comes within 5 points, another entry has the identifier or fits better,
    or too little could be compared (title, year, and author, volume or first page are needed).
    """
    from build_tools.editing.finding import proposals, with_proposals
    from build_tools.knowledge import load_tree
    from build_tools.sources.cache import cache_of
    from build_tools.sources.tree import BIBLIOGRAPHY, read_tree

    knowledge_base_folder(root)
    tree = read_tree(root)
    kb = load_tree(tree, cache_of(root))
    if kb.bibliography.diagnostics:
        raise fail(f"{kb.bibliography.path} has faults; correct them first: bmes check", code=1)
    chosen = [kb.references[key].entry for key in _chosen(kb, keys)]
    found: list[Proposal] = []
    looked_at = 0
    with services(root, contact, no_cache) as web:
        for entry, proposed in proposals(web, kb.bibliography, chosen):
            looked_at += 1
            found += proposed
            for proposal in proposed:
                typer.echo(_proposed(proposal))
            if not proposed:
                typer.echo(f"{entry.key}: nothing found")
    sure = [proposal for proposal in found if proposal.is_sure]
    if write_sure and sure:
        write(root, {BIBLIOGRAPHY: with_proposals(kb.bibliography, sure).encode()}, tree.files)
    done = f"{len(sure)} written" if write_sure else f"{len(sure)} sure; --write writes these"
    typer.echo(
        f"{counted(looked_at, 'entry').replace('entrys', 'entries')}: {counted(len(found), 'proposal')}, {done}.",
        err=True,
    )


def _proposed(proposal: Proposal) -> str:
    """A proposal in one line, and where the record differs, a line each."""
    state = "sure" if proposal.is_sure else proposal.doubt
    head = (
        f"{proposal.key}: {proposal.field} = {{{proposal.value}}} ({proposal.score:.0f} by {proposal.source}; {state})"
    )
    lines = [f"  {each.name}: '{each.ours}' here, '{each.theirs}' there" for each in proposal.differences]
    return "\n".join([head, *lines])


@app.command("verify", epilog=STATUSES, short_help="Compare entries with Crossref and PubMed.")
def verify(
    keys: Keys = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    form: Form = Format.TEXT,
    root: Root = HERE,
    contact: Contact = "",
    no_cache: NoCache = False,
) -> None:
    """Compare entries with Crossref and PubMed: misprints, retractions, corrections, identifiers of other works.

    A field is reported where every service that gives it says something else. Errors of the printed list that the
    reading notes or the entry record already are not. Retractions, unknown PubMed numbers and identifiers of other
    works are errors; the rest are warnings.
    """
    from build_tools.diagnostics import Diagnostic, errors_in, in_order
    from build_tools.editing.verifying import verified

    kb = knowledge_base(root)
    found: list[Diagnostic] = []
    looked_at = 0
    try:
        with services(root, contact, no_cache) as web:
            for reference, faults in verified(web, [kb.references[key] for key in _chosen(kb, keys)]):
                looked_at += 1
                found += faults
                if sys.stderr.isatty():
                    typer.echo(f"\r{looked_at} compared, the last {reference.key:<24}", nl=False, err=True)
    finally:
        if sys.stderr.isatty():
            typer.echo("\r" + " " * 60 + "\r", nl=False, err=True)
        print_diagnostics(in_order(found), form)
    errors = len(errors_in(found))
    warnings = counted(len(found) - errors, "warning")
    typer.echo(f"{looked_at} compared: {counted(errors, 'error')}, {warnings}.", err=True)
    if errors or (strict and found):
        raise typer.Exit(1)


def _chosen(kb: KnowledgeBase, keys: list[str] | None) -> list[str]:
    """Keys that were given, all of them without any; end with status 2 for one that is none."""
    from build_tools.diagnostics import did_you_mean

    for key in keys or ():
        if key not in kb.references:
            raise fail(
                f"there is no entry '{key}'; {did_you_mean(key, kb.references) or 'list them: bmes list references'}"
            )
    return list(dict.fromkeys(keys or kb.references))
