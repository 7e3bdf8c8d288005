"""Searching the built site in Chromium: the right page comes first, with its reason, and the reader's words stay."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.search import address_of, search_router
from build_tools.views.comparison import comparisons
from build_tools.views.router import Router
from build_tools.views.router_records import Match

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

CONDITIONS = {
    "BMES": "bone-marrow-edema-syndrome",
    "TOH": "transient-osteoporosis-of-the-hip",
    "AVN": "osteonecrosis-of-the-femoral-head",
    "RMO": "regional-migratory-osteoporosis",
    "CRPS": "complex-regional-pain-syndrome",
    "SONK": "spontaneous-osteonecrosis-of-the-knee",
    "haematopoietic marrow": "hematopoietic-marrow",
    "algodystrophy": "complex-regional-pain-syndrome",
    "migratory osteolysis": "regional-migratory-osteoporosis",
    "Perthes": "legg-calve-perthes-disease",
    "avascular necrosis": "osteonecrosis-of-the-femoral-head",
    "avascular necrosis femoral head": "osteonecrosis-of-the-femoral-head",
    "hip pain third trimester pregnancy": "transient-osteoporosis-of-pregnancy",
    "oseonecrosis": "osteonecrosis-of-the-femoral-head",
}
OTHERS = {
    "bone marrow oedema": "signs/bone-marrow-edema-pattern/",
    "bone marow edema": "signs/bone-marrow-edema-pattern/",
    "double line sign": "signs/double-line-sign/",
    "low signal line under the cartilage T1": "signs/subchondral-fracture-line/",
    "cold in hot": "signs/cold-in-hot/",
    "osteopenia femoral head radiograph": "signs/regional-osteopenia/",
    "iloprost": "treatments/iloprost/",
    "illoprost": "treatments/iloprost/",
    "pamidronate": "treatments/pamidronate/",
    "core decompression": "treatments/core-decompression/",
    "bisphosphonates bone marrow edema": "treatments/bisphosphonates/",
    "when to repeat MRI": "treatments/watchful-waiting-mri-follow-up/",
    "TOH vs AVN": "compare/onfh-vs-toh/",
    "AVN vs TOH": "compare/onfh-vs-toh/",
    "SONK vs SIFK": "compare/sifk-vs-sonk/",
    "septic arthritis vs transient osteoporosis": "compare/sep-vs-toh/",
    "how do I tell TOH from osteonecrosis?": "compare/onfh-vs-toh/",
    "diffuse bone marrow edema femoral head 45 year old man what next": "pathways/diffuse-edema-in-a-painful-hip/",
    "export citations BibTeX": "downloads/",
}
ASKED = {**{query: f"conditions/{page}/" for query, page in CONDITIONS.items()}, **OTHERS}
"""How readers ask, from the description of the site's search, with what must come first."""


TOO_LITTLE = (
    "osteoporosis",
    "osteoporoses",
    "surgery",
    "fracture",
    "fractures",
    "bone",
    "edema",
    "pain",
    "arthritis",
    "treatment",
    "rest",
    "marathon runner knee",
    "hip pain",
    "hip surgery",
    "tumor in the foot",
    "subchondral insufficiency fracture",
)
"""What fits many pages about as well, or names a place that the only page with the rare word is not about."""

ENOUGH = {
    "necrosis": "osteonecrosis-of-the-femoral-head",
    "pregnancy": "transient-osteoporosis-of-pregnancy",
    "metastases": "marrow-infiltration-and-metastasis",
    "runner": "femoral-neck-stress-fracture",
    "marathon runner hip": "femoral-neck-stress-fracture",
    "knee pain": "knee",
    "stress fracture": "femoral-neck-stress-fracture",
}
"""One or two words that single a page out."""


