"""What Zotero finds in the built pages, by the rules of its translators "Embedded Metadata" and "COinS".

The rules are written down here in our own words, as far as they concern pages like ours: one publication on a
reference's page, all of them on the list, a web page everywhere else.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup

from build_tools.exports.citation_text import formatted
from build_tools.exports.csl import language_code
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.bibliography import Entry
from build_tools.pages import addresses
from build_tools.pages.writer import titled

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("site")]

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "publicationTitle",
    "citation_journal_abbrev": "journalAbbreviation",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_publisher": "publisher",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_language": "language",
}
"""Highwire tags and Zotero's fields; names, pages and the PubMed number have rules of their own."""

Head = list[tuple[str, str]]


def head_of(html: str) -> Head:
    """Names and contents of the ``meta`` elements of a page's head."""
    soup = BeautifulSoup(html.partition("</head>")[0], "lxml")
    return [
        (str(meta.get("name") or meta.get("property")), str(meta["content"]))
        for meta in soup.select("meta[content]")
        if meta.get("name") or meta.get("property")
    ]


def item_type(head: Head) -> str | None:
    """Embedded Metadata: what kind of item the page is. The container's tag tells it; a title alone is an article."""
    names = [name for name, _ in head]
    if "citation_journal_title" in names:
        return "journalArticle"
    if "citation_inbook_title" in names or "citation_book_title" in names:
        return "bookSection"
    if any(name.startswith(("citation_title", "citation_series_title")) for name in names):
        return "journalArticle"
    if any(re.match(r"(?:dc|dcterms|og|prism|bib|bibo|eprints)[.:]", name, re.IGNORECASE) for name in names):
        declared = [content for name, content in head if name.lower() == "dc.type"]
        return declared[0] if declared else "webpage"
    return None


def creator(text: str) -> tuple[str, str]:
    """A name with a comma is family and given name; what stands behind a second comma is lost."""
    parts = re.split(r", ?", text)
    return (parts[0], parts[1] if len(parts) > 1 else "")


def embedded(html: str) -> dict[str, Any]:
    """Embedded Metadata: the item that is saved from a page."""
    head = head_of(html)
    item: dict[str, Any] = {"itemType": item_type(head)}
    for name, content in head:
        if name in HIGHWIRE:
            item.setdefault(HIGHWIRE[name], content)
    authors = [content for name, content in head if name == "citation_author"]
    if len(authors) == 1:
        # Two words on either side of a comma are taken for two authors.
        pieces = re.split(r"\s*[,;]\s*", authors[0])
        if len(pieces) > 1 and " " in pieces[0] and " " in pieces[1]:
            authors = pieces
    item["creators"] = [creator(one) for author in authors for one in re.split(r"\s*;\s*", author)]
    first, last = (
        next((content for key, content in head if key == f"citation_{end}page"), "") for end in ("first", "last")
    )
    if first:
        item["pages"] = f"{first}-{last}" if last else first
    for name, content in head:
        if name == "citation_pmid":
            item["extra"] = f"PMID: {content}"
        elif name == "DC.title":
            item.setdefault("title", content)
        elif name == "DC.creator" and not authors:
            item["creators"].append(content)
        elif name == "author" and not authors:
            item.setdefault("byline", content)  # taken for the author where there is none
        elif name == "description":
            item.setdefault("abstractNote", content)
        elif name == "DC.date":
            item.setdefault("date", content)
        elif name == "DC.rights":
            item["rights"] = content
        elif name == "og:site_name":
            item["websiteTitle"] = content
    return item


def coins(html: str) -> list[dict[str, Any]]:
    """COinS: the items of a page, one for each context object that names its format."""
    items = []
    for span in BeautifulSoup(html, "lxml").select("span.Z3988[title]"):
        pairs = parse_qsl(str(span["title"]), strict_parsing=True)
        values = dict(pairs)
        kinds = {"info:ofi/fmt:kev:mtx:journal": "journalArticle", "info:ofi/fmt:kev:mtx:book": "book"}
        kind = kinds[values["rft_val_fmt"]]
        if kind == "book" and values.get("rft.genre") == "bookitem":
            kind = "bookSection"
        item: dict[str, Any] = {
            "itemType": kind,
            "creators": [creator(text) for name, text in pairs if name == "rft.au"],
        }
        for name, field in {
            "rft.atitle": "title",
            "rft.jtitle": "publicationTitle",
            "rft.btitle": "publicationTitle",
            "rft.date": "date",
            "rft.volume": "volume",
            "rft.issue": "issue",
            "rft.pages": "pages",
            "rft.pub": "publisher",
            "rft.place": "place",
        }.items():
            if name in values:
                item[field] = values[name]
        for name, text in pairs:
            if name == "rft_id" and text.startswith("info:doi/"):
                item["DOI"] = text.removeprefix("info:doi/")
            if name == "rft_id" and text.startswith("info:pmid/"):
                item["extra"] = f"PMID: {text.removeprefix('info:pmid/')}"
        items.append(item)
    return items


