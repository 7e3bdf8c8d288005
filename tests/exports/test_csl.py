"""CSL items hold what the entry holds, under CSL's names."""

from __future__ import annotations

import pytest

from build_tools.exports.csl import csl_item
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
        "custom": {"review_number": 3, "language": "dutch"},
    }


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = {2001}, month = may", {"date-parts": [[2001, 5]]}),
        ("year = {2001}, month = {Dec}", {"date-parts": [[2001, 12]]}),
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
