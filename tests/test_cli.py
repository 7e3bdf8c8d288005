"""The command line: what is printed where, and with which status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build_tools.cli import app
from build_tools.rules import RULES, command_codes, coverage
from build_tools.sources import codes
from build_tools.sources.cache import OFF
from build_tools.sources.tree import read_tree

SOUND = str(Path(__file__).parent / "sound")
BROKEN = str(Path(__file__).parent / "broken")
EXPECTED = (Path(BROKEN) / "expected.txt").read_text(encoding="utf-8")


def bmes(*arguments: str):
    """Run a command in this process."""
    return CliRunner().invoke(app, list(arguments))


def test_a_sound_knowledge_base_prints_its_summary_to_the_error_output_only():
    result = bmes("check", "--root", SOUND)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "8 pages, 4 references, 24 claims: 0 errors, 0 warnings.\n"


def test_errors_give_status_one_and_every_fault_on_the_standard_output():
    result = bmes("check", "--today", "2026-11-23", "--root", BROKEN)

    assert result.exit_code == 1
    lines = result.stdout.splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("  more: ")) == EXPECTED
    assert sum(line.startswith("  more: bmes explain ") for line in lines) == 90
    assert re.fullmatch(
        r"\d+ pages, \d+ references, \d+ claims: 82 errors, 8 warnings\. Next: bmes check --fix can repair 8\.\n",
        result.stderr,
    )


def test_warnings_fail_only_where_asked(project):
    project.replace("kb/regions/arm.yaml", "What hangs", "What with a tumour hangs")

    assert bmes("check", "--root", str(project.root)).exit_code == 0
    result = bmes("check", "--strict", "--root", str(project.root))
    assert result.exit_code == 1
    assert result.stderr.endswith(": 0 errors, 1 warning. Next: bmes check --fix can repair 1.\n")


def test_formats_render_the_same_faults():
    rows = json.loads(bmes("check", "--format", "json", "--root", BROKEN).stdout)["diagnostics"]
    annotations = bmes("check", "--format", "github", "--root", BROKEN).stdout.splitlines()
    summary = bmes("check", "--format", "markdown", "--root", BROKEN).stdout

    assert len(rows) == summary.count("\n| kb/") + summary.count("\n| references.bib:") == 90
    assert annotations[0].startswith(f"::error file={rows[0]['location']['path']},line=")
    assert annotations[-1] == f"::notice title=bmes check::{90 - 9 - 8} more, see summary"
    assert "90" not in summary.splitlines()[0]
    assert "claims: 82 errors, 8 warnings. Next: bmes check --fix can repair 8." in summary


def test_faults_of_changed_files_come_first_on_github(project):
    for name in ("arm", "elbow"):
        path = f"kb/regions/{name}.yaml"
        project.write(path, (project.root / path).read_text("utf-8").replace("name:", "nome:"))
    named = [
        bmes("check", "--format", "github", "--root", str(project.root), "--changed", changed).stdout.splitlines()[0]
        for changed in ("kb/regions/arm.yaml", "kb/regions/elbow.yaml", "docs/x.md\nkb/regions/elbow.yaml\n")
    ]

    assert ["elbow" in line for line in named] == [False, True, True]


def git(root, *arguments):
    settings = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True)


def test_git_tells_what_changed_and_a_commit_that_is_none_is_wrong_use(project):
    git(project.root, "init", "--quiet")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "--message", "All")
    project.replace("kb/regions/arm.yaml", "name: Arm", "nome: Arm")
    git(project.root, "commit", "--quiet", "--all", "--message", "Arm")
    project.write("kb/regions/elbow.yaml", (project.root / "kb/regions/elbow.yaml").read_text("utf-8") + "x: 1\n")

    def first(base):
        return bmes("check", "--format", "github", "--base", base, "--root", str(project.root)).stdout.splitlines()[0]

    assert "elbow" in first("HEAD")
    assert "arm" in first("HEAD~1")
    for base in ("no-such-commit", "--output=x"):
        result = bmes("check", "--base", base, "--root", str(project.root))
        assert result.exit_code == 2
        assert result.stderr.startswith(f"what changed since '{base}' is not known: ")
    assert not (project.root / "x").exists()


def test_fix_repairs_says_what_it_did_and_checks_what_is_left(project):
    project.replace("kb/regions/arm.yaml", "  text: What hangs", "\ttext: What with a tumour hangs")
    project.replace("kb/signs/milky-band.yaml", "modality: lamp", "modality: lamb")

    before = bmes("check", "--root", str(project.root))
    assert before.stderr.endswith("2 errors, 0 warnings. Next: bmes check --fix can repair 1.\n")
    result = bmes("check", "--fix", "--root", str(project.root))

    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == [
        "fixed: kb/regions/arm.yaml: wrote 2 spaces for each tab (line 4)",
        "fixed: kb/regions/arm.yaml: wrote 'tumor' for 'tumour' (line 4)",
        "kb/signs/milky-band.yaml:6:11: error[word-unknown]: 'lamb' is not in the list 'modalities' of "
        "kb/vocabulary.yaml",
    ]
    assert result.stderr.endswith("1 error, 0 warnings.\n")
    again = bmes("check", "--fix", "--root", str(project.root))
    assert "fixed:" not in again.stdout


def test_fix_keeps_what_programs_read_free_of_its_own_words(project):
    project.replace("kb/regions/arm.yaml", "What hangs", "What with a tumour hangs")

    result = bmes("check", "--fix", "--format", "json", "--root", str(project.root))

    assert json.loads(result.stdout)["diagnostics"] == []
    assert result.stderr.startswith("fixed: kb/regions/arm.yaml: wrote 'tumor' for 'tumour' (line 4)\n")


def test_the_day_by_which_reviews_are_old_is_given(project, monkeypatch):
    project.replace(
        "kb/regions/arm.yaml", "definition:", "reviewed:\n  - {date: 2024-11-23, by: A, kind: clinical}\ndefinition:"
    )
    root = ("--root", str(project.root))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23

    assert "review-overdue" in bmes("check", *root).stdout
    assert "review-overdue" not in bmes("check", "--today", "2026-11-22", *root).stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "review-overdue" not in bmes("check", *root).stdout
    assert "review-overdue" in bmes("check", "--today", "2026-11-23", *root).stdout


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--fix"), ("build",), ("serve",), ("cite", "add"), ("new", "sign", "Red dot")]
)
def test_a_time_of_the_sources_that_is_none_is_wrong_use(project, monkeypatch, command):
    before = read_tree(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000000")
    result = bmes(*command, "--root", str(project.root))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "the environment variable SOURCE_DATE_EPOCH is '1795392000000', and no number of seconds since 1970: set it to "
        "what git log -1 --format=%ct prints, or unset it\n"
    )
    assert read_tree(project.root) == before
    assert bmes("check", "--today", "2026-11-22", "--root", str(project.root)).exit_code == 0


@pytest.mark.parametrize(("day", "wrong"), [("1980-01-01", True), ("2029-01-01", True), ("2030-01-01", False)])
def test_a_year_is_no_later_than_the_next_and_no_day_is_older_than_the_project(project, day, wrong) -> None:
    project.replace("references.bib", "year = {2002}", "year = {2031}")
    found = bmes("check", "--today", day, "--root", str(project.root)).stdout
    assert found.count("error[year-invalid]") == wrong  # and of those of earlier years none is
    assert ("write four digits, 1800 to 2027" in found) == (day < "2027")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "--root", "no-such-folder"), "does not exist"),
        (("check", "--format", "xml"), "xml"),
        (("check", "--today", "23.11.2026", "--root", SOUND), "'23.11.2026' is no day; write --today year-month-day"),
        (("check", "--today", "2026-02-30", "--root", SOUND), "'2026-02-30' is no day"),
        (("explain", "no-such-code"), "there is no code 'no-such-code'; list them: bmes explain"),
        (("explain", "cite-unknwon"), "did you mean 'cite-unknown'?"),
        (("list", "doctors"), "doctors"),
        (("no-such-command",), "no-such-command"),
    ],
)
def test_wrong_use_gives_status_two_and_says_why(arguments, told):
    result = bmes(*arguments)

    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_without_a_knowledge_base_is_wrong_use(tmp_path):
    result = bmes("check", "--root", str(tmp_path))

    assert result.exit_code == 2
    assert result.stderr.startswith("there is no kb/ in ")


@pytest.mark.parametrize("code", sorted({*RULES, *codes.EXPLANATIONS, *command_codes.EXPLANATIONS, coverage.CODE}))
def test_every_code_is_explained(code):
    result = bmes("explain", code)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} (")
    assert len(result.stdout.splitlines()) >= 3


def test_explain_lists_every_code_once_in_order():
    listed = [line.partition(": ")[0] for line in bmes("explain").stdout.splitlines()]

    assert listed == sorted({*RULES, *codes.EXPLANATIONS, *command_codes.EXPLANATIONS, coverage.CODE})


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("conditions", "chalk-bone\tChalk bone\nglass-bone\tGlass bone\n"),
        ("signs", "hollow-echo\tHollow echo\nmilky-band\tMilky band\n"),
        ("treatments", "slow-walking\tSlow walking\n"),
        ("regions", "arm\tArm\nelbow\tElbow\n"),
        ("conflicts", "echo-or-not\tIs there a hollow echo in glass bone?\n"),
        ("figures", ""),
        (
            "references",
            "brown2000\tbrown2000\tThe echo of chalk bone\n1\tsmith2001\tGlass bone in sailors\n"
            "2\tjones2002\tChalk bone: a case report\n3\tsmith2001b\tGlass bone in sailors\n",
        ),
    ],
)
def test_lists_hold_ids_and_names(what, expected):
    assert bmes("list", what, "--root", SOUND).stdout == expected


def test_stats_count():
    lines = dict(line.split(": ") for line in bmes("stats", "--root", SOUND).stdout.splitlines())

    assert lines["conditions"] == "2"
    assert lines["figures"] == "0"
    assert lines["references"] == "3"
    assert lines["works"] == "2"
    assert lines["claims"] == "24"
    assert sum(int(number) for name, number in lines.items() if name.startswith("claims at level")) == 24


def test_the_module_is_the_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "build_tools", "check", "--root", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("there is no kb/ in ")


def test_check_remembers_in_the_build_folder_and_with_no_cache_nowhere(project, monkeypatch):
    monkeypatch.delenv(OFF)
    project.replace("kb/signs/milky-band.yaml", "modality: lamp", "modality: moonlight")
    results = [bmes("check", "--root", str(project.root), "--no-cache")]
    assert not (project.root / "build").exists()

    results += [bmes("check", "--root", str(project.root)) for _ in range(2)]
    assert sorted(path.name for path in (project.root / "build" / "cache").iterdir()) == ["records", "verdict"]

    results.append(bmes("check", "--root", str(project.root), "--no-cache"))
    assert {(result.exit_code, result.stdout, result.stderr) for result in results} == {
        (results[0].exit_code, results[0].stdout, results[0].stderr)
    }
    assert "moonlight" in results[0].stdout


def test_an_unchanged_project_is_checked_without_its_records_and_graph(project, monkeypatch):
    monkeypatch.delenv(OFF)
    command = [sys.executable, "-X", "importtime", "-m", "build_tools", "check", "--root", str(project.root)]
    here = Path(__file__).parents[1]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=False, cwd=here) for _ in "12")

    assert first.stdout == second.stdout
    imported = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert {"build_tools.checking", "build_tools.sources.tree"} <= imported
    late = {"networkx", "yaml", "bibtexparser", "citeproc", "build_tools.knowledge", "build_tools.rules"}
    assert imported & late == set()


def test_diff_compares_with_a_commit_and_tells_faults_apart(project):
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=E", "-c", "user.email=e@example.org")
        subprocess.run(["git", "-C", str(project.root), *identity, *arguments], check=True, capture_output=True)

    git("init", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--message", "first")
    assert bmes("diff", "--root", str(project.root)).stdout.endswith("Nothing of the knowledge differs.\n")

    project.replace("kb/regions/arm.yaml", "What hangs", "That which hangs")
    result = bmes("diff", "HEAD", "--root", str(project.root))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n~ arm.definition\n    text: What hangs from the shoulder. → That which hangs from the shoulder.\n" in (
        result.stdout
    )
    assert json.loads(bmes("diff", "--format", "json", "--root", str(project.root)).stdout)["touched"] == [
        "regions/arm"
    ]
    assert bmes("diff", "--format", "markdown", "--root", str(project.root)).stdout.startswith("### What changes")

    project.replace("kb/regions/arm.yaml", "id: arm", "id: [")
    result = bmes("diff", "--root", str(project.root))
    assert result.stderr == "the present state has 1 fault; what cannot be read of it is not compared: bmes check\n"
    assert "- regions/arm" in result.stdout
    assert bmes("diff", "no-such", "--root", str(project.root)).exit_code == 2
