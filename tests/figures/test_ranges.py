"""Times on one axis: valid, complete, to scale, the same bytes, and every text inside the drawing."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.ranges import (
    HATCHED,
    MEAN,
    NARROW,
    OPEN,
    SEEN,
    SOLID,
    WIDE,
    WITHIN,
    Axis,
    Bar,
    Lane,
    Layout,
    ranges,
)
from build_tools.figures.text import width

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = pytest.mark.parametrize("layout", [NARROW, WIDE], ids=["narrow", "wide"])
AXIS = Axis(24, 6, "months")
BOLD = {"kb-times__event", "kb-times__heading"}

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
TIME = st.floats(0, 200)
ENDS = st.tuples(TIME, TIME).map(lambda ends: (min(ends), max(ends)))
BARS = st.builds(
    Bar,
    TEXT,
    TEXT,
    st.lists(TEXT, max_size=4).map(tuple),
    TEXT,
    st.none() | ENDS,
    st.none() | TIME,
    st.sampled_from([MEAN, SEEN, WITHIN]),
)
LANES = st.lists(
    st.builds(Lane, TEXT, TEXT, st.sampled_from([SOLID, HATCHED, OPEN]), st.lists(BARS, max_size=3).map(tuple), TEXT),
    min_size=1,
    max_size=4,
)

THREE = (
    Lane(
        "Untreated <one> & 'two'",
        "#untreated",
        SOLID,
        (Bar("Well", "6 to 12 months", ("GB", "8 patients", "[4] abstract"), "#a?x=1&y=2", (6, 12)),),
    ),
    Lane("Nothing", "#nothing", OPEN, (), "No time is stated."),
    Lane(
        "Treated",
        "#treated",
        HATCHED,
        (
            Bar("Well too", "mean 9 months (6 to 11)", (), "#b", (6, 11), 9),
            Bar("Seen", "at 3 months", (), "#c", None, 3, SEEN),
            Bar("Late", "within 30 months", (), "#d", None, 30, WITHIN),
        ),
    ),
)


def drawn(lanes: tuple[Lane, ...] | list[Lane], layout: Layout) -> ElementTree.Element:
    text = ranges(lanes, AXIS, layout, prefix="p", title="T & <t>", description="D")
    return ElementTree.fromstring(text)


def rows(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [link for link in root.iter(f"{SVG}a") if "kb-times__row" in link.get("class", "")]


@LAYOUTS
def test_lanes_and_bars_come_in_order_with_their_words_and_addresses(layout: Layout) -> None:
    said = [("".join(link.itertext()), link.get("href")) for link in drawn(THREE, layout).iter(f"{SVG}a")]
    assert [(words.replace(" · ", "|"), href) for words, href in said] == [
        ("Untreated <one> & 'two'", "#untreated"),
        (said[1][0].replace(" · ", "|"), "#a?x=1&y=2"),
        ("Nothing", "#nothing"),
        ("Treated", "#treated"),
        ("Well toomean 9 months (6 to 11)", "#b"),
        ("Seenat 3 months", "#c"),
        ("Latewithin 30 months", "#d"),
    ]
    first = said[1][0].replace(" · ", " ")
    assert first.split() == ["Well6", "to", "12", "months", "GB", "8", "patients", "[4]", "abstract"]


@LAYOUTS
def test_bars_stand_to_scale_and_what_goes_beyond_the_axis_ends_in_an_arrow(layout: Layout) -> None:
    unit = (layout.right - layout.left) / AXIS.end
    bars = [row.find(f"{SVG}rect[@class='kb-times__bar']") for row in rows(drawn(THREE, layout))]
    places = [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in bars if bar is not None]
    assert places == [
        (pytest.approx(layout.left + 6 * unit, abs=0.01), pytest.approx(6 * unit, abs=0.01)),
        (pytest.approx(layout.left + 6 * unit, abs=0.01), pytest.approx(5 * unit, abs=0.01)),
    ]
    beyond = [row.find(f"{SVG}path[@class='kb-times__beyond']") is not None for row in rows(drawn(THREE, layout))]
    assert beyond == [False, False, False, True]


@LAYOUTS
def test_a_mean_a_sighting_and_an_end_have_marks_of_their_own(layout: Layout) -> None:
    marks = []
    for row in rows(drawn((*THREE[2:], Lane("L", "#l", SOLID, (Bar("W", "w", (), "#w", None, 4, WITHIN),))), layout)):
        marks.append(sorted(one.get("class", "") for one in row if one.tag in (f"{SVG}circle", f"{SVG}path")))
    assert marks == [
        ["kb-times__mark kb-times__mark--mean"],
        ["kb-times__mark kb-times__mark--seen"],
        ["kb-times__beyond"],
        ["kb-times__line", "kb-times__line"],
    ]


@LAYOUTS
def test_the_filling_tells_the_lanes_apart_without_color(layout: Layout) -> None:
    fills = [row.find(f"{SVG}rect[@class='kb-times__bar']") for row in rows(drawn(THREE, layout))]
    assert [bar.get("fill") for bar in fills if bar is not None] == ["currentColor", "url(#p-hatch)"]
    assert drawn(THREE, layout).find(f"{SVG}defs/{SVG}pattern[@id='p-hatch']") is not None


@LAYOUTS
@given(lanes=LANES)
def test_any_lanes_give_valid_xml_with_every_link_and_no_id_twice(layout: Layout, lanes: list[Lane]) -> None:
    root = drawn(lanes, layout)
    ids = [str(one.get("id")) for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("p-") for one in ids)
    assert len(list(root.iter(f"{SVG}a"))) == sum(1 + len(lane.bars) for lane in lanes)
    assert (root.get("role"), root.get("aria-labelledby")) == ("group", "p-title")


@LAYOUTS
@given(lanes=LANES)
def test_no_text_and_no_bar_leaves_the_drawing(layout: Layout, lanes: list[Lane]) -> None:
    root = drawn(lanes, layout)
    height = float(root.get("height", ""))
    for text in root.iter(f"{SVG}text"):
        size, is_bold = float(text.get("font-size", "")), text.get("class") in BOLD
        for span in text:
            wide = width((span.text or "").rstrip(), size, is_bold)
            left = float(span.get("x", "")) - (wide / 2 if text.get("text-anchor") else 0)
            assert left >= 0
            assert left + wide <= layout.width
            assert 0 < float(span.get("y", "")) < height
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("class") == "kb-times__bar":
            left, wide = float(rect.get("x", "")), float(rect.get("width", ""))
            assert layout.left - 0.01 <= left <= left + wide <= layout.right + 2.01
            assert 0 < float(rect.get("y", "")) < height


@LAYOUTS
@given(lanes=LANES)
def test_the_same_lanes_give_the_same_bytes(layout: Layout, lanes: list[Lane]) -> None:
    made = [ranges(some, AXIS, layout, prefix="p", title="T", description="D") for some in (lanes, tuple(lanes))]
    assert made[0] == made[1]


def test_the_smallest_text_is_eleven_pixels_high_on_a_phone_of_320() -> None:
    """The column of such a phone is 288 pixels wide; the wide layout is used from 40 rem of 20 pixels on."""
    for layout, column in ((NARROW, 288), (WIDE, 800)):
        sizes = [float(text.get("font-size", "")) for text in drawn(THREE, layout).iter(f"{SVG}text")]
        assert min(sizes) * column / layout.width >= 11
