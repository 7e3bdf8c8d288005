"""A coronal MR image of the hip, layer by layer, in the grays of one sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics.anatomy import hip as anatomy
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import Camera, Canvas, group, line, shape, smooth
from build_tools.figures.schematics.curves import Point, arc, polar, polygon
from build_tools.figures.schematics.tones import Tone


@dataclass(frozen=True, slots=True)
class Box:
    """A panel of a drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def data(self) -> str:
        """Its outline as path data, with round corners."""
        x, y, right, bottom, r = self.x, self.y, self.x + self.width, self.y + self.height, 4
        return (
            f"M{x + r:g} {y:g}H{right - r:g}Q{right:g} {y:g} {right:g} {y + r:g}V{bottom - r:g}"
            f"Q{right:g} {bottom:g} {right - r:g} {bottom:g}H{x + r:g}Q{x:g} {bottom:g} {x:g} {bottom - r:g}"
            f"V{y + r:g}Q{x:g} {y:g} {x + r:g} {y:g}Z"
        )


@dataclass(frozen=True, slots=True)
class HipMr:
    """One panel: what is drawn, from where it is seen, and in which grays."""

    canvas: Canvas
    box: Box
    camera: Camera
    tone: Tone
    hip: Hip

    def curve(self, points: Sequence[Point], closed: bool = True) -> str:
        """Points of the anatomy as a smooth curve of the drawing."""
        return smooth(points, self.camera, closed)

    @property
    def femoral_marrow(self) -> str:
        """The marrow of the femur as path data."""
        return self.curve(self.hip.femur()[1])

    @property
    def pelvic_marrow(self) -> str:
        """The marrow of the pelvis as path data."""
        return self.curve(anatomy.pelvis(self.hip)[1])

    def soft(self, points: Sequence[Point], fill: str, edge: float, opacity: float = 1.0) -> str:
        """An area with a soft edge; the edge is in radii of the head."""
        blur = self.canvas.blur(round(edge * self.camera.scale, 1))
        return shape(self.curve(points), fill, opacity=opacity, filter=blur)

    def stroke(self, points: Sequence[Point], color: str, thickness: float, **attributes: str | float) -> str:
        """A line through points of the anatomy; its thickness is in units of the drawing."""
        return line(self.curve(points, closed=False), color, thickness, **attributes)

    def draw(self, in_femur: Sequence[str] = (), in_pelvis: Sequence[str] = (), on_top: Sequence[str] = ()) -> None:
        """Put the panel on the canvas; changes of the marrow are cut off at the bones' inner outline."""
        tone, canvas = self.tone, self.canvas
        layers = [
            *self._soft_tissue(),
            *self._joint(),
            *self._bone(self.hip.femur(), self._femoral_detail(), in_femur),
            *self._bone(anatomy.pelvis(self.hip), [], in_pelvis),
            shape(self.curve(anatomy.labrum(self.hip)), tone.cortex),
            *on_top,
        ]
        canvas.add(group(*layers, clip_path=canvas.clip(self.box.data)))

    def _bone(
        self, outlines: tuple[list[Point], list[Point]], detail: Sequence[str], inside: Sequence[str]
    ) -> list[str]:
        outer, inner = outlines
        marrow = self.curve(inner)
        kept = self.canvas.clip(marrow)
        return [
            shape(self.curve(outer), self.tone.cortex),
            shape(marrow, self.tone.fat),
            group(*detail, *inside, clip_path=kept),
        ]

    def _femoral_detail(self) -> list[str]:
        """A little red marrow in the shaft and the scar of the growth plate, as adults have them."""
        return [
            self.stroke(anatomy.PHYSEAL_SCAR, self.tone.cortex, 1.2, opacity=0.35),
        ]

    def _soft_tissue(self) -> list[str]:
        """Muscles with the fat between them, and the fat under the skin."""
        tone = self.tone
        planes = [
            self.stroke(points, tone.fat, width * self.camera.scale, opacity=0.8, filter=self._haze(0.035))
            for points, width in _FAT_PLANES
        ]
        return [
            shape(self.box.data, tone.muscle),
            *planes,
            self.soft(_UNDER_SKIN, tone.fat, 0.04),
            self.stroke(_SKIN, tone.cortex, 1),
            shape(self.curve(anatomy.ISCHIUM), tone.cortex),
            self.soft(anatomy.blend(anatomy.ISCHIUM, [(1.36, 2.42)] * len(anatomy.ISCHIUM), 0.16), tone.fat, 0.02),
        ]

    def _haze(self, edge: float) -> str:
        return self.canvas.blur(round(edge * self.camera.scale, 1))

    def _joint(self) -> list[str]:
        tone, hip = self.tone, self.hip
        head, roof, film = anatomy.cartilage(hip)
        above, below = anatomy.recesses(hip)
        lines = anatomy.capsule(hip)
        return [
            self.soft([*arc(-30, 50, 1.3), *arc(50, -30, 0.98)], tone.fat, 0.03),
            *(shape(self.curve(room), tone.fluid) for room in (above, below)),
            *(self.stroke(one, tone.cortex, 2) for one in lines),
            shape(polygon(self.camera.all(head)), tone.cartilage),
            shape(polygon(self.camera.all(roof)), tone.cartilage),
            self.stroke(film, tone.fluid, 1.1),
        ]


