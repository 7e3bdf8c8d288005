"""Publications to entries: fields, keys, and the one place in the file that changes."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from build_tools.editing.adding import journals_of
from build_tools.editing.entries import (
    NotAnEntryError,
    draft,
    initials,
    new_key,
    smoothed,
    with_changed_entry,
    with_entry,
)
from build_tools.editing.inputs import read_input
from build_tools.editing.publication import Publication, bare_doi, journal_in_capitals, plain_title, whole_pages
from build_tools.exports.bibtex import entry_text as exported
from build_tools.model.bibliography import Person
from build_tools.model.names import KEY_PATTERN
from build_tools.sources.bibtex import canonical, entry_spans, entry_text, read_bibtex
from build_tools.sources.latex import plain_text

PROJECT = Path(__file__).parents[2]
JOURNALS = {"Sea Bone": "Sea \\& Bone", "J Chalk": "Journal of Chalk"}


def article(**fields: str) -> Publication:
    """An article with one author."""
    given = {"title": "On bone", "journal": "Chalk", "year": "2001", **fields}
    return Publication("article", given, (Person("Smith", "Anna"),))


def test_an_entry_in_full():
    publication = Publication(
        "article",
        {
            "title": "Bone oedema of the hip, 5% of all: an MRI-controlled study of T1 in Legg-Calvé-Perthes disease",
            "journal": "Journal of chalk",
            "year": "1993",
            "volume": "75",
            "issue": "2 Suppl",
            "pages": "757--760",
            "doi": "10.1000/a_b%c",
            "pmid": "7654321",
            "note": "Original title: Das Ödem",
        },
        (Person("Grøvle", "Lars Erik"), Person("van der Aa", "J.P."), Person("Plenk", "H", "Jr")),
        authors_complete=False,
    )
    assert draft(publication, JOURNALS).text("grovle1993") == (
        "@article{grovle1993,\n"
        "  author = {Gr{\\o}vle, L. E. and van der Aa, J. P. and Plenk, Jr, H. and others},\n"
        "  title = {Bone oedema of the hip, 5\\% of all: an {MRI}-controlled study of {T1} in"
        " {Legg-Calv{\\'e}-Perthes} disease},\n"
        "  journal = {Journal of Chalk},\n"
        "  shortjournal = {J Chalk},\n"
        "  year = {1993},\n"
        "  volume = {75},\n"
        "  issue = {2 Suppl},\n"
        "  pages = {757--760},\n"
        "  doi = {10.1000/a_b%c},\n"
        "  pmid = {7654321},\n"
        '  note = {Original title: Das {\\"O}dem},\n'
        "}\n"
    )


@pytest.mark.parametrize(
    ("title", "written", "is_remarked"),
    [
        ("On bone", "On bone", False),
        ("MRI of bone. A study", "{MRI} of bone. {A} study", False),
        ("McCune's sign", "{McCune}'s sign", False),
        ("Legg-Perthes in T1-weighted MRI-CT", "Legg-{Perthes} in {T1}-weighted {MRI-CT}", False),
        ("The Great Sea And Its Many Bones In MRI", "The Great Sea And Its Many Bones In {MRI}", True),
        ("BONES OF THE SEA", "BONES OF THE SEA", True),
        ("Bone ‐ and marrow’s “edema”", "Bone - and marrow's {\\textquotedblleft}edema{\\textquotedblright}", False),
        ("T₁ of a_b & c", "T1 of a\\_b \\& c", False),
    ],
)
def test_capitals_that_must_stay_stand_in_braces(title, written, is_remarked):
    made = draft(article(title=title), {})

    assert made.fields["title"] == written
    assert bool(made.remarks) is is_remarked


def test_words_that_the_source_protects_stay_protected():
    publication = Publication("misc", {"title": "on bone", "year": "2001"}, capitals=frozenset({"bone"}))

    assert draft(publication, {}).fields["title"] == "on {bone}"


@pytest.mark.parametrize(
    ("journal", "short", "expected"),
    [
        ("Journal of Chalk", "", ("Journal of Chalk", "J Chalk")),
        ("The journal of chalk", "", ("Journal of Chalk", "J Chalk")),
        ("J Chalk", "", ("Journal of Chalk", "J Chalk")),
        ("", "J CHALK", ("Journal of Chalk", "J Chalk")),
        ("New Journal", "New J", ("New Journal", "New J")),
        ("New Journal", "", ("New Journal", None)),
        ("", "New J", ("New J", "New J")),
    ],
)
def test_a_journal_has_the_name_that_it_has_already(journal, short, expected):
    fields = draft(article(journal=journal, shortjournal=short), JOURNALS).fields

    assert (fields["journal"], fields.get("shortjournal")) == expected


def test_missing_authors_are_marked_and_strange_pages_left_out():
    made = draft(Publication("article", {"title": "X", "journal": "Y", "year": "2001", "pages": "1139.e1-9"}), {})

    assert made.fields == {"title": "X", "journal": "Y", "year": "2001", "incomplete": "authors"}
    assert [remark.partition(":")[0] for remark in made.remarks] == [
        "pages '1139.e1-9' are left out",
        "the authors were not given",
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": ""}, "it has no title"),
        ({"journal": ""}, "it has no journal"),
        ({"year": ""}, "it has no year"),
        ({"year": "199"}, "year '199'"),
        ({"doi": "11.1000/x"}, "'11.1000/x' is not a DOI"),
        ({"pmid": "PMC12"}, "'PMC12' is not a PubMed number"),
        ({"title": "On 骨"}, "title holds '骨', which has no LaTeX name"),
    ],
)
def test_what_is_no_entry_is_told(fields, told):
    with pytest.raises(NotAnEntryError, match=re.escape(told)):
        draft(article(**fields), {})


def test_a_group_is_one_author():
    assert (
        draft(
            Publication("misc", {"title": "X", "year": "2001"}, (Person("Sea and Bone Group", is_group=True),)), {}
        ).fields["author"]
        == "{Sea and Bone Group}"
    )


def test_a_family_name_alone_needs_braces_only_if_it_has_several_words():
    people = (Person("Hadji"), Person("Vande Berg"))

    assert draft(Publication("misc", {"title": "X", "year": "2001"}, people), {}).fields["author"] == (
        "Hadji and {Vande Berg}"
    )


@pytest.mark.kb
def test_the_real_entries_come_back_as_they_are_when_they_are_pasted():
    bibliography = read_bibtex("references.bib", (PROJECT / "references.bib").read_bytes())
    journals = journals_of(bibliography)
    names = ("title", "year", "volume", "issue", "pages", "doi", "pmid", "shortjournal", "language")
    for entry in bibliography.entries:
        (found,) = read_input("x", exported(entry).encode()).found
        made = draft(found.publication, journals)
        (again,) = read_bibtex("x", made.text(entry.key).encode()).entries

        assert {name: again.fields.get(name) for name in names} == {name: entry.fields.get(name) for name in names}
        assert [(person.family, person.initials) for person in again.authors] == [
            (person.family, person.initials) for person in entry.authors
        ]


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Anna Maria", "A. M."),
        ("Qing-Yu", "Q.-Y."),
        ("Q.-Y.", "Q.-Y."),
        ("A.M.", "A. M."),
        ("AM", "A. M."),
        ("É.", "É."),
        ("Th", "T."),
        ("", ""),
    ],
)
def test_initials(given, short):
    assert initials(given) == short


@pytest.mark.parametrize(
    ("family", "taken", "key"),
    [
        ("Smith", (), "smith2001"),
        ("Smith", ("smith2001",), "smith2001b"),
        ("Smith", ("smith2001", "smith2001b"), "smith2001c"),
        ("Smith", ("smith2001a", "smith2001b"), "smith2001c"),
        ("van der Aa", (), "vanderaa2001"),
        ("O'Connell", (), "oconnell2001"),
        ("Jiménez-Boj", (), "jimenezboj2001"),
        ("Grøvle", (), "grovle2001"),
        ("Häußer", (), "hausser2001"),
        ("李", (), "anon-2001"),
    ],
)
def test_keys_are_surname_and_year(family, taken, key):
    publication = Publication("misc", {"title": "X", "year": "2001"}, (Person(family, "A."),))

    assert new_key(publication, taken) == key


def test_keys_without_authors_and_the_end_of_the_letters():
    anonymous = Publication("misc", {"title": "The bone and the marrow", "year": "2001"})
    assert new_key(anonymous, ()) == "bone-marrow2001"
    assert new_key(anonymous, ("bone-marrow2001",)) == "bone-marrow2001b"
    taken = {"smith2001", *(f"smith2001{letter}" for letter in string.ascii_lowercase)}
    with pytest.raises(NotAnEntryError, match="all keys from smith2001 to smith2001z are taken"):
        new_key(article(), taken)


@given(st.text(max_size=12), st.text(max_size=12), st.booleans(), st.sets(st.sampled_from(["anon-2001", "a2001"])))
def test_every_key_has_the_form_of_one_and_is_new(family, title, is_group, taken):
    publication = Publication(
        "misc", {"title": title, "year": "2001"}, (Person(family, "A.", "", is_group),) if family else ()
    )
    key = new_key(publication, taken)

    assert re.fullmatch(KEY_PATTERN, key)
    assert key not in taken


FILE = """% A remark.

