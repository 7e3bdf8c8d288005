"""What is exported is what references.bib holds, under standard names, for every program that reads BibTeX."""

from __future__ import annotations

import string

import pybtex.database
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.exports.bibtex import FIELD_ORDER, RENAMED, entry_text, file_text, portable
from build_tools.exports.selection import ALL, DISTINCT, PRINTED, whole_list
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.sources.bibtex import parse, read_bibtex
from build_tools.sources.latex import plain_text


def read(text: str) -> tuple[Entry, ...]:
    """Entries of a text that must parse whole."""
    bibliography = read_bibtex("made-up.bib", text.encode())
    assert bibliography.diagnostics == ()
    return bibliography.entries


def expected(entry: Entry) -> dict[str, str]:
    """The entry's raw fields under their exported names, and what BibTeX sorts by where no person is recorded."""
    fields = {RENAMED.get(name, name): value for name, value in entry.raw.items()}
    return fields if entry.authors or entry.editors else {"key": fields["title"], **fields}


def with_bibtexparser(text: str) -> dict[str, dict[str, str]]:
    """Fields by key, as bibtexparser reads them."""
    library = parse(text)
    assert library.failed_blocks == []
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def persons_in_pybtex(text: str) -> dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]]:
    """Authors and editors by key, as pybtex takes names apart: family name with its particles, given names, suffix."""

    def parts(person: pybtex.database.Person) -> tuple[str, str, str]:
        family = [*person.prelast_names, *person.last_names]
        given = [*person.first_names, *person.middle_names]
        return (plain_text(" ".join(family)), plain_text(" ".join(given)), plain_text(" ".join(person.lineage_names)))

    return {
        key: tuple([parts(person) for person in entry.persons.get(role, ())] for role in ("author", "editor"))
        for key, entry in pybtex.database.parse_string(text, "bibtex").entries.items()
    }


def persons_of(entry: Entry) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """The same of an entry; a list that is known in part ends in ``others``."""
    authors = [(person.family, person.given, person.suffix) for person in entry.authors]
    others = [] if entry.authors_complete else [("others", "", "")]
    return (authors + others, [(person.family, person.given, person.suffix) for person in entry.editors])


def with_pybtex(text: str) -> dict[str, dict[str, str]]:
    """Fields by key, as pybtex reads them; of persons their number."""
    entries = pybtex.database.parse_string(text, "bibtex").entries
    return {
        key: {
            **{name.lower(): value for name, value in entry.fields.items()},
            **{f"{role.lower()}s": str(len(people)) for role, people in entry.persons.items()},
        }
        for key, entry in entries.items()
    }


def pybtex_expects(fields: dict[str, str]) -> dict[str, str]:
    """The same fields as pybtex gives them."""
    roles = {f"{role}s": str(len(fields[role].split(" and "))) for role in ("author", "editor") if role in fields}
    return {**{name: value for name, value in fields.items() if name not in ("author", "editor")}, **roles}


def test_an_entry_in_full() -> None:
    (entry,) = read(
        """@Article{glass2001,
  pages = {1--2},
  number = {7},
  zebra = {last},
  Author = {Glas, A. and others},
  title = {On {MRI}},
  month = may,
  issue = "3",
  year = 2001,
  printed = {volume: 2}
}"""
    )
    assert entry_text(entry) == (
        "@article{glass2001,\n"
        "  author = {Glas, A. and others},\n"
        "  title = {On {MRI}},\n"
        "  year = {2001},\n"
        "  month = may,\n"
        "  number = {3},\n"
        "  pages = {1--2},\n"
        "  reviewnumber = {7},\n"
        "  printed = {volume: 2},\n"
        "  zebra = {last},\n"
        "}\n"
    )


def test_a_header_becomes_comments_that_programs_pass_over(made_up: KnowledgeBase) -> None:
    text = file_text(whole_list(made_up, ALL), "two\nlines")
    assert text.startswith("% two\n% lines\n\n@article{korompilias2009,\n")
    assert list(with_bibtexparser(text)) == list(made_up.references)
    assert list(with_pybtex(text)) == list(made_up.references)


@pytest.mark.parametrize("header", ["mail us @ home", "Prüfung"])
def test_a_header_that_would_not_stay_a_comment_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match="not a comment"):
        file_text((), header)


def test_where_no_person_is_recorded_bibtex_sorts_by_the_title() -> None:
    (entry,) = read("@article{glass2001, title = {On {MRI}}, year = {2001}}")
    assert entry_text(entry) == "@article{glass2001,\n  title = {On {MRI}},\n  year = {2001},\n  key = {On {MRI}},\n}\n"


def test_what_bibtex_has_no_word_for_gets_the_nearest_one() -> None:
    (entry,) = read("@online{glass, author = {{G}}, title = {T}, version = {1.2}, url = {https://a.org}}")
    assert entry_text(entry) == (
        "@misc{glass,\n  author = {{G}},\n  title = {T},\n  url = {https://a.org},\n  note = {Version 1.2},\n}\n"
    )


def test_no_entries_make_an_empty_file() -> None:
    assert file_text(()) == ""


