"""The real knowledge base: sound, complete, and its bibliography readable by others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import bibtexparser
import networkx as nx
import pybtex.database
import pytest

from build_tools.diagnostics import as_text, errors_in
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.rules import run
from build_tools.sources.bibtex import canonical

ROOT = Path(__file__).parents[1]
REVIEW = "korompilias2009"

pytestmark = pytest.mark.kb


@pytest.fixture(scope="module")
def kb():
    return load(ROOT)


@pytest.fixture(scope="module")
def text():
    return (ROOT / "references.bib").read_text(encoding="utf-8")


def test_it_has_no_error(kb):
    assert as_text(errors_in(run(kb, EvidenceGraph(kb)))) == ""


def test_it_holds_the_review_and_its_44_references_which_are_43_works(kb):
    from_review = kb.review_references

    assert [reference.number for reference in from_review] == list(range(1, 45))
    assert kb.references[REVIEW].number is None
    assert sum(reference.entry.duplicate_of is None for reference in from_review) == 43
    assert kb.references["lakhanpal1987b"].number == 23
    assert kb.references["lakhanpal1987b"].entry.duplicate_of == "lakhanpal1987"
    assert kb.references["lakhanpal1987"].number == 3


def test_every_reference_has_reading_notes(kb):
    assert [reference.key for reference in kb.references.values() if reference.notes is None] == []


def test_every_work_of_the_review_is_reached_from_an_entity(kb):
    network = EvidenceGraph(kb).network
    reached = {key for entity in kb.entities for key in nx.descendants(network, entity)}
    works = {reference.entry.duplicate_of or reference.key for reference in kb.review_references}

    assert works - reached == set()


def test_every_claim_about_patients_rests_on_a_finding(kb):
    assert [claim.id for claim in kb.claims.values() if kb.level_of(claim.statement) is None] == []


def test_references_bib_is_ascii_and_in_its_one_layout(text):
    assert text.isascii()
    assert canonical(text) == text


def test_two_other_readers_find_the_same_entries_and_fields(kb, text):
    ours = {entry.key: dict(entry.raw) for entry in kb.bibliography.entries}

    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries} == ours

    persons = {"author", "editor"}
    with_names = {
        key: ({name: value for name, value in fields.items() if name not in persons}, persons & fields.keys())
        for key, fields in ours.items()
    }
    theirs = pybtex.database.parse_string(text, "bibtex").entries
    assert {key: (dict(entry.fields.items()), set(entry.persons)) for key, entry in theirs.items()} == with_names


def test_published_ids_are_listed_once_and_in_order(kb):
    assert kb.published_ids == tuple(sorted(set(kb.published_ids)))
    assert len(kb.published_ids) > 3000


def test_a_claim_that_is_taken_away_is_missed(kb):
    page = kb.signs["double-line-sign"]
    shorter = page.model_copy(update={"pitfalls": {}})
    without = replace(kb, pages=tuple(shorter if one is page else one for one in kb.pages))
    missed = [one.message for one in run(without, EvidenceGraph(without)) if one.code == "id-gone"]

    assert missed == [f"'double-line-sign.pitfalls.{name}' was published and is gone" for name in sorted(page.pitfalls)]
    assert len(missed) >= 2
