"""The Study section: its front page, the self-test with its data file, and the reading path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.tool_data import data_script
from build_tools.pages.writer import Later, PageFile, SiteWriter
from build_tools.study.items import Item
from build_tools.study.wording import GROUP_OF
from build_tools.views.history import history
from build_tools.views.self_test import SelfTest
from build_tools.views.statements import claim_view

SCRIPTS = ("self-test-logic", "self-test-progress", "self-test-round", "self-test")


LIST_BOOST = 0.3
"""How much a list of questions counts in the search: who looks for a subject wants its page, not questions on it."""


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards for Anki, as pages speak of them."""

    cards: int
    name: str = addresses.DECK.rpartition("/")[2]
    text_name: str = addresses.DECK_TEXT.rpartition("/")[2]


def deck_in(data: Mapping[str, bytes]) -> Deck | None:
    """The deck among the data files (by path below the data folder), if it is there: one line of its text is a card."""
    text = data.get(addresses.DECK_TEXT.removeprefix(addresses.DATA))
    if text is None:
        return None
    return Deck(sum(not line.startswith(b"#") for line in text.splitlines()))


def study_pages(kb: KnowledgeBase, writer: SiteWriter, test: SelfTest, data: Mapping[str, bytes]) -> Iterator[PageFile]:
    """Every page of the section, and the data file of the self-test; ``data`` are the data files by their path."""
    yield writer.page(
        addresses.STUDY,
        "study.md.j2",
        "Study",
        file=addresses.index_file(addresses.STUDY),
        description="A path for a first reader, a self-test and a deck of cards, all made from cited statements.",
        tags=site_words(addresses.STUDY),
        test=test,
        deck=Later(partial(deck_in, data)),
        has_history=any(lane.rows for lane in history(kb)),
        pathway=next(iter(kb.pathways.values()), None),
    )
    yield data_script("self-test", self_test_data(writer, test))
    yield writer.page(
        addresses.SELF_TEST,
        "self_test.md.j2",
        "Self-test",
        description="Questions with one right answer each, its reason and its source.",
        tags=site_words(addresses.SELF_TEST),
        is_wide=True,
        scripts=SCRIPTS,
        test=test,
    )
    for choice in test.groups:
        yield writer.page(
            addresses.of_questions(choice.id),
            "questions.md.j2",
            choice.label,
            description=f"All questions of this kind with their answers: {choice.label}",
            boost=LIST_BOOST,
            questions=test.in_group(choice.id),
        )
    if kb.study.path:
        yield _path_page(kb, writer, test)


def _path_page(kb: KnowledgeBase, writer: SiteWriter, test: SelfTest) -> PageFile:
    by_id = test.by_id
    return writer.page(
        addresses.TEN_MINUTES,
        "ten_minutes.md.j2",
        f"Bone marrow edema syndrome in {kb.study.minutes} minutes",
        description="A short path for a first reader: stops in order, each with one statement and its source.",
        tags=site_words(addresses.TEN_MINUTES),
        stops=[(stop, claim_view(kb, kb.claims[stop.claim])) for stop in kb.study.path.values()],
        questions=[by_id[one] for one in kb.study.ends_with if one in by_id],
    )


def self_test_data(writer: SiteWriter, test: SelfTest) -> dict[str, Any]:
    """What the self-test of the browser takes from here: every item, in the order of asking."""
    return {"items": [_item(writer, item) for item in test.items]}


def _item(writer: SiteWriter, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "group": GROUP_OF[item.kind],
        "topic": item.topic,
        "question": item.question,
        "options": [option.text for option in item.options],
        "answer": item.options.index(item.answer),
        "regions": list(item.regions),
        "about": list(item.about),
        "claims": [claim.id for claim in item.claims],
        "picture": writer.fragment("fragment_item_picture.html.j2", item=item) if item.figure else "",
        "why": writer.fragment("fragment_item.html.j2", item=item),
    }
