"""Pages of publications, and their list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import REVIEW_KEY, KnowledgeBase, Reference
from build_tools.model.reading import Finding
from build_tools.pages import addresses
from build_tools.pages.lists import CHECKBOXES, SCRIPTS, search_words
from build_tools.pages.writer import Later, PageFile, SiteWriter, authors_year
from build_tools.views.evidence import CitingPage, citing_pages, overview
from build_tools.views.reference_list import references_list


def reference_pages(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """A page for every publication, and their list."""
    for reference in kb.references.values():
        duplicate = reference.entry.duplicate_of
        twin = kb.references.get(duplicate) if duplicate else None
        notes = reference.notes
        yield writer.page(
            addresses.of_reference(reference.key),
            "reference.md.j2",
            authors_year(reference),
            description=notes.use if notes else reference.entry.title,
            boost=0.3,
            reference=reference,
            review_key=REVIEW_KEY,
            notes=notes,
            twin=twin,
            findings=Later(partial(_findings, kb, graph, reference)),
            cited_by=Later(partial(_cited_by, kb, graph, reference)),
            source=notes.origin.path if notes else reference.entry.origin.path,
        )
    listing = references_list(kb, graph)
    yield writer.page(
        addresses.REFERENCES,
        "references_index.md.j2",
        "References",
        file=addresses.index_file(addresses.REFERENCES),
        description="The 2009 review and its reference list, with what was read of each.",
        scripts=SCRIPTS,
        counts=overview(kb, graph),
        listing=listing,
        search_words=search_words,
        checkboxes=CHECKBOXES,
        incomplete=[row.reference for row in listing.rows if row.reference.entry.fields.get("incomplete")],
    )


def _findings(
    kb: KnowledgeBase, graph: EvidenceGraph, reference: Reference
) -> list[tuple[str, Finding, tuple[CitingPage, ...]]]:
    """The findings of a publication, each with the claims that cite it."""
    return [
        (finding_id, finding, citing_pages(kb, graph.claims_citing_finding(f"{reference.key}#{finding_id}")))
        for finding_id, finding in reference.findings.items()
    ]


def _cited_by(kb: KnowledgeBase, graph: EvidenceGraph, reference: Reference) -> tuple[CitingPage, ...]:
    return citing_pages(kb, graph.claims_citing(reference))
