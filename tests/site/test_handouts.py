"""Handouts in Chromium: each prints on one page of A4, and nothing that must not be missed is missing."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.handout_words import NOTICE
from build_tools.views.comparison import comparisons

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

A4 = (595, 842)
"""Points, rounded."""


def homes(kb: KnowledgeBase) -> list[str]:
    pairs = comparisons(kb, EvidenceGraph(kb))
    return [
        *(addresses.of_page(condition) for condition in kb.conditions.values()),
        *(addresses.of_comparison(pair.slug) for pair in pairs),
    ]


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(text: str) -> str:
    """Without line breaks, and with letters for the ligatures that some fonts have."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("font", ["", "DejaVu as Arial"])
def test_every_handout_prints_on_exactly_one_page_of_a4(page: Page, site: Path, kb: KnowledgeBase, font: str) -> None:
    """With the fonts of this machine, and with the one that stands in where none has Arial's widths."""
    wrong = {}
    for home in homes(kb):
        page.goto((site / addresses.of_handout(home) / "index.html").as_uri())
        if font:
            page.add_style_tag(content=f'@media print {{ .kb-leaf {{ font-family: "{font}" !important; }} }}')
        pages = printed(page).pages
        size = (round(pages[0].mediabox.width), round(pages[0].mediabox.height))
        if (len(pages), size) != (1, A4):
            wrong[home] = (len(pages), size)
    assert wrong == {}


def test_the_paper_holds_notice_legend_date_and_address(page: Page, site: Path) -> None:
    page.goto((site / "compare/onfh-vs-toh/handout/index.html").as_uri())
    text = words(printed(page).pages[0].extract_text())
    for part in (words(NOTICE), "■ typical", "f full text", "References:", "bmes-kb 0.1.0", "compare/onfh-vs-toh/"):
        assert part in text, part
    assert "Back to the page" not in text


def test_what_is_urgent_stands_on_the_paper(page: Page, site: Path, kb: KnowledgeBase) -> None:
    cases = {
        "conditions/septic-arthritis/": ["septic-arthritis"],
        "conditions/transient-osteoporosis-of-the-hip/": ["septic-arthritis", "femoral-neck-stress-fracture"],
        "compare/sep-vs-toh/": ["septic-arthritis"],
        "compare/fnsf-vs-toh/": ["femoral-neck-stress-fracture"],
        "compare/met-vs-om/": ["marrow-infiltration-and-metastasis"],
    }
    for home, urgent in cases.items():
        page.goto((site / addresses.of_handout(home) / "index.html").as_uri())
        text = words(printed(page).pages[0].extract_text())
        for condition in urgent:
            statement = kb.conditions[condition].urgent
            assert statement is not None
            assert words(statement.text)[:60] in text, (home, condition)


def test_handouts_are_reached_from_their_pages_and_lead_back(site: Path, kb: KnowledgeBase) -> None:
    for home in homes(kb):
        soup = BeautifulSoup((site / home / "index.html").read_text("utf-8"), "lxml")
        assert soup.select_one("article a[href='handout/']"), home
        handout = BeautifulSoup((site / home / "handout/index.html").read_text("utf-8"), "lxml")
        assert handout.select_one(".kb-leaf__back a[href='../']"), home


def test_no_search_finds_a_handout_or_a_map_of_links(site: Path) -> None:
    index = (site / "search/search_index.json").read_text("utf-8")
    assert "handout/" not in index
    assert "graph/transient" not in index


def test_the_page_takes_the_colors_that_the_reader_chose_on_the_site(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}compare/onfh-vs-toh/")
    page.locator("label[for=__palette_1]").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    page.goto(f"{address}compare/onfh-vs-toh/handout/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    color = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(color) == "rgb(226, 232, 237)"
    page.emulate_media(media="print")
    assert page.evaluate(color) == "rgb(0, 0, 0)"
    context.close()


def test_it_is_complete_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}conditions/transient-osteoporosis-of-the-hip/handout/")
    assert page.locator(".kb-handout__section--do-not-miss").is_visible()
    assert len(printed(page).pages) == 1
    page.goto(f"{address}compare/handout/")
    assert "scripts are needed" in page.locator("main").inner_text()
    context.close()


