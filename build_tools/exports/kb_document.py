"""The form of kb.json: typed records, from which its JSON Schema is generated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_tools.model.claims import Asked, Count
from build_tools.model.entities import (
    Comparison,
    Condition,
    Conflict,
    Figure,
    Page,
    Pathway,
    Region,
    Review,
    Sign,
    Treatment,
    Xref,
)
from build_tools.model.reading import Correction, Study
from build_tools.model.study import StudyPlan
from build_tools.model.vocabulary import Glossary, Vocabulary

SCHEMA_ID: Literal["urn:bmes-kb:schema:kb:1"] = "urn:bmes-kb:schema:kb:1"
"""Name of the document's form. The number grows when a reader of the old form could no longer read the new one."""

PAGE_SCHEMA_ID: Literal["urn:bmes-kb:schema:page:1"] = "urn:bmes-kb:schema:page:1"
"""Name of the form of the files under ``claims/``, which grows with that of kb.json."""

SCHEMA_CHANGES: Mapping[str, str] = {
    "1.0": "The first form.",
}
"""What each version of the forms changed, oldest first. The second number grows when something is only added."""

SCHEMA_VERSION = list(SCHEMA_CHANGES)[-1]
"""The version of the forms that is written; a test holds it against the form itself."""

LICENSE: Literal["CC-BY-4.0"] = "CC-BY-4.0"
"""License of texts and data (SPDX identifier)."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema that is written."""


class Document(BaseModel):
    """A part of kb.json."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PageDocument(Document):
    """What every page has."""

    page_type: ClassVar[type[Page]] = Page

    id: str
    address: str = Field(description="Where it stands on the site, from the site's root.")
    formerly: tuple[str, ...] = Field((), description="Earlier ids.")
    claims: tuple[str, ...] = Field(description="Ids of the claims that stand on it, in the order of the page.")


class EntityDocument(PageDocument):
    """What every condition, sign, treatment and region has. Its definition is the claim ``<id>.definition``."""

    name: str
    abbreviation: str | None = None
    synonyms: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    reviewed: tuple[Review, ...] = ()
    xrefs: tuple[Xref, ...] = ()


class ConditionDocument(EntityDocument):
    """What a patient may have."""

    page_type: ClassVar[type[Page]] = Condition
    code: str
    cause: str


class SignDocument(EntityDocument):
    """What one may see or measure."""

    page_type: ClassVar[type[Page]] = Sign
    modality: str
    sequences: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


class TreatmentDocument(EntityDocument):
    """What has been done about it."""

    page_type: ClassVar[type[Page]] = Treatment
    treatment_kind: str


class RegionDocument(EntityDocument):
    """A part of the body."""

    page_type: ClassVar[type[Page]] = Region
    part_of: str | None = None
    preset: tuple[str, ...] = ()


class ConflictDocument(PageDocument):
    """A question on which sources disagree."""

    page_type: ClassVar[type[Page]] = Conflict
    code: str
    question: str
    touches: tuple[str, ...]
    related: tuple[str, ...] = ()


class ComparisonDocument(PageDocument):
    """Curated text for a pair of look-alikes."""

    page_type: ClassVar[type[Page]] = Comparison
    first: str
    second: str


class PathwayDocument(PageDocument):
    """A reading order for a situation; its steps are claims in their order."""

    page_type: ClassVar[type[Page]] = Pathway
    name: str
    synonyms: tuple[str, ...] = ()


class FigureDocument(PageDocument):
    """A schematic; its caption is made of claims in their order, its drawing is ``figures/<id>.svg`` of the site."""

    page_type: ClassVar[type[Page]] = Figure
    name: str
    number: int
    shows: tuple[str, ...] = Field(description="Ids of the entities on whose pages it stands.")
    spot: str | None = Field(None, description="Id of the sign to find in it when its labels are hidden.")
    without: tuple[str, ...] = Field((), description="Ids of signs that are not drawn in it.")
    alt: str


class ChangeDocument(Document):
    """What a claim changes against the review."""

    topic: str
    recorded: str | None = Field(None, description="The day on which it was written down here, as year-month-day.")
    position: str = Field(description="Id of the claim that holds the review's position.")
    effect: str


class TimeDocument(Document):
    """A time that one source reports, in its unit: a range, a mean or median, the time at or within which it was."""

    lane: str
    event: str = Field(description="What had happened by then.")
    modality: str | None = Field(None, description="What it was seen by, where the lane does not say it.")
    since: str | None = Field(None, description="What it is counted from, where the source says it.")
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    median: float | None = None
    at: float | None = None
    within: float | None = None
    unit: Literal["days", "weeks", "months", "years"]
    n: str | None = None


class StepDocument(Document):
    """The question of a pathway's step, and the pages that its answers lead to."""

    question: str
    leads_to: tuple[str, ...] = ()


