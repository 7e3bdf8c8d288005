"""Comparing two to four conditions of one's choice, in a real browser; and the pages of pairs."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.compare_words import GROUP_WORDS, SECTION_NAMES, SENTENCES
from build_tools.views.comparison import comparisons
from build_tools.views.side_by_side import FEWEST, MOST, discriminator_of, grouped

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site")]

TOH = "transient-osteoporosis-of-the-hip"
ONFH = "osteonecrosis-of-the-femoral-head"
SIFH = "subchondral-insufficiency-fracture-of-the-femoral-head"
SEP = "septic-arthritis"
RANDOM_SETS = 200

CHOICES = [(TOH, ONFH), (TOH, ONFH, SIFH), (TOH, ONFH, SIFH, SEP), ("gout-of-nowhere", TOH, ONFH)]
LOOKED_AT = "toh,onfh,sifh,sep"


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(kb)


@pytest.fixture
def compare(page: Page, address: str) -> Page:
    """The page of comparisons, with its form."""
    page.goto(f"{address}compare/")
    expect(page.locator(".kb-compare-form")).to_be_visible()
    return page


def unrelated(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[str, str]:
    """Two conditions of the hip without a page of their own."""
    stored = {frozenset((pair.first.id, pair.second.id)) for pair in comparisons(kb, graph)}
    return next((TOH, one) for one in kb.conditions if one != TOH and frozenset((TOH, one)) not in stored)


def result(page: Page) -> Locator:
    return page.locator(".kb-compare")


def status(page: Page) -> Locator:
    return page.locator(".kb-compare-form [role=status]")


def headings(page: Page) -> list[str]:
    return [text.strip() for text in result(page).locator("thead").first.locator("th").all_inner_texts()]


def test_the_browser_groups_and_orders_signs_as_python_does(
    compare: Page, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    draw = random.Random("sets of conditions")
    ids = list(kb.conditions)
    sets = [(pair.first.id, pair.second.id) for pair in comparisons(kb, graph)]
    sets += [tuple(draw.sample(ids, draw.randint(FEWEST, MOST))) for _ in range(RANDOM_SETS)]
    shown = compare.evaluate(
        """async (sets) => {
            const index = await bmes.load("index");
            return sets.map((ids) => Object.entries(bmes.compareLogic.grouped(index, ids)).map(
                ([group, rows]) => [group, rows.map((row) => [row.sign.id, row.separation, row.named])]));
        }""",
        sets,
    )
    for chosen, found in zip(sets, shown, strict=True):
        made = grouped(kb, graph, tuple(kb.conditions[one] for one in chosen))
        wanted = [
            [group, [[row.sign.id, row.separation, len(row.named)] for row in rows]] for group, rows in made.items()
        ]
        assert found == wanted, chosen
    assert {len(chosen) for chosen in sets} == set(range(FEWEST, MOST + 1))


@pytest.mark.parametrize("chosen", CHOICES[:3])
def test_an_address_opens_its_comparison(page: Page, address: str, kb: KnowledgeBase, chosen: tuple[str, ...]) -> None:
    page.goto(f"{address}compare/#with={','.join(chosen)}")
    expect(result(page)).to_be_visible()
    assert headings(page) == ["Sign", *(kb.conditions[one].name for one in chosen)]
    assert [one.input_value() for one in page.locator(".kb-compare-form select").all()] == list(chosen)
    assert SENTENCES["generated"] in result(page).inner_text()
    names = [kb.conditions[one].short_name for one in chosen]
    assert result(page).locator("h2").inner_text() == f"{', '.join(names[:-1])} or {names[-1]}?"
    expect(status(page)).to_contain_text(names[0])


def test_codes_and_short_names_work_in_any_case(compare: Page) -> None:
    read = "async (text) => bmes.compareLogic.read(await bmes.load('index'), text)"
    assert compare.evaluate(read, "toh, ONFH") == {"ids": [TOH, ONFH], "unknown": [], "left": []}
    assert compare.evaluate(read, f"toh,{TOH},,x<y>") == {"ids": [TOH], "unknown": ["x<y>"], "left": []}
    many = compare.evaluate(read, "toh,onfh,sifh,sep,crps")
    assert many["ids"] == [TOH, ONFH, SIFH, SEP]
    assert many["left"] == ["complex-regional-pain-syndrome"]


def test_unknown_names_are_left_out_and_said(page: Page, address: str) -> None:
    page.goto(f"{address}compare/#with=toh,<b>gout,onfh")
    expect(result(page)).to_be_visible()
    expect(status(page)).to_contain_text("“<b>gout”")
    assert len(headings(page)) == 3
    page.goto(f"{address}compare/#with=toh,onfh,sifh,sep,crps")
    expect(status(page)).to_contain_text("Left out, because at most 4 can be compared: CRPS.")
    assert len(headings(page)) == 5
    page.goto(f"{address}compare/#with=toh")
    expect(status(page)).to_have_text("Choose one more.")
    expect(result(page)).to_have_count(0)


def choose(select: Locator, condition: str) -> None:
    """Go down the list to a condition by arrow keys; what is chosen elsewhere is passed over."""
    steps = select.evaluate(
        "(one, id) => [...one.options].filter((option) => !option.disabled).findIndex((option) => option.value === id)",
        condition,
    )
    for _ in range(steps):
        select.page.keyboard.press("ArrowDown")
    expect(select).to_have_value(condition)


def test_the_form_works_by_keyboard(compare: Page) -> None:
    first, second = compare.get_by_label("First condition"), compare.get_by_label("Second condition")
    first.focus()
    choose(first, TOH)
    compare.keyboard.press("Tab")
    expect(second).to_be_focused()
    assert compare.evaluate("location.hash") == f"#with={TOH}"
    expect(status(compare)).to_have_text("Choose one more.")
    choose(second, ONFH)
    expect(result(compare)).to_be_visible()
    assert compare.evaluate("location.hash") == f"#with={TOH},{ONFH}"
    compare.keyboard.press("Tab")
    expect(compare.get_by_role("button", name="Add a condition")).to_be_focused()
    compare.keyboard.press("Enter")
    third = compare.get_by_label("Third condition")
    expect(third).to_be_focused()
    choose(third, SEP)
    expect(result(compare).locator("thead").first.locator("th")).to_have_count(4)
    compare.keyboard.press("Tab")
    expect(compare.get_by_role("button", name="Remove the third condition")).to_be_focused()
    compare.keyboard.press("Enter")
    expect(second).to_be_focused()
    expect(result(compare).locator("thead").first.locator("th")).to_have_count(3)
    assert compare.evaluate("location.hash") == f"#with={TOH},{ONFH}"
    compare.get_by_role("button", name="Start over").press("Enter")
    expect(first).to_be_focused()
    expect(result(compare)).to_have_count(0)
    assert compare.evaluate("location.hash") == ""


def test_no_condition_can_be_chosen_twice_and_look_alikes_come_first(
    compare: Page, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    compare.get_by_label("First condition").select_option(TOH)
    second = compare.get_by_label("Second condition")
    assert second.locator(f"option[value={TOH}]").is_disabled()
    alike = second.locator("optgroup").first.locator("option")
    offered = {str(one.get_attribute("value")) for one in alike.all()}
    stored = (pair for pair in comparisons(kb, graph) if TOH in (pair.first.id, pair.second.id))
    assert offered == {pair.second.id if pair.first.id == TOH else pair.first.id for pair in stored}
    compare.get_by_role("button", name="Add a condition").click()
    compare.get_by_role("button", name="Add a condition").click()
    expect(compare.get_by_role("button", name="Add a condition")).to_be_hidden()
    expect(compare.locator(".kb-compare-form select")).to_have_count(MOST)


def test_a_changed_address_changes_the_comparison_and_an_anchor_does_not(compare: Page) -> None:
    compare.evaluate("location.hash = '#with=toh,onfh'")
    expect(result(compare).locator("h2")).to_have_text("TOH or ONFH?")
    compare.evaluate("location.hash = '#with=toh,crps'")
    expect(result(compare).locator("h2")).to_have_text("TOH or CRPS?")
    compare.evaluate("location.hash = '#pairs'")
    compare.wait_for_function("location.hash === '#pairs'")
    expect(result(compare).locator("h2")).to_have_text("TOH or CRPS?")


def test_a_pair_with_a_page_of_its_own_leads_there(
    compare: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    for pair in comparisons(kb, graph):
        compare.evaluate("(ids) => { location.hash = `#with=${ids}`; }", f"{pair.first.id},{pair.second.id}")
        names = f"{pair.first.short_name} or {pair.second.short_name}"
        kind = "a curated page" if pair.curated else "a page"
        link = result(compare).locator(".kb-verdict").get_by_role("link", name=f"{names} has {kind} of its own")
        expect(link).to_have_attribute("href", f"{address}{addresses.of_comparison(pair.slug)}")
    one, other = unrelated(kb, graph)
    compare.evaluate("(ids) => { location.hash = `#with=${ids}`; }", f"{one},{other}")
    expect(result(compare).locator(".kb-verdict")).to_have_text(f"{SENTENCES['told']} {SENTENCES['untold']}")


def test_statements_stand_in_the_order_of_the_logic_and_are_cited(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    page.goto(f"{address}compare/#with={LOOKED_AT}")
    expect(result(page)).to_be_visible()
    chosen = tuple(kb.conditions[one] for one in (TOH, ONFH, SIFH, SEP))
    made = grouped(kb, graph, chosen)
    wanted = [[row.sign.name for row in rows] for rows in made.values() if rows]
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".kb-compare table")].map((table) =>
                [...table.querySelectorAll("tbody th a")].map((link) => link.textContent))"""
    )
    assert shown == wanted
    titles = [text.strip() for text in result(page).locator("h3").all_inner_texts()]
    assert titles[0] == GROUP_WORDS["differ"].heading
    assert [title for title in titles if title in SECTION_NAMES.values()] == list(SECTION_NAMES.values())
    statements = page.evaluate(
        """() => [...document.querySelectorAll(".kb-compare [data-claim]")].map((one) => [one.dataset.claim,
                [...one.querySelectorAll(".kb-cites a")].map((link) => bmes.citations.cited(link.href))])"""
    )
    claims = {claim for claim, _ in statements}
    cells = [cell for rows in made.values() for row in rows for cell in row.cells]
    told = [discriminator_of(graph, one, other) for one, other in combinations(chosen, 2)]
    assert {view.id for cell in cells for view in cell.claims} <= claims
    assert {claim.id for claim in told if claim} <= claims
    for claim, cited in statements:
        statement = kb.claims[claim].statement
        assert {f"{one['key']}#{one['finding']}" for one in cited} == set(statement.all_citations), claim
    keys = {one["key"] for _, cited in statements for one in cited}
    listed = result(page).locator(".kb-reflist li a.kb-reflist__label")
    assert {str(one.get_attribute("href")).rstrip("/").rsplit("/", 1)[-1] for one in listed.all()} == keys
    expect(result(page).locator("details").first).not_to_have_attribute("open", "")


