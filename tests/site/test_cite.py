"""Taking citations along in Chromium: ticked in the list, from a page, the page itself; by keyboard, and from disk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from build_tools.exports.all_files import FORMATS, Request
from build_tools.exports.formats import CITATION_FORMATS
from build_tools.exports.selection import select
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

CHOSEN = ("korompilias2009", "curtiss1959", "hofmann2006", "blancas2008")
"""The review, a suffix, another language, and a later publication with letters that are not ASCII."""

CLIPBOARD = """
window.copied = [];
const clipboard = { writeText: async (text) => { window.copied.push(text); } };
Object.defineProperty(navigator, 'clipboard', { value: %s });
document.addEventListener('copy', (event) => window.copied.push(event.target.value));
"""


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(kb)


@pytest.fixture(params=["server", "disk"])
def start(request: pytest.FixtureRequest, context: BrowserContext, address: str, site: Path) -> str:
    """Where the site begins; on disk without any network."""
    if request.param == "server":
        return address
    context.set_offline(True)
    return site.as_uri() + "/"


def exported(kb: KnowledgeBase, graph: EvidenceGraph, form: str, names: Iterable[str]) -> str:
    """What ``bmes export`` prints of a selection."""
    return FORMATS[form].text(Request(kb, graph, select(kb, graph, names).entries))


def opened(page: Page, start: str, path: str, can_copy: bool = True) -> None:
    page.add_init_script(CLIPBOARD % ("clipboard" if can_copy else "undefined"))
    page.goto(f"{start}{path}index.html")
    page.locator("[data-copy]").first.wait_for(state="attached")


def box_of(page: Page, key: str) -> Locator:
    """The box to tick in the row of a publication."""
    return page.locator(f"tr[data-list-item]:has(a[href*='{key}/']) .kb-choose__tick input")


def count(page: Page) -> Locator:
    return page.locator(".kb-choose__count")


def said(page: Page) -> Locator:
    return page.locator(".kb-take__said").first


def choose(page: Page, keys: Iterable[str]) -> None:
    for key in keys:
        box_of(page, key).check()


@pytest.mark.parametrize("form", CITATION_FORMATS)
def test_what_is_ticked_is_copied_and_saved_in_every_format(
    page: Page, start: str, kb: KnowledgeBase, graph: EvidenceGraph, form: str
) -> None:
    """The same text as the command line prints, from a server and from disk, in whatever order it was ticked."""
    opened(page, start, "references/")
    choose(page, reversed(CHOSEN))
    expect(count(page)).to_have_text(f"4 of {len(kb.references)} selected")
    page.select_option("#choose-format", form)
    wanted = exported(kb, graph, form, CHOSEN)
    page.locator(".kb-choose [data-copy]").click()
    expect(said(page)).to_have_text(f"4 references copied as {CITATION_FORMATS[form].label}.")
    assert page.evaluate("window.copied") == [wanted]
    with page.expect_download() as waiting:
        page.locator(".kb-choose [data-save]").click()
    name = f"references{CITATION_FORMATS[form].extension}"
    assert waiting.value.suggested_filename == name
    assert Path(waiting.value.path()).read_text("utf-8") == wanted
    expect(said(page)).to_have_text(f"4 references saved as {name}.")


def test_everything_ticked_is_the_ready_made_file(page: Page, start: str, site: Path) -> None:
    opened(page, start, "references/")
    page.locator("[data-choose=shown]").click()
    page.select_option("#choose-format", "csl-json")
    with page.expect_download() as waiting:
        page.locator(".kb-choose [data-save]").click()
    saved = Path(waiting.value.path()).read_text("utf-8")
    assert saved == (site / "data/references-all.csl.json").read_text("utf-8")
    assert len(json.loads(saved)) > 200


def test_all_shown_and_none(page: Page, address: str, kb: KnowledgeBase) -> None:
    opened(page, address, "references/")
    total = len(kb.references)
    expect(count(page)).to_have_text(f"None of {total} selected")
    page.fill("#list-find", "hofmann")
    page.locator("[data-choose=shown]").click()
    shown = page.locator("tr[data-list-item]:visible").count()
    assert 1 < shown < 10
    expect(count(page)).to_have_text(f"{shown} of {total} selected")
    page.fill("#list-find", "hofmann 1993")
    expect(count(page)).to_have_text(f"{shown} of {total} selected ({shown - 1} not shown)")
    page.locator("[data-list-clear]").click()
    expect(count(page)).to_have_text(f"{shown} of {total} selected")
    page.locator("[data-choose=none]").click()
    expect(count(page)).to_have_text(f"None of {total} selected")
    assert page.locator(".kb-choose__tick input:checked").count() == 0
    assert count(page).get_attribute("role") == "status"
    page.locator(".kb-choose [data-copy]").click()
    expect(said(page)).to_have_text("Select publications in the list first.")
    assert page.evaluate("window.copied") == []
    choose(page, ["curtiss1959"])
    expect(said(page)).to_have_text("")


def test_by_keyboard_alone(page: Page, start: str, kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    """From finding to the saved file, from a server and from disk without a network."""
    opened(page, start, "references/")
    page.locator("#list-find").focus()
    page.keyboard.type("curtiss")
    while not page.evaluate("document.activeElement.matches('[data-choose=shown]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # Select none
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "choose-format"
    page.keyboard.press("B")  # BibTeX
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.matches('.kb-choose__tick input') && document.activeElement.checkVisibility()"
        ):
            break
    assert page.evaluate("document.activeElement.ariaLabel") == "Select Curtiss and Kincaid 1959"
    page.keyboard.press("Space")
    expect(count(page)).to_have_text(f"1 of {len(kb.references)} selected")
    while not page.evaluate("document.activeElement.matches('.kb-choose [data-copy]')"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("1 reference copied as BibTeX.")
    wanted = exported(kb, graph, "bibtex", ["curtiss1959"])
    assert page.evaluate("window.copied") == [wanted]
    page.keyboard.press("Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert Path(waiting.value.path()).read_text("utf-8") == wanted
    expect(said(page)).to_have_text("1 reference saved as references.bib.")


def test_what_is_ticked_is_sent_and_kept_nowhere(page: Page, address: str, context: BrowserContext) -> None:
    opened(page, address, "references/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    choose(page, CHOSEN)
    page.select_option("#choose-format", "ris")
    page.locator(".kb-choose [data-copy]").click()
    expect(said(page)).to_contain_text("copied")
    assert set(asked) <= {"scripts/data/citations/ris.js", "scripts/data/citations/nlm.js"}
    assert page.url == f"{address}references/index.html"
    assert context.cookies() == []
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not [key for key in CHOSEN if key in kept]
    page.reload()
    expect(count(page)).to_contain_text("None of")


def test_ticking_stays_when_the_list_is_sorted(page: Page, address: str) -> None:
    opened(page, address, "references/")
    choose(page, ["rosen1970"])
    page.select_option("#list-sort", "year")
    expect(box_of(page, "rosen1970")).to_be_checked()
    assert page.locator(".kb-choose__tick input:checked").count() == 1


def test_where_the_browser_has_no_clipboard_a_field_is_copied(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    opened(page, address, "references/curtiss1959/", can_copy=False)
    page.select_option("#curtiss1959-format", "ama")
    page.locator("[data-copy]").click()
    expect(said(page)).to_have_text("1 reference copied as AMA text.")
    assert page.evaluate("window.copied") == [exported(kb, graph, "ama", ["curtiss1959"])]
    assert page.locator("textarea").count() == 0


def test_citations_that_do_not_load_can_be_tried_again(page: Page, address: str) -> None:
    opened(page, address, "references/curtiss1959/")
    page.route("**/citations/*.js", lambda route: route.abort())
    page.locator("[data-copy]").click()
    expect(said(page)).to_have_text("The citations could not be loaded. Please try again.")
    page.unroute("**/citations/*.js")
    page.locator("[data-copy]").click()
    expect(said(page)).to_have_text("1 reference copied as NLM text.")


@pytest.mark.parametrize(
    ("path", "page_id"),
    [
        ("conditions/transient-osteoporosis-of-the-hip/", "transient-osteoporosis-of-the-hip"),
        ("signs/double-line-sign/", "double-line-sign"),
        ("treatments/iloprost/", "iloprost"),
        ("regions/hip/", "hip"),
    ],
)
def test_a_page_gives_what_it_cites(
    page: Page, start: str, site: Path, kb: KnowledgeBase, graph: EvidenceGraph, path: str, page_id: str
) -> None:
    opened(page, start, path)
    for form in ("ris", "radiology"):
        page.select_option("#references-format", form)
        page.locator("[data-take] [data-copy]").click()
        expect(said(page)).to_contain_text(f"copied as {CITATION_FORMATS[form].label}.")
        assert page.evaluate("window.copied.pop()") == exported(kb, graph, form, [page_id])
    with page.expect_download() as waiting:
        page.locator("[data-take] a[download]", has_text="CSL-JSON").click()
    assert Path(waiting.value.path()).read_text("utf-8") == (site / f"data/{path.rstrip('/')}.csl.json").read_text(
        "utf-8"
    )


def test_pages_without_ready_made_files_offer_to_save(
    page: Page, start: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    opened(page, start, "compare/onfh-vs-toh/")
    keys = page.locator("[data-take]").get_attribute("data-take")
    assert keys
    with page.expect_download() as waiting:
        page.locator("[data-take] [data-save]").click()
    assert Path(waiting.value.path()).read_text("utf-8") == exported(kb, graph, "nlm", keys.split())


def test_the_page_itself_is_copied_and_saved(page: Page, start: str) -> None:
    opened(page, start, "signs/double-line-sign/")
    page.locator(".kb-citepage summary").click()
    blocks = page.locator(".kb-citepage [data-text]")
    texts = [block.locator("pre, p").first.text_content() for block in blocks.all()][:1]
    texts += [block.locator("pre").text_content() for block in blocks.all()[1:]]
    for block, text in zip(blocks.all(), texts, strict=True):
        block.get_by_role("button", name="Copy").click()
        expect(block.get_by_role("status")).to_have_text("Copied.")
        assert page.evaluate("window.copied.pop()") == text
    with page.expect_download() as waiting:
        blocks.nth(2).get_by_role("button", name="Download RIS of this page").click()
    assert waiting.value.suggested_filename == "bmes-kb-double-line-sign.ris"
    assert Path(waiting.value.path()).read_text("utf-8") == texts[2]


def test_without_scripts_there_are_files_and_nothing_that_does_not_work(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("references/", "references/curtiss1959/", "conditions/transient-osteoporosis-of-the-hip/"):
        page.goto(address + path)
        assert page.locator(".kb-take__files a[download]").count() >= 5
        assert page.locator("[data-copy]:visible, [data-save]:visible, .kb-choose:visible").count() == 0
        assert page.locator("input[type=checkbox][aria-label^=Select]").count() == 0
        assert page.get_by_text("or tick any publications").is_visible() is False
    page.locator(".kb-citepage summary").click()
    expect(page.locator(".kb-citepage pre").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["references/", "references/curtiss1959/", "conditions/transient-osteoporosis-of-the-hip/"]
)
def test_what_takes_along_passes_the_accessibility_rules(
    chromium: Browser, address: str, path: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    opened(page, address, path)
    page.evaluate("document.querySelectorAll('.kb-quiet').forEach((one) => { one.open = true; })")
    if path == "references/":
        choose(page, CHOSEN)
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 390])
def test_controls_fit_a_phone_and_a_finger(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, has_touch=True)
    page = context.new_page()
    for path in ("references/", "references/curtiss1959/", "conditions/transient-osteoporosis-of-the-hip/"):
        opened(page, address, path)
        page.evaluate("document.querySelectorAll('.kb-quiet').forEach((one) => { one.open = true; })")
        if path == "references/":
            choose(page, CHOSEN[:2])
        assert page.evaluate("document.documentElement.scrollWidth") == width
        small = page.evaluate(
            """[...document.querySelectorAll(`:is(.kb-take, .kb-choose, .kb-citepage) :is(button, select, a, summary),
                   .kb-choose__tick`)]
                 .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
                 .map((one) => one.outerHTML)"""
        )
        assert small == []
    context.close()


def test_the_panel_stays_in_sight_and_hides_nothing_that_has_the_focus(page: Page, address: str) -> None:
    opened(page, address, "references/")
    choose(page, ["curtiss1959"])
    target = box_of(page, "zanetti2000")
    target.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 2000)")
    expect(page.locator(".kb-choose")).to_be_in_viewport()
    target.focus()
    below = page.evaluate(
        """document.activeElement.getBoundingClientRect().top
           - document.querySelector(".kb-choose").getBoundingClientRect().bottom"""
    )
    assert below >= 0


def test_on_paper_there_is_nothing_to_press(page: Page, address: str) -> None:
    opened(page, address, "references/")
    choose(page, CHOSEN)
    page.emulate_media(media="print")
    assert page.locator(".kb-choose:visible, .kb-choose__tick:visible, .kb-take:visible").count() == 0
