"""Pasted citations: each form is recognized, read field by field, and its faults are told with their lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.editing.input_format import InputFormat
from build_tools.editing.inputs import read_input, recognized
from build_tools.editing.publication import Notice, Publication
from build_tools.model.bibliography import Person

PUBMED = """
PMID- 7654321
OWN - NLM
STAT- MEDLINE
LR  - 20210108
IS  - 1111-2222 (Print)
VI  - 75
IP  - 2
DP  - 1993 Mar-Apr
TI  - Bone oedema of the hip: an MRI-controlled study of
      treatment by waiting.
PG  - 757-60
LID - 10.1000/sea(93)90001-1 [doi]
FAU - Smith, Anna Maria
AU  - Smith AM
AD  - Harbor Clinic,
      Far Island.
FAU - van der Bone, Qing-Yu
AU  - van der Bone QY
FAU - Plenk, H Jr
AU  - Plenk H Jr
CN  - Harbor Study Group
LA  - eng
PT  - Journal Article
DEP - 19921230
TA  - J Bone Sea Br
JT  - The Journal of bone and sea. British volume
PMC - PMC1234567
AID - 75B2-1 [pii]
AID - 10.1000/sea(93)90001-1 [doi]
EIN - J Bone Sea Br. 1994 Jan;76(1):9
SO  - J Bone Sea Br. 1993 Mar;75(2):757-60.
"""

RIS = """TY  - JOUR
AU  - Smith, Anna Maria
AU  - van der Bone, Q.-Y.
AU  - Plenk, H., Jr
TI  - Bone oedema of the hip: an MRI-controlled study of
 treatment by waiting
