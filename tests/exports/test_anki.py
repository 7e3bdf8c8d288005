"""The deck, read by Anki's own importer: notes, cards and pictures, and what a later version changes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import (
    Collection,
    CsvMetadata,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
    ImportLogWithChanges,
)
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER

from build_tools.exports.anki import (
    DECK,
    PACKAGE,
    TEXT,
    Note,
    deck_files,
    guid_of,
    notes,
    package,
    pictures,
    text_file,
)
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.study.cards import all_cards

TIME = 1_700_000_000
HEADER = ["#separator:tab", "#html:true", "#notetype:Basic", "#deck:BMES", "#guid column:1", "#tags column:4"]

MADE = (
    Note(guid_of("a.b"), '<b>Amber</b> & "ring"?', "Yes,\tit is", ("region::hip", "kind::apart")),
    Note(guid_of("c.d"), "Second?", '<img src="bmes-x.svg">', ("region::knee", "kind::figure")),
)
PICTURES = {"bmes-x.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of Anki."""
    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def put(collection: Collection, content: bytes, name: str = "deck.apkg") -> ImportLogWithChanges.Log:
    """Import a package as Anki does by default: notes that are newer are updated."""
    path = Path(collection.path).with_name(name)
    path.write_bytes(content)
    newer = IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    options = ImportAnkiPackageOptions(update_notes=newer, update_notetypes=newer)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log


def put_text(collection: Collection, text: str) -> ImportLogWithChanges.Log:
    """Import a text file as its header lines ask."""
    path = Path(collection.path).with_name("deck.txt")
    path.write_text(text, "utf-8")
    metadata: CsvMetadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def held(collection: Collection) -> dict[str, tuple[list[str], list[str]]]:
    """Every note by GUID: fields and tags."""
    found = (collection.get_note(one) for one in collection.find_notes(""))
    return {note.guid: (note.fields, sorted(note.tags)) for note in found}


def as_held(made: tuple[Note, ...]) -> dict[str, tuple[list[str], list[str]]]:
    return {note.guid: ([note.front, note.back], sorted(note.tags)) for note in made}


def test_a_package_brings_notes_cards_and_pictures(collection: Collection) -> None:
    log = put(collection, package(MADE, TIME, PICTURES))
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (2, 0, 0, 0)
    assert held(collection) == as_held(MADE)
    assert collection.card_count() == 2
    assert [one.name for one in collection.decks.all_names_and_ids() if one.name != "Default"] == [DECK]
    folder = Path(collection.media.dir())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == PICTURES
    assert list(collection.media.check().missing) == []
    order = [collection.get_card(one).note().guid for one in collection.find_cards("", order="c.due asc")]
    assert order == [note.guid for note in MADE]


def test_a_later_version_updates_all_adds_none_and_keeps_what_was_learned(collection: Collection) -> None:
    put(collection, package(MADE, TIME, PICTURES))
    (card_id,) = collection.find_cards("Second?")
    card = collection.get_card(card_id)
    card.ivl, card.reps, card.type, card.queue = 30, 5, 2, 2
    collection.update_card(card)

    changed = (replace(MADE[0], back="No"), MADE[1])
    log = put(collection, package(changed, TIME + 60, PICTURES), "later.apkg")
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 2, 0)
    assert held(collection) == as_held(changed)
    after = collection.get_card(card_id)
    assert (after.ivl, after.reps) == (30, 5)
    assert collection.card_count() == 2


def test_the_same_version_again_changes_nothing(collection: Collection) -> None:
    content = package(MADE, TIME, PICTURES)
    put(collection, content)
    log = put(collection, content, "again.apkg")
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, 2)


def test_a_package_is_the_same_bytes_for_the_same_time_and_is_a_plain_zip() -> None:
    content = package(MADE, TIME, PICTURES)
    assert content == package(MADE, TIME, PICTURES)
    assert content != package(MADE, TIME + 2, PICTURES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["collection.anki2", "media", "0"]
        assert json.loads(archive.read("media")) == {"0": "bmes-x.svg"}
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_sources_without_a_time_make_a_deck_that_anki_takes(collection: Collection) -> None:
    log = put(collection, package(MADE, None, PICTURES))
    assert len(log.new) == 2


def test_the_text_has_the_header_lines_and_one_note_a_line() -> None:
    text = text_file(MADE)
    lines = text.splitlines()
    assert lines[: len(HEADER)] == HEADER
    rows = list(csv.reader(lines[len(HEADER) :], delimiter="\t"))
    assert rows == [[note.guid, note.front, note.back, " ".join(note.tags)] for note in MADE]
    assert not any(line.startswith("#") for line in lines[len(HEADER) :])


def test_anki_reads_the_text_and_knows_the_notes_again(collection: Collection) -> None:
    log = put_text(collection, text_file(MADE))
    assert len(log.new) == 2
    assert held(collection) == as_held(MADE)
    changed = (replace(MADE[0], back="No"), MADE[1])
    log = put_text(collection, text_file(changed))
    assert (len(log.new), len(log.updated) + len(log.duplicate)) == (0, 2)
    assert held(collection) == as_held(changed)


def test_a_guid_depends_on_the_claim_alone() -> None:
    assert guid_of("double-line-sign.if-missing.not-in-every-lesion") == "6c66f4a192e2bd7b979c"


@pytest.mark.kb
def test_the_real_deck_is_imported_whole(
    collection: Collection, real: KnowledgeBase, real_graph: EvidenceGraph
) -> None:
    citations = {key: f"{reference.label} & <cited>" for key, reference in real.references.items()}
    files = deck_files(real, real_graph, citations, TIME)
    cards = all_cards(real, real_graph)
    log = put(collection, files[PACKAGE])
    assert (len(log.new), len(log.conflicting), len(log.missing_notetype)) == (len(cards), 0, 0)
    found = held(collection)
    assert found == as_held(notes(real, real_graph, citations, "2023-11-14"))
    assert set(found) == {guid_of(card.id) for card in cards}
    for card in cards:
        (_, back), tags = found[guid_of(card.id)]
        assert "bmes-kb, 2023-11-14" in back
        assert "Level: " in back
        assert any(tag.startswith("kind::") for tag in tags)
        assert any(tag.startswith("region::") for tag in tags)
        for citation in card.claim.statement.cites:
            label = real.references[citation.partition("#")[0]].label
            assert f"[{label}] {label} &amp; &lt;cited&gt;" in back, card.id
    report = collection.media.check()
    assert (list(report.missing), list(report.unused)) == ([], [])
    assert {path.name for path in Path(collection.media.dir()).iterdir()} == set(pictures(real, real_graph))
    again = put_text(collection, files[TEXT].decode())
    assert (len(again.new), len(held(collection))) == (0, len(cards))


@pytest.mark.kb
def test_two_builds_hold_the_same_guids_in_the_same_order(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    one, two = (notes(real, EvidenceGraph(real), {}, date) for date in ("2023-11-14", "2024-01-01"))
    assert [note.guid for note in one] == [note.guid for note in two]
    assert deck_files(real, real_graph, {}, TIME) == deck_files(real, EvidenceGraph(real), {}, TIME)


@pytest.mark.kb
def test_pictures_without_labels_do_not_name_the_sign(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    made = pictures(real, real_graph)
    assert len(made) == 2 * sum(one.spot is not None for one in real.figures.values())
    for name, content in made.items():
        assert (b'class="labels"' in content) is (not name.endswith("-plain.svg")), name
        assert b"http" not in content.replace(b"http://www.w3.org/2000/svg", b""), name