def blind_queries(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Queries of ``queries.tsv`` with the addresses that they should lead to."""
    pairs = {
        frozenset((one.first.id, one.second.id)): addresses.of_comparison(one.slug)
        for one in comparisons(kb, EvidenceGraph(kb))
    }
    for line in (Path(__file__).parent / "queries.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        query, target = line.split("\t")
        if target.startswith("compare:"):
            ids = target.removeprefix("compare:").split("|")
            yield query, pairs.get(frozenset(ids), addresses.of_comparing(*ids))
        else:
            yield query, f"{target}/"


@pytest.fixture(scope="module")
def router(kb: KnowledgeBase) -> Router:
    """The router in Python."""
    graph = EvidenceGraph(kb)
    return search_router(kb, graph, comparisons(kb, graph))


@pytest.fixture
def find(page: Page, address: str) -> Callable[[list[str]], list[Any]]:
    """The router in the browser: matches of each of many queries, as ids, reason, words and score."""
    page.goto(f"{address}about/")
    ask = """async (queries) => {
        const router = bmes.router.make(await bmes.load("router"));
        const plain = ({ids, reason, words, score}) => [ids, reason, words, score];
        return queries.map((query) => router.find(query).map(plain));
    }"""
    return lambda queries: page.evaluate(ask, queries)


@pytest.fixture
def best(page: Page, address: str) -> Callable[[list[str]], list[Any]]:
    """What the router in the browser shows as the answer to each of many queries, as ids; none where it shows none."""
    page.goto(f"{address}about/")
    ask = """async (queries) => {
        const router = bmes.router.make(await bmes.load("router"));
        return queries.map((query) => router.best(query)?.ids ?? null);
    }"""
    return lambda queries: page.evaluate(ask, queries)


def open_search(page: Page) -> None:
    """Put the cursor into the search field, once the theme has its index and the router its data."""
    page.locator(".md-search__input").click()
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.evaluate("bmes.load('router')")


def search(page: Page, query: str) -> str:
    """Type a query; the address of the first link among the results, relative to the site."""
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").press("Shift")  # the theme searches when a key is let go
    return first_result(page)


def first_result(page: Page) -> str:
    """The address of the first link among the results, relative to the site."""
    link = page.locator(".md-search-result a[href]:visible").first
    link.wait_for()
    url = urlsplit(link.get_attribute("href") or "")
    return url.path.removeprefix("/") + (f"#{url.fragment}" if url.fragment else "")


def test_readers_find_the_page_first(page: Page, address: str, kb: KnowledgeBase) -> None:
    page.goto(f"{address}about/")
    open_search(page)
    wanted = {**ASKED, **dict(blind_queries(kb))}
    found = {query: search(page, query) for query in wanted}
    assert {query: place for query, place in found.items() if place != wanted[query]} == {}
    assert len(wanted) > 90


def test_every_name_finds_its_page_first(kb: KnowledgeBase, router: Router, find: Any) -> None:
    names = [(name, entity.id) for entity in kb.entities.values() for name in entity.all_names]
    found = find([name for name, _ in names])
    missed = [(name, page, got[:1]) for (name, page), got in zip(names, found, strict=True) if got[0][0] != [page]]
    assert missed == []


def test_forms_of_a_word_weigh_alike(router: Router) -> None:
    assert router.weight("osteoporoses") == router.weight("osteoporosis") < router.weight("transient")
    assert router.weight("fractures") == router.weight("fracture") == router.weight("fractured")


def test_the_word_as_typed_comes_first(router: Router) -> None:
    first = router.find("osteoporosis")[0]
    assert (first.ids, first.words) == (("systemic-osteoporosis",), "osteoporosis")


def test_no_page_is_the_answer_to_words_that_fit_many(router: Router, best: Any) -> None:
    assert {query: router.best(query) for query in TOO_LITTLE} == dict.fromkeys(TOO_LITTLE)
    assert best(list(TOO_LITTLE)) == [None] * len(TOO_LITTLE)


def test_words_that_single_a_page_out_have_an_answer(router: Router, best: Any) -> None:
    found = {query: match.ids for query in ENOUGH if (match := router.best(query))}
    assert found == {query: (page,) for query, page in ENOUGH.items()}
    assert best(list(ENOUGH)) == [[page] for page in ENOUGH.values()]


def test_every_name_and_query_has_its_answer(kb: KnowledgeBase, router: Router) -> None:
    names = {name: entity.id for entity in kb.entities.values() for name in entity.all_names}
    answers = {name: match.ids for name in names if (match := router.best(name))}
    assert answers == {name: (page,) for name, page in names.items()}
    asked = [*ASKED, *(query for query, _ in blind_queries(kb))]
    assert [query for query in asked if router.best(query) is None] == []


def test_without_an_answer_the_list_of_the_theme_stands_alone(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    open_search(page)
    assert search(page, "osteoporosis").partition("?")[0] == "conditions/systemic-osteoporosis/"
    expect(page.locator(".kb-best")).to_be_hidden()


def mistyped(name: str, chance: random.Random) -> Iterator[str]:
    """The name with one letter dropped, one doubled, and two neighbors swapped."""
    places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    swappable = [at for at in places if name[at] != name[at - 1]]
    at = chance.choice(places)
    yield name[:at] + name[at + 1 :]
    at = chance.choice(places)
    yield name[:at] + name[at] + name[at:]
    at = chance.choice(swappable)
    yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def test_a_name_with_a_typing_error_still_finds_its_page(kb: KnowledgeBase, find: Any) -> None:
    chance = random.Random(4)
    typed = [
        (wrong, entity.id)
        for entity in kb.entities.values()
        for name in entity.all_names
        if len(name) >= 7
        for wrong in mistyped(name, chance)
    ]
    found = find([wrong for wrong, _ in typed])
    missed = [(wrong, page) for (wrong, page), got in zip(typed, found, strict=True) if not got or got[0][0] != [page]]
    assert len(typed) > 600
    assert len(missed) <= 0.05 * len(typed), missed


def test_the_browser_finds_what_python_finds(kb: KnowledgeBase, router: Router, find: Any, best: Any) -> None:
    chance = random.Random(40)
    names = [name for entity in kb.entities.values() for name in entity.all_names]
    queries = [query for query, _ in blind_queries(kb)] + list(ASKED)
    queries += [
        f"{chance.choice(names)} {chance.choice(('vs', 'or', 'and', ''))} {chance.choice(names)}" for _ in range(80)
    ]
    queries += [wrong for name in chance.sample(names, 30) if len(name) > 6 for wrong in mistyped(name, chance)]
    queries += [" ".join(chance.sample(" ".join(names).split(), 4)) for _ in range(60)]

    def plain(matches: tuple[Match, ...]) -> list[Any]:
        return [[list(one.ids), one.reason, one.words, one.score] for one in matches]

    queries += [*TOO_LITTLE, *ENOUGH]
    queries += [" ".join(chance.sample(sorted(router.weights), chance.choice((1, 2, 3)))) for _ in range(80)]
    found = find(queries)
    for query, got in zip(queries, found, strict=True):
        assert got == plain(router.find(query)), query
    answers = [match and list(match.ids) for match in map(router.best, queries)]
    assert best(queries) == answers


def test_the_address_of_every_entry_exists(kb: KnowledgeBase, router: Router, site: Path) -> None:
    missing = [
        entry.id
        for entry in router.entries
        if not (site / address_of(kb, entry).partition("#")[0] / "index.html").is_file()
    ]
    assert missing == []


def test_the_card_says_why_and_leaves_the_query(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    open_search(page)
    search(page, "AVN")
    card = page.locator(".kb-best")
    expect(card).to_contain_text("Osteonecrosis of the femoral head")
    expect(card).to_contain_text("AVN is an abbreviation used for osteonecrosis of the femoral head.")
    expect(page.locator(".md-search__input")).to_have_value("AVN")
    search(page, "oseonecrosis")
    expect(page.locator(".md-search__input")).to_have_value("oseonecrosis")
    page.locator(".md-search__input").fill("qqqq")
    expect(card).to_be_hidden()


def test_enter_opens_the_best_match(page: Page, address: str) -> None:
    page.goto(address)
    open_search(page)
    search(page, "TOH vs AVN")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/onfh-vs-toh/")


def test_a_pair_without_a_page_opens_the_comparison_made_for_it(page: Page, address: str) -> None:
    page.goto(address)
    open_search(page)
    search(page, "Perthes vs osteoid osteoma")
    expect(page.locator(".kb-best")).to_contain_text("Generated, not curated.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/#with=legg-calve-perthes-disease,osteoid-osteoma")


def test_the_card_is_reached_by_the_arrow_key(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.keyboard.press("/")
    open_search(page)
    search(page, "iloprost")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".kb-best__link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/treatments/iloprost/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_passes_the_accessibility_rules(chromium: Browser, address: str, scheme: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}about/")
    open_search(page)
    search(page, "AVN")
    assert page.locator(".kb-best").get_attribute("role") == "status"
    found = Axe().run(page, ".kb-best").response["violations"]
    context.close()
    assert [one["id"] for one in found] == []


def test_an_example_query_on_the_home_page_opens_the_search(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="avascular necrosis", exact=True).click()
    assert first_result(page) == "conditions/osteonecrosis-of-the-femoral-head/"


def test_the_search_works_from_a_folder_on_disk(page: Page, site: Path) -> None:
    """The theme's own search does not; the card then lists more than the best match."""
    page.goto((site / "about" / "index.html").as_uri())
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("avascular necrosis")
    expect(page.locator(".kb-best__link")).to_be_visible()
    expect(page.locator(".md-search__output")).to_have_css("opacity", "1")
    assert page.locator(".kb-best li").count() >= 2
    page.locator(".md-search__input").fill("osteoporosis")
    expect(page.locator(".kb-best li").first).to_have_text("Systemic osteoporosis")
    expect(page.locator(".kb-best__link")).to_have_count(0)
    page.locator(".md-search__input").fill("TOH vs AVN")
    expect(page.locator(".kb-best__link")).to_contain_text(" or ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/onfh-vs-toh/index.html")
