"""References as readers see them: the golden cases of NLM style (Citing Medicine, 2nd edition)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.exports.citation_text import NLM, STYLES, formatted
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry, Person
from build_tools.sources.bibtex import read_bibtex

JOURNAL = {
    "title": "{On bones}",
    "journal": "{Journal of Glass Bones}",
    "shortjournal": "{J Glass Bones}",
    "year": "{1988}",
    "volume": "{167}",
    "issue": "{3}",
    "pages": "{757--760}",
}
BOOK = {
    "title": "{Necrosis}",
    "booktitle": "{The hip}",
    "publisher": "{Window Press}",
    "address": "{Murano}",
    "year": "{1999}",
    "pages": "{1--20}",
}


def entry_of(fields: dict[str, str | None], kind: str = "article") -> Entry:
    body = ", ".join(f"{name} = {value}" for name, value in fields.items() if value is not None)
    (entry,) = read_bibtex("made-up.bib", f"@{kind}{{smith1988, {body} }}".encode()).entries
    return entry


def authors(count: int) -> str:
    names = ["Ames, A. B.", "Bell, C.", "Cole, D.", "Dunn, E.", "Ehrlich, F.", "Frost, G.", "Glas, H.", "Hunt, I."]
    return " and ".join(names[:count])


SIX = "Ames AB, Bell C, Cole D, Dunn E, Ehrlich F, Frost G"


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"author": "{Ames, A. B.}"}, "Ames AB. On bones. J Glass Bones. 1988;167(3):757-60."),
        ({"author": f"{{{authors(6)}}}"}, f"{SIX}. On bones. J Glass Bones. 1988;167(3):757-60."),
        ({"author": f"{{{authors(7)}}}"}, f"{SIX}, et al. On bones. J Glass Bones. 1988;167(3):757-60."),
        ({"author": f"{{{authors(8)}}}"}, f"{SIX}, et al. On bones. J Glass Bones. 1988;167(3):757-60."),
        (
            {"author": f"{{{authors(3)} and others}}"},
            "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones. 1988;167(3):757-60.",
        ),
        (
            {"author": f"{{{authors(6)} and others}}"},
            f"{SIX}, et al. On bones. J Glass Bones. 1988;167(3):757-60.",
        ),
        (
            {"author": "{{Glass Bone Group} and Ames, A. B.}"},
            "Glass Bone Group, Ames AB. On bones. J Glass Bones. 1988;167(3):757-60.",
        ),
        ({}, "On bones. J Glass Bones. 1988;167(3):757-60."),
        (
            {"author": "{Plenk, Jr, H. and van der Aa, J. P. and Vande Berg, B. C. and Lobo-Mueller, E.-M.}"},
            "Plenk H Jr, van der Aa JP, Vande Berg BC, Lobo-Mueller EM. On bones. J Glass Bones. 1988;167(3):757-60.",
        ),
        (
            {"volume": "{12}", "issue": "{Suppl 1}", "pages": "{S3--S9}"},
            "On bones. J Glass Bones. 1988;12 Suppl 1:S3-9.",
        ),
        (
            {"volume": "{58}", "issue": "{12 Suppl 7}", "pages": "{S6--S12}"},
            "On bones. J Glass Bones. 1988;58(12 Suppl 7):S6-12.",
        ),
        ({"volume": "{12}", "issue": "{Suppl}", "pages": None}, "On bones. J Glass Bones. 1988;12 Suppl."),
        ({"issue": None}, "On bones. J Glass Bones. 1988;167:757-60."),
        ({"volume": None}, "On bones. J Glass Bones. 1988;(3):757-60."),
        ({"volume": None, "issue": None}, "On bones. J Glass Bones. 1988:757-60."),
        ({"volume": None, "issue": None, "pages": "{e123}"}, "On bones. J Glass Bones. 1988:e123."),
        (
            {"volume": None, "issue": None, "language": "{dutch}"},
            "[On bones]. J Glass Bones. 1988:757-60. Dutch.",
        ),
        ({"volume": "{75-B}"}, "On bones. J Glass Bones. 1988;75-B(3):757-60."),
        ({"pages": "{757}"}, "On bones. J Glass Bones. 1988;167(3):757."),
        ({"pages": "{e123}"}, "On bones. J Glass Bones. 1988;167(3):e123."),
        ({"pages": "{1327--1333}"}, "On bones. J Glass Bones. 1988;167(3):1327-33."),
        ({"pages": "{98--105}"}, "On bones. J Glass Bones. 1988;167(3):98-105."),
        ({"pages": None}, "On bones. J Glass Bones. 1988;167(3)."),
        ({"title": "{Bones: a – b – c?}"}, "Bones: a – b – c? J Glass Bones. 1988;167(3):757-60."),
        ({"title": "{Bones?}", "language": "{dutch}"}, "[Bones?]. J Glass Bones. 1988;167(3):757-60. Dutch."),
        ({"title": "{Bones.}"}, "Bones. J Glass Bones. 1988;167(3):757-60."),
        ({"shortjournal": None}, "On bones. Journal of Glass Bones. 1988;167(3):757-60."),
        ({"language": "{german}"}, "[On bones]. J Glass Bones. 1988;167(3):757-60. German."),
        ({"language": "{english}"}, "On bones. J Glass Bones. 1988;167(3):757-60."),
        (
            {"doi": "{10.1002/(SICI)1097-0142(19990301)85:5<1::AID-CNCR1>3.0.CO;2-X}", "pmid": "{123}"},
            "On bones. J Glass Bones. 1988;167(3):757-60. "
            "doi:10.1002/(SICI)1097-0142(19990301)85:5<1::AID-CNCR1>3.0.CO;2-X PMID: 123.",
        ),
        (
            {"url": "{https://doi.org/10.1000/1}", "doi": "{10.1000/1}"},
            "On bones. J Glass Bones. 1988;167(3):757-60. doi:10.1000/1",
        ),
        (
            {"url": "{https://a.org/1}", "note": "{Our note}"},
            "On bones. J Glass Bones. 1988;167(3):757-60. Available from: https://a.org/1",
        ),
    ],
)
def test_articles(changed: dict[str, str | None], text: str) -> None:
    assert formatted(entry_of({**JOURNAL, **changed})) == text


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (
            {"author": "{Ames, A. B.}", "editor": "{Bell, C.}"},
            "Ames AB. Necrosis. In: Bell C, editor. The hip. Murano: Window Press; 1999. p. 1-20.",
        ),
        (
            {"author": "{Ames, A. B.}", "editor": "{Bell, C. and Cole, D.}", "edition": "{2}"},
            "Ames AB. Necrosis. In: Bell C, Cole D, editors. The hip. 2nd ed. Murano: Window Press; 1999. p. 1-20.",
        ),
        (
            {"author": "{Ames, A. B. and others}", "language": "{french}"},
            "Ames AB, et al. [Necrosis]. In: The hip. Murano: Window Press; 1999. p. 1-20. French.",
        ),
    ],
)
def test_chapters(changed: dict[str, str | None], text: str) -> None:
    assert formatted(entry_of({**BOOK, **changed}, "incollection")) == text


PARTICLES = "Plenk H Jr, van der Aa JP, Vande Berg BC"
SICI = "10.1002/(SICI)1097-0142(1999)85:5<1::AID-C1>3.0.CO;2-X"

CASES: dict[str, tuple[str, dict[str, str | None]]] = {
    "one author": ("article", {**JOURNAL, "author": "{Ames, A. B.}"}),
    "six authors": ("article", {**JOURNAL, "author": f"{{{authors(6)}}}"}),
    "seven authors": ("article", {**JOURNAL, "author": f"{{{authors(7)}}}"}),
    "authors known in part": ("article", {**JOURNAL, "author": f"{{{authors(3)} and others}}"}),
    "a group": ("article", {**JOURNAL, "author": "{{Glass Bone Group}}"}),
    "no author": ("article", JOURNAL),
    "a name of several words, a suffix": (
        "article",
        {**JOURNAL, "author": "{Plenk, Jr, H. and van der Aa, J. P. and Vande Berg, B. C.}"},
    ),
    "a supplement": ("article", {**JOURNAL, "volume": "{12}", "issue": "{Suppl 1}", "pages": "{S3--S9}"}),
    "no issue": ("article", {**JOURNAL, "issue": None}),
    "one page": ("article", {**JOURNAL, "pages": "{757}"}),
    "an electronic page": ("article", {**JOURNAL, "pages": "{e123}"}),
    "another language": ("article", {**JOURNAL, "language": "{german}"}),
    "a question": ("article", {**JOURNAL, "title": "{Bones?}"}),
    "a SICI DOI": ("article", {**JOURNAL, "doi": f"{{{SICI}}}"}),
    "a chapter": ("incollection", {**BOOK, "author": "{Ames, A. B.}", "editor": "{Bell, C.}", "edition": "{2}"}),
}
"""What a style has to get right, as conventions of reference lists name it."""

GOLDEN = {
    "radiology": {
        "one author": "Ames AB. On bones. J Glass Bones. 1988;167(3):757–760.",
        "six authors": f"{SIX}. On bones. J Glass Bones. 1988;167(3):757–760.",
        "seven authors": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones. 1988;167(3):757–760.",
        "authors known in part": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones. 1988;167(3):757–760.",
        "a group": "Glass Bone Group. On bones. J Glass Bones. 1988;167(3):757–760.",
        "no author": "On bones. J Glass Bones. 1988;167(3):757–760.",
        "a name of several words, a suffix": f"{PARTICLES}. On bones. J Glass Bones. 1988;167(3):757–760.",
        "a supplement": "On bones. J Glass Bones. 1988;12(Suppl 1):S3–S9.",
        "no issue": "On bones. J Glass Bones. 1988;167:757–760.",
        "one page": "On bones. J Glass Bones. 1988;167(3):757.",
        "an electronic page": "On bones. J Glass Bones. 1988;167(3):e123.",
        "another language": "[On bones]. J Glass Bones. 1988;167(3):757–760.",
        "a question": "Bones? J Glass Bones. 1988;167(3):757–760.",
        "a SICI DOI": f"On bones. J Glass Bones. 1988;167(3):757–760. doi: {SICI}.",
        "a chapter": "Ames AB. Necrosis. In: Bell C, editor. The hip. 2nd ed. Murano: Window Press; 1999. p. 1–20.",
    },
    "ajr": {
        "one author": "Ames AB. On bones. J Glass Bones 1988; 167:757–760",
        "six authors": f"{SIX}. On bones. J Glass Bones 1988; 167:757–760",
        "seven authors": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones 1988; 167:757–760",
        "authors known in part": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones 1988; 167:757–760",
        "a group": "Glass Bone Group. On bones. J Glass Bones 1988; 167:757–760",
        "no author": "On bones. J Glass Bones 1988; 167:757–760",
        "a name of several words, a suffix": f"{PARTICLES}. On bones. J Glass Bones 1988; 167:757–760",
        "a supplement": "On bones. J Glass Bones 1988; 12:S3–S9",
        "no issue": "On bones. J Glass Bones 1988; 167:757–760",
        "one page": "On bones. J Glass Bones 1988; 167:757",
        "an electronic page": "On bones. J Glass Bones 1988; 167:e123",
        "another language": "[On bones]. J Glass Bones 1988; 167:757–760",
        "a question": "Bones? J Glass Bones 1988; 167:757–760",
        "a SICI DOI": "On bones. J Glass Bones 1988; 167:757–760",
        # The style file itself takes the full stop from the label; pandoc prints the same.
        "a chapter": "Ames AB. Necrosis. In: Bell C, ed The hip. Murano: Window Press, 1999, pp. 1–20",
    },
    "ama": {
        "one author": "Ames AB. On bones. J Glass Bones. 1988;167(3):757-760.",
        "six authors": f"{SIX}. On bones. J Glass Bones. 1988;167(3):757-760.",
        "seven authors": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones. 1988;167(3):757-760.",
        "authors known in part": "Ames AB, Bell C, Cole D, et al. On bones. J Glass Bones. 1988;167(3):757-760.",
        "a group": "Glass Bone Group. On bones. J Glass Bones. 1988;167(3):757-760.",
        "no author": "On bones. J Glass Bones. 1988;167(3):757-760.",
        "a name of several words, a suffix": f"{PARTICLES}. On bones. J Glass Bones. 1988;167(3):757-760.",
        "a supplement": "On bones. J Glass Bones. 1988;12(Suppl 1):S3-S9.",
        "no issue": "On bones. J Glass Bones. 1988;167:757-760.",
        "one page": "On bones. J Glass Bones. 1988;167(3):757.",
        "an electronic page": "On bones. J Glass Bones. 1988;167(3):e123.",
        "another language": "[On bones]. J Glass Bones. 1988;167(3):757-760.",
        "a question": "Bones? J Glass Bones. 1988;167(3):757-760.",
        "a SICI DOI": f"On bones. J Glass Bones. 1988;167(3):757-760. doi:{SICI}",
        "a chapter": "Ames AB. Necrosis. In: Bell C, ed. The Hip. 2nd ed. Window Press; 1999:1-20.",
    },
}


@pytest.mark.parametrize(("style", "case"), [(style, case) for style, cases in GOLDEN.items() for case in cases])
def test_other_styles(style: str, case: str) -> None:
    kind, fields = CASES[case]
    assert formatted(entry_of(fields, kind), style) == GOLDEN[style][case]


@pytest.mark.parametrize(
    ("style", "changed", "text"),
    [
        ("radiology", {"volume": None, "issue": None, "pages": None}, "On bones. J Glass Bones. 1988."),
        ("radiology", {"volume": None, "issue": None}, "On bones. J Glass Bones. 1988;757–760."),
        ("radiology", {"volume": None}, "On bones. J Glass Bones. 1988;(3):757–760."),
        ("ajr", {"issue": None, "volume": None}, "On bones. J Glass Bones 1988; 757–760"),
        # Not "Epub ahead of print": pages that are not recorded are no sign of that.
        (
            "ajr",
            {"volume": None, "pages": None, "doi": "{10.1/x}"},
            "On bones. J Glass Bones 1988. DOI: 10.1/x",
        ),
        ("ajr", {"pages": None, "doi": "{10.1/x}"}, "On bones. J Glass Bones 1988; 167. DOI: 10.1/x"),
        (
            "ama",
            {"volume": None, "issue": None, "pages": None, "doi": "{10.1/x}"},
            "On bones. J Glass Bones. 1988. doi:10.1/x",
        ),
    ],
)
def test_what_is_not_recorded_is_left_out(style: str, changed: dict[str, str | None], text: str) -> None:
    assert formatted(entry_of({**JOURNAL, **changed}), style) == text


def test_the_year_of_a_chapter_is_not_said_twice() -> None:
    fields = {**BOOK, "author": "{Ames, A. B.}", "pages": None, "doi": "{10.1/x}"}
    text = "Ames AB. Necrosis. In: The hip. Murano: Window Press, 1999. DOI: 10.1/x"
    assert formatted(entry_of(fields, "incollection"), "ajr") == text


def test_every_style_is_tried_with_every_case() -> None:
    assert {style: list(cases) for style, cases in GOLDEN.items()} == {
        style: list(CASES) for style in STYLES if style != NLM
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(categories=("Ll", "Lu", "Nd", "Sm"), include_characters="&<>'\" -–"), min_size=1, max_size=30)
    .map(str.split)
    .map(" ".join)
    .filter(bool),
    st.integers(0, 9),
)
def test_any_title_comes_out_as_it_went_in(title: str, author_count: int) -> None:
    persons = (Person("Ames", "A."),) * author_count
    entry = Entry("smith1988", "article", {"title": title, "year": "1988"}, {}, persons, True)
    who = f"{', '.join(['Ames A'] * min(author_count, 6))}{', et al' if author_count > 6 else ''}. " if persons else ""
    assert formatted(entry) == f"{who}{title}. 1988."


@pytest.mark.kb
@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "korompilias2009",
            "Korompilias AV, Karantanas AH, Lykissas MG, Beris AE. Bone marrow edema syndrome. "
            "Skeletal Radiol. 2009;38(5):425-36. doi:10.1007/s00256-008-0529-1 PMID: 18629460.",
        ),
        (
            "curtiss1959",
            "Curtiss PH Jr, Kincaid WE. Transitory demineralization of the hip in pregnancy. A report of three cases. "
            "J Bone Joint Surg Am. 1959;41(7):1327-33.",
        ),
        (
            "massara2005",
            "Massara A, Orzincolo C, Prandini N, Trotta F. [Transient regional osteoporosis]. "
            "Reumatismo. 2005;57(1):5-15. Italian.",
        ),
        (
            "steinberg1991",
            "Steinberg ME, Steinberg DR. Avascular necrosis of the femoral head. In: Steinberg ME, editor. "
            "The hip and its disorders. Philadelphia: W. B. Saunders; 1991. p. 623-47.",
        ),
        (
            "resmini2015",
            "Resmini G, et al. Treatment of complex regional pain syndrome. Clin Cases Miner Bone Metab. 2015;"
            "12 Suppl 1:26-30. doi:10.11138/ccmbm/2015.12.3s.026 PMID: 27134629.",
        ),
        (
            "blancas2008",
            "Blancas C, Llauger J, Palmer J, Valverde S, Bagué S. [Radiological manifestations of chondroblastoma]. "
            "Radiologia. 2008:416-23. Spanish. PMID: 19055920.",
        ),
        (
            "kubo1997",
            "Kubo T, Yamazoe S, Sugano N, et al. Initial MRI findings of nontraumatic osteonecrosis of the femoral "
            "head in renal allograft recipients. Magn Reson Imaging. 1997;15:1017-23.",
        ),
    ],
)
def test_real_references(real: KnowledgeBase, key: str, text: str) -> None:
    assert formatted(real.references[key].entry) == text


@pytest.mark.kb
def test_every_real_reference_has_a_text_without_latex(real: KnowledgeBase) -> None:
    for reference in real.references.values():
        text = formatted(reference.entry)
        assert not set(text) & set("{}\\"), text
        assert reference.entry.year in text
        assert reference.entry.title.rstrip(".?") in text
