"""Reading notes: what a publication says, in our words, and how deep it was read. The only way in for facts."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from build_tools.model.names import DesignWord, Key, LevelWord, Prose, Slug
from build_tools.model.record import File, Record

ONLY_TITLE = "title"
"""The level that carries no number: only the title was read."""

SECOND_HAND = "secondary"
"""The level of what was read elsewhere, where neither the study nor the reading of this publication counts."""


class Study(Record):
    """How the publication's evidence was gathered, as far as it was seen."""

    design: DesignWord | None = Field(None, description="How the study was made.")
    detail: str | None = Field(None, description="What the word for the design leaves open.")
    n: str | None = Field(None, description='Size, in words: "9 patients, 10 hips".')
    population: str | None = Field(None, description="Who was studied.")
    comparator: str | None = Field(None, description="Comparison group as described; 'none described' where none is.")
    follow_up: str | None = Field(None, description="How long the patients were watched.")
    subjects: str | None = Field(None, pattern="^animal$", description="animal, for animal experiments.")
    basis: LevelWord | None = Field(None, description="Where these facts were read.")


class Finding(Record):
    """One thing the publication says."""

    text: Prose = Field(description="In our own words, with every number exactly as read.")
    basis: LevelWord = Field(description="The level at which it was read.")
    source: str = Field(min_length=1, description="Where it was read: an address for readers, or words.")
    evidence: tuple[str, ...] = Field((), description="Ids of the facts in the project's evidence files.")

    @property
    def is_second_hand(self) -> bool:
        """Whether it was not read in the publication that found it."""
        return self.basis == SECOND_HAND

    @property
    def source_url(self) -> str | None:
        """The address, where the source is one."""
        return self.source if self.source.startswith("https://") else None


class Correction(Record):
    """An error in the review's printed list, or a suspected one."""

    field: str = Field(description="The field of references.bib that it concerns.")
    printed: str | None = Field(None, description="What the list says.")
    correct: str | None = Field(None, description="What is right.")
    reason: str = Field(description="How it was shown, or why it is suspected.")
    source: str | None = Field(None, description="Where that was read.")


class LeftOut(File):
    """What of the evidence files is not in the reading notes, and why: ``kb/left-out.yaml``."""

    folder: ClassVar[str] = ""
    kind: ClassVar[str] = "left-out"
    is_required: ClassVar[bool] = False

    publications: dict[str, str] = Field(default_factory=dict, description="Reason by the publication's evidence key.")
    facts: dict[str, str] = Field(default_factory=dict, description="Reason by the fact's id.")


class ReadingNotes(File):
    """What one publication says."""

    folder: ClassVar[str] = "references"
    kind: ClassVar[str] = "reference"

    key: Key = Field(description="The key in references.bib; the file is called after it.")
    evidence_key: str | None = Field(None, description="Its key in the project's evidence files, where that differs.")
    read: LevelWord = Field(description="How deep it was read as a whole.")
    use: str = Field(description="One neutral sentence: what we use it for.")
    study: Study | None = Field(None, description="How its evidence was gathered, as far as it was seen.")
    findings: dict[Slug, Finding] = Field(
        default_factory=dict, description="What it says, each thing under a permanent name: it is cited as key#name."
    )
    corrections: tuple[Correction, ...] = Field((), description="Shown errors of the printed list; applied.")
    suspected: tuple[Correction, ...] = Field((), description="Suspected errors of the printed list; not applied.")
    remarks: tuple[str, ...] = Field((), description="For readers: how far it could be read.")

    @property
    def id(self) -> str:
        """The key is the id."""
        return self.key


def notes_path(key: str) -> str:
    """Where the reading notes of a publication stand, from the project's root."""
    return f"kb/{ReadingNotes.folder}/{key}.yaml"
