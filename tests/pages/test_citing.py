"""How pages say that they are cited: each names the state of the very file, or folder, that it is made of."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from build_tools.exports.formats import citation_pieces
from build_tools.exports.page_citation import Edition
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.pages.site_pages import Site

ROOT = Path(__file__).parents[2]
COMMIT = "1a4233f92e73b0c1d2e3f4a5b6c7d8e9f0a1b2c3"
EDITION = Edition("1.2.0", "2026-11-06", COMMIT, "https://code.example.org/kb/blob/{commit}/{path}")

SENTENCE = re.compile(r'<div class="kb-citepage__text" data-text>\n<p>(.*?)</p>')
PERMANENT = re.compile(
    rf" Version 1\.2\.0, 2026-11-06\. Available from: https://code\.example\.org/kb/blob/{COMMIT}/(.*)$"
)


@pytest.mark.kb
def test_every_citation_of_a_page_leads_to_the_state_of_its_source() -> None:
    kb = load(ROOT)
    site = Site(kb, EvidenceGraph(kb), citation_pieces(kb), {}, EDITION)
    cited = {}
    for page in site.files():
        if not page.path.endswith(".md") or page.path.startswith("downloads"):
            continue  # the downloads show files, of which this site has none
        sentences = SENTENCE.findall(page.text)
        assert len(sentences) <= 1, page.path
        for sentence in sentences:
            found = PERMANENT.search(unescape(sentence))
            assert found, page.path
            assert (ROOT / found[1]).exists(), page.path
            assert page.text.count(found[0].partition("from: ")[2]) >= 4, page.path  # in every format, too
            cited[page.path] = found[1]
    assert {page.origin.path for page in kb.entities.values()} <= set(cited.values())
    assert {page.origin.path for page in kb.pathways.values()} <= set(cited.values())
    assert not [path for path in cited if path.startswith("references/")]
