"""Placing boxes on a sheet so that none lies on another. Plain arithmetic: the same input gives the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

Point = tuple[float, float]
Size = tuple[float, float]

ROUNDS = 1000
"""After so many rounds of pushing apart, what still overlaps stays so: the sheet is too small."""


def spread(places: Mapping[str, Point], boxes: Mapping[str, Size], sheet: Size) -> dict[str, Point]:
    """The places stretched over the whole sheet, so that every box lies on it.

    Half of the way is the place itself, half its rank among all: a few that lie far out leave no empty sheet between.
    """
    found: dict[str, list[float]] = {name: [] for name in places}
    for axis in (0, 1):
        values = {name: place[axis] for name, place in places.items()}
        low, reach = min(values.values()), (max(values.values()) - min(values.values())) or 1.0
        last = max(len(values) - 1, 1)
        ranks = {name: rank / last for rank, name in enumerate(sorted(values, key=lambda name: (values[name], name)))}
        for name, value in values.items():
            room = sheet[axis] - boxes[name][axis]
            found[name].append(boxes[name][axis] / 2 + room * ((value - low) / reach + ranks[name]) / 2)
    return {name: (x, y) for name, (x, y) in found.items()}


def apart(places: Mapping[str, Point], boxes: Mapping[str, Size], sheet: Size, gap: float) -> dict[str, Point]:
    """The middles of boxes, moved no farther than needed until none overlaps another and all lie on the sheet."""
    now = {name: list(place) for name, place in places.items()}
    for _ in range(ROUNDS):
        has_moved = False
        for one, other in combinations(now, 2):
            overlap = [
                (boxes[one][axis] + boxes[other][axis]) / 2 + gap - abs(now[other][axis] - now[one][axis])
                for axis in (0, 1)
            ]
            if min(overlap) <= 0.01:
                continue
            has_moved = True
            axis = 0 if overlap[0] < overlap[1] else 1
            push = overlap[axis] / 2 if now[other][axis] >= now[one][axis] else -overlap[axis] / 2
            now[one][axis] -= push
            now[other][axis] += push
        for name, place in now.items():
            for axis in (0, 1):
                half = boxes[name][axis] / 2
                place[axis] = min(max(place[axis], half), sheet[axis] - half)
        if not has_moved:
            break
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in now.items()}


def overlaps(places: Mapping[str, Point], boxes: Mapping[str, Size]) -> int:
    """How many pairs of boxes lie on each other by more than a tenth of a unit."""
    return sum(
        all(
            abs(places[one][axis] - places[other][axis]) < (boxes[one][axis] + boxes[other][axis]) / 2 - 0.1
            for axis in (0, 1)
        )
        for one, other in combinations(places, 2)
    )


def tangle(lines: Sequence[tuple[str, str]], ends: Mapping[str, Point], boxes: Mapping[str, tuple[Point, Size]]) -> int:
    """How hard lines between ends are to follow: crossings of two, and twice the boxes of others that they run over."""
    crossings = sum(
        not {*one} & {*other} and _cross(ends[one[0]], ends[one[1]], ends[other[0]], ends[other[1]])
        for one, other in combinations(lines, 2)
    )
    covered = sum(
        name not in line and _runs_over(ends[line[0]], ends[line[1]], middle, size)
        for line in lines
        for name, (middle, size) in boxes.items()
    )
    return crossings + 2 * covered


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _runs_over(a: Point, b: Point, middle: Point, size: Size) -> bool:
    left, right = middle[0] - size[0] / 2, middle[0] + size[0] / 2
    top, bottom = middle[1] - size[1] / 2, middle[1] + size[1] / 2
    return _cross(a, b, (left, top), (right, bottom)) or _cross(a, b, (left, bottom), (right, top))
