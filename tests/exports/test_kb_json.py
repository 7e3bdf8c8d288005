"""kb.json: everything that was read, in a form that its schema describes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from build_tools.exports.kb_document import (
    SCHEMA_CHANGES,
    SCHEMA_VERSION,
    ClaimDocument,
    ConditionDocument,
    ConflictDocument,
    PageDocument,
    ReferenceDocument,
    RegionDocument,
    SignDocument,
    TreatmentDocument,
    kb_schema,
    page_schema,
)
from build_tools.exports.kb_json import PAGE_DOCUMENTS as DOCUMENT_OF_KIND
from build_tools.exports.kb_json import kb_json, page_json
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Statement
from build_tools.model.entities import PAGE_KINDS
from build_tools.model.reading import ReadingNotes

PAGE_DOCUMENTS = (ConditionDocument, SignDocument, TreatmentDocument, RegionDocument, ConflictDocument)
PAGES = ("conditions", "signs", "treatments", "regions", "conflicts", "comparisons", "pathways", "figures")
HEAD = ("schema", "schema_version", "version", "date", "license")
LISTS = (*PAGES, "references", "findings", "claims")


def validator(text: str | None = None) -> Draft202012Validator:
    schema = json.loads(text or kb_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def document(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(kb_json(made_up, made_up_graph, "1.2.3", "2020-01-02"))
    return parsed


def one(documents: list[dict[str, Any]], identifier: str) -> dict[str, Any]:
    (found,) = [each for each in documents if identifier in (each.get("id"), each.get("key"))]
    return found


def test_head_and_lists(document: dict[str, Any]) -> None:
    assert list(document) == [*HEAD, *LISTS, "vocabulary", "glossary"]
    assert document["schema"] == "urn:bmes-kb:schema:kb:1"
    assert document["schema_version"] == SCHEMA_VERSION
    assert (document["version"], document["date"], document["license"]) == ("1.2.3", "2020-01-02", "CC-BY-4.0")
    assert [page["id"] for page in document["regions"]] == ["leg", "shin"]
    assert [finding["id"] for finding in document["findings"]] == [
        "korompilias2009#rest",
        "later2020#none",
        "smith2001#half",
        "vanglas1999#shin",
    ]
    ids = [claim["id"] for claim in document["claims"]]
    assert ids == sorted(ids)
    assert document["glossary"] == {"terms": {"GB": {"expansion": "glass bone"}}}


def test_a_condition(document: dict[str, Any]) -> None:
    assert one(document["conditions"], "glass-bone") == {
        "id": "glass-bone",
        "address": "conditions/glass-bone/",
        "formerly": ["brittle-bone"],
        "claims": [
            "glass-bone.definition",
            "glass-bone.overview.where-seen",
            "glass-bone.who.glaziers",
            "glass-bone.where.shin",
            "glass-bone.findings.clear-line.early",
            "glass-bone.mimics.wax-bone",
            "glass-bone.mimics.wax-bone.discriminator",
            "glass-bone.treated-with.rest",
        ],
        "name": "Glass bone",
        "abbreviation": "GB",
        "code": "gb",
        "cause": "unknown",
    }


def test_a_claim_that_links_and_is_disputed(document: dict[str, Any]) -> None:
    assert one(document["claims"], "glass-bone.findings.clear-line.early") == {
        "id": "glass-bone.findings.clear-line.early",
        "address": "conditions/glass-bone/#glass-bone.findings.clear-line.early",
        "entity": "glass-bone",
        "section": "findings",
        "text": "Half of 8 cases had a clear line.",
        "frequency": "typical",
        "level": "abstract",
        "cites": ["smith2001#half"],
        "against": ["later2020#none"],
        "target": "clear-line",
        "stage": "early",
        "count": {"n": 4, "of": 8},
        "conflict": "line-or-none",
    }


@pytest.mark.parametrize(
    ("claim", "field", "value"),
    [
        ("glass-bone.who.glaziers", "group", "glaziers"),
        ("glass-bone.where.shin", "target", "shin"),
        ("glass-bone.mimics.wax-bone", "target", "wax-bone"),
        ("glass-bone.mimics.wax-bone.discriminator", "target", "clear-line"),
        ("glass-bone.treated-with.rest", "target", "rest"),
        ("glass-bone.definition", "editorial", "definition"),
        ("glass-bone.definition", "level", "editorial"),
        ("glass-bone.definition", "frequency", None),
        ("glass-bone.where.shin", "level", "title"),
        ("glass-bone.overview.where-seen", "text", "Seen on *MRI*, see [[clear-line|the line]]."),
        ("line-or-none.positions.none", "entity", "line-or-none"),
    ],
)
def test_fields_of_claims(document: dict[str, Any], claim: str, field: str, value: object) -> None:
    assert one(document["claims"], claim)[field] == value


def test_a_reference_with_notes(document: dict[str, Any]) -> None:
    assert one(document["references"], "smith2001") == {
        "key": "smith2001",
        "address": "references/smith2001/",
        "number": 1,
        "label": "1",
        "type": "article",
        "authors": [{"family": "Smïth", "given": "A."}, {"family": "Glass Bone Group", "is_group": True}],
        "authors_complete": False,
        "fields": {
            "doi": "10.1000/glass_1",
            "issue": "3",
            "journal": "Journal of Glass",
            "pages": "101-109",
            "printed": "volume: 21",
            "shortjournal": "J Glass",
            "title": "Glass bone on MRI: 50% of 8 cases",
            "volume": "12",
            "year": "2001",
        },
        "read": "abstract",
        "cited_by": [
            "glass-bone.findings.clear-line.early",
            "glass-bone.overview.where-seen",
            "glass-bone.who.glaziers",
            "line-or-none.positions.yes",
        ],
        "findings": ["smith2001#half"],
        "use": "For the line.",
        "study": {"design": "case-series", "n": "8"},
        "remarks": ["Only the abstract."],
        "corrections": [{"field": "volume", "printed": "21", "correct": "12", "reason": "Shown by the publisher."}],
    }


def test_a_reference_that_is_the_same_work(document: dict[str, Any]) -> None:
    twin = one(document["references"], "smith2001b")
    assert twin["duplicate_of"] == "smith2001"
    assert (twin["number"], twin["read"], twin["cited_by"]) == (2, None, [])


def test_a_finding(document: dict[str, Any]) -> None:
    assert one(document["findings"], "smith2001#half") == {
        "id": "smith2001#half",
        "address": "references/smith2001/#half",
        "reference": "smith2001",
        "text": "Half of 8 cases had a line.",
        "basis": "abstract",
        "source": "https://doi.org/10.1000/glass_1",
        "evidence": ["s-1"],
    }


def test_text_is_the_same_whatever_the_order_of_files(made_up: KnowledgeBase) -> None:
    turned = replace(made_up, pages=made_up.pages[::-1], reading_notes=made_up.reading_notes[::-1])
    text = kb_json(made_up, EvidenceGraph(made_up))
    assert kb_json(turned, EvidenceGraph(turned)) == text
    assert "Glas-Linie ☼" in text
    assert text.endswith("}\n")
    assert "date" not in json.loads(text)


def test_made_up_base_fits_its_schema(document: dict[str, Any]) -> None:
    assert list(validator().iter_errors(document)) == []


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("claims", "frequency", 3),
        ("claims", "unheard", "of"),
        ("references", "number", "one"),
        ("signs", "modality", None),
    ],
)
def test_the_schema_sees_what_does_not_fit(document: dict[str, Any], part: str, field: str, value: object) -> None:
    broken = {**document, part: [{**document[part][0], field: value}, *document[part][1:]]}
    (fault,) = validator().iter_errors(broken)
    assert list(fault.absolute_path)[:2] == [part, 0]


def holds_statements(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Statement):
        return True
    return any(holds_statements(argument) for argument in get_args(annotation))


@pytest.mark.parametrize("document_type", PAGE_DOCUMENTS)
def test_no_field_of_a_page_is_forgotten(document_type: type[PageDocument]) -> None:
    source = document_type.page_type.model_fields
    own = {name for name, info in source.items() if not holds_statements(info.annotation)}
    assert set(document_type.model_fields) == own | {"claims", "address"}


def test_no_field_of_reading_notes_or_claims_is_forgotten() -> None:
    assert set(ReadingNotes.model_fields) <= set(ReferenceDocument.model_fields)
    assert set(Statement.model_fields) <= set(ClaimDocument.model_fields)


def test_the_statements_of_one_page(made_up: KnowledgeBase, document: dict[str, Any]) -> None:
    text = page_json(made_up, made_up.conditions["glass-bone"], "1.2.3", "2020-01-02")
    page = json.loads(text)
    assert list(validator(page_schema()).iter_errors(page)) == []
    assert (page["schema"], page["schema_version"]) == ("urn:bmes-kb:schema:page:1", SCHEMA_VERSION)
    assert (page["version"], page["date"], page["license"]) == ("1.2.3", "2020-01-02", "CC-BY-4.0")
    assert (page["kind"], page["page"]) == ("condition", one(document["conditions"], "glass-bone"))
    assert [claim["id"] for claim in page["claims"]] == page["page"]["claims"]
    assert all(claim == one(document["claims"], claim["id"]) for claim in page["claims"])
    assert [finding["id"] for finding in page["findings"]] == [
        "korompilias2009#rest",
        "later2020#none",
        "smith2001#half",
        "vanglas1999#shin",
    ]
    assert all(finding == one(document["findings"], finding["id"]) for finding in page["findings"])
    assert [reference["key"] for reference in page["references"]] == [
        "korompilias2009",
        "smith2001",
        "vanglas1999",
        "later2020",
    ]
    assert page["references"][1] == {
        "key": "smith2001",
        "address": "references/smith2001/",
        "label": "1",
        "title": "Glass bone on MRI: 50% of 8 cases",
        "year": "2001",
        "doi": "10.1000/glass_1",
    }


def test_every_kind_of_page_has_its_record() -> None:
    assert list(DOCUMENT_OF_KIND) == list(PAGE_KINDS)


ANNOTATIONS = {"title", "description", "$comment", "examples"}
FORMS = Path(__file__).parent / "forms"


def structure(node: Any, inside: str = "") -> Any:
    """A schema without what only explains it."""
    if isinstance(node, list):
        return [structure(item) for item in node]
    if not isinstance(node, dict):
        return node
    names = inside in ("properties", "$defs", "patternProperties")
    return {
        key: structure(value, "" if names else key) for key, value in node.items() if names or key not in ANNOTATIONS
    }


@pytest.mark.parametrize(("name", "text"), [("kb", kb_schema()), ("page", page_schema())])
def test_a_form_changes_only_with_its_version(name: str, text: str) -> None:
    """What was published under a version stays as it is: tests/exports/forms holds the form of each.

    Where this fails, the form has changed: give it a new version in SCHEMA_CHANGES with what has changed (a new name,
    too, if programs that read the old form would fail), and write the new form beside the old ones:
    ``python -m tests.exports.test_kb_json``. While no release has a version yet, writing its form anew is enough.
    """
    published = json.loads((FORMS / f"{name}-{SCHEMA_VERSION}.json").read_text("utf-8"))
    assert structure(json.loads(text)) == published


def test_versions_are_in_order_and_say_what_changed() -> None:
    numbers = [tuple(map(int, version.split("."))) for version in SCHEMA_CHANGES]
    assert numbers == sorted(set(numbers))
    assert all(SCHEMA_CHANGES.values())
    assert json.loads(kb_schema())["$id"] == f"urn:bmes-kb:schema:kb:{numbers[-1][0]}"
    assert json.loads(page_schema())["$id"] == f"urn:bmes-kb:schema:page:{numbers[-1][0]}"


@pytest.mark.kb
def test_the_real_base_fits_its_schema(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    document = json.loads(kb_json(real, real_graph))
    assert [fault.message for fault in validator().iter_errors(document)] == []
    assert {claim["id"] for claim in document["claims"]} == set(real.claims)
    assert [reference["key"] for reference in document["references"]] == list(real.references)
    listed = [claim for part in PAGES for page in document[part] for claim in page["claims"]]
    assert sorted(listed) == sorted(real.claims)


@pytest.mark.kb
def test_every_real_page_fits_the_schema_of_pages(real: KnowledgeBase) -> None:
    schema = validator(page_schema())
    for page in real.pages:
        assert [fault.message for fault in schema.iter_errors(json.loads(page_json(real, page)))] == [], page.id


if __name__ == "__main__":
    FORMS.mkdir(exist_ok=True)
    for form, schema_text in (("kb", kb_schema()), ("page", page_schema())):
        written = json.dumps(structure(json.loads(schema_text)), indent=1)
        (FORMS / f"{form}-{SCHEMA_VERSION}.json").write_text(f"{written}\n", "utf-8")
