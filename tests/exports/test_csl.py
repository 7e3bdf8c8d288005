"""CSL items hold what the entry holds, under CSL's names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import citeproc
import pytest
from citeproc.source import Name
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft202012Validator

from build_tools.exports.csl import csl_item, item_text, language_code
from build_tools.knowledge import KnowledgeBase
from build_tools.sources.bibtex import read_bibtex


def item_of(text: str) -> dict[str, object]:
    (entry,) = read_bibtex("made-up.bib", text.encode()).entries
    return csl_item(entry)


def test_an_article_of_the_list(made_up: KnowledgeBase) -> None:
    assert csl_item(made_up.references["smith2001"].entry) == {
        "id": "smith2001",
        "type": "article-journal",
        "author": [{"family": "Smïth", "given": "A."}, {"literal": "Glass Bone Group"}],
        "title": "Glass bone on MRI: 50% of 8 cases",
        "container-title": "Journal of Glass",
        "container-title-short": "J Glass",
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "DOI": "10.1000/glass_1",
        "issued": {"date-parts": [[2001]]},
        "custom": {"review_number": 1, "authors_complete": False},
    }


def test_a_chapter(made_up: KnowledgeBase) -> None:
    assert csl_item(made_up.references["vanglas1999"].entry) == {
        "id": "vanglas1999",
        "type": "chapter",
        "author": [{"family": "van Glas", "given": "C.", "suffix": "Jr"}],
        "editor": [{"family": "Pane", "given": "W."}],
        "title": "Brittle matters",
        "container-title": "The glass book",
        "publisher": "Window Press",
        "publisher-place": "Murano",
        "page": "5-7",
        "issued": {"date-parts": [[1999]]},
        "language": "nl",
        "custom": {"review_number": 3, "language": "dutch"},
    }


def test_a_person_known_by_surname_is_no_institution() -> None:
    item = item_of("@misc{smith2001, author = {Smith and {Glass Group}}, title = {X}}")
    assert item["author"] == [{"family": "Smith"}, {"literal": "Glass Group"}]


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = {2001}, month = may", {"date-parts": [[2001, 5]]}),
        ("year = {2001}, month = {Dec}", {"date-parts": [[2001, 12]]}),
        ("year = {2001}, month = may, day = {7}", {"date-parts": [[2001, 5, 7]]}),
        ("year = {2001}, day = {7}", {"date-parts": [[2001]]}),
        ("year = {2001}, month = {spring}", {"date-parts": [[2001]]}),
        ("year = {in press}", {"literal": "in press"}),
    ],
)
def test_dates(fields: str, issued: dict[str, object]) -> None:
    assert item_of(f"@misc{{smith2001, title = {{X}}, {fields} }}") == {
        "id": "smith2001",
        "type": "article",
        "title": "X",
        "issued": issued,
    }


def test_authors_that_are_not_recorded_are_said_to_be_missing() -> None:
    assert item_of("@article{smith2001, title = {X}, incomplete = {authors} }")["custom"] == {"authors_complete": False}


def test_an_item_is_json_with_one_variable_a_line(made_up: KnowledgeBase) -> None:
    entry = made_up.references["vanglas1999"].entry
    text = item_text(entry)
    assert json.loads(text) == csl_item(entry)
    assert text.split("\n")[:3] == ["  {", '    "id": "vanglas1999",', '    "type": "chapter",']
    assert text.endswith("\n  }")


@pytest.mark.parametrize(
    ("name", "code"),
    [("german", "de"), ("German", "de"), ("italian", "it"), ("turkish", "tr"), ("klingonese", ""), ("", "")],
)
def test_languages_have_codes(name: str, code: str) -> None:
    assert language_code(name) == code


def listed(file: str, after: str) -> list[str]:
    """The words of one closed list of the CSL schema, whose lists the citation processor carries."""
    text = (Path(citeproc.DATA_PATH) / "schema/schemas/styles" / file).read_text("utf-8")
    body = text[text.index(f"{after} =") :].partition("=")[2]
    return re.findall(r'"([^"]+)"', re.split(r"\n\s*\n|\n}", body)[0])


def csl_schema() -> dict[str, Any]:
    """JSON Schema of CSL-JSON: the rules of its csl-data.json with the types and variables of the CSL schema."""
    text, number = {"type": "string"}, {"type": ["string", "number"]}
    name = {
        "type": "object",
        "properties": dict.fromkeys(
            ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), text
        ),
        "additionalProperties": False,
        "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
    }
    parts = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    date = {
        "type": "object",
        "properties": {
            "date-parts": {"type": "array", "items": parts, "minItems": 1, "maxItems": 2},
            "literal": text,
        },
        "additionalProperties": False,
        "minProperties": 1,
    }
    kinds: dict[str, dict[str, Any]] = {
        "variables.names": {"type": "array", "items": name, "minItems": 1},
        "variables.dates": date,
        "variables.numbers": number,
        "variables.titles": text,
        "variables.strings": text,
    }
    variables = {word: kind for words, kind in kinds.items() for word in listed("csl-variables.rnc", words)}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": number,
                "type": {"enum": listed("csl-types.rnc", "item-types")},
                "custom": {"type": "object"},
                **variables,
            },
            "required": ["id", "type"],
            "additionalProperties": False,
        },
    }


def test_the_schema_holds_the_lists_of_csl() -> None:
    assert {"article-journal", "chapter", "webpage"} <= set(listed("csl-types.rnc", "item-types"))
    item = csl_schema()["items"]["properties"]
    assert {"author", "issued", "page", "title", "container-title-short", "DOI", "PMID"} <= set(item)
    validator = Draft202012Validator(csl_schema())
    for wrong in (
        [{"id": "x"}],
        [{"id": "x", "type": "article-glossy"}],
        [{"id": "x", "type": "book", "pmid": "1"}],
        [{"id": "x", "type": "book", "author": [{"name": "A"}]}],
        [{"id": "x", "type": "book", "issued": {"date-parts": [["May"]]}}],
    ):
        assert not validator.is_valid(wrong), wrong


@pytest.mark.kb
def test_every_real_item_is_valid_and_read_whole_by_the_citation_processor(real: KnowledgeBase) -> None:
    items = [csl_item(reference.entry) for reference in real.references.values()]
    assert [fault.message for fault in Draft202012Validator(csl_schema()).iter_errors(items)] == []
    # It knows no ``custom``, and says so.
    known = [{name: value for name, value in item.items() if name != "custom"} for item in items]
    read = CiteProcJSON(known)
    assert list(read) == list(real.references)
    for item in known:
        found = read[item["id"]]
        assert found.type == item["type"]
        assert {name.replace("-", "_") for name in item} - {"id"} == set(found) - {"key"}
        for name, value in item.items():
            if name in ("author", "editor"):
                persons = [Name(**person) for person in value]
                assert [vars(person) for person in found[name]] == [vars(person) for person in persons]
            elif name == "issued":
                assert [found.issued.year] == value["date-parts"][0]
            elif name not in ("id", "type"):
                assert "".join(map(str, found[name.replace("-", "_")])) == value
