"""biblatex holds what references.bib holds, under the names that biblatex defines, in letters instead of commands."""

from __future__ import annotations

import pybtex.database
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.biblatex import FIELD_ORDER, RENAMED, entry_text, file_text
from build_tools.exports.selection import ALL, whole_list
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.sources.bibtex import parse, read_bibtex
from build_tools.sources.latex import plain_text
from tests.exports.test_bibtex import field_values, made_entry, persons_in_pybtex, persons_of, read, untimed


def test_an_entry_in_full() -> None:
    (entry,) = read(
        r"""@article{glass2001,
  author = {Sm{\"i}th, A. and {Gl{\aa}s Group} and others},
  title = {On {MRI} of 5\% \& {\'e}},
  journal = {Journal of Gl{\"a}s},
  month = may, year = 2001, volume = {3}, issue = {4}, number = {7}, pages = {1--2},
  address = {Murano}, pmid = {12}, doi = {10.1000/a_b}, language = {german}, printed = {volume: 2}
}"""
    )
    assert entry_text(entry) == (
        "@article{glass2001,\n"
        "  author = {Smïth, A. and {Glås Group} and others},\n"
        "  title = {On {MRI} of 5\\% \\& é},\n"
        "  journaltitle = {Journal of Gläs},\n"
        "  location = {Murano},\n"
        "  date = {2001-05},\n"
        "  volume = {3},\n"
        "  number = {4},\n"
        "  pages = {1--2},\n"
        "  doi = {10.1000/a_b},\n"
        "  eprint = {12},\n"
        "  eprinttype = {pubmed},\n"
        "  language = {german},\n"
        "  reviewnumber = {7},\n"
        "  printed = {volume: 2},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ("year = {2001}", {"date": "2001"}),
        ("year = {2001}, month = dec", {"date": "2001-12"}),
        ("year = {2001}, month = dec, day = {7}", {"date": "2001-12-07"}),
        ("year = {2001}, month = {spring}, day = {7}", {"date": "2001"}),
        ("year = {in press}, month = may", {"year": "in press", "month": "may"}),
    ],
)
def test_dates(fields: str, made: dict[str, str]) -> None:
    (entry,) = read(f"@misc{{smith2001, {fields} }}")
    (block,) = parse(entry_text(entry)).entries
    assert {field.key: field.value for field in block.fields} == made


def test_a_page_of_a_site_has_a_type_of_its_own() -> None:
    (entry,) = read("@online{glass, title = {T}, howpublished = {Site}, version = {1.2}}")
    assert entry_text(entry) == "@online{glass,\n  title = {T},\n  organization = {Site},\n  version = {1.2},\n}\n"


def test_a_header_becomes_a_comment(made_up: KnowledgeBase) -> None:
    text = file_text(whole_list(made_up, ALL), "two\nlines")
    assert text.startswith("% two\n% lines\n\n@article{korompilias2009,\n")
    assert [entry.key for entry in parse(text).entries] == list(made_up.references)


def expected(entry: Entry) -> dict[str, str]:
    """Plain text of the fields that biblatex has under another name or not at all, beside those that it has."""
    fields = {RENAMED.get(name, name): text for name, text in entry.fields.items() if name not in ("author", "editor")}
    if "year" in fields:
        fields["date"] = fields.pop("year")
    return {**fields, **({"eprinttype": "pubmed"} if "eprint" in fields else {})}


def decoded(entries: tuple[Entry, ...]) -> dict[str, dict[str, str]]:
    return {
        entry.key: {name: text for name, text in entry.fields.items() if name not in ("author", "editor")}
        for entry in entries
    }


@untimed
@given(st.lists(field_values, max_size=4))
def test_every_field_survives_the_renaming(all_raw: list[dict[str, str]]) -> None:
    entries = [made_entry(f"smith{2000 + place}", raw) for place, raw in enumerate(all_raw)]
    made = read_bibtex("made-up.bib", file_text(entries).encode()).entries
    assert decoded(made) == {entry.key: expected(entry) for entry in entries}
    assert [entry.authors for entry in made] == [entry.authors for entry in entries]


def test_field_order_names_each_field_once() -> None:
    assert len(set(FIELD_ORDER)) == len(FIELD_ORDER)
    assert {"journaltitle", "date", "number", "eprint", "eprinttype", "reviewnumber"} <= set(FIELD_ORDER)


@pytest.mark.kb
def test_the_real_list_is_whole_in_two_readers(real: KnowledgeBase) -> None:
    entries = whole_list(real, ALL)
    text = file_text(entries)
    made = read(text)
    assert decoded(made) == {entry.key: expected(entry) for entry in entries}
    assert [(entry.authors, entry.editors, entry.authors_complete) for entry in made] == [
        (entry.authors, entry.editors, entry.authors_complete) for entry in entries
    ]
    with_pybtex = pybtex.database.parse_string(text, "bibtex").entries
    assert list(with_pybtex) == [entry.key for entry in entries]
    for entry in entries:
        fields = {name.lower(): plain_text(value) for name, value in with_pybtex[entry.key].fields.items()}
        assert fields == expected(entry)
    assert persons_in_pybtex(text) == {entry.key: persons_of(entry) for entry in entries}
    assert not [line for line in text.splitlines() if '\\"' in line or "\\'" in line]
