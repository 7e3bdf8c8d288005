"""The checks of a built site, on small made-up pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.knowledge import KnowledgeBase
from build_tools.site.checks import check_site, read_page, resolve


@pytest.mark.parametrize(
    ("page", "link", "target"),
    [
        ("index.html", "signs/x/#a", ("signs/x/index.html", "a")),
        ("signs/x/index.html", "../../", ("index.html", "")),
        ("signs/x/index.html", "../y/", ("signs/y/index.html", "")),
        ("signs/x/index.html", "#part", ("signs/x/index.html", "part")),
        ("signs/x/index.html", ".", ("signs/x/index.html", "")),
        ("signs/x/index.html", "../../data/kb.json", ("data/kb.json", "")),
        ("signs/x/index.html", "https://doi.org/10.1/x", None),
        ("signs/x/index.html", "mailto:a@b.c", None),
    ],
)
def test_links_resolve_as_a_browser_would(page: str, link: str, target: tuple[str, str] | None) -> None:
    assert resolve(page, link) == target


def test_a_page_is_read_with_its_statements() -> None:
    page = read_page(
        "p.html",
        '<p id="a" data-claim="x.y">One<br> <a href="r/#f">1</a> <span class="kb-level kb-level--title">t</span></p>'
        '<p id="a">Two <a href="q/">2</a></p><img src="i.png"><link rel="canonical" href="https://x.org/">',
    )
    assert page.ids == {"a"}
    assert page.doubled == ["a"]
    assert page.links == ["r/#f", "q/"]
    assert page.loads == ["i.png"]
    assert [(one.claim, one.links, one.levels) for one in page.statements] == [("x.y", ("r/#f",), frozenset({"title"}))]


def test_states_of_tools_are_no_places_and_other_anchors_are(tmp_path: Path, sound_kb: KnowledgeBase) -> None:
    page = '<a href="#with=a,b">tool</a> <a href="#__codelineno">theme</a> <a href="#nowhere">gone</a>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert check_site(tmp_path, sound_kb).faults == ("index.html: link to #nowhere: no such place on that page",)
