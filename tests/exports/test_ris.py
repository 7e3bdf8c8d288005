"""RIS holds what references.bib holds, under the tags that reference managers read."""

from __future__ import annotations

import re

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.ris import INCOMPLETE, entry_text, ris_name
from build_tools.exports.selection import ALL, whole_list
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry, Person
from tests.exports.test_bibtex import read, untimed


def test_an_article_in_full() -> None:
    (entry,) = read(
        r"""@article{glass2001,
  author = {Plenk, Jr, H. and van der Aa, J. P. and {Gl{\aa}s Group} and others},
  title = {On {MRI} of 5\% \& more},
  journal = {Journal of Gl{\"a}s}, shortjournal = {J Gl{\"a}s},
  month = may, year = 2001, volume = {3}, issue = {4}, number = {7}, pages = {S757--S760},
  pmid = {12}, pmcid = {PMC34}, doi = {10.1002/(SICI)1097-0142(1999)85:5<1::AID-C1>3.0.CO;2-X}, issn = {1234-5678},
  language = {german}, note = {Original title: Gl{\"a}ser}, url = {https://a.org/x}
}"""
    )
    assert entry_text(entry) == (
        "TY  - JOUR\n"
        "AU  - Plenk, H., Jr\n"
        "AU  - van der Aa, J. P.\n"
        "AU  - Glås Group\n"
        "TI  - On MRI of 5% & more\n"
        "T2  - Journal of Gläs\n"
        "J2  - J Gläs\n"
        "PY  - 2001\n"
        "DA  - 2001/05//\n"
        "VL  - 3\n"
        "IS  - 4\n"
        "SP  - S757\n"
        "EP  - S760\n"
        "SN  - 1234-5678\n"
        "DO  - 10.1002/(SICI)1097-0142(1999)85:5<1::AID-C1>3.0.CO;2-X\n"
        "AN  - 12\n"
        "DB  - PubMed\n"
        "C2  - PMC34\n"
        "LA  - de\n"
        "UR  - https://a.org/x\n"
        "N1  - Original title: Gläser\n"
        f"N1  - {INCOMPLETE}\n"
        "ID  - glass2001\n"
        "ER  - \n"
    )


def test_a_chapter(made_up: KnowledgeBase) -> None:
    assert entry_text(made_up.references["vanglas1999"].entry) == (
        "TY  - CHAP\nAU  - van Glas, C., Jr\nA2  - Pane, W.\nTI  - Brittle matters\nT2  - The glass book\n"
        "PY  - 1999\nSP  - 5\nEP  - 7\nPB  - Window Press\nCY  - Murano\nLA  - nl\nID  - vanglas1999\nER  - \n"
    )


@pytest.mark.parametrize(
    ("kind", "tag"),
    [("book", "BOOK"), ("inproceedings", "CONF"), ("phdthesis", "THES"), ("online", "ELEC"), ("misc", "GEN")],
)
def test_types(kind: str, tag: str) -> None:
    (entry,) = read(f"@{kind}{{x, title = {{T}} }}")
    assert entry_text(entry) == f"TY  - {tag}\nTI  - T\nID  - x\nER  - \n"


def test_names() -> None:
    assert ris_name(Person("van der Aa", "J. P.")) == "van der Aa, J. P."
    assert ris_name(Person("Plenk", "H.", "Jr")) == "Plenk, H., Jr"
    assert ris_name(Person("Glass Group", is_group=True)) == "Glass Group"


def as_expected(entry: Entry) -> dict[str, object]:
    """What a reader of RIS should find, told from the entry's plain text."""
    fields = entry.fields
    first, _, last = fields.get("pages", "").partition("--")
    is_partial = not entry.authors_complete or "incomplete" in fields
    found = {
        "type_of_reference": {"article": "JOUR", "incollection": "CHAP"}[entry.type],
        "authors": [ris_name(person) for person in entry.authors],
        "secondary_authors": [ris_name(person) for person in entry.editors],
        "title": fields["title"],
        "secondary_title": fields.get("journal") or fields.get("booktitle"),
        "alternate_title1": fields.get("shortjournal"),
        "year": fields.get("year"),
        "volume": fields.get("volume"),
        "number": fields.get("issue"),
        "start_page": first,
        "end_page": last,
        "publisher": fields.get("publisher"),
        "place_published": fields.get("address"),
        "doi": fields.get("doi"),
        "accession_number": fields.get("pmid"),
        "name_of_database": "PubMed" if "pmid" in fields else None,
        "language": {"german": "de", "italian": "it", "spanish": "es", "french": "fr"}.get(fields.get("language", "")),
        "notes": [*filter(None, [fields.get("note")]), *([INCOMPLETE] if is_partial else [])],
        "id": entry.key,
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.kb
def test_rispy_reads_every_field_of_every_real_entry(real: KnowledgeBase) -> None:
    entries = whole_list(real, ALL)
    text = "\n".join(map(entry_text, entries))
    records = rispy.loads(text)
    assert records == [as_expected(entry) for entry in entries]
    tags = "AN AU CY DB DO EP ER ID IS J2 LA N1 PB PY SP T2 TI TY VL A2"
    assert set(re.findall(r"^([A-Z][A-Z0-9])  - ", text, re.MULTILINE)) == set(tags.split(" "))


letters = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)
texts = letters.map(str.split).map(" ".join).filter(bool)


@untimed
@given(texts, texts, texts)
def test_any_text_comes_out_of_another_reader_as_it_went_in(title: str, journal: str, note: str) -> None:
    fields = {"title": title, "journal": journal, "note": note}
    entry = Entry("smith2001", "article", fields, fields, (Person("Smith", "A."),), True)
    (record,) = rispy.loads(entry_text(entry))
    assert (record["title"], record["secondary_title"], record["notes"]) == (title, journal, [note])
