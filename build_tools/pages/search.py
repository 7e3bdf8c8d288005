"""What the search needs beside the pages themselves: words that lead to pages of no entity, and the router's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model import spelling
from build_tools.pages import addresses
from build_tools.pages.tool_data import data_script
from build_tools.pages.writer import PageFile, titled
from build_tools.views import router_rules as rules
from build_tools.views.comparison import Comparison
from build_tools.views.router import Router
from build_tools.views.router_index import router, site_entry
from build_tools.views.router_records import Entry

SITE_PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    addresses.DOWNLOADS: (
        "Downloads",
        (
            "export citations BibTeX",
            "download",
            "export references",
            "data files",
            "JSON",
            "bib file",
            "RIS EndNote Zotero",
            "import into Zotero",
        ),
    ),
    addresses.DATA: (
        "Using the data",
        ("API", "SQL database", "linked data", "JSON-LD", "python", "permalink of a statement", "cite a statement"),
    ),
    addresses.DATASHEET: ("Datasheet", ("datasheet for datasets", "data card", "how the data was collected")),
    addresses.CAUSES: (
        "What can cause marrow edema?",
        ("causes of bone marrow edema", "differential diagnosis", "list of causes"),
    ),
    addresses.HISTORY: (
        "How long does it last?",
        (
            "natural history",
            "duration",
            "time course",
            "how long until it resolves",
            "recovery time",
            "how long does marrow edema take to go away",
        ),
    ),
    addresses.GROUPS: ("Patient groups", ("who gets bone marrow edema syndrome", "age and sex", "risk groups")),
    addresses.CHANGES: (
        "What has changed since 2009",
        ("what is new", "changes since 2009", "updates", "recent evidence", "new research"),
    ),
    addresses.GLOSSARY: ("Glossary", ("abbreviations", "terms", "list of abbreviations")),
    addresses.COMPARE: ("Compare", ("compare conditions", "comparisons", "look-alikes", "mimics")),
    addresses.MATRIX: (
        "All conditions, sign by sign",
        ("matrix", "table of signs", "differential table", "sign by sign"),
    ),
    addresses.WORKSHEET: (
        "Findings worksheet",
        ("worksheet", "enter findings", "checklist of findings", "what fits these findings"),
    ),
    addresses.STUDY: ("Study", ("study aids", "learn", "revision", "exam", "Anki deck", "flashcards")),
    addresses.SELF_TEST: ("Self-test", ("quiz", "test yourself", "multiple choice questions", "practice questions")),
    addresses.TEN_MINUTES: (
        "In ten minutes",
        ("ten minute path", "quick introduction", "where do I begin", "overview for beginners"),
    ),
    addresses.FIGURES: (
        "Schematics",
        ("figures", "drawings", "pictures", "images of the signs", "what does it look like", "self-test with pictures"),
    ),
    addresses.EVIDENCE: ("Evidence", ("how reliable is this", "basis of this site")),
    addresses.LEVELS: (
        "Levels and words",
        ("evidence levels", "what do typical and possible mean", "frequency words", "level badges"),
    ),
    addresses.CONFLICTS: (
        "Where sources disagree",
        ("conflicts", "controversies", "disagreements", "disputed", "studies that contradict each other"),
    ),
    addresses.CORRECTIONS: ("Corrections to the printed list", ("misprints", "errors in the reference list")),
    addresses.REFERENCES: ("References", ("bibliography", "list of publications", "literature", "sources")),
    addresses.ABOUT: (
        "About and safety",
        ("disclaimer", "is this medical advice", "safety notice", "report an error or mistake", "contact"),
    ),
    addresses.TEMPLATES: ("Files and fields", ("template", "YAML fields", "schema", "what does a field mean")),
    addresses.CONTRIBUTE: ("Contribute", ("how to contribute", "add a paper", "edit", "pull request")),
}
"""Pages that are no entity's: name, and phrases that readers ask for them by; for the index and for the router."""


def site_words(address: str) -> list[str]:
    """Search words of such a page, in every spelling."""
    return spelling.in_every_spelling(SITE_PAGES[address][1])


def search_router(kb: KnowledgeBase, graph: EvidenceGraph, pairs: tuple[Comparison, ...]) -> Router:
    """The router of the site."""
    return router(kb, graph, pairs, [site_entry(address, *words) for address, words in SITE_PAGES.items()])


def address_of(kb: KnowledgeBase, entry: Entry) -> str:
    """Where a page that the router found stands."""
    page = kb.entities.get(entry.id) or kb.pathways.get(entry.id) or kb.conflicts.get(entry.id)
    if page:
        return addresses.of_page(page)
    return addresses.of_term(entry.id.removeprefix("term:")) if entry.kind == "term" else entry.id


def router_script(kb: KnowledgeBase, graph: EvidenceGraph, pairs: tuple[Comparison, ...]) -> PageFile:
    """The data file of the router: pages, word weights, pairs, and the tables and numbers of its rules."""
    found = search_router(kb, graph, pairs)
    data: dict[str, Any] = {
        "entries": [
            {
                "id": entry.id,
                "name": titled(kb.entities[entry.id]) if entry.id in kb.entities else entry.name,
                "kind": entry.kind,
                "rank": entry.rank,
                "address": address_of(kb, entry),
                "aliases": [[one.text, one.kind, one.folded] for one in entry.aliases],
                "context": " ".join(sorted(entry.context)),
            }
            for entry in found.entries
        ],
        "pairs": [
            [
                one.first.id,
                one.second.id,
                int(one.curated is None),
                addresses.of_comparison(one.slug),
            ]
            for one in pairs
        ],
        "compare": addresses.of_comparing(),
        "weights": found.weights,
        "unknownWeight": found.unknown_weight,
        "rules": {
            "connectors": rules.CONNECTORS,
            "alwaysBetween": sorted(rules.ALWAYS_BETWEEN),
            "cues": sorted(rules.CUES),
            "littleWords": sorted(rules.LITTLE_WORDS),
            "littleWeight": rules.LITTLE_WEIGHT,
            "explained": rules.EXPLAINED,
            "aliasShare": rules.ALIAS_SHARE,
            "sideExplained": rules.SIDE_EXPLAINED,
            "sideAlias": rules.SIDE_ALIAS,
            "sideNearly": rules.SIDE_NEARLY,
            "context": rules.CONTEXT,
            "ending": rules.ENDING,
            "otherName": rules.OTHER_NAME,
            "lead": rules.LEAD,
            "tie": rules.TIE,
            "fromText": rules.FROM_TEXT,
            "abbreviations": rules.ABBREVIATIONS,
            "code": rules.CODE,
            "same": rules.SAME,
            "prefix": rules.PREFIX,
            "near": rules.NEAR,
            "far": rules.FAR,
            "most": rules.MOST,
            "mistakes": [rules.letters_apart(length) for length in range(rules.LONGEST_SHORT + 1)],
            "stems": spelling.STEMS,
            "keepsS": spelling.KEEPS_S,
            "ise": spelling.ISE,
        },
    }
    return data_script("router", data)
