"""The checks of a built site, on small made-up pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.knowledge import KnowledgeBase
from build_tools.site.checks import check_site, resolve
from build_tools.site.reading import in_css, in_srcset, read_page


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


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a.png", ("a.png",)),
        ("a.png 1x, b.png 2x", ("a.png", "b.png")),
        (" a.png 480w,\n  b.png 800w", ("a.png", "b.png")),
        ("a.png, b.png 2x", ("a.png", "b.png")),
        ("data:image/png;base64,AA== 1x, b,c.png 2x", ("data:image/png;base64,AA==", "b,c.png")),
        ("", ()),
    ],
)
def test_a_srcset_is_a_list_of_addresses(text: str, addresses: tuple[str, ...]) -> None:
    assert in_srcset(text) == addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a { background: url(i.png), url( 'j.png' ) }", ("i.png", "j.png")),
        (
            '@import "one.css"; @IMPORT URL("two.css") print; @import url(three.css);',
            ("one.css", "two.css", "three.css"),
        ),
        ("b::before { content: 'url(no.png)' } /* url(old.png) '*/ c { src: url(f.woff2) }", ("f.woff2",)),
        ("""d { mask: url("data:image/svg+xml,<svg xmlns='http://x.org/' style='/*'/>") }""", None),
        ("e { color: red; width: my-url(x) }", ()),
    ],
)
def test_a_style_names_what_it_loads(text: str, addresses: tuple[str, ...] | None) -> None:
    found = in_css(text)
    assert found == addresses if addresses is not None else [one[:5] for one in found] == ["data:"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}">',
        '<img srcset="{} 2x">',
        '<script src="{}"></script>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="alternate stylesheet" href="{}">',
        '<link rel="PRELOAD" imagesrcset="{} 1x">',
        '<input type="image" src="{}">',
        '<video poster="{}"></video>',
        '<video><track src="{}"></video>',
        '<picture><source srcset="{}, data:,"></picture>',
        '<svg><image xlink:href="{}"/></svg>',
        '<svg><use href="{}"/></svg>',
        '<svg><rect fill="url({})"/></svg>',
        '<svg><style>@import "{}";</style></svg>',
        '<p style="background: url(&quot;{}&quot;)">a</p>',
        "<style>p {{ background: url({}) }}</style>",
    ],
)
def test_what_is_loaded_is_there_and_of_this_site(tmp_path: Path, sound_kb: KnowledgeBase, markup: str) -> None:
    foreign = ("https://x.org/i", "//x.org/i")
    (tmp_path / "here").write_text("", "utf-8")
    for name, addresses in {"sound": ("here", "./here"), "dead": ("gone",), "foreign": foreign}.items():
        (tmp_path / f"{name}.html").write_text("".join(markup.format(one) for one in addresses), "utf-8")

    assert check_site(tmp_path, sound_kb).faults == (
        "dead.html: loads gone: no such file",
        *(f"foreign.html: loads {one} from another host" for one in foreign),
    )


def test_links_in_the_head_load_nothing_and_lead_somewhere(tmp_path: Path, sound_kb: KnowledgeBase) -> None:
    links = (
        '<link rel="canonical" href="https://x.org/"><link rel="alternate" href="feed.xml"><link rel="next" href=".">'
    )
    (tmp_path / "index.html").write_text(links, "utf-8")
    assert check_site(tmp_path, sound_kb).faults == ("index.html: link to feed.xml: no such page",)


def test_style_sheets_load_what_is_there_and_of_this_site(tmp_path: Path, sound_kb: KnowledgeBase) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "i.png").write_bytes(b"")
    sheet = (
        "@import 'https://x.org/a.css'; p { background: url(../i.png), url(i.png), url(data:,x) } q { fill: url(#r) }"
    )
    (tmp_path / "css" / "s.css").write_text(sheet, "utf-8")
    assert check_site(tmp_path, sound_kb).faults == (
        "css/s.css: loads i.png: no such file",
        "css/s.css: loads https://x.org/a.css from another host",
    )


def test_what_is_no_address_is_said(tmp_path: Path, sound_kb: KnowledgeBase) -> None:
    (tmp_path / "index.html").write_text('<a href="https://[x">a</a><img src="//[y">', "utf-8")
    assert check_site(tmp_path, sound_kb).faults == (
        "index.html: link to https://[x: that is no address",
        "index.html: loads //[y: that is no address",
    )


def test_the_page_for_lost_readers_may_name_files_from_the_root(tmp_path: Path, sound_kb: KnowledgeBase) -> None:
    page = '<img src="/i.png"><script src="https://x.org/s.js"></script>'
    (tmp_path / "404.html").write_text(page, "utf-8")
    assert check_site(tmp_path, sound_kb).faults == ("404.html: loads https://x.org/s.js from another host",)
