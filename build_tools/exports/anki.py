"""The deck for Anki: a package (``.apkg``) and the same notes as text, both made of the cards of ``study``.

Notes are known by a GUID that is a hash of the claim's id. Anki updates a note that it knows by its GUID, if the note
in the file is newer, and adds the others; so a package carries the time of its sources, and a later version of the deck
changes cards in place and keeps what was learned. The text format is that of Anki's importer: header lines, then one
note a line (https://docs.ankiweb.net/importing/text-files.html).
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from types import MappingProxyType

import genanki

from build_tools.figures.schematics import draw
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.markup import Emphasis, Link, parse, plain
from build_tools.model.names import cited_key
from build_tools.study.cards import Card, all_cards
from build_tools.study.wording import GROUP_OF

PACKAGE, TEXT = "bmes.apkg", "bmes-anki.txt"
"""Names of the two files below the site's ``data/``."""

DECK = "BMES"
NOTETYPE = "BMES question"
FIELDS = ("Front", "Back")

EARLIEST = int(datetime(2009, 1, 1, tzinfo=UTC).timestamp())
"""The time of a deck whose sources carry none; Anki needs one to number notes by."""

_STYLE = """.card { font-family: system-ui, sans-serif; font-size: 19px; line-height: 1.45; text-align: left;
  max-width: 36em; margin: 0 auto; padding: 0.6em; }
.topic { font-weight: bold; }
.lead { font-weight: bold; }
.source { font-size: 0.75em; opacity: 0.85; }
img { max-width: 100%; }"""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: what Anki knows it by, its two sides as HTML, its tags, and the pictures that the sides show."""

    guid: str
    front: str
    back: str
    tags: tuple[str, ...]


def guid_of(claim_id: str) -> str:
    """What Anki knows a card by: it depends on the claim's id alone, and has no sign with a meaning in text files."""
    return hashlib.sha256(claim_id.encode()).hexdigest()[:20]


def notes(kb: KnowledgeBase, graph: EvidenceGraph, citations: Mapping[str, str], date: str) -> tuple[Note, ...]:
    """Every card as a note. ``citations`` are those of the site's style by key, ``date`` is that of the sources."""
    return tuple(_note(kb, card, citations, date) for card in all_cards(kb, graph))


def _note(kb: KnowledgeBase, card: Card, citations: Mapping[str, str], date: str) -> Note:
    topic = f'<div class="topic">{escape(card.topic)}</div>' if card.topic else ""
    front = f"{topic}<div>{escape(card.question)}</div>{_image(kb, card, has_labels=False)}"
    lead = f'<div class="lead">{escape(card.lead)}</div>' if card.lead else ""
    back = lead + _image(kb, card, has_labels=True) + f"<div>{_sentence(kb, card.claim)}</div>"
    back += _dispute(kb, card.claim) + _abbreviations(kb, card.claim) + _sources(kb, card.claim, citations)
    dated = f", {date}" if date else ""
    back += f'<div class="source">bmes-kb{dated}; statement {escape(card.id)}. Education only, not advice.</div>'
    return Note(guid_of(card.id), front, back, _tags(kb, card))


def picture_name(figure_id: str, has_labels: bool) -> str:
    """What a schematic is called among Anki's media, which all decks share."""
    return f"bmes-{figure_id}{'' if has_labels else '-plain'}.svg"


def _image(kb: KnowledgeBase, card: Card, has_labels: bool) -> str:
    if not card.figure:
        return ""
    alt = escape(plain(kb.figures[card.figure].alt))
    return f'<div><img src="{picture_name(card.figure, has_labels)}" alt="{alt}"></div>'


def pictures(kb: KnowledgeBase, graph: EvidenceGraph) -> dict[str, bytes]:
    """The schematics that cards show, by name. Anki shows files whole, so each is there with labels and without."""
    found = {}
    for card in all_cards(kb, graph):
        if card.figure:
            figure = kb.figures[card.figure]
            for has_labels in (False, True):
                title = figure.name if has_labels else "Schematic"
                drawing = draw(figure.id, title, plain(figure.alt), has_labels)
                found[picture_name(figure.id, has_labels)] = drawing.encode()
    return dict(sorted(found.items()))


def _tags(kb: KnowledgeBase, card: Card) -> tuple[str, ...]:
    """Region, kind and condition, as Anki nests tags."""
    regions = card.regions or tuple(region.id for region in kb.regions.values() if region.part_of is None)
    conditions = (kb.conditions[one].code for one in card.about)
    return (
        *(f"region::{region}" for region in regions),
        f"kind::{GROUP_OF[card.kind]}",
        *(f"condition::{code}" for code in conditions),
    )


