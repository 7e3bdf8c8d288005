"""The flow of questions: valid, complete, the same bytes, and every text inside its box."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.flow import CUT, NARROW, ROUND, SQUARE, WIDE, Exit, Layout, Step, flow
from build_tools.figures.text import width

SVG = "{http://www.w3.org/2000/svg}"
BOLD = {"kb-flow__question", "kb-flow__number", "kb-flow__tag-text"}
LAYOUTS = pytest.mark.parametrize("layout", [NARROW, WIDE], ids=["narrow", "wide"])

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=70)
EXITS = st.lists(st.builds(Exit, TEXT, TEXT, st.sampled_from([ROUND, SQUARE, CUT])), max_size=6).map(tuple)
STEPS = st.lists(st.builds(Step, TEXT, TEXT, EXITS, st.booleans()), min_size=1, max_size=5)

TWO_STEPS = (
    Step("Is it <glass> & 'bone'?", "#one", (Exit("Glass bone", "../a/?x=1&y=2"), Exit("Band", "../b/", SQUARE))),
    Step("What else?", "#two", (Exit("Slow walking", "../c/", CUT),), is_disputed=True),
)


def drawn(steps: list[Step] | tuple[Step, ...], layout: Layout) -> ElementTree.Element:
    return ElementTree.fromstring(flow(steps, layout, prefix="p", title="T & <t>", description="D"))


def links(root: ElementTree.Element) -> list[ElementTree.Element]:
    return list(root.iter(f"{SVG}a"))


def texts_with_box(link: ElementTree.Element) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Left, right and baseline of each line of text in a link, with left, right and bottom of the box around it."""
    places = []
    for shape in link:
        css = shape.get("class", "")
        if css in ("kb-flow__outline", "kb-flow__tag") and shape.tag == f"{SVG}rect":
            x, y = float(shape.get("x", "")), float(shape.get("y", ""))
            places.append((css, x, x + float(shape.get("width", "")), y + float(shape.get("height", ""))))
    for text in link.iter(f"{SVG}text"):
        css = text.get("class", "")
        frame = "kb-flow__tag" if css == "kb-flow__tag-text" else "kb-flow__outline"
        for span in text:
            wide = width((span.text or "").rstrip(), float(text.get("font-size", "")), css in BOLD)
            x = float(span.get("x", "")) - (wide / 2 if text.get("text-anchor") else 0)
            for name, left, right, bottom in places:
                if name == frame:
                    yield x, x + wide, float(span.get("y", "")), left, right, bottom


@LAYOUTS
def test_steps_and_exits_come_in_order_with_their_words_and_addresses(layout: Layout) -> None:
    root = drawn(TWO_STEPS, layout)
    said = [("".join(link.itertext()), link.get("href")) for link in links(root)]
    assert said == [
        ("1Is it <glass> & 'bone'?", "#one"),
        ("Glass bone", "../a/?x=1&y=2"),
        ("Band", "../b/"),
        ("2What else?? disputed", "#two"),
        ("Slow walking", "../c/"),
    ]


@LAYOUTS
def test_it_is_named_and_described_and_no_image(layout: Layout) -> None:
    root = drawn(TWO_STEPS, layout)
    assert [(one.tag, one.get("id"), one.text) for one in root][:2] == [
        (f"{SVG}title", "p-title", "T & <t>"),
        (f"{SVG}desc", "p-description", "D"),
    ]
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "group",
        "p-title",
        "p-description",
    )


@LAYOUTS
def test_only_disputed_steps_are_dashed_and_marked(layout: Layout) -> None:
    steps = [link for link in links(drawn(TWO_STEPS, layout)) if "kb-flow__step" in link.get("class", "")]
    dashed = [one.find(f"{SVG}rect[@stroke-dasharray]") is not None for one in steps]
    marked = ["? disputed" in "".join(one.itertext()) for one in steps]
    assert dashed == marked == [False, True]


@LAYOUTS
@given(steps=STEPS)
def test_any_text_gives_valid_xml_with_every_link(layout: Layout, steps: list[Step]) -> None:
    root = drawn(steps, layout)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(one).startswith("p-") for one in ids)
    assert len(links(root)) == sum(1 + len(step.exits) for step in steps)
    assert {one.tag for one in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "a", "rect", "path", "circle", "text", "tspan")
    }


@LAYOUTS
@given(steps=STEPS)
def test_no_text_is_wider_than_its_box_and_no_box_wider_than_the_drawing(layout: Layout, steps: list[Step]) -> None:
    root = drawn(steps, layout)
    height = float(root.get("height", ""))
    for link in links(root):
        for left, right, baseline, box_left, box_right, box_bottom in texts_with_box(link):
            assert box_left <= left
            assert right <= box_right
            assert baseline < box_bottom
            assert box_left > 0
            assert box_right < layout.width
            assert box_bottom < height


@LAYOUTS
@given(steps=STEPS)
def test_boxes_do_not_lie_on_each_other(layout: Layout, steps: list[Step]) -> None:
    boxes = []
    for link in links(drawn(steps, layout)):
        for rect in link.findall(f"{SVG}rect[@class='kb-flow__outline']"):
            boxes.append([float(rect.get(name, "")) for name in ("x", "y", "width", "height")])
    for index, (x, y, w, h) in enumerate(boxes):
        for a, b, c, d in boxes[index + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


@LAYOUTS
@given(steps=STEPS)
def test_the_same_steps_give_the_same_bytes(layout: Layout, steps: list[Step]) -> None:
    assert flow(steps, layout, prefix="p", title="T", description="D") == flow(
        list(steps), layout, prefix="p", title="T", description="D"
    )


def test_the_smallest_text_is_eleven_pixels_high_on_a_phone_of_320() -> None:
    """The column of such a phone is 288 pixels wide; the wide layout is used from 31 rem of 20 pixels on."""
    for layout, column in ((NARROW, 288), (WIDE, 620)):
        sizes = [float(text.get("font-size", "")) for text in drawn(TWO_STEPS, layout).iter(f"{SVG}text")]
        assert min(sizes) * column / layout.width >= 11
