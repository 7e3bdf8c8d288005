"""The build as a whole: atomic, deterministic, and quiet about everything but what matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import errors_in
from build_tools.site.build import build
from tests.site.conftest import copy_sources

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("site")]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_broken_file_leaves_the_last_good_site_as_it_was(project: Path, site: Path) -> None:
    before = bytes_of(site)
    path = project / "kb/conditions/transient-osteoporosis-of-the-hip.yaml"
    good = path.read_bytes()
    try:
        path.write_bytes(good + b"\ncourse: [\n")
        result = build(project, lambda _: None)
    finally:
        path.write_bytes(good)
    assert not result.is_good
    assert [(one.place.path, one.code) for one in errors_in(result.diagnostics)] == [
        ("kb/conditions/transient-osteoporosis-of-the-hip.yaml", "yaml-syntax")
    ]
    assert bytes_of(site) == before


def test_a_site_that_fails_its_own_check_is_not_put_in_place(project: Path, site: Path) -> None:
    before = bytes_of(site)
    page = project / "docs/about.md"
    good = page.read_bytes()
    try:
        page.write_bytes(good + b'\n<p><a href="../no-such-page/">nowhere</a></p>\n')
        result = build(project, lambda _: None)
    finally:
        page.write_bytes(good)
    assert result.problems == ("about/index.html: link to ../no-such-page/: no such page",)
    assert bytes_of(site) == before


def test_two_builds_are_the_same_bytes(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    results = []
    for name in ("one", "two"):
        root = tmp_path / name
        root.mkdir()
        assert build(copy_sources(root), lambda _: None).is_good
        results.append(bytes_of(root / "site"))
    assert results[0].keys() == results[1].keys()
    assert [name for name in results[0] if results[0][name] != results[1][name]] == []


def test_a_second_build_writes_no_page_again(project: Path, site: Path) -> None:
    said: list[str] = []
    assert build(project, lambda _: None).is_good
    assert build(project, said.append).is_good
    changes = next(line for line in said if "files changed" in line)
    assert changes.startswith("0 files changed, 0 removed")
