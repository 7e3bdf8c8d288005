"""Checks of the built site: links, anchors, other hosts, and that every statement leads to what was read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.model.reading import ReadingNotes
from build_tools.site.reading import BuiltPage, read_site, read_styles

ANY_DEPTH = "404.html"
"""The page whose links are made for any depth of address."""


@dataclass(frozen=True)
class SiteReport:
    """Counts of what was built, and sentences about what is wrong."""

    pages: int
    links: int
    statements: int
    faults: tuple[str, ...]


def resolve(page: str, link: str) -> tuple[str, str] | None:
    """The file and anchor that a link leads to, seen from a page's path; None for other hosts and schemes."""
    parts = _parts(link)
    if parts is None or parts.scheme or parts.netloc:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if parts.path.endswith("/") or target == "." or parts.path in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


def _parts(address: str) -> SplitResult | None:
    """The parts of an address as a browser reads it; None for what is none, such as ``https://[x``."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def check_site(folder: Path, kb: KnowledgeBase) -> SiteReport:
    """Check a built site against the knowledge base that it was built from."""
    pages = read_site(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults = [
        fault
        for page in pages.values()
        for fault in (*_dead_links(page, pages, files), *_foreign_loads(page), *_doubled(page), *_unsupported(page, kb))
    ]
    for path, loads in read_styles(folder).items():
        sheet = BuiltPage(path, loads=list(loads))
        faults += (*_dead_links(sheet, pages, files), *_foreign_loads(sheet))
    return SiteReport(
        pages=len(pages),
        links=sum(len(page.links) for page in pages.values()),
        statements=sum(len(page.statements) for page in pages.values()),
        faults=tuple(faults),
    )


def _dead_links(page: BuiltPage, pages: dict[str, BuiltPage], files: set[str]) -> Iterator[str]:
    """Links of a page to nowhere, and what it loads that is not there."""
    links, loads = dict.fromkeys((*page.links, *page.named)), dict.fromkeys(page.loads)
    told = [*((link, f"link to {link}", "page") for link in links), *((one, f"loads {one}", "file") for one in loads)]
    for address, what, missing in told:
        if _parts(address) is None:
            yield f"{page.path}: {what}: that is no address"
        target = resolve(page.path, address)
        if target is None or page.path == ANY_DEPTH:
            continue
        path, anchor = target
        if path not in files:
            yield f"{page.path}: {what}: no such {missing}"
        elif anchor and path in pages and anchor not in pages[path].ids and not _is_no_place(anchor):
            yield f"{page.path}: {what}: no such place on that page"


def _is_no_place(anchor: str) -> bool:
    """Whether it is the theme's own (``__codelineno``), or the state of a tool (``with=a,b``): no id holds ``=``."""
    return anchor.startswith("__") or "=" in anchor


def _foreign_loads(page: BuiltPage) -> Iterator[str]:
    for address in dict.fromkeys(page.loads):
        parts = _parts(address)
        if parts and (parts.netloc or parts.scheme not in ("", "data")):
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
