"""kb.json: the whole knowledge base as one document; and the statements of one page as a document of their own.

Lists are sorted by id, references in the order of references.bib (the review, its list by number, the others). The
order of claims on a page is that of the page's ``claims``. Fields that were not given are left out, except where
``null`` says something: a claim without a frequency word, or without a level. Nothing depends on when or where it is
written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from build_tools import __version__
from build_tools.exports.kb_document import (
    LICENSE,
    PAGE_SCHEMA_ID,
    SCHEMA_ID,
    SCHEMA_VERSION,
    ChangeDocument,
    CitedDocument,
    ClaimDocument,
    ComparisonDocument,
    ConditionDocument,
    ConflictDocument,
    Document,
    FigureDocument,
    FindingDocument,
    KnowledgeDocument,
    PageDocument,
    PathwayDocument,
    PersonDocument,
    ReferenceDocument,
    RegionDocument,
    SignDocument,
    StatementsDocument,
    StepDocument,
    TimeDocument,
    TreatmentDocument,
)
from build_tools.graph import EvidenceGraph, link_target
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model import addresses
from build_tools.model.bibliography import Person
from build_tools.model.claims import Claim, Duration, GroupLink, SignLink, Statement
from build_tools.model.entities import Page, Step
from build_tools.model.names import cited_key
from build_tools.model.reading import Finding

NAMED_APART = frozenset({"author", "editor", "number", "duplicateof"})
"""Fields of references.bib that a reference's record holds under names of its own."""

PAGE_DOCUMENTS: Mapping[type[Page], type[PageDocument]] = {
    document_type.page_type: document_type
    for document_type in (
        ConditionDocument,
        SignDocument,
        TreatmentDocument,
        RegionDocument,
        ConflictDocument,
        ComparisonDocument,
        PathwayDocument,
        FigureDocument,
    )
}
"""The record of each kind of page."""

D = TypeVar("D", bound=PageDocument)


def kb_json(kb: KnowledgeBase, graph: EvidenceGraph, version: str = __version__, date: str = "") -> str:
    """kb.json as text: UTF-8 characters as they are, two spaces of indentation, a line feed at the end."""
    return _text(knowledge_document(kb, graph, version, date))


def page_json(kb: KnowledgeBase, page: Page, version: str = __version__, date: str = "") -> str:
    """The statements of one page with the findings that they cite, in the same form as kb.json holds them."""
    claims = kb.claims_of_page.get(page.id, ())
    cited = {citation for claim in claims for citation in claim.statement.all_citations}
    keys = {cited_key(citation) for citation in cited}
    return _text(
        StatementsDocument(
            schema_=PAGE_SCHEMA_ID,
            schema_version=SCHEMA_VERSION,
            version=version,
            license=LICENSE,
            kind=page.kind,
            page=_page(kb, page, PAGE_DOCUMENTS[type(page)]),
            claims=tuple(_claim(kb, claim) for claim in claims),
            findings=tuple(_finding(one, kb.findings[one]) for one in sorted(cited & kb.findings.keys())),
            references=tuple(_cited(reference) for key, reference in kb.references.items() if key in keys),
            **_given(date=date),
        )
    )


def _text(document: Document) -> str:
    data = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def knowledge_document(
    kb: KnowledgeBase, graph: EvidenceGraph, version: str = __version__, date: str = ""
) -> KnowledgeDocument:
    """Everything that was read, as kb.json holds it; ``date`` is the date of the sources, where known."""
    return KnowledgeDocument(
        schema_=SCHEMA_ID,
        schema_version=SCHEMA_VERSION,
        version=version,
        license=LICENSE,
        conditions=_pages(kb, ConditionDocument),
        signs=_pages(kb, SignDocument),
        treatments=_pages(kb, TreatmentDocument),
        regions=_pages(kb, RegionDocument),
        conflicts=_pages(kb, ConflictDocument),
        comparisons=_pages(kb, ComparisonDocument),
        pathways=_pages(kb, PathwayDocument),
        figures=_pages(kb, FigureDocument),
        references=tuple(_reference(graph, reference) for reference in kb.references.values()),
        findings=tuple(_finding(citation, finding) for citation, finding in sorted(kb.findings.items())),
        claims=tuple(_claim(kb, claim) for _, claim in sorted(kb.claims.items())),
        vocabulary=kb.vocabulary,
        glossary=kb.glossary,
        **_given(date=date, study=kb.study if kb.study.path else None),
    )


