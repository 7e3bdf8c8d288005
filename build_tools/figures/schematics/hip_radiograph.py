"""A front view of the hip as a radiograph shows it: dense bone bright, with its trabeculae."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.anatomy import hip as anatomy
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import Camera, Canvas, group, line, shape
from build_tools.figures.schematics.curves import Point, path
from build_tools.figures.schematics.panel import Box
from build_tools.figures.schematics.tones import RADIOGRAPH, Film


@dataclass(frozen=True, slots=True)
class HipRadiograph:
    """One hip; ``density`` is 1 for healthy bone and less where head and neck are washed out."""

    canvas: Canvas
    box: Box
    camera: Camera
    hip: Hip
    density: float = 1.0
    film: Film = RADIOGRAPH

    def curve(self, points: Sequence[Point], closed: bool = True) -> str:
        """A smooth curve through points as path data of the drawing."""
        return path(self.camera.all(points), closed)

    def haze(self, edge: float) -> str:
        """The filter for a soft edge, in radii of the head."""
        return self.canvas.blur(round(edge * self.camera.scale, 1))

    def draw(self, in_femur: Sequence[str] = (), on_top: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the bone are cut off at the femur's outline."""
        film, scale, soft = self.film, self.camera.scale, self.haze(0.008)
        layers = [
            shape(self.box.data, film.soft_tissue),
            *self._pelvis(),
            *self._femur(in_femur),
            # The edges of the socket before and behind the head.
            line(self.curve(_FRONT_EDGE, closed=False), film.cortex, 0.022 * scale, opacity=0.3, filter=soft),
            line(self.curve(_BACK_EDGE, closed=False), film.cortex, 0.026 * scale, opacity=0.4, filter=soft),
            *on_top,
        ]
        self.canvas.add(group(*layers, clip_path=self.canvas.clip(self.box.data)))

    def _pelvis(self) -> list[str]:
        film = self.film
        outer, inner = anatomy.pelvis(self.hip)
        sourcil = [self.hip.roof(angle) for angle in range(-120, -44, 8)]
        thick = [(x * 1.045, y * 1.045) for x, y in sourcil]
        lower = self.curve(anatomy.ISCHIUM_IN_FRONT_VIEW)
        return [
            shape(lower, film.bone, opacity=0.75),
            line(lower, film.cortex, 0.035 * self.camera.scale, opacity=0.5, filter=self.haze(0.012)),
            shape(self.curve(outer), film.cortex, opacity=0.85),
            shape(self.curve(inner), film.bone, filter=self.haze(0.03)),
            line(self.curve(thick, closed=False), film.cortex, 0.11 * self.camera.scale, filter=self.haze(0.015)),
        ]

    def _femur(self, inside: Sequence[str]) -> list[str]:
        film, scale = self.film, self.camera.scale
        outer, inner = self.hip.femur()
        kept = self.canvas.clip(self.curve(outer))
        beams = [
            *((beam, 0.5) for beam in anatomy.compressive()),
            *((beam, 0.3) for beam in anatomy.tensile()),
            *((beam, 0.2) for beam in anatomy.trochanteric()),
        ]
        texture = [
            line(
                self.curve(beam, closed=False), film.trabecula, 0.022 * scale, opacity=round(strength * self.density, 2)
            )
            for beam, strength in beams
        ]
        canal = [(-2.1, 2.6), (-1.75, 2.3), (-1.4, 2.7), (-1.38, 4.0), (-1.4, 11.0), (-2.1, 11.0), (-2.12, 4.0)]
        washed = round((1 - self.density) * 0.8, 2)
        haze = shape(self.curve(_WASHED), film.soft_tissue, filter=self.haze(0.25), opacity=washed)
        return [
            shape(self.curve(outer), film.cortex),
            group(
                shape(self.curve(inner), film.bone, filter=self.haze(0.035)),
                shape(self.curve(canal), film.canal, filter=self.haze(0.2), opacity=0.8),
                group(*texture, filter=self.haze(0.006)),
                *([haze] if washed else []),
                *inside,
                clip_path=kept,
            ),
        ]


_FRONT_EDGE: tuple[Point, ...] = ((-0.6, -0.95), (-0.1, -0.6), (0.35, -0.1), (0.6, 0.4), (0.78, 0.95))
_BACK_EDGE: tuple[Point, ...] = ((-0.7, -1.0), (-0.64, -0.5), (-0.45, 0.1), (-0.05, 0.7), (0.45, 1.1), (0.88, 1.3))
_WASHED: tuple[Point, ...] = (
    *((-0.6, -1.2), (0.4, -1.3), (1.2, -0.6), (1.2, 0.5), (0.5, 1.2), (-0.3, 1.3), (-0.9, 1.8)),
    *((-1.6, 1.5), (-1.9, 0.8), (-1.5, 0.1), (-1.1, -0.6)),
)