@article{review2000,
  title = {R},
}

@article{smith1999,
  title = {S},
  number = {1},
}

@article{adam2003,
  title = {A},
}

% Of the next one.
@article{young2004,
  title = {Y},
}
"""


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("aa2000", "smith1999", "adam2003"), ("baker2000", "adam2003", "young2004"), ("zoe2000", "young2004", None)],
)
def test_an_entry_stands_in_the_order_of_keys_behind_the_numbered_ones(key, before, after):
    keys = [span.key for span in entry_spans(with_entry(FILE, key, f"@book{{{key},\n}}\n"))]

    assert keys[keys.index(key) - 1] == before
    assert (keys[keys.index(key) + 1] if after else None) == after


def test_an_entry_in_files_without_others():
    assert with_entry("", "a2000", "@book{a2000,\n}\n") == "@book{a2000,\n}\n"
    assert with_entry("% Head.\n", "a2000", "@book{a2000,\n}\n") == "% Head.\n\n@book{a2000,\n}\n"
    assert with_entry("@book{b2000,\n}", "a2000", "@book{a2000,\n}\n") == "@book{a2000,\n}\n\n@book{b2000,\n}"
    assert with_entry("@book{b2000,\n}", "c2000", "@book{c2000,\n}\n") == "@book{b2000,\n}\n\n@book{c2000,\n}\n"


WORDS = st.text("abc XYZ.:-é", min_size=1, max_size=12).map(str.strip).filter(bool)
KEYS = st.from_regex(r"[a-z]{1,3}2[0-9]{3}", fullmatch=True)
FIELDS = st.dictionaries(st.sampled_from(["title", "journal", "note", "year", "doi"]), WORDS, min_size=1)
ENTRIES = st.dictionaries(KEYS, st.tuples(FIELDS, st.booleans(), st.integers(0, 3)), min_size=1, max_size=6)


def untidy(entries: dict[str, tuple[dict[str, str], bool, int]]) -> str:
    """A BibTeX file as hands write it: any layout, remarks between entries, some entries with a number."""
    parts = []
    for key, (fields, has_number, looks) in entries.items():
        all_fields = {**fields, **({"number": "1"} if has_number else {})}
        opening, closing, indent = [("{", "}", "  "), ('"', '"', ""), ("{", "}", "\t"), ("{", "}", "      ")][looks]
        body = ",\n".join(f"{indent}{name}={opening}{value}{closing}" for name, value in all_fields.items())
        parts.append(f"% about {key}\n@Article{{{key},\n{body}{',' if looks % 2 else ''}\n}}" + "\n" * looks)
    return "\n".join(parts)


@given(ENTRIES, KEYS, FIELDS)
def test_adding_an_entry_changes_no_other_byte(entries, key, fields):
    assume(key not in entries)
    text = untidy(entries)
    new = entry_text("article", key, fields)
    result = with_entry(text, key, new)
    at = result.index(new.removesuffix("\n"))
    rest = result[:at] + result[at + len(new) - 1 :]

    assert re.sub(r"\n+", "\n", rest).strip("\n") == re.sub(r"\n+", "\n", text).strip("\n")
    before = {span.key: text[span.start : span.end] for span in entry_spans(text)}
    after = {span.key: result[span.start : span.end] for span in entry_spans(result)}
    assert after == {**before, key: new.removesuffix("\n")}


@given(ENTRIES, st.data())
def test_changing_or_formatting_an_entry_changes_no_other_byte(entries, data):
    text = canonical(untidy(entries))
    key = data.draw(st.sampled_from(sorted(entries)))
    spans = {span.key: span for span in entry_spans(text)}
    new = entry_text("article", key, data.draw(FIELDS))
    result = with_changed_entry(text, key, new)

    assert result == text[: spans[key].start] + new.removesuffix("\n") + text[spans[key].end :]
    mess = re.sub(r"(?m)^  (\w+) = ", r"\t\1=", text[spans[key].start : spans[key].end])
    messy = with_changed_entry(text, key, mess)
    assert canonical(messy) == text


@given(ENTRIES)
def test_the_layout_of_a_bibliography_is_final_and_keeps_fields_and_remarks(entries):
    text = untidy(entries)
    laid = canonical(text)
    old, new = read_bibtex("x", text.encode()), read_bibtex("x", laid.encode())

    assert canonical(laid) == laid
    assert [(entry.key, entry.type, dict(entry.raw)) for entry in new.entries] == [
        (entry.key, entry.type, dict(entry.raw)) for entry in old.entries
    ]
    assert re.findall("%.*", laid) == re.findall("%.*", text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=20))
def test_a_title_reads_back_as_it_was_or_is_refused(title):
    title = plain_title(title)
    assume(title)
    try:
        written = draft(article(title=title), {}).fields["title"]
    except NotAnEntryError:
        return
    assert written.isascii()
    assert plain_text(written) == smoothed(title)
    (entry,) = read_bibtex("x", entry_text("article", "a2001", {"title": written}).encode()).entries
    assert entry.title == smoothed(title)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000/x", "10.1000/x"),
        ("http://dx.doi.org/10.1002/(SICI)1097%3C1::AID", "10.1002/(SICI)1097<1::AID"),
        ("doi: 10.1000/x.", "10.1000/x"),
        ("10.1000/x", "10.1000/x"),
        ("x", "x"),
    ],
)
def test_dois_are_bare(text, doi):
    assert bare_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("757-60", "757--760"),
        ("757–760", "757--760"),
        ("1328-33, 1350", "1328--1333, 1350"),
        ("S12-8", "S12--S18"),
        ("S12-S18", "S12--S18"),
        ("e123", "e123"),
        ("9-9", "9"),
        ("pp. 1 - 9", "1--9"),
        ("206", "206"),
    ],
)
def test_pages_are_whole(text, pages):
    assert whole_pages(text) == pages
    assert whole_pages(pages) == pages


@pytest.mark.parametrize(
    ("pubmed", "name"),
    [
        ("Skeletal radiology", "Skeletal Radiology"),
        (
            "The Journal of bone and joint surgery. American volume",
            "Journal of Bone and Joint Surgery. American Volume",
        ),
        ("Bioinformatics (Oxford, England)", "Bioinformatics"),
        ("AJR. American journal of roentgenology", "AJR. American Journal of Roentgenology"),
        ("", ""),
    ],
)
def test_journals_have_the_capitals_of_their_cover(pubmed, name):
    assert journal_in_capitals(pubmed) == name


def test_titles_lose_markup_and_their_full_stop():
    assert plain_title("On <i>Bone</i> &amp; T<sub>1</sub>\n in CO&lt;sub&gt;2&lt;/sub&gt;.") == "On Bone & T1 in CO2"
    assert plain_title("And then ...") == "And then ..."
