"""The built site in a real browser: nothing from elsewhere, no sideways scroll, readable in both schemes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

KINDS = [
    "",
    "404.html",
    "conditions/",
    "conditions/transient-osteoporosis-of-the-hip/",
    "signs/",
    "signs/bone-marrow-edema-pattern/",
    "treatments/",
    "treatments/core-decompression/",
    "regions/hip/",
    "pathways/diffuse-edema-in-a-painful-hip/",
    "references/",
    "references/hofmann1993/",
    "compare/",
    "compare/onfh-vs-toh/",
    "compare/onfh-vs-toh/handout/",
    "compare/handout/#with=toh,sonk",
    "conditions/transient-osteoporosis-of-the-hip/handout/",
    "graph/",
    "graph/transient-osteoporosis-of-the-hip/",
    "matrix/",
    "natural-history/",
    "worksheet/",
    "study/",
    "study/self-test/",
    "study/self-test/finding/",
    "study/ten-minutes/",
    "study/figures/",
    "evidence/",
    "evidence/levels/",
    "evidence/conflicts/",
    "evidence/corrections/",
    "about/",
    "contribute/",
    "contribute/messages/",
    "contribute/messages/yaml-tab/",
    "downloads/",
    "data/",
    "data/datasheet/",
    "claim/",
]
"""One page of each kind."""

THEME_FAULTS = {
    "aria-dialog-name",  # the theme's search dialog has no name
    "aria-allowed-role",
    "region",  # the theme's skip link and header stand outside of landmarks
    "landmark-unique",
}
"""Faults of the theme itself that its style sheets cannot mend; everything else fails."""


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_loaded_from_another_host(page: Page, address: str, path: str) -> None:
    foreign: list[str] = []
    complaints: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            foreign.append(request.url)

    page.on("request", look)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address + path, wait_until="networkidle")
    assert foreign == []
    assert complaints == []


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_on_a_phone(chromium: Browser, address: str, path: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_pass_the_accessibility_rules(chromium: Browser, address: str, path: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


def test_the_first_screen_of_a_condition_answers_the_student(chromium: Browser, address: str) -> None:
    """On a phone without scrolling: the definition, five findings, and what to tell it apart from."""
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{address}conditions/transient-osteoporosis-of-the-hip/")
    bottoms = page.evaluate(
        """() => [".kb-definition p", "[aria-labelledby=look-for] li:nth-child(5)", "#tell-apart"]
               .map(selector => document.querySelector(selector).getBoundingClientRect().bottom)"""
    )
    context.close()
    assert all(bottom <= 640 for bottom in bottoms), bottoms


def test_from_home_to_how_do_i_tell_toh_from_osteonecrosis_in_one_click(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".kb-cards a", has_text="osteonecrosis of the femoral head").filter(
        has_text="ransient osteoporosis"
    ).or_(
        page.locator(".kb-cards a", has_text="Osteonecrosis of the femoral head or transient osteoporosis")
    ).first.click()
    page.wait_for_url("**/compare/onfh-vs-toh/")


def test_from_claim_to_finding_to_source_in_two_clicks(page: Page, address: str) -> None:
    page.goto(f"{address}treatments/core-decompression/")
    page.locator("article .kb-cites a", has_text="4").first.click()
    page.wait_for_url("**/references/hofmann1993/#*")
    target = page.locator(":target")
    assert target.get_attribute("data-finding", timeout=5000)
    assert "Read:" in target.inner_text()


def test_tables_and_comparisons_are_complete_without_scripts(chromium: Browser, address: str) -> None:
    shown = []
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        page = context.new_page()
        texts = []
        for path in ("compare/onfh-vs-toh/", "references/"):
            page.goto(address + path)
            texts.append(page.locator("article table").all_inner_texts())
        shown.append(texts)
        context.close()
    assert shown[0] == shown[1]


def test_the_matrix_is_reached_and_scrolled_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}matrix/#preset=all&signs=all")
    region = page.locator("[role=region][aria-labelledby=matrix-caption]")
    region.focus()
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "matrix-caption"
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('[aria-labelledby=matrix-caption]').scrollTop > 0")
