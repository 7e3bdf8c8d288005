"""The entities of the knowledge base: conditions, signs, treatments, regions, and conflicts between sources."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from build_tools.model.claims import (
    ConditionLink,
    Duration,
    GroupLink,
    MimicLink,
    Named,
    RegionLink,
    SignLink,
    Statement,
    TreatmentLink,
)
from build_tools.model.names import (
    CauseWord,
    Code,
    ConditionId,
    ConflictId,
    Date,
    EntityId,
    ModalityWord,
    Name,
    Prose,
    RegionId,
    SequenceWord,
    SignId,
    Slug,
    TreatmentKindWord,
)
from build_tools.model.record import File, Record


class Review(Record):
    """Who looked a page over, and when."""

    date: Date = Field(description="Year, month and day.")
    by: Name = Field(description="Name and profession of the reviewer.")
    kind: str = Field(pattern="^(technical|clinical)$", description="technical or clinical")


MATCHES = ("exact", "close", "broader", "narrower", "related")
"""How well a concept of another vocabulary fits ours: SKOS' mapping relations."""


class Xref(Record):
    """The same thing in another vocabulary."""

    on_one_line: ClassVar[bool] = True

    vocabulary: Name = Field(description="The other vocabulary, such as MeSH.")
    id: Name = Field(description="The identifier there.")
    label: Name = Field(description="The name there.")
    match: str = Field(pattern=f"^({'|'.join(MATCHES)})$", description="How well the concept fits ours.")
    note: str | None = Field(None, description="What a reader should know of the match.")


class Page(File):
    """A file that becomes a page and holds claims."""

    id: Slug = Field(description="Its permanent name in addresses; the file is called after it.")
    formerly: tuple[Slug, ...] = Field((), description="Earlier ids; their addresses redirect here.")

    @property
    def display_name(self) -> str:
        """What links to the page say."""
        return self.id


class Entity(Page):
    """What every condition, sign, treatment and region has."""

    name: Name = Field(description="The preferred name, in sentence case.")
    abbreviation: Name | None = Field(None, description="The usual abbreviation, if there is one; of this entity only.")
    synonyms: tuple[Name, ...] = Field(
        (), description="Other names, as readers search for them; one spelling is enough."
    )
    asked_as: tuple[Name, ...] = Field(
        (),
        description="Words that readers search for it by and that are no names of it; used by the search, not shown.",
    )
    definition: Statement = Field(description="One sentence, at most 300 characters.")
    reviewed: tuple[Review, ...] = Field((), description="Who looked the page over, and when.")
    xrefs: tuple[Xref, ...] = Field((), description="The same thing in other vocabularies.")

    @property
    def display_name(self) -> str:
        """The preferred name."""
        return self.name

    @property
    def all_names(self) -> tuple[str, ...]:
        """The preferred name, the abbreviation and the synonyms."""
        abbreviation = (self.abbreviation,) if self.abbreviation else ()
        return (self.name, *abbreviation, *self.synonyms)

    @property
    def short_name(self) -> str:
        """The abbreviation, or the name where there is none."""
        return self.abbreviation or self.name


class Condition(Entity):
    """What a patient may have."""

    folder: ClassVar[str] = "conditions"
    kind: ClassVar[str] = "condition"

    code: Code = Field(description="Short code for the addresses of comparisons.")
    cause: CauseWord = Field(description="Group on the causes page.")
    urgent: Statement | None = Field(None, description="Why it needs urgent assessment; shown at the top of the page.")
    overview: Named = Field(default_factory=dict, description="What it is, in at most five short statements.")
    names: Named = Field(default_factory=dict, description="Notes on its names: which to avoid, and why.")
    who: tuple[GroupLink, ...] = Field((), description="Patient groups it is reported in.")
    epidemiology: Named = Field(default_factory=dict, description="Age, sex and numbers that no single group carries.")
    where: tuple[RegionLink, ...] = Field((), description="Regions it is reported in.")
    findings: tuple[SignLink, ...] = Field((), description="Signs, with how often they are seen.")
    diagnosis: Named = Field(
        default_factory=dict, description="What the sources say about finding it and the tests used."
    )
    subtype_of: tuple[ConditionLink, ...] = Field((), description="Conditions that it is described as a form of.")
    mimics: tuple[MimicLink, ...] = Field((), description="Look-alikes; each pair is stored once.")
    evolves_to: tuple[ConditionLink, ...] = Field(
        (), description="Conditions that a source reports to have followed it."
    )
    associated_with: tuple[ConditionLink, ...] = Field((), description="Conditions that a source reports beside it.")
    mechanism: Named = Field(default_factory=dict, description="What is thought about its cause.")
    course: Named = Field(default_factory=dict, description="How long it lasts and what it becomes.")
    history: tuple[Duration, ...] = Field((), description="Times reported by single sources, for the natural history.")
    not_indicated: tuple[TreatmentLink, ...] = Field((), description="Treatments that a source says are not needed.")
    treated_with: tuple[TreatmentLink, ...] = Field((), description="Reported treatments; never a recommendation.")
    pitfalls: Named = Field(default_factory=dict, description="Mistakes that the sources warn of.")


