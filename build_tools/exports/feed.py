"""The feed of changes (Atom, RFC 4287): what later papers changed, clinical reviews, and releases of the tools.

Every entry has its day from the sources: ``recorded`` of an update, the date of a review, the date of a section of the
changelog. So the feed says the same until one of them changes. Its links are relative to where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

from build_tools.knowledge import KnowledgeBase
from build_tools.model import addresses
from build_tools.model.markup import plain

FEED = "feed.xml"
"""Address of the feed, from the site's root."""

TITLE = "bmes-kb: what is new"
LIMIT = 100
"""Entries that the feed holds, the newest first."""

_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_atom = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})
_html = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML})

_RELEASE = re.compile(
    r"^## \[(?P<version>\d[^\]]*)\] - (?P<day>\d{4}-\d\d-\d\d)\n(?P<body>.*?)(?=^## |\Z)", re.M | re.S
)


@dataclass(frozen=True)
class FeedEntry:
    """One thing that changed: ``day`` is year-month-day, ``paragraphs`` are plain texts, each after its lead."""

    id: str
    day: str
    title: str
    address: str
    paragraphs: tuple[tuple[str, str], ...]


def feed_entries(kb: KnowledgeBase, changelog: str = "") -> tuple[FeedEntry, ...]:
    """Everything that has a day, the newest first."""
    found = [*_updates(kb), *_reviews(kb), *_releases(changelog)]
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.id), reverse=True)[:LIMIT])


def _updates(kb: KnowledgeBase) -> Iterator[FeedEntry]:
    for claim in kb.claims.values():
        update = claim.statement.update
        if update is None or update.recorded is None:
            continue
        topic = kb.vocabulary.topics[update.topic].label if update.topic in kb.vocabulary.topics else update.topic
        yield FeedEntry(
            f"urn:bmes-kb:update:{claim.id}",
            update.recorded,
            f"{topic}: {plain(claim.page.display_name, kb.name_of)}",
            addresses.of_claim(kb.claims[f"{claim.id}.position"]),
            tuple(
                (lead, plain(text, kb.name_of))
                for lead, text in (
                    ("Then:", update.position.text),
                    ("Later:", claim.statement.text),
                    ("Here:", update.effect),
                )
            ),
        )


def _reviews(kb: KnowledgeBase) -> Iterator[FeedEntry]:
    for page in kb.entities.values():
        for review in page.reviewed:
            yield FeedEntry(
                f"urn:bmes-kb:review:{page.id}:{review.date}:{review.kind}",
                review.date,
                f"{review.kind.capitalize()} review: {page.name}",
                addresses.of_page(page),
                (("By:", review.by),),
            )


def _releases(changelog: str) -> Iterator[FeedEntry]:
    """Sections of the changelog that have a version and a day (Keep a Changelog)."""
    for release in _RELEASE.finditer(changelog):
        items = re.split(r"^- ", release["body"], flags=re.M)[1:]
        texts = (" ".join(re.sub(r"^#+ .*", "", item, flags=re.M).replace("`", "").split()) for item in items)
        yield FeedEntry(
            f"urn:bmes-kb:release:{release['version']}",
            release["day"],
            f"Version {release['version']}",
            addresses.HOME,
            tuple(("", text) for text in texts),
        )


def feed(entries: tuple[FeedEntry, ...], day: str = "") -> str:
    """The feed as text; ``day`` is that of the sources, for a feed without an entry."""
    updated = max((entry.day for entry in entries), default=day or "1970-01-01")
    root = _atom.feed(
        _atom.id("urn:bmes-kb:feed"),
        _atom.title(TITLE),
        _atom.subtitle("The evidence-linked reference on bone marrow edema syndrome. For education; not advice."),
        _atom.updated(_moment(updated)),
        _atom.author(_atom.name("bmes-kb contributors")),
        _atom.rights("CC BY 4.0"),
        _atom.link(rel="self", type="application/atom+xml", href=FEED),
        _atom.link(rel="alternate", type="text/html", href=addresses.CHANGES),
        *map(_entry, entries),
    )
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _entry(entry: FeedEntry) -> etree._Element:
    paragraphs = []
    for lead, text in entry.paragraphs:
        paragraphs.append(_html.p(_html.strong(lead), f" {text}") if lead else _html.p(text))
    return _atom.entry(
        _atom.id(entry.id),
        _atom.title(entry.title),
        _atom.updated(_moment(entry.day)),
        _atom.link(rel="alternate", type="text/html", href=addresses.relative(entry.address, "")),
        _atom.content(_html.div(*paragraphs), type="xhtml"),
    )


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
