"""Records come out of the cache as they went in, and nothing else does."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from build_tools.diagnostics import Place
from build_tools.knowledge import load
from build_tools.model.bibliography import Bibliography, Person
from build_tools.model.reading import ReadingNotes
from build_tools.sources.cache import Cache
from build_tools.sources.record_cache import NAME, RecordCache

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path / "cache", b"this code")


def _everything(kb):
    """All that rules and pages can see of what was read, positions included."""
    for file in kb.files:
        for record in file.records():
            origin = record.origin
            yield type(record), record, record.model_fields_set, origin.path, origin.loc, origin.left_out
            yield dict(origin.values), dict(origin.keys), origin.place()
    yield kb.bibliography


@pytest.mark.parametrize("root", [PROJECT / "tests/sound", pytest.param(PROJECT, marks=pytest.mark.kb)], ids=str)
def test_records_come_back_with_their_positions(root, cache):
    plain, cold, warm = load(root), load(root, cache), load(root, cache)

    assert list(_everything(cold)) == list(_everything(plain))
    assert list(_everything(warm)) == list(_everything(plain))
    assert warm == plain


def test_loading_writes_nothing_unless_asked(project):
    before = sorted(project.root.rglob("*"))

    project.load()

    assert sorted(project.root.rglob("*")) == before


def test_only_the_same_bytes_of_the_same_file_are_known(cache):
    notes = ReadingNotes(key="a2000", read="title", use="x")
    writing = RecordCache(cache)
    writing.put("a.yaml", b"a", notes)
    writing.save()

    known = RecordCache(cache)
    assert known.get("a.yaml", b"a", ReadingNotes) == notes
    assert known.get("a.yaml", b"b", ReadingNotes) is None
    assert known.get("b.yaml", b"a", ReadingNotes) is None
    assert known.get("a.yaml", b"a", Bibliography) is None


def test_files_that_are_gone_are_forgotten(cache):
    notes = ReadingNotes(key="a2000", read="title", use="x")
    first = RecordCache(cache)
    first.put("a.yaml", b"a", notes)
    first.put("b.yaml", b"b", notes)
    first.save()
    second = RecordCache(cache)
    second.get("b.yaml", b"b", ReadingNotes)
    second.save()

    third = RecordCache(cache)
    assert third.get("a.yaml", b"a", ReadingNotes) is None
    assert third.get("b.yaml", b"b", ReadingNotes) == notes


def test_without_a_cache_nothing_is_known():
    cache = RecordCache(None)
    cache.put("a.yaml", b"a", ReadingNotes(key="a2000", read="title", use="x"))
    cache.save()

    assert cache.get("a.yaml", b"a", ReadingNotes) is None


def test_faulty_files_are_never_remembered(project, cache):
    project.replace("kb/signs/milky-band.yaml", "modality: ", "modalty: ")
    first = project.root / "kb/signs/milky-band.yaml"
    faults = load(project.root, cache).diagnostics

    assert [fault.place.path for fault in faults] == ["kb/signs/milky-band.yaml"] * len(faults)
    assert len(faults) > 0
    known = RecordCache(cache)
    assert known.get("kb/signs/milky-band.yaml", first.read_bytes(), ReadingNotes) is None
    assert b"milky-band.yaml" not in (cache.read(NAME) or b"")
    assert load(project.root, cache).diagnostics == faults


class _Attack:
    def __init__(self, function, *arguments):
        self.what = (function, arguments)

    def __reduce__(self):
        return self.what


@pytest.mark.parametrize(
    "attack",
    [_Attack(os.mkdir, "attacked"), _Attack(os.system, "mkdir attacked"), os.system, Person, [Path("x")], 5, "text"],
    ids=["call", "command", "function", "class", "object", "number", "text"],
)
@pytest.mark.parametrize("where", ["list", "record", "positions"])
def test_a_pickle_that_is_not_ours_runs_nothing(sound_kb, cache, monkeypatch, tmp_path, attack, where):
    monkeypatch.chdir(tmp_path)
    path, content = "references.bib", b"x"
    honest = RecordCache(cache)
    honest.put(path, content, sound_kb.reading_notes[0])
    honest.save()
    entries = pickle.loads(cache.read(NAME) or b"")
    digest, record, values, keys = entries[path]
    bad = pickle.dumps(attack)
    lists = {
        "list": bad,
        "record": pickle.dumps({path: (digest, bad, values, keys)}),
        "positions": pickle.dumps({path: (digest, record, bad, keys)}),
    }
    cache.write(NAME, lists[where])

    found = RecordCache(cache).get(path, content, ReadingNotes)
    if where == "positions":
        assert found is not None
        assert found.fault("x", at=("key",)).place == Place(found.origin.path)
    else:
        assert found is None
    assert not (tmp_path / "attacked").exists()
