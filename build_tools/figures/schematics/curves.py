"""Plane curves: smooth outlines through points, and outlines that run inside or outside of others."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]


def polar(angle: float, radius: float = 1.0, center: Point = (0.0, 0.0)) -> Point:
    """A point around a center; angles in degrees, 0 to the right, 90 downwards, as y runs down in a drawing."""
    return center[0] + radius * math.cos(math.radians(angle)), center[1] + radius * math.sin(math.radians(angle))


def arc(start: float, end: float, radius: float = 1.0, center: Point = (0.0, 0.0), steps: int = 8) -> list[Point]:
    """Points on a circle from one angle to another."""
    return [polar(start + (end - start) * step / steps, radius, center) for step in range(steps + 1)]


def between(one: Point, other: Point, share: float) -> Point:
    """The point that lies at a share of the way from one to the other."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def shrunk(points: Sequence[Point], share: float) -> list[Point]:
    """A closed outline drawn towards the middle of its points by a share of the way."""
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    return [between(point, middle, share) for point in points]


def normals(points: Sequence[Point], closed: bool) -> list[Point]:
    """For each point the unit vector to the right of the way, as one sees it in a drawing."""
    found = []
    count = len(points)
    for index in range(count):
        before = points[index - 1] if closed or index > 0 else points[index]
        after = points[(index + 1) % count] if closed or index < count - 1 else points[index]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        found.append((-dy / length, dx / length))
    return found


def beside(points: Sequence[Point], depths: Sequence[float] | float, closed: bool = False) -> list[Point]:
    """Each point moved to the right of the way by its depth; a negative depth moves it to the left."""
    each = [depths] * len(points) if isinstance(depths, int | float) else depths
    return [
        (x + nx * depth, y + ny * depth)
        for (x, y), (nx, ny), depth in zip(points, normals(points, closed), each, strict=True)
    ]


def inside(points: Sequence[Point], depths: Sequence[float] | float) -> list[Point]:
    """The outline that runs inside of a closed one, at the depth given for each point."""
    each = [depths] * len(points) if isinstance(depths, int | float) else depths
    following = [*points[1:], points[0]]
    crossed = [x * later_y - later_x * y for (x, y), (later_x, later_y) in zip(points, following, strict=True)]
    is_clockwise = sum(crossed) > 0
    return beside(points, [depth if is_clockwise else -depth for depth in each], closed=True)


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """The closed outline of a line that is as wide at each point as given."""
    halves = [width / 2 for width in widths]
    other = beside(points, [-half for half in halves])
    return beside(points, halves) + other[::-1]


def tapered(points: Sequence[Point], width: float) -> list[Point]:
    """The closed outline of a line that is widest in the middle and runs out at both ends."""
    last = len(points) - 1
    return ribbon(points, [width * math.sin(math.pi * (0.08 + 0.84 * index / last)) for index in range(last + 1)])


def spline(points: Sequence[Point], closed: bool = False) -> list[tuple[Point, Point, Point]]:
    """Cubic pieces (two handles and an end) of a Catmull-Rom curve through the points; a doubled point is a corner."""
    count = len(points)
    pieces = []
    for index in range(count if closed else count - 1):
        before = points[index - 1] if closed or index > 0 else points[index]
        start, end = points[index], points[(index + 1) % count]
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        pieces.append((first, second, end))
    return pieces


def path(points: Sequence[Point], closed: bool = False) -> str:
    """The smooth curve through points as SVG path data."""
    place = _tenths(points[0])
    pieces = [f"M{_written(place)}"]
    for handles in spline(points, closed):
        ends = [_tenths(point) for point in handles]
        # Counted from the rounded start of the piece, so that what is rounded away does not add up.
        steps = [number for x, y in ends for number in (x - place[0], y - place[1])]
        pieces.append(f"c{_written(steps)}")
        place = ends[-1]
    return "".join(pieces) + ("z" if closed else "")


def polygon(points: Sequence[Point]) -> str:
    """A closed outline with straight sides as SVG path data."""
    return "M" + "L".join(_written(_tenths(point)) for point in points) + "z"


def _tenths(point: Point) -> tuple[int, int]:
    """A point in tenths of a unit: every machine writes the same, and no eye sees less."""
    return round(point[0] * 10), round(point[1] * 10)


def _written(tenths: Sequence[int]) -> str:
    """Numbers as short as path data allows: no zero before the point, and a minus sign parts them by itself."""
    words: list[str] = []
    for value in tenths:
        whole, rest = divmod(abs(value), 10)
        digits = f"{whole or ''}.{rest}" if rest else str(whole)
        words.append(("-" if value < 0 else " " if words else "") + digits)
    return "".join(words)


def number(value: float) -> str:
    """A number as other parts of a drawing hold it: at most two decimals, and never -0."""
    return f"{round(value, 2) + 0.0:g}"
