"""What GitHub and text editors are given: safe workflows, forms of the right shape, settings that fit the code."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from build_tools.cli import app
from build_tools.diagnostics import Place, as_text, error
from build_tools.exports.schemas import schema_file
from build_tools.knowledge import FILE_KINDS, SINGLE_FILES, load

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
BIN = Path(sys.executable).parent

UNSAFE = """\
on: pull_request_target
permissions: {}
jobs:
  x:
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - run: echo "${{ github.event.pull_request.title }}"
"""


def audited(*paths: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of workflows; it asks nobody."""
    command = [
        str(BIN / "zizmor"),
        "--offline",
        "--no-progress",
        "--color=never",
        "--persona=auditor",
        *map(str, paths),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def shaped(schema: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Whether files have the shape that GitHub asks for."""
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_workflows_are_safe() -> None:
    result = audited(GITHUB)
    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("No findings to report")


def test_an_unsafe_workflow_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / ".github" / "workflows" / "unsafe.yml"
    path.parent.mkdir(parents=True)
    path.write_text(UNSAFE, "utf-8")
    result = audited(path)
    assert result.returncode != 0
    assert {"dangerous-triggers", "template-injection"} <= set(re.findall(r"\[([\w-]+)\]", result.stdout))


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("citation-file-format", [ROOT / "CITATION.cff"]),
    ],
)
def test_files_have_the_shape_that_is_asked_for(schema: str, paths: list[Path]) -> None:
    result = shaped(schema, *paths)
    assert result.returncode == 0, result.stdout


def test_a_form_of_another_shape_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "form.yml"
    path.write_text("name: X\ndescription: Y\nbody:\n  - type: question\n", "utf-8")
    assert shaped("github-issue-forms", path).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_pull_requests_get_no_secret_and_no_right_to_write(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)  # `on` is a word, not a truth
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert workflow["permissions"] == {}
    if "pull_request" in workflow["on"]:
        for job in workflow["jobs"].values():
            assert job["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "x/x@" + "0" * 40))


def commands() -> list[str]:
    """Every line that a workflow or a hook runs."""
    lines = []
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            lines += [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    return [*lines, *(hook["entry"] for hook in hooks)]


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("make ")])
def test_targets_exist(command: str) -> None:
    targets = re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(command.split()[1:]) <= set(targets)


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith(".venv/bin/bmes ")])
def test_commands_and_their_options_exist(command: str) -> None:
    _, name, *arguments = shlex.split(command.partition(" >> ")[0])
    group: Any = typer.main.get_command(app)
    sub = group.get_command(None, name)
    assert sub is not None
    sub.make_parser(sub.context_class(sub)).parse_args(arguments)


@pytest.mark.kb
def test_forms_offer_the_levels_of_the_vocabulary() -> None:
    levels = [word.label for word in load(ROOT).vocabulary.levels.values()]
    offered = [
        part["attributes"]["options"]
        for path in FORMS
        for part in yaml.safe_load(path.read_text("utf-8"))["body"]
        if part.get("id") == "level"
    ]
    assert offered == [levels, levels]


def test_every_form_asks_for_no_patient_data_or_for_a_citation() -> None:
    assert [path.stem for path in FORMS] == ["add-a-paper", "report-an-error", "suggest-a-finding"]
    for path in FORMS[1:]:
        assert "image of a patient of mine" in path.read_text("utf-8")


def test_the_template_of_pull_requests_has_its_six_ticks() -> None:
    text = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert text.count("- [ ] ") == 6
    for other in re.findall(r"\?template=([\w-]+\.md)", text):
        assert (GITHUB / "PULL_REQUEST_TEMPLATE" / other).is_file()


def test_owners_are_named_of_paths_that_exist() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules[0][0] == "*"
    for path, *owners in rules[1:]:
        assert (ROOT / path.lstrip("/")).exists()
        assert all(owner.startswith("@") for owner in owners)


def test_text_editors_find_the_schema_of_every_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    kinds = (*FILE_KINDS, *SINGLE_FILES)
    assert settings["yaml.schemas"] == {
        f"./{schema_file(kind)}": f"kb/{kind.folder}/*.yaml" if kind.folder else f"kb/{kind.kind}.yaml"
        for kind in kinds
    }


def test_text_editors_understand_what_the_check_prints() -> None:
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    printed = as_text([error(Place("kb/signs/x.yaml", 4, 2), "cite-unknown", "no 'x': y", "write z")])
    found = re.match(pattern["regexp"], printed.splitlines()[0])
    assert found
    parts = {name: found[pattern[name]] for name in ("file", "line", "column", "severity", "code", "message")}
    assert parts == {
        "file": "kb/signs/x.yaml",
        "line": "4",
        "column": "2",
        "severity": "error",
        "code": "cite-unknown",
        "message": "no 'x': y",
    }


def test_hooks_look_at_source_files_only() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    patterns = {hook["files"] for hook in hooks if "files" in hook}
    assert len(patterns) == 1
    for path, is_source in (
        ("kb/signs/joint-effusion.yaml", True),
        ("kb/vocabulary.yaml", True),
        ("references.bib", True),
        ("tests/sound/references.bib", False),
        ("docs/about.md", False),
    ):
        assert bool(re.search(patterns.copy().pop(), path)) is is_source