def test_a_card_shows_what_a_generated_comparison_cites(page: Page, address: str) -> None:
    page.goto(f"{address}compare/#with=toh,onfh")
    link = result(page).locator("table .kb-cites a").first
    link.focus()
    expect(link).to_have_attribute("aria-describedby", "kb-citation-text")
    expect(page.locator(".kb-citation")).to_be_visible()


@pytest.mark.parametrize("can_copy", [True, False])
def test_the_link_can_be_taken_along(page: Page, address: str, can_copy: bool) -> None:
    written = "window.copied = []; const clipboard = { writeText: async (text) => { window.copied.push(text); } };"
    value = "clipboard" if can_copy else "undefined"
    page.add_init_script(f"{written} Object.defineProperty(navigator, 'clipboard', {{ value: {value} }});")
    page.goto(f"{address}compare/#with=toh,onfh")
    page.get_by_role("button", name="Copy link").click()
    if can_copy:
        expect(status(page)).to_have_text("The link was copied.")
        assert page.evaluate("window.copied") == [page.url]
    else:
        expect(status(page)).to_contain_text("selected")
        field = page.get_by_label("Link to this comparison")
        expect(field).to_be_focused()
        assert field.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == page.url


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_on_a_phone_each_sign_becomes_cards_that_name_their_condition(phone: Page, address: str) -> None:
    phone.goto(f"{address}compare/#with={LOOKED_AT}")
    expect(result(phone)).to_be_visible()
    for fold in phone.locator(".kb-compare details").all():
        fold.evaluate("one => { one.open = true; }")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    row = result(phone).locator("tbody tr").first
    boxes = [box for cell in row.locator("th, td").all() if (box := cell.bounding_box())]
    assert len(boxes) == 5
    assert all(one["y"] + one["height"] <= other["y"] + 1 for one, other in pairwise(boxes))
    labels = [cell.evaluate("one => getComputedStyle(one, '::before').content") for cell in row.locator("td").all()]
    assert labels == ['"TOH"', '"ONFH"', '"SIFH"', '"Septic arthritis"']
    for control in phone.locator(".kb-compare-form :is(select, button):visible").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_generated_comparison_passes_the_accessibility_rules(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}compare/#with={LOOKED_AT}")
    expect(result(page)).to_be_visible()
    for fold in page.locator(".kb-compare details").all():
        fold.evaluate("one => { one.open = true; }")
    found = Axe().run(page, {"include": [["article"]]}).response["violations"]
    context.close()
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


