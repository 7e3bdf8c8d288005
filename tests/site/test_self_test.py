"""The self-test in a real browser: by keyboard, from disk, without scripts, and with a browser that keeps nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.views.self_test import SelfTest, self_test

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

THEME_FAULTS = {"aria-dialog-name", "aria-allowed-role", "region", "landmark-unique"}
"""As in test_browser.py: faults of the theme itself."""

ONFH = "osteonecrosis-of-the-femoral-head"
KEPT = "() => JSON.parse(localStorage.getItem('bmes-self-test') ?? 'null')"
REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@pytest.fixture(scope="module")
def bank(kb: KnowledgeBase) -> SelfTest:
    return self_test(kb, EvidenceGraph(kb))


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    yield context
    context.close()


def open_test(page: Page, address: str, state: str = "") -> None:
    page.goto(f"{address}study/self-test/{state}")
    page.wait_for_selector("#quiz[data-ready]")


def data_of(page: Page) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = page.evaluate("async () => (await bmes.load('self-test')).items")
    return items


def asked(page: Page) -> dict[str, Any]:
    """The item that is on the page."""
    item_id = page.locator(".kb-quiz__form").get_attribute("data-item")
    return next(item for item in data_of(page) if item["id"] == item_id)


def answer(page: Page, rightly: bool) -> dict[str, Any]:
    """Choose an option of the question that is asked, and check it."""
    item = asked(page)
    place = item["answer"] if rightly else (item["answer"] + 1) % len(item["options"])
    page.locator(".kb-quiz__option input").nth(place).check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".kb-quiz__feedback")).to_be_visible()
    return item


def go_on(page: Page) -> None:
    page.locator(".kb-quiz__feedback .kb-button--main").click()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_a_round_is_done_by_keyboard_alone_and_the_focus_leads(page: Page, address: str) -> None:
    open_test(page, address, "#kind=apart")
    page.locator("#quiz-region").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused(page) == "Start"
    page.keyboard.press("Enter")
    assert focused(page) == "Question 1 of 10"
    item = asked(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("Enter")  # nothing is chosen: the browser asks for it and nothing is judged
    assert page.locator(".kb-quiz__feedback").count() == 0
    page.keyboard.press("Space")
    for _ in range(item["answer"]):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == str(item["answer"])
    page.keyboard.press("Enter")
    assert focused(page) == "Right."
    assert page.evaluate("document.activeElement.closest('[aria-live], [role=status], [role=alert]')") is None
    page.keyboard.press("Tab")
    while focused(page) != "Next question":
        assert page.evaluate("document.activeElement.closest('.kb-quiz__feedback') !== null")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "Question 2 of 10"
    answer(page, rightly=False)
    assert focused(page).startswith("Not right. The answer is ")
    page.get_by_role("button", name="Stop").click()
    assert focused(page) == "What to practice"
    expect(page.locator("#quiz-round")).to_be_hidden()


def test_a_question_is_a_group_of_radio_buttons_with_its_words(page: Page, address: str) -> None:
    open_test(page, address)
    page.locator("#quiz-start").click()
    item = asked(page)
    group = page.get_by_role("group", name=re.compile(re.escape(item["question"])))
    assert group.get_by_role("radio").count() == len(item["options"])
    for place, words in enumerate(item["options"]):
        assert page.locator(".kb-quiz__option").nth(place).inner_text().split("\n")[-1] == words


def test_the_answer_is_marked_in_words_and_explained_with_its_source(page: Page, address: str) -> None:
    open_test(page, address, "#kind=finding")
    page.locator("#quiz-start").click()
    item = answer(page, rightly=False)
    marks = page.locator(".kb-quiz__mark").all_inner_texts()
    assert sorted(marks) == ["right answer", "your answer"]
    right = page.locator(".kb-quiz__option.is-right")
    assert item["options"][item["answer"]] in right.inner_text()
    feedback = page.locator(".kb-quiz__feedback")
    shown = feedback.locator("[data-claim]").first
    assert shown.get_attribute("data-claim") == item["claims"][0]
    assert shown.locator(".kb-cites a").count() > 0
    expect(feedback.locator(".kb-item__others li").first).to_be_visible()
    feedback.locator(".kb-item__source a").first.click()
    page.wait_for_url(f"**/#{item['claims'][0]}")
    assert page.locator(":target").count() == 1


def test_progress_is_kept_and_what_was_missed_comes_again(page: Page, address: str) -> None:
    open_test(page, address, "#kind=pathway")
    assert page.locator("#quiz-missed").is_disabled()
    assert page.locator("#quiz-clear").is_disabled()
    page.locator("#quiz-start").click()
    outcome = {}
    for number in range(7):
        item = answer(page, rightly=number not in (2, 5))
        outcome[item["id"]] = "right" if number not in (2, 5) else "wrong"
        go_on(page)
    assert focused(page) == "5 of 7 right"
    assert page.locator(".kb-quiz__wrong li").count() == 2
    kept = page.evaluate(KEPT)
    assert kept["version"] == 1
    assert {item_id: entry["last"] for item_id, entry in kept["items"].items()} == outcome

    open_test(page, address, "#kind=pathway")
    page.reload()
    page.wait_for_selector("#quiz[data-ready]")
    expect(page.locator("#quiz-progress")).to_contain_text("5 right and 2 missed")
    expect(page.locator("#quiz-missed")).to_have_text("Missed again (2)")
    page.locator("#quiz-missed").click()
    again = set()
    for _ in range(2):
        again.add(answer(page, rightly=True)["id"])
        go_on(page)
    assert again == {item_id for item_id, last in outcome.items() if last == "wrong"}
    assert focused(page) == "2 of 2 right"
    page.get_by_role("button", name="Choose again").click()
    expect(page.locator("#quiz-missed")).to_be_disabled()
    expect(page.locator("#quiz-progress")).to_contain_text("7 right and 0 missed")


def test_a_round_can_ask_its_missed_ones_at_once(page: Page, address: str) -> None:
    open_test(page, address, "#kind=pathway")
    page.locator("#quiz-start").click()
    for number in range(7):
        item = answer(page, rightly=number != 6)
        go_on(page)
    page.get_by_role("button", name="Ask these again").click()
    assert asked(page)["id"] == item["id"]
    assert focused(page) == "Question 1 of 1"


def test_progress_is_cleared_by_a_button(page: Page, address: str) -> None:
    open_test(page, address)
    page.locator("#quiz-start").click()
    answer(page, rightly=True)
    page.get_by_role("button", name="Stop").click()
    page.locator("#quiz-clear").click()
    assert page.evaluate(KEPT) is None
    expect(page.locator("#quiz-cleared")).to_have_text("Progress is cleared.")
    expect(page.locator("#quiz-progress")).to_contain_text("None of")
    assert focused(page) == "Progress is cleared."
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('bmes-self-test'))") == []


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        "null",
        '{"version": 2, "items": {"x": {"right": 1, "wrong": 0, "last": "right", "at": 1}}}',
        '{"version": 1, "items": {"x": {"last": "maybe"}, "y": null, "z": 3}}',
    ],
)
def test_what_else_may_stand_in_the_storage_does_no_harm(page: Page, address: str, kept: str) -> None:
    page.goto(f"{address}about/")
    page.evaluate("(kept) => localStorage.setItem('bmes-self-test', kept)", kept)
    open_test(page, address)
    expect(page.locator("#quiz-progress")).to_contain_text("None of")
    page.locator("#quiz-start").click()
    item = answer(page, rightly=True)
    assert list(page.evaluate(KEPT)["items"]) == [item["id"]]


def test_a_browser_that_keeps_nothing_says_so_and_the_test_works(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(f"if (location.pathname.includes('self-test')) {REFUSE}")
    open_test(page, address, "#kind=pathway")
    expect(page.locator("#quiz-storage")).to_contain_text("keeps nothing")
    page.locator("#quiz-start").click()
    answer(page, rightly=False)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#quiz-missed")).to_have_text("Missed again (1)")
    page.locator("#quiz-clear").click()
    expect(page.locator("#quiz-progress")).to_contain_text("None of")
    assert [one for one in complaints if "self-test" in one] == []


def test_the_choice_of_region_kind_and_condition_stands_in_the_address(
    page: Page, address: str, bank: SelfTest
) -> None:
    open_test(page, address, f"#condition={ONFH}&region=no-such")
    assert page.locator("#quiz-condition").input_value() == ONFH
    assert page.locator("#quiz-region").input_value() == ""
    own = [item for item in bank.items if ONFH in item.about]
    expect(page.locator("#quiz-pool")).to_contain_text(f"{len(own)} questions chosen")
    page.locator("#quiz-kind").select_option("absence")
    page.locator("#quiz-region").select_option("hip")
    assert page.evaluate("location.hash") == f"#region=hip&kind=absence&condition={ONFH}"
    page.locator("#quiz-start").click()
    by_id = bank.by_id
    while page.locator(".kb-quiz__form").count():
        item = by_id[answer(page, rightly=True)["id"]]
        assert ONFH in item.about
        assert item.kind == "absence"
        go_on(page)
    page.get_by_role("button", name="Choose again").click()
    page.evaluate("location.hash = '#region=lumbar-spine&kind=pathway'")
    expect(page.locator("#quiz-pool")).to_have_text("No question fits this choice.")
    assert page.locator("#quiz-start").is_disabled()


def test_topics_are_mixed_and_what_was_asked_longest_ago_comes_back_last(page: Page, address: str) -> None:
    open_test(page, address)
    found = page.evaluate(
        """async () => {
             const { items } = await bmes.load("self-test");
             const logic = bmes.selfTestLogic;
             const ids = (list) => list.map((item) => item.id);
             const first = logic.round(items, {});
             let progress = {};
             first.forEach((item, place) => { progress = logic.answered(progress, item, place % 2 === 0); });
             const second = logic.round(items, progress);
             const few = items.filter((item) => item.group === "pathway");
             let known = {};
             few.forEach((item, place) => { known = logic.answered(known, item, place !== 3); });
             return {
               first: first.map(({ id, group, claims }) => ({ id, group, claims })),
               second: ids(second),
               missed: ids(logic.missed(items, progress)),
               again: ids(logic.round(few, known)),
               few: ids(few),
               same: ids(logic.round(items, {})),
               empty: logic.round([], {}).length,
             };
           }"""
    )
    first = [one["id"] for one in found["first"]]
    assert found["same"] == first
    assert len({one["group"] for one in found["first"]}) >= 5
    claims = [claim for one in found["first"] for claim in one["claims"]]
    assert len(set(claims)) == len(claims)
    assert not set(found["second"]) & set(first)  # what was never asked comes first
    assert found["missed"] == first[1::2]
    few = found["few"]
    assert found["again"] == [few[3], *few[:3], *few[4:]]  # the missed one first, then the longest ago
    assert found["empty"] == 0


def test_a_schematic_is_asked_without_labels_and_answered_with_them(page: Page, address: str) -> None:
    open_test(page, address, "#kind=figure")
    page.locator("#quiz-start").click()
    image = page.locator(".kb-quiz__form .kb-figure img")
    assert image.count() == 1
    assert (image.get_attribute("src") or "").endswith("#plain")
    page.wait_for_function("document.querySelector('.kb-quiz__form .kb-figure img').naturalWidth > 0")
    item = answer(page, rightly=True)
    assert image.count() == 2
    labelled = page.locator(".kb-quiz__form .kb-figure__labelled")
    expect(labelled).to_be_visible()
    assert "#plain" not in (labelled.get_attribute("src") or "")
    page.locator(".kb-quiz__form .kb-figure__switch input").uncheck()
    expect(labelled).to_be_hidden()
    assert item["topic"] == ""


def test_it_works_from_a_folder_on_disk(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'study/self-test/index.html').as_uri()}#kind=figure")
    page.wait_for_selector("#quiz[data-ready]")
    page.locator("#quiz-start").click()
    page.wait_for_function("document.querySelector('.kb-quiz__form .kb-figure img').naturalWidth > 0")
    item = answer(page, rightly=True)
    assert page.evaluate(KEPT)["items"][item["id"]]["last"] == "right"
    page.locator(".kb-item__source a").first.click()
    page.wait_for_url("**/index.html#*")


def test_nothing_is_sent(page: Page, address: str) -> None:
    asked_for: list[tuple[str, str]] = []
    page.on("request", lambda request: asked_for.append((request.method, request.url)))
    open_test(page, address)
    page.locator("#quiz-start").click()
    answer(page, rightly=True)
    assert [one for one in asked_for if one[0] != "GET" or not one[1].startswith((address, "data:", "blob:"))] == []
    assert page.context.cookies() == []


def test_without_scripts_every_question_can_be_read_with_its_answer(
    chromium: Browser, address: str, bank: SelfTest
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}study/self-test/")
    assert not page.locator("#quiz").is_visible()
    expect(page.locator(".kb-quiz-plain")).to_be_visible()
    links = page.locator("article .kb-index a")
    lists = [str(link.get_attribute("href")) for link in links.all()]
    seen: list[str] = []
    for target in lists:
        page.goto(f"{address}study/self-test/{target}")
        items = page.locator(".kb-item")
        seen += [str(item.get_attribute("id")) for item in items.all()]
        first = items.first
        assert first.locator(".kb-item__options li").count() >= 2
        assert not first.locator(".kb-item__right").is_visible()
        first.locator("summary").click()
        expect(first.locator(".kb-item__right")).to_be_visible()
        expect(first.locator("[data-claim]").first).to_be_visible()
    assert sorted(seen) == sorted(bank.by_id)
    context.close()


def test_a_condition_ends_with_questions_and_leads_to_all_of_its_own(page: Page, address: str, bank: SelfTest) -> None:
    page.goto(f"{address}conditions/{ONFH}/")
    section = page.locator("section", has=page.locator(".kb-item"))
    assert section.locator(".kb-item").count() == 3
    item = section.locator(".kb-item").first
    item.locator("summary").click()
    expect(item.locator(".kb-item__right")).to_be_visible()
    section.get_by_role("link", name="All questions on this condition").click()
    page.wait_for_selector("#quiz[data-ready]")
    assert page.locator("#quiz-condition").input_value() == ONFH


def test_a_comparison_asks_what_tells_its_two_apart(page: Page, address: str) -> None:
    page.goto(f"{address}compare/onfh-vs-toh/#self-test")
    items = page.locator(".kb-item")
    assert items.count() >= 1
    assert "apart" not in str(items.first.get_attribute("id"))  # its address is that of the list


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_question_feedback_and_result_pass_the_accessibility_rules(
    chromium: Browser, address: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()

    def faults() -> list[Any]:
        # The theme fades its tabs in and out while the page scrolls; whole pages are looked at in test_browser.py.
        found = Axe().run(page, context=".md-content").response["violations"]
        return [
            (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
            for one in found
            if one["id"] not in THEME_FAULTS
        ]

    open_test(page, address, "#kind=figure")
    assert faults() == []
    page.locator("#quiz-start").click()
    assert faults() == []
    answer(page, rightly=False)
    assert faults() == []
    for _ in range(9):
        go_on(page)
        answer(page, rightly=True)
    go_on(page)
    assert focused(page) == "9 of 10 right"
    assert faults() == []
    context.close()


def test_nothing_scrolls_sideways_and_targets_are_large_on_a_phone(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    small = """() => [...document.querySelectorAll("#quiz :is(button, select, summary, .kb-quiz__option)")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
        .map((one) => one.outerHTML.slice(0, 100))"""
    for kind in ("", "figure", "apart", "frequency"):
        open_test(page, address, f"#kind={kind}")
        page.reload()
        page.wait_for_selector("#quiz[data-ready]")
        assert page.evaluate(small) == []
        page.locator("#quiz-start").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(small) == []
        answer(page, rightly=False)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(small) == []


def test_home_leads_to_the_path_and_the_path_to_its_questions(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".kb-doors li", has_text="I am studying").locator("a").first.click()
    page.wait_for_url("**/study/ten-minutes/")
    stops = page.locator(".kb-path__stop")
    assert 6 <= stops.count() <= 10
    for stop in stops.all():
        assert stop.locator("[data-claim] .kb-cites a").count() > 0
    assert page.locator(".kb-item").count() == 3
    page.locator(".kb-item summary").first.click()
    expect(page.locator(".kb-item__right").first).to_be_visible()


def test_the_search_finds_the_pages_and_not_the_questions(site: Path) -> None:
    docs = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    mine = {one["location"]: one["text"] for one in docs if one["location"].startswith("study/")}
    assert {"study/", "study/self-test/", "study/ten-minutes/"} <= set(mine)
    assert "Which of these" not in " ".join(mine.values())
