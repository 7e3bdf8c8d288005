"""Searching the built site in Chromium: the right page comes first."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

FIRST_RESULTS = [
    ("TOH", "conditions/transient-osteoporosis-of-the-hip/"),
    ("AVN", "conditions/osteonecrosis-of-the-femoral-head/"),
    ("RMO", "conditions/regional-migratory-osteoporosis/"),
    ("CRPS", "conditions/complex-regional-pain-syndrome/"),
    ("bone marrow oedema", "signs/bone-marrow-edema-pattern/"),
    ("algodystrophy", "conditions/complex-regional-pain-syndrome/"),
    ("avascular necrosis", "conditions/osteonecrosis-of-the-femoral-head/"),
    ("TOH vs AVN", "compare/onfh-vs-toh/"),
    ("BMES", "conditions/bone-marrow-edema-syndrome/"),
    ("SONK", "conditions/spontaneous-osteonecrosis-of-the-knee/"),
    ("double line sign", "signs/double-line-sign/"),
    ("iloprost", "treatments/iloprost/"),
    ("pamidronate", "treatments/pamidronate/"),
    ("core decompression", "treatments/core-decompression/"),
    ("migratory osteolysis", "conditions/regional-migratory-osteoporosis/"),
    ("AVN vs TOH", "compare/onfh-vs-toh/"),
    ("export citations BibTeX", "downloads/"),
]


def search(page: Page, query: str) -> str:
    """Type a query once the index is there; the address of the first result, relative to the site."""
    page.locator(".md-search__input").click()
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").press("Shift")  # the theme searches when a key is let go
    return first_result(page)


def first_result(page: Page) -> str:
    """The address of the first result, relative to the site."""
    page.locator(".md-search-result__meta", has_text="matching document").wait_for(state="attached")
    link = page.locator(".md-search-result__item a.md-search-result__link").first.get_attribute("href") or ""
    return urlsplit(link).path.removeprefix("/")


@pytest.mark.parametrize(("query", "wanted"), FIRST_RESULTS)
def test_search_puts_the_page_first(page: Page, address: str, query: str, wanted: str) -> None:
    page.goto(f"{address}about/")
    assert search(page, query) == wanted


def test_an_example_query_on_the_home_page_opens_the_search(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="avascular necrosis", exact=True).click()
    assert first_result(page) == "conditions/osteonecrosis-of-the-femoral-head/"
