"""With and without a cache, whatever is in it, the verdict is the same to the byte."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from build_tools import checking
from build_tools.checking import Verdict, check
from build_tools.reports import as_rdjson
from build_tools.sources.cache import Cache

TESTS = Path(__file__).parent


@pytest.fixture(params=["sound", "broken"])
def root(request, tmp_path) -> Path:
    shutil.copytree(TESTS / request.param, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def cache(root) -> Cache:
    return Cache(root / "build" / "cache", b"this code")


def _same(root: Path, cache: Cache) -> Verdict:
    """The verdict with the cache, which must be the verdict without one."""
    with_cache, without = check(root, cache), check(root)
    assert with_cache == without
    assert as_rdjson(with_cache.diagnostics, with_cache.sources) == as_rdjson(without.diagnostics, without.sources)
    return with_cache


def _edit(root: Path) -> None:
    """Edits that make faults in files, between files, and in the bibliography."""
    sign = next((root / "kb" / "signs").glob("*.yaml"))
    sign.write_text(sign.read_text("utf-8").replace("text: ", "text: Never ", 1), "utf-8")
    notes = min((root / "kb" / "references").glob("*.yaml"))
    notes.unlink()
    bibliography = root / "references.bib"
    bibliography.write_text(bibliography.read_text("utf-8").replace("  title", " title", 1), "utf-8")
    (root / "kb" / "unexpected.txt").touch()


def test_cold_warm_and_unchanged(root, cache):
    assert _same(root, cache) == _same(root, cache) == _same(root, cache)


def test_records_alone_give_the_same_verdict(root, cache):
    first = _same(root, cache)
    (cache.folder / checking.NAME).unlink()

    assert _same(root, cache) == first


def test_edits_are_seen_and_so_is_taking_them_back(root, cache):
    first = _same(root, cache)
    sources = shutil.copytree(root, root.with_name("before"), ignore=shutil.ignore_patterns("build"))
    _edit(root)
    edited = _same(root, cache)
    assert edited.diagnostics != first.diagnostics
    assert _same(root, cache) == edited

    shutil.rmtree(root / "kb")
    shutil.copytree(sources, root, dirs_exist_ok=True)
    assert _same(root, cache) == first


def test_an_unchanged_tree_is_not_checked_again_and_other_code_checks_anew(root, cache, monkeypatch):
    first, asked = check(root, cache), []
    monkeypatch.setattr(checking, "verdict_on", lambda kb: asked.append(kb) or Verdict((), 0, 0, 0))

    assert check(root, cache) == first
    assert asked == []
    assert check(root, Cache(cache.folder, b"edited code")) == Verdict((), 0, 0, 0)
    assert len(asked) == 1
    assert check(root, None) == Verdict((), 0, 0, 0)


@pytest.mark.parametrize("name", ["records", checking.NAME])
@pytest.mark.parametrize("content", [b"", b"\x00" * 500, b"cut", b"sealed"])
def test_a_corrupt_cache_is_ignored(root, cache, name, content):
    first = _same(root, cache)
    path = cache.folder / name
    if content == b"cut":
        path.write_bytes(path.read_bytes()[:-7])
    elif content == b"sealed":
        cache.write(name, b"nonsense that this code wrote")
    else:
        path.write_bytes(content)

    assert _same(root, cache) == first
    _edit(root)
    _same(root, cache)


def test_a_folder_that_cannot_be_written_is_left_alone(root):
    (root / "build").write_text("a file where the folder would be", "utf-8")
    cache = Cache(root / "build" / "cache", b"this code")

    assert _same(root, cache) == _same(root, cache)
    assert (root / "build").read_text("utf-8") == "a file where the folder would be"


def test_checks_side_by_side_do_not_harm_each_other(root, cache):
    wanted, found = check(root), []
    threads = [threading.Thread(target=lambda: found.append(check(root, cache))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [wanted] * 4
    assert sorted(path.name for path in cache.folder.iterdir()) == ["records", checking.NAME]
