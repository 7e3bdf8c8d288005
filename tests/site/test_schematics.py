"""Schematics on pages: seen, read, switched and measured in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from build_tools.figures.schematics import SLUGS, draw, size
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Figure
from build_tools.pages import addresses
from tests.site.test_browser import THEME_FAULTS

pytestmark = [pytest.mark.kb, pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

GALLERY = addresses.FIGURES
SIGN = "signs/double-line-sign/"
MANY = "conditions/osteonecrosis-of-the-femoral-head/"
SWITCH = ".kb-figure__switch input"


def soup_of(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "lxml")


def figures_of(kb: KnowledgeBase) -> list[Figure]:
    return list(kb.figures.values())


def shown_image(page: Page, slug: str) -> str:
    """The address of the one image of a figure that is seen."""
    seen: list[str] = page.locator(f"[data-figure={slug}] img").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('src'))"
    )
    assert len(seen) == 1
    return seen[0].rpartition("/")[2]


def test_every_drawing_has_its_file_and_its_words(site: Path, kb: KnowledgeBase) -> None:
    files = {path.stem for path in (site / "figures").glob("*.svg")}
    assert files == set(SLUGS) == set(kb.figures)
    assert [figure.number for figure in figures_of(kb)] == list(range(1, 15))
    for figure in figures_of(kb):
        text = (site / "figures" / f"{figure.id}.svg").read_text("utf-8")
        words = BeautifulSoup(text, "xml")
        assert words.title is not None
        assert words.title.text == figure.name
        description = words.desc.text if words.desc else ""
        assert "CC BY 4.0" in description
        assert " ".join(figure.alt.split()) in description


def test_every_figure_stands_on_each_page_that_it_shows_and_on_the_page_of_all(site: Path, kb: KnowledgeBase) -> None:
    for figure in figures_of(kb):
        pages = [addresses.of_page(kb.entities[name]) for name in figure.shows]
        for path in (GALLERY, *pages):
            found = soup_of(site, path).select(f"figure[data-figure={figure.id}]")
            assert len(found) == 1, (figure.id, path)
            images = found[0].select("img")
            assert [str(one["src"]).partition("#")[2] for one in images] == ["", "plain"]
            assert {one["alt"] for one in images} == {" ".join(figure.alt.split())}
            claims = [one["data-claim"] for one in found[0].select("figcaption [data-claim]")]
            assert claims == [f"{figure.id}.caption.{name}" for name in figure.caption]
            assert found[0].select_one(SWITCH) is not None
    everywhere = {figure.id: 0 for figure in figures_of(kb)}
    for path in site.glob("*/*/index.html"):
        for found in BeautifulSoup(path.read_text("utf-8"), "lxml").select("figure[data-figure]"):
            everywhere[str(found["data-figure"])] += 1
    assert everywhere == {figure.id: len(figure.shows) + 1 for figure in figures_of(kb)}


def test_captions_lead_to_findings_to_sources_and_to_the_page_of_all(site: Path) -> None:
    caption = soup_of(site, SIGN).select_one("figure[data-figure=double-line] figcaption")
    assert caption is not None
    links = [str(one["href"]) for one in caption.select("a")]
    assert "../../references/mitchell1987/#double-line-sign" in links
    assert "../../references/mitchell1987/" in links
    assert links[-1] == "../../study/figures/#double-line"
    assert "proportions are not measurements" in caption.text


@pytest.mark.parametrize("where", ["server", "disk"])
def test_the_switch_hides_the_labels_by_keyboard(page: Page, address: str, site: Path, where: str) -> None:
    start = address + SIGN if where == "server" else (site / SIGN / "index.html").as_uri()
    page.goto(start)
    box = page.locator(f"[data-figure=double-line] {SWITCH}")
    expect(box).to_be_checked()
    assert shown_image(page, "double-line") == "double-line.svg"
    box.focus()
    page.keyboard.press("Space")
    assert shown_image(page, "double-line") == "double-line.svg#plain"
    page.keyboard.press("Space")
    assert shown_image(page, "double-line") == "double-line.svg"
    expect(page.get_by_role("checkbox", name="Labels")).to_be_visible()


def test_the_switch_is_large_enough_for_a_finger_and_works_by_touch(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    page = context.new_page()
    page.goto(address + SIGN)
    label = page.locator(".kb-figure__switch")
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 44
    label.tap()
    assert shown_image(page, "double-line") == "double-line.svg#plain"
    context.close()


def test_without_scripts_both_versions_are_reached(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + SIGN)
    assert page.locator(".kb-figure__labelled").is_visible()
    assert not page.locator(".kb-figure__plain").is_visible()
    page.locator(SWITCH).uncheck()
    assert page.locator(".kb-figure__plain").is_visible()
    assert not page.locator(".kb-figure__labelled").is_visible()
    page.goto(address + GALLERY)
    assert not page.locator(".kb-selftest").is_visible()
    assert page.locator(".kb-figure__labelled").first.is_visible()
    context.close()


@pytest.mark.parametrize("where", ["server", "disk"])
def test_the_plain_image_differs_from_the_labelled_one_just_by_its_labels(
    chromium: Browser, address: str, site: Path, where: str
) -> None:
    """What a page shows behind ``#plain`` is, to the pixel, the drawing without the group of its labels."""
    context = chromium.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    page.goto(address + SIGN if where == "server" else (site / SIGN / "index.html").as_uri())
    picture = page.locator("[data-figure=double-line] .kb-figure__picture")
    shots = []
    for is_ticked in (True, False):
        page.locator(SWITCH).set_checked(is_ticked)
        picture.locator("img:visible").evaluate("one => { one.loading = 'eager'; return one.decode(); }")
        shots.append(picture.screenshot())
    before, _, rest = draw("double-line").partition('<g class="labels">')
    labels, _, after = rest.partition("</g>")
    assert labels.count("<text") == 3
    page.locator("[data-figure=double-line] .kb-figure__plain").evaluate(
        "(one, text) => { one.src = 'data:image/svg+xml,' + encodeURIComponent(text); return one.decode(); }",
        before + after,
    )
    assert picture.screenshot() == shots[1]
    assert shots[0] != shots[1]
    context.close()