class PersonDocument(Document):
    """An author or editor; a group has a family name only."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False


class ReferenceDocument(Document):
    """A publication: its entry in references.bib and what was read of it."""

    key: str
    address: str = Field(description="Where it stands on the site, from the site's root.")
    number: int | None = Field(description="Number in the review's printed list; null for all that is not in it.")
    label: str = Field(description="What a citation shows.")
    type: str = Field(description="Entry type of BibTeX.")
    authors: tuple[PersonDocument, ...]
    authors_complete: bool = Field(description="Whether the list of authors is known to its end.")
    editors: tuple[PersonDocument, ...] = ()
    fields: dict[str, str] = Field(description="Every other field, as plain text; issue is the journal's issue.")
    duplicate_of: str | None = Field(None, description="Key of the entry that is the same work.")
    evidence_key: str | None = Field(None, description="Its key in the project's evidence files, where that differs.")
    read: str | None = Field(description="The deepest level at which it was read; null without reading notes.")
    use: str | None = Field(None, description="What it is used for.")
    study: Study | None = None
    findings: tuple[str, ...] = Field((), description="Ids of its findings, in the order of the reading notes.")
    corrections: tuple[Correction, ...] = Field((), description="Shown errors of the printed list; applied.")
    suspected: tuple[Correction, ...] = Field((), description="Suspected errors of the printed list; not applied.")
    remarks: tuple[str, ...] = ()
    cited_by: tuple[str, ...] = Field(description="Ids of the claims that cite it, for or against.")


class FindingDocument(Document):
    """One thing that a publication says, in our words."""

    id: str = Field(description="key#finding-id, as claims cite it.")
    address: str = Field(description="Where it stands on the site, from the site's root.")
    reference: str
    text: str
    basis: str = Field(description="The level at which it was read.")
    source: str = Field(description="Where it was read.")
    evidence: tuple[str, ...] = ()


class ClaimDocument(Document):
    """A statement in its place."""

    id: str
    address: str = Field(description="Where it stands on the site, from the site's root.")
    entity: str = Field(description="Id of the page that it stands on.")
    section: str
    text: str = Field(description="*words* are emphasized; [[id]] and [[id|words]] link to a page.")
    frequency: str | None
    level: str | None = Field(description="Computed: the strongest level among the findings that it cites.")
    cites: tuple[str, ...] = Field(description="Findings that support it.")
    against: tuple[str, ...] = Field(description="Findings that speak against it.")
    target: str | None = Field(None, description="The page that it links its own to.")
    group: str | None = Field(None, description="The patient group that it speaks of.")
    stage: str | None = None
    region: str | None = Field(None, description="Where a sign was seen, if reported at one site only.")
    count: Count | None = None
    conflict: str | None = Field(None, description="The conflict that it is one side of.")
    editorial: str | None = Field(None, description="Why it needs no citation.")
    derived: str | None = Field(None, description="How a number in it was computed from cited ones.")
    update: ChangeDocument | None = Field(None, description="What it changes against the review.")
    time: TimeDocument | None = Field(None, description="For claims of a natural history.")
    step: StepDocument | None = Field(None, description="For steps of a pathway.")
    asked: Asked | None = Field(None, description="A question of the self-test that it answers.")


class Head(Document):
    """What a document says of itself before anything else."""

    schema_: str = Field(alias="schema", description="Name of the document's form.")
    schema_version: str = Field(
        pattern="^[0-9]+[.][0-9]+$", description="The form's version, with what was only added."
    )
    version: str = Field(description="Version of bmes-kb.")
    date: str | None = Field(None, description="Date of the sources, as year-month-day.")
    license: Literal["CC-BY-4.0"]


class KnowledgeDocument(Head):
    """The evidence-linked reference on bone marrow edema syndrome, as data. For education only; not medical advice."""

    schema_: Literal["urn:bmes-kb:schema:kb:1"] = Field(alias="schema")
    conditions: tuple[ConditionDocument, ...]
    signs: tuple[SignDocument, ...]
    treatments: tuple[TreatmentDocument, ...]
    regions: tuple[RegionDocument, ...]
    conflicts: tuple[ConflictDocument, ...]
    comparisons: tuple[ComparisonDocument, ...] = ()
    pathways: tuple[PathwayDocument, ...] = ()
    figures: tuple[FigureDocument, ...] = ()
    references: tuple[ReferenceDocument, ...]
    findings: tuple[FindingDocument, ...]
    claims: tuple[ClaimDocument, ...]
    vocabulary: Vocabulary = Field(description="The closed lists of words, with what each means.")
    glossary: Glossary
    study: StudyPlan | None = Field(None, description="The reading path for learners; its stops are claims.")


class CitedDocument(Document):
    """A publication, as far as it takes to name it; all of it stands in kb.json."""

    key: str
    address: str = Field(description="Where it stands on the site, from the site's root.")
    label: str = Field(description="What a citation shows.")
    title: str
    year: str
    doi: str | None = None
    pmid: str | None = None


class StatementsDocument(Head):
    """The statements of one page with the findings that they cite. For education only; not medical advice."""

    schema_: Literal["urn:bmes-kb:schema:page:1"] = Field(alias="schema")
    kind: str = Field(description="condition, sign, treatment, region, conflict, comparison, pathway or figure.")
    page: (
        ConditionDocument
        | SignDocument
        | TreatmentDocument
        | RegionDocument
        | ConflictDocument
        | ComparisonDocument
        | PathwayDocument
        | FigureDocument
    )
    claims: tuple[ClaimDocument, ...] = Field(description="In the order of the page.")
    findings: tuple[FindingDocument, ...] = Field(description="What the claims cite, for or against.")
    references: tuple[CitedDocument, ...] = Field(description="The publications of the findings.")


def kb_schema() -> str:
    """The JSON Schema of kb.json (draft 2020-12), as text."""
    return _schema(KnowledgeDocument, SCHEMA_ID, "kb.json of bmes-kb")


def page_schema() -> str:
    """The JSON Schema of the files under ``claims/``, as text."""
    return _schema(StatementsDocument, PAGE_SCHEMA_ID, "claims/*.json of bmes-kb: the statements of one page")


def _schema(document: type[Head], name: str, title: str) -> str:
    generated = document.model_json_schema(by_alias=True, mode="serialization")
    schema = {"$schema": DIALECT, "$id": name, "$comment": f"version {SCHEMA_VERSION}", **generated, "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
