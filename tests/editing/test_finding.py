"""Identifiers of entries that have none: what is proposed, what is sure, and what is written."""

from __future__ import annotations

import pytest

from build_tools.editing.finding import proposals, with_proposals
from build_tools.sources.bibtex import read_bibtex
from tests.editing.conftest import crossref_work, medline

ENTRY = """@article{smith2001,
  author = {Smith, A. and Zo{\\"e}, C.},
  title = {Glass bone in sailors of the northern sea},
  journal = {Sea \\& Bone},
  shortjournal = {Sea Bone},
  year = {2001},
  volume = {7},
  issue = {2},
  pages = {1--9},
}
"""
TITLE = "Glass bone in sailors of the northern sea"
OTHER = """
@article{jones2002,
  author = {Jones, D.},
  title = {Chalk},
  journal = {Chalk},
  year = {2002},
  doi = {10.1000/known},
  pmid = {1},
}
"""


def found(web, text: str):
    """Proposals for all entries of a BibTeX text, in short."""
    bibliography = read_bibtex("references.bib", text.encode())
    return [
        (proposal.field, proposal.value, round(proposal.score), proposal.source, proposal.doubt)
        for _, proposed in proposals(web, bibliography, bibliography.entries)
        for proposal in proposed
    ]


def test_both_identifiers_are_found_and_sure(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE), crossref_work("10.1000/chalk", "On chalk")]
    services.found_numbers = {"Glass[ti] AND bone[ti] AND sailors[ti]": ["7654321"]}
    services.records = {"7654321": medline("7654321", TITLE, "10.1000/glass")}

    assert found(web, ENTRY) == [
        ("doi", "10.1000/glass", 100, "Crossref", ""),
        ("pmid", "7654321", 100, "PubMed", ""),
    ]
    assert services.asked[0][1]["query.bibliographic"] == f"Smith {TITLE} Sea & Bone 2001"
    assert services.asked[1][1]["term"].endswith("sea[ti] AND 2000:2002[dp]")


def test_an_entry_with_a_doi_is_looked_up_in_pubmed_by_it(services, web):
    services.found_numbers = {'"10.1000/glass"[doi]': ["7654321"]}
    services.records = {"7654321": medline("7654321", TITLE, "10.1000/glass")}

    with_doi = ENTRY.removesuffix("}\n") + "  doi = {10.1000/glass},\n}\n"

    assert found(web, with_doi) == [("pmid", "7654321", 100, "PubMed", "")]
    assert [path for path, _, _ in services.asked] == ["/eutils/esearch.fcgi", "/eutils/efetch.fcgi"]


def test_an_entry_with_a_number_gets_its_doi_from_pubmed(services, web):
    services.records = {"7654321": medline("7654321", TITLE, "10.1000/glass")}
    with_pmid = ENTRY.removesuffix("}\n") + "  pmid = {7654321},\n}\n"

    assert found(web, with_pmid) == [("doi", "10.1000/glass", 100, "PubMed", "")]


def test_a_title_that_pubmed_spells_another_way_is_found_by_its_place(services, web):
    services.found_numbers = {'"Smith"[au] AND 2000:2002[dp] AND 7[vi] AND 1[pg]': ["7654321"]}
    services.records = {"7654321": medline("7654321", "Glass bones in sailors of the northern seas")}

    ((field, value, score, _, doubt),) = found(web, ENTRY)
    assert (field, value, doubt) == ("pmid", "7654321", "")
    assert 95 <= score < 100


def test_nothing_found_is_nothing_proposed(services, web):
    services.found_works = [crossref_work("10.1000/chalk", "On chalk", author=[], issued={"date-parts": [[None]]})]

    assert found(web, ENTRY) == []


def test_two_records_that_fit_alike_are_never_sure(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE), crossref_work("10.1000/reprint", f"{TITLE}.")]

    assert found(web, ENTRY) == [
        ("doi", "10.1000/glass", 100, "Crossref", "ambiguous: 10.1000/reprint fits nearly as well (100)")
    ]


@pytest.mark.parametrize(
    ("changes", "score", "doubt"),
    [
        ({"issued": {"date-parts": [[2002]]}}, 95, ""),
        ({"issued": {"date-parts": [[2004]]}, "page": "4-9"}, 85, "below 95"),
        ({"author": [{"family": "Other", "given": "A."}]}, 85, "below 95"),
        ({"volume": "8"}, 95, ""),
        (
            {"author": [], "volume": None, "page": None},
            100,
            "too little to compare: title, year and one of author, volume and first page are needed",
        ),
        (
            {"issued": {"date-parts": [[None]]}},
            100,
            "too little to compare: title, year and one of author, volume and first page are needed",
        ),
    ],
)
def test_the_score_says_what_agrees(services, web, changes, score, doubt):
    services.found_works = [crossref_work("10.1000/glass", TITLE, **{"published": None, **changes})]

    assert found(web, ENTRY) == [("doi", "10.1000/glass", score, "Crossref", doubt)]


