"""Only what changed is written, and nothing stale stays."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.pages.files import hand_written, put

NAMES = st.sampled_from(["a.md", "b.md", "x/a.md", "x/y/b.md", "z/c.css"])
FILES = st.dictionaries(NAMES, st.binary(max_size=3))


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"1", "x/b.md": b"2"})
    before = (tmp_path / "a.md").stat().st_mtime_ns
    written = put(tmp_path, {"a.md": b"1", "x/b.md": b"3"})
    assert (written.changed, written.removed, written.unchanged) == (("x/b.md",), (), 1)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before


def test_stale_files_and_empty_folders_are_removed(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"1", "x/b.md": b"2"})
    written = put(tmp_path, {"a.md": b"1"})
    assert written.removed == ("x/b.md",)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@given(first=FILES, second=FILES)
@settings(max_examples=40, deadline=None)
def test_the_folder_holds_exactly_what_was_put(tmp_path_factory, first, second) -> None:  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("docs")
    put(folder, first)
    put(folder, second)
    assert {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == second


def test_theme_overrides_are_not_copied(tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/main.html").write_text("x")
    (tmp_path / "about.md").write_text("y")
    assert hand_written(tmp_path) == {"about.md": b"y"}
