"""A drawing being made: panels that cut off what runs over their edge, soft edges, labels in a group of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from build_tools.figures.schematics import tones
from build_tools.figures.schematics.curves import Point, number
from build_tools.figures.svg import content, element

TEXT = 16.0
"""Font size of labels: at least 11 px where a phone of 320 px shows a drawing of 400 units in a column of 288 px."""

OVERLAY = "Schematic - not a patient image"
FOOT = 26.0
"""Height of the strip at the foot that holds the overlay."""

PLAIN = "plain"
"""The id behind ``#`` that hides the labels; every other id begins with the drawing's name."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the anatomy's point (0, 0) lies in the drawing, and how long one of its units is there."""

    x: float
    y: float
    scale: float
    is_mirrored: bool = False

    def __call__(self, point: Point) -> Point:
        """A point of the anatomy in the drawing."""
        side = -1 if self.is_mirrored else 1
        return self.x + side * point[0] * self.scale, self.y + point[1] * self.scale

    def all(self, points: Iterable[Point]) -> list[Point]:
        """Several points."""
        return [self(point) for point in points]


@dataclass
class Canvas:
    """Collects the parts of one drawing and writes it as a complete SVG document."""

    slug: str
    width: float = 400
    height: float = 400
    defs: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    _blurs: dict[float, str] = field(default_factory=dict)
    _clips: int = 0

    def id(self, name: str) -> str:
        """An id that no other drawing has."""
        return f"{self.slug}-{name}"

    def blur(self, deviation: float) -> str:
        """The value of ``filter`` for a soft edge; the deviation is in units of the drawing."""
        if deviation not in self._blurs:
            name = self.id(f"blur-{number(deviation).replace('.', '-')}")
            self._blurs[deviation] = name
            blur = element("feGaussianBlur", {"stdDeviation": deviation})
            area: dict[str, str | float] = {"id": name, "x": "-30%", "y": "-30%", "width": "160%", "height": "160%"}
            self.defs.append(element("filter", area, blur))
        return f"url(#{self._blurs[deviation]})"

    def clip(self, *data: str) -> str:
        """The value of ``clip-path`` that keeps what lies inside of any of some outlines."""
        self._clips += 1
        name = self.id(f"clip-{self._clips}")
        self.defs.append(element("clipPath", {"id": name}, *(element("path", {"d": one}) for one in data)))
        return f"url(#{name})"

    def add(self, *markup: str) -> None:
        """Put finished markup on top of what is there."""
        self.parts += markup

    def document(self, title: str, description: str, has_labels: bool = True) -> str:
        """The whole drawing. Behind ``#plain`` its labels are hidden; without labels there are none."""
        style = f"#{PLAIN}:target .labels{{display:none}}text{{font-family:system-ui,sans-serif}}"
        names = f"{self.id('title')} {self.id('desc')}"
        root: dict[str, str | float] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "id": PLAIN,
            "viewBox": f"0 0 {number(self.width)} {number(self.height)}",
            "width": self.width,
            "height": self.height,
            "role": "img",
            "aria-labelledby": names,
        }
        return (
            element(
                "svg",
                root,
                element("title", {"id": self.id("title")}, content(title)),
                element("desc", {"id": self.id("desc")}, content(description)),
                element("style", {}, style),
                element("defs", {}, *self.defs) if self.defs else "",
                element("rect", {"width": self.width, "height": self.height, "rx": 6, "fill": tones.PANEL}),
                *self.parts,
                element("g", {"class": "labels"}, *self.labels) if has_labels else "",
                self._overlay(),
            )
            + "\n"
        )

    def _overlay(self) -> str:
        place: dict[str, str | float] = {"x": 8, "y": self.height - 9, "font-size": TEXT, "fill": "#c9ced3"}
        return element("text", place, content(OVERLAY))

    def label(
        self, text: str, x: float, y: float, to: Sequence[Point] = (), anchor: str = "start", color: str = tones.INK
    ) -> None:
        """A word at a place, with a thin line from ``to[0]`` over further points to what it names."""
        if to:
            self.labels.append(leader(to))
        self.labels.append(words(text, x, y, anchor, color))

    def tag(self, text: str, x: float, y: float, anchor: str = "start") -> None:
        """A word that stays when the labels go, such as the sequence: without it nobody could read the image."""
        self.parts.append(words(text, x, y, anchor))

    def sign(
        self, text: str, x: float, y: float, start: Point, tip: Point, anchor: str = "start", color: str = tones.ACCENT
    ) -> None:
        """The name of what the drawing is there for, with an arrow that points at it."""
        self.labels += [arrow(start, tip, color), words(text, x, y, anchor, color)]


