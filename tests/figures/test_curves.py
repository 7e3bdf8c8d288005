"""The geometry behind the drawings: what every curve keeps, whatever its points."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.schematics.anatomy import hip as anatomy
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.curves import arc, beside, inside, path, polar, ribbon, shrunk, tapered

COORDINATES = st.floats(-500, 500)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=12)


def ends(data: str) -> list[tuple[float, float]]:
    """The points that a path runs through, read as a browser reads it."""
    (start, rest) = re.fullmatch(r"M([^c]*)(.*?)z?", data).groups()  # type: ignore[union-attr]
    number = re.compile(r"-?(?:\d+\.\d+|\.\d+|\d+)")
    x, y = map(float, number.findall(start))
    found = [(x, y)]
    for piece in rest.split("c")[1:]:
        *_, dx, dy = map(float, number.findall(piece))
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


@given(POINTS)
def test_a_curve_runs_through_its_points_to_a_twentieth_however_long(points: list[tuple[float, float]]) -> None:
    read = ends(path(points))
    assert len(read) == len(points)
    for (x, y), (read_x, read_y) in zip(points, read, strict=True):
        assert abs(x - read_x) <= 0.0501
        assert abs(y - read_y) <= 0.0501


@given(POINTS)
def test_a_closed_curve_comes_back(points: list[tuple[float, float]]) -> None:
    read = ends(path(points, closed=True))
    assert read[-1] == pytest.approx(read[0], abs=1e-6)


def test_a_number_has_no_needless_sign_or_zero() -> None:
    assert path([(0.04, -0.04), (0.5, -1.26)]) == "M0 0c.1-.2 .4-1.1 .5-1.3"


@given(st.floats(0.5, 9), st.floats(0.01, 0.4), st.booleans())
def test_the_inner_outline_of_a_circle_lies_inside_whichever_way_it_runs(
    radius: float, depth: float, is_reversed: bool
) -> None:
    outline = arc(0, 345, radius, steps=23)
    inner = inside(outline[::-1] if is_reversed else outline, depth)
    assert [math.hypot(x, y) for x, y in inner] == pytest.approx([radius - depth] * 24)


@given(st.floats(0.1, 5))
def test_a_ribbon_is_as_wide_as_asked(width: float) -> None:
    outline = ribbon([(0, 0), (1, 0), (2, 0), (3, 0)], [width] * 4)
    assert {round(y, 9) for _, y in outline} == {round(width / 2, 9), round(-width / 2, 9)}
    assert len(outline) == 8


def test_a_tapered_line_is_widest_in_the_middle() -> None:
    outline = tapered([(x, 0) for x in range(5)], 1)
    halves = [abs(y) for _, y in outline[:5]]
    assert max(halves) == halves[2] == pytest.approx(0.5)
    assert halves[0] < halves[1] < halves[2]


def test_beside_is_to_the_right_of_the_way() -> None:
    assert beside([(0, 0), (1, 0)], 0.5) == [(0.0, 0.5), (1.0, 0.5)]


def test_shrinking_keeps_the_middle() -> None:
    assert shrunk([(0, 0), (2, 0), (2, 2), (0, 2)], 0.5) == [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5)]


def test_angles_run_as_in_a_drawing() -> None:
    assert polar(-90) == pytest.approx((0, -1))
    assert polar(90, 2, (1, 1)) == pytest.approx((1, 3))


@given(st.floats(-176, 112))
def test_a_healthy_head_is_round(angle: float) -> None:
    assert math.hypot(*Hip().surface(angle)) == pytest.approx(1)
    assert math.hypot(*Hip().surface(angle, 0.2)) == pytest.approx(0.8)


@given(st.floats(-176, 112), st.floats(0.1, 0.5))
def test_a_flattened_head_is_flat_on_top_and_round_elsewhere(angle: float, lost: float) -> None:
    x, y = Hip(flattening=lost, flat_at=-90).surface(angle)
    healthy_x, healthy_y = Hip().surface(angle)
    assert x == pytest.approx(healthy_x)
    if healthy_y < lost - 1 - 0.1:
        assert y == pytest.approx(lost - 1, abs=0.001)
    if healthy_y > lost - 1 + 0.1:
        assert y == pytest.approx(healthy_y, abs=0.001)


def test_a_roof_that_follows_keeps_its_distance_to_a_flattened_head() -> None:
    hip = Hip(flattening=0.3, flat_at=-90, roof_follows=1.0, joint_space=0.1)
    assert hip.roof(-90)[1] == pytest.approx(hip.surface(-90)[1] - 0.1, abs=0.001)
    assert Hip(flattening=0.3, joint_space=0.1).roof(-90) == pytest.approx((0, -1.1))


@given(st.floats(0.05, 0.3))
def test_the_roof_keeps_the_joint_space(gap: float) -> None:
    hip = Hip(joint_space=gap)
    roof = anatomy.pelvis(hip)[0][:11]
    assert [math.hypot(x, y) for x, y in roof] == pytest.approx([1 + gap] * 11)


def test_marrow_lies_inside_of_bone_and_effusion_lifts_the_capsule() -> None:
    outer, inner = Hip().femur()
    assert all(abs(x) <= 3 for x, _ in outer)
    assert all(math.dist(one, other) >= 0.04 for one, other in zip(outer, inner, strict=True))
    dry, wet = anatomy.capsule(Hip())[1], anatomy.capsule(Hip(effusion=1.0))[1]
    assert max(y for _, y in wet[:5]) > max(y for _, y in dry[:5]) + 0.3