@pytest.mark.parametrize(
    ("field", "value", "exported"),
    [
        ("title", "5% of 8", r"5\% of 8"),
        ("title", r"5\% of 8", r"5\% of 8"),
        ("title", "a_b # c & d", r"a\_b \# c \& d"),
        ("title", r"$T_1$ at 5\%", r"$T_1$ at 5\%"),
        ("note", r"\url{https://a.org/x_y%20z}", r"\url{https://a.org/x_y%20z}"),
        ("title", "two\r\n  lines", "two lines"),
        ("author", "Müller, É.", r"M{\"u}ller, {\'E}."),
        ("title", r"a \{ b", r"a {\textbraceleft} b"),
        ("doi", "10.1000/a_b%3C1::AID>", "10.1000/a_b%3C1::AID>"),
        ("url", "https://a.org/ü_x", "https://a.org/%C3%BC_x"),
    ],
)
def test_values_become_portable(field: str, value: str, exported: str) -> None:
    assert portable(field, value) == exported


untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""No law depends on how fast the machine is."""

LETTERS = string.ascii_letters + "äéñøŁčßÅ"
word = st.text(LETTERS, min_size=1, max_size=8)
name = st.builds("{}, {}.".format, word, st.sampled_from("ABC"))
piece = st.one_of(
    word, word.map("{{{}}}".format), st.sampled_from([r"{\'e}", "1--2", "50%", "a_b", "(x)", "“q”", "α", ":"])
)
prose = st.lists(piece, min_size=1, max_size=5).map(" ".join)
field_values = st.fixed_dictionaries(
    {"author": st.lists(name, min_size=1, max_size=4).map(" and ".join), "title": prose},
    optional={
        "number": st.integers(1, 44).map(str),
        "issue": st.from_regex(r"[0-9]{1,3}( Suppl [0-9])?", fullmatch=True),
        "journal": prose,
        "note": prose,
        "doi": st.from_regex(r"10\.[0-9]{4}/[a-zA-Z0-9_%<>();:.-]{1,20}", fullmatch=True),
        "pmid": st.integers(1, 99999999).map(str),
        "printed": prose,
        "year": st.integers(1900, 2030).map(str),
    },
)


def made_entry(key: str, raw: dict[str, str]) -> Entry:
    """An entry as the reader would make it of a BibTeX text with these fields."""
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in raw.items())
    (entry,) = read(f"@article{{{key},\n{body}}}\n")
    assert entry.raw == raw
    return entry


@untimed
@given(st.lists(field_values, max_size=4))
def test_every_field_survives_with_the_rename_only(all_raw: list[dict[str, str]]) -> None:
    entries = [made_entry(f"smith{2000 + place}", raw) for place, raw in enumerate(all_raw)]
    text = file_text(entries)
    assert text.isascii()
    assert "\r" not in text
    exported = {entry.key: entry for entry in read(text)} if entries else {}
    assert list(exported) == [entry.key for entry in entries]
    for entry in entries:
        # As a reader sees them, for what is not ASCII is written as LaTeX.
        decoded = entry.fields.items()
        assert exported[entry.key].fields == {RENAMED.get(name, name): value for name, value in decoded}
        assert exported[entry.key].authors == entry.authors
    read_back = with_pybtex(text)
    assert read_back == {key: pybtex_expects(dict(entry.raw)) for key, entry in exported.items()}


@untimed
@given(st.text(st.characters(exclude_characters="{}\\@", exclude_categories=("Cs", "Cc")), max_size=30))
def test_any_characters_become_ascii_that_parses(title: str) -> None:
    entry = Entry("smith2001", "article", {}, {"title": title, "url": title}, (), True)
    text = file_text((entry,))
    assert text.isascii()
    assert list(with_bibtexparser(text)) == ["smith2001"]
    assert list(with_pybtex(text)) == ["smith2001"]


@untimed
@given(prose)
def test_portable_twice_is_portable_once(value: str) -> None:
    once = portable("title", value)
    assert portable("title", once) == once
    assert plain_text(once) == plain_text(value)


def test_field_order_names_each_field_once() -> None:
    assert len(set(FIELD_ORDER)) == len(FIELD_ORDER)
    assert set(RENAMED.values()) <= set(FIELD_ORDER)


@pytest.mark.kb
@pytest.mark.parametrize(("name", "count"), [(PRINTED, 44), (DISTINCT, 43), (ALL, None)])
def test_the_real_lists_are_whole_in_both_programs(real: KnowledgeBase, name: str, count: int | None) -> None:
    entries = whole_list(real, name)
    assert len(entries) == (count or len(real.references))
    text = file_text(entries)
    assert text.isascii()
    fields = {entry.key: expected(entry) for entry in entries}
    assert len(fields) == len(entries)
    assert with_bibtexparser(text) == fields
    assert with_pybtex(text) == {key: pybtex_expects(values) for key, values in fields.items()}
    assert persons_in_pybtex(text) == {entry.key: persons_of(entry) for entry in entries}


@pytest.mark.kb
def test_each_real_entry_alone(real: KnowledgeBase) -> None:
    for reference in real.references.values():
        assert with_bibtexparser(entry_text(reference.entry)) == {reference.key: expected(reference.entry)}
