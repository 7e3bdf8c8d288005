"""The data files of the site and the formats of the command line."""

from __future__ import annotations

import json
import re

import pytest

from build_tools.exports.all_files import FORMATS, Request, data_files
from build_tools.exports.bibtex import entry_text
from build_tools.exports.formats import Pieces
from build_tools.exports.knowledge_files import knowledge_files
from build_tools.exports.page_citation import Edition
from build_tools.exports.selection import select
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.site_pages import Site
from build_tools.sources.bibtex import parse


def keys_in(text: str) -> list[str]:
    library = parse(text)
    assert library.failed_blocks == []
    return [entry.key for entry in library.entries]


ENDINGS = (".bib", ".biblatex.bib", ".ris", ".csl.json", ".txt")


def test_files_of_the_made_up_base(
    made_up: KnowledgeBase, made_up_graph: EvidenceGraph, made_up_pieces: Pieces
) -> None:
    files = list(data_files(made_up, made_up_graph, made_up_pieces, "1.2.3"))
    stems = [
        "references",
        "references-printed",
        "references-distinct",
        "references-others",
        "references-all",
        *(f"references/{key}" for key in made_up.references),
        "conditions/glass-bone",
        "conditions/wax-bone",
        "signs/clear-line",
        "treatments/rest",
        "regions/leg",
        "regions/shin",
    ]
    assert [name for name, _ in files] == [
        *(f"{stem}{ending}" for stem in stems for ending in ENDINGS),
        "kb.json",
        "kb.schema.json",
        "graph.json",
        "graph.graphml",
        *(f"schemas/{kind}.schema.json" for kind in ("condition", "sign", "treatment", "region", "conflict")),
        *(
            f"schemas/{kind}.schema.json"
            for kind in ("comparison", "pathway", "figure", "reference", "vocabulary", "glossary")
        ),
        *(f"schemas/{kind}.schema.json" for kind in ("left-out", "study", "moved")),
    ]
    texts = dict(files)
    assert keys_in(texts["references.bib"]) == ["korompilias2009", "smith2001", "smith2001b", "vanglas1999"]
    assert keys_in(texts["references-printed.bib"]) == ["smith2001", "smith2001b", "vanglas1999"]
    assert keys_in(texts["references-others.bib"]) == ["later2020"]
    assert keys_in(texts["references-all.bib"]) == list(made_up.references)
    assert keys_in(texts["references-distinct.bib"]) == ["smith2001", "vanglas1999"]
    assert keys_in(texts["conditions/wax-bone.bib"]) == ["vanglas1999", "later2020"]
    assert texts["references/smith2001.bib"] == entry_text(made_up.references["smith2001"].entry)
    assert json.loads(texts["kb.json"])["version"] == "1.2.3"


def test_every_format_holds_the_same_entries_in_the_same_order(
    made_up: KnowledgeBase, made_up_graph: EvidenceGraph, made_up_pieces: Pieces
) -> None:
    files = dict(data_files(made_up, made_up_graph, made_up_pieces))
    for name in [name for name in files if name.endswith(".ris")]:
        stem = name.removesuffix(".ris")
        keys = keys_in(files[f"{stem}.bib"])
        assert keys
        assert keys_in(files[f"{stem}.biblatex.bib"]) == keys
        assert re.findall(r"^ID  - (.*)$", files[name], re.MULTILINE) == keys
        assert [item["id"] for item in json.loads(files[f"{stem}.csl.json"])] == keys
        assert files[f"{stem}.txt"] == "".join(made_up_pieces["nlm"][key] for key in keys)


def test_a_page_without_citations_has_no_file(made_up: KnowledgeBase, made_up_pieces: Pieces) -> None:
    kb = KnowledgeBase(
        made_up.root,
        made_up.vocabulary,
        made_up.glossary,
        (made_up.treatments["rest"],),
        made_up.reading_notes,
        made_up.bibliography,
    )
    names = [name for name, _ in data_files(kb, EvidenceGraph(kb), made_up_pieces)]
    assert [name for name in names if name.startswith("treatments/")] == []


def test_formats(made_up: KnowledgeBase, made_up_graph: EvidenceGraph, made_up_pieces: Pieces) -> None:
    citations = ["nlm", "radiology", "ajr", "ama", "bibtex", "biblatex", "ris", "csl-json"]
    assert list(FORMATS) == [*citations, "kb-json", "graph-json", "graphml", "json-ld", "ids", "schemas"]
    assert [name for name, each in FORMATS.items() if each.takes_selection] == citations
    files = dict(data_files(made_up, made_up_graph, made_up_pieces))
    whole = Request(made_up, made_up_graph)
    chosen = Request(made_up, made_up_graph, select(made_up, made_up_graph, ("wax-bone",)).entries)
    nothing = Request(made_up, made_up_graph, ())
    for name, ending in zip(("bibtex", "biblatex", "ris", "csl-json", "nlm"), ENDINGS, strict=True):
        assert FORMATS[name].text(whole) == files[f"references-all{ending}"]
        assert FORMATS[name].text(chosen) == files[f"conditions/wax-bone{ending}"]
        assert FORMATS[name].text(nothing) == ("[\n\n]\n" if name == "csl-json" else "")
    assert FORMATS["ajr"].text(chosen) == "van Glas C Jr. [Brittle matters]. In: Pane W, ed The glass book. " + (
        "Murano: Window Press, 1999, pp. 5–7\nLater L. Later news. Journal of Glass 2020; 4–5\n"
    )
    assert FORMATS["kb-json"].text(whole) == files["kb.json"]
    assert FORMATS["graph-json"].text(whole) == files["graph.json"]
    assert FORMATS["graphml"].text(whole) == files["graph.graphml"]
    others = dict(knowledge_files(made_up, made_up_graph))
    assert FORMATS["json-ld"].text(whole).encode() == others["bmes-kb.jsonld"]
    assert FORMATS["ids"].text(whole).encode() == others["ids.txt"]
    assert json.loads(FORMATS["schemas"].text(whole)) == {
        name.removeprefix("schemas/"): json.loads(text) for name, text in files.items() if name.endswith("schema.json")
    }


@pytest.mark.kb
def test_real_files_twice_are_the_same(real: KnowledgeBase, real_graph: EvidenceGraph, real_pieces: Pieces) -> None:
    files = dict(data_files(real, real_graph, real_pieces))
    assert files == dict(data_files(real, EvidenceGraph(real), real_pieces))
    for name, text in files.items():
        assert "\r" not in text, name
        assert text.endswith("\n"), name
        if name.endswith(".bib"):
            assert text.isascii() or name.endswith(".biblatex.bib"), name
            assert keys_in(text), name


@pytest.mark.kb
def test_the_file_of_a_page_holds_the_references_that_the_page_lists(
    real: KnowledgeBase, real_graph: EvidenceGraph, real_pieces: Pieces
) -> None:
    files = dict(data_files(real, real_graph, real_pieces))
    site = Site(real, real_graph, real_pieces, dict.fromkeys(files, b""), Edition("0"))
    pages = {page.path: page.text for page in site.files()}
    listed = re.compile(r'class="kb-reflist__label" href="[^"]*references/([a-z0-9-]+)/"')
    for entity in real.entities.values():
        name = f"{entity.folder}/{entity.id}"
        keys = keys_in(files.get(f"{name}.bib", ""))
        assert keys == listed.findall(pages[f"{name}.md"]), name
        taken = re.search(r'data-take="([^"]*)"', pages[f"{name}.md"])
        assert (taken[1].split() if taken else []) == keys, name
