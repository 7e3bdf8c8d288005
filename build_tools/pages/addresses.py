"""Where every page stands on the site: the addresses that stay, of ``model/addresses.py``, and those of its tools."""

from __future__ import annotations

from urllib.parse import quote

from build_tools.model import addresses as permanent
from build_tools.model.entities import Entity, Figure, Region

of_page = permanent.of_page
of_claim = permanent.of_claim
of_comparison = permanent.of_comparison
of_reference = permanent.of_reference
of_finding = permanent.of_finding
relative = permanent.relative

HOME = permanent.HOME
CONFLICTS = permanent.CONFLICTS
CHANGES = permanent.CHANGES
COMPARE = permanent.COMPARE
FIGURES = permanent.FIGURES
REFERENCES = permanent.REFERENCES
ABOUT = "about/"
CONTRIBUTE = "contribute/"
TEMPLATES = f"{CONTRIBUTE}templates/"
MESSAGES = f"{CONTRIBUTE}messages/"
DOWNLOADS = "downloads/"
EVIDENCE = "evidence/"
LEVELS = "evidence/levels/"
CORRECTIONS = "evidence/corrections/"
CAUSES = "causes/"
GLOSSARY = "glossary/"
GRAPH = "graph/"
HISTORY = "natural-history/"
GROUPS = "patient-groups/"
MATRIX = "matrix/"
WORKSHEET = "worksheet/"
STUDY = "study/"
SELF_TEST = "study/self-test/"
TEN_MINUTES = "study/ten-minutes/"
CLAIM = "claim/"
DATA = "data/"
DATASHEET = "data/datasheet/"
DECK = f"{DATA}bmes.apkg"
DECK_TEXT = f"{DATA}bmes-anki.txt"
SCRIPTS = "scripts/"
TOOL_DATA = f"{SCRIPTS}data/"


def of_id(identifier: str) -> str:
    """The permanent address of anything that has an id; it leads to where that stands today."""
    return f"{CLAIM}?id={quote(identifier, safe='.-_~')}"


def of_term(term: str) -> str:
    """Address of a term in the glossary."""
    return f"{GLOSSARY}#{term.lower().replace(' ', '-')}"


def of_questions(group: str) -> str:
    """Address of the list of all questions of one group of kinds."""
    return f"{SELF_TEST}{group}/"


def of_testing(condition_id: str) -> str:
    """Address of the self-test with the questions of one condition."""
    return f"{SELF_TEST}#condition={condition_id}"


def of_comparing(*condition_ids: str) -> str:
    """Address of the comparison that a script makes of any two to four conditions, by their ids."""
    return f"{COMPARE}#with={','.join(condition_ids)}"


def of_message(code: str) -> str:
    """Address of the page that explains a code of the check."""
    return f"{MESSAGES}{code}/"


def of_drawing(figure: Figure, labels: bool = True) -> str:
    """Address of a figure's drawing, an SVG file; without labels it is the same file, which hides them itself."""
    return f"figures/{figure.id}.svg" + ("" if labels else "#plain")


def of_handout(home: str) -> str:
    """Address of the handout of the page at an address."""
    return f"{home}handout/"


def of_links(entity: Entity) -> str:
    """Address of the map of an entity's own links."""
    return f"{GRAPH}{entity.id}/"


def of_matrix(region: Region | None) -> str:
    """Address of a region's matrix, or of the whole one."""
    return f"{MATRIX}{region.id}/" if region else MATRIX


def csv_of_matrix(region: Region | None) -> str:
    """Address of the same matrix as CSV."""
    return f"{DATA}matrix-{region.id}.csv" if region else f"{DATA}matrix.csv"


def source_file(address: str) -> str:
    """The Markdown file, below the docs folder, that MkDocs turns into the page at an address."""
    return "index.md" if address == HOME else f"{address.rstrip('/')}.md"


def index_file(address: str) -> str:
    """The same for pages that have others below them: ``signs/index.md``."""
    return f"{address}index.md"
