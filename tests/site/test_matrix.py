"""The differential matrix in Chromium: what it opens with, chooses, sorts, opens, keeps in the address and prints."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from build_tools.exports.csv_text import csv_text
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition
from build_tools.pages.matrix_pages import presets
from build_tools.views.matrix import MOST_TELLING, Matrix, matrix, regional_matrices, whole_matrix
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

EVERYTHING = "matrix/#preset=all&signs=all"

SHOWN = """
() => ({
    columns: [...document.querySelectorAll("#matrix thead th[data-condition]")]
        .filter(cell => cell.offsetParent).map(cell => cell.dataset.condition),
    rows: [...document.querySelectorAll("#matrix tr[data-sign]")]
        .filter(row => row.offsetParent).map(row => [row.dataset.sign, Number(row.cells[1].textContent)]),
    groups: [...document.querySelectorAll("#matrix .kb-matrix__group")]
        .filter(row => row.offsetParent).map(row => row.textContent.trim()),
})
"""


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(kb)


@pytest.fixture(scope="module")
def whole(kb: KnowledgeBase, graph: EvidenceGraph) -> Matrix:
    return whole_matrix(kb, graph)


@pytest.fixture(scope="module")
def regional(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Matrix, ...]:
    return regional_matrices(kb, graph)


def open_matrix(page: Page, address: str, path: str = "matrix/") -> None:
    page.goto("about:blank")  # an address that differs behind the # only would load nothing
    page.goto(address + path)
    page.locator("#matrix-tool").wait_for()


def field(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'#matrix-tool [name="{name}"][value="{value}"]')


def shown(page: Page) -> dict[str, list]:  # type: ignore[type-arg]
    return page.evaluate(SHOWN)


def signs(page: Page) -> list[str]:
    return [sign for sign, _ in shown(page)["rows"]]


def in_groups(kb: KnowledgeBase, signs: list[str]) -> list[str]:
    """Signs in the order of kinds of examination; inside a kind as they come."""
    kinds = list(kb.vocabulary.modalities)
    return sorted(signs, key=lambda sign: kinds.index(kb.signs[sign].modality))


def ids(made: Matrix) -> list[tuple[str, int]]:
    return [(row.sign.id, row.separation) for row in made.by_separation]


def count(page: Page) -> str:
    return page.locator("#matrix-count[role=status]").inner_text()


def test_it_opens_with_the_first_region_and_its_most_telling_signs(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, whole: Matrix, regional: tuple[Matrix, ...]
) -> None:
    first = regional[0].preset
    wanted = [sign for sign, _ in ids(matrix(kb, graph, first, None))][:MOST_TELLING]
    open_matrix(page, address)
    assert shown(page)["columns"] == [one.code for one in first]
    assert signs(page) == in_groups(kb, wanted)
    assert count(page) == f"14 of {len(whole.rows)} signs, {len(first)} of {len(whole.conditions)} conditions"
    assert page.evaluate("location.hash") == ""


@pytest.mark.parametrize("scripts", [True, False])
def test_the_introduction_says_in_which_order_the_signs_stand(
    chromium: Browser, address: str, kb: KnowledgeBase, regional: tuple[Matrix, ...], scripts: bool
) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    for path in ("matrix/", *(f"matrix/{made.region.id}/" for made in regional if made.region)):
        page.goto(address + path)
        if scripts:
            page.locator("#matrix-tool").wait_for()
        said = page.locator("#matrix-intro").inner_text()
        order = "in groups, by kind of examination, in each those first that tell most pairs of conditions apart"
        assert f"The signs stand {order}{', unless you choose another order' if scripts else ''}." in said
        rows = shown(page)["rows"]
        kinds = [list(kb.vocabulary.modalities).index(kb.signs[sign].modality) for sign, _ in rows]
        in_order = [(kind, -pairs) for kind, (_, pairs) in zip(kinds, rows, strict=True)]
        assert in_order == sorted(in_order), path
    context.close()


OVERFLOWING = """
() => [...document.querySelectorAll("#matrix thead th")].filter(cell => cell.offsetParent).filter(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    const boxes = [cell, ...cell.querySelectorAll("button")];
    return boxes.some(box => box.scrollWidth > box.clientWidth)
        || text.getBoundingClientRect().right > cell.getBoundingClientRect().right;
}).map(cell => cell.textContent)
"""


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1920])
def test_no_header_runs_over_the_border_of_its_cell(
    chromium: Browser, address: str, regional: tuple[Matrix, ...], scripts: bool, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    pages = ("matrix/", EVERYTHING, *(f"matrix/{made.region.id}/" for made in regional if made.region))
    for path in pages:
        page.goto("about:blank")
        page.goto(address + path)
        if scripts:
            page.locator("#matrix-tool").wait_for()
        assert page.evaluate(OVERFLOWING) == [], path
    context.close()


def test_every_preset_shows_what_python_computes(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, whole: Matrix, regional: tuple[Matrix, ...]
) -> None:
    open_matrix(page, address, "matrix/#signs=all&sort=telling")
    for preset in presets(whole, (*regional, whole)):
        field(page, "preset", preset.id).check()
        wanted = matrix(kb, graph, preset.conditions, None)
        assert shown(page)["columns"] == [one.code for one in preset.conditions], preset.id
        assert shown(page)["rows"] == [list(row) for row in ids(wanted)], preset.id
        assert count(page).startswith(f"{len(wanted.rows)} of {len(whole.rows)} signs, {len(preset.conditions)} of ")


def test_pages_of_regions_open_with_their_preset(page: Page, address: str, regional: tuple[Matrix, ...]) -> None:
    for made in regional:
        assert made.region is not None
        open_matrix(page, address, f"matrix/{made.region.id}/")
        assert shown(page)["columns"] == [one.code for one in made.preset]


def test_separation_and_order_equal_those_of_python_for_any_conditions(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, whole: Matrix
) -> None:
    chance = random.Random(4)
    choices: list[tuple[Condition, ...]] = []
    for size in (1, 2, 3, 5, 8, 13, 21, 30) * 3:
        drawn = {one.id for one in chance.sample(whole.conditions, min(size, len(whole.conditions)))}
        choices.append(tuple(one for one in whole.conditions if one.id in drawn))
    open_matrix(page, address)
    found = page.evaluate(
        """(choices) => {
            const { matrixLogic: logic, matrix: { model } } = bmes;
            return choices.map(codes => {
                const choice = { ...logic.defaults(model), codes, signs: "all", sort: "telling" };
                const plan = logic.plan(model, choice);
                return plan.rows.map(sign => [model.signs[sign].id, plan.apart[sign]]);
            });
        }""",
        [[one.code for one in choice] for choice in choices],
    )
    for choice, rows in zip(choices, found, strict=True):
        assert rows == [list(row) for row in ids(matrix(kb, graph, choice, None))], [one.code for one in choice]


def test_counting_by_kind_of_cell_equals_counting_pair_by_pair(page: Page, address: str) -> None:
    open_matrix(page, address)
    chance = random.Random(5)
    lists = [[chance.randrange(8) for _ in range(chance.randrange(12))] for _ in range(300)]
    assert page.evaluate(
        """(lists) => lists.every(cells => {
            let pairs = 0;
            cells.forEach((one, at) => cells.slice(at + 1).forEach(other => {
                pairs += bmes.matrixLogic.tellsApart(one, other) ? 1 : 0;
            }));
            return pairs === bmes.matrixLogic.pairsToldApart(cells);
        })""",
        lists,
    )


def test_kinds_states_and_levels_filter_the_signs(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, whole: Matrix, regional: tuple[Matrix, ...]
) -> None:
    rows = matrix(kb, graph, regional[0].preset, None).by_separation
    page.set_viewport_size({"width": 1280, "height": 1200})
    open_matrix(page, address, "matrix/#signs=all")
    page.locator("#matrix-filters summary").click()

    field(page, "kind", "mri").uncheck()
    without = [row.sign.id for row in rows if row.sign.modality != "mri"]
    assert signs(page) == in_groups(kb, without)
    assert count(page).startswith(f"{len(without)} of {len(whole.rows)} signs")
    assert kb.vocabulary.modalities["mri"].label not in shown(page)["groups"]
    field(page, "kind", "mri").check()

    for state in kb.vocabulary.frequencies:
        field(page, "state", state).set_checked(state == "argues-against")
    against = [row.sign.id for row in rows if any("argues-against" in states(cell.claims) for cell in row.cells)]
    assert signs(page) == in_groups(kb, against)
    assert 0 < len(against) < len(rows)
    for state in kb.vocabulary.frequencies:
        field(page, "state", state).check()

    field(page, "level", "full-text").check()
    strong = [
        row.sign.id for row in rows if any(view.level == "full-text" for cell in row.cells for view in cell.claims)
    ]
    assert signs(page) == in_groups(kb, strong)
    page.locator("#matrix-reset").click()
    assert count(page).startswith("14 of ")


def states(claims) -> set[str]:  # type: ignore[no-untyped-def]
    return {view.frequency for view in claims}


def test_what_a_filter_sets_aside_keeps_its_words_and_loses_its_fill(page: Page, address: str) -> None:
    open_matrix(page, address, "matrix/#signs=all&states=argues-against")
    row = page.locator("tr[data-sign]:not([hidden])").first
    other = row.locator(".kb-cell:not(.kb-cell--argues-against):not([hidden])").first
    fill = "cell => getComputedStyle(cell).backgroundColor"
    plain = row.locator("th").evaluate(fill)
    assert other.evaluate(fill) == plain
    assert other.inner_text().strip() != ""
    assert row.locator(".kb-cell--argues-against:not([hidden])").first.evaluate(fill) != plain


def test_conditions_are_chosen_one_by_one(page: Page, address: str, regional: tuple[Matrix, ...]) -> None:
    open_matrix(page, address)
    field(page, "preset", "own").check()
    expect(page.locator("#matrix-conditions")).to_have_attribute("open", "")
    first = regional[0].preset[0].code
    field(page, "condition", first).uncheck()
    assert first not in shown(page)["columns"]
    expect(field(page, "preset", "own")).to_be_checked()
    field(page, "condition", first).check()
    assert regional[0].region is not None
    expect(field(page, "preset", regional[0].region.id)).to_be_checked()


def test_headers_sort_and_say_how(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, regional: tuple[Matrix, ...]
) -> None:
    open_matrix(page, address, "matrix/#signs=all")
    names = [sign.name for sign in kb.signs.values()]

    def sorted_headers() -> list[tuple[str, str]]:
        found = page.locator("#matrix [aria-sort]")
        return [(one.inner_text().strip(), str(one.get_attribute("aria-sort"))) for one in found.all()]

    assert sorted_headers() == []
    page.locator("[data-sort=name]").click()
    ascending = [kb.signs[sign].name.lower() for sign in signs(page)]
    assert ascending == sorted(ascending)
    assert len(ascending) <= len(names)
    assert sorted_headers() == [("Sign", "ascending")]
    assert shown(page)["groups"] == []
    page.locator("[data-sort=name]").click()
    assert [kb.signs[sign].name.lower() for sign in signs(page)] == ascending[::-1]
    assert sorted_headers() == [("Sign", "descending")]

    page.locator("[data-sort=telling]").click()
    assert sorted_headers() == [("Pairs told apart", "descending")]
    assert shown(page)["rows"] == [list(row) for row in ids(matrix(kb, graph, regional[0].preset, None))]

    code = regional[0].preset[0].code
    page.locator(f"[data-sort={code}]").click()
    order = [*kb.vocabulary.frequencies, None]
    condition = regional[0].preset[0]
    cells = {row.sign.id: row.cells[0] for row in matrix(kb, graph, (condition,), None).rows}
    ranks = [order.index(cells[sign].frequency if sign in cells else None) for sign in signs(page)]
    assert ranks == sorted(ranks)
    assert ranks[0] < ranks[-1] == order.index(None)
    assert page.locator("#matrix-sort").input_value() == code
    page.locator("#matrix-sort").select_option("groups")
    assert sorted_headers() == []
    assert shown(page)["groups"] != []


def stated_cell(page: Page) -> Locator:
    return page.locator("#matrix tr:not([hidden]) .kb-cell:not([hidden]) .kb-cell__button")


def claims_of(kb: KnowledgeBase, graph: EvidenceGraph, code: str, sign: str) -> set[str]:
    condition = next(one for one in kb.conditions.values() if one.code == code)
    return {edge.claim.id for edge in graph.findings_of(condition.id, sign)}


def test_a_click_opens_the_statements_below_the_row(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph
) -> None:
    open_matrix(page, address)
    detail = page.locator("#matrix-detail")
    for index in (0, 3):
        button = stated_cell(page).nth(index)
        button.click()
        code, sign = button.evaluate(
            """button => {
                const header = button.closest("table").tHead.rows[0].cells[button.parentElement.cellIndex];
                return [header.dataset.condition, button.closest("tr").dataset.sign];
            }"""
        )
        detail.locator("[data-claim]").first.wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        assert button.get_attribute("aria-controls") == "matrix-detail"
        assert page.locator("[aria-expanded=true]").count() == 1
        assert detail.evaluate("row => row.previousElementSibling.dataset.sign") == sign
        found = detail.locator("[data-claim]").evaluate_all("all => all.map(one => one.dataset.claim)")
        assert set(found) == claims_of(kb, graph, code, sign)
        assert detail.locator("a[href*='/references/']").count() > 0
        assert detail.locator(".kb-level").count() == len(found)
        page.wait_for_function(f"location.hash.includes('cell={code}.{sign}')")
    button.click()
    expect(detail).to_have_count(0)
    assert button.get_attribute("aria-expanded") == "false"
    page.wait_for_function("!location.hash.includes('cell=')")


def test_the_details_close_when_their_cell_is_no_longer_shown(page: Page, address: str) -> None:
    open_matrix(page, address)
    stated_cell(page).first.click()
    code = page.evaluate("document.querySelector('[aria-expanded=true]').parentElement.cellIndex")
    shown_code = page.evaluate(f"document.querySelector('#matrix').tHead.rows[0].cells[{code}].dataset.condition")
    page.locator("#matrix-conditions summary").click()
    field(page, "condition", shown_code).uncheck()
    expect(page.locator("#matrix-detail")).to_have_count(0)


def active(page: Page) -> dict[str, str]:
    return page.evaluate(
        """() => {
            const one = document.activeElement, cell = one.closest("th, td");
            return { text: one.textContent.trim(), tag: one.tagName, sign: cell?.parentElement.dataset.sign ?? "",
                     css: one.classList[0] ?? "", column: cell ? `${cell.cellIndex}` : "" };
        }"""
    )


def test_by_keyboard_from_the_table_to_the_statements_and_back(page: Page, address: str) -> None:
    open_matrix(page, address)
    page.locator("[role=region][aria-labelledby=matrix-caption]").focus()
    page.keyboard.press("Tab")
    assert active(page)["text"] == "Sign"
    page.keyboard.press("ArrowDown")
    first = active(page)
    assert (first["tag"], first["column"]) == ("A", "0")
    page.keyboard.press("ArrowRight")
    cell = active(page)
    assert cell["css"] == "kb-cell__button"
    assert cell["sign"] == first["sign"]
    assert page.locator("#matrix [tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.locator("#matrix-detail [data-claim]").first.wait_for()
    assert active(page) == cell
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#matrix-detail').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("#matrix-detail")).to_have_count(0)
    assert active(page) == cell
    page.keyboard.press("Space")
    expect(page.locator("#matrix-detail")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#matrix-detail")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    below = active(page)
    assert below["column"] == cell["column"]
    assert below["sign"] != cell["sign"]
    page.keyboard.press("Home")
    assert active(page)["column"] == "0"
    page.keyboard.press("Control+Home")
    assert active(page)["text"] == "Sign"
    page.keyboard.press("Control+End")
    assert active(page)["sign"] == signs(page)[-1]
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('#matrix').contains(document.activeElement)")


def test_a_focused_cell_is_never_under_the_headers(page: Page, address: str) -> None:
    open_matrix(page, address, EVERYTHING)
    page.locator("#matrix [data-sort=name]").focus()
    for key in ("Control+End", "Home", "End", *["ArrowUp"] * 12, *["ArrowLeft"] * 6):
        page.keyboard.press(key)
        page.wait_for_function(  # rows that come into sight may move it for two frames
            """() => {
                const one = document.activeElement.getBoundingClientRect();
                const first = document.querySelector("#matrix thead th").getBoundingClientRect();
                const isHead = Boolean(document.activeElement.closest("thead"));
                const isFirst = document.activeElement.closest("th, td").cellIndex === 0;
                return (isHead || one.top >= first.bottom - 1) && (isFirst || one.left >= first.right - 1);
            }""",
            timeout=5000,
        )


def test_the_whole_choice_stands_in_the_address(page: Page, address: str) -> None:
    path = (
        "matrix/#conditions=toh,onfh,sep&signs=all&kinds=mri,laboratory&states=typical,absent&level=abstract&sort=-name"
    )
    open_matrix(page, address, path)
    before = shown(page)
    assert before["columns"] == ["toh", "onfh", "sep"]
    assert len(before["rows"]) > 1
    expect(field(page, "preset", "own")).to_be_checked()
    expect(field(page, "kind", "mri")).to_be_checked()
    expect(field(page, "kind", "clinical")).not_to_be_checked()
    stated_cell(page).first.click()
    page.wait_for_function("location.hash.includes('cell=')")
    address_now = page.evaluate("location.href")
    open_matrix(page, address)
    assert shown(page) != before
    page.goto(address_now)  # only the part behind the # differs: no reload
    page.locator("#matrix-detail").wait_for()
    assert shown(page) == before
    page.reload()
    page.locator("#matrix-detail").wait_for()
    assert shown(page) == before
    page.locator("#matrix-reset").click()
    page.wait_for_function("location.hash === ''")


def test_unknown_values_are_ignored_and_anchors_change_nothing(page: Page, address: str) -> None:
    open_matrix(page, address)
    before = shown(page)
    open_matrix(
        page,
        address,
        "matrix/#preset=moon&conditions=x,y&signs=3&kinds=,&states=often&level=9&sort=size&view=cube&cell=toh.nothing&z=1",
    )
    assert shown(page) == before
    expect(page.locator("#matrix-detail")).to_have_count(0)
    field(page, "preset", "all").check()
    page.evaluate("location.hash = '#__skip'")
    page.wait_for_function("location.hash === '#__skip'")
    expect(field(page, "preset", "all")).to_be_checked()


def test_writing_a_choice_and_reading_it_gives_the_choice(page: Page, address: str) -> None:
    open_matrix(page, address)
    chance = random.Random(6)
    seeds = [chance.randrange(10**9) for _ in range(300)]
    assert (
        page.evaluate(
            """(seeds) => {
            const { matrixLogic: logic, matrix: { model } } = bmes;
            return seeds.filter(seed => {
                const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
                const some = words => words.filter(() => random() < 0.5);
                const one = words => words[Math.floor(random() * words.length)];
                const codes = model.conditions.map(each => each.code);
                const choice = {
                    ...logic.withConditions(model, logic.defaults(model), some(codes)),
                    signs: one(["telling", "all"]), kinds: some(model.kinds), states: some(model.states),
                    level: one(model.levels), sort: one(["groups", "-telling", "name", ...codes]),
                    view: one(["table", "list"]),
                    open: random() < 0.5 ? null : { code: one(codes), sign: one(model.signs).id },
                };
                const values = Object.entries(logic.write(choice, model))
                    .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value])
                    .filter(([, value]) => value !== "");
                const again = logic.read(new URLSearchParams(values), model);
                return JSON.stringify(again) !== JSON.stringify({ ...choice });
            });
        }""",
            seeds,
        )
        == []
    )


def test_the_csv_of_everything_shown_is_the_file_of_the_whole_table(page: Page, address: str, site: Path) -> None:
    for path, name in ((EVERYTHING, "matrix.csv"), ("matrix/hip/#preset=all&signs=all", "matrix-hip.csv")):
        open_matrix(page, address, path)
        with page.expect_download() as waiting:
            page.locator("#matrix-csv").click()
        assert waiting.value.suggested_filename == "matrix-shown.csv"
        assert Path(waiting.value.path()).read_text("utf-8") == (site / "data" / name).read_text("utf-8")


def test_the_csv_holds_what_is_shown(page: Page, address: str) -> None:
    open_matrix(page, address, "matrix/#conditions=toh,onfh&sort=name")
    header, *lines = page.evaluate("bmes.matrix.texts()")
    assert header[:3] == ["Sign", "Kind of examination", "Pairs told apart"]
    assert len(header) == 5
    assert len(lines) == len(signs(page))
    assert {cell for line in lines for cell in line[3:]} > {"not stated"}


@given(table=st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=3), max_size=3))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_is_written_alike_in_python_and_javascript(csv_page: Page, table: list[list[str]]) -> None:
    assert csv_page.evaluate("rows => bmes.csv.text(rows)", table) == csv_text(table)


@pytest.fixture(scope="module")
def csv_page(chromium: Browser, address: str) -> Page:
    page = chromium.new_context().new_page()
    page.goto(f"{address}matrix/hand-and-wrist/")
    page.wait_for_function("globalThis.bmes?.csv")
    return page


def test_formulas_are_made_text_alike(csv_page: Page) -> None:
    rows = [[f"{start}1" for start in "=+-@\t\r\n"], ["a=b", 'say "x"', "one, two", ""]]
    assert csv_page.evaluate("rows => bmes.csv.text(rows)", rows) == csv_text(rows)


def test_without_scripts_the_table_is_complete(
    chromium: Browser, address: str, whole: Matrix, regional: tuple[Matrix, ...]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for made in (whole, *regional):
        page.goto(f"{address}matrix/{made.region.id + '/' if made.region else ''}")
        assert not page.locator("#matrix-tool").is_visible()
        assert page.locator("#matrix button").count() == 0
        rows = page.locator("#matrix tr[data-sign]")
        assert rows.count() == len(made.rows)
        assert all(row.is_visible() for row in rows.all())
        assert page.locator("#matrix thead th[data-condition]:visible").count() == len(made.conditions)
        claims = page.locator("#matrix [data-claim]").evaluate_all("all => all.map(one => one.dataset.claim)")
        assert claims == [view.id for row in made.rows for cell in row.cells for view in cell.claims]
        cited = page.locator("#matrix [data-claim] .kb-cites a:visible").count()
        assert cited == sum(len(view.citations) for row in made.rows for cell in row.cells for view in cell.claims)
    context.close()


def test_cells_in_the_file_say_their_state_in_words(site: Path, kb: KnowledgeBase, whole: Matrix) -> None:
    soup = BeautifulSoup((site / "matrix/index.html").read_text("utf-8"), "lxml")
    for row, made in zip(soup.select("tr[data-sign]"), whole.rows, strict=True):
        for td, cell in zip(row.select("td")[1:], made.cells, strict=True):
            words = [kb.vocabulary.frequencies[view.frequency or ""].label for view in cell.claims] or ["not stated"]
            said = re.sub(r"\s+", " ", td.get_text(" ", strip=True))
            assert all(word in said for word in words), said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["table", "list"])
def test_it_passes_the_accessibility_rules_with_details_open(
    chromium: Browser, address: str, scheme: str, view: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_matrix(page, address, f"matrix/#view={view}&states=typical")
    if view == "table":
        stated_cell(page).first.click()
        page.locator("#matrix-detail [data-claim]").first.wait_for()
    for fold in page.locator(".kb-matrix-tool__row--folds summary").all():
        fold.click()
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


@pytest.mark.parametrize(
    "path", ["matrix/#view=list", "matrix/", "matrix/#preset=all&cell=toh.articular-surface-collapse"]
)
def test_a_narrow_screen_scrolls_the_table_not_the_page(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    open_matrix(page, address, path)
    page.locator("#matrix-choices > summary").click()
    for fold in page.locator(".kb-matrix-tool__row--folds summary").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.locator("#matrix-tool :is(button, summary, select, label):visible").evaluate_all(
        "all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect().height])"
        ".filter(([text, height]) => height < 43.5 && text !== 'Order of signs')"
    )
    context.close()
    assert small == []


def test_the_list_by_condition_says_what_the_table_says(
    page: Page, address: str, kb: KnowledgeBase, graph: EvidenceGraph, regional: tuple[Matrix, ...]
) -> None:
    open_matrix(page, address, "matrix/#signs=all")
    field(page, "view", "list").check()
    expect(page.locator("#matrix")).not_to_be_visible()
    for section, condition in zip(page.locator("#matrix-list section").all(), regional[0].preset, strict=True):
        assert section.locator("h2").text_content() == condition.name
        found = section.locator("[data-claim]").evaluate_all("all => all.map(one => one.dataset.claim)")
        rows = matrix(kb, graph, (condition,), None).rows
        assert sorted(found) == sorted(view.id for row in rows for view in row.cells[0].claims)
        assert section.locator("[data-claim]:not(:has(a[href*='/references/']))").count() == 0
    page.locator("#matrix-filters summary").click()
    field(page, "kind", "mri").uncheck()
    listed = page.locator("#matrix-list li").count()
    field(page, "view", "table").check()
    expect(page.locator("#matrix [data-later]")).to_have_count(0)
    assert listed == page.locator("#matrix tr:not([hidden]) .kb-cell:not([hidden]) button:visible").count()


PUT_OFF = """
name => {
    const region = document.querySelector(".kb-matrix-region");
    const { top, bottom } = region.getBoundingClientRect();
    document.querySelector(`[data-sort="${name}"]`).click();
    const later = [...document.querySelectorAll("#matrix tr[data-later]")];
    const inSight = later.filter(row => {
        const box = row.getBoundingClientRect();
        return !row.hidden && box.bottom > top && box.top < Math.min(bottom, innerHeight);
    });
    return [later.length > 0, inSight.map(row => row.dataset.sign)];
}
"""


@pytest.mark.parametrize("past", [0, 900, 5000])
def test_a_change_shows_the_rows_in_sight_at_once_and_the_others_soon_after(
    page: Page, address: str, past: int
) -> None:
    open_matrix(page, address, EVERYTHING)
    expect(page.locator("#matrix [data-later]")).to_have_count(0)
    page.evaluate("past => document.querySelector('.kb-matrix-region').scrollTop = past", past)
    for name in ("name", "toh", "telling"):
        assert page.evaluate(PUT_OFF, name) == [True, []]
        expect(page.locator("#matrix [data-later]")).to_have_count(0)


def test_rows_that_are_put_off_are_busy_for_a_screen_reader(page: Page, address: str) -> None:
    """However long they take: here the next frame never comes."""
    open_matrix(page, address, EVERYTHING)
    later = page.locator("#matrix tr[data-later]")
    expect(later).to_have_count(0)
    page.evaluate("bmes.inNextFrame = () => () => {}")
    page.locator("#matrix [data-sort=name]").click()
    assert later.count() > 10
    assert later.evaluate_all("rows => rows.every(row => row.ariaBusy === 'true')")
    found = Axe().run(page, {"include": [["#matrix-tool"]]}).response["violations"]
    assert [one["id"] for one in found if one["id"] not in THEME_FAULTS] == []
    assert later.count() > 10
    page.keyboard.press("Tab")
    page.locator("#matrix [data-sort=name]").press("End")
    assert page.locator("#matrix [data-later], #matrix [aria-busy]").count() == 0


def test_rows_that_are_put_off_come_though_the_browser_draws_nothing(page: Page, address: str) -> None:
    """As in a tab in the background, and once in a test run under load."""
    page.add_init_script("window.requestAnimationFrame = () => 0")
    open_matrix(page, address, EVERYTHING)
    expect(page.locator("#matrix [data-later]")).to_have_count(0)
    page.locator("[data-sort='toh']").click()
    expect(page.locator("#matrix [data-later]")).to_have_count(0)
    expect(page).to_have_url(re.compile("sort=toh"))


def test_a_key_finds_every_row_though_it_was_put_off(page: Page, address: str) -> None:
    open_matrix(page, address, EVERYTHING)
    page.locator("[data-sort='name']").focus()
    page.evaluate("document.querySelector(\"[data-sort='name']\").click()")
    page.keyboard.press("Control+End")
    focused = page.evaluate("document.activeElement.closest('tr').dataset.sign")
    assert focused == page.locator("#matrix tr[data-sign]:not([hidden])").last.get_attribute("data-sign")
    expect(page.locator("#matrix [data-later]")).to_have_count(0)


WRITES = """
async ([name, value]) => {
    const field = document.querySelector(`#matrix-tool [name="${name}"][value="${value}"]`);
    const records = [];
    const observer = new MutationObserver(found => records.push(...found));
    const table = document.getElementById("matrix");
    observer.observe(table, { subtree: true, childList: true, attributes: true, characterData: true });
    field.click();
    records.push(...observer.takeRecords());
    observer.disconnect();
    const isCell = node => node.closest?.(".kb-cell, td:not([class])");
    const inCells = records.filter(one => one.type !== "attributes" && isCell(one.target));
    return { all: records.length, inCells: inCells.length };
}
"""


def test_a_filter_writes_only_what_changes(page: Page, address: str, whole: Matrix) -> None:
    """Why a change shows at once in 1,500 cells: rows and headers are written, cells only when their column changes."""
    open_matrix(page, address, EVERYTHING)
    rows, columns = len(whole.rows), len(whole.conditions)
    filters = [("kind", "mri"), ("kind", "clinical"), ("state", "typical"), ("state", "absent"), ("level", "abstract")]
    for name, value in filters * 2:
        writes = page.evaluate(WRITES, [name, value])
        assert writes["inCells"] == 0, (name, value)
        assert 0 <= writes["all"] <= 2 * rows + 20, (name, value, writes)
    for name, value, changed in (
        ("condition", "toh", 1),
        ("preset", "hip", columns - 8),
        ("preset", "all", columns - 8),
    ):
        writes = page.evaluate(WRITES, [name, value])
        assert writes["inCells"] == 0, (name, value)
        assert 0 < writes["all"] <= (changed + 6) * rows, (name, value, writes)
    assert page.evaluate(WRITES, ["preset", "all"])["all"] == 0


def test_paper_has_sheets_of_eight_conditions_with_legend_and_citations(
    page: Page, address: str, kb: KnowledgeBase, whole: Matrix
) -> None:
    open_matrix(page, address, EVERYTHING)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheets = page.locator(".kb-sheet").evaluate_all(
        """all => all.map(sheet => ({
            columns: [...sheet.tHead.rows[1].cells].slice(1).map(cell => cell.textContent),
            rows: sheet.tBodies[0].querySelectorAll("th[scope=row]").length,
            head: sheet.tHead.rows[0].textContent,
            width: sheet.getBoundingClientRect().width <= sheet.parentElement.getBoundingClientRect().width + 1,
        }))"""
    )
    assert [name for sheet in sheets for name in sheet["columns"]] == [one.short_name for one in whole.conditions]
    assert max(len(sheet["columns"]) for sheet in sheets) <= 8
    assert {sheet["rows"] for sheet in sheets} == {len(whole.rows)}
    for sheet in sheets:
        assert all(f"{word.glyph} {word.label}" in sheet["head"] for word in kb.vocabulary.frequencies.values())
        assert sheet["width"]
    cell = next(c for row in whole.rows for c in row.cells if c.claims)
    assert f"[{cell.claims[0].citations[0].reference.label}" in page.locator(".kb-sheet tbody td p").first.inner_text()
    assert not page.locator("#matrix").is_visible()
    assert not page.locator("#matrix-tool").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".kb-sheet")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_is_a4_landscape(chromium: Browser, address: str, scripts: bool) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}matrix/hip/")
    if scripts:
        page.locator("#matrix-tool").wait_for()
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    context.close()
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}
