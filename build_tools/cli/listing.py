"""``bmes list``."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from build_tools.cli.shared import HERE, Root, fail, knowledge_base


class Listing(StrEnum):
    """What can be listed."""

    CONDITIONS = "conditions"
    SIGNS = "signs"
    TREATMENTS = "treatments"
    REGIONS = "regions"
    REFERENCES = "references"
    FINDINGS = "findings"
    CLAIMS = "claims"
    CONFLICTS = "conflicts"
    FIGURES = "figures"


class ListFormat(StrEnum):
    """How a list is printed."""

    TEXT = "text"
    JSON = "json"


def list_(
    what: Annotated[Listing, typer.Argument(help="What to list.")],
    of: Annotated[list[str] | None, typer.Argument(help="Findings: of these keys. Claims: of these pages.")] = None,
    matching: Annotated[
        str, typer.Option(help="Only what has this in a name or text; spelling and case are free.")
    ] = "",
    modality: Annotated[str, typer.Option(help="Signs: seen or measured so.")] = "",
    cause: Annotated[str, typer.Option(help="Conditions: of this group of causes.")] = "",
    treatment_kind: Annotated[str, typer.Option("--treatment-kind", help="Treatments: of this group.")] = "",
    region: Annotated[str, typer.Option(help="Conditions reported there, or signs looked for there.")] = "",
    level: Annotated[str, typer.Option(help="References read, findings and claims at exactly this level.")] = "",
    uncited: Annotated[bool, typer.Option("--uncited", help="Pages that cite no finding.")] = False,
    unused: Annotated[bool, typer.Option("--unused", help="What nothing cites, or links to.")] = False,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Pages without a clinical review.")] = False,
    form: Annotated[ListFormat, typer.Option("--format", help="For people, or for programs.")] = ListFormat.TEXT,
    root: Root = HERE,
) -> None:
    """List ids with names, one a line; references by number, key and title; findings and claims with level and text.

    Filters narrow a list: bmes list signs --modality mri --uncited; bmes list references --level title --unused;
    bmes list findings hofmann1993; bmes list claims joint-effusion --level title.
    """
    from build_tools.editing.listing import Wanted, rows, unfit
    from build_tools.editing.naming import understood
    from build_tools.graph import EvidenceGraph
    from build_tools.knowledge import EDITORIAL
    from build_tools.model.record import LinkTo, Mark, WordOf

    kb = knowledge_base(root)
    typed: dict[str, tuple[Mark | None, str]] = {
        "modality": (WordOf("modalities"), modality),
        "cause": (WordOf("causes"), cause),
        "treatment_kind": (WordOf("treatment_kinds"), treatment_kind),
        "region": (LinkTo(("region",)), region),
        "level": (WordOf("levels") if level != EDITORIAL else None, level),
    }
    meant = {}
    for name, (mark, text) in typed.items():
        value, problem = understood(kb, mark, text) if text else ("", "")
        if problem:
            raise fail(problem)
        meant[name] = value
    wanted = Wanted(tuple(of or ()), matching, **meant, uncited=uncited, unused=unused, unreviewed=unreviewed)
    if option := unfit(what, wanted):
        named = "names after it" if option == "of" else f"--{option.replace('_', '-')}"
        raise fail(f"a list of {what} is not narrowed by {named}")
    found, unknown = rows(kb, EvidenceGraph(kb), what, wanted)
    if unknown:
        raise fail(unknown)
    if form is ListFormat.JSON:
        typer.echo(json.dumps([dict(row.data) for row in found], ensure_ascii=False, indent=2))
    else:
        for row in found:
            typer.echo("\t".join(row.columns))
