"""Schemas for editors accept what our reader accepts, and mark what it refuses."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from build_tools.exports.schemas import file_schema, one_document, schema_texts
from build_tools.knowledge import FILE_KINDS, SINGLE_FILES, KnowledgeBase
from build_tools.model.entities import Condition, Region, Sign
from build_tools.model.reading import ReadingNotes
from build_tools.model.record import File
from build_tools.model.vocabulary import Glossary, Vocabulary
from tests.exports.conftest import MADE_UP, ROOT


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (the core schema of YAML 1.2): numbers, true and false; yes and dates are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def as_editors_see(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def kind_of(path: str) -> type[File]:
    for kind in FILE_KINDS:
        if f"/{kind.folder}/" in f"/{path}":
            return kind
    (single,) = [kind for kind in SINGLE_FILES if path.endswith(f"{kind.kind}.yaml")]
    return single


def faults(kind: type[File], kb: KnowledgeBase, data: Any) -> list[str]:
    found = Draft202012Validator(file_schema(kind, kb)).iter_errors(data)
    return sorted(f"{'.'.join(map(str, fault.absolute_path))}: {fault.validator}" for fault in found)


def test_one_schema_for_each_kind_of_file(made_up: KnowledgeBase) -> None:
    texts = schema_texts(made_up)
    assert list(texts) == [
        *("condition.schema.json", "sign.schema.json", "treatment.schema.json", "region.schema.json"),
        *(
            "conflict.schema.json",
            "comparison.schema.json",
            "pathway.schema.json",
            "figure.schema.json",
            "reference.schema.json",
            "vocabulary.schema.json",
            "glossary.schema.json",
            "left-out.schema.json",
            "study.schema.json",
            "moved.schema.json",
        ),
    ]
    for name, text in texts.items():
        schema = json.loads(text)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"urn:bmes-kb:schema:{name.removesuffix('.schema.json')}:1"
        assert schema["description"]
    assert json.loads(one_document(texts)) == {name: json.loads(text) for name, text in texts.items()}


@pytest.mark.parametrize("path", [path for path in MADE_UP if path.endswith(".yaml")])
def test_made_up_files_fit(made_up: KnowledgeBase, path: str) -> None:
    assert faults(kind_of(path), made_up, as_editors_see(MADE_UP[path])) == []


SIGN = {"id": "s", "name": "S", "definition": {"text": "S.", "editorial": "definition"}, "modality": "mri"}
LINK = {"sign": "clear-line", "frequency": "typical", "text": "T.", "cites": ["smith2001#half"]}
CONDITION = {"id": "c", "name": "C", "definition": {"text": "C."}, "code": "cc", "cause": "unknown", "findings": [LINK]}


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (Sign, SIGN, []),
        (Sign, {**SIGN, "modality": "xray"}, ["modality: enum"]),
        (Sign, {**SIGN, "sequences": ["t9"]}, ["sequences.0: enum"]),
        (Sign, {**SIGN, "definition": {"text": "S.", "editorial": "guess"}}, ["definition.editorial: anyOf"]),
        (Sign, {**SIGN, "modalty": "mri"}, [": additionalProperties"]),
        (Sign, {**SIGN, "id": "S 1"}, ["id: pattern"]),
        (Sign, {**SIGN, "pitfalls": {"Two Words": {"text": "T."}}}, ["pitfalls: additionalProperties"]),
        (
            Sign,
            {**SIGN, "pitfalls": {"two-words": {"text": "T.", "cites": ["half"]}}},
            ["pitfalls.two-words.cites.0: pattern"],
        ),
        (Condition, CONDITION, []),
        (Condition, {**CONDITION, "findings": [{**LINK, "frequency": "often"}]}, ["findings.0.frequency: enum"]),
        (Condition, {**CONDITION, "findings": [{**LINK, "stage": "late"}]}, ["findings.0.stage: anyOf"]),
        (Condition, {**CONDITION, "findings": [{**LINK, "count": {"n": 1, "of": 0}}]}, ["findings.0.count: anyOf"]),
        (Condition, {**CONDITION, "findings": [{"sign": "clear-line", "text": "T."}]}, ["findings.0: required"]),
        # A sign that the published schema cannot know yet.
        (Condition, {**CONDITION, "findings": [{**LINK, "sign": "brand-new-sign"}]}, []),
        (Region, {"id": "r", "name": "R", "definition": {"text": "R."}, "part_of": 3}, ["part_of: anyOf"]),
        (ReadingNotes, {"key": "a2000", "read": "title", "use": "U.", "study": {"n": 42}}, []),
        (ReadingNotes, {"key": "a2000", "read": "twice", "use": "U."}, ["read: enum"]),
        (ReadingNotes, {"key": "a2000", "read": "title", "use": "U.", "study": {"design": "trial"}}, ["study: anyOf"]),
        (Glossary, {"terms": {"GB": {"expansion": ["glass"]}}}, ["terms.GB.expansion: type"]),
    ],
)
def test_what_a_schema_accepts_and_refuses(
    made_up: KnowledgeBase, kind: type[File], data: dict[str, Any], expected: list[str]
) -> None:
    assert faults(kind, made_up, data) == expected


def test_what_exists_is_offered(made_up: KnowledgeBase) -> None:
    offered = file_schema(Condition, made_up)["$defs"]
    assert offered["id-of-sign"]["examples"] == ["clear-line"]
    assert offered["id-of-condition"]["examples"] == ["glass-bone", "wax-bone"]
    assert offered["citation"]["examples"] == sorted(made_up.findings)
    assert offered["word-of-frequencies"]["enum"] == ["typical", "reported"]
    assert offered["word-of-frequencies"]["description"] == "typical: Usual.; reported: Said once."


def test_a_vocabulary_that_could_not_be_read_closes_no_list(made_up: KnowledgeBase) -> None:
    kb = KnowledgeBase(
        made_up.root, Vocabulary.unknown(), made_up.glossary, made_up.pages, made_up.reading_notes, made_up.bibliography
    )
    assert faults(Sign, kb, {**SIGN, "modality": "xray"}) == []


@cache
def real_files() -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in Path(ROOT, "kb").rglob("*.yaml")))


@pytest.mark.kb
def test_every_real_file_fits_the_schema_of_its_kind(real: KnowledgeBase) -> None:
    validators = {kind: Draft202012Validator(file_schema(kind, real)) for kind in (*FILE_KINDS, *SINGLE_FILES)}
    checked = 0
    for path in real_files():
        data = as_editors_see((ROOT / path).read_text(encoding="utf-8"))
        found = [f"{fault.json_path}: {fault.message}" for fault in validators[kind_of(path)].iter_errors(data)]
        assert found == [], path
        checked += 1
    assert checked > 80
