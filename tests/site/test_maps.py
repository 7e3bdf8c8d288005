"""Reported times, counts and maps in Chromium: the same as their tables, legible, reached by keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.views.glance import glance
from build_tools.views.history import history
from build_tools.views.maps import condition_links, is_disputed
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]


def soup_of(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "lxml")


def test_every_drawn_time_stands_in_the_table_with_the_same_words(site: Path, kb: KnowledgeBase) -> None:
    soup = soup_of(site, addresses.HISTORY)
    rows = {str(row["id"]): " ".join(row.get_text(" ").split()) for row in soup.select("tr[id]")}
    drawn = [lane for lane in history(kb) if lane.lane.is_drawn]
    for layout in ("narrow", "wide"):
        bars = soup.select(f".kb-times__{layout} a.kb-times__row")
        assert len(bars) == sum(len(lane.rows) for lane in drawn)
        for bar in bars:
            row = rows[str(bar["href"]).removeprefix("#")]
            event = bar.select_one(".kb-times__event")
            detail = bar.select_one(".kb-times__detail")
            assert event is not None
            assert detail is not None
            assert " ".join(event.get_text().split()) in row
            words, *_ = " ".join(detail.get_text().split()).split(" · ")
            assert words in row
    for lane in soup.select("a.kb-times__lane"):
        assert soup.find(id=str(lane["href"]).removeprefix("#"))


def test_the_introduction_says_which_times_share_no_lane(site: Path, kb: KnowledgeBase) -> None:
    said = " ".join(soup_of(site, addresses.HISTORY).select(".kb-intro")[0].get_text().split())
    kinds = ("without a specific treatment", "after a treatment", "whose treatment was mixed or is not stated")
    assert {lane.treatment for lane in kb.vocabulary.lanes.values()} == {"none", "given", "unstated"}
    assert [kind for kind in kinds if kind not in said] == []
    assert "these three never share a lane" in said


def test_every_condition_with_times_leads_to_them(site: Path, kb: KnowledgeBase) -> None:
    for condition in kb.conditions.values():
        if condition.history:
            soup = soup_of(site, addresses.of_page(condition))
            assert soup.select_one("details a[href='../../natural-history/']"), condition.id


@pytest.mark.parametrize(
    ("path", "figure", "width", "shown"),
    [
        ("natural-history/", "kb-times", 320, "narrow"),
        ("natural-history/", "kb-times", 700, "narrow"),
        ("natural-history/", "kb-times", 1280, "wide"),
        ("graph/transient-osteoporosis-of-the-hip/", "kb-map", 320, "narrow"),
        ("graph/transient-osteoporosis-of-the-hip/", "kb-map", 1280, "wide"),
    ],
)
def test_one_layout_is_shown_and_its_text_is_large_enough(
    chromium: Browser, address: str, path: str, figure: str, width: int, shown: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    seen = page.locator(f".{figure} svg:not(.kb-map__sample)").evaluate_all(
        "all => [...new Set(all.filter((one) => one.checkVisibility()).map((one) => one.parentNode.className))]"
    )
    assert seen == [f"{figure}__{shown}"]
    sizes = page.locator(f".{figure}__{shown} text").evaluate_all(
        "all => all.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )
    assert min(sizes) >= 11
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_texts_of_charts_and_sheets_are_large_enough(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path, css in (("evidence/", ".kb-chart text"), ("graph/", ".kb-map__sheet text")):
        page.goto(address + path)
        sizes = page.locator(css).evaluate_all(
            "all => all.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
        )
        assert min(sizes) >= 11, path
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_charts_hold_the_numbers_of_the_tables(site: Path, kb: KnowledgeBase) -> None:
    seen = glance(kb, EvidenceGraph(kb))
    soup = soup_of(site, addresses.EVIDENCE)

    def drawn(name: str) -> list[int]:
        return [
            int(text.get_text()) for text in soup.select(f"svg[aria-labelledby='chart-{name}-title'] .kb-chart__count")
        ]

    def listed(name: str) -> list[int]:
        return [int(cell.get_text()) for cell in soup.select(f"table:has(#{name}-table-caption) td.kb-number")]

    assert drawn("designs") == listed("by-design") == [count for _, count in seen.designs]
    assert drawn("read") == listed("by-depth") == [count for _, count in seen.read]
    assert drawn("claims") == listed("by-support") == [count for _, count in seen.claims]
    assert drawn("coverage") == [covered.total for covered in seen.coverage]
    assert sum(listed("by-year")) == seen.works
    rows = soup.select("table:has(#coverage-table-caption) tbody tr")
    assert [int(row.select("td.kb-number")[-1].get_text()) for row in rows] == drawn("coverage")


def test_the_map_draws_every_relation_and_the_list_holds_every_neighbor(site: Path, kb: KnowledgeBase) -> None:
    graph = EvidenceGraph(kb)
    soup = soup_of(site, addresses.GRAPH)
    ends = {str(group["data-ends"]) for group in soup.select("#map-among g.kb-map__link")}
    links = condition_links(graph)
    assert ends == {f"{link.source} {link.target}" for link in links}
    marks = soup.select("#map-among .kb-map__mark-text")
    assert len(marks) == sum(is_disputed(link) for link in links)
    nodes = {str(node["data-node"]) for node in soup.select("#map-among a")}
    assert nodes == set(kb.conditions)
    for drawing in ("map-among", "map-across"):
        for group in soup.select(f"#{drawing} g.kb-map__link"):
            one, other = str(group["data-ends"]).split()
            names = {soup.select_one(f"#{drawing} [data-node='{end}']") for end in (one, other)}
            assert None not in names
            condition = one if one in kb.conditions else other
            listed = soup.find(id=f"list-{condition}")
            assert listed is not None
            target = other if condition == one else one
            assert listed.select(f"a[href$='/{target}/']"), (condition, target)


def test_every_condition_sign_and_treatment_has_a_map_of_its_links(site: Path, kb: KnowledgeBase) -> None:
    for entity in (*kb.conditions.values(), *kb.signs.values(), *kb.treatments.values()):
        soup = soup_of(site, addresses.of_links(entity))
        hubs = soup.select("a.kb-map__node--hub")
        assert [hub["href"] for hub in hubs] == [f"../../{addresses.of_page(entity)}"] * 2
        home = soup_of(site, addresses.of_page(entity))
        assert home.select_one(f"article a[href='../../{addresses.of_links(entity)}']"), entity.id


def test_the_graph_can_be_downloaded_and_read(site: Path, kb: KnowledgeBase) -> None:
    network = EvidenceGraph(kb).network
    read = nx.read_graphml(site / "data/graph.graphml", edge_key_type=str)
    data = json.loads((site / "data/graph.json").read_text("utf-8"))
    again = nx.node_link_graph(data, edges="edges")
    for made in (read, again):
        assert (made.number_of_nodes(), made.number_of_edges()) == (
            network.number_of_nodes(),
            network.number_of_edges(),
        )


def test_looking_at_a_node_brings_out_its_lines(page: Page, address: str) -> None:
    page.goto(f"{address}graph/")
    node = page.locator("#map-among [data-node='complex-regional-pain-syndrome']")
    node.hover()
    near = page.locator("#map-among g.kb-map__link.kb-map--near")
    ends = near.evaluate_all("all => all.map((one) => one.dataset.ends)")
    assert ends
    assert all("complex-regional-pain-syndrome" in one.split() for one in ends)
    page.mouse.move(2, 2)
    page.wait_for_function("!document.querySelector('.kb-map--traced')")


def test_the_map_is_walked_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}graph/")
    page.locator("#map-among").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.node")
    assert first
    assert page.locator("#map-among .kb-map--traced").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/conditions/{first}/")


def test_maps_work_from_a_folder_on_disk_and_without_scripts(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto((site / "graph/double-line-sign/index.html").as_uri())
    page.locator(".kb-map__wide").get_by_role("link", name="Osteonecrosis of the femoral head").click()
    page.wait_for_url("**/conditions/osteonecrosis-of-the-femoral-head/index.html")
    context.close()
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto((site / "graph/index.html").as_uri())
    assert page.locator("#map-across a").first.is_visible()
    plain.close()


@pytest.mark.parametrize(
    "path", ["natural-history/", "evidence/", "graph/", "graph/iloprost/", "compare/onfh-vs-toh/handout/"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_pass_the_accessibility_rules(
    chromium: Browser, address: str, path: str, scheme: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


def test_paper_is_light_whatever_the_screen_is(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    for path in ("conditions/transient-osteoporosis-of-the-hip/", "graph/iloprost/"):
        page.goto(address + path)
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        color = "getComputedStyle(document.querySelector('h1')).color"
        assert page.evaluate(color) == "rgb(226, 232, 237)"
        page.emulate_media(media="print")
        assert page.evaluate(color) == "rgb(27, 35, 41)"
        page.emulate_media(media="null")
    context.close()
