"""Citation cards in a real browser: hover, focus, touch, Esc, and a plain link where no script runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from build_tools.knowledge import KnowledgeBase
from build_tools.pages.writer import authors_year

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

CONDITION = "conditions/transient-osteoporosis-of-the-hip/"
REFERENCE = "references/hofmann1993/"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """The narrowest window that pages must fit, with a finger for a pointer."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def citations(page: Page) -> Locator:
    return page.locator("article .kb-cites a")


def card(page: Page) -> Locator:
    return page.locator(".kb-citation")


def away(page: Page) -> None:
    page.mouse.move(2, 2)


def is_apart(link: Locator, shown: Locator) -> bool:
    """Whether a card leaves its link free."""
    one, other = link.bounding_box(), shown.bounding_box()
    assert one
    assert other
    return one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_hover_shows_publication_finding_and_level(page: Page, address: str, kb: KnowledgeBase) -> None:
    page.goto(address + CONDITION)
    link = citations(page).first
    link.hover()
    expect(card(page)).to_be_visible()
    key, finding = str(link.get_attribute("href")).rsplit("references/")[-1].split("/#")
    reference = kb.references[key]
    text = card(page).inner_text()
    assert authors_year(reference) in text
    assert reference.entry.title in text
    assert reference.findings[finding].text[:20] in text
    assert kb.vocabulary.levels[reference.findings[finding].basis].label in text
    more = card(page).get_by_role("link", name="Open the reading notes")
    assert more.evaluate("one => one.href") == link.evaluate("one => one.href")
    assert link.get_attribute("title") is None, "a second tooltip, the browser's own"
    assert is_apart(link, card(page))


def test_a_pointer_may_move_onto_the_card_and_leaving_closes_it(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address + CONDITION)
    citations(page).first.hover()
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 5, steps=8)
    page.wait_for_function("document.querySelector('.kb-citation').matches(':hover')")
    page.clock.run_for(10_000)  # longer than any delay
    expect(card(page)).to_be_visible()
    card(page).get_by_text("Open the reading notes").hover()
    expect(card(page)).to_be_visible()
    away(page)
    expect(card(page)).to_be_hidden()


