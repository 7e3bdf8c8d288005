"""The words of comparisons: pages of pairs show them, and the comparison in the browser gets them as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from build_tools.views.comparison import SIDE_BY_SIDE
from build_tools.views.side_by_side import AGREE, DIFFER, FEWEST, GROUPS, MIXED, MOST, SOME

SECTION_NAMES = {
    "epidemiology": "Who gets it",
    "where": "Where it is reported",
    "course": "How it goes on",
    "not-indicated": "Not needed, according to a source",
    "treated-with": "Reported treatments",
}
"""Headings of the sections that a comparison shows side by side."""


@dataclass(frozen=True, slots=True)
class GroupWords:
    """How a group of rows is shown."""

    heading: str
    what: str
    """What the signs of the group are, after ``Signs`` or ``3 signs``."""
    is_folded: bool = False


GROUP_WORDS = {
    DIFFER: GroupWords(
        "Signs that may tell them apart",
        "named for telling a pair apart, or reported as present in one and as absent or arguing against in another",
    ),
    MIXED: GroupWords("Signs with mixed reports", "stated for all, but neither clearly alike nor clearly different"),
    AGREE: GroupWords("Signs that agree", "stated in the same sense for all, so of no help here", is_folded=True),
    SOME: GroupWords("Not stated for all", "on which the sources read so far are silent for some", is_folded=True),
}
"""The groups of a comparison's rows, as headings, captions and what unfolds them."""

SENTENCES = {
    "curated": "The tables below are generated from the statements on the pages of both conditions.",
    "generated": "Generated, not curated: made from the statements on the pages of the conditions.",
    "order": "The rows that help most come first.",
    "told": "What helps most:",
    "untold": "no source read so far names a single feature.",
    "alike": "No sign is stated in a way that tells them apart. What the sources do state is below.",
    "named": "named for telling them apart",
    "unstated": "not stated",
}
"""Sentences and words that recur."""


def compare_words() -> dict[str, Any]:
    """What the comparison in the browser says, and how many conditions it takes."""
    return {
        "fewest": FEWEST,
        "most": MOST,
        "groups": [{"id": group, **asdict(GROUP_WORDS[group])} for group in GROUPS],
        "sections": [{"id": section, "label": SECTION_NAMES[section]} for section in SIDE_BY_SIDE],
        "sentences": SENTENCES,
    }
