"""What a notebook imports: ``from build_tools import load``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools import load
from tests.conftest import PROJECT, TESTS, Project


def test_a_project_is_loaded_by_its_folder() -> None:
    kb = load(TESTS / "sound")
    assert list(kb.conditions) == ["chalk-bone", "glass-bone"]
    assert load(str(TESTS / "sound")).claims.keys() == kb.claims.keys()


def test_the_folder_is_the_present_one_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS / "sound")
    assert "glass-bone" in load().conditions


def test_no_project_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no kb/ in"):
        load(tmp_path)


def test_what_cannot_be_read_is_an_error_with_its_place(project: Project) -> None:
    project.write("kb/signs/milky-band.yaml", "id: milky-band\nname: [\n")
    with pytest.raises(ValueError, match=r"kb/signs/milky-band\.yaml:\d+:\d+: error\[yaml-syntax\]"):
        load(project.root)


def test_the_package_itself_imports_nothing_heavy() -> None:
    code = "import sys, build_tools; print([name for name in sys.modules if name.startswith(('build_tools.', 'yaml'))])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
