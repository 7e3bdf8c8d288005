"""What editors arrange for learners: the reading path of the Study section, ``kb/study.yaml``."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from build_tools.model.names import DottedId, Name, Prose, Slug
from build_tools.model.record import File, Record


class Stop(Record):
    """One stop of the reading path: a claim to read, and why it stands here. The claim brings its own evidence."""

    title: Name = Field(description="What the stop is about, in a few words.")
    claim: DottedId = Field(description="Id of the claim that is read here; the stop leads to it on its page.")
    why: Prose = Field(description="Why a first reader stops here; says nothing about patients.")
    minutes: int = Field(1, ge=1, description="How long the stop takes, in whole minutes.")


class StudyPlan(File):
    """A first reader's way through the site: stops in order, then a few questions."""

    folder: ClassVar[str] = ""
    kind: ClassVar[str] = "study"
    is_required: ClassVar[bool] = False

    path: dict[Slug, Stop] = Field(default_factory=dict, description="Stops in order, each under a permanent name.")
    ends_with: tuple[DottedId, ...] = Field((), description="Ids of the self-test items at its end.")
    questions_minutes: int = Field(1, ge=1, description="How long these items take, in whole minutes.")

    @property
    def minutes(self) -> int:
        """How long the whole path takes."""
        return sum(stop.minutes for stop in self.path.values()) + (self.questions_minutes if self.ends_with else 0)
