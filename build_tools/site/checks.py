"""Checks of the built site: links, anchors, other hosts, and that every statement leads to what was read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.model.reading import ReadingNotes

LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "image": ("href",),
    "use": ("href",),
}
"""Attributes that make the browser load something while the page is shown, by element."""

LEVEL_CLASS = "kb-level--"
"""How the class of a level's badge begins."""

PASSIVE_LINKS = {"canonical", "prev", "next", "edit", "alternate"}
"""Kinds of ``<link>`` that load nothing."""


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
    loads: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True)
class SiteReport:
    """Counts of what was built, and sentences about what is wrong."""

    pages: int
    links: int
    statements: int
    faults: tuple[str, ...]


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
        if tag == "a":
            if "name" in attributes:
                page.ids.add(attributes["name"])
            if "href" in attributes:
                page.links.append(attributes["href"])
        for name in LOADING.get(tag, ()):
            if name in attributes and PASSIVE_LINKS.isdisjoint(attributes.get("rel", "").split()):
                page.loads.append(attributes[name])
        if "data-claim" in attributes:
            page.statements.append(_statement(element))
    return page


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
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        pages[name] = read_page(name, path.read_text("utf-8"))
    return pages


def resolve(page: str, link: str) -> tuple[str, str] | None:
    """The file and anchor that a link leads to, seen from a page's path; None for other hosts and schemes."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if parts.path.endswith("/") or target == "." or parts.path in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


def check_site(folder: Path, kb: KnowledgeBase) -> SiteReport:
    """Check a built site against the knowledge base that it was built from."""
    pages = read_site(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults = [
        fault
        for page in pages.values()
        for fault in (*_dead_links(page, pages, files), *_foreign_loads(page), *_doubled(page), *_unsupported(page, kb))
    ]
    return SiteReport(
        pages=len(pages),
        links=sum(len(page.links) for page in pages.values()),
        statements=sum(len(page.statements) for page in pages.values()),
        faults=tuple(faults),
    )


def _dead_links(page: BuiltPage, pages: dict[str, BuiltPage], files: set[str]) -> Iterator[str]:
    if page.path == "404.html":
        return  # its links are made for any depth of address
    for link in dict.fromkeys(page.links):
        target = resolve(page.path, link)
        if target is None:
            continue
        path, anchor = target
        if path not in files:
            yield f"{page.path}: link to {link}: no such page"
        elif anchor and path in pages and anchor not in pages[path].ids and not _is_no_place(anchor):
            yield f"{page.path}: link to {link}: no such place on that page"


def _is_no_place(anchor: str) -> bool:
    """Whether it is the theme's own (``__codelineno``), or the state of a tool (``with=a,b``): no id holds ``=``."""
    return anchor.startswith("__") or "=" in anchor


def _foreign_loads(page: BuiltPage) -> Iterator[str]:
    for address in page.loads:
        parts = urlsplit(address)
        if parts.netloc or parts.scheme not in ("", "data"):
            yield f"{page.path}: loads {address} from another host"


def _doubled(page: BuiltPage) -> Iterator[str]:
    for anchor in page.doubled:
        yield f"{page.path}: the id {anchor} stands there twice"


def _unsupported(page: BuiltPage, kb: KnowledgeBase) -> Iterator[str]:
    """Statements that lead to no finding and are not editorial, or that the knowledge base does not hold."""
    for statement in page.statements:
        claim = kb.claims.get(statement.claim)
        if claim is None:
            yield f"{page.path}: shows the claim {statement.claim}, which the knowledge base does not hold"
        elif claim.statement.editorial:
            if EDITORIAL not in statement.levels:
                yield f"{page.path}: the claim {statement.claim} is editorial and does not say so"
        elif not any(_is_finding(page.path, link, kb) for link in statement.links):
            yield f"{page.path}: the claim {statement.claim} leads to no finding"


def _is_finding(page: str, link: str, kb: KnowledgeBase) -> bool:
    target = resolve(page, link)
    if target is None:
        return False
    path, anchor = target
    folder, _, rest = path.partition("/")
    return folder == ReadingNotes.folder and f"{posixpath.dirname(rest)}#{anchor}" in kb.findings