def test_an_identifier_that_another_entry_has_is_not_sure(services, web):
    services.found_works = [crossref_work("10.1000/KNOWN", TITLE)]

    assert found(web, ENTRY + OTHER) == [("doi", "10.1000/KNOWN", 100, "Crossref", "'jones2002' has it")]


TWIN = "\n" + ENTRY.replace("smith2001", "smith2001b")


def test_of_two_entries_that_fit_alike_only_the_first_is_sure(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE)]
    services.found_numbers = {"Glass[ti]": ["7654321"]}
    services.records = {"7654321": medline("7654321", TITLE)}

    assert found(web, ENTRY + TWIN) == [
        ("doi", "10.1000/glass", 100, "Crossref", ""),
        ("pmid", "7654321", 100, "PubMed", ""),
        ("doi", "10.1000/glass", 100, "Crossref", "'smith2001' gets it"),
        ("pmid", "7654321", 100, "PubMed", "'smith2001' gets it"),
    ]


def test_the_entry_that_fits_better_gets_it_though_another_is_looked_at_first(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE)]
    other_volume = ENTRY.replace("volume = {7}", "volume = {8}")

    assert found(web, other_volume + TWIN) == [
        ("doi", "10.1000/glass", 95, "Crossref", "it fits 'smith2001b' better (100)"),
        ("doi", "10.1000/glass", 100, "Crossref", ""),
    ]


def test_what_is_not_sure_keeps_nothing_from_another_entry(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE)]
    less_known = ENTRY.replace("  year = {2001},\n", "")

    assert found(web, less_known + TWIN) == [
        (
            *("doi", "10.1000/glass", 100, "Crossref"),
            "too little to compare: title, year and one of author, volume and first page are needed",
        ),
        ("doi", "10.1000/glass", 100, "Crossref", ""),
    ]


def test_a_year_that_is_none_is_not_compared(services, web):
    services.found_works = [
        crossref_work("10.1000/glass", TITLE, issued={"date-parts": [["9" * 5000]]}, published=None)
    ]
    strange = ENTRY.replace("{2001}", f"{{{'9' * 5000}}}")

    assert [(field, value) for field, value, *_ in found(web, ENTRY)] == [("doi", "10.1000/glass")]
    assert [(field, value) for field, value, *_ in found(web, strange)] == [("doi", "10.1000/glass")]


def test_entries_marked_as_duplicates_are_passed_over(services, web):
    duplicate = ENTRY.removesuffix("}\n") + "  duplicateof = {jones2002},\n}\n"

    assert found(web, duplicate + OTHER) == []
    assert services.asked == []


def test_differences_are_listed(services, web):
    changed = {"page": "11-19", "author": [{"family": "Smith"}, {"family": "Zoo"}], "volume": "8"}
    services.found_works = [crossref_work("10.1000/glass", "Glass bone in a sailor of the northern sea", **changed)]
    bibliography = read_bibtex("references.bib", ENTRY.encode())
    ((_, (proposal,)),) = proposals(web, bibliography, bibliography.entries)

    assert [(each.field, each.ours, each.theirs) for each in proposal.differences] == [
        ("title", TITLE, "Glass bone in a sailor of the northern sea"),
        ("volume", "7", "8"),
        ("pages", "1--9", "11--19"),
        ("author", "Zoë", "Zoo"),
    ]


def test_writing_adds_a_line_and_changes_no_other_byte(services, web):
    services.found_works = [crossref_work("10.1000/glass", TITLE)]
    services.found_numbers = {"Glass[ti]": ["7654321"]}
    services.records = {"7654321": medline("7654321", TITLE, "10.1000/glass")}
    text = f"% Head.\n\n{ENTRY}{OTHER}"
    bibliography = read_bibtex("references.bib", text.encode())
    accepted = [each for _, proposed in proposals(web, bibliography, bibliography.entries) for each in proposed]

    assert with_proposals(bibliography, accepted) == text.replace(
        "  pages = {1--9},\n", "  pages = {1--9},\n  doi = {10.1000/glass},\n  pmid = {7654321},\n"
    )
    assert with_proposals(bibliography, []) == text
