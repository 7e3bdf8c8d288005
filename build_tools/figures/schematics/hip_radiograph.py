"""A front view of the hip as a radiograph shows it: dense bone bright, with its trabeculae."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.anatomy import hip as anatomy
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import group, shape
from build_tools.figures.schematics.curves import Point
from build_tools.figures.schematics.panel import Panel
from build_tools.figures.schematics.tones import RADIOGRAPH as FILM


@dataclass(frozen=True, slots=True)
class HipRadiograph(Panel):
    """One hip; ``density`` is 1 for healthy bone and less where head and neck are washed out."""

    hip: Hip
    density: float = 1.0

    def draw(self, in_femur: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the bone are cut off at the femur's outline."""
        self.put(
            shape(self.box.data, FILM.soft_tissue),
            *self._pelvis(),
            *self._femur(in_femur),
            # The edges of the socket before and behind the head.
            self._beam(_FRONT_EDGE, 0.022, FILM.cortex, opacity=0.3, filter=self.haze(0.008)),
            self._beam(_BACK_EDGE, 0.026, FILM.cortex, opacity=0.4, filter=self.haze(0.008)),
        )

    def _beam(self, points: Sequence[Point], width: float, color: str, **attributes: str | float) -> str:
        """A line whose width grows with the picture, as bone does and a drawn line does not."""
        return self.stroke(points, color, width * self.camera.scale, **attributes)

    def _pelvis(self) -> list[str]:
        outer, inner = anatomy.pelvis(self.hip)
        lower = [*anatomy.ISCHIUM_IN_FRONT_VIEW, anatomy.ISCHIUM_IN_FRONT_VIEW[0]]
        dense = [(x * 1.045, y * 1.045) for x, y in (self.hip.roof(angle) for angle in range(-120, -44, 8))]
        return [
            self.area(anatomy.ISCHIUM_IN_FRONT_VIEW, FILM.bone, opacity=0.75),
            self._beam(lower, 0.035, FILM.cortex, opacity=0.5, filter=self.haze(0.012)),
            self.area(outer, FILM.cortex, opacity=0.85),
            self.soft(inner, FILM.bone, 0.03),
            self._beam(dense, 0.11, FILM.cortex, filter=self.haze(0.015)),
        ]

    def _femur(self, changes: Sequence[str]) -> list[str]:
        outer, inner = self.hip.femur()
        washed_out = round((1 - self.density) * 0.8, 2)
        inside = [
            self.soft(inner, FILM.bone, 0.035),
            self.soft(_CANAL, FILM.canal, 0.2, 0.8),
            group(*self._trabeculae(), filter=self.haze(0.006)),
            *([self.soft(_HEAD_AND_NECK, FILM.soft_tissue, 0.25, washed_out)] if washed_out else []),
            *changes,
        ]
        return [
            self.area(outer, FILM.cortex),
            group(*inside, clip_path=self.canvas.clip(self.curve(outer))),
        ]

    def _trabeculae(self) -> list[str]:
        systems = ((anatomy.compressive(), 0.5), (anatomy.tensile(), 0.3), (anatomy.trochanteric(), 0.2))
        return [
            self._beam(beam, 0.022, FILM.trabecula, opacity=round(strength * self.density, 2))
            for system, strength in systems
            for beam in system
        ]


_CANAL: tuple[Point, ...] = (
    *((-2.1, 2.6), (-1.75, 2.3), (-1.4, 2.7), (-1.38, 4.0), (-1.4, 11.0), (-2.1, 11.0)),
    (-2.12, 4.0),
)
_FRONT_EDGE: tuple[Point, ...] = ((-0.6, -0.95), (-0.1, -0.6), (0.35, -0.1), (0.6, 0.4), (0.78, 0.95))
_BACK_EDGE: tuple[Point, ...] = ((-0.7, -1.0), (-0.64, -0.5), (-0.45, 0.1), (-0.05, 0.7), (0.45, 1.1), (0.88, 1.3))
_HEAD_AND_NECK: tuple[Point, ...] = (
    *((-0.6, -1.2), (0.4, -1.3), (1.2, -0.6), (1.2, 0.5), (0.5, 1.2), (-0.3, 1.3), (-0.9, 1.8)),
    *((-1.6, 1.5), (-1.9, 0.8), (-1.5, 0.1), (-1.1, -0.6)),
)