def test_a_comparison_works_from_a_folder_on_disk(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'compare/index.html').as_uri()}#with=toh,onfh,sifh")
    expect(result(page).locator("h2")).to_have_text("TOH, ONFH or SIFH?")
    own = result(page).locator(".kb-verdict a", has_text="TOH or ONFH")
    own.click()
    page.wait_for_url("**/compare/onfh-vs-toh/index.html")
    third = page.get_by_role("link", name="Compare with a third condition")
    third.click()
    page.wait_for_url("**/compare/index.html#with=*")
    expect(result(page).locator("h2")).to_have_text("ONFH or TOH?")


def test_without_scripts_the_page_lists_every_pair_and_says_what_is_missing(
    chromium: Browser, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/")
    expect(page.locator(".kb-compare-plain")).to_be_visible()
    expect(page.locator(".kb-compare-form")).to_have_count(0)
    listed = {str(link.get_attribute("href")) for link in page.locator("#pairs ~ ul > li > a").all()}
    assert {f"{pair.slug}/" for pair in comparisons(kb, graph)} <= listed
    page.goto(f"{address}compare/onfh-vs-toh/")
    expect(page.get_by_text("Compare with a third condition")).to_be_hidden()
    context.close()


def test_with_scripts_the_remark_for_those_without_is_gone(compare: Page) -> None:
    expect(compare.locator(".kb-compare-plain")).to_have_count(0)


def test_pages_of_pairs_say_the_verdict_first_and_then_what_tells_apart(
    site: Path, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    for pair in comparisons(kb, graph):
        soup = BeautifulSoup((site / addresses.of_comparison(pair.slug) / "index.html").read_text("utf-8"), "lxml")
        article = soup.select_one("article")
        assert article
        blocks = [one for one in article.select(".kb-verdict, h2, table") if not one.find_parent("table")]
        assert "kb-verdict" in blocks[0]["class"], pair.slug
        assert blocks[1]["id"] == "differ", pair.slug
        rows = pair.rows["differ"]
        shown = [th.a.get_text() for th in blocks[2].select("tbody th") if th.a] if rows else []
        assert shown == [row.sign.name for row in rows], pair.slug
        for statement in blocks[0].select("[data-claim]"):
            assert statement.select(".kb-cites a, .kb-level--editorial"), pair.slug
        sign = getattr(pair.discriminator.claim.statement, "sign", None) if pair.discriminator else None
        if sign:
            # First, but after those that are stated otherwise for the two, if it is stated alike.
            ahead = rows[: [row.sign.id for row in rows].index(sign)]
            (row,) = (row for row in rows if row.sign.id == sign)
            assert not ahead or (all(one.told_apart for one in ahead) and len(row.stated) == 2), pair.slug
            assert not ahead or not row.told_apart, pair.slug
        third = article.select_one(".kb-compare-more a")
        assert third
        assert third["href"] == f"../#with={pair.first.id},{pair.second.id}"


@pytest.mark.parametrize(("width", "chosen"), [(718, "toh,onfh"), (1045, LOOKED_AT)])
def test_a_printed_comparison_fits_the_sheet(page: Page, address: str, width: int, chosen: str) -> None:
    """718 and 1045 CSS pixels are what A4 leaves between the browser's margins, upright and lying."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}compare/#with={chosen}")
    expect(result(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".kb-compare-form")).to_be_hidden()
    expect(page.locator("#pairs")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for table in result(page).locator("table").all():
        expect(table).to_be_visible()
    assert (
        result(page)
        .locator(".kb-columns")
        .first.evaluate("one => new Set([...one.children].map((child) => child.getBoundingClientRect().top)).size")
        == 1
    )
    expect(result(page).locator(".kb-reflist")).to_be_visible()


def test_a_list_that_cannot_be_loaded_is_said(page: Page, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.route("**/scripts/data/index.js", lambda route: route.abort())
    page.goto(f"{address}compare/#with=toh,onfh")
    expect(page.locator("#kb-compare-tool").get_by_role("alert")).to_have_text(
        "The comparison cannot start: the file scripts/data/index.js could not be loaded."
        " Each pair below has a page of its own."
    )
    assert "scripts are needed" not in page.locator("article").inner_text()
    expect(page.locator("#pairs")).to_be_visible()
    assert faults == []


@pytest.mark.parametrize("path", ["compare/onfh-vs-toh/", "compare/#with=onfh,toh,sifh"])
def test_paper_is_a4_landscape_and_so_takes_fewer_sheets(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.locator(".kb-table--compare").first.wait_for()
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(842, 595)}
    as_on_screen = "body { page: auto !important; } .md-typeset:has(table) { font-size: 17px !important; }"
    page.add_style_tag(content=f"@media print {{ {as_on_screen} }}")
    upright = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert all(sheet.mediabox.width < sheet.mediabox.height for sheet in upright)
    assert len(sheets) <= 0.75 * len(upright)


def test_no_heading_of_a_printed_comparison_stands_alone_at_the_foot_of_a_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}compare/onfh-vs-toh/")
    headings = [" ".join(text.split()).removesuffix("¶") for text in page.locator("article h2").all_inner_texts()]
    assert len(headings) > 6
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    last = [" ".join(sheet.extract_text().strip().splitlines()[-1].split()) for sheet in sheets]
    assert set(last).isdisjoint(headings)
