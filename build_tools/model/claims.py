"""Statements with their evidence, and claims: a statement together with the entity and section that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args

from pydantic import Field, StringConstraints

from build_tools.model.names import (
    Citation,
    ConditionId,
    ConflictId,
    Date,
    EditorialWord,
    FrequencyWord,
    GroupWord,
    LaneWord,
    ModalityWord,
    Prose,
    RegionId,
    SignId,
    Slug,
    StageWord,
    StartWord,
    TopicWord,
    TreatmentId,
    cited_key,
)
from build_tools.model.record import IsProse, Record

if TYPE_CHECKING:
    from build_tools.model.entities import Page


class Asked(Record):
    """A question of the self-test that a statement answers, where no template can ask it.

    A wrong answer has to be wrong by what the statement says, not merely unsaid.
    """

    question: Prose = Field(description="One question that the statement answers.")
    answer: Prose = Field(description="The right answer, no stronger than the statement.")
    wrong: tuple[Prose, ...] = Field(min_length=1, description="Answers that the statement shows to be wrong.")
    about: tuple[ConditionId, ...] = Field((), description="Conditions that it is about, beside those of its page.")


class Statement(Record):
    """A sentence and what it rests on. Its level is computed from the findings it cites, never typed."""

    text: Prose = Field(description="One or two sentences in our own words, no stronger than the evidence.")
    cites: tuple[Citation, ...] = Field((), description="Findings that support it, as key#finding-id.")
    against: tuple[Citation, ...] = Field((), description="Findings that speak against it; needs a conflict.")
    editorial: EditorialWord | None = Field(
        None, description="Why it needs no citation: it says nothing about patients. Instead of cites."
    )
    derived: str | None = Field(None, description='How a number was computed from cited ones, such as "19 + 14 of 36".')
    conflict: ConflictId | None = Field(None, description="The conflict that this statement is one side of.")
    update: Update | None = Field(None, description="What it changes against the 2009 review, for the page of changes.")
    asked: Asked | None = Field(None, description="A question that it answers, for the self-test.")

    @property
    def label(self) -> str:
        """The last part of the claim's id, for statements that stand in a list."""
        return ""

    @property
    def all_citations(self) -> tuple[str, ...]:
        """Supporting citations first, then opposing ones."""
        return self.cites + self.against


class Update(Record):
    """What a later publication changes against the review. The statement that holds it is the later finding."""

    topic: TopicWord = Field(description="Topic on the page of changes.")
    position: Statement = Field(description="What the review, or a reference of its list, says.")
    effect: Prose = Field(description="What follows for this site, in the editors' words.")
    recorded: Date | None = Field(
        None, description="The day on which it was written down here, for the feed of changes."
    )


Statement.model_rebuild()  # it and Update hold each other

Statements = dict[Slug, Statement]
"""Statements by a short name that never changes: the name is part of the claim's address."""


class Count(Record):
    """How many of how many patients or joints showed something, in one source."""

    on_one_line: ClassVar[bool] = True

    n: int = Field(ge=0, description="How many showed it.")
    of: int = Field(ge=1, description="How many were looked at.")


class SignLink(Statement):
    """How often a sign is seen in the condition."""

    written_first: ClassVar[tuple[str, ...]] = ("sign", "frequency", "stage", "region")

    sign: SignId = Field(description="The sign.")
    frequency: FrequencyWord = Field(description="How often, in the words of the vocabulary.")
    stage: StageWord | None = Field(None, description="When it is seen, if it belongs to one stage only.")
    region: RegionId | None = Field(None, description="Where, if it was reported at one site only.")
    count: Count | None = Field(None, description="The numbers of one source.")

    @property
    def label(self) -> str:
        """Sign, then stage and region where given."""
        return ".".join(part for part in (self.sign, self.stage, self.region) if part)


class RegionLink(Statement):
    """How often the condition is found in a region."""

    written_first: ClassVar[tuple[str, ...]] = ("region", "frequency")

    region: RegionId = Field(description="The region.")
    frequency: FrequencyWord = Field(description="How often, in the words of the vocabulary.")

    @property
    def label(self) -> str:
        """The region."""
        return self.region


class GroupLink(Statement):
    """How often the condition is found in a group of patients."""

    written_first: ClassVar[tuple[str, ...]] = ("group", "frequency")

    group: GroupWord = Field(description="The group of patients.")
    frequency: FrequencyWord = Field(description="How often, in the words of the vocabulary.")

    @property
    def label(self) -> str:
        """The patient group."""
        return self.group


class ConditionLink(Statement):
    """A directed relation to another condition."""

    written_first: ClassVar[tuple[str, ...]] = ("condition",)

    condition: ConditionId = Field(description="The other condition.")

    @property
    def label(self) -> str:
        """The other condition."""
        return self.condition


TIME_FIELDS = ("low", "high", "mean", "median", "at", "within")
"""The fields of a time that hold numbers, in the order in which they are told."""

Time = Annotated[float | None, Field(ge=0)]
Event = Annotated[str, StringConstraints(min_length=1, max_length=60), IsProse()]


class Duration(Statement):
    """A time that one source reports: one bar or point of the natural history. Numbers and unit as the source has them.

    It is a range (``low`` and ``high``), a ``mean`` or ``median`` with or without its range, the time ``at`` which
    something was seen, or a time ``within`` which it happened. Nothing is converted or pooled here.
    """

    written_first: ClassVar[tuple[str, ...]] = ("lane", "event", "modality", "since", *TIME_FIELDS, "unit", "n")

    lane: LaneWord = Field(description="What lasted.")
    event: Event = Field(description="What had happened by then, in a few words: what the drawing says.")
    modality: ModalityWord | None = Field(None, description="What it was seen by, where the lane does not say it.")
    since: StartWord | None = Field(None, description="What the time is counted from, where the source says it.")
    low: Time = Field(None, description="Shortest time of the source's range.")
    high: Time = Field(None, description="Longest time of the source's range.")
    mean: Time = Field(None, description="The source's mean.")
    median: Time = Field(None, description="The source's median.")
    at: Time = Field(None, description="When it was seen; it may have happened earlier.")
    within: Time = Field(None, description="The time within which it happened, where no shortest one is given.")
    unit: str = Field("months", pattern="^(days|weeks|months|years)$", description="Unit of all times: the source's.")
    n: str | None = Field(None, description="Size of the source's group, in its words.")

    @property
    def label(self) -> str:
        """The lane, the source, and what it was seen by where given."""
        source = tuple(cited_key(citation) for citation in self.cites[:1])
        return ".".join((self.lane, *source, *((self.modality,) if self.modality else ())))

    @property
    def times(self) -> dict[str, float]:
        """The times that are given, by the name of their field, in the order of the fields."""
        values = {name: getattr(self, name) for name in TIME_FIELDS}
        return {name: value for name, value in values.items() if value is not None}


class Discriminator(Statement):
    """What tells a pair of conditions apart, with the sign that carries it where one does."""

    written_first: ClassVar[tuple[str, ...]] = ("sign",)

    sign: SignId | None = Field(None, description="The sign that carries it.")


class MimicLink(ConditionLink):
    """A look-alike. The relation is symmetric and stored once, in either of the two files."""

    discriminator: Discriminator | None = Field(None, description="The single best feature that tells the two apart.")


class TreatmentLink(Statement):
    """What has been reported about a treatment of the condition; never a recommendation."""

    written_first: ClassVar[tuple[str, ...]] = ("treatment",)

    treatment: TreatmentId = Field(description="The treatment.")

    @property
    def label(self) -> str:
        """The treatment."""
        return self.treatment


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in its place. The id is permanent: page id, section, and name or target, joined by dots."""

    id: str
    page: Page
    section: str
    statement: Statement
    is_inner: bool = False
    """Whether it stands inside another claim, as a discriminator or as the position that an update changes."""

    @property
    def is_position(self) -> bool:
        """Whether it is what an update changes: such claims stand on the page of changes."""
        return self.is_inner and self.id.endswith(".position")

    @property
    def frequency(self) -> str | None:
        """The frequency word, for claims that link to a sign, a region or a patient group."""
        statement = self.statement
        return statement.frequency if isinstance(statement, SignLink | RegionLink | GroupLink) else None


Named = Annotated[Statements, Field(default_factory=dict)]


def claims_of(page: Page) -> Iterator[Claim]:
    """Every claim of an entity or conflict, in the order of its fields."""
    for name in type(page).model_fields:
        section = name.replace("_", "-")
        for label, statement in _statements_in(getattr(page, name)):
            claim_id = ".".join(part for part in (page.id, section, label) if part)
            yield Claim(claim_id, page, section, statement)
            if isinstance(statement, MimicLink) and statement.discriminator:
                yield Claim(f"{claim_id}.discriminator", page, section, statement.discriminator, is_inner=True)
            if statement.update:
                yield Claim(f"{claim_id}.position", page, section, statement.update.position, is_inner=True)


@cache
def claim_fields(kind: type[Page]) -> frozenset[str]:
    """The fields of a kind of page that hold claims."""
    return frozenset(name for name, info in kind.model_fields.items() if _may_hold_statements(info.annotation))


def _may_hold_statements(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Statement):
        return True
    return any(_may_hold_statements(argument) for argument in get_args(annotation))


def _statements_in(value: object) -> Iterator[tuple[str, Statement]]:
    if isinstance(value, Statement):
        yield "", value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, Statement):
                yield item.label, item
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, Statement):
                yield key, item
