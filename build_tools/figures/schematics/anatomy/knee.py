"""The knee in the coronal plane, in centimeters about the middle of the joint; medial is to the right."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.figures.schematics.curves import Point, beside, inside

_SHAFT_AND_LATERAL = (
    (-1.75, -12.0, 0.45),
    (-1.75, -7.5, 0.42),
    (-1.95, -5.6, 0.28),
    (-2.55, -4.55, 0.14),
    (-3.35, -3.75, 0.09),
    (-3.92, -2.95, 0.09),
    (-4.02, -2.1, 0.09),
    (-3.85, -1.25, 0.10),
    (-3.45, -0.55, 0.12),
    (-2.85, -0.16, 0.13),
    (-2.15, -0.10, 0.13),
    (-1.5, -0.36, 0.12),
    (-1.05, -0.95, 0.10),
    (-0.72, -1.62, 0.09),
    (-0.15, -2.0, 0.09),
    (0.45, -1.82, 0.09),
    (0.86, -1.2, 0.09),
    (1.2, -0.6, 0.11),
)
_MEDIAL = (
    (1.55, -0.24, 0.13),
    (1.95, -0.05, 0.13),
    (2.35, 0.02, 0.13),
    (2.75, -0.04, 0.13),
    (3.15, -0.22, 0.13),
)
_MEDIAL_AND_SHAFT = (
    (3.62, -0.68, 0.11),
    (3.95, -1.4, 0.09),
    (4.16, -2.2, 0.09),
    (4.12, -2.95, 0.09),
    (3.62, -3.75, 0.09),
    (2.8, -4.6, 0.14),
    (2.12, -5.7, 0.28),
    (1.85, -7.5, 0.42),
    (1.85, -12.0, 0.45),
)


@dataclass(frozen=True, slots=True)
class Knee:
    """The measures in which one knee differs from another."""

    dent: float = 0.0
    """How far the weight-bearing surface of the medial condyle has sunk, in centimeters."""

    def femur(self) -> tuple[list[Point], list[Point]]:
        """The outline of the distal femur and that of its marrow; the shaft runs out above."""
        depths = (0.0, 0.7, 1.0, 0.75, 0.1)
        sunk = [(x, y - self.dent * depth, t) for (x, y, t), depth in zip(_MEDIAL, depths, strict=True)]
        rows = [*_SHAFT_AND_LATERAL, *sunk, *_MEDIAL_AND_SHAFT]
        outline = [(x, y) for x, y, _ in rows]
        return outline, inside(outline, [thickness for _, _, thickness in rows])

    def medial_surface(self) -> list[Point]:
        """The weight-bearing surface of the medial condyle, from the notch outwards."""
        outline = self.femur()[0]
        first = len(_SHAFT_AND_LATERAL) - 1
        return outline[first : first + len(_MEDIAL) + 2]

    def medial_cartilage(self) -> list[Point]:
        """The cartilage on that surface, which sinks with it."""
        surface = self.medial_surface()
        outer = beside(surface, [0.08, 0.28, 0.32, 0.32, 0.32, 0.3, 0.08])
        return [*surface, *outer[::-1]]


_TIBIA = (
    (-1.75, 12.0, 0.45),
    (-1.8, 7.0, 0.4),
    (-2.05, 5.0, 0.25),
    (-2.75, 3.6, 0.13),
    (-3.5, 2.5, 0.09),
    (-3.9, 1.55, 0.09),
    (-3.85, 0.88, 0.10),
    (-3.35, 0.62, 0.13),
    (-2.5, 0.62, 0.13),
    (-1.6, 0.58, 0.13),
    (-0.95, 0.40, 0.11),
    (-0.5, -0.02, 0.08),
    (-0.22, 0.12, 0.08),
    (0.05, 0.32, 0.08),
    (0.32, 0.0, 0.08),
    (0.55, -0.12, 0.08),
    (0.95, 0.42, 0.11),
    (1.6, 0.66, 0.13),
    (2.5, 0.74, 0.13),
    (3.3, 0.68, 0.13),
    (3.8, 0.84, 0.10),
    (3.9, 1.5, 0.09),
    (3.55, 2.5, 0.09),
    (2.85, 3.7, 0.13),
    (2.2, 5.0, 0.25),
    (1.95, 7.0, 0.4),
    (1.9, 12.0, 0.45),
)


def tibia() -> tuple[list[Point], list[Point]]:
    """The outline of the proximal tibia and that of its marrow; the shaft runs out below."""
    outline = [(x, y) for x, y, _ in _TIBIA]
    return outline, inside(outline, [thickness for _, _, thickness in _TIBIA])


FIBULA: tuple[Point, ...] = (
    *((-4.0, 2.0), (-3.62, 2.35), (-3.55, 2.95), (-3.75, 3.6), (-3.82, 4.6), (-3.85, 8.0), (-4.55, 8.0)),
    *((-4.55, 4.6), (-4.6, 3.4), (-4.55, 2.6), (-4.35, 2.1)),
)

CARTILAGE: tuple[tuple[Point, ...], ...] = (
    (
        (-3.5, -0.62),
        (-2.85, -0.18),
        (-2.15, -0.12),
        (-1.45, -0.4),
        (-1.25, -0.6),
        (-1.4, -0.12),
        (-2.1, 0.18),
        (-2.95, 0.12),
        (-3.65, -0.4),
    ),
    ((-3.5, 0.68), (-2.5, 0.64), (-1.5, 0.6), (-0.95, 0.44), (-1.1, 0.3), (-1.6, 0.34), (-2.5, 0.38), (-3.4, 0.44)),
    ((0.9, 0.46), (1.6, 0.7), (2.5, 0.78), (3.4, 0.72), (3.35, 0.5), (2.5, 0.52), (1.65, 0.44), (1.1, 0.28)),
)
"""The cartilage of the lateral condyle and of both sides of the tibia."""

MENISCI: tuple[tuple[Point, ...], ...] = (
    ((-3.95, -0.05), (-3.95, 0.52), (-3.3, 0.44), (-2.55, 0.3), (-3.25, 0.14)),
    ((3.95, -0.12), (4.0, 0.62), (3.35, 0.54), (2.8, 0.4), (3.4, 0.12)),
)

LIGAMENTS: tuple[tuple[tuple[Point, ...], tuple[float, ...]], ...] = (
    (
        ((4.2, -2.6), (4.3, -1.4), (4.28, -0.2), (4.2, 1.0), (4.02, 2.6), (3.6, 4.2)),
        (0.1, 0.16, 0.16, 0.16, 0.14, 0.08),
    ),
    (((-4.1, -2.4), (-4.35, -1.2), (-4.45, 0.2), (-4.4, 1.4), (-4.25, 2.2)), (0.1, 0.14, 0.14, 0.14, 0.1)),
    (((0.75, -1.5), (0.5, -0.95), (0.42, -0.4), (0.3, 0.1)), (0.3, 0.42, 0.4, 0.24)),
    (((-0.72, -1.5), (-0.5, -1.0), (-0.2, -0.5), (0.05, 0.1)), (0.2, 0.3, 0.26, 0.2)),
)
"""Collateral and cruciate ligaments: a line through points, and its width at each."""
