"""Schematics of knee, ankle, leg and bone scan."""

from __future__ import annotations

from collections.abc import Callable

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.anatomy import legs
from build_tools.figures.schematics.anatomy.hip import ISCHIUM, Hip, pelvis
from build_tools.figures.schematics.anatomy.knee import Knee
from build_tools.figures.schematics.ankle_mr import AnkleMr
from build_tools.figures.schematics.canvas import Camera, Canvas, arrow, circle, counter, group, shape
from build_tools.figures.schematics.curves import Point, arc, path
from build_tools.figures.schematics.knee_mr import KneeMr
from build_tools.figures.schematics.panel import LEFT, RIGHT, Box, Disc, Panel

CONDYLE: tuple[Point, ...] = (
    *((1.0, -0.9), (1.5, -0.1), (2.4, 0.2), (3.3, -0.1), (4.0, -0.9), (4.2, -2.1), (3.6, -3.2)),
    *((2.6, -3.5), (1.5, -3.1), (0.9, -2.1)),
)
"""Edema of the medial condyle."""
DARK_ZONE: tuple[Point, ...] = (
    *((1.5, -0.35), (1.95, -0.26), (2.35, -0.22), (2.75, -0.26), (3.1, -0.35), (2.8, -0.68), (2.3, -0.8)),
    (1.8, -0.66),
)
"""The thick dark zone next to the plate of the medial condyle."""
KNEE_LINE: tuple[Point, ...] = (
    *((1.3, -0.92), (1.62, -1.02), (1.95, -0.98), (2.3, -1.12), (2.7, -1.04), (3.05, -1.1), (3.45, -0.96)),
)
KNEE_LINE_WIDTHS = (0.06, 0.12, 0.12, 0.13, 0.12, 0.12, 0.06)
TALAR: tuple[Point, ...] = (
    *((2.2, 1.5), (2.0, 0.4), (1.2, -0.9), (0.2, -1.3), (-0.9, -1.0), (-1.6, 0.0), (-2.5, 0.2), (-2.5, 1.4)),
    *((-1.2, 2.1), (0.5, 1.8)),
)
"""Edema of the body and neck of the talus."""


def knee_condyle(canvas: Canvas) -> None:
    """Two knees: diffuse edema with a spared rim; a line with a thick dark zone and a dent."""
    tone = tones.T2_FS
    for index, knee in enumerate((Knee(), Knee(dent=0.22))):
        box = Box(4, 4 + 184 * index, 392, 180)
        image = KneeMr(canvas, box, Camera(198, box.y + 132, 34), tone, knee)
        surface = knee.medial_surface()
        rim = [*surface, *[(x * 0.99, y - 0.42) for x, y in surface[::-1]]]
        changes = (
            [image.soft(rim, tone.fat, 0.1)],
            [image.soft(DARK_ZONE, tone.cortex, 0.06), image.band(KNEE_LINE, KNEE_LINE_WIDTHS, tone.cortex)],
        )
        image.draw([image.soft(CONDYLE, tone.edema, 0.35), *changes[index]])
        canvas.tag("ab"[index], 14, box.y + 24)
    canvas.tag(tone.name, 34, 28)
    canvas.label("lateral", 52, 176)
    canvas.label("medial", 346, 176, anchor="end")
    canvas.sign("rim kept dark", 388, 46, (360, 54), (300, 118), "end")
    canvas.label("edema", 212, 58, [(214, 54), (264, 76)], "end")
    canvas.sign("dark line", 388, 240, (352, 248), (315, 283), "end")
    canvas.sign("thick dark zone", 388, 340, (330, 322), (284, 300), "end", tones.SECOND)
    canvas.label("dent", 178, 350, [(216, 342), (264, 314)])


def ankle_talus(canvas: Canvas) -> None:
    """Edema of the talus without a fracture."""
    for index, tone in enumerate((tones.T1, tones.T2_FS)):
        box = Box(4, 4 + 184 * index, 392, 180)
        image = AnkleMr(canvas, box, Camera(238, box.y + 60, 25), tone)
        image.draw([image.soft(TALAR, tone.edema, 0.3)])
        canvas.tag(tone.name, 14, box.y + 24)
    canvas.sign("talus: dark", 14, 68, (104, 62), (206, 78))
    canvas.sign("talus: bright", 14, 252, (120, 246), (206, 262))
    canvas.label("tibia", 300, 30, [(298, 26), (262, 24)])
    canvas.label("calcaneus", 196, 166, [(240, 150), (300, 146)])
    canvas.label("navicular", 60, 158, [(94, 144), (118, 102)])


