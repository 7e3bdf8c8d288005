"""Schematics of MR images of the hip: what differs from one to the next."""

from __future__ import annotations

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import Camera, Canvas
from build_tools.figures.schematics.hip_mr import Box, HipMr

LEFT = Box(4, 4, 194, 366)
RIGHT = Box(202, 4, 194, 366)
PAIR = ((LEFT, tones.T1), (RIGHT, tones.T2_FS))

RED_MARROW = (
    (-1.75, 0.72),
    (-1.3, 0.86),
    (-1.05, 1.3),
    (-1.12, 1.9),
    (-1.4, 2.5),
    (-1.72, 3.0),
    (-2.02, 2.5),
    (-1.9, 1.9),
    (-2.1, 1.3),
)


def _hip(canvas: Canvas, box: Box, tone: tones.Tone, hip: Hip) -> HipMr:
    return HipMr(canvas, box, Camera(box.x + 121, box.y + 132, 40), tone, hip)


def normal_hip(canvas: Canvas) -> None:
    """Both sequences of a normal hip with a patch of red marrow in the metaphysis."""
    for box, tone in PAIR:
        image = _hip(canvas, box, tone, Hip())
        image.draw(in_femur=[image.soft(RED_MARROW, tone.red_marrow, 0.16)])
        canvas.label(tone.name, box.x + 8, box.y + 22)
    canvas.label("fatty marrow", 192, 246, [(152, 230), (132, 152)], "end")
    canvas.label("red marrow", 192, 300, [(122, 284), (68, 220)], "end")
    canvas.label("suppressed", 390, 246, [(350, 230), (330, 152)], "end")
    canvas.arrow((330, 268), (277, 232))


DRAWINGS = {"normal-hip-t1-t2": normal_hip}
