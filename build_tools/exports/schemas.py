"""JSON Schemas of the files in kb/, for editors that complete and check while one types.

They are generated from the records that read the files. Words of closed lists come from ``kb/vocabulary.yaml``; ids and
citations that exist are offered as examples, not enforced: the entry beside may be new and the published schema older.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.exports.kb_document import DIALECT
from build_tools.knowledge import FILE_KINDS, SINGLE_FILES, KnowledgeBase
from build_tools.model.record import CitesFinding, File, LinkTo, Mark, Record, WordOf, marked_fields

Schema = dict[str, Any]

FOLDER = "build/schemas"
"""Where editors look for the schemas, from the project's root; .vscode/settings.json and new files name it."""

FREE_TEXT = ["string", "number", "boolean"]
"""Types of a text of any form: editors take an unquoted 76 or yes for a number or a truth, our reader for the text."""


def schema_name(kind: type[File]) -> str:
    """The name of the file that holds the schema of a kind: ``condition.schema.json``."""
    return f"{kind.kind}.schema.json"


def schema_file(kind: type[File]) -> str:
    """Where editors find it, from the project's root."""
    return f"{FOLDER}/{schema_name(kind)}"


def schema_texts(kb: KnowledgeBase) -> dict[str, str]:
    """Schema of each kind of file, as text, by file name: ``condition.schema.json``, and so on."""
    return {
        schema_name(kind): json.dumps(file_schema(kind, kb), ensure_ascii=False, indent=2) + "\n"
        for kind in (*FILE_KINDS, *SINGLE_FILES)
    }


def file_schema(kind: type[File], kb: KnowledgeBase) -> Schema:
    """JSON Schema (draft 2020-12) of one kind of file, with the words and ids of a knowledge base."""
    schema = kind.model_json_schema(mode="validation")
    definitions: dict[str, Schema] = schema.setdefault("$defs", {})
    models = {model.__name__: model for model in _models_in(kind)}
    shared: dict[str, Schema] = {}
    for name, node in [(kind.__name__, schema), *definitions.items()]:
        for field, mark in marked_fields(models[name]):
            _mark(node["properties"][field], mark, kb, shared)
    for node in (schema, *list(definitions.values())):
        for inner in node.get("properties", {}).values():
            _open_free_text(inner)
            _close_named_parts(inner)
    definitions |= shared
    if not definitions:
        del schema["$defs"]
    place = f"kb/{kind.folder}/*.yaml" if kind.folder else f"kb/{kind.kind}.yaml"
    return {
        "$schema": DIALECT,
        "$id": f"urn:bmes-kb:schema:{kind.kind}:1",
        **schema,
        "title": f"{kind.kind}: {place}",
    }


def _models_in(kind: type[Record]) -> Iterator[type[Record]]:
    seen: set[type[Record]] = set()
    waiting: list[Any] = [kind]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, Record) and annotation not in seen:
            seen.add(annotation)
            yield annotation
            waiting += [info.annotation for info in annotation.model_fields.values()]
        waiting += getattr(annotation, "__args__", ())


def _mark(node: Schema, mark: Mark, kb: KnowledgeBase, shared: dict[str, Schema]) -> None:
    """Let the text inside a field's schema refer to the shared definition of what its mark allows."""
    name = _shared_name(mark)
    if name is None:
        return
    text = _text_in(node)
    if text is None:
        raise TypeError(f"marked as {name}, but holds no text: {node}")
    form: Schema = {key: text.pop(key) for key in ("type", "pattern") if key in text}
    shared.setdefault(name, {**form, **_allowed(mark, kb)})
    text["$ref"] = f"#/$defs/{name}"


def _shared_name(mark: Mark) -> str | None:
    match mark:
        case WordOf(word_list):
            return f"word-of-{word_list.replace('_', '-')}"
        case LinkTo(kinds):
            return f"id-of-{'-or-'.join(kinds)}"
        case CitesFinding():
            return "citation"
        case _:
            return None


def _allowed(mark: Mark, kb: KnowledgeBase) -> Schema:
    match mark:
        case WordOf(word_list):
            words = list(kb.vocabulary.words(word_list))
            meant = "; ".join(f"{name}: {word.definition}" for name, word in kb.vocabulary.words(word_list).items())
            # A vocabulary that could not be read closes no list.
            return {"enum": words, "description": meant} if words else {}
        case LinkTo(kinds):
            ids = sorted(page.id for page in kb.pages if page.kind in kinds)
            return {"examples": ids, "description": f"Id of a {' or '.join(kinds)}."}
        case CitesFinding():
            return {"examples": sorted(kb.findings), "description": "A finding, as key#finding-id."}
        case _:
            return {}


def _text_in(node: Schema) -> Schema | None:
    """The text inside a field's schema: the field itself, an item of its list, a value of its named parts."""
    if node.get("type") == "string":
        return node
    inner: list[Schema] = list(node.get("anyOf", ()))
    if "items" in node:
        inner.append(node["items"])
    inner += node.get("patternProperties", {}).values()
    return next((text for part in inner if (text := _text_in(part)) is not None), None)


def _open_free_text(node: Schema) -> None:
    text = _text_in(node)
    if text is not None and not text.keys() & {"pattern", "$ref"}:
        text["type"] = FREE_TEXT


def _close_named_parts(node: Schema) -> None:
    """A name of the wrong form is a mistake, not one more part."""
    if "patternProperties" in node:
        node["additionalProperties"] = False


def one_document(texts: Mapping[str, str]) -> str:
    """Several JSON texts as one JSON object by file name."""
    return json.dumps({name: json.loads(text) for name, text in texts.items()}, ensure_ascii=False, indent=2) + "\n"
