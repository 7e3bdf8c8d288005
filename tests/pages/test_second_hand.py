"""What a publication tells of another one is not shown as a result of its own study."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from build_tools.graph import EvidenceGraph
from build_tools.pages.writer import PageWriter, SiteWriter
from build_tools.site.build import site_of
from build_tools.views.statements import claim_view
from tests.conftest import Project

SOURCE = "abstract of another study, in an index"


@pytest.fixture
def made(project: Project, tmp_path: Path) -> dict[str, str]:
    """Every file of a site on which one finding was told by another publication."""
    project.replace(
        "kb/references/smith2001.yaml",
        "    basis: full-text\n    source: second page of the introduction, in a library copy\n",
        f"    basis: secondary\n    source: {SOURCE}\n",
    )
    kb = project.load()
    return {page.path: page.text for page in site_of(tmp_path, kb, EvidenceGraph(kb)).files()}


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", ["conditions/glass-bone.md", "treatments/slow-walking.md"])
def test_a_treatment_says_where_it_was_told_instead_of_the_study(made: dict[str, str], path: str) -> None:
    row = BeautifulSoup(made[path], "lxml").select_one("[data-claim='glass-bone.treated-with.slow-walking']")
    assert row
    cells = (row if row.name == "tr" else row.find_parent("tr")).select("td")
    assert words(cells[-1].get_text()) == f"[1] second-hand, read in: {SOURCE}"


def test_the_card_of_a_citation_says_so(made: dict[str, str]) -> None:
    card = made["scripts/data/references/smith2001.js"]
    assert card.count(f"Second-hand, read in: {SOURCE}") == 1


@pytest.mark.parametrize(("basis", "shown"), [("full-text", ""), ("secondary", "secondary"), ("title", "title")])
def test_a_brief_cell_has_a_badge_where_nothing_was_read_first_hand(project: Project, basis: str, shown: str) -> None:
    project.replace("kb/references/smith2001.yaml", "    basis: full-text\n", f"    basis: {basis}\n")
    kb = project.load()
    view = claim_view(kb, kb.claims["glass-bone.treated-with.slow-walking"])
    badge = PageWriter(SiteWriter(kb, {}), "").reserve(view)
    assert BeautifulSoup(badge, "lxml").get_text().strip() == shown
