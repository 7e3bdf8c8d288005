"""Charts of counts: every number, to scale, inside the drawing, and told apart without color."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.charts import BARS_LEFT, COLUMNS_HEIGHT, WIDTH, Part, Row, bars, columns
from build_tools.figures.text import width

SVG = "{http://www.w3.org/2000/svg}"
PARTS = (Part("first", "one"), Part("second", "two"))
LABEL = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
ROWS = st.lists(st.builds(Row, LABEL, st.tuples(st.integers(0, 300), st.integers(0, 3000))), min_size=1, max_size=8)


def of_bars(rows: list[Row]) -> ElementTree.Element:
    return ElementTree.fromstring(bars(rows, PARTS, prefix="p", title="T & <t>", description="D"))


def of_columns(rows: list[Row]) -> ElementTree.Element:
    drawn = columns(rows, PARTS, label_every=10, line_every=5, prefix="p", title="T", description="D")
    return ElementTree.fromstring(drawn)


def texts(root: ElementTree.Element, css: str) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if text.get("class") == css]


def boxes(root: ElementTree.Element, after_key: int = len(PARTS)) -> list[tuple[float, float, float, float]]:
    names = ("x", "y", "width", "height")
    found = [tuple(float(rect.get(name, "")) for name in names) for rect in root.iter(f"{SVG}rect")]
    return [(x, y, w, h) for x, y, w, h in found[after_key:]]


def test_bars_show_label_parts_and_total() -> None:
    root = of_bars([Row("a <b>", (3, 1)), Row("c", (0, 2)), Row("d", (0, 0))])
    assert texts(root, "kb-chart__label") == ["a <b>", "c", "d"]
    assert texts(root, "kb-chart__count") == ["4", "2", "0"]
    assert texts(root, "kb-chart__key") == ["first", "second"]
    first, second, third = boxes(root)
    assert first[0] == BARS_LEFT
    assert second[0] == pytest.approx(first[0] + first[2], abs=0.02)
    assert (first[2] / second[2], third[2] / second[2]) == (pytest.approx(3, rel=1e-3), pytest.approx(2, rel=1e-3))


def test_one_part_needs_no_key() -> None:
    drawn = bars([Row("a", (3,))], PARTS[:1], prefix="p", title="T", description="D")
    assert texts(ElementTree.fromstring(drawn), "kb-chart__key") == []


def test_parts_differ_without_a_style_sheet() -> None:
    root = of_bars([Row("a", (1, 1))])
    parts = list(root.iter(f"{SVG}rect"))
    assert [rect.get("fill-opacity") for rect in parts] == ["0.9", "0.7", "0.9", "0.7"]
    assert [rect.get("class") for rect in parts][2:] == [
        "kb-chart__part kb-chart__part--one",
        "kb-chart__part kb-chart__part--two",
    ]


def test_columns_stand_on_one_line_in_their_order_with_labels_at_round_years() -> None:
    root = of_columns([Row(str(year), (year % 3, 1)) for year in range(1998, 2021)])
    assert texts(root, "kb-chart__number") == ["0", "2000", "2010", "2020"]
    columns_of_1998 = boxes(root)[:1]
    assert columns_of_1998[0][3] == pytest.approx(COLUMNS_HEIGHT / 3, abs=0.01)
    lefts = [left for left, _, _, _ in boxes(root)]
    assert lefts == sorted(lefts)


def test_lines_stand_at_round_numbers_up_to_the_highest_column() -> None:
    root = of_columns([Row("2000", (11, 0)), Row("2001", (2, 1))])
    assert texts(root, "kb-chart__number") == ["0", "5", "10", "2000"]
    first, second, third = boxes(root)
    assert first[1] + first[3] == second[1] + second[3]
    assert third[1] + third[3] == pytest.approx(second[1], abs=0.01)


@given(rows=ROWS)
@pytest.mark.parametrize("drawn", [of_bars, of_columns])
def test_nothing_leaves_the_drawing(drawn: object, rows: list[Row]) -> None:
    root = drawn(rows)  # type: ignore[operator]
    height = float(root.get("height", ""))
    assert root.get("role") == "img"
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", ""))
        for span in text:
            wide = width((span.text or "").rstrip(), size, text.get("class") == "kb-chart__count")
            shift = {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0)
            left = float(span.get("x", "")) - shift
            assert left >= 0
            assert left + wide <= WIDTH
            assert 0 < float(span.get("y", "")) < height
    for left, top, wide, high in boxes(root):
        assert 0 <= left <= left + wide <= WIDTH
        assert 0 <= top <= top + high <= height


@given(rows=ROWS)
def test_the_same_rows_give_the_same_bytes(rows: list[Row]) -> None:
    made = [bars(some, PARTS, prefix="p", title="T", description="D") for some in (rows, tuple(rows))]
    assert made[0] == made[1]


def test_the_smallest_text_is_eleven_pixels_high_on_a_phone_of_320() -> None:
    for root in (of_bars([Row("a", (1, 1))]), of_columns([Row("2000", (1, 1))])):
        assert min(float(text.get("font-size", "")) for text in root.iter(f"{SVG}text")) * 288 / WIDTH >= 11
