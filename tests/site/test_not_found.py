"""The page for an address at which nothing stands: it leads on, from any depth of address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("site")]

PLACES = {"/./", "/conditions/", "/signs/", "/treatments/", "/regions/", "/references/", "/compare/", "/about/"}


def test_it_says_what_happened_and_where_to_go_on(site: Path) -> None:
    soup = BeautifulSoup((site / "404.html").read_text("utf-8"), "lxml")
    article = soup.select_one("article")
    assert article is not None
    assert soup.title is not None
    assert soup.title.get_text(strip=True).startswith("Page not found")
    assert [one.get_text() for one in article.select("h1")] == ["Page not found"]
    links = [urlsplit(str(link["href"])) for link in article.select("a[href]")]
    assert {link.path for link in links} >= PLACES
    assert [link.path for link in links if not (site / link.path.lstrip("/") / "index.html").is_file()] == []


@pytest.mark.browser
@pytest.mark.parametrize("place", ["nothing", "conditions/nothing/", "a/b/c/d/nothing.html"])
def test_its_links_work_at_any_depth(page: Page, address: str, site: Path, place: str) -> None:
    text = (site / "404.html").read_text("utf-8")
    page.route(f"{address}{place}", lambda route: route.fulfill(status=404, content_type="text/html", body=text))
    page.goto(f"{address}{place}")
    hrefs = page.eval_on_selector_all("article a[href]", "links => links.map(link => link.href)")
    assert len(hrefs) == len(PLACES) + 2
    assert [href for href in hrefs if page.request.get(href).status != 200] == []
    page.locator("article").get_by_role("link", name="Search the site").click()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.goto(f"{address}{place}")
    page.locator("article").get_by_role("link", name="Start").click()
    page.wait_for_url(address)
