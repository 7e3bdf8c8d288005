"""The feed of changes: what a reader of feeds needs (RFC 4287), from days that stand in the sources."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from build_tools.exports.feed import FeedEntry, feed, feed_entries
from build_tools.knowledge import KnowledgeBase
from tests.conftest import PROJECT, Project

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"

CHANGELOG = """# Changelog

Words before.

## [Unreleased]

### Added

- Something that has no day yet.

## [1.1.0] - 2020-03-04

### Added

- One thing, told
  on two lines, with `code` & <marks>.
- Another.

### Fixed

- A fault.

## [1.0.0] - 2020-01-02

First release.
"""


@pytest.fixture
def kb(project: Project) -> KnowledgeBase:
    project.replace(
        "kb/conditions/glass-bone.yaml",
        "    derived: 9 of 12\n",
        """    derived: 9 of 12
    update:
      topic: time
      recorded: 2020-02-03
      position: {text: "It lasts *long*; see [[milky-band]].", cites: [smith2001#duration]}
      effect: Both <times> stand here.
""",
    )
    project.replace(
        "kb/signs/milky-band.yaml",
        "modality:",
        "reviewed: [{date: 2020-02-09, by: A. Reader, kind: clinical}]\nmodality:",
    )
    kb = project.load()
    assert kb.diagnostics == ()
    return kb


def entries_of(text: str) -> list[etree._Element]:
    return list(etree.fromstring(text.encode()).iterfind(f"{ATOM}entry"))


def test_everything_with_a_day_is_there_the_newest_first(kb: KnowledgeBase) -> None:
    assert [(entry.id, entry.day, entry.title, entry.address) for entry in feed_entries(kb, CHANGELOG)] == [
        ("urn:bmes-kb:release:1.1.0", "2020-03-04", "Version 1.1.0", ""),
        (
            "urn:bmes-kb:review:milky-band:2020-02-09:clinical",
            "2020-02-09",
            "Clinical review: Milky band",
            "signs/milky-band/",
        ),
        (
            "urn:bmes-kb:update:glass-bone.course.duration",
            "2020-02-03",
            "time: Glass bone",
            "evidence/since-2009/#glass-bone.course.duration.position",
        ),
        ("urn:bmes-kb:release:1.0.0", "2020-01-02", "Version 1.0.0", ""),
    ]


def test_what_an_entry_says(kb: KnowledgeBase) -> None:
    release, review, update, first = feed_entries(kb, CHANGELOG)
    assert release.paragraphs == (
        ("", "One thing, told on two lines, with code & <marks>."),
        ("", "Another."),
        ("", "A fault."),
    )
    assert review.paragraphs == (("By:", "A. Reader"),)
    assert update.paragraphs == (
        ("Then:", "It lasts long; see Milky band."),
        ("Later:", "Symptoms lasted 3 to 18 weeks; three quarters of the patients had the band."),
        ("Here:", "Both <times> stand here."),
    )
    assert first.paragraphs == ()


def test_the_feed_has_what_every_feed_must_have(kb: KnowledgeBase) -> None:
    text = feed(feed_entries(kb, CHANGELOG))
    root = etree.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for element in (root, *entries_of(text)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        moment = element.findtext(f"{ATOM}updated")
        assert moment
        assert datetime.fromisoformat(moment).tzinfo is not None
        assert element.findtext(f"{ATOM}id", "").startswith("urn:bmes-kb:")
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert not re.match(r"[a-z]+:|/", alternates[0].get("href") or "")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "bmes-kb contributors"
    assert root.findtext(f"{ATOM}updated") == "2020-03-04T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries_of(text)]
    assert len(ids) == len(set(ids)) == 4


def test_content_is_one_division_and_texts_are_texts(kb: KnowledgeBase) -> None:
    _, _, update, _ = entries_of(feed(feed_entries(kb, CHANGELOG)))
    content = update.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "xhtml"
    assert [child.tag for child in content] == [f"{XHTML}div"]
    assert [" ".join("".join(p.itertext()).split()) for p in content[0]] == [
        "Then: It lasts long; see Milky band.",
        "Later: Symptoms lasted 3 to 18 weeks; three quarters of the patients had the band.",
        "Here: Both <times> stand here.",
    ]


def test_a_feed_without_entries_has_the_day_of_the_sources(sound_kb: KnowledgeBase) -> None:
    root = etree.fromstring(feed(feed_entries(sound_kb), "2020-05-06").encode())
    assert root.findtext(f"{ATOM}updated") == "2020-05-06T00:00:00Z"
    assert root.findall(f"{ATOM}entry") == []


def test_only_the_newest_entries_stay(sound_kb: KnowledgeBase) -> None:
    sections = "".join(f"## [1.0.{number}] - 2020-01-01\n\n- x\n\n" for number in range(150))
    assert len(feed_entries(sound_kb, sections)) == 100


def test_a_text_is_never_markup() -> None:
    entry = FeedEntry("urn:x", "2020-01-01", "<b>&", 'a/?b="c"#d', (("<i>", "]]></content>"),))
    (read,) = entries_of(feed((entry,)))
    assert read.findtext(f"{ATOM}title") == "<b>&"
    assert "".join(read.find(f"{ATOM}content").itertext()).split() == ["<i>", "]]></content>"]  # type: ignore[union-attr]


@pytest.mark.kb
def test_every_real_change_is_told(real: KnowledgeBase) -> None:
    updates = [claim for claim in real.claims.values() if claim.statement.update]
    told = feed_entries(real, (PROJECT / "CHANGELOG.md").read_text("utf-8"))
    assert {entry.id for entry in told} >= {f"urn:bmes-kb:update:{claim.id}" for claim in updates}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", entry.day) for entry in told)
    assert feed(told) == feed(feed_entries(real, (Path(PROJECT) / "CHANGELOG.md").read_text("utf-8")))