def test_the_card_of_the_next_citation_opens_while_the_last_one_is_about_to_close(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address + CONDITION)
    citations(page).first.hover()
    expect(card(page)).to_be_visible()
    page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll("article .kb-cites a");
            const happens = (link, type) => link.dispatchEvent(
                new PointerEvent(type, { bubbles: true, pointerType: "mouse" }));
            happens(first, "pointerout");
            setTimeout(happens, 200, second, "pointerover");
        }"""
    )
    page.clock.run_for(10_000)
    expect(citations(page).nth(1)).to_have_attribute("aria-describedby", "kb-citation-text")
    expect(card(page)).to_be_visible()


def test_a_pointer_that_passes_by_opens_nothing(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address + CONDITION)
    page.evaluate(
        """() => {
            const link = document.querySelector("article .kb-cites a");
            for (const type of ["pointerover", "pointerout"]) {
                link.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: "mouse" }));
            }
        }"""
    )
    page.clock.run_for(10_000)
    assert card(page).count() == 0, "no card was even made"


def test_focus_shows_the_card_as_the_links_description_and_leaving_closes_it(page: Page, address: str) -> None:
    page.goto(address + CONDITION)
    first = citations(page).first
    first.focus()
    expect(card(page)).to_be_visible()
    described = str(first.get_attribute("aria-describedby"))
    tooltip = page.locator(f"#{described}")
    assert tooltip.get_attribute("role") == "tooltip"
    assert tooltip.locator("a, button").count() == 0, "a tooltip holds nothing to operate"
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == described
    away(page)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")  # to the next citation, not into the card
    expect(citations(page).nth(1)).to_be_focused()
    expect(citations(page).nth(1)).to_have_attribute("aria-describedby", described)
    assert first.get_attribute("aria-describedby") is None
    assert page.locator(".kb-citation").count() == 1
    page.locator(".kb-crumbs a").first.focus()
    expect(card(page)).to_be_hidden()


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_escape_closes_the_card_and_leaves_the_focus(page: Page, address: str, way: str) -> None:
    page.goto(address + CONDITION)
    link = citations(page).nth(2)
    getattr(link, way)()
    expect(card(page)).to_be_visible()
    before = page.evaluate("document.activeElement.href ?? ''")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None
    assert page.evaluate("document.activeElement.href ?? ''") == before
    if way == "focus":
        page.keyboard.press("Enter")
        page.wait_for_url("**/references/*/#*")


def test_enter_on_a_citation_opens_the_reading_notes_at_once(page: Page, address: str) -> None:
    page.goto(address + CONDITION)
    citations(page).first.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/references/*/#*")


def test_the_first_tap_opens_the_card_and_the_second_follows_the_link(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address + CONDITION)
    link = citations(page).first
    link.tap()
    expect(card(page)).to_be_visible()
    assert "/conditions/" in page.url
    page.locator("h1").tap()
    expect(card(page)).to_be_hidden()
    link.tap()
    expect(card(page)).to_be_visible()
    link.tap()
    page.wait_for_url("**/references/*/#*")


def test_the_cards_link_is_a_target_for_a_finger(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address + CONDITION)
    citations(page).first.tap()
    more = card(page).get_by_role("link", name="Open the reading notes")
    box = more.bounding_box()
    assert box
    assert box["height"] >= 44
    more.tap()
    page.wait_for_url("**/references/*/#*")


def test_cards_stay_inside_a_narrow_window_and_beside_their_link(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(address + CONDITION)
    for fold in page.locator("article details").all():
        fold.evaluate("one => { one.open = true; }")
    for index in (0, 3, 7, 12, citations(page).count() - 1):
        link = citations(page).nth(index)
        link.evaluate("one => one.scrollIntoView({ block: 'center' })")
        link.tap()
        expect(link).to_have_attribute("aria-describedby", "kb-citation-text")
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        assert is_apart(link, card(page))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.keyboard.press("Escape")


def test_cards_work_inside_a_table_that_scrolls(page: Page, address: str) -> None:
    page.goto(f"{address}matrix/#preset=all&cell=toh.articular-surface-collapse")
    link = page.locator("#matrix-detail .kb-cites a").first
    link.focus()
    expect(link).to_have_attribute("aria-describedby", "kb-citation-text")
    box = card(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert is_apart(link, card(page))
    page.locator("[role=region][aria-labelledby=matrix-caption]").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    expect(card(page)).to_be_hidden()


def test_escape_closes_the_card_before_the_details_around_it(page: Page, address: str) -> None:
    page.goto(f"{address}matrix/#preset=all&cell=toh.articular-surface-collapse")
    link = page.locator("#matrix-detail .kb-cites a").first
    link.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#matrix-detail")).to_have_count(0)


def test_cards_work_for_citations_that_a_script_puts_in(page: Page, address: str) -> None:
    page.goto(address + CONDITION)
    page.evaluate(
        """() => {
            const link = document.querySelector("article .kb-cites a").href;
            const late = bmes.element("p", { id: "late" }, bmes.element("a", { href: link }, "late"));
            document.querySelector("h1").after(late);
        }"""
    )
    page.locator("#late a").hover()
    expect(card(page)).to_be_visible()


def test_a_card_whose_data_did_not_come_opens_the_next_time(page: Page, address: str) -> None:
    page.route("**/scripts/data/references/**", lambda route: route.abort())
    page.goto(address + CONDITION)
    with page.expect_event("requestfailed"):
        citations(page).first.hover()
    page.wait_for_function("!document.querySelector('script[src*=\"data/references\"]')")
    assert card(page).count() == 0
    page.unroute("**/scripts/data/references/**")
    away(page)
    citations(page).first.hover()
    expect(card(page)).to_be_visible()


def test_a_references_page_has_no_card_for_its_own_findings(page: Page, address: str) -> None:
    """They stand on the same page, right above the statement that cites them."""
    page.goto(address + REFERENCE)
    for details in page.locator("details.kb-citedby").all():
        details.evaluate("one => { one.open = true; }")
    made = page.evaluate(
        """() => [...document.querySelectorAll(".kb-cites a")].map((link) => [
                link.getAttribute("href").startsWith("#"), bmes.citations.cited(link.href) !== null])"""
    )
    assert {(True, False), (False, True)} == {(own, has_card) for own, has_card in made}


def test_only_addresses_of_findings_have_a_card(page: Page, address: str) -> None:
    page.goto(address)
    read = "([href, root]) => bmes.citations.cited(href, root + 'here/', root)"
    root = "file:///kb/site/"
    assert page.evaluate(read, [f"{root}references/a2001/#x", root]) == {"key": "a2001", "finding": "x"}
    assert page.evaluate(read, [f"{root}references/a2001/index.html#x", root]) == {"key": "a2001", "finding": "x"}
    for other in ("references/a2001/", "references/#x", "signs/a/#x", "references/a/b/#x"):
        assert page.evaluate(read, [root + other, root]) is None
    assert page.evaluate(read, ["https://example.org/references/a2001/#x", root]) is None


def test_without_scripts_a_citation_is_a_link(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CONDITION)
    link = citations(page).first
    link.hover()
    assert card(page).count() == 0
    link.click()
    page.wait_for_url("**/references/*/#*")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_card_passes_the_accessibility_rules(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + CONDITION)
    citations(page).first.focus()
    expect(card(page)).to_be_visible()
    found = Axe().run(page, {"include": [["article"]]}).response["violations"]
    context.close()
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []
