"""The forms of identifiers, written once: the reader, the JSON Schema and the documentation use these patterns."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from build_tools.model.record import CitesFinding, IsProse, LinkTo, WordOf

SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
KEY = r"(?:[a-z][a-z0-9]*[0-9]{4}[a-z]?|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)"
"""Surname and year; a working key with hyphens where the authors are not recorded yet."""
DOI = r"10\.[0-9]{4,9}/\S+"

SLUG_PATTERN = rf"^{SLUG}$"
KEY_PATTERN = rf"^{KEY}$"
CITATION_PATTERN = rf"^{KEY}#{SLUG}$"
DOTTED_PATTERN = rf"^{SLUG}(?:\.{SLUG})+$"
DOI_PATTERN = rf"^{DOI}$"
PMID_PATTERN = r"^[1-9][0-9]{0,8}$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CODE_PATTERN = r"^[a-z][a-z0-9]{1,7}$"

FORMS: dict[str, str] = {
    SLUG_PATTERN: "lower-case words joined by hyphens, such as transient-osteoporosis",
    KEY_PATTERN: "a surname and a year in lower case, such as hofmann1993 or karantanas2008a",
    DOTTED_PATTERN: "names joined by dots, such as double-line-sign.appearance.two-lines",
    CITATION_PATTERN: "key#finding-id, such as hofmann1993#mri-normal",
    DOI_PATTERN: "a bare DOI that starts with 10. and has no spaces",
    PMID_PATTERN: "the digits of the PubMed number alone",
    DATE_PATTERN: "year-month-day, such as 2026-11-23",
    CODE_PATTERN: "two to eight lower-case letters or digits, such as toh",
}
"""What each pattern asks for, in words for people."""

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
DottedId = Annotated[str, StringConstraints(pattern=DOTTED_PATTERN)]
"""The id of a claim, or of an item of the self-test, which begins with its kind."""
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Date = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Prose = Annotated[str, StringConstraints(min_length=1), IsProse()]
Citation = Annotated[str, StringConstraints(pattern=CITATION_PATTERN), CitesFinding()]

ConditionId = Annotated[str, LinkTo(("condition",))]
SignId = Annotated[str, LinkTo(("sign",))]
TreatmentId = Annotated[str, LinkTo(("treatment",))]
RegionId = Annotated[str, LinkTo(("region",))]
ConflictId = Annotated[str, LinkTo(("conflict",))]
EntityId = Annotated[str, LinkTo(("condition", "sign", "treatment", "region"))]

FrequencyWord = Annotated[str, WordOf("frequencies")]
LevelWord = Annotated[str, WordOf("levels")]
DesignWord = Annotated[str, WordOf("designs")]
ModalityWord = Annotated[str, WordOf("modalities")]
SequenceWord = Annotated[str, WordOf("sequences")]
LaneWord = Annotated[str, WordOf("lanes")]
StartWord = Annotated[str, WordOf("starts")]
TopicWord = Annotated[str, WordOf("topics")]
StageWord = Annotated[str, WordOf("stages")]
GroupWord = Annotated[str, WordOf("patient_groups")]
CauseWord = Annotated[str, WordOf("causes")]
TreatmentKindWord = Annotated[str, WordOf("treatment_kinds")]
EditorialWord = Annotated[str, WordOf("editorial_reasons")]


def cited_key(citation: str) -> str:
    """The reference's key in ``key#finding-id``."""
    return citation.partition("#")[0]


def cited_finding(citation: str) -> str:
    """The finding's id in ``key#finding-id``."""
    return citation.partition("#")[2]
