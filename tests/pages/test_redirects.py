"""Earlier addresses lead to the present ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.site.build import site_of
from tests.conftest import Project

COMPARISON = """\
id: cb-vs-gb
formerly: [cb-vs-wb]
first: chalk-bone
second: glass-bone
verdict:
  text: Only one of them rings.
  editorial: definition
"""
PATHWAY = """\
id: ringing
formerly: [a-bone-that-rings]
name: A bone that rings & hums
definition:
  text: What to look for where a bone rings.
  editorial: definition
steps:
  first:
    question: Does it ring?
    text: Knock on it.
    editorial: definition
    leads_to: [glass-bone]
"""


@pytest.fixture
def kb(project: Project) -> KnowledgeBase:
    """The sound knowledge base with an earlier id of each kind of page."""
    for path in ("conditions/glass-bone", "treatments/slow-walking", "regions/elbow", "conflicts/echo-or-not"):
        name = path.partition("/")[2]
        project.replace(f"kb/{path}.yaml", f"id: {name}\n", f"id: {name}\nformerly: [old-{name}]\n")
    # Of keys that changed only one was published; the other was a working key and had no page.
    project.replace("kb/references/smith2001.yaml", "key: smith2001\n", "key: smith2001\nevidence_key: glass-study\n")
    project.replace("kb/references/jones2002.yaml", "key: jones2002\n", "key: jones2002\nevidence_key: working-key\n")
    project.write("kb/published-ids.txt", "glass-study\nglass-study#ringing\n")
    project.write("kb/comparisons/cb-vs-gb.yaml", COMPARISON)
    project.write("kb/pathways/ringing.yaml", PATHWAY)
    return project.load()


def test_every_page_with_an_address_of_its_own_is_found_at_its_earlier_ones(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = {}
    for page in site_of(tmp_path, kb, EvidenceGraph(kb)).files():
        if page.path.endswith("/index.html") and "http-equiv" in page.text:
            soup = BeautifulSoup(page.text, "lxml")
            link, canonical = soup.select_one("a"), soup.select_one("link[rel=canonical]")
            assert link
            assert canonical
            assert link["href"] == canonical["href"]
            found[page.path.removesuffix("index.html")] = (link["href"], link.get_text())

    assert found == {
        "compare/gb-vs-cb/": ("../cb-vs-gb/", "Chalk bone or glass bone?"),
        "compare/cb-vs-wb/": ("../cb-vs-gb/", "Chalk bone or glass bone?"),
        "conditions/old-glass-bone/": ("../glass-bone/", "Glass bone"),
        "pathways/a-bone-that-rings/": ("../ringing/", "A bone that rings & hums"),
        "references/glass-study/": ("../smith2001/", "Smith and Zoë 2001"),
        "regions/old-elbow/": ("../elbow/", "Elbow"),
        "signs/hollow-sound/": ("../hollow-echo/", "Hollow echo"),
        "treatments/old-slow-walking/": ("../slow-walking/", "Slow walking"),
    }
