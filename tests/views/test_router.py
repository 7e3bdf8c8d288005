"""The search router on small made-up pages; the real ones are searched in Chromium (tests/site/test_search.py)."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.spelling import folded
from build_tools.views.router import Router
from build_tools.views.router_index import alias
from build_tools.views.router_records import Entry
from build_tools.views.router_rules import distance, letters_apart

WORDS = st.text("abcde", max_size=8)


def entry(id: str, *names: str, kind: str = "condition", rank: int = 0, context: str = "") -> Entry:
    return Entry(id, names[0], kind, tuple(alias(name, "name") for name in names), frozenset(context.split()), rank)


PAGES = (
    entry("hip", "Transient osteoporosis of the hip", "TOH", context="painful groin marrow"),
    entry("knee", "Transient osteoporosis of the knee", "TOK", rank=1, context="painful marrow"),
    entry("necrosis", "Osteonecrosis of the femoral head", "AVN", "Avascular necrosis", context="hip steroid"),
    entry("infection", "Septic arthritis", context="fever hip"),
    entry("edema", "Bone marrow oedema", kind="sign", rank=4, context="mri bright"),
    entry("drilling", "Core decompression", kind="treatment", rank=4),
    entry("downloads/", "Downloads", "export citations", kind="site", rank=7),
)
ROUTER = Router(PAGES, {frozenset(("hip", "necrosis")): 0, frozenset(("knee", "necrosis")): 1})


def first(query: str) -> tuple[str, ...]:
    found = ROUTER.find(query)
    return found[0].ids if found else ()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("TOH", "hip"),
        ("toh?", "hip"),
        ("What is TOH", "hip"),
        ("avascular necrosis", "necrosis"),
        ("avascular necrosis hip", "necrosis"),
        ("bone marrow edema", "edema"),
        ("BONE MARROW OEDEMA", "edema"),
        ("septik arthritis", "infection"),
        ("core decompresion", "drilling"),
        ("painful groin", "hip"),
        ("how to export the citations", "downloads/"),
        ("decompr", "drilling"),
    ],
)
def test_one_page_comes_first(query: str, wanted: str) -> None:
    assert first(query) == (wanted,)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("TOH vs AVN", ("hip", "necrosis")),
        ("AVN v TOH", ("necrosis", "hip")),
        ("avn or toh", ("necrosis", "hip")),
        ("TOH AVN", ("hip", "necrosis")),
        ("how do I tell TOH from avascular necrosis?", ("hip", "necrosis")),
        ("difference between septic arthritis and TOK", ("infection", "knee")),
        ("osteonecrosis versus septik arthritis", ("necrosis", "infection")),
        ("osteonecrosis vs transient osteoporosis", ("necrosis", "hip")),
    ],
)
def test_two_conditions_open_their_comparison(query: str, wanted: tuple[str, str]) -> None:
    assert first(query) == wanted
    assert ROUTER.find(query)[0].reason == "pair"


def test_a_treatment_is_no_side_of_a_comparison() -> None:
    assert all(match.reason != "pair" for match in ROUTER.find("TOH or core decompression"))


def test_and_alone_asks_for_no_comparison() -> None:
    assert all(match.reason != "pair" for match in ROUTER.find("TOH and septic arthritis in one hip"))


@pytest.mark.parametrize("query", ["", "   ", "?!", "the of in", "quantum chromodynamics"])
def test_nothing_fits(query: str) -> None:
    assert ROUTER.find(query) == ()


def test_the_reason_is_told() -> None:
    assert [(match.reason, match.words) for match in ROUTER.find("avasculr necrosis")[:1]] == [
        ("near", "Avascular necrosis")
    ]
    assert ROUTER.find("TOH")[0].words == "TOH"


def test_a_code_counts_only_as_the_whole_query() -> None:
    codes = Router((*PAGES, Entry("tumor", "Metastasis", "condition", (alias("MET", "code"),))))
    assert codes.find("met")[0].ids == ("tumor",)
    assert codes.find("patients met criteria") == ()


def test_the_forms_of_a_word_weigh_alike() -> None:
    forms = Router((*PAGES, entry("group", "Marrow disorders", context="osteoporoses")))
    assert forms.weights["osteoporoses"] == forms.weights["osteoporosis"] == round(100 * log(1 + 8 / 3))


def test_a_rare_form_in_a_text_is_no_better_than_the_word_typed() -> None:
    pages = Router(
        (*PAGES, entry("thin", "Systemic osteoporosis"), entry("group", "Disorders", context="osteoporoses"))
    )
    assert [match.ids[0] for match in pages.find("osteoporosis")] == ["thin", "hip", "knee", "group"]


def test_a_known_word_is_no_more_than_it_is_as_the_beginning_of_another() -> None:
    pages = Router((*PAGES, entry("ache", "Hip pain syndrome"), entry("pills", "Painkillers", kind="treatment")))
    assert pages.find("hip pain")[0].ids == ("ache",)


REGIONS = (
    entry("knee-joint", "Knee joint", kind="region", rank=6),
    entry("neck", "Femoral neck", kind="region", rank=6),
    entry("stress", "Stress fracture of the femoral neck", "Pain of a runner"),
)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("osteoporosis", None),
        ("marrow", "edema"),
        ("painful", None),
        ("steroid", "necrosis"),
        ("runner", "stress"),
        ("marathon runner", "stress"),
        ("marathon runner knee", None),
        ("stress fracture femoral neck", "stress"),
        ("qqqq", None),
        ("TOH", "hip"),
        ("avasculr necrosis", "necrosis"),
    ],
)
def test_a_page_is_the_answer_where_it_stands_out(query: str, answer: str | None) -> None:
    best = Router((*PAGES, *REGIONS)).best(query)
    assert (best and best.ids) == (answer and (answer,))


@given(WORDS, WORDS)
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 8) == distance(other, one, 8) <= max(len(one), len(other))
    assert (distance(one, other, 8) == 0) is (one == other)


@given(WORDS, WORDS, st.integers(0, 4))
def test_distance_stops_at_its_bound(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(distance(one, other, 16), most + 1)


@given(st.text("abcdefgh", min_size=2, max_size=10), st.data())
def test_one_mistake_is_one_letter_apart(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    dropped = word[:at] + word[at + 1 :]
    doubled = word[: at + 1] + word[at:]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert distance(word, dropped, 3) == 1
    assert distance(word, doubled, 3) == 1
    assert distance(word, swapped, 3) == (word[at] != word[at + 1])


def test_short_words_hold_no_mistake() -> None:
    assert [letters_apart(length) for length in (3, 4, 5, 7, 8, 30)] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Legg-Calvé-Perthes disease", "legg calve perthes disease"),
        ("Sudeck's atrophy", "SUDECK ATROPHY"),
        ("haematopoietic marrow", "Hematopoietic marrow"),
        ("demineralisation", "demineralization"),
        ("bone contusion", "Bone  contusion."),
    ],
)
def test_names_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)