def shape(data: str, fill: str, **attributes: str | float) -> str:
    """A filled outline."""
    return element("path", {"d": data, "fill": fill, **_named(attributes)})


def circle(x: float, y: float, radius: float) -> str:
    """A circle as path data."""
    r, there, back = number(radius), number(2 * radius), number(-2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {there} 0a{r} {r} 0 1 1 {back} 0Z"


def line(data: str, color: str, thickness: float, **attributes: str | float) -> str:
    """A stroke with round ends."""
    return element(
        "path",
        {
            "d": data,
            "fill": "none",
            "stroke": color,
            "stroke-width": thickness,
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
            **_named(attributes),
        },
    )


def group(*parts: str, **attributes: str | float) -> str:
    """Several parts under one attribute."""
    return element("g", _named(attributes), *parts)


def _named(attributes: dict[str, str | float]) -> dict[str, str | float]:
    return {name.replace("_", "-"): value for name, value in attributes.items()}


def words(text: str, x: float, y: float, anchor: str = "start", color: str = tones.INK, size: float = TEXT) -> str:
    """A label with a dark rim, so that it can be read on any gray."""
    place: dict[str, str | float] = {
        "x": x,
        "y": y,
        "font-size": size,
        "fill": color,
        "stroke": tones.PANEL,
        "stroke-width": 3.5,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    }
    if anchor != "start":
        place["text-anchor"] = anchor
    return element("text", place, content(text))


def leader(points: Sequence[Point], color: str = tones.INK) -> str:
    """The thin line from a label to what it names, with a dark rim and a dot at its end."""
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    x, y = points[-1]
    dot: dict[str, str | float] = {"cx": x, "cy": y, "r": 2.6, "fill": color, "stroke": tones.PANEL, "stroke-width": 1}
    return line(data, tones.PANEL, 3.4, opacity=0.7) + line(data, color, 1.2) + element("circle", dot)


def arrow(start: Point, tip: Point, color: str = tones.ACCENT, is_dashed: bool = False) -> str:
    """A straight arrow with a dark rim."""
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    neck = (tip[0] - ux * 9, tip[1] - uy * 9)
    head = [tip, (neck[0] - uy * 5.5, neck[1] + ux * 5.5), (neck[0] + uy * 5.5, neck[1] - ux * 5.5)]
    shaft = f"M{number(start[0])} {number(start[1])}L{number(neck[0])} {number(neck[1])}"
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in head) + "Z"
    filled = shape(data, color, stroke=tones.PANEL, stroke_width=1.2, stroke_linejoin="round")
    dash: dict[str, str | float] = {"stroke_dasharray": "7 7"} if is_dashed else {}
    rim = "" if is_dashed else line(shaft, tones.PANEL, 5.4)
    return rim + line(shaft, color, 3, **dash) + filled


def counter(figure: str, x: float, y: float, color: str = tones.ACCENT) -> str:
    """A figure in a disc."""
    disc: dict[str, str | float] = {
        "cx": x,
        "cy": y,
        "r": 11.5,
        "fill": color,
        "stroke": tones.PANEL,
        "stroke-width": 1.5,
    }
    place: dict[str, str | float] = {"x": x, "y": y + 5.7, "font-size": TEXT, "font-weight": 700, "fill": tones.PANEL}
    return element("circle", disc) + element("text", {**place, "text-anchor": "middle"}, content(figure))