MEASURED = """() => {
  const svg = document.querySelector("svg");
  const box = (one) => {
    const { x, y, width, height } = one.getBBox();
    // What a line of text reserves above and below its letters may touch that of another line.
    return { text: one.textContent, left: x, right: x + width, top: y + height * 0.15, bottom: y + height * 0.88 };
  };
  const lines = [...svg.querySelectorAll(".labels path[fill=none]")].map((path) => {
    const length = path.getTotalLength();
    const points = Array.from({ length: 61 }, (_, step) => path.getPointAtLength((length * step) / 60));
    return points.map(({ x, y }) => [x, y]);
  });
  return { texts: [...svg.querySelectorAll("text")].map(box), lines };
}"""


def faults_in(measured: dict[str, Any], width: float, height: float) -> list[str]:
    """Words that run out of the drawing, lie on each other, or are crossed by a line."""
    found = []
    texts = measured["texts"]
    for index, one in enumerate(texts):
        if one["left"] < 4 or one["right"] > width - 4 or one["top"] < 2 or one["bottom"] > height - 2:
            found.append(f"{one['text']} runs out")
        for other in texts[index + 1 :]:
            if (
                one["left"] < other["right"]
                and other["left"] < one["right"]
                and one["top"] < other["bottom"]
                and other["top"] < one["bottom"]
            ):
                found.append(f"{one['text']} on {other['text']}")
        for line in measured["lines"]:
            if any(one["left"] < x < one["right"] and one["top"] < y < one["bottom"] for x, y in line):
                found.append(f"{one['text']} crossed")
    return found


