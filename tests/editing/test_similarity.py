"""Which publication another one is, or is like."""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Place
from build_tools.editing.publication import Publication
from build_tools.editing.similarity import Known, likeness, title_score

KNOWN = (
    Known("smith2001", Place("r.bib", 3), "Bone oedema of the hip: a case report", "2001", "10.1000/Glass", "7654321"),
    Known("jones2002", Place("r.bib", 9), "Chalk bone in sailors, part 1", "2002"),
)


def found(**fields: str) -> tuple[str, str, bool] | None:
    """Key, reason and certainty for a publication with these fields."""
    alike = likeness(Publication("article", fields), KNOWN)
    return (alike.known.key, alike.reason, alike.is_certain) if alike else None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"doi": "10.1000/GLASS", "title": "Else"}, ("smith2001", "the DOI 10.1000/glass is that of", True)),
        ({"pmid": "7654321"}, ("smith2001", "the PubMed number 7654321 is that of", True)),
        (
            {"title": "Bone Edema of the Hip - A Case Report", "year": "2001"},
            ("smith2001", "title and year are those of", False),
        ),
        (
            {"title": "Bone oedema of the hip: a case report", "year": "2002"},
            ("smith2001", "the title is nearly (100 of 100) that of", False),
        ),
        (
            {"title": "Chalk bone in sailors, part 2", "year": "2003"},
            ("jones2002", "the title is nearly (96 of 100) that of", False),
        ),
        ({"title": "Chalk bone in sailors, part 2", "year": "2004"}, None),
        ({"title": "Bone oedema of the hip: a case report", "doi": "10.1000/other", "year": "2002"}, None),
        ({"title": "Bone oedema of the knee in ten sailors", "year": "2001"}, None),
        ({"title": "", "year": "2001"}, None),
        ({}, None),
    ],
)
def test_a_publication_is_known_by_its_identifiers_and_its_title(fields, expected):
    assert found(**fields) == expected


def test_spelling_and_the_order_of_words_make_little_difference():
    assert title_score("Bone oedema: a case report", "A case report. Bone edema") == 100
    assert title_score("Bone edema", "") == 0
    assert title_score("Bone edema of the hip", "Chalk in the sea") < 60