def expected(entry: Entry) -> dict[str, Any]:
    """The item that both translators should save of an entry; a suffix stands with the family name."""
    fields = entry.fields
    item = {
        "itemType": {"article": "journalArticle", "incollection": "bookSection"}[entry.type],
        "title": entry.title,
        "creators": [(f"{person.family} {person.suffix}".strip(), person.given) for person in entry.authors],
        "publicationTitle": fields.get("journal") or fields.get("booktitle"),
        "date": entry.year,
        "volume": fields.get("volume"),
        "issue": fields.get("issue"),
        "pages": fields.get("pages", "").replace("--", "-"),
        "publisher": fields.get("publisher"),
        "DOI": entry.doi,
        "extra": f"PMID: {entry.pmid}" if entry.pmid else None,
    }
    return {name: value for name, value in item.items() if value or name == "creators"}


def page_of(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def test_the_rules_see_what_they_should() -> None:
    """Zotero's own pitfalls, as its translators have them."""
    lone = '<head><meta name="citation_title" content="T"><meta name="citation_author" content="{}"></head>'
    assert embedded(lone.format("Berg, B. C."))["creators"] == [("Berg", "B. C.")]
    assert embedded(lone.format("Vande Berg, B. C."))["creators"] == [("Vande Berg", ""), ("B. C.", "")]
    assert embedded(lone.format("Plenk, Jr, H."))["creators"] == [("Plenk", "Jr")]
    assert item_type([("citation_title", "T")]) == "journalArticle"
    assert item_type([("DC.title", "T")]) == "webpage"
    assert item_type([("viewport", "x")]) is None


def test_a_reference_page_is_one_item_with_every_field(site: Path, kb: KnowledgeBase) -> None:
    for reference in kb.references.values():
        html = page_of(site, addresses.of_reference(reference.key))
        item = embedded(html)
        entry = reference.entry
        url = item.pop("url", "")
        assert url.startswith("https://") == bool(entry.doi or entry.pmid)
        assert item.pop("language", "") == language_code(entry.fields.get("language", ""))
        assert item.pop("journalAbbreviation", None) == entry.fields.get("shortjournal")
        # No author and no abstract come from the site: they would be taken for those of the publication.
        assert item == expected(entry), reference.key
        assert "Z3988" not in html


def test_the_list_is_a_list_of_every_publication(site: Path, kb: KnowledgeBase) -> None:
    html = page_of(site, addresses.REFERENCES)
    items = coins(html)
    in_order = [*filter(in_printed_list, kb.references.values()), *without(in_printed_list, kb.references.values())]
    assert len(items) == len(kb.references) > 200
    for item, reference in zip(items, in_order, strict=True):
        item.pop("place", None)
        assert item == expected(reference.entry), reference.key
    assert item_type(head_of(html)) is None


def in_printed_list(reference: Reference) -> bool:
    return reference.is_from_review or reference.label == "review"


def without(wanted: Any, references: Any) -> list[Reference]:
    return [reference for reference in references if not wanted(reference)]


def test_every_other_page_is_a_web_page_and_no_article(site: Path, kb: KnowledgeBase) -> None:
    publications = {addresses.of_reference(key) for key in kb.references}
    seen = 0
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix().removeprefix(".") + "/"
        html = path.read_text("utf-8")
        if address in publications or address == addresses.REFERENCES or 'http-equiv="refresh"' in html:
            continue
        head = head_of(html)
        assert [name for name, _ in head if name.startswith("citation_")] == [], address
        assert "Z3988" not in html, address
        if path.is_relative_to(site / "about") or path.is_relative_to(site / "contribute"):
            continue  # written by hand: the theme's head alone
        assert item_type(head) == "webpage", address
        seen += 1
    assert seen > 150


def test_a_knowledge_page_says_who_made_it_and_when(site: Path, kb: KnowledgeBase) -> None:
    for entity in kb.entities.values():
        item = embedded(page_of(site, addresses.of_page(entity)))
        assert item["itemType"] == "webpage"
        assert item["title"] == titled(entity)
        assert item["creators"] == ["bmes-kb contributors"]
        assert item["websiteTitle"] == "bmes-kb"
        assert item["rights"] == "https://creativecommons.org/licenses/by/4.0/"
        assert item["abstractNote"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", item.get("date", "2000-01-01"))


GATHERED = {
    addresses.CAUSES: "causes",
    addresses.HISTORY: "natural-history",
    addresses.GROUPS: "patient-groups",
    addresses.CONFLICTS: "conflicts",
    addresses.CORRECTIONS: "corrections",
    addresses.LEVELS: "levels",
    addresses.GLOSSARY: "glossary",
    addresses.FIGURES: "schematics",
    addresses.MATRIX: "matrix",
    f"{addresses.MATRIX}hip/": "matrix-hip",
}
"""Pages that gather what stands in several files, and what they are called in a bibliography."""


def test_every_page_of_knowledge_says_how_to_cite_it(site: Path, kb: KnowledgeBase) -> None:
    entities = {addresses.of_page(entity): entity.id for entity in kb.entities.values()}
    pathways = {f"pathways/{pathway.id}/": pathway.id for pathway in kb.pathways.values()}
    others = {"compare/onfh-vs-toh/": "onfh-vs-toh"}
    for address, page_id in {**entities, **pathways, **others, **GATHERED}.items():
        soup = BeautifulSoup(page_of(site, address), "lxml")
        assert soup.title is not None
        title = soup.title.get_text().removesuffix(" - bmes-kb")
        (box,) = soup.select(".kb-citepage")
        assert box["data-search-exclude"] == ""
        texts = {
            str(one.get("data-file", "")): one.select("p, pre")[-1].get_text() for one in box.select("[data-text]")
        }
        key = f"bmes-kb-{page_id}"
        assert list(texts) == ["", f"{key}.bib", f"{key}.ris", f"{key}.csl.json"]
        stop = "" if title.endswith("?") else "."
        assert texts[""].startswith(f"bmes-kb contributors. {title}{stop} In: bmes-kb, "), address
        assert "Version " in texts[""]
        assert texts[f"{key}.bib"].startswith(f"@misc{{{key},\n")
        assert texts[f"{key}.bib"].endswith("}\n")
        assert texts[f"{key}.ris"].startswith("TY  - ELEC\n")
        assert texts[f"{key}.ris"].endswith("ER  - \n")
        (item,) = json.loads(texts[f"{key}.csl.json"])
        assert (item["id"], item["type"], item["title"]) == (key, "webpage", title)


def test_a_reference_page_shows_its_citation_in_every_style(site: Path, kb: KnowledgeBase) -> None:
    for key in ("korompilias2009", "curtiss1959", "massara2005", "roth2022", "koo1998"):
        soup = BeautifulSoup(page_of(site, addresses.of_reference(key)), "lxml")
        entry = kb.references[key].entry
        citation = soup.select_one(".kb-refhead__citation")
        assert citation is not None
        assert citation.get_text() == formatted(entry)
        shown = [one.get_text() for one in soup.select(".kb-styles dd")]
        assert shown == [formatted(entry, style) for style in ("radiology", "ajr", "ama")]


def test_without_scripts_ready_made_files_are_linked(site: Path, kb: KnowledgeBase) -> None:
    endings = [".bib", ".biblatex.bib", ".ris", ".csl.json", ".txt"]
    for address, stems in {
        addresses.REFERENCES: [f"references{end}" for end in ("", "-printed", "-distinct", "-others", "-all")],
        addresses.of_reference("curtiss1959"): ["references/curtiss1959"],
        "conditions/transient-osteoporosis-of-the-hip/": ["conditions/transient-osteoporosis-of-the-hip"],
    }.items():
        soup = BeautifulSoup(page_of(site, address), "lxml")
        links = [str(link["href"]) for link in soup.select(".kb-take__files a[download]")]
        up = "../" * (address.count("/"))
        assert links == [f"{up}data/{stem}{ending}" for stem in stems for ending in endings]
