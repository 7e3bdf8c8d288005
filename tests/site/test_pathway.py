"""The pathway as drawing and as the list that it is made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.site.checks import resolve
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

PATH = "pathways/diffuse-edema-in-a-painful-hip/"


@pytest.fixture(scope="module")
def soup(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / PATH / "index.html").read_text("utf-8"), "lxml")


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def test_drawings_and_list_hold_the_same_steps_and_exits(soup: BeautifulSoup, kb: KnowledgeBase) -> None:
    listed = [
        (
            f"#{item['id']}",
            words(item.select_one(".kb-steps__question")),
            item.select_one(".kb-disputed") is not None,
            [(words(link), link["href"]) for link in item.select(".kb-inline-list a")],
        )
        for item in soup.select("ol.kb-steps > li")
    ]
    assert len(listed) == len(kb.pathways["diffuse-edema-in-a-painful-hip"].steps)
    for name in ("narrow", "wide"):
        drawn: list[tuple[str, str, bool, list[tuple[str, str]]]] = []
        for link in soup.select(f".kb-flow__{name} svg a"):
            if "kb-flow__step" in (link.get("class") or []):
                is_disputed = "kb-flow__step--disputed" in (link.get("class") or [])
                assert words(link.select_one(".kb-flow__number")) == str(len(drawn) + 1)
                assert bool(link.select(".kb-flow__tag-text")) is is_disputed
                drawn.append((str(link["href"]), words(link.select_one(".kb-flow__question")), is_disputed, []))
            else:
                drawn[-1][3].append((words(link), str(link["href"])))
        assert drawn == listed


def test_every_link_of_the_drawings_leads_to_a_page(soup: BeautifulSoup, site: Path, kb: KnowledgeBase) -> None:
    ids = {str(one["id"]) for one in soup.select("[id]")}
    targets = set()
    for link in soup.select(".kb-flow svg a"):
        target = resolve(f"{PATH}index.html", str(link["href"]))
        assert target is not None
        assert (site / target[0]).is_file()
        assert not target[1] or target[1] in ids
        targets.add(target[0])
    steps = kb.pathways["diffuse-edema-in-a-painful-hip"].steps.values()
    pages = {f"{addresses.of_page(kb.entities[id_])}index.html" for step in steps for id_ in step.leads_to}
    assert targets - {f"{PATH}index.html"} == pages


def test_ids_are_unique_on_the_page(soup: BeautifulSoup) -> None:
    ids = [str(one["id"]) for one in soup.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("width", "shown"), [(320, "narrow"), (360, "narrow"), (600, "narrow"), (800, "wide"), (1280, "wide")]
)
def test_one_drawing_is_shown_and_its_text_is_large_enough_and_in_its_box(
    chromium: Browser, address: str, width: int, shown: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + PATH)
    seen = page.locator(".kb-flow svg").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.parentNode.className)"
    )
    assert seen == [f"kb-flow__{shown}"]
    sizes, outside = page.evaluate(
        """(shown) => {
          const texts = [...document.querySelectorAll(`.kb-flow__${shown} text`)];
          const inside = (text) => {
            const name = text.classList.contains("kb-flow__tag-text") ? "tag" : "outline";
            const box = text.closest("a").querySelector(`.kb-flow__${name}`).getBBox();
            const own = text.getBBox();
            return own.x >= box.x && own.x + own.width <= box.x + box.width && own.y >= box.y
              && own.y + own.height <= box.y + box.height;
          };
          return [texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a),
                  texts.filter((text) => !inside(text)).map((text) => text.textContent)];
        }""",
        shown,
    )
    assert min(sizes) >= 11
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_the_drawing_is_walked_by_keyboard_with_a_visible_ring(page: Page, address: str) -> None:
    page.goto(address + PATH)
    links = page.locator(".kb-flow__wide a")
    count = links.count()
    links.first.focus()
    page.keyboard.press("Shift+Tab")
    for index in range(count):
        page.keyboard.press("Tab")
        seen = links.nth(index).evaluate(
            """(link) => {
              const outline = link.querySelector(".kb-flow__outline");
              const top = outline.getBoundingClientRect().top;
              const header = document.querySelector("header").getBoundingClientRect().bottom;
              return [link === document.activeElement, getComputedStyle(outline).strokeWidth, top >= header,
                      outline.getBoundingClientRect().bottom <= innerHeight];
            }"""
        )
        assert seen == [True, "3px", True, True], index
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.kb-flow')") is None


def test_a_box_leads_to_its_step_and_an_exit_to_its_page(page: Page, address: str) -> None:
    page.goto(address + PATH)
    page.get_by_role("link", name="3 Is there a fracture line").click()
    target = page.locator("ol.kb-steps > li:target")
    target.wait_for()
    assert target.inner_text().startswith("Is there a fracture line")
    page.locator(".kb-flow__wide").get_by_role("link", name="Femoral neck stress fracture", exact=True).click()
    page.wait_for_url("**/conditions/femoral-neck-stress-fracture/")


def test_the_links_of_the_drawing_work_from_a_folder_on_disk(page: Page, site: Path) -> None:
    page.goto((site / PATH / "index.html").as_uri())
    page.locator(".kb-flow__wide").get_by_role("link", name="Osteomyelitis", exact=True).click()
    page.wait_for_url("**/conditions/osteomyelitis/index.html")
    assert page.locator("h1").inner_text().startswith("Osteomyelitis")


def test_drawing_and_list_are_there_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + PATH)
    assert page.locator(".kb-flow__wide a").count() == page.locator(".kb-flow__narrow a").count() > 0
    assert page.locator(".kb-flow__wide svg").is_visible()
    assert page.locator("ol.kb-steps > li").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pathway_passes_the_accessibility_rules(chromium: Browser, address: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + PATH)
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_the_drawing_stand_out_from_their_ground(chromium: Browser, address: str, scheme: str) -> None:
    """At least 4.5 : 1 (WCAG 1.4.3); axe does not look into drawings."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + PATH)
    pairs = page.evaluate(
        """[...document.querySelectorAll(".kb-flow__wide text")].map((text) => {
             const grounds = {"kb-flow__tag-text": "tag", "kb-flow__number": "disc"};
             const name = grounds[text.getAttribute("class")] ?? "outline";
             const ground = text.closest("a").querySelector(`.kb-flow__${name}`);
             return [text, ground].map((one) => getComputedStyle(one).fill.match(/[\\d.]+/g).map(Number));
           })"""
    )
    context.close()

    def luminance(color: list[float]) -> float:
        parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    assert pairs
    for text, ground in pairs:
        light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
