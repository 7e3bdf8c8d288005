"""Schematics of radiographs of the hip."""

from __future__ import annotations

from collections.abc import Callable

from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import Camera, Canvas, arrow
from build_tools.figures.schematics.curves import Point
from build_tools.figures.schematics.hip_radiograph import HipRadiograph
from build_tools.figures.schematics.panel import WHOLE, Box
from build_tools.figures.schematics.tones import RADIOGRAPH


def _crescent(hip: Hip, start: float, end: float, depth: float, thickness: float) -> list[Point]:
    """A sickle below the surface: sharp at both ends, thickest in the middle."""
    steps = 12
    upper, lower = [], []
    for step in range(steps + 1):
        share = step / steps
        angle = start + (end - start) * share
        swell = (4 * share * (1 - share)) ** 0.7
        upper.append(hip.surface(angle, depth))
        lower.append(hip.surface(angle, depth + thickness * swell))
    return upper + lower[::-1]


def crescent(canvas: Canvas) -> None:
    """A dark sickle under a surface that is still round."""
    hip = Hip()
    image = HipRadiograph(canvas, WHOLE, Camera(258, 146, 82), hip)
    image.draw(in_femur=[_sickle(image)])
    canvas.tag(RADIOGRAPH.name, 12, 26)
    canvas.sign("dark crescent", 14, 112, (126, 104), (210, 87))
    canvas.label("joint space even", 388, 322, [(352, 304), (350, 168)], "end")
    canvas.label("surface still round", 14, 62, [(160, 58), (236, 66)])


def _sickle(image: HipRadiograph, thickness: float = 0.1) -> str:
    sickle = _crescent(image.hip, -128, -58, 0.075, thickness)
    return image.soft(sickle, RADIOGRAPH.lucent, 0.01)


def collapse_stages(canvas: Canvas) -> None:
    """Four heads: round, with a crescent, flattened, and with a narrowed joint."""
    sunk = Hip(flattening=0.2, flat_at=-100)
    stages = (
        (Hip(), "round"),
        (Hip(), "crescent"),
        (sunk, "flattened"),
        (
            Hip(flattening=0.3, flat_at=-96, roof_follows=1.0, joint_space=0.055),
            "joint narrowed",
        ),
    )
    for index, (hip, name) in enumerate(stages):
        box = Box(4 + 198 * (index % 2), 4 + 184 * (index // 2), 194, 180)
        image = HipRadiograph(canvas, box, Camera(box.x + 112, box.y + 92, 58), hip)
        image.draw(in_femur=[_sickle(image)] if index == 1 else [])
        canvas.tag("abcd"[index], box.x + 8, box.y + 22)
        canvas.label(name, box.x + 26, box.y + 22)


def radiograph_lag(canvas: Canvas) -> None:
    """The same hip at the onset and weeks later: washed out, the joint space kept."""
    for box, density in ((Box(4, 34, 194, 336), 1.0), (Box(202, 34, 194, 336), 0.4)):
        image = HipRadiograph(canvas, box, Camera(box.x + 121, box.y + 112, 40), Hip(), density)
        image.draw()
    canvas.tag("at first", 101, 23, "middle")
    canvas.tag("weeks later", 299, 23, "middle")
    canvas.add(arrow((146, 18), (240, 18), "#c9ced3"))
    canvas.label("normal", 192, 250, [(162, 234), (134, 158)], "end")
    canvas.sign("washed out", 390, 250, (350, 234), (326, 168), "end")
    canvas.label("joint space kept", 390, 88, [(364, 94), (348, 113)], "end")


DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    "crescent": crescent,
    "collapse-stages": collapse_stages,
    "radiograph-lag": radiograph_lag,
}
