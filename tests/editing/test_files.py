"""All of a change is written, or nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.editing.files import ChangedMeanwhileError, write_files


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two files."""
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    (tmp_path / "a").chmod(0o640)
    return tmp_path


def test_files_are_written_with_their_folders_and_rights(root):
    write_files(root, {"a": b"A", "new/c": b"C"}, {"a": b"a", "b": b"b"})

    assert contents(root) == {"a": b"A", "b": b"b", "new/c": b"C"}
    assert (root / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("new", "read", "changed"),
    [
        ({"a": b"A", "b": b"B"}, {"a": b"a", "b": b"other"}, "b"),
        ({"a": b"A", "b": b"B"}, {"a": b"a"}, "b"),
        ({"a": b"A", "c": b"C"}, {"a": b"a", "c": b"c"}, "c"),
    ],
)
def test_nothing_is_written_over_what_somebody_else_wrote(root, new, read, changed):
    before = contents(root)
    with pytest.raises(ChangedMeanwhileError, match=f"^{changed}$"):
        write_files(root, new, read)

    assert contents(root) == before


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_where_one_file_cannot_be_written_none_is(root, monkeypatch, failing, method):
    before = contents(root)
    original = getattr(Path, method)
    calls = []

    def fail_once(path: Path, *arguments: object):
        calls.append(path)
        if len(calls) == failing:
            raise OSError("the disk is full")
        return original(path, *arguments)

    monkeypatch.setattr(Path, method, fail_once)
    with pytest.raises(OSError, match="the disk is full"):
        write_files(root, {"a": b"A", "b": b"B", "c": b"C"}, {"a": b"a", "b": b"b"})
    monkeypatch.undo()

    assert contents(root) == before
