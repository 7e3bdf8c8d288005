"""What the checks need of a built site: links, anchors, statements, and all that a browser loads to show a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

LOADING = {
    "script": ("src", "href", "xlink:href"),
    "link": ("href", "imagesrcset"),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "input": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "image": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "body": ("background",),
}
"""Attributes that make the browser load something while the page is shown, by element as the HTML parser names it."""

LISTS = frozenset({"srcset", "imagesrcset"})
"""Attributes that hold several addresses, each with a size."""

STYLED = frozenset(
    {"style", "clip-path", "cursor", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke"}
)
"""Attributes that hold CSS; those of drawings too, whose ``url(#...)`` may as well lead elsewhere."""

LINKING = frozenset({"a", "area"})

PASSIVE_LINKS = frozenset({"canonical", "prev", "next", "edit", "alternate", "describedby"})
"""Kinds of ``<link>`` that load nothing, unless another kind stands beside them, as in ``alternate stylesheet``."""

LEVEL_CLASS = "kb-level--"
"""How the class of a level's badge begins."""

_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?")
"""One of the addresses of a ``srcset`` and its size (WHATWG HTML, section 4.8.4.2.1); addresses may hold commas."""

_QUOTED = r"""(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)')"""
_IN_CSS = re.compile(
    # Comments and other texts come first or last here, so that what looks like an address inside them is passed over.
    rf"/\*.*?\*/|@import\s*{_QUOTED}|(?<![\w-])url\(\s*(?:{_QUOTED}|([^\s\"'()]*))\s*\)|{_QUOTED}",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESSES = (1, 2, 3, 4, 5)
"""The groups of the pattern above that are addresses; the last two are texts of another use."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An element that shows a claim, with the links and the levels of the badges inside it."""

    claim: str
    links: tuple[str, ...]
    levels: frozenset[str]


@dataclass
class BuiltPage:
    """What the checks need of one HTML file."""

    path: str
    ids: set[str] = field(default_factory=set)
    doubled: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """Addresses in its head that load nothing: the next page, the feed."""
    loads: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


def read_page(path: str, text: str) -> BuiltPage:
    """Read one HTML file."""
    page = BuiltPage(path)
    if not text.strip():
        return page
    # Bytes with their encoding named: lxml refuses texts that declare one themselves.
    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.iter(etree.Element):
        tag, attributes = str(element.tag), element.attrib
        anchor = attributes.get("id")
        if anchor is not None:
            if anchor in page.ids:
                page.doubled.append(anchor)
            page.ids.add(anchor)
        if tag == "a" and "name" in attributes:
            page.ids.add(attributes["name"])
        if tag in LINKING:
            page.links += [attributes[name] for name in ("href", "xlink:href") if name in attributes]
        if tag == "link" and not set(attributes.get("rel", "").lower().split()) - PASSIVE_LINKS:
            page.named += [attributes["href"]] if "href" in attributes else []
        else:
            page.loads += _loaded_by(element)
        if "data-claim" in attributes:
            page.statements.append(_statement(element))
    return page


def _loaded_by(element: html.HtmlElement) -> Iterator[str]:
    tag, attributes = str(element.tag), element.attrib
    for name in LOADING.get(tag, ()):
        if name in attributes:
            yield from in_srcset(attributes[name]) if name in LISTS else (attributes[name],)
    for name in (one for one in attributes if one in STYLED):
        yield from in_css(attributes[name])
    if tag == "style":
        yield from in_css(element.text or "")


def in_srcset(text: str) -> tuple[str, ...]:
    """The addresses of a ``srcset``, without their sizes."""
    return tuple(_CANDIDATE.findall(text))


def in_css(text: str) -> tuple[str, ...]:
    """The addresses that a style sheet, or the style of an element, loads: ``url(...)`` and ``@import``."""
    found = (next(filter(None, match.group(*_ADDRESSES)), None) for match in _IN_CSS.finditer(text))
    return tuple(address for address in found if address)


def _statement(element: html.HtmlElement) -> Statement:
    return Statement(
        element.attrib["data-claim"],
        tuple(link.attrib["href"] for link in element.iter("a") if "href" in link.attrib),
        frozenset(
            css_class.removeprefix(LEVEL_CLASS)
            for badge in element.iter("span")
            for css_class in badge.attrib.get("class", "").split()
            if css_class.startswith(LEVEL_CLASS)
        ),
    )


def read_site(folder: Path) -> dict[str, BuiltPage]:
    """Every HTML file of a built site, by path."""
    return {path: read_page(path, text) for path, text in _texts(folder, "html")}


def read_styles(folder: Path) -> dict[str, tuple[str, ...]]:
    """What each style sheet of a built site loads, by path."""
    return {path: in_css(text) for path, text in _texts(folder, "css")}


def _texts(folder: Path, ending: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob(f"*.{ending}")):
        yield path.relative_to(folder).as_posix(), path.read_text("utf-8")
