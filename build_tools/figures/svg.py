"""Drawings as SVG text: elements, lines of text, and the root that every drawing on a page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

GROUP, IMAGE = "group", "img"
"""What a drawing is to a screen reader: an image is one thing, and links inside it would be lost."""


def drawing(
    css: str,
    size: tuple[float, float],
    parts: Iterable[str],
    *,
    prefix: str,
    title: str,
    description: str,
    role: str = GROUP,
) -> str:
    """A whole drawing, ``size`` wide and high, named by its title and description; a group unless it holds no links.

    ``prefix`` starts every id in it and must be new on the page.
    """
    width, height = (f"{round(length, 2):g}" for length in size)
    return "\n".join(
        (
            f'<svg class="{css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="{role}"'
            f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-description">',
            element("title", {"id": f"{prefix}-title"}, content(title)),
            element("desc", {"id": f"{prefix}-description"}, content(description)),
            *parts,
            "</svg>",
        )
    )


_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters of XML 1.0 (W3C, section 2.2)."""


def plain(text: str) -> str:
    """Text as XML can hold it: characters that no XML document may contain are replaced."""
    return _NOT_ALLOWED.sub("\ufffd", text)


def element(tag: str, attributes: dict[str, str | float], *children: str) -> str:
    """An element as SVG text; values are escaped here, children are finished markup or come from :func:`content`."""
    written = "".join(f" {name}={_attribute(value)}" for name, value in attributes.items())
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(plain(text))


def _attribute(value: str | float) -> str:
    if isinstance(value, str):
        return quoteattr(plain(value))
    return f'"{round(value, 2):g}"'


def text(
    css: str,
    texts: Sequence[str],
    x: float,
    y: float,
    size: float,
    line_height: float = 0,
    *,
    anchor: str = "",
) -> str:
    """Lines of text. A space ends each but the last, so that they read as one sentence when copied or spoken."""
    spans = [
        element(
            "tspan", {"x": x, "y": y + index * line_height}, content(line if index == len(texts) - 1 else f"{line} ")
        )
        for index, line in enumerate(texts)
    ]
    attributes: dict[str, str | float] = {"class": css, "font-size": size, "fill": "currentColor"}
    if anchor:
        attributes["text-anchor"] = anchor
    return element("text", attributes, *spans)
