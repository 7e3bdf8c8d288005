"""How a page of this knowledge base is cited."""

from __future__ import annotations

import json

import pybtex.database
import pytest
import rispy

from build_tools.exports.formats import CITATION_FORMATS
from build_tools.exports.page_citation import Edition, page_entry, page_text, protected
from build_tools.sources.bibtex import read_bibtex
from build_tools.sources.latex import plain_text

COMMIT = "1a4233f92e73b0c1d2e3f4a5b6c7d8e9f0a1b2c3"
PUBLISHED = Edition("1.2.0", "2026-11-06", COMMIT, "https://code.example.org/bmes/blob/{commit}/{path}")
ADDRESS = f"https://code.example.org/bmes/blob/{COMMIT}/kb/conditions/glass-bone.yaml"
TITLE, SOURCE = "Glåss bone on MRI (GB)", "kb/conditions/glass-bone.yaml"
WHERE = "In: bmes-kb, the evidence-linked reference on bone marrow edema syndrome."


@pytest.mark.parametrize(
    ("edition", "end"),
    [
        (PUBLISHED, f"Version 1.2.0, 2026-11-06. Available from: {ADDRESS}"),
        # Not published: the commit is the only name for good.
        (Edition("1.2.0", "2026-11-06", COMMIT), "Version 1.2.0 (commit 1a4233f92e73), 2026-11-06."),
        # Changed since the commit, or no repository: no address is that of this state.
        (Edition("1.2.0", "2026-11-06", "", PUBLISHED.permanent_address), "Version 1.2.0, 2026-11-06."),
        (Edition("1.2.0"), "Version 1.2.0."),
    ],
)
def test_the_sentence(edition: Edition, end: str) -> None:
    assert page_text(edition, TITLE, SOURCE) == f"bmes-kb contributors. {TITLE}. {WHERE} {end}"


def test_a_question_needs_no_full_stop() -> None:
    assert page_text(Edition("1.2.0"), "How long?", SOURCE) == f"bmes-kb contributors. How long? {WHERE} Version 1.2.0."


def test_every_format_says_the_same() -> None:
    entry = page_entry(PUBLISHED, "glass-bone", TITLE, SOURCE)
    texts = {name: form.joined([form.piece(entry)]) for name, form in CITATION_FORMATS.items()}

    bibtex = pybtex.database.parse_string(texts["bibtex"], "bibtex").entries["bmes-kb-glass-bone"]
    assert bibtex.type == "misc"
    assert [str(person) for person in bibtex.persons["author"]] == ["{bmes-kb contributors}"]
    assert {name: plain_text(value) for name, value in bibtex.fields.items()} == {
        "title": TITLE,
        "howpublished": "bmes-kb, the evidence-linked reference on bone marrow edema syndrome",
        "year": "2026",
        "month": "November",
        "day": "6",
        "url": ADDRESS,
        "note": "Version 1.2.0",
    }
    assert texts["bibtex"].isascii()
    assert texts["bibtex"].partition("  year =")[2] == (
        f" {{2026}},\n  month = nov,\n  day = {{6}},\n  url = {{{ADDRESS}}},\n  note = {{Version 1.2.0}},\n}}\n"
    )

    (biblatex,) = read_bibtex("page.bib", texts["biblatex"].encode()).entries
    assert (biblatex.type, biblatex.fields["date"], biblatex.fields["version"]) == ("online", "2026-11-06", "1.2.0")
    assert (biblatex.title, biblatex.fields["url"]) == (TITLE, ADDRESS)

    (ris,) = rispy.loads(texts["ris"])
    assert (ris["type_of_reference"], ris["title"], ris["urls"]) == ("ELEC", TITLE, [ADDRESS])
    assert (ris["date"], ris["edition"], ris["authors"]) == ("2026/11/06/", "1.2.0", ["bmes-kb contributors"])

    (item,) = json.loads(texts["csl-json"])
    assert item == {
        "id": "bmes-kb-glass-bone",
        "type": "webpage",
        "author": [{"literal": "bmes-kb contributors"}],
        "title": TITLE,
        "container-title": "bmes-kb, the evidence-linked reference on bone marrow edema syndrome",
        "version": "1.2.0",
        "issued": {"date-parts": [[2026, 11, 6]]},
        "URL": ADDRESS,
    }


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("Osteonecrosis of the hip", "Osteonecrosis of the hip"),
        ("Marrow edema on MRI (BMES)", "Marrow edema on {MRI} {(BMES)}"),
        ("Legg-Calvé disease", r"{Legg-Calv{\'e}} disease"),
        ("Complex Sudeck type 5% & a_b", r"Complex {Sudeck} type 5\% \& a\_b"),
    ],
)
def test_capitals_that_mean_something_are_protected(title: str, latex: str) -> None:
    assert protected(title) == latex
    assert plain_text(latex) == title
