"""Pages at earlier addresses, which lead to the present ones with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Page
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, authors_year
from build_tools.permanence import PermanentIds

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{name}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><p>This page has moved: <a href="{target}">{name}</a></p></body>
</html>
"""


def redirect(old: str, new: str, name: str) -> PageFile:
    """A page at an earlier address; both addresses are counted from the site's root."""
    return PageFile(f"{old}index.html", _PAGE.format(target=addresses.relative(new, old), name=escape(name)))


def from_former_ids(page: Page, name: str) -> Iterator[PageFile]:
    """Redirects to a page, which readers know by a name, from the addresses that it had under earlier ids.

    A conflict and a figure have none: each is a part of a page that holds others. The page of permanent addresses leads
    from their earlier ids to the present place.
    """
    now = addresses.of_page(page)
    if "#" not in now:
        for former in page.formerly:
            yield redirect(f"{now.removesuffix(f'{page.id}/')}{former}/", now, name)


def from_former_keys(kb: KnowledgeBase) -> Iterator[PageFile]:
    """Redirects to the pages of publications from those that they were published under with another key."""
    published = set(kb.published_ids)
    for former, key in PermanentIds(kb).former_keys.items():
        if former in published and former not in kb.references:
            name = authors_year(kb.references[key])
            yield redirect(addresses.of_reference(former), addresses.of_reference(key), name)
