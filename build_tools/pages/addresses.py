"""Where every page stands on the site, and relative links from one to another."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from build_tools.model.claims import Claim
from build_tools.model.entities import Comparison, Conflict, Entity, Figure, Page, Region
from build_tools.model.names import cited_finding, cited_key
from build_tools.model.reading import ReadingNotes

HOME = ""
ABOUT = "about/"
CONTRIBUTE = "contribute/"
DOWNLOADS = "downloads/"
EVIDENCE = "evidence/"
LEVELS = "evidence/levels/"
CORRECTIONS = "evidence/corrections/"
CONFLICTS = "evidence/conflicts/"
CHANGES = "evidence/since-2009/"
CAUSES = "causes/"
GLOSSARY = "glossary/"
GRAPH = "graph/"
HISTORY = "natural-history/"
GROUPS = "patient-groups/"
COMPARE = "compare/"
MATRIX = "matrix/"
WORKSHEET = "worksheet/"
FIGURES = "study/figures/"
REFERENCES = f"{ReadingNotes.folder}/"
DATA = "data/"
SCRIPTS = "scripts/"
TOOL_DATA = f"{SCRIPTS}data/"


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


def of_term(term: str) -> str:
    """Address of a term in the glossary."""
    return f"{GLOSSARY}#{term.lower().replace(' ', '-')}"


def of_comparing(*condition_ids: str) -> str:
    """Address of the comparison that a script makes of any two to four conditions, by their ids."""
    return f"{COMPARE}#with={','.join(condition_ids)}"


def of_reference(key: str) -> str:
    """Address of a reference's page."""
    return f"{REFERENCES}{key}/"


def of_finding(citation: str) -> str:
    """Address of a finding, ``key#finding-id``, on its reference's page."""
    return f"{of_reference(cited_key(citation))}#{cited_finding(citation)}"


def of_comparison(slug: str) -> str:
    """Address of a comparison."""
    return f"{COMPARE}{slug}/"


def of_drawing(figure: Figure, labels: bool = True) -> str:
    """Address of a figure's drawing, an SVG file; without labels it is the same file, which hides them itself."""
    return f"figures/{figure.id}.svg" + ("" if labels else "#plain")


def of_links(entity: Entity) -> str:
    """Address of the map of an entity's own links."""
    return f"{GRAPH}{entity.id}/"


def of_matrix(region: Region | None) -> str:
    """Address of a region's matrix, or of the whole one."""
    return f"{MATRIX}{region.id}/" if region else MATRIX


def csv_of_matrix(region: Region | None) -> str:
    """Address of the same matrix as CSV."""
    return f"{DATA}matrix-{region.id}.csv" if region else f"{DATA}matrix.csv"


_IN_ANCHOR = ".-_~=,"
"""What stands behind ``#`` as it is: anchors, and the states of tools (``with=a,b``), which scripts take apart."""


def source_file(address: str) -> str:
    """The Markdown file, below the docs folder, that MkDocs turns into the page at an address."""
    return "index.md" if address == HOME else f"{address.rstrip('/')}.md"


def index_file(address: str) -> str:
    """The same for pages that have others below them: ``signs/index.md``."""
    return f"{address}index.md"


def relative(target: str, here: str) -> str:
    """A link from the page at ``here`` to ``target``, both counted from the site's root; works in any folder."""
    path, hash_mark, anchor = target.partition("#")
    if path == here and anchor:
        return f"#{quote(anchor, safe=_IN_ANCHOR)}"
    steps = posixpath.relpath(f"/{path}", f"/{here}")
    if path.endswith("/") or path == HOME:
        steps += "/"
    return quote(steps, safe="/.-_~") + (hash_mark + quote(anchor, safe=_IN_ANCHOR) if anchor else "")
