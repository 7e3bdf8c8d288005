"""The closed lists of words, with their definitions: ``kb/vocabulary.yaml``."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import Field

from build_tools.model.names import ConditionId, LevelWord, Slug
from build_tools.model.record import File, Record

PRESENT, ABSENT, AGAINST = "present", "absent", "against"
"""What a frequency word speaks of: that a sign is there, that it is lacking, that it points elsewhere."""

UNTREATED, UNSTATED, TREATED = "none", "unstated", "given"
"""Whether the patients of a lane of the natural history were treated."""


class Word(Record):
    """A word of a closed list: how it is shown and what it means."""

    label: str
    definition: str


class FrequencyMeaning(Word):
    """A frequency word; the order of the list is the order in which they are shown."""

    written_first: ClassVar[tuple[str, ...]] = ("label", "glyph")

    glyph: str = Field(description="The sign that stands for it, so that colour is never alone.", max_length=2)
    presence: str = Field(pattern="^(present|absent|against)$", description="Whether it speaks of presence or absence.")
    weakest_level: LevelWord = Field(description="The weakest level that supports it.")


class Design(Word):
    """A study design."""

    families: tuple[Slug, ...] = Field(
        (), description="Designs that share a family are not set against each other in a question of the self-test."
    )


class RelationMeaning(Word):
    """A relation between two entities, read forwards (label) and backwards."""

    written_first: ClassVar[tuple[str, ...]] = ("label", "inverse")

    inverse: str
    weakest_level: LevelWord


class Lane(Word):
    """A lane of the natural history. Treated and untreated patients never share one."""

    treatment: str = Field(
        pattern=f"^({UNTREATED}|{UNSTATED}|{TREATED})$",
        description="Whether the patients had a drug or operation aimed at the disease; unstated: or some had.",
    )
    is_drawn: bool = Field(True, description="Whether it is a course that the drawing shows, not only a table.")


Words = Annotated[dict[Slug, Word], Field(min_length=1)]


class Vocabulary(File):
    """Every closed list. Order is meaning: levels run from weakest to strongest."""

    folder: ClassVar[str] = ""
    kind: ClassVar[str] = "vocabulary"

    levels: Words = Field(description="Evidence levels, weakest first.")
    editorial: Word = Field(description="The badge of statements that need no evidence.")
    editorial_reasons: Words
    frequencies: dict[Slug, FrequencyMeaning]
    relations: dict[str, RelationMeaning]
    modalities: Words
    sequences: Words
    stages: Words
    lanes: dict[Slug, Lane] = Field(default_factory=dict, description="Lanes of the natural history.")
    starts: dict[Slug, Word] = Field(default_factory=dict, description="What times of it are counted from.")
    topics: dict[Slug, Word] = Field(default_factory=dict, description="Topics of the page of changes.")
    causes: Words
    treatment_kinds: Words
    designs: Annotated[dict[Slug, Design], Field(min_length=1)]
    patient_groups: Words
    urgent_conditions: tuple[ConditionId, ...] = Field((), description="Conditions that must say why they are urgent.")
    also_do_not_miss: tuple[ConditionId, ...] = Field(
        (), description="Conditions that the worksheet always shows beside the urgent ones."
    )
    source_hosts: tuple[str, ...] = Field(description="Hosts that readers may be sent to.")

    @classmethod
    def unknown(cls) -> Vocabulary:
        """Stands for a vocabulary that could not be read: every list is empty, and no word is checked against it."""
        blank = Word(label="", definition="")
        lists: dict[str, Any] = {name: {} for name in cls.model_fields if name not in ("editorial", "source_hosts")}
        return cls.model_construct(editorial=blank, source_hosts=(), **lists)

    @property
    def do_not_miss(self) -> tuple[str, ...]:
        """Conditions that stay in sight whatever a reader enters: the urgent ones first."""
        return tuple(dict.fromkeys((*self.urgent_conditions, *self.also_do_not_miss)))

    def words(self, word_list: str) -> dict[str, Word]:
        """A closed list by its name."""
        words: dict[str, Word] = getattr(self, word_list)
        return words

    def strength(self, level: str) -> int:
        """Rank of a level, 0 for the weakest; -1 for a word that is no level."""
        return self._ranks.get(level, -1)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {level: rank for rank, level in enumerate(self.levels)}

    def strongest(self, levels: tuple[str, ...]) -> str | None:
        """The strongest of some levels."""
        return max(levels, key=self.strength, default=None)

    def weakest(self, levels: tuple[str, ...]) -> str | None:
        """The weakest of some levels."""
        return min(levels, key=self.strength, default=None)


class Term(Record):
    """An abbreviation or technical term, and what readers confuse it with."""

    expansion: str
    definition: str | None = None
    not_to_confuse: str | None = None


class Glossary(File):
    """Terms and abbreviations that are no entity's own: ``kb/glossary.yaml``."""

    folder: ClassVar[str] = ""
    kind: ClassVar[str] = "glossary"

    terms: dict[str, Term]
