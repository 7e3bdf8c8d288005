"""What reference managers find inside a page."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from build_tools.exports.embedded import address_of, context_object, highwire_tags, inverted
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Person
from tests.exports.test_bibtex import read

ARTICLE = r"""@article{glass2001,
  author = {Plenk, Jr, H. and Bagu{\'e}, S. and {Gl{\aa}s Group}},
  title = {On {MRI} \& a+b = 5\%},
  journal = {Journal of Gl{\"a}s}, shortjournal = {J Gl{\"a}s},
  month = may, year = 2001, volume = {3}, issue = {4}, pages = {757--760}, issn = {1234-5678},
  pmid = {12}, doi = {10.1002/(SICI)1097-0142(1999)85:5<1::AID-C1>3.0.CO;2-X}, language = {german}
}"""


def test_a_context_object_of_an_article() -> None:
    (entry,) = read(ARTICLE)
    made = context_object(entry)
    assert made == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:journal&rft.genre=article"
        "&rft.atitle=On+MRI+%26+a%2Bb+%3D+5%25&rft.jtitle=Journal+of+Gl%C3%A4s&rft.stitle=J+Gl%C3%A4s&rft.date=2001-05"
        "&rft.volume=3&rft.issue=4&rft.pages=757-760"
        "&rft.au=Plenk+Jr,+H.&rft.au=Bagu%C3%A9,+S.&rft.aucorp=Gl%C3%A5s+Group"
        "&rft_id=info:doi/10.1002/(SICI)1097-0142(1999)85:5%3C1::AID-C1%3E3.0.CO;2-X&rft_id=info:pmid/12"
    )
    assert dict(parse_qsl(made))["rft.atitle"] == "On MRI & a+b = 5%"


def test_a_context_object_of_a_chapter(made_up: KnowledgeBase) -> None:
    assert context_object(made_up.references["vanglas1999"].entry) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=bookitem"
        "&rft.atitle=Brittle+matters&rft.btitle=The+glass+book&rft.date=1999&rft.pages=5-7"
        "&rft.pub=Window+Press&rft.place=Murano&rft.au=van+Glas+Jr,+C."
    )


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("book", "info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=T"),
        ("misc", "info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=T"),
        ("phdthesis", "info:ofi/fmt:kev:mtx:dissertation&rft.title=T"),
    ],
)
def test_context_objects_of_whole_works(kind: str, wanted: str) -> None:
    (entry,) = read(f"@{kind}{{x, title = {{T}} }}")
    assert context_object(entry) == f"ctx_ver=Z39.88-2004&rft_val_fmt={wanted}"


def test_highwire_tags_of_an_article() -> None:
    (entry,) = read(ARTICLE)
    assert list(highwire_tags(entry)) == [
        ("citation_title", "On MRI & a+b = 5%"),
        ("citation_author", "Plenk Jr, H."),
        ("citation_author", "Bagué, S."),
        ("citation_author", "Glås Group"),
        ("citation_journal_title", "Journal of Gläs"),
        ("citation_journal_abbrev", "J Gläs"),
        ("citation_publication_date", "2001/05"),
        ("citation_volume", "3"),
        ("citation_issue", "4"),
        ("citation_firstpage", "757"),
        ("citation_lastpage", "760"),
        ("citation_doi", "10.1002/(SICI)1097-0142(1999)85:5<1::AID-C1>3.0.CO;2-X"),
        ("citation_pmid", "12"),
        ("citation_issn", "1234-5678"),
        ("citation_language", "de"),
        (
            "citation_public_url",
            "https://doi.org/10.1002/(SICI)1097-0142(1999)85:5%3C1::AID-C1%3E3.0.CO;2-X",
        ),
    ]


def test_highwire_tags_of_a_chapter(made_up: KnowledgeBase) -> None:
    assert dict(highwire_tags(made_up.references["vanglas1999"].entry)) == {
        "citation_title": "Brittle matters",
        "citation_author": "van Glas Jr, C.",
        "citation_inbook_title": "The glass book",
        "citation_publication_date": "1999",
        "citation_firstpage": "5",
        "citation_lastpage": "7",
        "citation_publisher": "Window Press",
        "citation_language": "nl",
    }


def test_names() -> None:
    person = Person("Vande Berg", "B. C.")
    assert inverted(person) == "Vande Berg, B. C."
    # Alone, two words on either side of the comma would be taken for two authors.
    assert inverted(person, is_alone=True) == "Vande Berg, B.C."
    assert inverted(Person("Berg", "B. C."), is_alone=True) == "Berg, B. C."


def test_addresses() -> None:
    for fields, address in (
        ("url = {https://a.org}, doi = {10.1/x}", "https://a.org"),
        ("doi = {10.1/x}, pmid = {1}", "https://doi.org/10.1/x"),
        ("pmid = {1}", "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ("year = {2001}", ""),
    ):
        (entry,) = read(f"@misc{{x, {fields} }}")
        assert address_of(entry) == address
