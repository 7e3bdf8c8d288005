"""The rows of the tables: cells in the order of the fields that ``tables.py`` names, rows in a fixed order.

A cell is a text, a number, a truth, or None where nothing is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.graph import EvidenceGraph, link_target
from build_tools.knowledge import KnowledgeBase
from build_tools.model import addresses
from build_tools.model.bibliography import Person
from build_tools.model.claims import GroupLink, SignLink
from build_tools.model.names import cited_key

Cell = str | int | bool | None
Row = tuple[Cell, ...]

SUPPORTS, OPPOSES = "supports", "opposes"
"""The direction of a finding, seen from the claim that cites it."""

PREFERRED, ABBREVIATION, SYNONYM = "preferred", "abbreviation", "synonym"
"""What a name is to the thing that it names."""


def pages(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Every page that holds claims."""
    pages = {page.id: page for page in reversed(kb.pages)}
    for _, page in sorted(pages.items()):
        yield page.id, page.kind, page.display_name, addresses.of_page(page)


def conditions(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Conditions by id."""
    for one in sorted(kb.conditions.values(), key=lambda one: one.id):
        yield one.id, one.name, one.abbreviation, one.code, one.cause, one.definition.text, one.urgent is not None


def signs(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Signs by id."""
    for one in sorted(kb.signs.values(), key=lambda one: one.id):
        yield one.id, one.name, one.abbreviation, one.modality, one.definition.text


def treatments(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Treatments by id."""
    for one in sorted(kb.treatments.values(), key=lambda one: one.id):
        yield one.id, one.name, one.abbreviation, one.treatment_kind, one.definition.text


def regions(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Regions by id."""
    for one in sorted(kb.regions.values(), key=lambda one: one.id):
        yield one.id, one.name, one.part_of, one.definition.text


def names(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Each name once for each thing that it names."""
    for one in sorted(kb.entities.values(), key=lambda one: one.id):
        abbreviation = {one.abbreviation: ABBREVIATION} if one.abbreviation else {}
        names = {**dict.fromkeys(one.synonyms, SYNONYM), **abbreviation, one.name: PREFERRED}
        for name in dict.fromkeys(one.all_names):
            yield one.id, name, names[name]


def codes(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Codes in other vocabularies."""
    for one in sorted(kb.entities.values(), key=lambda one: one.id):
        for xref in one.xrefs:
            yield one.id, xref.vocabulary, xref.id, xref.label, xref.match, xref.note


def references(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Publications in the order of references.bib."""
    for one in kb.references.values():
        entry, notes = one.entry, one.notes
        study = notes.study if notes else None
        year = int(entry.year) if entry.year.isdecimal() else None
        container = entry.fields.get("journal") or entry.fields.get("booktitle")
        language = entry.fields.get("language", "").capitalize() or None
        pages = entry.fields.get("pages", "").replace("--", "-") or None
        yield (
            *(one.key, one.number, _names(entry.authors), entry.authors_complete, entry.title, entry.type, container),
            *(entry.fields.get("shortjournal"), _names(entry.editors), entry.fields.get("publisher"), language, year),
            *(entry.fields.get("volume"), entry.fields.get("issue"), pages, entry.doi, entry.pmid),
            *(entry.duplicate_of, notes.read if notes else None),
            *((study.design, study.n) if study else (None, None)),
            addresses.of_reference(one.key),
        )


def _names(people: Iterable[Person]) -> str | None:
    """``Family, Given; Family, Given``; None for nobody."""
    return "; ".join(f"{one.family}, {one.given}".removesuffix(", ") for one in people) or None


def findings(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Findings by citation."""
    for citation, finding in sorted(kb.findings.items()):
        place = addresses.of_finding(citation)
        yield citation, cited_key(citation), finding.text, finding.basis, finding.source, place


def claims(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Claims by id."""
    for _, claim in sorted(kb.claims.items()):
        statement = claim.statement
        of_sign = statement if isinstance(statement, SignLink) else None
        count = of_sign.count if of_sign else None
        yield (
            *(claim.id, claim.page.id, claim.section, statement.text, claim.frequency, kb.level_of(statement)),
            *(link_target(claim), statement.group if isinstance(statement, GroupLink) else None),
            *((of_sign.stage, of_sign.region) if of_sign else (None, None)),
            *((count.n, count.of) if count else (None, None)),
            *(statement.conflict, statement.editorial, statement.derived, addresses.of_claim(claim)),
        )


def evidence(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Each link of a claim to a finding."""
    for _, claim in sorted(kb.claims.items()):
        for direction, citations in ((SUPPORTS, claim.statement.cites), (OPPOSES, claim.statement.against)):
            for citation in dict.fromkeys(citations):
                if citation in kb.findings:
                    yield claim.id, citation, direction


def edges(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Row]:
    """Each claim that links two pages."""
    for edge in sorted(graph.edges, key=lambda edge: edge.claim.id):
        yield edge.claim.id, edge.source, edge.relation, edge.target, edge.claim.frequency