def _sentence(kb: KnowledgeBase, claim: Claim) -> str:
    """The claim's text as HTML; links of the site become plain words."""
    parts = []
    for token in parse(claim.statement.text):
        if isinstance(token, Emphasis):
            parts.append(f"<em>{escape(token.text)}</em>")
        elif isinstance(token, Link):
            entity = kb.entities.get(token.target)
            parts.append(escape(token.text or (entity.name if entity else token.target)))
        else:
            parts.append(escape(token.text))
    return "".join(parts)


def _abbreviations(kb: KnowledgeBase, claim: Claim) -> str:
    """What the abbreviations of the text stand for: a card has no tooltips."""
    found = dict.fromkeys(match[0] for match in kb.abbreviation_pattern.finditer(plain(claim.statement.text)))
    line = "; ".join(f"{word}: {kb.expansions[word]}" for word in found)
    return f'<div class="source">{escape(line)}</div>' if line else ""


def _dispute(kb: KnowledgeBase, claim: Claim) -> str:
    conflict = kb.conflicts.get(claim.statement.conflict or "")
    return f"<div>Disputed: {escape(conflict.question)}</div>" if conflict else ""


def _sources(kb: KnowledgeBase, claim: Claim, citations: Mapping[str, str]) -> str:
    """Each publication that the claim cites, and the level of the claim."""
    level = kb.level_of(claim.statement) or ""
    word = kb.vocabulary.editorial if level == EDITORIAL else kb.vocabulary.levels.get(level)
    lines = []
    for is_against, cited in ((False, claim.statement.cites), (True, claim.statement.against)):
        for key in dict.fromkeys(map(cited_key, cited)):
            reference = kb.references.get(key)
            if reference:
                lead = "Against: " if is_against else ""
                lines.append(f"{lead}[{escape(reference.label)}] {escape(citations.get(key, key))}")
    if word:
        lines.append(f"Level: {escape(word.label)}. {escape(word.definition)}")
    return "".join(f'<div class="source">{line}</div>' for line in lines)


def deck_files(
    kb: KnowledgeBase, graph: EvidenceGraph, citations: Mapping[str, str], seconds: int | None
) -> dict[str, bytes]:
    """Both files of the deck, by path below the site's ``data/``; ``seconds`` since 1970 date the sources."""
    date = datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds is not None else ""
    made = notes(kb, graph, citations, date)
    return {PACKAGE: package(made, seconds, pictures(kb, graph)), TEXT: text_file(made).encode()}


def text_file(made: Iterable[Note]) -> str:
    """The notes as text that Anki imports: header lines, then GUID, front, back and tags, separated by tabs."""
    out = io.StringIO()
    out.write("#separator:tab\n#html:true\n#notetype:Basic\n#deck:BMES\n#guid column:1\n#tags column:4\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for note in made:
        writer.writerow((note.guid, note.front, note.back, " ".join(note.tags)))
    return out.getvalue()


def package(made: Iterable[Note], seconds: int | None, media: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The notes as an Anki package with their pictures, dated by the time of the sources in ``seconds`` since 1970."""
    time = max(seconds if seconds is not None else EARLIEST, EARLIEST)
    model = genanki.Model(
        _number("notetype"),
        NOTETYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
        css=_STYLE,
    )
    deck = genanki.Deck(_number("deck"), DECK, "Made from bmes-kb. Education only, not advice.")
    for place, note in enumerate(made):
        sides = [note.front, note.back]
        deck.add_note(genanki.Note(model, sides, tags=list(note.tags), guid=note.guid, due=place))
    numbered = {str(place): name for place, name in enumerate(media)}
    files = {"collection.anki2": _collection(deck, time), "media": json.dumps(numbered).encode()}
    return _archive({**files, **{place: media[name] for place, name in numbered.items()}}, time)


def _collection(deck: genanki.Deck, time: int) -> bytes:
    """The database of a package. genanki writes to files of its own; here it writes to memory."""
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(deck).write_to_db(connection.cursor(), float(time), itertools.count(time * 1000))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _archive(files: Mapping[str, bytes], time: int) -> bytes:
    """A zip archive whose bytes depend on its content and the time alone, not on the machine."""
    stamp = datetime.fromtimestamp(time, UTC)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def _number(name: str) -> int:
    """A number by which Anki knows the deck and the note type: they must never change."""
    return int(hashlib.sha256(f"bmes-kb {name}".encode()).hexdigest()[:8], 16)