class Sign(Entity):
    """What one may see or measure: imaging, clinical, laboratory, histology."""

    folder: ClassVar[str] = "signs"
    kind: ClassVar[str] = "sign"

    modality: ModalityWord = Field(description="How it is seen or measured.")
    sequences: tuple[SequenceWord, ...] = Field((), description="MRI sequences on which it is described.")
    regions: tuple[RegionId, ...] = Field((), description="Where it is looked for.")
    appearance: Named = Field(default_factory=dict, description="What it looks like.")
    technique: Named = Field(default_factory=dict, description="Where to look: sequence, plane, window.")
    mechanism: Named = Field(default_factory=dict, description="Why it looks so.")
    meaning: Named = Field(default_factory=dict, description="What its presence was found to go along with.")
    if_missing: Named = Field(default_factory=dict, description="What its absence does and does not mean.")
    pitfalls: Named = Field(default_factory=dict, description="What can fake it, and how it misleads.")
    report_wording: Named = Field(default_factory=dict, description="Neutral words for a report; no diagnosis.")


class Treatment(Entity):
    """What has been done about it. Where it was used and what came of it stands in the conditions."""

    folder: ClassVar[str] = "treatments"
    kind: ClassVar[str] = "treatment"

    treatment_kind: TreatmentKindWord = Field(description="Group on the page of treatments.")
    evidence: Named = Field(default_factory=dict, description="What sources say that belongs to no single condition.")
    setting: Named = Field(default_factory=dict, description="How it was given in a cited study; never advice.")
    unanswered: Named = Field(default_factory=dict, description="What our sources do not answer.")
    pitfalls: Named = Field(default_factory=dict, description="Mistakes that the sources warn of.")


class Region(Entity):
    """Where: a part of the body."""

    folder: ClassVar[str] = "regions"
    kind: ClassVar[str] = "region"

    part_of: RegionId | None = Field(None, description="The region that this one is a part of.")
    preset: tuple[ConditionId, ...] = Field(
        (), description="Conditions to tell apart here, with which the region's matrix opens; else those reported here."
    )
    pitfalls: Named = Field(default_factory=dict, description="What misleads at this site.")


class Conflict(Page):
    """A question on which sources disagree. Nothing is voted on or smoothed over."""

    folder: ClassVar[str] = "conflicts"
    kind: ClassVar[str] = "conflict"

    code: Code = Field(description="Its number, such as k1.")
    question: Prose = Field(description="The question, in one sentence.")
    touches: tuple[EntityId, ...] = Field(min_length=1, description="Entities whose pages show it.")
    positions: Named = Field(min_length=2, description="The sides, each with its findings.")
    would_settle: Statement | None = Field(None, description="What would settle it; editorial.")
    related: tuple[ConflictId, ...] = Field((), description="Conflicts that bear on this one.")

    @property
    def name(self) -> str:
        """The question stands for its name."""
        return self.question

    @property
    def display_name(self) -> str:
        """The question."""
        return self.question


_VERSUS = "-vs-"


def slug_of_pair(one: Condition, other: Condition) -> str:
    """What the comparison of two conditions is called: their codes in the order of the alphabet, ``onfh-vs-toh``."""
    return _VERSUS.join(sorted((one.code, other.code)))


def turned_slug(slug: str) -> str:
    """The same pair in the other order, which redirects; anything else is as it was."""
    return _VERSUS.join(reversed(slug.split(_VERSUS)))


class Comparison(Page):
    """Curated text for a pair of look-alikes; the tables of the comparison are generated."""

    folder: ClassVar[str] = "comparisons"
    kind: ClassVar[str] = "comparison"

    first: ConditionId = Field(description="The condition whose code comes first in the id.")
    second: ConditionId = Field(description="The other condition.")
    verdict: Statement = Field(description="What tells the two apart best, in one or two sentences.")
    would_change: Named = Field(default_factory=dict, description="What would change the answer.")
    pitfalls: Named = Field(default_factory=dict, description="Mistakes that the sources warn of.")


class Step(Statement):
    """One step of a pathway: a question, and the pages that its answers lead to."""

    written_first: ClassVar[tuple[str, ...]] = ("question",)

    question: Prose = Field(description="One question, at most 40 words.")
    leads_to: tuple[EntityId, ...] = Field((), description="Pages that an answer leads to.")


class Pathway(Page):
    """A reading order for a situation. It ends in pages, never in orders."""

    folder: ClassVar[str] = "pathways"
    kind: ClassVar[str] = "pathway"

    name: Name = Field(description="What the situation is called.")
    synonyms: tuple[Name, ...] = Field((), description="How readers ask for it.")
    definition: Statement = Field(description="What the pathway is for.")
    steps: dict[Slug, Step] = Field(min_length=1, description="The steps in order, each under a permanent name.")

    @property
    def display_name(self) -> str:
        """The pathway's name."""
        return self.name


class Figure(Page):
    """A schematic: its words. The drawing of the same id is made by code, build_tools/figures/schematics."""

    folder: ClassVar[str] = "figures"
    kind: ClassVar[str] = "figure"

    name: Name = Field(description="What the figure is called, in sentence case.")
    number: int = Field(ge=1, description="Its place among the figures, from 1; it never changes.")
    shows: tuple[EntityId, ...] = Field(min_length=1, description="Entities on whose pages it stands.")
    spot: SignId | None = Field(
        None, description="The sign to find in it when the labels are hidden, for the self-test; one that it shows."
    )
    without: tuple[SignId, ...] = Field(
        (), description="Signs that are not drawn in it, though one may look for them: wrong answers of the self-test."
    )
    alt: Prose = Field(description="What a reader who cannot see it has to know: plain words, at most 400 characters.")
    caption: Named = Field(
        min_length=1, description="What it is, the sequence, and what to notice; what no source carries is editorial."
    )

    @property
    def display_name(self) -> str:
        """The figure's name."""
        return self.name


ENTITY_KINDS: tuple[type[Entity], ...] = (Condition, Sign, Treatment, Region)
PAGE_KINDS: tuple[type[Page], ...] = (*ENTITY_KINDS, Conflict, Comparison, Pathway, Figure)
