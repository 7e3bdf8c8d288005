"""The hip in the coronal plane. The center of the femoral head is (0, 0) and its radius 1; medial is to the right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from build_tools.figures.schematics.curves import Point, arc, between, inside, polar

_SHOULDER = 0.02
"""How round the edge of a flat part is, in radii of the head."""

FIRST, LAST = 112.0, -176.0
"""Where the round of the head begins under the neck, and where it ends above it, in degrees over the medial side."""


@dataclass(frozen=True, slots=True)
class Hip:
    """The measures in which one hip differs from another."""

    joint_space: float = 0.17
    """Width of the joint space with both layers of cartilage, in radii of the head (24 mm)."""
    flattening: float = 0.0
    """How much of the head's height is lost where it is flat, in radii of the head."""
    flat_at: float = -98.0
    """The angle at which the middle of the flat part lies."""
    roof_follows: float = 0.0
    """How far the roof has followed a sunken head, from 0 to 1."""
    effusion: float = 0.0
    """How far fluid lifts the capsule off the neck; 0 for the film that every joint holds."""

    def _flattened(self, point: Point, height: float) -> Point:
        """A point, brought down to a height above the center of the head where it lies higher; shoulders are round."""
        x, y = polar(self.flat_at)
        too_high = point[0] * x + point[1] * y - height
        sunk = max(too_high, 0.0) + _SHOULDER * math.log1p(math.exp(-abs(too_high) / _SHOULDER))
        return point[0] - x * sunk, point[1] - y * sunk

    def surface(self, angle: float, depth: float = 0.0) -> Point:
        """A point of the head's surface, or at a depth below it."""
        point = polar(angle)
        if self.flattening:
            point = self._flattened(point, 1 - self.flattening)
        down = polar(angle, depth)
        return point[0] - down[0], point[1] - down[1]

    def roof(self, angle: float) -> Point:
        """A point of the acetabular roof at an angle."""
        point = polar(angle, 1 + self.joint_space)
        if not self.flattening or not self.roof_follows:
            return point
        return between(point, self._flattened(point, 1 - self.flattening + self.joint_space), self.roof_follows)

    def femur(self) -> tuple[list[Point], list[Point]]:
        """The outline of the proximal femur and that of its marrow; the shaft runs out below."""
        rows = [*_SHAFT_TO_NECK, *self._head(), *_NECK_TO_SHAFT]
        outline = [(x, y) for x, y, _ in rows]
        return outline, inside(outline, [thickness for _, _, thickness in rows])

    def _head(self) -> list[tuple[float, float, float]]:
        steps = 26
        rows = []
        for step in range(steps + 1):
            angle = LAST + (FIRST - LAST) * step / steps
            x, y = self.surface(angle)
            fovea = 0.07 * math.exp(-(((angle - 12) / 9) ** 2))
            rows.append((x * (1 - fovea), y * (1 - fovea), 0.045))
        return rows


_SHAFT_TO_NECK = (
    (-2.36, 11.0, 0.30),
    (-2.36, 8.0, 0.30),
    (-2.36, 6.0, 0.30),
    (-2.365, 4.7, 0.30),
    (-2.38, 3.8, 0.285),
    (-2.41, 3.1, 0.25),
    (-2.46, 2.5, 0.20),
    (-2.56, 1.95, 0.12),
    (-2.70, 1.5, 0.08),
    (-2.80, 1.1, 0.06),
    (-2.80, 0.7, 0.06),
    (-2.66, 0.32, 0.06),
    (-2.44, 0.02, 0.06),
    (-2.18, -0.12, 0.06),
    (-1.97, -0.03, 0.06),
    (-1.86, 0.22, 0.06),
    (-1.68, 0.38, 0.07),
    (-1.46, 0.34, 0.09),
    (-1.24, 0.16, 0.09),
)
"""x, y and thickness of the cortex: shaft, greater trochanter, and the upper border of the neck up to the head."""

_NECK_TO_SHAFT = (
    (-0.52, 1.16, 0.10),
    (-0.66, 1.42, 0.15),
    (-0.80, 1.68, 0.18),
    (-0.86, 1.92, 0.15),
    (-0.80, 2.14, 0.10),
    (-0.82, 2.36, 0.10),
    (-0.98, 2.60, 0.16),
    (-1.09, 2.98, 0.23),
    (-1.13, 3.55, 0.275),
    (-1.14, 4.4, 0.30),
    (-1.14, 6.0, 0.30),
    (-1.14, 8.0, 0.30),
    (-1.14, 11.0, 0.30),
)
"""The lower border of the neck with the calcar, the lesser trochanter, and the shaft."""


def pelvis(hip: Hip) -> tuple[list[Point], list[Point]]:
    """The outline of ilium, acetabulum and teardrop, and that of its marrow; it runs out above."""
    roof = [hip.roof(-124 + 9 * step) for step in range(11)]
    rows = [
        *((x, y, 0.09) for x, y in roof),
        *((x, y, 0.06) for x, y in (polar(-25, 1.30), polar(-8, 1.37), polar(12, 1.37), polar(32, 1.31))),
        *((x, y, 0.06) for x, y in (polar(47, 1.27), (0.92, 1.16), (1.12, 1.24), (1.34, 1.08), (1.5, 0.6))),
        *((x, y, 0.06) for x, y in ((1.57, 0.1), (1.53, -0.4), (1.44, -0.85))),
        *((x, y, 0.08) for x, y in ((1.34, -1.3), (1.16, -1.9), (1.02, -2.6), (0.98, -3.4), (1.0, -5.0))),
        *((x, y, 0.10) for x, y in ((-0.5, -5.0), (-0.42, -3.4), (-0.36, -2.6), (-0.38, -2.0), (-0.5, -1.56))),
        *((x, y, 0.08) for x, y in ((-0.66, -1.28), (-0.74, -1.1))),
    ]
    outline = [(x, y) for x, y, _ in rows]
    return outline, inside(outline, [thickness for _, _, thickness in rows])


