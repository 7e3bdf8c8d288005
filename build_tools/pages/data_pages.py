"""Pages for those who use the data: how it is used, the datasheet, and the way from an id to its place."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exports import knowledge_files
from build_tools.exports.kb_document import PAGE_SCHEMA_ID, SCHEMA_CHANGES, SCHEMA_ID, SCHEMA_VERSION
from build_tools.exports.linked_data import OWN_TERMS, TERMS
from build_tools.exports.linked_references import IDS
from build_tools.exports.tables import TABLES
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Conflict
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.tool_data import data_script
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.permanence import PermanentIds
from build_tools.views.evidence import overview

EXAMPLE = "transient-osteoporosis-of-the-hip"
"""The page whose files stand for all others in examples, where the knowledge base has it."""

PYTHON = """from build_tools import load

kb = load(".")  # the folder that holds kb/ and references.bib
for claim in kb.claims_of_page["{example}"]:
    print(claim.id, kb.level_of(claim.statement), *claim.statement.cites)"""

NETWORK = """from build_tools import load
from build_tools.graph import EvidenceGraph

network = EvidenceGraph(load(".")).network  # a networkx.MultiDiGraph
print(network.number_of_nodes(), network.number_of_edges())"""

SQL = """SELECT c.id, f.text, r.title
FROM claims c
JOIN evidence e ON e.claim = c.id
JOIN findings f ON f.id = e.finding
JOIN "references" r ON r.key = f.reference
WHERE e.direction = 'opposes'
ORDER BY c.id"""
"""Examples of the page. A test takes them from the built page and runs them."""


def data_pages(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """The pages, and the data of the script that leads from an id to its place."""
    example = EXAMPLE if EXAMPLE in kb.entities else next(iter(kb.entities))
    claim = kb.claims[f"{example}.definition"]
    yield writer.page(
        addresses.DATA,
        "data.md.j2",
        "Using the data",
        file=addresses.index_file(addresses.DATA),
        description="Forms, keys and permanent addresses of the knowledge base as data, with examples.",
        tags=site_words(addresses.DATA),
        example=kb.entities[example],
        example_claim=claim,
        files=knowledge_files,
        tables=TABLES,
        schema={"id": SCHEMA_ID, "page_id": PAGE_SCHEMA_ID, "version": SCHEMA_VERSION, "changes": SCHEMA_CHANGES},
        terms=OWN_TERMS,
        names={"ids": IDS, "terms": TERMS},
        python=PYTHON.format(example=example),
        network=NETWORK,
        sql=SQL,
    )
    yield writer.page(
        addresses.DATASHEET,
        "datasheet.md.j2",
        "Datasheet",
        description="What is in the data, how it was collected, what it is for and what it is not for.",
        tags=site_words(addresses.DATASHEET),
        counts=overview(kb, graph),
        opposed=sum(bool(claim.statement.against) for claim in kb.claims.values()),
        youngest=max((one.entry.year for one in kb.references.values()), default=""),
    )
    yield writer.page(
        addresses.CLAIM,
        "claim.md.j2",
        "Find a statement by its id",
        description="The permanent address of every statement, finding, publication and page.",
        scripts=("claim",),
        example_claim=claim,
        pages=sorted((page for page in kb.pages if not isinstance(page, Conflict)), key=lambda page: page.id),
        conflicts=sorted(kb.conflicts.values(), key=lambda conflict: conflict.id),
    )
    yield data_script("permanent", _places(kb))


def _places(kb: KnowledgeBase) -> dict[str, object]:
    """What the script needs to find any id, present or earlier: the twin of permanence.py and of_claim."""
    ids = PermanentIds(kb)
    return {
        "pages": {page.id: addresses.of_page(page) for page in kb.pages},
        "references": list(kb.references),
        "positions": [claim.id for claim in kb.claims.values() if claim.is_position],
        "changes": addresses.CHANGES,
        "folder": addresses.REFERENCES,
        "formerly": {**ids.former_pages, **ids.former_keys},
        "moved": kb.moved.moved,
        "withdrawn": {
            identifier: reason
            for identifier in sorted({*kb.moved.withdrawn, *kb.published_ids})
            if identifier not in ids.all and (reason := ids.withdrawn(identifier))
        },
    }
