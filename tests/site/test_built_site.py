"""The real site as files: complete, consistent, and every statement leads to what was read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from build_tools.diagnostics import errors_in
from build_tools.graph import EvidenceGraph, region_and_parts
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.site.build import BuildResult

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("site")]


def read(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "lxml")


def test_the_site_is_built_without_a_fault(built: BuildResult) -> None:
    assert errors_in(built.diagnostics) == ()
    assert built.problems == ()
    assert built.report is not None
    assert built.report.faults == ()


def test_every_entity_and_reference_has_a_page(site: Path, kb: KnowledgeBase) -> None:
    wanted = [addresses.of_page(entity) for entity in kb.entities.values()]
    wanted += [addresses.of_reference(key) for key in kb.references]
    assert [address for address in wanted if not (site / address / "index.html").is_file()] == []


def test_every_claim_stands_on_its_own_page_with_its_address(site: Path, kb: KnowledgeBase) -> None:
    missing = []
    for claim in kb.claims.values():
        path, _, anchor = addresses.of_claim(claim).partition("#")
        html = (site / path / "index.html").read_text("utf-8")
        if f'id="{anchor}"' not in html:
            missing.append(claim.id)
    assert missing == []


def test_statements_carry_a_claim_and_a_finding_or_the_editorial_badge(site: Path, kb: KnowledgeBase) -> None:
    """Walks the built HTML with a parser of its own, so that it also guards the build's own check."""
    seen = 0
    for path in site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for element in soup.select("[data-claim]"):
            claim = kb.claims[str(element["data-claim"])]
            targets = [str(link["href"]) for link in element.select("a[href]")]
            findings = [target for target in targets if re.search(r"references/[a-z0-9-]+/#[a-z0-9-]+$", target)]
            if path.parent.parent.name == "references":
                findings += [t for t in targets if re.fullmatch(r"#[a-z0-9-]+|\.\./[a-z0-9-]+/#[a-z0-9-]+", t)]
            if claim.statement.editorial:
                assert element.select_one(".kb-level--editorial"), f"{path}: {claim.id}"
            else:
                assert findings, f"{path}: {claim.id}"
            seen += 1
    assert seen > len(kb.claims)


def test_sentences_of_entity_pages_stand_inside_statements(site: Path, kb: KnowledgeBase) -> None:
    """Text of the knowledge base may not slip onto a page without its evidence beside it."""
    for entity in kb.entities.values():
        article = read(site, addresses.of_page(entity)).select_one("article")
        assert article is not None
        for element in article.select("p, li, td"):
            if not isinstance(element, Tag) or element.find_parent(attrs={"data-claim": True}):
                continue
            if element.get("data-claim") or element.select_one("[data-claim]"):
                continue
            css = " ".join(str(name) for one in (element, *element.parents) for name in (one.get("class") or []))
            frame = (
                "kb-crumbs",
                "kb-status",
                "kb-aka",
                "kb-facts",
                "kb-note",
                "kb-glance",
                "kb-reflist",
                "kb-colophon",
            )
            allowed = (
                *frame,
                "kb-sure",
                "kb-mimic__name",
                "kb-inline-list",
                "kb-codes",
                "kb-conflicts",
                "kb-none",
                "kb-table--treatments",
                "kb-button",
                "kb-item",
            )
            is_link_alone = element.get_text(strip=True) == "".join(a.get_text(strip=True) for a in element.select("a"))
            assert is_link_alone or any(name in css for name in allowed), (
                f"{entity.id}: {element.get_text(' ', strip=True)}"
            )


def test_each_reference_page_shows_by_whom_it_is_cited(site: Path, kb: KnowledgeBase) -> None:
    graph = EvidenceGraph(kb)
    for reference in kb.review_references:
        shown = {
            str(one["data-claim"]) for one in read(site, addresses.of_reference(reference.key)).select("[data-claim]")
        }
        assert shown == {claim.id for claim in graph.claims_citing(reference)}, reference.key


def test_reference_pages_list_every_finding_under_its_address(site: Path, kb: KnowledgeBase) -> None:
    for reference in kb.references.values():
        soup = read(site, addresses.of_reference(reference.key))
        assert [one["id"] for one in soup.select("[data-finding]")] == list(reference.findings)


def test_comparisons_redirect_from_the_other_order(site: Path, kb: KnowledgeBase) -> None:
    text = (site / "compare/toh-vs-onfh/index.html").read_text("utf-8")
    assert 'content="0; url=../onfh-vs-toh/"' in text
    assert (site / "compare/onfh-vs-toh/index.html").is_file()


def test_tables_have_captions_and_headers_for_rows_and_columns(site: Path) -> None:
    for path in site.rglob("*.html"):
        for table in BeautifulSoup(path.read_text("utf-8"), "lxml").select("table"):
            named = table.select_one("caption") or table.find_parent(attrs={"aria-label": True})
            assert named, f"{path}: a table without a name"
            assert table.select_one("th[scope=row]"), f"{path}: a table without row headers"
            assert all(th.get_text(strip=True) for th in table.select("th")), f"{path}: an empty header"


def test_regions_name_each_condition_once_and_the_part_of_each_statement(site: Path, kb: KnowledgeBase) -> None:
    for region in kb.regions.values():
        names = []
        for body in read(site, addresses.of_page(region)).select("table:has(#conditions-table-caption) tbody"):
            (head,) = body.select("th")
            claims = [str(row["data-claim"]) for row in body.select("tr")]
            assert (head["scope"], head["rowspan"]) == ("row", str(len(claims))), region.id
            names.append(head.get_text())
            told = [getattr(kb.claims[claim].statement, "region", "") for claim in claims]
            labels = [one.get_text() for one in body.select(".kb-cell-state .kb-modality")]
            assert labels == ([] if set(told) == {region.id} else [kb.regions[one].name for one in told]), claims
        here = region_and_parts(kb, region.id)
        wanted = [one.name for one in kb.conditions.values() if here & {link.region for link in one.where}]
        assert sorted(names) == sorted(wanted), region.id


def test_matrix_cells_say_their_state_in_words(site: Path) -> None:
    soup = read(site, "matrix")
    cells = soup.select("table.kb-matrix td:not(.kb-matrix__apart)")
    assert cells
    for cell in cells:
        words = cell.get_text(" ", strip=True)
        assert re.search(r"typical|possible|reported|absent|argues against|not stated", words), words


def test_search_index_is_small_and_holds_no_boilerplate(site: Path) -> None:
    import gzip

    index = (site / "search/search_index.json").read_bytes()
    assert len(gzip.compress(index)) <= 200 * 1024
    assert b"Cite this page" not in index
    assert b"Not clinically reviewed" not in index


def test_pages_are_light(site: Path) -> None:
    heavy = {
        str(path.relative_to(site)): path.stat().st_size
        for path in site.rglob("*.html")
        if path.stat().st_size > 300 * 1024
    }
    assert heavy == {}
