"""The findings worksheet in a real browser: the same rule as in Python, and usable by everybody."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.worksheet_page import worksheet_data
from build_tools.views.worksheet import (
    NOT_SEEN,
    SEEN,
    Candidate,
    Entry,
    Mention,
    Rules,
    Worksheet,
    candidates,
    roles,
    rules_of,
    worksheet,
)

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

THEME_FAULTS = {"aria-dialog-name", "aria-allowed-role", "region", "landmark-unique"}
"""As in test_browser.py: faults of the theme itself."""

STATE = (
    "#region=hip&seen=diffuse-head-neck-edema,joint-effusion,no-focal-subchondral-lesion,normal-early-radiograph"
    "&not=double-line-sign,subchondral-band"
)
ONFH = "osteonecrosis-of-the-femoral-head"


def open_worksheet(page: Page, address: str, state: str = "") -> None:
    page.goto(f"{address}worksheet/{state}")
    page.wait_for_selector("#worksheet[data-ready]")


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#worksheet details').forEach((one) => { one.open = true; })")


def entry_data(entry: Entry) -> dict[str, Any]:
    line = entry.line
    lists = {"fits": line.fits, "compatible": line.compatible, "against": line.against, "unexplained": line.unexplained}
    return {
        "condition": line.condition,
        "band": line.band,
        **{name: list(signs) for name, signs in lists.items()},
        "conflicts": list(line.conflicts),
        "place": entry.place,
        "tied": entry.is_tied,
        "forms": [entry_data(form) for form in entry.forms],
    }


def result_data(result: Worksheet) -> dict[str, Any]:
    """A result as the browser gives it."""
    bands = {band: [entry_data(entry) for entry in entries] for band, entries in result.bands.items()}
    return {"answered": result.answered, "bands": bands, "leftOut": list(result.left_out)}


def made_up(dice: random.Random, rules: Rules) -> tuple[Candidate, ...]:
    """Conditions with every kind of cell, more tangled than real ones."""
    known: list[Candidate] = []
    for number in range(dice.randint(1, 9)):
        cells = {
            f"s{sign}": tuple(
                Mention(
                    dice.choice(list(rules.roles)),
                    dice.choice([None, None, "early"]),
                    dice.choice([None, None, "hip", "knee"]),
                    dice.choice([None, "k1", "k2"]),
                )
                for _ in range(dice.randint(1, 3))
            )
            for sign in range(10)
            if dice.random() < 0.6
        }
        parents = dice.sample([one.id for one in known], min(len(known), dice.choice([0, 1, 1, 2])))
        regions = dice.sample(["hip", "knee"], dice.randint(0, 2))
        known.append(Candidate(f"c{number}", dice.choice("ABab"), tuple(parents), tuple(regions), cells))
    return tuple(known)


def as_index(known: tuple[Candidate, ...]) -> dict[str, Any]:
    """Made-up conditions in the form of the index data file."""

    def claim(mention: Mention) -> dict[str, str]:
        values = {
            "frequency": mention.frequency,
            "stage": mention.stage,
            "site": mention.site,
            "conflict": mention.conflict,
        }
        return {name: value for name, value in values.items() if value}

    return {
        "conditions": [{"id": one.id, "name": one.name, "parents": list(one.parents)} for one in known],
        "cells": {one.id: {sign: [claim(it) for it in cell] for sign, cell in one.cells.items()} for one in known},
    }


def test_javascript_equals_python_on_500_generated_inputs(page: Page, address: str, kb: KnowledgeBase) -> None:
    dice = random.Random(2009)
    rules = rules_of(kb.vocabulary)
    real = candidates(kb, EvidenceGraph(kb))
    roots = [one.id for one in kb.regions.values() if one.part_of is None and any(one.id in it.regions for it in real)]
    cases: list[dict[str, Any]] = []
    expected = []
    for number in range(500):
        is_real = number < 250
        known = real if is_real else made_up(dice, rules)
        signs = list(kb.signs) if is_real else [f"s{sign}" for sign in range(12)]
        chosen = dice.sample(signs, dice.randint(0, 10))
        answers = {sign: dice.choice([SEEN, SEEN, NOT_SEEN, "not-assessed"]) for sign in chosen}
        region = dice.choice(["", *(roots if is_real else ["hip", "knee"])])
        used = rules if is_real else Rules(roles(kb.vocabulary), ("c0",))
        data = None
        if not is_real:
            data = {"index": as_index(known), "sheet": worksheet_data(known, used, (), {"hip": "Hip", "knee": "Knee"})}
        cases.append({"answers": answers, "region": region, "data": data})
        expected.append(result_data(worksheet(known, used, answers, region or None)))
    open_worksheet(page, address)
    found = page.evaluate(
        """async (cases) => {
             const [index, sheet] = await Promise.all([bmes.load("index"), bmes.load("worksheet")]);
             return cases.map(({ answers, region, data }) =>
               bmes.worksheetLogic.compare(data?.index ?? index, data?.sheet ?? sheet, answers, region));
           }""",
        cases,
    )
    assert found == expected
    assert len([one for one in expected if one["bands"]]) > 300  # most inputs are enough to compare


def tab_to(page: Page, selector: str, most: int = 60, key: str = "Tab") -> None:
    """Press Tab until what has the focus is meant by the selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_everything_is_done_by_keyboard_alone(page: Page, address: str) -> None:
    open_worksheet(page, address)
    tab_to(page, "input[name=region]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "hip"
    tab_to(page, "input[name=diffuse-head-neck-edema]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "seen"
    tab_to(page, "input[name=joint-effusion]")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.value") == "not"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.value") == "seen"
    expect(page.locator("#worksheet-lines")).to_contain_text("Too little to compare: 2 of at least 3")
    tab_to(page, "[data-group=radiography] > summary", 120)
    page.keyboard.press("Space")
    tab_to(page, "input[name=normal-early-radiograph]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#worksheet-status")).to_contain_text("3 findings set")
    assert page.evaluate("location.hash") == (
        "#region=hip&seen=diffuse-head-neck-edema,joint-effusion,normal-early-radiograph"
    )
    tab_to(page, "[data-condition=transient-osteoporosis-of-the-hip] button.kb-count", 120)
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    statements = page.locator("[data-condition=transient-osteoporosis-of-the-hip] .kb-line__list [data-claim]")
    expect(statements.first).to_be_visible()
    assert statements.first.locator(".kb-cites a").count() > 0
    page.keyboard.press("Space")
    expect(statements).to_have_count(0)
    tab_to(page, "#worksheet-reset", 120, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#worksheet-status")).to_contain_text("0 findings set")
    assert page.evaluate("document.activeElement.id") == "worksheet-reset"


def test_what_has_the_focus_is_never_under_the_header_or_the_bar(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    open_worksheet(page, address, STATE)
    page.locator("#worksheet-filter").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
                 const box = document.activeElement.getBoundingClientRect();
                 const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                 return document.activeElement.closest("label, summary, p, li, div").contains(top);
               }"""
        ), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    context.close()


def test_the_address_holds_the_answers_and_gives_them_back(page: Page, address: str) -> None:
    open_worksheet(page, address, f"{STATE},no-such-sign&other=x")
    page.locator(f"[data-condition={ONFH}] button[data-kind=against]").wait_for()
    assert page.locator(".kb-finding input:checked:not([value=''])").count() == 6
    assert page.locator("input[name=region]:checked").input_value() == "hip"
    shown = page.locator("#worksheet-lines").inner_text()
    page.locator("[data-group=clinical] > summary").click()
    page.locator("input[name=fever][value=not]").check()
    assert page.evaluate("location.hash") == STATE.replace("&not=double-line-sign", "&not=double-line-sign,fever")
    page.locator("input[name=fever][value='']").check()
    assert page.evaluate("location.hash") == STATE
    page.goto(f"{address}about/")
    page.go_back()
    page.wait_for_selector("#worksheet[data-ready]")
    assert page.locator("#worksheet-lines").inner_text() == shown
    page.evaluate("location.hash = '#region=knee&seen=fever'")
    expect(page.locator("#worksheet-status")).to_contain_text("1 finding set")
    page.evaluate("location.hash = '#how'")
    expect(page.locator("input[name=fever][value=seen]")).to_be_checked()


def test_reset_clears_answers_region_filter_and_address(page: Page, address: str) -> None:
    open_worksheet(page, address, STATE)
    page.locator("#worksheet-filter").fill("line")
    page.locator("#worksheet-reset").click()
    assert page.evaluate("location.hash") == ""
    assert page.locator(".kb-finding input:checked:not([value=''])").count() == 0
    assert page.locator("#worksheet-filter").input_value() == ""
    expect(page.locator("#worksheet-lines")).to_contain_text("Too little to compare: 0 of at least 3")


def test_the_filter_knows_other_names_and_other_regions_and_sets_nothing(page: Page, address: str) -> None:
    open_worksheet(page, address, "#region=lumbar-spine")
    listed = page.locator("#worksheet-listed").inner_text()
    page.locator("#worksheet-filter").fill("marrow OEDEMA pattern")
    expect(page.locator(".kb-finding:visible")).to_have_count(1)
    assert page.locator(".kb-finding:visible").get_attribute("data-sign") == "bone-marrow-edema-pattern"
    page.locator("#worksheet-filter").press("Enter")
    assert page.evaluate("location.hash") == "#region=lumbar-spine"
    page.locator("#worksheet-filter").fill("")
    assert page.locator("#worksheet-listed").inner_text() == listed


def test_a_choice_of_region_says_what_it_leaves_out(page: Page, address: str) -> None:
    open_worksheet(page, address, STATE.replace("hip", "knee", 1))
    note = page.locator(".kb-sheet__left-out")
    expect(note.locator("summary")).to_contain_text("left out: not stated for the knee")
    assert page.locator(f"#worksheet-lines [data-condition={ONFH}]").count() == 1
    note.locator("summary").click()
    note.locator("button").click()
    expect(note).to_have_count(0)
    assert page.evaluate("document.activeElement.name + document.activeElement.value") == "region"


@pytest.mark.parametrize("width", [320, 360])
def test_the_filled_worksheet_does_not_scroll_sideways_on_a_phone(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    open_worksheet(page, address, STATE)
    for button in page.locator(f"[data-condition={ONFH}] button.kb-count").all():
        button.click()
        expect(page.locator(f"[data-condition={ONFH}] .kb-line__list [data-claim]").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = page.evaluate(
        """() => [...document.querySelectorAll("#worksheet :is(.kb-choice, button, summary, input[type=search])")]
               .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
               .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert small == []
    page.locator("#worksheet-go").click()
    assert page.evaluate("document.activeElement.id") == "worksheet-result"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_filled_worksheet_passes_the_accessibility_rules(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_worksheet(page, address, STATE)
    open_everything(page)
    page.locator(f"[data-condition={ONFH}] button[data-kind=compatible]").click()
    expect(page.locator(f"[data-condition={ONFH}] .kb-line__list [data-claim]").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


def test_nothing_is_stored_and_nothing_is_sent(page: Page, address: str) -> None:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.goto(f"{address}about/")
    keeps = "() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    before = page.evaluate(keeps)
    open_worksheet(page, address, STATE)
    page.locator("[data-group=clinical] > summary").click()
    page.locator("input[name=fever][value=seen]").check()
    page.locator(f"[data-condition={ONFH}] button[data-kind=fits]").click()
    expect(page.locator(f"[data-condition={ONFH}] .kb-line__list [data-claim]").first).to_be_visible()
    assert page.evaluate(keeps) == before
    assert page.context.cookies() == []
    assert [one for one in asked if one[0] != "GET" or not one[1].startswith((address, "data:", "blob:"))] == []
    assert [url for _, url in asked if "fever" in url.partition("#")[0]] == []


def test_no_input_hides_what_must_not_be_missed(page: Page, address: str, kb: KnowledgeBase) -> None:
    dice = random.Random(4)
    regions = ["", *(one.id for one in kb.regions.values() if one.part_of is None)]
    states = []
    for _ in range(100):
        chosen = dice.sample(list(kb.signs), dice.randint(1, 12))
        split = dice.randint(0, len(chosen))
        states.append(
            f"#region={dice.choice(regions)}&seen={','.join(chosen[:split])}&not={','.join(chosen[split:])}&n={len(states)}"
        )
    open_worksheet(page, address)
    shown = page.evaluate(
        """async (states) => {
             const found = [];
             for (const state of states) {
               const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
               location.hash = state;
               await changed;
               const panel = document.querySelector(".kb-watch");
               const names = [...panel.querySelectorAll(".kb-watch__name a")].filter((one) => one.checkVisibility());
               const lines = [...document.querySelectorAll("#worksheet-lines [data-condition]")];
               found.push({
                 panel: names.map((one) => one.textContent),
                 first: panel === document.querySelector(".kb-sheet__output").firstElementChild,
                 lines: lines.filter((one) => one.checkVisibility()).map((one) => one.dataset.condition),
                 bands: Boolean(document.querySelector(".kb-band")),
               });
             }
             return found;
           }""",
        states,
    )
    wanted = list(kb.vocabulary.do_not_miss)
    names = [kb.conditions[one].name for one in wanted]
    assert len(wanted) == 4
    assert [one["panel"] for one in shown] == [names] * 100
    assert all(one["first"] for one in shown)
    filled = [set(one["lines"]) for one in shown if one["bands"]]
    assert len(filled) > 60
    assert all(set(wanted) <= lines for lines in filled)


IN_SIGHT = """() => {
    const bar = document.querySelector(".kb-watch-bar summary");
    const box = bar.getBoundingClientRect();
    const at = (x) => bar.contains(document.elementFromPoint(x, box.top + box.height / 2));
    return box.top >= 48 && box.bottom <= innerHeight / 4 && at(box.left + 5) && at(box.right - 5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (700, 900)])
def test_what_must_not_be_missed_stays_in_sight_on_a_phone(
    chromium: Browser, address: str, kb: KnowledgeBase, width: int, height: int, scheme: Any
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    open_worksheet(page, address, STATE)
    bar = page.locator(".kb-watch-bar")
    names = [kb.conditions[one].name for one in kb.vocabulary.do_not_miss]
    said = bar.locator("summary").inner_text().lower()
    assert all(name.lower() in said for name in names)
    start, end = (
        page.evaluate(f"document.querySelector({place!r}).getBoundingClientRect().top + scrollY")
        for place in ("#worksheet", "#worksheet-lines > :last-child")
    )
    for step in range(12):
        place = start + (end - start) * step / 12
        assert page.evaluate(f"y => {{ scrollTo(0, y); return ({IN_SIGHT})(); }}", place), step
    unfold = (
        "(bar, y) => { scrollTo(0, y); bar.open = true; return bar.getBoundingClientRect().bottom <= innerHeight; }"
    )
    assert bar.evaluate(unfold, (start + end) / 2)
    expect(bar.locator("[data-raises]").first).to_be_visible()
    faults = [one["id"] for one in Axe().run(page, ".kb-watch-bar").response["violations"]]
    context.close()
    assert faults == []


def test_the_bar_says_what_was_seen_and_gives_way_to_the_panel(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_worksheet(page, address, "#seen=fever")
    page.locator(".kb-watch-bar summary").click()
    expect(page.locator(".kb-watch-bar [data-raises=fever]")).to_contain_text("seen")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".kb-watch-bar")).to_be_hidden()
    expect(page.locator(".kb-watch")).to_be_in_viewport()


def test_it_works_from_a_folder_on_disk(page: Page, site: Path) -> None:
    page.goto((site / "worksheet/index.html").as_uri())
    page.wait_for_selector("#worksheet[data-ready]")
    for sign in ("bone-marrow-edema-pattern", "joint-effusion", "subchondral-band"):
        page.locator(f"input[name={sign}][value=seen]").check()
    expect(page.locator("#worksheet-status")).to_contain_text("3 findings set")
    page.locator(f"[data-condition={ONFH}] button[data-kind=fits]").click()
    cited = page.locator(f"[data-condition={ONFH}] .kb-line__list .kb-cites a").first
    expect(cited).to_be_visible()
    cited.click()
    page.wait_for_url("**/references/*/index.html#*")


def test_without_scripts_the_panel_stands_and_the_form_does_not(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}worksheet/")
    assert not page.locator("#worksheet-form").is_visible()
    assert not page.locator("#worksheet-result").is_visible()
    plain = page.locator(".kb-sheet-plain")
    assert "needs scripts" in plain.inner_text()
    assert [link.get_attribute("href") for link in plain.locator("a").all()] == [
        "../matrix/",
        "../pathways/diffuse-edema-in-a-painful-hip/",
    ]
    assert not page.locator(".kb-watch-bar").is_visible()
    assert page.locator(".kb-watch__name").count() == 4
    assert page.locator(".kb-watch [data-claim] .kb-cites a").count() > 4
    context.close()


def test_the_search_finds_the_page_by_its_text_and_not_by_its_form(site: Path) -> None:
    docs = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    mine = {one["location"].partition("#")[2]: one["text"] for one in docs if one["location"].startswith("worksheet/")}
    assert set(mine) == {"", "findings-worksheet", "how", "why-no-percentages"}
    assert "Not assessed" not in " ".join(mine.values())
