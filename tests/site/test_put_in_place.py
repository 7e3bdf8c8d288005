"""The finished site is the new one or, where that cannot be, the last good one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.site.build import DRAFT, FINISHED, OLD, put_in_place

REFUSED = OSError(errno.EACCES, os.strerror(errno.EACCES))
SAID = "the new site could not be put into site/ (Permission denied); "
DO = ". Close what uses files in there, and build again."

Refuse = Callable[[str, str], None]


def make(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        folder = root / {"draft": DRAFT, "finished": FINISHED, "old": OLD}[name]
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, "utf-8")


def found(root: Path) -> dict[str, str]:
    return {
        name: (root / name / "index.html").read_text("utf-8")
        for name in (DRAFT, FINISHED, OLD)
        if (root / name).exists()
    }


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Refuse:
    """Lets renaming one folder to another fail from then on."""
    refused: set[tuple[Path, Path]] = set()
    rename = Path.rename

    def renamed(self: Path, target: Path) -> Path:
        if (self, target) in refused:
            raise REFUSED
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", renamed)
    return lambda one, other: refused.add((tmp_path / one, tmp_path / other))


def test_the_new_site_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    make(tmp_path, draft="new", finished="last", old="older")
    assert put_in_place(tmp_path) == ""
    assert found(tmp_path) == {FINISHED: "new"}


def test_the_first_site_needs_no_other(tmp_path: Path) -> None:
    make(tmp_path, draft="new")
    assert put_in_place(tmp_path) == ""
    assert found(tmp_path) == {FINISHED: "new"}


def test_the_last_good_site_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path, refuse: Refuse) -> None:
    make(tmp_path, draft="new", finished="last")
    refuse(DRAFT, FINISHED)
    assert put_in_place(tmp_path) == f"{SAID}the last good one is there again{DO}"
    assert found(tmp_path) == {DRAFT: "new", FINISHED: "last"}


def test_the_last_good_site_stays_where_it_cannot_be_moved(tmp_path: Path, refuse: Refuse) -> None:
    make(tmp_path, draft="new", finished="last")
    refuse(FINISHED, OLD)
    assert put_in_place(tmp_path) == f"{SAID}the last good one is still there{DO}"
    assert found(tmp_path) == {DRAFT: "new", FINISHED: "last"}


def test_where_it_cannot_be_put_back_its_place_is_said(tmp_path: Path, refuse: Refuse) -> None:
    make(tmp_path, draft="new", finished="last")
    refuse(DRAFT, FINISHED)
    refuse(OLD, FINISHED)
    assert put_in_place(tmp_path) == f"{SAID}the last good one lies in build/site-old/: rename that to site{DO}"
    assert found(tmp_path) == {DRAFT: "new", OLD: "last"}


def test_a_first_site_that_cannot_be_put_in_place_is_said(tmp_path: Path, refuse: Refuse) -> None:
    make(tmp_path, draft="new")
    refuse(DRAFT, FINISHED)
    assert put_in_place(tmp_path) == f"{SAID}there was none before{DO}"
    assert found(tmp_path) == {DRAFT: "new"}


def test_what_an_interrupted_build_left_aside_is_not_lost(tmp_path: Path, refuse: Refuse) -> None:
    make(tmp_path, draft="new", old="last")
    refuse(DRAFT, FINISHED)
    assert put_in_place(tmp_path) == f"{SAID}the last good one is there again{DO}"
    assert found(tmp_path) == {DRAFT: "new", FINISHED: "last"}
