"""Caches are never needed and never trusted: only what the same code wrote, and whole, is read."""

from __future__ import annotations

import pytest

from build_tools.sources.cache import OFF, Cache, cache_of, code_fingerprint


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path / "cache", b"this code")


def test_what_is_written_is_read(cache):
    assert cache.read("a") is None

    cache.write("a", b"one")
    cache.write("b", b"")
    cache.write("a", b"two")

    assert (cache.read("a"), cache.read("b")) == (b"two", b"")
    assert sorted(path.name for path in cache.folder.iterdir()) == ["a", "b"]


def test_other_code_reads_nothing(cache):
    cache.write("a", b"one")

    assert Cache(cache.folder, b"other code").read("a") is None


def test_one_name_is_not_read_as_another(cache):
    cache.write("a", b"one")
    (cache.folder / "a").rename(cache.folder / "b")

    assert cache.read("b") is None


@pytest.mark.parametrize("damage", ["", "short", "cut", "changed", "longer", "folder"])
def test_damaged_files_count_as_missing(cache, damage):
    cache.write("a", b"one and two")
    path = cache.folder / "a"
    whole = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        changes = {"short": whole[:20], "cut": whole[:-1], "changed": whole[:-1] + b"!", "longer": whole + b"!"}
        path.write_bytes(changes.get(damage, b""))

    assert cache.read("a") is None
    cache.write("a", b"three")
    assert cache.read("a") == (None if damage == "folder" else b"three")
    assert [each.name for each in cache.folder.iterdir()] == ["a"]


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path):
    (tmp_path / "build").write_text("a file", encoding="utf-8")
    cache = Cache(tmp_path / "build" / "cache", b"this code")

    cache.write("a", b"one")

    assert cache.read("a") is None
    assert (tmp_path / "build").read_text(encoding="utf-8") == "a file"


def test_the_fingerprint_is_the_same_until_something_changes(monkeypatch, tmp_path):
    before = code_fingerprint()
    assert code_fingerprint() == before

    (tmp_path / "pydantic-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)

    assert code_fingerprint() != before


def test_the_environment_switches_caches_off(monkeypatch, tmp_path):
    monkeypatch.setenv(OFF, "1")
    assert cache_of(tmp_path) is None

    monkeypatch.setenv(OFF, "")
    cache = cache_of(tmp_path)
    assert cache is not None
    assert cache.folder == tmp_path / "build" / "cache"
    assert list(tmp_path.iterdir()) == []
