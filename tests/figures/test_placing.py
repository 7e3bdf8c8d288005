"""Boxes on a sheet: none on another, none off the sheet, and the same places each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.placing import apart, overlaps, spread, tangle

SHEET = (1000.0, 1000.0)
PLACE = st.tuples(st.floats(-1, 1), st.floats(-1, 1))
BOX = st.tuples(st.floats(1, 100), st.floats(1, 60))
NAMED = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.tuples(PLACE, BOX), min_size=1, max_size=12)


@given(named=NAMED)
def test_spread_puts_every_box_on_the_sheet(named: dict) -> None:  # type: ignore[type-arg]
    boxes = {name: box for name, (_, box) in named.items()}
    for name, (x, y) in spread({name: place for name, (place, _) in named.items()}, boxes, SHEET).items():
        assert boxes[name][0] / 2 - 1e-6 <= x <= SHEET[0] - boxes[name][0] / 2 + 1e-6
        assert boxes[name][1] / 2 - 1e-6 <= y <= SHEET[1] - boxes[name][1] / 2 + 1e-6


@given(named=NAMED)
def test_apart_leaves_no_box_on_another(named: dict) -> None:  # type: ignore[type-arg]
    """A dozen boxes take at most a fourteenth of the sheet."""
    boxes = {name: box for name, (_, box) in named.items()}
    start = spread({name: place for name, (place, _) in named.items()}, boxes, SHEET)
    places = apart(start, boxes, SHEET, 4)
    assert overlaps(places, boxes) == 0
    assert places == apart(dict(start), dict(boxes), SHEET, 4)
    for name, (x, y) in places.items():
        assert boxes[name][0] / 2 - 0.06 <= x <= SHEET[0] - boxes[name][0] / 2 + 0.06
        assert boxes[name][1] / 2 - 0.06 <= y <= SHEET[1] - boxes[name][1] / 2 + 0.06


def test_boxes_that_do_not_overlap_stay_where_they_are() -> None:
    places = {"a": (100.0, 100.0), "b": (300.0, 100.0)}
    assert apart(places, {"a": (50, 50), "b": (50, 50)}, SHEET, 10) == places


def test_two_on_one_place_move_apart_along_the_shorter_way() -> None:
    places = apart({"a": (500, 500), "b": (500, 500)}, {"a": (80, 20), "b": (80, 20)}, SHEET, 10)
    assert places == {"a": (500, 485), "b": (500, 515)}


def test_tangle_counts_crossings_and_lines_over_boxes() -> None:
    ends = {"a": (0, 0), "b": (10, 10), "c": (0, 10), "d": (10, 0), "e": (5, 5)}
    assert tangle([("a", "b"), ("c", "d")], ends, {}) == 1
    assert tangle([("a", "b"), ("a", "c")], ends, {}) == 0
    assert tangle([("a", "b")], ends, {"e": ((5, 5), (2, 2)), "a": ((0, 0), (2, 2)), "c": ((0, 10), (2, 2))}) == 2