def labrum(hip: Hip) -> list[Point]:
    """The labrum: a small wedge at the edge of the roof, lying on the head."""
    outer = 1 + hip.joint_space
    return [
        polar(-121, outer),
        polar(-134, 1.1),
        polar(-143, 1.05),
        polar(-136, outer + 0.03),
        polar(-126, outer + 0.1),
    ]


def cartilage(hip: Hip) -> tuple[list[Point], list[Point], list[Point]]:
    """The cartilage of head and roof as closed outlines, and the film of fluid between them as a line."""
    middle = hip.joint_space / 2
    head_outer = [hip.surface(angle, -(middle - 0.012)) for angle in range(-172, 76, 8)]
    head_inner = [hip.surface(angle) for angle in range(68, -180, -8)]
    roof_inner = arc(-122, -36, 1 + middle + 0.012, steps=10)
    roof_outer = arc(-36, -122, 1 + hip.joint_space, steps=10)
    film = [hip.surface(angle, -middle) for angle in range(-124, 60, 8)]
    return head_outer + head_inner, roof_inner + roof_outer, film


def capsule(hip: Hip) -> tuple[list[Point], list[Point]]:
    """The capsule above and below the neck, each as a line from the pelvis to the base of the neck."""
    lift = hip.effusion
    above = [
        polar(-136, 1.17 + 0.02 * lift),
        polar(-147, 1.13 + 0.16 * lift),
        polar(-158, 1.11 + 0.27 * lift),
        polar(-169, 1.12 + 0.31 * lift),
        (-1.25 - 0.20 * lift, 0.04 - 0.12 * lift),
        (-1.43 - 0.12 * lift, 0.21 - 0.10 * lift),
        (-1.62, 0.36),
    ]
    below = [
        (0.80, 1.06),
        (0.62 + 0.04 * lift, 1.00 + 0.31 * lift),
        (0.36 + 0.04 * lift, 1.06 + 0.40 * lift),
        (0.08 + 0.02 * lift, 1.09 + 0.46 * lift),
        (-0.20, 1.11 + 0.52 * lift),
        (-0.44 - 0.02 * lift, 1.24 + 0.44 * lift),
        (-0.62 - 0.04 * lift, 1.48 + 0.22 * lift),
        (-0.76, 1.70),
    ]
    return above, below


def recesses(hip: Hip) -> tuple[list[Point], list[Point]]:
    """The room between capsule and bone above and below the neck, as outlines that bones are drawn over."""
    above, below = capsule(hip)
    under_head, under_neck = [(-1.3, 0.5), (-0.6, 0.1), polar(-140, 0.9)], [(-0.5, 1.0), (0.0, 0.7), (0.6, 0.66)]
    return _cornered(above) + under_head, _cornered(below) + under_neck


def _cornered(points: list[Point]) -> list[Point]:
    """The same line with sharp ends, for an outline that goes on in another direction there."""
    return [points[0], *points, points[-1]]


ISCHIUM = ((1.12, 1.95), (1.42, 1.9), (1.66, 2.2), (1.62, 2.66), (1.38, 2.95), (1.1, 2.8), (1.0, 2.35))
"""The ischium below the joint, cut across."""

ISCHIUM_IN_FRONT_VIEW = (
    *((0.70, 0.98), (0.86, 1.24), (0.98, 1.6), (0.92, 2.1), (0.98, 2.62), (1.24, 3.02), (1.62, 3.1), (1.9, 2.85)),
    *((2.02, 2.4), (1.98, 1.9), (1.9, 1.4), (2.3, 0.95), (3.0, 0.8), (3.0, 0.1), (2.2, 0.1), (1.6, -0.2), (1.3, 0.4)),
)
"""Ischium and pubic bone as a radiograph lays them over each other, with the foramen between them left out."""


def compressive() -> list[list[Point]]:
    """The trabeculae under pressure: from the calcar fanning out to the weight-bearing surface."""
    feet = [(-0.80, 1.62), (-0.74, 1.52), (-0.67, 1.42), (-0.60, 1.31), (-0.52, 1.2), (-0.44, 1.1), (-0.34, 1.03)]
    beams = []
    for index, foot in enumerate([*feet, (-0.22, 0.99)]):
        top = polar(-128 + 10.7 * index, 0.95)
        low, high = between(foot, top, 0.33), between(foot, top, 0.67)
        beams.append([foot, (low[0] - 0.03, low[1] + 0.03), (high[0] - 0.04, high[1] + 0.01), top])
    return beams


def tensile() -> list[list[Point]]:
    """The trabeculae under tension: from the outer cortex in an arch through the neck into the head."""
    return [
        [
            (-2.62 + 0.05 * step, 1.85 - 0.26 * step),
            (-2.2 + 0.06 * step, 1.1 - 0.24 * step),
            (-1.6 + 0.05 * step, 0.74 - 0.1 * step),
            (-1.0 + 0.02 * step, 0.46 - 0.08 * step),
            (-0.4 + 0.02 * step, 0.40 + 0.01 * step),
            (0.14 + 0.06 * step, 0.58 + 0.06 * step),
        ]
        for step in range(5)
    ]


def trochanteric() -> list[list[Point]]:
    """The trabeculae from the inner cortex towards the greater trochanter."""
    return [
        [(-1.02 - 0.1 * step, 2.1 + 0.22 * step), (-1.5 - 0.08 * step, 1.5 + 0.2 * step), (-2.3, 0.62 + 0.3 * step)]
        for step in range(5)
    ]
