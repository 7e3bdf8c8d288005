"""The hip in the coronal plane. The center of the femoral head is (0, 0) and its radius 1; medial is to the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.curves import Point, arc, inset, polar

FIRST, LAST = 112.0, -176.0
"""Where the round of the head begins under the neck, and where it ends above it, in degrees over the medial side."""


@dataclass(frozen=True, slots=True)
class Hip:
    """The measures in which one hip differs from another."""

    joint_space: float = 0.17
    """Width of the joint space with both layers of cartilage, in radii of the head (24 mm)."""
    flattening: float = 0.0
    """How far the weight-bearing surface has sunk, in radii of the head."""
    flat_from: float = -140.0
    flat_to: float = -50.0
    """Between which angles it has sunk."""
    effusion: float = 0.0
    """How far fluid lifts the capsule off the neck; 0 for the film that every joint holds."""

    def sunk(self, angle: float) -> float:
        """The depth of the sunken surface at an angle: flat in the middle, with a step towards its ends."""
        if not self.flat_from < angle < self.flat_to:
            return 0.0
        share = (angle - self.flat_from) / (self.flat_to - self.flat_from)
        rise = min(1.0, share / 0.22, (1 - share) / 0.22)
        return self.flattening * (3 * rise**2 - 2 * rise**3)

    def surface(self, angle: float, depth: float = 0.0) -> Point:
        """A point of the head's surface, or at a depth below it."""
        x, y = polar(angle, 1.0 - depth)
        return x, y + self.sunk(angle)

    def under_surface(self, start: float, end: float, depth: float = 0.0, steps: int = 8) -> list[Point]:
        """A line along the head's surface, at a depth below it."""
        return [self.surface(start + (end - start) * step / steps, depth) for step in range(steps + 1)]

    def femur(self) -> tuple[list[Point], list[Point]]:
        """The outline of the proximal femur and that of its marrow, clockwise, the shaft running out of the picture."""
        rows = [*_SHAFT_TO_NECK, *self._head(), *_NECK_TO_SHAFT]
        outline = [(x, y) for x, y, _ in rows]
        return outline, inset(outline, [thickness for _, _, thickness in rows])

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
    (-2.37, 4.2, 0.30),
    (-2.40, 3.2, 0.27),
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
    (-1.08, 2.95, 0.24),
    (-1.12, 3.6, 0.29),
    (-1.12, 4.4, 0.30),
    (-1.12, 11.0, 0.30),
)
"""The lower border of the neck with the calcar, the lesser trochanter, and the shaft."""


def pelvis(hip: Hip) -> tuple[list[Point], list[Point]]:
    """The outline of ilium, acetabulum and teardrop, and that of its marrow, against the clock; it runs out above."""
    roof = 1 + hip.joint_space
    rows = [
        *((x, y, 0.09) for x, y in arc(-124, -34, roof, steps=10)),
        *((x, y, 0.06) for x, y in (polar(-25, 1.30), polar(-8, 1.37), polar(12, 1.37), polar(32, 1.31))),
        *((x, y, 0.06) for x, y in (polar(47, 1.27), (0.92, 1.16), (1.12, 1.24), (1.34, 1.08), (1.5, 0.6))),
        *((x, y, 0.06) for x, y in ((1.57, 0.1), (1.53, -0.4), (1.44, -0.85))),
        *((x, y, 0.08) for x, y in ((1.34, -1.3), (1.16, -1.9), (1.02, -2.6), (0.98, -3.4), (1.0, -5.0))),
        *((x, y, 0.10) for x, y in ((-0.5, -5.0), (-0.42, -3.4), (-0.36, -2.6), (-0.38, -2.0), (-0.5, -1.56))),
        *((x, y, 0.08) for x, y in ((-0.66, -1.28), (-0.74, -1.1))),
    ]
    outline = [(x, y) for x, y, _ in rows]
    return outline, inset(outline, [-thickness for _, _, thickness in rows])


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
        polar(-137, 1.20),
        polar(-150, 1.13 + 0.13 * lift),
        polar(-163, 1.11 + 0.27 * lift),
        (-1.20 - 0.10 * lift, -0.02 - 0.24 * lift),
        (-1.40 - 0.04 * lift, 0.20 - 0.16 * lift),
        (-1.60, 0.36),
    ]
    below = [
        (0.86, 1.14),
        (0.60, 1.02 + 0.16 * lift),
        (0.28, 1.10 + 0.20 * lift),
        (-0.08, 1.12 + 0.34 * lift),
        (-0.40 + 0.06 * lift, 1.22 + 0.40 * lift),
        (-0.60 + 0.02 * lift, 1.48 + 0.24 * lift),
        (-0.76, 1.70),
    ]
    return above, below


def recesses(hip: Hip) -> tuple[list[Point], list[Point]]:
    """The room between capsule and bone above and below the neck, as outlines that bones are drawn over."""
    above, below = capsule(hip)
    return [*above, (-1.60, 0.36), (-1.3, 0.5), (-0.6, 0.1), polar(-140, 0.9)], [
        *below,
        (-0.7, 1.5),
        (-0.5, 1.0),
        (0.0, 0.7),
        (0.7, 0.7),
    ]


ISCHIUM = ((1.12, 1.95), (1.42, 1.9), (1.66, 2.2), (1.62, 2.66), (1.38, 2.95), (1.1, 2.8), (1.0, 2.35))
"""The ischium below the joint, cut across."""

PHYSEAL_SCAR = tuple(
    polar(angle, radius) for angle, radius in ((-163, 0.86), (178, 0.5), (150, 0.38), (118, 0.52), (99, 0.86))
)


def blend(one: Sequence[Point], other: Sequence[Point], share: float) -> list[Point]:
    """An outline between two outlines of the same number of points."""
    return [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(one, other, strict=True)]
