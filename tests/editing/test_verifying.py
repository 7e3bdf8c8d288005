"""What the services say against the entries: misprints, other works, retractions, corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import as_text
from build_tools.editing.verifying import verified
from build_tools.knowledge import load
from build_tools.model.bibliography import Entry
from tests.conftest import Project
from tests.editing.conftest import crossref_work, medline

GLASS = {
    "title": "Glass bone in sailors",
    "page": "1-9",
    "volume": None,
    "issue": None,
}
"""The entry smith2001 of the made-up project, as Crossref has it."""


@pytest.fixture
def project_with_answers(project: Project, services) -> Project:
    """The made-up project, and services that say the same."""
    services.works["10.1000/glass"] = crossref_work("10.1000/glass", GLASS["title"], volume=None, issue=None)
    services.records["7654321"] = medline("7654321", GLASS["title"], "10.1000/glass")
    services.records["1234567"] = medline(
        "1234567",
        "Chalk bone: a case report",
        FAU="Jones, Dora\nBlack, E",
        AU="",
        JT="Chalk",
        TA="Chalk",
        DP="2002",
        PG="12",
    )
    return project


def told(web, project: Project, *keys: str) -> list[tuple[str, int, str]]:
    """Code, line and message of what is wrong."""
    kb = project.load()
    references = [kb.references[key] for key in keys or kb.references]
    return [
        (fault.code, fault.place.line, f"{fault.severity}: {fault.message}")
        for _, faults in verified(web, references)
        for fault in faults
    ]


def test_what_agrees_is_not_told(services, web, project_with_answers):
    assert told(web, project_with_answers) == []
    assert [path for path, _, _ in services.asked] == ["/eutils/efetch.fcgi", "/works/10.1000/glass"]
    assert services.asked[0][1]["id"] == "7654321,1234567"


def test_the_other_entry_of_a_work_is_passed_over(services, web, project_with_answers):
    project_with_answers.replace(
        "references.bib", "  duplicateof = {smith2001},\n", "  pmid = {5},\n  duplicateof = {smith2001},\n"
    )
    assert told(web, project_with_answers, "smith2001b") == []
    assert services.asked == []


def change(project: Project, old: str, new: str) -> None:
    """Change the entry smith2001."""
    path = project.root / "references.bib"
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    (number,) = (number for number, block in enumerate(blocks) if block.startswith("@article{smith2001,"))
    assert old in blocks[number]
    blocks[number] = blocks[number].replace(old, new)
    project.write("references.bib", "\n\n".join(blocks))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{2001}", "{2003}", "year '2003' here, '2001' by Crossref and PubMed"),
        ("{1--9}", "{1--8}", "pages '1--8' here, '1--9' by Crossref and PubMed"),
        ("{Smith, A.", "{Smits, A.", "author 1 'Smits' here, 'Smith' by Crossref and PubMed"),
        (
            ' and Zo{\\"e}, C.',
            "",
            "number of authors '1' here, '2 (with Zoë)' by Crossref, '2 (with Zoe)' by PubMed",
        ),
        (
            "Glass bone in",
            "Glass bones in",
            "title 'Glass bones in sailors' here, 'Glass bone in sailors' by Crossref and PubMed",
        ),
        ("{Sea \\&", "{See \\&", "journal 'See & Bone' here, 'Sea & Bone' by Crossref and PubMed"),
        ("  pages", "  volume = {8},\n  pages", "volume '8' here, '7' by PubMed"),
    ],
)
def test_misprints_are_told_field_by_field(web, project_with_answers, old, new, expected):
    change(project_with_answers, old, new)

    ((code, _, message),) = told(web, project_with_answers, "smith2001")
    assert (code, message) == ("cite-misprint", f"warning: {expected}")


def test_a_field_that_one_service_confirms_is_not_told(services, web, project_with_answers):
    services.works["10.1000/glass"]["issued"] = {"date-parts": [[2000, 12]]}
    services.works["10.1000/glass"]["page"] = "1"

    assert told(web, project_with_answers) == []


def test_the_year_of_the_electronic_edition_counts_too(services, web, project_with_answers):
    services.works["10.1000/glass"] |= {
        "issued": {"date-parts": [[2000]]},
        "published-online": {"date-parts": [[2000]]},
        "published-print": {"date-parts": [[2001]]},
    }
    del services.records["7654321"]
    change(project_with_answers, "  pmid = {7654321},\n", "")

    assert told(web, project_with_answers, "smith2001") == []


def test_errors_that_are_recorded_are_not_told_again(services, web, project_with_answers):
    """smith2001 has ``printed = {author: Smyth}``, and its notes can record corrections."""
    services.works["10.1000/glass"]["author"] = [{"family": "Smyth"}, {"family": "Zoë"}]
    services.records["7654321"] = medline("7654321", GLASS["title"], FAU="Smyth, A\nZoe, C", PG="11-19")
    services.works["10.1000/glass"]["page"] = "11-19"
    assert [code for code, _, _ in told(web, project_with_answers)] == ["cite-misprint"]

    record = "  - field: pages\n    printed: 11--19\n    correct: 1--9\n    reason: The first page was seen.\n"
    project_with_answers.replace("kb/references/smith2001.yaml", "corrections:\n", f"corrections:\n{record}")
    assert told(web, project_with_answers) == []


def test_a_suspected_error_is_named(services, web, project_with_answers):
    services.records["1234567"] = services.records["1234567"].replace("PG  - 12", "PG  - 13")
    notes = "kb/references/jones2002.yaml"
    text = (project_with_answers.root / notes).read_text(encoding="utf-8").rstrip("\n")
    suspected = '{field: pages, correct: "13", reason: Page 12 is an advertisement.}'
    project_with_answers.write(notes, f"{text}\nsuspected: [{suspected}]\n")
    kb = project_with_answers.load()
    ((_, (fault,)),) = verified(web, [kb.references["jones2002"]])

    assert fault.message == "pages '12' here, '13' by PubMed"
    assert fault.hint == "look at the publication; kb/references/jones2002.yaml suspects this error already"


def test_identifiers_that_nobody_knows(services, web, project_with_answers):
    services.works.clear()
    services.records.clear()

    assert told(web, project_with_answers, "smith2001") == [
        ("cite-unregistered", 17, "warning: Crossref does not know the DOI 10.1000/glass"),
        ("cite-unregistered", 18, "error: PubMed has no record 7654321"),
    ]


def test_identifiers_of_another_work(services, web, project_with_answers):
    services.works["10.1000/glass"] = crossref_work("10.1000/glass", "The price of fish", page="90-99", author=[])
    services.records["7654321"] = medline("7654321", GLASS["title"], "10.1000/else")

    assert told(web, project_with_answers, "smith2001") == [
        ("cite-other-work", 17, "error: Crossref has another title for 10.1000/glass: 'The price of fish'"),
        ("cite-other-work", 18, "error: the PubMed record 7654321 has the DOI 10.1000/else, the entry 10.1000/glass"),
    ]


def test_titles_in_another_language_are_not_compared(services, web, project_with_answers):
    project_with_answers.replace("references.bib", "  printed = {author", "  language = {german},\n  printed = {author")
    services.works["10.1000/glass"]["title"] = ["Glasknochen bei Seeleuten"]
    services.records["7654321"] = medline("7654321", "[The bone of glass in sailors]", "10.1000/glass", LA="ger")

    assert told(web, project_with_answers, "smith2001") == []


def test_retractions_concerns_and_corrections(services, web, project_with_answers):
    updated = {"date-parts": [[2003, 1, 2]], "date-time": "2003-01-02T00:00:00Z", "timestamp": 1041465600000}
    services.works["10.1000/glass"]["updated-by"] = [
        {
            "updated": updated,
            "DOI": "10.1000/r",
            "type": "retraction",
            "source": "retraction-watch",
            "label": "Retraction",
        },
        {"updated": updated, "DOI": "10.1000/v", "type": "new_version", "source": "publisher", "label": "New version"},
        {"updated": updated, "DOI": "10.1000/e", "type": "erratum", "source": "publisher", "label": "Erratum"},
    ]
    services.records["7654321"] = medline(
        "7654321",
        GLASS["title"],
        "10.1000/glass",
        PT="Journal Article\nRetracted Publication",
        RIN="Sea Bone. 2003;9:1",
        ECI="Sea Bone. 2002;8:1",
    )

    first, second, third = told(web, project_with_answers)
    assert first[:2] == ("cite-retracted", 17)
    assert first[2] == (
        "error: 'smith2001' was retracted (Crossref: Retraction, https://doi.org/10.1000/r; PubMed: Sea Bone. 2003;9:1)"
    )
    assert second[:2] == ("cite-corrected", 17)
    assert second[2] == "warning: 'smith2001' was corrected (Crossref: Erratum, https://doi.org/10.1000/e)"
    assert third[:2] == ("cite-concern", 18)
    assert third[2] == ("warning: 'smith2001' is the subject of an expression of concern (PubMed: Sea Bone. 2002;8:1)")


def test_a_title_that_says_retracted(services, web, project_with_answers):
    services.works["10.1000/glass"]["title"] = ["RETRACTED: Glass bone in sailors"]

    assert [code for code, _, _ in told(web, project_with_answers)] == ["cite-retracted"]


def said_back(entry: Entry) -> tuple[dict[str, object], str]:
    """An entry as Crossref and as PubMed would describe it, given names in full and last pages short."""
    fields, people = entry.fields, [person for person in entry.authors if not person.is_group]
    pages = fields.get("pages", "").replace("--", "-")
    work = crossref_work(
        entry.doi or "10.1000/none",
        entry.title,
        author=[{"family": person.family, "given": f"{person.given[:1]}nna"} for person in people],
        volume=fields.get("volume"),
        issue=fields.get("issue"),
        page=pages,
        issued={"date-parts": [[int(entry.year), 1]]},
        type="journal-article" if entry.type == "article" else "book-chapter",
        **{"container-title": [fields.get("journal", "")], "short-container-title": [fields.get("shortjournal", "")]},
    )
    record = medline(
        entry.pmid or "1",
        entry.title,
        entry.doi or "",
        FAU="\n".join(f"{person.family}, {person.given[:1]}nna" for person in people),
        AU="",
        VI=fields.get("volume", ""),
        IP=fields.get("issue", ""),
        DP=f"{entry.year} Jan",
        PG=pages,
        JT=fields.get("journal", "").capitalize(),
        TA=fields.get("shortjournal", ""),
    )
    return work, record


@pytest.mark.kb
def test_the_real_bibliography_said_back_differs_nowhere(services, web):
    kb = load(Path(__file__).parents[2])
    for reference in kb.references.values():
        work, record = said_back(reference.entry)
        services.works[(reference.entry.doi or "").lower()] = work
        services.records[reference.entry.pmid or ""] = record
    looked_at = list(verified(web, kb.references.values()))

    assert len(looked_at) > 150
    assert as_text([fault for _, faults in looked_at for fault in faults]) == ""
