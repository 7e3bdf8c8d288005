"""A coronal MR image of the knee, layer by layer, in the grays of one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.anatomy import knee as anatomy
from build_tools.figures.schematics.anatomy.knee import Knee
from build_tools.figures.schematics.canvas import shape
from build_tools.figures.schematics.curves import Point, shrunk, tapered
from build_tools.figures.schematics.panel import MrPanel


@dataclass(frozen=True, slots=True)
class KneeMr(MrPanel):
    """One knee in one sequence."""

    knee: Knee

    def draw(self, in_femur: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the marrow are cut off at the femur's inner outline."""
        tone = self.tone
        self.put(
            shape(self.box.data, tone.muscle),
            *(self.soft(points, tone.fat, 0.12) for points in _UNDER_SKIN),
            *(self.soft(tapered(points, width), tone.fat, 0.08, 0.75) for points, width in _FAT_PLANES),
            self.soft(_NOTCH, tone.fat, 0.1, 0.8),
            *(self.area(points, tone.cartilage) for points in (*anatomy.CARTILAGE, self.knee.medial_cartilage())),
            *(self.stroke(points, tone.fluid, 1.4) for points in _FILMS),
            *(self.area(points, tone.cortex) for points in anatomy.MENISCI),
            *(self.band(points, widths, tone.cortex) for points, widths in anatomy.LIGAMENTS),
            *self.bone(anatomy.FIBULA, shrunk(anatomy.FIBULA, 0.16)),
            *self.bone(*anatomy.tibia()),
            *self.bone(*self.knee.femur(), in_femur),
        )


_UNDER_SKIN: tuple[tuple[Point, ...], ...] = (
    ((-5.0, -12.0), (-4.9, -4.0), (-4.75, 0.0), (-4.95, 4.0), (-5.0, 12.0), (-9.0, 12.0), (-9.0, -12.0)),
    ((5.0, -12.0), (4.9, -4.0), (4.7, 0.0), (4.9, 4.0), (5.0, 12.0), (9.0, 12.0), (9.0, -12.0)),
)
_FAT_PLANES: tuple[tuple[tuple[Point, ...], float], ...] = (
    (((-2.0, -7.5), (-2.6, -5.4), (-3.6, -4.2), (-4.4, -3.2)), 0.35),
    (((2.2, -7.5), (2.9, -5.4), (3.9, -4.2), (4.6, -3.2)), 0.35),
    (((2.6, 7.0), (3.1, 4.8), (3.9, 3.2)), 0.3),
)
_NOTCH: tuple[Point, ...] = (
    (-0.75, -1.4),
    (-0.1, -1.85),
    (0.75, -1.35),
    (0.9, -0.5),
    (0.5, 0.1),
    (-0.5, 0.2),
    (-0.9, -0.5),
)
_FILMS: tuple[tuple[Point, ...], ...] = (
    ((-3.2, 0.34), (-2.4, 0.28), (-1.5, 0.22), (-1.0, 0.08)),
    ((1.0, 0.02), (1.6, 0.3), (2.4, 0.42), (3.1, 0.36)),
)
