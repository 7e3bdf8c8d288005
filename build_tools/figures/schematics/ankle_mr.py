"""A sagittal MR image of ankle and foot, layer by layer, in the grays of one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.anatomy import ankle as anatomy
from build_tools.figures.schematics.canvas import shape
from build_tools.figures.schematics.curves import Point, inside
from build_tools.figures.schematics.panel import MrPanel


@dataclass(frozen=True, slots=True)
class AnkleMr(MrPanel):
    """One foot in one sequence."""

    def draw(self, in_talus: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the marrow are cut off at the inner outline of the talus."""
        tone = self.tone
        achilles, widths = anatomy.ACHILLES
        self.put(
            shape(self.box.data, tones.PANEL),
            self.area(anatomy.SKIN, tone.fat),
            self.soft(_UNDER_FASCIA, tone.muscle, 0.12),
            *(self.soft(points, tone.fat, 0.15) for points in _FAT_PADS),
            self.band(achilles, widths, tone.cortex),
            *(self.band(points, width, tone.cortex) for points, width in _TENDONS),
            *(self.area(points, tone.cartilage) for points in _CARTILAGE),
            *(self.stroke(points, tone.fluid, 1.3) for points in _FILMS),
            *self._bone(anatomy.TIBIA, [0.3] * 4 + [0.1] * 11 + [0.3] * 4),
            *self._bone(anatomy.CALCANEUS, 0.09),
            *(layer for points in anatomy.SMALL_BONES for layer in self._bone(points, 0.08)),
            *self._bone(anatomy.TALUS, 0.09, in_talus),
        )

    def _bone(self, points: Sequence[Point], depth: Sequence[float] | float, changes: Sequence[str] = ()) -> list[str]:
        return self.bone(points, inside(points, depth), changes)


_UNDER_FASCIA: tuple[Point, ...] = (
    *((-2.35, -12.0), (-2.3, -5.0), (-2.35, -2.4), (-2.9, -0.75), (-4.4, -0.1), (-6.4, 0.65), (-10.0, 1.6)),
    *((-10.0, 4.6), (-6.8, 4.55), (-4.0, 4.4), (-1.0, 4.5), (1.5, 4.8), (3.0, 4.9), (4.4, 4.7), (4.9, 3.6)),
    *((4.6, 1.6), (4.1, -1.0), (3.7, -4.0), (3.6, -12.0)),
)
"""Muscles, tendons and joints: what is neither bone nor fat."""
_FAT_PADS: tuple[tuple[Point, ...], ...] = (
    ((2.75, -4.6), (3.1, -2.2), (3.7, 0.4), (4.1, 1.5), (3.4, 1.6), (2.9, 0.9), (2.7, -0.4), (2.55, -2.2)),
    ((-2.15, 1.85), (-1.7, 1.98), (-1.5, 2.2), (-1.75, 2.2), (-2.2, 2.05)),
    ((-2.2, -0.5), (-2.0, -0.1), (-2.6, -0.1), (-3.4, 0.0), (-2.9, -0.5)),
)
"""The fat before the Achilles tendon, in the tarsal sinus, and above the neck of the talus."""
_TENDONS: tuple[tuple[tuple[Point, ...], float], ...] = (
    (((-2.0, -12.0), (-1.95, -4.0), (-2.1, -1.8), (-3.1, -0.5), (-4.6, 0.1), (-6.4, 0.85), (-10.0, 1.75)), 0.16),
    (((3.4, 4.75), (0.5, 4.45), (-3.0, 4.35), (-6.5, 4.5), (-10.0, 4.75)), 0.14),
)
_CARTILAGE: tuple[tuple[Point, ...], ...] = (
    (
        *((1.66, -0.18), (1.1, -0.78), (0.4, -1.08), (-0.4, -1.06), (-1.1, -0.68), (-1.5, -0.15), (-1.62, -0.48)),
        *((-1.2, -1.0), (-0.5, -1.4), (0.4, -1.44), (1.22, -1.12), (1.8, -0.5)),
    ),
    (
        *((-0.75, 2.1), (-0.3, 1.82), (0.3, 1.62), (0.95, 1.64), (1.5, 1.82), (1.5, 2.18), (1.0, 1.98)),
        *((0.4, 1.94), (-0.2, 2.14), (-0.7, 2.45)),
    ),
    ((-3.5, 0.42), (-3.86, 0.95), (-3.9, 1.5), (-3.7, 1.9), (-4.1, 2.05), (-4.12, 1.55), (-4.12, 1.0), (-4.1, 0.5)),
)
_FILMS: tuple[tuple[Point, ...], ...] = (
    ((-1.5, -0.4), (-1.14, -0.86), (-0.45, -1.24), (0.4, -1.27), (1.16, -0.95), (1.74, -0.34)),
    ((-0.6, 2.22), (-0.2, 1.98), (0.35, 1.78), (0.98, 1.8), (1.5, 2.0)),
)
