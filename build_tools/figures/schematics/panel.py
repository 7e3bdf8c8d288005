"""A panel of a drawing: the piece of anatomy that is seen in it, from where, and how it is put on the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.canvas import Camera, Canvas, circle, group, line, shape
from build_tools.figures.schematics.curves import Point, path, ribbon
from build_tools.figures.schematics.tones import Tone

_NEAR = 20.0
"""How far a soft edge or a thick line may reach, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a panel in the drawing."""

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

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Its left, upper, right and lower edge."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Disc:
    """A round panel: something magnified beside the drawing that it belongs to."""

    x: float
    y: float
    radius: float

    @property
    def data(self) -> str:
        """Its outline as path data."""
        return circle(self.x, self.y, self.radius)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Its left, upper, right and lower edge."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def rim(self, *, of: Disc | None = None) -> str:
        """Its white rim; with ``of``, also the ring around what is magnified, and the line between the two."""
        rim = line(self.data, tones.INK, 2)
        if of is None:
            return rim
        dx, dy = self.x - of.x, self.y - of.y
        length = (dx * dx + dy * dy) ** 0.5
        start = (of.x + dx / length * of.radius, of.y + dy / length * of.radius)
        end = (self.x - dx / length * self.radius, self.y - dy / length * self.radius)
        return line(of.data, tones.INK, 1.4) + line(path([start, end]), tones.INK, 1.4) + rim


WHOLE = Box(4, 4, 392, 366)
LEFT = Box(4, 4, 194, 366)
RIGHT = Box(202, 4, 194, 366)


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel. Points are those of the anatomy, and so are lengths, unless they are said to be the drawing's."""

    canvas: Canvas
    box: Box | Disc
    camera: Camera

    def curve(self, points: Sequence[Point], closed: bool = True) -> str:
        """A smooth curve through points as path data of the drawing."""
        return path(self.camera.all(points), closed)

    def area(self, points: Sequence[Point], fill: str, **attributes: str | float) -> str:
        """An area with a sharp edge; nothing, where it lies outside of the panel."""
        return shape(self.curve(points), fill, **attributes) if self.sees(points) else ""

    def sees(self, points: Sequence[Point]) -> bool:
        """Whether an outline comes near the panel."""
        placed = self.camera.all(points)
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        left, top, right, bottom = self.box.bounds
        return min(xs) < right + _NEAR and max(xs) > left - _NEAR and min(ys) < bottom + _NEAR and max(ys) > top - _NEAR

    def soft(self, points: Sequence[Point], fill: str, edge: float, opacity: float = 1.0) -> str:
        """An area with a soft edge; the width of the edge is in units of the anatomy."""
        return self.area(points, fill, opacity=opacity, filter=self.haze(edge))

    def haze(self, edge: float) -> str:
        """The filter for a soft edge, in units of the anatomy."""
        return self.canvas.blur(round(edge * self.camera.scale, 1))

    def stroke(self, points: Sequence[Point], color: str, thickness: float, **attributes: str | float) -> str:
        """A line through points; its thickness is in units of the drawing."""
        return line(self.curve(points, closed=False), color, thickness, **attributes) if self.sees(points) else ""

    def band(self, points: Sequence[Point], widths: Sequence[float] | float, color: str) -> str:
        """A line that is as wide at each point as given, in units of the anatomy."""
        each = [widths] * len(points) if isinstance(widths, int | float) else widths
        return self.area(ribbon(points, each), color)

    def put(self, *layers: str) -> None:
        """Put layers on the canvas, cut off at the edge of the panel."""
        self.canvas.add(group(*layers, clip_path=self.canvas.clip(self.box.data)))


@dataclass(frozen=True, slots=True)
class MrPanel(Panel):
    """A panel in the grays of one MR sequence."""

    tone: Tone

    def bone(self, outer: Sequence[Point], inner: Sequence[Point], inside: Sequence[str] = ()) -> list[str]:
        """Cortex and fatty marrow; what lies inside is cut off where the marrow ends."""
        if not self.sees(outer):
            return []
        marrow = self.curve(inner)
        layers = [self.area(outer, self.tone.cortex), shape(marrow, self.tone.fat)]
        return [*layers, group(*inside, clip_path=self.canvas.clip(marrow))] if inside else layers
