"""The pages of the check's messages in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from build_tools.pages import addresses
from build_tools.rules.handbook import messages

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]


def _widest(code: str) -> int:
    """Characters in the longest line of a code's example."""
    example = messages()[code].example
    texts = [example.says, *(one.text or "" for one in (*example.wrong, *example.right))] if example else [""]
    return max(len(line) for text in texts for line in text.splitlines() or [""])


PAGES = [addresses.MESSAGES, *map(addresses.of_message, sorted(messages(), key=_widest)[-10:])]
"""The index, and the pages that are most likely to be too wide."""


def test_contribute_leads_to_every_code(site: Path) -> None:
    contribute = BeautifulSoup((site / addresses.CONTRIBUTE / "index.html").read_text("utf-8"), "lxml")
    assert contribute.select_one('article a[href="messages/"]')
    index = BeautifulSoup((site / addresses.MESSAGES / "index.html").read_text("utf-8"), "lxml")
    linked = {str(link["href"]) for link in index.select(".kb-codelist a")}
    assert linked == {f"{code}/" for code in messages()}


def test_the_search_finds_the_index_alone(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    found = [entry for entry in index["docs"] if entry["location"].startswith(addresses.MESSAGES)]
    assert {entry["location"].partition("#")[0] for entry in found} == {addresses.MESSAGES}
    assert sum(len(entry["text"]) for entry in found) < 300


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_fit_and_the_sides_stand_beside_each_other_where_they_can(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    wrong, right = (page.locator(f".kb-code--{side}").first.bounding_box() for side in ("wrong", "right"))
    assert wrong is not None
    assert right is not None
    assert (right["x"] > wrong["x"] + wrong["width"]) == (width > 1000)


def test_signs_of_what_differs_are_not_copied_with_the_text(page: Page, address: str) -> None:
    page.goto(address + addresses.of_message("field-unknown"))
    example = page.locator(".kb-code--right code").first
    assert example.inner_text().rstrip("\n") == "abbreviation: GB\nsynonyms: [Brittle oedema]"
    sign = "getComputedStyle(document.querySelector('.kb-code--right mark'), '::before').content"
    assert page.evaluate(sign) == '"+"'
