"""references.bib to entries with places, and the one layout."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Place
from build_tools.model.bibliography import Person
from build_tools.sources.bibtex import canonical, entry_spans, entry_text, people, read_bibtex

TEXT = r"""% A remark.

@article{smith2001,
  author = {Sm{\"i}th, Jr, A. B. and {Glass Bone Group} and van der Bone, C. and others},
  title = {Glass \& bone on {MRI}: 50\% of cases},
  journal = {Glass},
  year = {2001},
  number = {7},
  pages = {1--9},
  doi = {10.1000/a_b%c},
  duplicateof = {jones2002},
}

@book{jones2002,
  title = {Chalk},
  year = {2002},
}
"""


def read(text: str):
    return read_bibtex("r.bib", text.encode())


def faults(text: str) -> list[tuple[int, int, str]]:
    return [(d.place.line, d.place.column, d.code) for d in read(text).diagnostics]


def test_fields_are_plain_text_and_raw():
    first, second = read(TEXT).entries

    assert first.title == "Glass & bone on MRI: 50% of cases"
    assert first.raw["title"] == r"Glass \& bone on {MRI}: 50\% of cases"
    assert first.doi == "10.1000/a_b%c"
    assert (first.key, first.type, first.number, first.year) == ("smith2001", "article", 7, "2001")
    assert first.duplicate_of == "jones2002"
    assert (second.number, second.doi, second.pmid, second.authors) == (None, None, None, ())


def test_authors_are_persons_and_groups():
    first, _ = read(TEXT).entries

    assert first.authors == (
        Person("Smïth", "A. B.", "Jr"),
        Person("Glass Bone Group", is_group=True),
        Person("van der Bone", "C."),
    )
    assert not first.authors_complete
    assert first.authors[0].initials == "AB"
    assert people("") == ((), True)


def test_entries_and_fields_have_their_places():
    first, second = read(TEXT).entries

    assert first.origin.place() == Place("r.bib", 3, 1)
    assert first.origin.key_place("year") == Place("r.bib", 7, 3)
    assert first.origin.place("year") == Place("r.bib", 7, 11)
    assert first.fault("x", at="year").place == Place("r.bib", 7, 3)
    assert first.fault_in("year", "1", "x").place == Place("r.bib", 7, 11)
    assert second.fault("x").place == Place("r.bib", 14, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT + "\n@article{smith2001,\n  year = {1},\n}\n", [(19, 1, "bib-key-duplicate")]),
        ("@article{a1999,\n  year = {1},\n  title = {x},\n  year = {2},\n}\n", [(4, 3, "bib-field-duplicate")]),
        ("@article{a1999,\n  year = {1},\n  title = {x},\n  Year = {2},\n}\n", [(4, 3, "bib-field-duplicate")]),
        ("@article{a1999,\n  title = {a\f b\u2028 c},\n  x = {1},\n  x = {2},\n}\n", [(4, 3, "bib-field-duplicate")]),
        ("@article{a1999,\n  year = {1,\n}\n\n@book{b2000,\n  year = {2},\n}\n", [(1, 1, "bib-syntax")]),
        ("", []),
    ],
)
def test_faults_are_told_where_they_are(text, expected):
    assert faults(text) == expected


def test_one_broken_entry_hides_no_other():
    bibliography = read("@article{a1999,\n  year = {1,\n}\n\n@book{b2000,\n  year = {2},\n}\n")

    assert [entry.key for entry in bibliography.entries] == ["b2000"]


def test_an_entry_with_a_doubled_field_is_still_an_entry():
    text = "@article{a1999,\n  year = {1},\n  title = {x},\n  year = {2},\n}\n"

    assert [entry.key for entry in read(text).entries] == ["a1999"]


def test_wrong_bytes_are_told():
    bibliography = read_bibtex("r.bib", b"@book{b2000,\n  title = {\xff},\n}\n")

    assert [(d.place.line, d.code) for d in bibliography.diagnostics] == [(2, "bib-encoding")]
    assert bibliography.entries == ()


def test_reading_logs_nothing(caplog):
    with caplog.at_level(logging.DEBUG):
        read("@article{a1999,\n  year = {1,\n}\n\n@book{b2000,\n}\n")

    assert caplog.records == []


def test_the_layout_is_fixed_and_final():
    messy = '@Article{smith2001,author="Smith, A.",\n\n year=2001}\n@book{jones2002,\ntitle={Chalk}}'
    neat = (
        "@article{smith2001,\n  author = {Smith, A.},\n  year = {2001},\n}\n\n@book{jones2002,\n  title = {Chalk},\n}\n"
    )

    assert canonical(messy) == neat
    assert canonical(neat) == neat
    assert canonical(TEXT) == TEXT


def test_fields_stand_in_one_order_and_unknown_ones_stay_where_they_are():
    messy = "@book{a1999,\n  pmid = {1},\n  zebra = {z},\n  year = {1999},\n  title = {x},\n}\n"
    neat = "@book{a1999,\n  title = {x},\n  year = {1999},\n  pmid = {1},\n  zebra = {z},\n}\n"

    assert canonical(messy) == neat
    assert entry_text("book", "a1999", {"pmid": "1", "zebra": "z", "year": "1999", "title": "x"}) == neat


def test_a_field_that_stands_twice_in_other_capitals_is_not_lost():
    assert canonical("@book{a1999,\n  Year = {1},\n  year = {2},\n}\n").count("ear = ") == 2


def test_entries_are_found_where_they_stand():
    spans = entry_spans(TEXT)

    assert [(span.key, span.has_number) for span in spans] == [("smith2001", True), ("jones2002", False)]
    assert [TEXT[span.start : span.end].split("{", maxsplit=1)[0] for span in spans] == ["@article", "@book"]
    assert all(TEXT[span.end - 2 : span.end] == "\n}" for span in spans)


def test_a_text_that_does_not_parse_is_not_laid_out():
    broken = "@article{a1999,\n  year={1,\n}\n@book{b2000,\n}\n"

    assert canonical(broken) == broken


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    read_bibtex("r.bib", content)


@given(st.text(alphabet='@article{},="\n ab1%\\', max_size=80))
def test_no_text_made_of_bibtex_signs_raises(text):
    read(text)


_WORDS = st.text(alphabet="abc XYZ.:-", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.dictionaries(st.sampled_from(["title", "journal", "note", "publisher"]), _WORDS, min_size=1))
def test_fields_survive_the_layout(fields):
    body = "".join(f"{name}={{{value}}},\n" for name, value in fields.items())
    (entry,) = read(canonical(f"@article{{a1999,\n{body}}}")).entries

    assert dict(entry.raw) == fields
