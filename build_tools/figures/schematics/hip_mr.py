"""A coronal MR image of the hip, layer by layer, in the grays of one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.anatomy import hip as anatomy
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import shape
from build_tools.figures.schematics.curves import Point, arc, polygon, shrunk, tapered
from build_tools.figures.schematics.panel import MrPanel


@dataclass(frozen=True, slots=True)
class HipMr(MrPanel):
    """One hip in one sequence."""

    hip: Hip

    def draw(self, in_femur: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the marrow are cut off at the femur's inner outline."""
        self.put(
            *self._soft_tissue(),
            *self._joint(),
            *self.bone(*self.hip.femur(), in_femur),
            *self.bone(*anatomy.pelvis(self.hip)),
            self.area(anatomy.labrum(self.hip), self.tone.cortex),
        )

    def _soft_tissue(self) -> list[str]:
        """Muscles with the fat between them, and the fat under the skin."""
        tone = self.tone
        planes = [self.soft(tapered(points, width), tone.fat, 0.03, 0.75) for points, width in _FAT_PLANES]
        return [
            shape(self.box.data, tone.muscle),
            *planes,
            self.soft(_UNDER_SKIN, tone.fat, 0.04),
            self.stroke(_SKIN, tone.cortex, 1),
            *self.bone(anatomy.ISCHIUM, shrunk(anatomy.ISCHIUM, 0.16)),
        ]

    def _joint(self) -> list[str]:
        tone, hip = self.tone, self.hip
        head, roof, film = anatomy.cartilage(hip)
        above, below = anatomy.recesses(hip)
        lines = anatomy.capsule(hip)
        return [
            self.soft([*arc(-30, 50, 1.3), *arc(50, -30, 0.98)], tone.fat, 0.03),
            *(self.area(room, tone.fluid) for room in (above, below)),
            *(self.stroke(one, tone.cortex, 2) for one in lines),
            shape(polygon(self.camera.all(head)), tone.cartilage),
            shape(polygon(self.camera.all(roof)), tone.cartilage),
            self.stroke(film, tone.fluid, 1.1),
        ]


_FAT_PLANES: tuple[tuple[tuple[Point, ...], float], ...] = (
    (((-2.35, -5.0), (-2.3, -3.4), (-2.2, -2.2), (-2.25, -1.1), (-2.3, -0.3)), 0.06),
    (((-1.3, -5.0), (-1.15, -3.4), (-1.12, -2.4), (-1.36, -1.5), (-1.7, -0.7), (-1.95, -0.2)), 0.05),
    (((-0.6, -1.9), (-0.8, -1.5), (-1.1, -1.0), (-1.42, -0.4), (-1.7, 0.25)), 0.09),
    (((-2.9, 0.7), (-2.92, 1.6), (-2.76, 2.6), (-2.74, 4.0), (-2.74, 8.0)), 0.07),
    (((-0.7, 2.0), (-0.3, 1.86), (0.2, 1.74), (0.7, 1.72), (1.1, 1.6), (1.5, 1.45)), 0.10),
    (((-0.8, 2.5), (-0.3, 2.62), (0.2, 2.9), (0.6, 3.5), (0.75, 4.6), (0.8, 8.0)), 0.09),
    (((-0.95, 2.75), (-0.7, 3.4), (-0.55, 4.4), (-0.5, 8.0)), 0.06),
    (((1.7, 3.0), (1.6, 3.7), (1.65, 5.0), (1.7, 8.0)), 0.08),
    (((1.3, -5.0), (1.4, -3.2), (1.55, -2.2), (1.8, -1.2), (1.98, -0.2), (1.95, 0.9), (1.86, 1.9)), 0.08),
    (((2.6, -5.0), (2.7, -2.0), (2.85, 0.0), (2.8, 3.0)), 0.3),
)
"""Fat between the muscles about the hip: a line through its points, and its width."""

_SKIN: tuple[Point, ...] = ((-3.75, -5.0), (-3.9, -2.0), (-4.05, 0.0), (-4.0, 2.0), (-3.8, 5.0))
_UNDER_SKIN: tuple[Point, ...] = (
    *((-3.75, -5.0), (-3.9, -2.0), (-4.05, 0.0), (-4.0, 2.0), (-3.8, 5.0)),
    *((-3.2, 5.0), (-3.25, 2.0), (-3.3, 0.6), (-3.05, -0.8), (-2.9, -2.4), (-3.0, -5.0)),
)
