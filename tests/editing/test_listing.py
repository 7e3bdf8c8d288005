"""What an editor looks for is found, and what does not fit is said."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from build_tools.cli import app
from tests.conftest import TESTS, Project

SOUND = str(TESTS / "sound")


def bmes(*arguments: str, root: str = SOUND):
    """List something."""
    return CliRunner().invoke(app, ["list", *arguments, "--root", root])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("conditions", ["chalk-bone", "glass-bone"]),
        ("conditions --matching edema", ["glass-bone"]),
        ("conditions --matching GB", ["glass-bone"]),
        ("conditions --cause Weather", ["chalk-bone", "glass-bone"]),
        ("conditions --region arm", ["glass-bone"]),
        ("conditions --region elbow", ["glass-bone"]),
        ("conditions --unused", []),
        ("conditions --unreviewed", ["chalk-bone", "glass-bone"]),
        ("conditions --uncited", []),
        ("signs --modality lamp --uncited", ["milky-band"]),
        ("signs --region arm", ["milky-band"]),
        ("signs --unused", []),
        ("treatments --treatment-kind rest --uncited", []),
        ("regions --uncited", ["arm", "elbow"]),
        ("regions --unused", []),
        ("conflicts --matching echo", ["echo-or-not"]),
        ("references --level title", ["brown2000"]),
        ("references --matching zoë", ["1", "3"]),
        ("references --unused", []),
        ("findings --unused", []),
        ("findings smith2001 --level full-text", ["smith2001#walking"]),
        ("findings smith2001 jones2002 --matching 40", ["jones2002#no-band"]),
        ("claims chalk-bone --level title", ["chalk-bone.findings.hollow-echo"]),
        ("claims milky-band --level editorial", ["milky-band.definition"]),
        ("claims --matching ringing", ["glass-bone.overview.ringing"]),
    ],
)
def test_filters_narrow_a_list(arguments: str, found: list[str]) -> None:
    result = bmes(*arguments.split())
    assert result.exit_code == 0, result.output
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == found


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("regions --level title", "a list of regions is not narrowed by --level"),
        ("conditions --treatment-kind rest", "a list of conditions is not narrowed by --treatment-kind"),
        ("signs milky-band", "a list of signs is not narrowed by names after it"),
        ("signs --modality lamb", "there is no 'lamb'; did you mean 'lamp'?"),
        ("findings --level deep", "there is no 'deep'; known: title, secondary, abstract, full-text"),
        ("findings smith2000", "there is no 'smith2000'; did you mean 'smith2001'?"),
        ("claims nothing", "there is no 'nothing'; list them: bmes list"),
    ],
)
def test_what_does_not_fit_is_said(arguments: str, told: str) -> None:
    result = bmes(*arguments.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


def test_programs_get_more() -> None:
    assert json.loads(bmes("findings", "brown2000", "--format", "json").stdout) == [
        {
            "finding": "brown2000#chalk-and-echo",
            "level": "title",
            "text": "The title names the echo of chalk bone.",
            "cited_by": ["chalk-bone.findings.hollow-echo"],
        }
    ]
    (sign, _) = json.loads(bmes("signs", "--format", "json").stdout)
    assert sign == {
        "id": "hollow-echo",
        "name": "Hollow echo",
        "file": "kb/signs/hollow-echo.yaml",
        "abbreviation": None,
        "synonyms": [],
        "modality": "hammer",
        "claims": 1,
        "linked_from": 2,
    }
    assert json.loads(bmes("references", "--level", "title", "--format", "json").stdout)[0]["findings"] == 1
    (claim,) = json.loads(bmes("claims", "arm", "--format", "json").stdout)
    assert (claim["claim"], claim["file"], claim["line"]) == ("arm.definition", "kb/regions/arm.yaml", 3)


def test_what_nothing_cites_or_links_to_is_found(project: Project) -> None:
    project.replace("kb/conditions/chalk-bone.yaml", "cites: [brown2000#chalk-and-echo]", "editorial: gap")
    root = str(project.root)

    assert bmes("references", "--unused", root=root).stdout == "brown2000\tbrown2000\tThe echo of chalk bone\n"
    assert bmes("findings", "--unused", root=root).stdout.startswith("brown2000#chalk-and-echo\ttitle\t")


def test_schemas_are_written_where_editors_look(project: Project) -> None:
    first = CliRunner().invoke(app, ["schemas", "--root", str(project.root)])
    path = project.root / "build/schemas/sign.schema.json"
    before = path.stat().st_mtime_ns
    offered = json.loads(path.read_text("utf-8"))["$defs"]["id-of-region"]["examples"]

    assert first.stdout.splitlines()[1] == "build/schemas/sign.schema.json"
    assert offered == ["arm", "elbow"]
    assert CliRunner().invoke(app, ["schemas", "--root", str(project.root)]).stdout == first.stdout
    assert path.stat().st_mtime_ns == before
