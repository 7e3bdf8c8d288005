"""Pages of publications, and their list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.exports.citation_text import NLM, STYLES
from build_tools.exports.embedded import COINS_CLASS, context_object, highwire_tags
from build_tools.exports.formats import CITATION_FORMATS, Pieces
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import REVIEW_KEY, KnowledgeBase, Reference
from build_tools.model.reading import Finding
from build_tools.pages import addresses
from build_tools.pages.downloads import list_words
from build_tools.pages.lists import CHECKBOXES, SCRIPTS, search_words
from build_tools.pages.writer import Later, PageFile, SiteWriter, authors_year
from build_tools.views.evidence import CitingPage, citing_pages, overview
from build_tools.views.reference_list import references_list


def reference_pages(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter, pieces: Pieces) -> Iterator[PageFile]:
    """A page for every publication, and their list; ``pieces`` are the publications in every format.

    The head of a page describes the publication to reference managers, not the page, so it has no description.
    """
    other_styles = [name for name in STYLES if name != NLM]
    for reference in kb.references.values():
        duplicate = reference.entry.duplicate_of
        twin = kb.references.get(duplicate) if duplicate else None
        notes = reference.notes
        yield writer.page(
            addresses.of_reference(reference.key),
            "reference.md.j2",
            authors_year(reference),
            boost=0.3,
            metadata=highwire_tags(reference.entry),
            reference=reference,
            review_key=REVIEW_KEY,
            notes=notes,
            twin=twin,
            findings=Later(partial(_findings, kb, graph, reference)),
            cited_by=Later(partial(_cited_by, kb, graph, reference)),
            source=notes.origin.path if notes else reference.entry.origin.path,
            styles=[(CITATION_FORMATS[name].label, pieces[name][reference.key].rstrip()) for name in other_styles],
        )
    counts = overview(kb, graph)
    listing = references_list(kb, graph)
    yield writer.page(
        addresses.REFERENCES,
        "references_index.md.j2",
        "References",
        file=addresses.index_file(addresses.REFERENCES),
        description="The 2009 review and its reference list, with what was read of each.",
        scripts=(*SCRIPTS, "choose"),
        metadata=(),
        counts=counts,
        listing=listing,
        search_words=search_words,
        checkboxes=CHECKBOXES,
        context_object=context_object,
        coins_class=COINS_CLASS,
        whole_lists=list_words(counts),
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
