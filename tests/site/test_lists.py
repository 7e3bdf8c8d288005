"""Lists in Chromium: found, filtered, sorted, kept in the address, and complete without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.lists import searched
from build_tools.views.lists import Listing, conditions_list, regions_list, signs_list, treatments_list
from build_tools.views.reference_list import references_list
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

Made = Callable[[KnowledgeBase, EvidenceGraph], Listing[Any]]
LISTS: dict[str, Made] = {
    "conditions/": conditions_list,
    "signs/": signs_list,
    "treatments/": treatments_list,
    "regions/": regions_list,
    "references/": references_list,
}
WITH_STATE = (
    "conditions/#find=osteo&region=hip,knee&sort=name",
    "signs/#modality=mri&sort=conditions",
    "treatments/#design=randomized-trial&sort=publications",
    "regions/#sort=conditions",
    "references/#read=title&sort=year&order=reversed",
)


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(kb)


def shown(page: Page) -> list[str]:
    """Names of the members that a reader sees, from top to bottom."""
    names: list[str] = page.evaluate(
        """[...document.querySelectorAll("[data-list-item]")].filter((one) => one.checkVisibility())
             .map((one) => one.querySelector("a").getAttribute("href").split("/").at(-2))"""
    )
    return names


def names_of(listing: Listing[Any]) -> list[str]:
    return [row.entity.id if hasattr(row, "entity") else row.reference.key for row in listing.rows]


def status(page: Page) -> str:
    return page.locator("[data-list-count]").inner_text()


def opened(page: Page, address: str, path: str) -> None:
    """The page with its filters open."""
    page.goto(address + path)
    page.locator(".kb-list").wait_for()
    page.evaluate("document.querySelector('.kb-list details').open = true")


@pytest.mark.parametrize("path", LISTS)
def test_nothing_is_hidden_before_a_reader_sets_something(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, path: str
) -> None:
    listing = LISTS[path](kb, graph)
    opened(page, address, path)
    assert shown(page) == names_of(listing)
    assert status(page) == f"{len(listing.rows)} {listing.word}s"
    expect(page.locator("[data-list-clear]")).to_be_hidden()


@pytest.mark.parametrize("path", LISTS)
def test_every_option_shows_as_many_members_as_it_says(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, path: str
) -> None:
    opened(page, address, path)
    listing = LISTS[path](kb, graph)
    for facet in listing.facets:
        for option in facet.options:
            if facet.is_range:
                page.select_option(f"#list-{facet.id}-low", option.id)
                page.select_option(f"#list-{facet.id}-high", option.id)
            elif page.locator(f"select#list-{facet.id}").count():
                page.select_option(f"#list-{facet.id}", option.id)
            else:
                page.check(f"[name={facet.id}][value={option.id}]")
            assert len(shown(page)) == option.count, (facet.id, option.id)
            page.click("[data-list-clear]")
    assert len(shown(page)) == len(listing.rows)


@pytest.mark.parametrize("path", LISTS)
def test_every_sort_orders_as_python_does(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, path: str
) -> None:
    listing = LISTS[path](kb, graph)
    opened(page, address, path)
    groups = [rows for _, _, rows in listing.groups] if path == "references/" else [listing.rows]
    for sort in listing.sorts[1:]:
        page.select_option("#list-sort", sort.id)
        wanted = []
        for rows in groups:
            with_value = [row for row in rows if sort.id in row.member.values]
            # Equal ones stay as they stand, in either direction.
            ordered = sorted(with_value, key=lambda row: row.member.values[sort.id], reverse=sort.highest_first)
            wanted += [*ordered, *(row for row in rows if sort.id not in row.member.values)]
        assert shown(page) == [row.entity.id if hasattr(row, "entity") else row.reference.key for row in wanted]
    page.select_option("#list-sort", listing.sorts[0].id)
    assert shown(page) == names_of(listing)


def test_facets_work_together_and_the_count_tells(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    """Any of the options of one facet, and every facet."""
    opened(page, address, "conditions/")
    page.check("[name=region][value=hip]")
    page.check("[name=region][value=knee]")
    page.check("[name=cause][value=ischemic]")
    wanted = [
        row.entity.id
        for row in conditions_list(kb, graph).rows
        if {"hip", "knee"} & set(row.member.facets["region"]) and row.member.facets["cause"] == ("ischemic",)
    ]
    assert shown(page) == wanted
    assert status(page) == f"{len(wanted)} of {len(kb.conditions)} conditions"
    assert page.locator("[data-list-set]").inner_text() == "· Set: Hip, Knee, Ischemic"
    assert page.locator("#primary").is_hidden()
    assert page.locator("[data-list-count]").get_attribute("role") == "status"


@pytest.mark.parametrize(
    ("path", "query", "first"),
    [
        ("conditions/", "AVN", "osteonecrosis-of-the-femoral-head"),
        ("conditions/", "oedema syndrome foot", "bmes-of-the-foot-and-ankle"),
        ("conditions/", "calve", "legg-calve-perthes-disease"),
        ("signs/", "Double-line", "double-line-sign"),
        ("treatments/", "prostacyclin", "iloprost"),
        ("references/", "hofmann 1993", "hofmann1993"),
        ("references/", "core decompression siegl", ""),
    ],
)
def test_names_synonyms_and_both_spellings_are_found(
    page: Page, address: str, path: str, query: str, first: str
) -> None:
    opened(page, address, path)
    page.fill("#list-find", query)
    found = shown(page)
    if first:
        assert found[0] == first
        assert len(found) < 6
    else:
        assert found == []


def test_what_is_set_is_said_while_the_filters_are_closed(page: Page, address: str) -> None:
    page.goto(f"{address}references/#design=cohort&year-from=2015&year-to=2020&read=abstract")
    page.locator(".kb-list").wait_for()
    assert page.locator(".kb-list__boxes").first.is_hidden()
    assert page.locator("[data-list-set]").inner_text() == "· Set: abstract, cohort, from 2015, to 2020"


def test_an_empty_result_says_so_and_offers_to_clear(page: Page, address: str, kb: KnowledgeBase) -> None:
    opened(page, address, "signs/")
    page.fill("#list-find", "no such sign")
    assert shown(page) == []
    assert status(page) == f"None of {len(kb.signs)} signs matches what is set"
    page.click("[data-list-clear]")
    assert len(shown(page)) == len(kb.signs)
    assert page.evaluate("document.activeElement.id") == "list-find"
    assert "#" not in page.url


@pytest.mark.parametrize("path", WITH_STATE)
def test_the_address_keeps_what_is_set(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.locator(".kb-list").wait_for()
    before = (shown(page), status(page))
    page.locator("#list-find").press("Shift")
    page.evaluate("document.querySelector('#list-find').dispatchEvent(new Event('input', {bubbles: true}))")
    assert page.url == address + path
    page.reload()
    page.locator(".kb-list").wait_for()
    assert (shown(page), status(page)) == before


def test_state_that_nothing_has_is_ignored(page: Page, address: str, kb: KnowledgeBase) -> None:
    page.goto(f"{address}conditions/#sort=nonsense&region=moon&group=nobody&x=1")
    page.locator(".kb-list").wait_for()
    assert len(shown(page)) == len(kb.conditions)


def test_a_link_to_a_group_that_is_hidden_shows_it(page: Page, address: str, kb: KnowledgeBase) -> None:
    page.goto(f"{address}signs/#sort=name&region=knee")
    page.locator(".kb-list").wait_for()
    assert page.locator("#laboratory").is_hidden()
    page.evaluate("location.hash = '#laboratory'")
    page.locator("#laboratory").wait_for()
    expect(page.locator("#laboratory")).to_be_in_viewport()
    assert len(shown(page)) == len(kb.signs)


def test_headers_of_the_tables_sort_both_and_say_how(page: Page, address: str) -> None:
    page.goto(f"{address}references/")
    years = page.get_by_role("button", name="Year", exact=True)
    assert years.count() == 2
    for wanted in ("descending", "ascending", "descending"):
        years.first.click()
        headers = page.locator("th[aria-sort]")
        assert headers.evaluate_all("all => all.map((one) => one.getAttribute('aria-sort'))") == [wanted] * 2
        assert set(headers.all_inner_texts()) == {"Year"}
        for table in ("printed-table", "later-table"):
            values = [
                int(one)
                for one in page.locator(f"[aria-labelledby={table}-caption] [data-list-item]").evaluate_all(
                    "all => all.map((one) => one.dataset.sortYear)"
                )
            ]
            assert values == sorted(values, reverse=wanted == "descending")
    assert page.locator("#list-sort").input_value() == "year"
    assert page.url.endswith("#sort=year")


def test_the_review_s_list_can_be_shown_alone_in_any_order(page: Page, address: str, kb: KnowledgeBase) -> None:
    opened(page, address, "references/#sort=statements")
    page.check("[name=set][value=printed]")
    assert len(shown(page)) == len(kb.review_references) + 1  # and the review itself
    assert page.locator("#others").is_hidden()


def test_a_list_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/")
    page.locator("#list-find").focus()
    page.keyboard.type("osteo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "list-sort"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")
    chosen = page.evaluate("document.activeElement.name + '=' + document.activeElement.value")
    assert page.url.endswith(f"#find=osteo&{chosen}&sort=name")
    while page.evaluate("document.activeElement.hasAttribute('data-list-clear')") is False:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "list-find"
    page.goto(f"{address}references/")
    page.get_by_role("button", name="Findings").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "descending"
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "ascending"


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_complete_without_scripts(chromium: Browser, address: str, path: str) -> None:
    texts = []
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(address + path)
        expect(page.locator(".kb-list")).to_be_visible(visible=scripts)
        texts.append(page.locator("[data-list-item]").all_inner_texts())
        context.close()
    assert texts[0] == texts[1]
    assert texts[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", WITH_STATE)
def test_lists_with_filters_set_pass_the_accessibility_rules(
    chromium: Browser, address: str, path: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    opened(page, address, path)
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


@pytest.mark.parametrize("path", WITH_STATE)
def test_lists_fit_a_small_phone_and_their_controls_a_finger(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    opened(page, address, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        """[...document.querySelectorAll(".kb-list :is(select, summary, button, [type=search], .kb-list__boxes label)")]
             .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
             .map((one) => one.outerHTML)"""
    )
    context.close()
    assert small == []


def test_python_and_the_browser_compare_texts_alike(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/")
    page.locator(".kb-list").wait_for()
    letters = st.characters(min_codepoint=0x20, max_codepoint=0x24F) | st.sampled_from("αβγΩß’“–µﬁ²½İıſ")

    @given(st.lists(st.text(letters, max_size=30), min_size=50, max_size=50))
    @settings(max_examples=10)
    def alike(texts: list[str]) -> None:
        assert page.evaluate("(texts) => texts.map(bmes.lists.fold)", texts) == [searched(text) for text in texts]

    alike()


def test_short_words_count_at_the_start_of_a_word_only(page: Page, address: str) -> None:
    page.goto(f"{address}conditions/")
    page.locator(".kb-list").wait_for()
    found = page.evaluate(
        """[["fracture on ct", "ct"], ["fracture", "ct"], ["osteonecrosis", "necrosis"], ["bone bruise", "bruise bo"],
            ["bone", ""]].map(([words, query]) => bmes.lists.finds(words, query))"""
    )
    assert found == [True, False, True, True, True]
