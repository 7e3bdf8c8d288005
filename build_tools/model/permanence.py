"""What became of ids that were published and are in use no more: ``kb/moved.yaml``."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from build_tools.model.record import File


class Moved(File):
    """Ids of claims, findings and publications that were published and are gone. Pages name earlier ids themselves."""

    folder: ClassVar[str] = ""
    kind: ClassVar[str] = "moved"
    is_required: ClassVar[bool] = False

    moved: dict[str, str] = Field(default_factory=dict, description="The id that stands in its place, by the old one.")
    withdrawn: dict[str, str] = Field(
        default_factory=dict, description="Why nothing does, by the old id; this holds for its parts too."
    )