T2  - Journal of Bone and Sea. British Volume
J2  - J. Bone Sea Br.
PY  - 1993/03//
VL  - 75
IS  - 2
SP  - 757
EP  - 60
DO  - https://doi.org/10.1000/sea(93)90001-1
AN  - 7654321
DB  - PubMed
SN  - 1111-2222
ER  -
"""

BIBTEX = r"""@Article{key_from_elsewhere,
  AUTHOR = "Smith, Anna Maria and van der Bone, Q.-Y. and Plenk, Jr, H.",
  title = {Bone oedema of the hip: an {MRI}-controlled study of treatment by waiting},
  journal = "Journal of Bone and Sea. British Volume",
  shortjournal = {J. Bone Sea Br.},
  year = 1993, month = mar, volume = 75, number = {2}, pages = "757-60",
  doi = {doi:10.1000/sea(93)90001-1},
  eprint = {7654321}, eprinttype = {pubmed},
  abstract = {Long.}
}
"""

CSL = [
    {
        "id": "x",
        "type": "article-journal",
        "title": "Bone oedema of the hip: an <i>MRI</i>-controlled study of treatment by waiting.",
        "author": [
            {"family": "Smith", "given": "Anna Maria"},
            {"family": "Bone", "given": "Q.-Y.", "non-dropping-particle": "van der"},
            {"family": "Plenk", "given": "H.", "suffix": "Jr"},
        ],
        "container-title": "Journal of Bone and Sea. British Volume",
        "container-title-short": "J. Bone Sea Br.",
        "issued": {"date-parts": [["1993", 3]]},
        "volume": 75,
        "issue": "2",
        "page": "757\u201360",
        "DOI": "10.1000/sea(93)90001-1",
        "note": "PMID: 7654321",
    }
]

TITLE = "Bone oedema of the hip: an MRI-controlled study of treatment by waiting"


def only(text: str, form: InputFormat | None = None) -> Publication:
    """The one publication of a text without faults."""
    read = read_input("x", text.encode(), form)
    assert read.faults == ()
    (found,) = read.found
    return found.publication


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (PUBMED, InputFormat.PUBMED),
        (RIS, InputFormat.RIS),
        (BIBTEX, InputFormat.BIBTEX),
        (json.dumps(CSL), InputFormat.CSL_JSON),
        (json.dumps(CSL[0], indent=1), InputFormat.CSL_JSON),
    ],
)
def test_every_form_says_the_same(text, form):
    assert recognized(text) is form
    found = only(text)
    assert found == only("\ufeff" + text.replace("\n", "\r\n"))

    assert found.type == "article"
    assert found.fields == {
        "title": TITLE,
        "journal": "Journal of Bone and Sea. British Volume",
        "shortjournal": "J Bone Sea Br",
        "year": "1993",
        "volume": "75",
        "issue": "2",
        "pages": "757--760",
        "doi": "10.1000/sea(93)90001-1",
        "pmid": "7654321",
    }
    assert [person.family for person in found.authors if not person.is_group] == ["Smith", "van der Bone", "Plenk"]
    assert found.authors[2].suffix == "Jr"
    assert found.authors_complete


def test_pubmed_tells_groups_other_years_and_what_came_later():
    found = only(PUBMED)

    assert found.authors[0] == Person("Smith", "Anna Maria")
    assert found.authors[3] == Person("Harbor Study Group", is_group=True)
    assert found.also == {"year": ("1992",)}
    assert found.notices == (Notice("correction", "J Bone Sea Br. 1994 Jan;76(1):9"),)


@pytest.mark.parametrize(
    ("lines", "notices"),
    [
        ("RIN - Sea Bone. 2002;8:1\nPT  - Retracted Publication", [Notice("retraction", "Sea Bone. 2002;8:1")]),
        ("PT  - Retracted Publication", [Notice("retraction", "Retracted Publication")]),
        ("ECI - Sea Bone. 2002;8:1", [Notice("concern", "Sea Bone. 2002;8:1")]),
        ("CIN - Sea Bone. 2002;8:1\nUIN - Sea Bone. 2003;9:1", []),
    ],
)
def test_pubmeds_notices(lines, notices):
    assert list(only(f"PMID- 1\nTI  - X.\n{lines}\n").notices) == notices


def test_a_paper_in_another_language_has_its_title_in_english_and_the_original_in_a_note():
    found = only(
        "PMID- 1\nTI  - [Painful edema of the knee].\nTT  - Das schmerzhafte Ödem am Knie.\nLA  - ger\n"
        "AU  - Müller J\nTA  - Orthopade\nJT  - Der Orthopade\nDP  - 2006\n"
    )

    assert found.get("title") == "Painful edema of the knee"
    assert found.get("language") == "german"
    assert found.get("note") == "Original title: Das schmerzhafte Ödem am Knie"
    assert found.authors == (Person("Müller", "J"),)


def test_chapters_and_books():
    chapter = only(
        "@inbook{x, author = {A, B.}, title = {The sea}, booktitle = {Bones}, editor = {C, D.}, publisher = {Harbor},"
        " address = {Far Island}, year = 1991, pages = {1--20}, number = 3}"
    )
    assert chapter.type == "incollection"
    assert chapter.editors == (Person("C", "D."),)
    assert chapter.fields["booktitle"] == "Bones"
    assert only("TY  - BOOK\nA1  - A, B.\nT1  - Bones\nPB  - Harbor\nY1  - 1991\nER  - \n").fields == {
        "title": "Bones",
        "publisher": "Harbor",
        "year": "1991",
    }
    assert only('{"type": "report", "title": "R", "URL": "https://x.org"}').type == "misc"


def test_protected_words_and_others_are_kept():
    found = only(r"@article{x, title = {On {Mueller} and {M}any}, author = {M{\"u}ller, J. and others}, year = 2001}")

    assert found.capitals == {"Mueller", "M"}
    assert not found.authors_complete
    assert found.authors == (Person("Müller", "J."),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "there is nothing to read")]),
        ("just words\n", [(1, "this is neither BibTeX, RIS, PubMed's text nor CSL-JSON")]),
        ("@book{a, title = {x}\n\n@book{b, title = {y}}\n", [(1, "entry 'a' (line 1) is not closed before line 2")]),
        ("TY  - JOUR\nTI  - A\n\nTY  - JOUR\nTI  - B\nER  - \n", [(1, "this record has no end")]),
        ("PMID- 1\nTI  - X\n\nwhat\nPMID- 2\n", [(4, "'what' is no part of a record")]),
        ('[{"type": "book"},\n oops]', [(2, "this is not JSON: Expecting value")]),
        (
            '[\n{"title": "a"},\n\n  {"title": ["b"]},\n 7]',
            [
                (4, "this is not a CSL item: 'title' is not a text"),
                (5, "this is not a CSL item: a CSL item is an object in braces"),
            ],
        ),
        (
            '{"author": "me"}',
            [(1, 'this is not a CSL item: a list of names is not of the form [{"family": ..., "given": ...}]')],
        ),
        ('{"issued": 2001}', [(1, 'this is not a CSL item: a date is not of the form {"date-parts": [[2001]]}')]),
        ("[" * 100_000, [(1, "brackets stand too deep inside each other for a list of items")]),
        ("[]", [(1, "no citation of the form csl-json was found")]),
    ],
)
def test_faults_have_their_line_and_reason(text, expected):
    read = read_input("pasted.txt", text.encode())

    assert [(fault.place.line, fault.message.replace("2009", "2001")) for fault in read.faults] == expected
    assert {fault.place.path for fault in read.faults} == {"pasted.txt"}


STRANGE_ENDS = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e"
"""Characters that Python takes for ends of lines, and which stand in the middle of one here."""


@pytest.mark.parametrize("character", STRANGE_ENDS, ids=ascii)
def test_only_line_feeds_and_carriage_returns_end_a_line(character):
    pubmed = read_input(
        "x", f"PMID- 1\nTI  - Salt.\nAB  - Much{character}TI  - of it.\n\nPMID- 2\nTI  - Sea.\n".encode()
    )
    assert pubmed.faults == ()
    assert [found.publication.get("title") for found in pubmed.found] == ["Salt", "Sea"]

    ris = read_input("x", f"TY  - JOUR\nTI  - Salt{character}ER  - \nPY  - 2001\nER  - \n".encode())
    assert ris.faults == ()
    assert [found.publication.fields for found in ris.found] == [{"title": "Salt ER -", "year": "2001"}]


@pytest.mark.parametrize("text", [PUBMED, RIS, BIBTEX, json.dumps(CSL, indent=1)])
def test_lines_may_end_as_on_old_macs(text):
    assert only(text.replace("\n", "\r")) == only(text)


NINES = "9" * 5000


@pytest.mark.parametrize("number", [NINES, f"-{NINES}", f"{NINES}.5", f"1e{NINES}"])
def test_a_number_of_thousands_of_digits_hides_no_citation(number):
    read = read_input("x", f'[{{"title": "A", "x": {number}}},\n{{"title": "B"}}, {number}]'.encode())

    assert [found.publication.get("title") for found in read.found] == ["A", "B"]
    assert [(fault.place.line, fault.message) for fault in read.faults] == [
        (2, "this is not a CSL item: a CSL item is an object in braces")
    ]


def test_a_number_is_taken_as_it_is_written():
    assert only(f'{{"title": "A", "volume": {NINES}, "issue": 7}}').fields == {
        "title": "A",
        "volume": NINES,
        "issue": "7",
    }


def test_half_a_character_is_told():
    read = read_input("x", b'[{"title": "A\\ud83d"},\n{"title": "B\\ud83e\\uddb4"}]')

    assert [found.publication.get("title") for found in read.found] == ["B\U0001f9b4"]
    assert [fault.message for fault in read.faults] == [
        "this is not a CSL item: a character is broken off, and only one half of its code is there"
    ]


def test_one_fault_hides_no_other_citation():
    read = read_input("x", b"TY  - JOUR\nTI  - A\n\nTY  - JOUR\nTI  - B\nER  - \n")

    assert [(found.place.line, found.publication.get("title")) for found in read.found] == [(4, "B")]


def test_a_form_can_be_named():
    assert only("% nothing\n@book{a, title = {TI - x}}", InputFormat.BIBTEX).get("title") == "TI - x"
    read = read_input("x", b"@book{a, title = {x}}", InputFormat.RIS)
    assert [fault.message for fault in read.faults] == ["no citation of the form ris was found"]


def test_bytes_that_are_no_text_are_told():
    (fault,) = read_input("x", b"@book{a,\n title = {\xff}}").faults

    assert (fault.place.line, fault.message) == (2, "byte 0xff is not UTF-8 text")


PIECES = (
    "TY  - JOUR",
    "ER  - ",
    "PMID- 1",
    "TI  - [x].",
    "FAU - A, B",
    "@article{a,",
    "}",
    '[{"title": "x"}',
    "]",
    "      y",
)


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=8).map("\n".join), st.sampled_from(InputFormat)
)
def test_nothing_raises(text, form):
    read_input("x", text.encode("utf-8", errors="surrogatepass"), form)
    read_input("x", text.encode("utf-8", errors="surrogatepass"))


def test_pubmed_names_no_more_than_some_authors_of_old_papers() -> None:
    record = "PMID- 7654321\nTI  - Salt.\nAU  - Smith A\nAU  - et al.\nAU  - Zoe C\nTA  - Sea\n"
    found = only(record).authors
    assert ([person.family for person in found], only(record).authors_complete) == (["Smith", "Zoe"], False)
    assert only(record.replace("AU  - et al.\n", "")).authors_complete