def test_a_button_prints(page: Page, address: str) -> None:
    page.goto(f"{address}compare/onfh-vs-toh/handout/")
    page.evaluate("globalThis.print = () => { globalThis.hasPrinted = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("globalThis.hasPrinted")
    assert page.locator(".kb-handout__address").inner_text() == f"{address}compare/onfh-vs-toh/"


CHOICES = ["toh,sonk", "toh,onfh,sifh", "toh,crps,sep,met", "bmes,toh,onfh,rmo", "op,oi"]


@pytest.mark.parametrize("choice", CHOICES)
def test_any_choice_prints_on_one_page_with_all_that_is_urgent(
    page: Page, site: Path, kb: KnowledgeBase, choice: str
) -> None:
    page.goto((site / "compare/handout/index.html").as_uri() + f"#with={choice}")
    table = page.locator("#kb-any-handout table")
    table.wait_for()
    page.wait_for_function("document.querySelectorAll('link[media=print]').length === 1")
    pages = printed(page).pages
    assert len(pages) == 1
    text = words(pages[0].extract_text())
    codes = {condition.code: condition for condition in kb.conditions.values()}
    for code in choice.split(","):
        assert codes[code].name in words(table.locator("thead").inner_text())
        if codes[code].urgent:
            assert words(codes[code].urgent.text)[:60] in text
    rows = table.locator("tbody th[scope=row]").count()
    assert rows >= 1
    left = page.locator(".kb-handout__left-out")
    assert left.is_hidden() or "Left out for want of room" in left.inner_text()
    assert "References:" in text
    assert words(NOTICE) in text


def test_a_chosen_pair_with_a_handout_of_its_own_leads_there(page: Page, address: str) -> None:
    page.goto(f"{address}compare/handout/#with=toh,onfh")
    page.wait_for_url("**/compare/onfh-vs-toh/handout/")


def test_the_comparison_of_ones_choice_leads_to_its_handout_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}compare/#with=toh,sonk")
    page.get_by_role("link", name="One page to print").click()
    page.locator("#kb-any-handout table").wait_for()
    page.get_by_role("link", name="Back to the comparison").click()
    page.wait_for_url("**/compare/#with=*")
    expect(page.locator("#kb-compare-heading")).to_have_text("TOH or SONK?")


def test_rows_that_were_left_out_are_counted(page: Page, address: str) -> None:
    page.goto(f"{address}compare/handout/#with=toh,sonk")
    page.locator("#kb-any-handout table").wait_for()
    shown, left = page.evaluate(
        """async () => {
          const index = await bmes.load("index");
          const groups = bmes.compareLogic.grouped(index, ["transient-osteoporosis-of-the-hip",
            "spontaneous-osteonecrosis-of-the-knee"]);
          const all = Object.values(groups).flat().map((row) => row.sign.name);
          const shown = [...document.querySelectorAll("tbody th[scope=row] strong")].map((one) => one.textContent);
          return [shown.filter((name) => all.includes(name)).length, all.length];
        }"""
    )
    words_left = page.locator(".kb-handout__left-out").inner_text()
    assert f"{left - shown} signs" in words_left


@pytest.mark.parametrize("name", ["index", "conditions/transient-osteoporosis-of-the-hip"])
def test_a_list_that_cannot_be_loaded_is_said(page: Page, address: str, name: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.route(f"**/scripts/data/{name}.js", lambda route: route.abort())
    page.goto(f"{address}compare/handout/#with=toh,sonk")
    expect(page.get_by_role("alert")).to_have_text(
        f"The handout cannot be made: the file scripts/data/{name}.js could not be loaded."
        " Each pair that looks alike has a handout of its own, on its page."
    )
    expect(page.get_by_role("link", name="its page")).to_have_attribute("href", f"{address}compare/")
    assert "scripts are needed" not in page.locator("main").inner_text()
    assert faults == []


def test_too_few_conditions_are_said(page: Page, address: str) -> None:
    page.goto(f"{address}compare/handout/#with=toh")
    expect(page.get_by_role("alert")).to_have_text(
        "At least 2 conditions have to be chosen. Each pair that looks alike has a handout of its own, on its page."
    )
    assert "scripts are needed" not in page.locator("main").inner_text()
