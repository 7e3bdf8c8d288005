"""Lists of conditions, signs, treatments and regions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.spelling import in_every_spelling, without_marks
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.lists import EntityRow, Listing, conditions_list, regions_list, signs_list, treatments_list

SCRIPTS = ("lists",)
"""What a page with a list needs to sort and filter it."""

CHECKBOXES = 7
"""Up to so many options of a facet are shown as boxes to tick, more as a menu."""


def searched(text: str) -> str:
    """A text as the filter of a list compares it: lower case, no accents, letters and digits in words.

    The twin of ``bmes.lists.fold``; a test holds the two together.
    """
    lowered = without_marks(text).lower()
    return " ".join("".join(one if unicodedata.category(one)[0] in "LN" else " " for one in lowered).split())


def search_words(names: Iterable[str], shown: str = "") -> str:
    """What a list finds a member by: its names, and those words of their other spellings that differ.

    Words of ``shown`` are left out: it is the header of a table's row, and the script reads it there.
    """
    found: dict[str, None] = {}
    for spelling in in_every_spelling(names):
        found.update(dict.fromkeys(searched(spelling).split()))
    return " ".join(word for word in found if word not in searched(shown).split())


def list_pages(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """One list for each kind of entity, grouped as readers look for them."""
    lists: tuple[tuple[str, str, str, Listing[EntityRow]], ...] = (
        ("conditions", "Conditions", "What a patient may have.", conditions_list(kb, graph)),
        ("signs", "Signs", "What one may see or measure.", signs_list(kb, graph)),
        (
            "treatments",
            "Treatments",
            "What has been done about it. Reports of studies, not recommendations.",
            treatments_list(kb, graph),
        ),
        ("regions", "Regions", "Where in the body.", regions_list(kb, graph)),
    )
    for folder, title, intro, listing in lists:
        address = f"{folder}/"
        yield writer.page(
            address,
            "list.md.j2",
            title,
            file=addresses.index_file(address),
            description=intro,
            scripts=SCRIPTS,
            intro=intro,
            listing=listing,
            search_words=search_words,
            checkboxes=CHECKBOXES,
        )