def _given(**values: Any) -> dict[str, Any]:
    """The values that say something; what is left out of a record is left out of the document too."""
    return {name: value for name, value in values.items() if value not in (None, "", (), False)}


def _pages(kb: KnowledgeBase, document_type: type[D]) -> tuple[D, ...]:
    pages = {page.id: page for page in reversed(kb.pages) if isinstance(page, document_type.page_type)}
    return tuple(_page(kb, page, document_type) for _, page in sorted(pages.items()))


def _page(kb: KnowledgeBase, page: Page, document_type: type[D]) -> D:
    of_its_own = [name for name in document_type.model_fields if name not in ("claims", "address")]
    own = _given(**{name: getattr(page, name) for name in of_its_own})
    claims = tuple(claim.id for claim in kb.claims_of_page.get(page.id, ()))
    return document_type(**own, address=addresses.of_page(page), claims=claims)


def _person(person: Person) -> PersonDocument:
    given = _given(given=person.given, suffix=person.suffix, is_group=person.is_group)
    return PersonDocument(family=person.family, **given)


def _reference(graph: EvidenceGraph, reference: Reference) -> ReferenceDocument:
    entry, notes = reference.entry, reference.notes
    fields = {name: value for name, value in sorted(entry.fields.items()) if name not in NAMED_APART}
    if "pages" in fields:
        fields["pages"] = fields["pages"].replace("--", "-")
    read = {} if notes is None else {name: getattr(notes, name) for name in ("use", "study", "remarks", "evidence_key")}
    corrections = {} if notes is None else {"corrections": notes.corrections, "suspected": notes.suspected}
    return ReferenceDocument(
        key=reference.key,
        address=addresses.of_reference(reference.key),
        number=reference.number,
        label=reference.label,
        type=entry.type,
        authors=tuple(_person(person) for person in entry.authors),
        authors_complete=entry.authors_complete,
        fields=fields,
        read=notes.read if notes else None,
        cited_by=tuple(sorted(claim.id for claim in graph.claims_citing(reference))),
        **_given(
            editors=tuple(_person(person) for person in entry.editors),
            duplicate_of=entry.duplicate_of,
            findings=tuple(f"{reference.key}#{finding_id}" for finding_id in reference.findings),
            **read,
            **corrections,
        ),
    )


def _cited(reference: Reference) -> CitedDocument:
    entry = reference.entry
    return CitedDocument(
        key=reference.key,
        address=addresses.of_reference(reference.key),
        label=reference.label,
        title=entry.title,
        year=entry.year,
        **_given(doi=entry.doi, pmid=entry.pmid),
    )


def _finding(citation: str, finding: Finding) -> FindingDocument:
    return FindingDocument(
        id=citation,
        address=addresses.of_finding(citation),
        reference=cited_key(citation),
        text=finding.text,
        basis=finding.basis,
        source=finding.source,
        **_given(evidence=finding.evidence),
    )


def _claim(kb: KnowledgeBase, claim: Claim) -> ClaimDocument:
    statement = claim.statement
    of_sign = (
        {"stage": statement.stage, "region": statement.region, "count": statement.count}
        if isinstance(statement, SignLink)
        else {}
    )
    return ClaimDocument(
        id=claim.id,
        address=addresses.of_claim(claim),
        entity=claim.page.id,
        section=claim.section,
        text=statement.text,
        frequency=claim.frequency,
        level=kb.level_of(statement),
        cites=statement.cites,
        against=statement.against,
        **_given(
            target=link_target(claim),
            group=statement.group if isinstance(statement, GroupLink) else None,
            conflict=statement.conflict,
            editorial=statement.editorial,
            derived=statement.derived,
            update=_change(claim),
            asked=statement.asked,
            time=_time(statement),
            step=_step(statement),
            **of_sign,
        ),
    )


def _change(claim: Claim) -> ChangeDocument | None:
    update = claim.statement.update
    if update is None:
        return None
    own = _given(recorded=update.recorded)
    return ChangeDocument(topic=update.topic, position=f"{claim.id}.position", effect=update.effect, **own)


def _time(statement: Statement) -> TimeDocument | None:
    if not isinstance(statement, Duration):
        return None
    given = _given(modality=statement.modality, since=statement.since, n=statement.n)
    return TimeDocument(lane=statement.lane, event=statement.event, unit=statement.unit, **statement.times, **given)


def _step(statement: Statement) -> StepDocument | None:
    if not isinstance(statement, Step):
        return None
    return StepDocument(question=statement.question, **_given(leads_to=statement.leads_to))