_FAT_PLANES: tuple[tuple[tuple[Point, ...], float], ...] = (
    (((-2.5, -4.0), (-2.3, -2.6), (-2.15, -1.5), (-2.2, -0.5), (-2.1, -0.2)), 0.07),
    (((-1.2, -4.0), (-1.1, -2.6), (-1.25, -1.6), (-1.75, -0.6), (-1.9, -0.1)), 0.06),
    (((-0.62, -1.6), (-0.95, -1.1), (-1.3, -0.6), (-1.62, 0.1)), 0.08),
    (((-2.85, 1.0), (-2.9, 2.2), (-2.8, 3.4), (-2.8, 5.0)), 0.06),
    (((-0.72, 2.1), (-0.2, 1.9), (0.4, 1.72), (0.95, 1.66)), 0.10),
    (((-0.8, 2.6), (-0.1, 2.75), (0.5, 3.1), (0.9, 3.7), (1.1, 4.6)), 0.10),
    (((0.0, 5.2), (-0.2, 4.2), (-0.35, 3.5), (-0.5, 2.8)), 0.07),
    (((1.85, -0.6), (1.95, 0.3), (1.88, 1.2), (1.95, 2.2)), 0.10),
    (((1.3, -2.6), (1.55, -1.8), (1.75, -1.0), (1.85, -0.4)), 0.08),
)
"""Fat between the muscles about the hip: a line through its points, and its width."""

_SKIN: tuple[Point, ...] = ((-3.75, -5.0), (-3.9, -2.0), (-4.05, 0.0), (-4.0, 2.0), (-3.8, 5.0))
_UNDER_SKIN: tuple[Point, ...] = (
    *((-3.75, -5.0), (-3.9, -2.0), (-4.05, 0.0), (-4.0, 2.0), (-3.8, 5.0)),
    *((-3.2, 5.0), (-3.25, 2.0), (-3.3, 0.6), (-3.05, -0.8), (-2.9, -2.4), (-3.0, -5.0)),
)


def between_rays(start: float, end: float, near: float, far: float) -> list[Point]:
    """A ring segment about the center of the head."""
    return [*arc(start, end, far), *arc(end, start, near)]


def spot(angle: float, radius: float, wide: float, high: float, turn: float = 0.0) -> list[Point]:
    """An oval area with its middle at an angle and radius of the head."""
    center = polar(angle, radius)
    return [polar(step * 45 + turn, 1.0) for step in range(8)] and [
        (center[0] + wide * polar(step * 45)[0], center[1] + high * polar(step * 45)[1]) for step in range(8)
    ]
