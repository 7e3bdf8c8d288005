"""``bmes new``: questions and options in, one file out."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from build_tools.cli.shared import HERE, Root, counted, day_of_sources, fail, knowledge_base_folder, write

if TYPE_CHECKING:
    from build_tools.editing.new import NewFile
    from build_tools.knowledge import KnowledgeBase
    from build_tools.model.record import File


class Kind(StrEnum):
    """What can be made."""

    CONDITION = "condition"
    SIGN = "sign"
    TREATMENT = "treatment"
    REGION = "region"
    CONFLICT = "conflict"
    COMPARISON = "comparison"
    REFERENCE = "reference"


Texts = list[str] | None


def new(
    kind: Annotated[Kind, typer.Argument(help="What it is.")],
    name: Annotated[
        str,
        typer.Argument(
            help="Its name; of a conflict, a short name for its address; of a comparison, the first condition; of a "
            "reference, its key."
        ),
    ],
    definition: Annotated[str | None, typer.Option(help="One sentence, at most 300 characters.")] = None,
    cites: Annotated[Texts, typer.Option(help="A finding that supports the definition or verdict: repeatable.")] = None,
    abbreviation: Annotated[str | None, typer.Option(help="Its usual abbreviation.")] = None,
    synonym: Annotated[Texts, typer.Option(help="Another name; repeatable.")] = None,
    page_id: Annotated[str | None, typer.Option("--id", help="Its id, where the name does not suggest it.")] = None,
    code: Annotated[str | None, typer.Option(help="Condition or conflict: its short code.")] = None,
    cause: Annotated[str | None, typer.Option(help="Condition: its group on the causes page.")] = None,
    modality: Annotated[str | None, typer.Option(help="Sign: how it is seen or measured.")] = None,
    sequence: Annotated[Texts, typer.Option(help="Sign: an MRI sequence; repeatable.")] = None,
    region: Annotated[Texts, typer.Option(help="Sign: a region; repeatable.")] = None,
    treatment_kind: Annotated[str | None, typer.Option(help="Treatment: its group.")] = None,
    part_of: Annotated[str | None, typer.Option(help="Region: the region that it is a part of.")] = None,
    question: Annotated[str | None, typer.Option(help="Conflict: the question.")] = None,
    touches: Annotated[Texts, typer.Option(help="Conflict: a page that shows it; repeatable.")] = None,
    second: Annotated[str | None, typer.Option("--with", help="Comparison: the other condition.")] = None,
    verdict: Annotated[str | None, typer.Option(help="Comparison: what tells the two apart best.")] = None,
    read: Annotated[str | None, typer.Option(help="Reference: how deep it was read.")] = None,
    use: Annotated[str | None, typer.Option(help="Reference: what it is used for, in one sentence.")] = None,
    no_questions: Annotated[
        bool, typer.Option("--no-questions", help="Ask nothing, even at a terminal; what is missing stays blank.")
    ] = False,
    root: Root = HERE,
) -> None:
    """Write a new file with comments, and list its places to fill in.

    At a terminal, and without options, you are asked for the few things that it needs most; an empty answer leaves the
    place blank. An id, a name or a code that something else has is refused, and so is a word that is in no list:
    nothing is written then.
    """
    from build_tools.editing.new import ASKED, KINDS, new_file
    from build_tools.editing.schema_files import SchemasNotWrittenError, write_schemas
    from build_tools.knowledge import load_tree
    from build_tools.sources.cache import cache_of
    from build_tools.sources.tree import read_tree

    knowledge_base_folder(root)
    today, cache = day_of_sources(root), cache_of(root)
    tree = read_tree(root)
    kb, model = load_tree(tree, cache, today), KINDS[kind]
    answers: dict[str, str | list[str] | None] = {
        "definition": definition,
        "abbreviation": abbreviation,
        "synonyms": synonym,
        "code": code,
        "cause": cause,
        "modality": modality,
        "sequences": sequence,
        "regions": region,
        "treatment_kind": treatment_kind,
        "part_of": part_of,
        "question": question,
        "touches": touches,
        "second": second,
        "verdict": verdict,
        "read": read,
        "use": use,
    }
    given = _named(model, name, page_id, kb)
    for field, text in answers.items():
        if not text:
            continue
        if field not in model.model_fields:
            raise fail(f"a {kind} has no {field.replace('_', ' ')}")
        given[field] = _value(model, field, text, kb)
    is_told = any(text for field, text in answers.items() if field != "second")
    if sys.stdin.isatty() and not is_told and not no_questions:
        for field in ASKED[kind]:
            if field not in given:
                given |= _asked(model, field, kb)
    if cites:
        _cite(given, cites)
    made = new_file(tree, model, given, today, cache)
    for refusal in made.refusals:
        typer.echo(refusal, err=True)
    if made.refusals:
        raise fail("nothing was written.", code=1)
    write(root, {made.path: made.text.encode()}, tree.files)
    _report(made)
    if made.knowledge:
        try:
            write_schemas(root, made.knowledge)
        except SchemasNotWrittenError as problem:
            typer.echo(f"{problem}; text editors offer the new id after bmes schemas", err=True)


def _named(model: type[File], name: str, page_id: str | None, kb: KnowledgeBase) -> dict[str, Any]:
    """What the name says, which depends on the kind."""
    from build_tools.editing.new import id_of

    if "first" in model.model_fields:
        return {"first": _value(model, "first", name, kb)}
    if "key" in model.model_fields:
        return {"key": name}
    given = {"id": page_id or id_of(name)}
    return given | ({"name": name} if "name" in model.model_fields else {})


def _value(model: type[File], field: str, said: str | list[str], kb: KnowledgeBase) -> Any:
    from build_tools.editing.new import value_of

    value, problem = value_of(model, field, said, kb)
    if problem:
        raise fail(problem, code=1)
    return value


def _asked(model: type[File], field: str, kb: KnowledgeBase) -> dict[str, Any]:
    """Ask for a field until the answer can stand there; an empty answer leaves it out."""
    from build_tools.editing.new import value_of
    from build_tools.exports.templates import field_note

    note = field_note(model, field, kb.vocabulary)
    typer.echo(f"{field.replace('_', ' ').capitalize()}: {note.meaning}", err=True)
    if note.form not in ("text", "statement"):
        typer.echo(f"  {note.form}", err=True)
    while True:
        typer.echo("> ", nl=False, err=True)
        try:
            text = input().strip()
        except EOFError:
            text = ""
        if not text:
            return {}
        value, problem = value_of(model, field, text, kb)
        if not problem:
            return {field: value}
        typer.echo(f"  {problem}", err=True)


def _cite(given: dict[str, Any], cites: list[str]) -> None:
    """Let the definition or the verdict rest on findings."""
    for field in ("definition", "verdict"):
        if field in given:
            given[field] = {**given[field], "cites": cites}
            return
    raise fail("--cites goes with --definition or --verdict: a finding supports a statement")


def _report(made: NewFile) -> None:
    typer.echo(f"wrote {made.path} ({counted(len(made.blanks) + len(made.left), 'place')} to fill in)")
    for blank in made.blanks:
        typer.echo(f"{blank.place.path}:{blank.place.line}:{blank.place.column}: {blank.message}")
    for fault in made.left:
        hint = f"; {fault.hint}" if fault.hint else ""
        typer.echo(f"{fault.place.path}:{fault.place.line}:{fault.place.column}: {fault.message}{hint}")
    typer.echo("Next: fill these in, then bmes check", err=True)
