"""Schematics of MR images of the hip: what differs from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.anatomy.hip import Hip
from build_tools.figures.schematics.canvas import Camera, Canvas, shape
from build_tools.figures.schematics.curves import Point, arc, beside, polar
from build_tools.figures.schematics.hip_mr import HipMr
from build_tools.figures.schematics.panel import LEFT, RIGHT, WHOLE, Box, Disc
from build_tools.figures.schematics.tones import Tone

PAIR = ((LEFT, tones.T1), (RIGHT, tones.T2_FS))


RED_MARROW: tuple[Point, ...] = (
    *((-1.75, 0.72), (-1.3, 0.86), (-1.05, 1.3), (-1.12, 1.9), (-1.4, 2.5), (-1.72, 3.0)),
    *((-2.02, 2.5), (-1.9, 1.9), (-2.1, 1.3)),
)
DIFFUSE: tuple[Point, ...] = (
    *((-0.2, -1.2), (0.5, -1.15), (1.1, -0.6), (1.15, 0.2), (0.8, 0.9), (0.0, 1.2), (-0.5, 1.4)),
    *((-0.85, 1.95), (-1.3, 2.1), (-1.75, 1.6), (-1.9, 0.95), (-1.7, 0.3), (-1.2, -0.1), (-0.9, -0.75)),
)
"""Edema of head and neck that fades out between the trochanters."""
BAND: tuple[Point, ...] = (
    *((-0.93, -0.36), (-0.80, -0.29), (-0.70, -0.13), (-0.55, -0.10), (-0.43, 0.05), (-0.25, 0.11), (-0.11, 0.0)),
    *((0.05, -0.05), (0.17, 0.06), (0.33, 0.03), (0.42, -0.13), (0.56, -0.19), (0.64, -0.36), (0.78, -0.43)),
    *((0.92, -0.44),),
)
"""The band of osteonecrosis: from surface to surface, winding, open towards the joint."""
BAND_WIDTHS = (0.05, 0.065, 0.08, 0.062, 0.075, 0.09, 0.07, 0.06, 0.078, 0.085, 0.065, 0.06, 0.075, 0.062, 0.05)
SEGMENT: tuple[Point, ...] = (*BAND, *arc(-24, -158, 1.05, steps=12))
"""What the band bounds."""
LINE = (
    ((-134, 0.895), (-128, 0.85), (-121, 0.815), (-114, 0.82), (-107, 0.80), (-100, 0.80), (-94, 0.785)),
    ((-91, 0.825), (-85, 0.82), (-78, 0.835), (-71, 0.82), (-64, 0.825), (-57, 0.84), (-49, 0.89)),
)
"""The line of an insufficiency fracture in pieces, along the surface: angle and radius of each point."""


def _hip(canvas: Canvas, box: Box, tone: Tone, hip: Hip) -> HipMr:
    """A whole hip in a panel that is half as wide as the drawing."""
    return HipMr(canvas, box, Camera(box.x + 121, box.y + 132, 40), tone, hip)


def _head(canvas: Canvas, box: Box, tone: Tone, hip: Hip, scale: float = 68) -> HipMr:
    """Head, neck and roof, closer, in a panel that is half as wide as the drawing."""
    return HipMr(canvas, box, Camera(box.x + 110, box.y + 150, scale), tone, hip)


def _large(canvas: Canvas, tone: Tone, hip: Hip) -> HipMr:
    """One hip over the whole drawing."""
    return HipMr(canvas, WHOLE, Camera(258, 146, 82), tone, hip)


def normal_hip(canvas: Canvas) -> None:
    """Both sequences of a normal hip with a patch of red marrow in the metaphysis."""
    for box, tone in PAIR:
        image = _hip(canvas, box, tone, Hip())
        image.draw(in_femur=[image.soft(RED_MARROW, tone.red_marrow, 0.16)])
        canvas.tag(tone.name, box.x + 8, box.y + 22)
    canvas.label("fatty marrow", 12, 60, [(72, 66), (116, 124)])
    canvas.sign("red marrow", 192, 312, (132, 294), (68, 216), "end")
    canvas.label("fat is dark", 210, 60, [(262, 66), (314, 124)])
    canvas.sign("red marrow", 390, 312, (330, 294), (266, 216), "end")


def toh_diffuse(canvas: Canvas) -> None:
    """Both sequences of a hip with edema of head and neck, a thin spared rim, and an effusion; no line."""
    for box, tone in PAIR:
        image = _hip(canvas, box, tone, Hip(effusion=1.0))
        image.draw(in_femur=[*_diffuse(image), image.soft(_rim(0.955, 0.88), tone.fat, 0.022, 0.8)])
        canvas.tag(tone.name, box.x + 8, box.y + 22)
    canvas.sign("dark", 192, 262, (158, 244), (104, 160), "end")
    canvas.label("no line", 12, 70, [(66, 68), (112, 106)])
    canvas.sign("bright", 390, 262, (356, 244), (302, 160), "end")
    canvas.label("thin rim", 390, 62, [(352, 66), (326, 101)], "end")
    canvas.label("effusion", 210, 88, [(246, 94), (272, 118)])


def _diffuse(image: HipMr) -> list[str]:
    """Edema of head and neck in two layers, so that it fades out without an edge."""
    wider = [(x * 1.12 - 0.1, y * 1.15 + 0.12) for x, y in DIFFUSE]
    return [image.soft(wider, image.tone.edema, 0.3, 0.45), image.soft(DIFFUSE, image.tone.edema, 0.2)]


def _rim(outer: float, inner: float) -> list[Point]:
    return [*arc(-155, -15, outer, steps=12), *arc(-15, -155, inner, steps=12)]


def osteonecrosis_band(canvas: Canvas) -> None:
    """T1: a winding dark band bounds a segment that has kept the signal of fat."""
    tone = tones.T1
    image = _large(canvas, tone, Hip())
    image.draw(in_femur=_band(image))
    canvas.tag(tone.name, 12, 26)
    canvas.sign("winding dark band,", 196, 322, (272, 302), (280, 158))
    canvas.label("concave to the joint", 196, 344, color=tones.ACCENT)
    canvas.label("signal of fat", 14, 92, [(118, 88), (238, 112)])


def _band(image: HipMr) -> list[str]:
    """The band and, on its side towards the joint, the segment that has kept the signal of fat."""
    return [image.area(SEGMENT, image.tone.fat), image.band(BAND, BAND_WIDTHS, image.tone.cortex)]


def double_line(canvas: Canvas) -> None:
    """T2: the band as two lines, the inner one bright; a piece of it magnified."""
    tone = tones.T2
    image = _large(canvas, tone, Hip())
    image.draw(in_femur=_two_lines(image))
    _magnified(canvas, image)
    canvas.tag(tone.name, 12, 26)
    canvas.label("necrotic segment", 14, 92, [(164, 88), (240, 108)])
    canvas.sign("inner: bright", 236, 262, (200, 268), (278, 290), "end")
    canvas.sign("outer: dark", 236, 352, (200, 332), (276, 316), "end", tones.SECOND)


def _two_lines(image: HipMr) -> list[str]:
    inner = beside(BAND, -0.06)
    return [
        image.band(BAND, BAND_WIDTHS, image.tone.cortex),
        image.band(inner, [width * 0.8 for width in BAND_WIDTHS], image.tone.fluid),
    ]


def _magnified(canvas: Canvas, image: HipMr) -> None:
    """A round inset with a piece of the band, and the ring around where it comes from."""
    middle, times = (-0.02, 0.0), 3.0
    inset = Disc(322, 300, 62)
    scale = image.camera.scale * times
    closer = replace(image, box=inset, camera=Camera(inset.x - middle[0] * scale, inset.y - middle[1] * scale, scale))
    closer.put(shape(inset.data, image.tone.fat), *_two_lines(closer))
    x, y = image.camera(middle)
    canvas.add(inset.rim(of=Disc(x, y, inset.radius / times)))


def band_with_edema(canvas: Canvas) -> None:
    """Both sequences of a head with a band and edema beyond it."""
    for box, tone in PAIR:
        image = _head(canvas, box, tone, Hip(effusion=0.8))
        image.draw(in_femur=[*_diffuse(image), *_band(image)])
        canvas.tag(tone.name, box.x + 8, box.y + 22)
    canvas.label("fat inside", 12, 66, [(64, 72), (104, 126)])
    canvas.sign("band", 192, 322, (166, 304), (136, 166), "end")
    canvas.sign("edema beyond", 390, 322, (340, 304), (306, 186), "end")


def _line(image: HipMr) -> list[str]:
    """The broken line, each piece running out at both ends."""
    pieces = ([polar(angle, radius) for angle, radius in piece] for piece in LINE)
    return [image.band(one, [0.04, *[0.075] * (len(one) - 2), 0.04], image.tone.cortex) for one in pieces]


def shape_key(canvas: Canvas) -> None:
    """Three heads in both sequences: no line, a line along the surface, a band open towards the joint."""
    for row, tone in enumerate((tones.T1, tones.T2_FS)):
        for column in range(3):
            box = Box(4 + 132 * column, 4 + 170 * row, 128, 166)
            image = HipMr(canvas, box, Camera(box.x + 62, box.y + 84, 48), tone, Hip(effusion=0.6))
            edema = _diffuse(image)
            changes = (edema, [*edema, *_line(image)], [*edema, *_band(image)])
            image.draw(in_femur=changes[column])
        canvas.tag(tone.name, 12, 24 + 170 * row)
    for column, name in enumerate(("TOH: no line", "SIFH: line", "ONFH: band")):
        canvas.label(name, 68 + 132 * column, 361, anchor="middle", color=tones.ACCENT)


def fracture_line(canvas: Canvas) -> None:
    """Both sequences of a head with a short broken line under the surface, in edema."""
    for box, tone in PAIR:
        image = _head(canvas, box, tone, Hip(effusion=0.8))
        image.draw(in_femur=[*_diffuse(image), *_line(image)])
        canvas.tag(tone.name, box.x + 8, box.y + 22)
    canvas.sign("dark line", 12, 66, (48, 72), (80, 107))
    canvas.sign("dark line", 210, 66, (246, 72), (278, 107))
    canvas.label("edema around", 192, 322, [(140, 304), (112, 196)], "end")
    canvas.label("edema around", 390, 322, [(338, 304), (310, 196)], "end")


DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    "normal-hip-t1-t2": normal_hip,
    "toh-diffuse": toh_diffuse,
    "osteonecrosis-band": osteonecrosis_band,
    "double-line": double_line,
    "band-with-edema": band_with_edema,
    "subchondral-line": fracture_line,
    "shape-key": shape_key,
}
