"""Addresses that stay: where each page, statement and finding stands on the site, counted from its root.

Pages link by them and data files name them, so that what was once cited is still found there.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from build_tools.model.claims import Claim
from build_tools.model.entities import Comparison, Conflict, Figure, Page
from build_tools.model.names import cited_finding, cited_key
from build_tools.model.reading import ReadingNotes

HOME = ""
CONFLICTS = "evidence/conflicts/"
CHANGES = "evidence/since-2009/"
COMPARE = "compare/"
FIGURES = "study/figures/"
REFERENCES = f"{ReadingNotes.folder}/"

IN_ANCHOR = ".-_~=,"
"""What stands behind ``#`` as it is: anchors, and the states of tools (``with=a,b``), which scripts take apart."""


def of_page(page: Page) -> str:
    """Address of an entity's page, of a conflict on the page of conflicts, of a figure on that of the schematics."""
    if isinstance(page, Conflict):
        return f"{CONFLICTS}#{page.id}"
    if isinstance(page, Figure):
        return f"{FIGURES}#{page.id}"
    if isinstance(page, Comparison):
        return of_comparison(page.id)
    return f"{page.folder}/{page.id}/"


def of_claim(claim: Claim) -> str:
    """Address of a claim on its page; what a claim changes stands on the page of changes."""
    if claim.is_position:
        return f"{CHANGES}#{claim.id}"
    return f"{of_page(claim.page).partition('#')[0]}#{claim.id}"


def of_comparison(slug: str) -> str:
    """Address of a comparison."""
    return f"{COMPARE}{slug}/"


def of_reference(key: str) -> str:
    """Address of a reference's page."""
    return f"{REFERENCES}{key}/"


def of_finding(citation: str) -> str:
    """Address of a finding, ``key#finding-id``, on its reference's page."""
    return f"{of_reference(cited_key(citation))}#{cited_finding(citation)}"


def relative(target: str, here: str) -> str:
    """A link from the page at ``here`` to ``target``, both counted from the site's root; works in any folder."""
    path, hash_mark, anchor = target.partition("#")
    if path == here and anchor:
        return f"#{quote(anchor, safe=IN_ANCHOR)}"
    steps = posixpath.relpath(f"/{path}", f"/{here}")
    if path.endswith("/") or path == HOME:
        steps += "/"
    return quote(steps, safe="/.-_~") + (hash_mark + quote(anchor, safe=IN_ANCHOR) if anchor else "")