def migration_map(canvas: Canvas) -> None:
    """Both legs from the front: from hip to knee to ankle; and, magnified, from one part of a knee to another."""
    middle, scale = 224.0, 0.95
    right, left = (Camera(middle + sign * legs.MIDLINE * scale, 70, scale, is_mirrored=sign > 0) for sign in (-1, 1))
    layers = [shape(path(side.all(legs.SKIN), closed=True), "#1d2329") for side in (right, left)]
    for side in (right, left):
        layers += [_drawn(side, bone) for bone in (legs.HIP_BONE, legs.FEMUR, legs.FIBULA, legs.TIBIA, legs.FOOT)]
        layers.append(_drawn(side, legs.FORAMEN, "#1d2329"))
    layers.append(_drawn(right, legs.SACRUM))
    glow = canvas.blur(5)
    for side, strength, places in ((right, 1.0, _PLACES), (left, 0.55, (_PLACES[0], _PLACES[2]))):
        for place, radius in places:
            x, y = side(place)
            layers.append(shape(circle(x, y, radius), tones.T2_FS.edema, filter=glow, opacity=strength))
    canvas.add(group(*layers, clip_path=canvas.clip(Box(4, 4, 392, 366).data)))
    for index, y in enumerate((82, 190, 326)):
        canvas.add(counter(str(index + 1), 143, y))
    canvas.add(arrow((143, 97), (143, 175)), arrow((143, 205), (143, 311)))
    canvas.add(arrow((303, 82), (303, 326), tones.SECOND, is_dashed=True))
    _shifting_knee(canvas, right(legs.KNEE))
    canvas.label("usual course:", 10, 28, color=tones.ACCENT)
    canvas.label("hip to ankle", 10, 48, color=tones.ACCENT)
    canvas.label("inside", 10, 320)
    canvas.label("one knee", 10, 340)
    canvas.label("two sides,", 314, 196, color=tones.SECOND)
    canvas.label("one case", 314, 216, color=tones.SECOND)


_PLACES: tuple[tuple[Point, float], ...] = (((-3, 2), 14), ((3, 138), 15), ((3, 275), 12))
"""Where edema glows: hip, knee, ankle, with the radius of the glow."""


def _drawn(side: Camera, outline: tuple[Point, ...], fill: str = "#3b434b") -> str:
    return shape(path(side.all(outline), closed=True), fill, stroke="#9aa4ad", stroke_width=1.3)


def _shifting_knee(canvas: Canvas, at: Point) -> None:
    """A round inset: edema fades in the medial condyle and is new in the lateral one."""
    tone = tones.T2_FS
    inset = Disc(66, 240, 58)
    image = KneeMr(canvas, inset, Camera(inset.x, inset.y + 18, 12.5), tone, Knee())
    lateral = [(-x, y) for x, y in CONDYLE]
    image.draw([image.soft(CONDYLE, tone.edema, 0.5, 0.35), image.soft(lateral, tone.edema, 0.4)])
    canvas.add(inset.rim(of=Disc(at[0], at[1], 20)))
    canvas.add(arrow((inset.x + 24, inset.y - 8), (inset.x - 22, inset.y - 8)))


def scintigraphy_pair(canvas: Canvas) -> None:
    """Two bone scans: a head that is dark all over, and one with a pale center in a dark rim."""
    film, hip = tones.SCAN, Hip()
    for box, is_cold in ((LEFT, False), (RIGHT, True)):
        image = Panel(canvas, box, Camera(box.x + 116, box.y + 150, 43))
        femur, pelvic = hip.femur()[0], pelvis(hip)[0]
        hot = [
            image.soft(arc(0, 330, 0.75, (-1.2, 1.15), steps=11), film.hot, 0.4, 0.35),
            image.soft(arc(0, 330, 0.7, (-0.75, 0.6), steps=11), film.hot, 0.3, 0.6),
            image.soft(arc(0, 330, 0.98, steps=11), film.hot, 0.18),
        ]
        cold = [
            image.soft(arc(0, 330, 0.98, steps=11), film.hot, 0.16, 0.95),
            image.soft(arc(0, 330, 0.5, (0.0, -0.22), steps=11), film.ground, 0.14),
        ]
        image.put(
            shape(box.data, film.ground),
            image.soft(pelvic, film.bone, 0.16),
            image.soft(femur, film.bone, 0.16),
            image.soft(ISCHIUM, film.bone, 0.16),
            *(cold if is_cold else hot),
            *(
                image.stroke([*one, one[0]], film.outline, 1.1, opacity=0.6, stroke_dasharray="3 4")
                for one in (femur, pelvic)
            ),
        )
    canvas.tag("Bone scan", 12, 26)
    canvas.sign("dark all over", 192, 322, (140, 304), (122, 180), "end")
    canvas.sign("pale center", 210, 66, (256, 76), (308, 136))
    canvas.sign("dark rim", 390, 322, (352, 304), (334, 192), "end", tones.SECOND)


DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    "knee-condyle": knee_condyle,
    "ankle-talus": ankle_talus,
    "migration-map": migration_map,
    "scintigraphy-pair": scintigraphy_pair,
}