@pytest.fixture
def canvas(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_words_lie_apart_and_inside_the_drawing(canvas: Page, slug: str) -> None:
    canvas.set_content(draw(slug))
    assert faults_in(canvas.evaluate(MEASURED), *size(slug)) == []


def test_words_that_overlap_run_out_or_are_crossed_would_be_seen(canvas: Page) -> None:
    canvas.set_content(
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><g class="labels">'
        '<text x="10" y="50" font-size="16">one word</text><text x="40" y="54" font-size="16">another</text>'
        '<text x="360" y="200" font-size="16">too far</text><text x="100" y="300" font-size="16">struck</text>'
        '<path fill="none" stroke="red" d="M90 295L200 295"/></g></svg>'
    )
    assert faults_in(canvas.evaluate(MEASURED), 400, 400) == [
        "one word on another",
        "too far runs out",
        "struck crossed",
    ]


@pytest.mark.parametrize("path", [GALLERY, SIGN, MANY])
@pytest.mark.parametrize("width", [320, 390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_fit_the_page_and_their_words_can_be_read(
    chromium: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    shown = page.locator(".kb-figure img").evaluate_all(
        """all => all.filter((one) => one.checkVisibility()).map((one) => {
             const { left, right, width, height } = one.getBoundingClientRect();
             return [one.closest("figure").dataset.figure, left, right, width, height];
           })"""
    )
    context.close()
    assert shown
    for slug, left, right, image_width, image_height in shown:
        assert left >= 0
        assert right <= width
        drawn_width, drawn_height = size(slug)
        assert image_height / image_width == pytest.approx(drawn_height / drawn_width, rel=0.01)
        sizes = [float(text["font-size"]) for text in BeautifulSoup(draw(slug), "xml").find_all("text")]
        assert min(sizes) * image_width / drawn_width >= 11, slug


@pytest.mark.parametrize("path", [GALLERY, SIGN, MANY])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_schematics_pass_the_accessibility_rules(
    chromium: Browser, address: str, path: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    faults = [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found if one["id"] not in THEME_FAULTS
    ]
    context.close()
    assert faults == []


def test_the_self_test_hides_every_answer_and_each_box_brings_one_back(page: Page, address: str) -> None:
    page.goto(address + GALLERY)
    page.get_by_role("checkbox", name="Self-test").check()
    expect(page.locator(".kb-selftest [role=status]")).to_have_text("Tick Labels below a drawing for its answer.")
    for slug in SLUGS:
        assert shown_image(page, slug) == f"{slug}.svg#plain"
    for hidden in (".kb-gallery__name", ".kb-gallery figcaption", ".kb-gallery__more", ".kb-gallery__file"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    item = page.locator(".kb-gallery__item", has=page.locator("[data-figure=crescent]"))
    item.get_by_role("checkbox", name="Labels").check()
    assert shown_image(page, "crescent") == "crescent.svg"
    expect(item.locator(".kb-gallery__name")).to_have_text("Crescent sign")
    expect(item.locator("figcaption")).to_be_visible()
    assert page.locator(".kb-gallery figcaption:visible").count() == 1
    page.get_by_role("checkbox", name="Self-test").uncheck()
    assert page.locator(".kb-gallery figcaption:visible").count() == len(SLUGS)
    assert {shown_image(page, slug) for slug in SLUGS} == {f"{slug}.svg" for slug in SLUGS}


def test_images_are_loaded_and_drawn(page: Page, address: str) -> None:
    page.goto(address + GALLERY)
    loaded = page.locator(".kb-figure__labelled").evaluate_all(
        """all => Promise.all(all.map((one) => {
             one.loading = "eager";
             return one.decode().then(() => one.naturalWidth > 0, () => false);
           }))"""
    )
    assert loaded == [True] * len(SLUGS)


def test_a_link_to_a_figure_leads_to_its_place(page: Page, address: str) -> None:
    page.goto(address + SIGN)
    page.get_by_role("link", name="All schematics").click()
    page.wait_for_url("**/study/figures/#double-line")
    expect(page.locator("#double-line")).to_be_in_viewport()
