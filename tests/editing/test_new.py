"""New files: what is written, what is left to fill in, and what is refused."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build_tools.cli import app
from build_tools.editing import new as new_module
from build_tools.editing.formatting import layout_of
from build_tools.editing.new import ASKED, KINDS, id_of, new_file
from build_tools.exports.templates import annotated
from build_tools.rules import run
from build_tools.sources.dates import GIVEN
from build_tools.sources.tree import read_tree
from tests.conftest import PROJECT, Project, line

CONDITION = "kb/conditions/salt-bone.yaml"

NEW: dict[str, tuple[list[str], str]] = {
    "condition": (["Salt bone"], CONDITION),
    "sign": (["Red dot"], "kb/signs/red-dot.yaml"),
    "treatment": (["Fast walking"], "kb/treatments/fast-walking.yaml"),
    "region": (["Hand"], "kb/regions/hand.yaml"),
    "conflict": (["band-or-not"], "kb/conflicts/band-or-not.yaml"),
    "comparison": (["Glass bone", "--with", "CB"], "kb/comparisons/cb-vs-gb.yaml"),
    "reference": (["brown2000"], "kb/references/brown2000.yaml"),
}
"""Of each kind: the arguments that it needs, and the file that is written."""


def bmes(project: Project, *arguments: str):
    """Run a command on a project."""
    return CliRunner().invoke(app, [*arguments, "--root", str(project.root)])


@pytest.fixture
def without_notes(project: Project) -> Project:
    """The sound knowledge base without the reading notes of one publication, and what cites them."""
    (project.root / "kb/references/brown2000.yaml").unlink()
    text = (project.root / "kb/conditions/chalk-bone.yaml").read_text("utf-8")
    project.write("kb/conditions/chalk-bone.yaml", text[: text.index("  - sign: hollow-echo")])
    return project


@pytest.mark.parametrize("kind", NEW)
def test_the_check_asks_for_the_listed_places_and_no_others(without_notes: Project, kind: str) -> None:
    project = without_notes
    before = {line(fault) for fault in project.check()}
    arguments, path = NEW[kind]
    result = bmes(project, "new", kind, *arguments)

    assert result.exit_code == 0, result.output
    wrote, *listed = result.stdout.splitlines()
    assert wrote.startswith(f"wrote {path} (")
    listed_at = {entry.split(": ")[0] for entry in listed}
    found = [fault for fault in project.check() if line(fault) not in before]
    asked_at = {f"{fault.place.path}:{fault.place.line}:{fault.place.column}" for fault in found}
    blank_at = {
        f"{fault.place.path}:{fault.place.line}:{fault.place.column}" for fault in found if fault.code == "field-empty"
    }
    assert {fault.code for fault in found} <= {"field-empty", "claim-uncited", "orphan"}
    assert blank_at <= listed_at
    # While a sentence is blank, the check says nothing yet of what it cites.
    assert asked_at <= listed_at


@pytest.mark.parametrize("kind", NEW)
def test_a_new_file_is_laid_out_and_explained(without_notes: Project, kind: str) -> None:
    arguments, path = NEW[kind]
    bmes(without_notes, "new", kind, *arguments)
    text = (without_notes.root / path).read_text("utf-8")

    assert layout_of(read_tree(without_notes.root), {path}).new == {}
    assert text.startswith(f"# yaml-language-server: $schema=../../build/schemas/{kind}.schema.json\n")
    for name, info in KINDS[kind].model_fields.items():
        assert f"\n{name}:" in text or f"\n# {name}:" in text
        assert info.description


def test_with_every_answer_given_the_file_needs_a_link_and_nothing_else(project: Project) -> None:
    result = bmes(
        project,
        *(
            "new",
            "condition",
            "Salt bone",
            "--abbreviation",
            "SB",
            "--synonym",
            "Bone, salty",
            "--synonym",
            "Bone of salt",
            "--cause",
            "Weather",
        ),
        *("--definition", "A made-up disease: bone tastes of salt."),
    )
    assert result.stdout.splitlines() == [
        f"wrote {CONDITION} (1 place to fill in)",
        f"{CONDITION}:6:5: condition 'salt-bone' is linked to nothing; add where, findings or mimics",
    ]
    text = (project.root / CONDITION).read_text("utf-8")
    plain = [each for each in text.splitlines() if not each.startswith("#")]
    assert plain == [
        "",
        "id: salt-bone",
        "name: Salt bone",
        "abbreviation: SB",
        'synonyms: ["Bone, salty", Bone of salt]',
        "definition:",
        '  text: "A made-up disease: bone tastes of salt."',
        "  editorial: definition",
        "code: sb",
        "cause: weather",
    ]
    project.replace("kb/conditions/glass-bone.yaml", "see [[milky-band|the band]]", "see [[salt-bone]]")
    assert [fault.code for fault in project.check()] == ["signs-missing"]


def test_the_fields_that_are_comments_hold_when_the_mark_is_taken_away(project: Project) -> None:
    bmes(project, "new", "condition", "Salt bone", "--cause", "weather", "--definition", "A made-up disease.")
    text = (project.root / CONDITION).read_text("utf-8")
    project.write(
        CONDITION, "".join(f"{each.removeprefix('# ')}\n" for each in text.splitlines() if not each.startswith("##"))
    )

    found = {fault.code for fault in project.check() if fault.place.path == CONDITION}
    assert found <= {"field-empty", "value-form", "yaml-syntax", "field-unknown"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["condition", "Glass bone"], "kb/conditions/glass-bone.yaml is there already: write into it"),
        (["condition", "GB"], "'GB' is a name of 'glass-bone' already: write into kb/conditions/glass-bone.yaml"),
        (["sign", "Brittle edema"], "'Brittle edema' is a name of 'glass-bone' already: write into"),
        (["sign", "Hollow sound"], "earlier id 'hollow-sound' is in use"),
        (["sign", "X", "--id", "arm"], "id 'arm' is already used in"),
        (["sign", "Red dot", "--modality", "lamb"], "there is no 'lamb'; did you mean 'lamp'?"),
        (["sign", "Red dot", "--region", "elbw"], "there is no 'elbw'; did you mean 'elbow'?"),
        (["sign", "Red dot", "--cause", "weather"], "a sign has no cause"),
        (["sign", "Red dot", "--definition", "A <b>dot</b>."], "HTML in a text"),
        (["sign", "Red dot", "--definition", "A dot.", "--cites", "smith2001#rining"], "did you mean 'ringing'?"),
        (["sign", "Red dot", "--cites", "smith2001#ringing"], "--cites goes with --definition or --verdict"),
        (["condition", "Salt bone", "--code", "gb"], "code 'gb' is already that of 'glass-bone'"),
        (["region", "12"], "'12' cannot be an id; name one with --id"),
        (["comparison", "Glass bone", "--with", "Gold bone"], "there is no 'Gold bone'"),
        (["reference", "brown2001"], "'brown2001' is not in references.bib; did you mean 'brown2000'?"),
        (["reference", "nobody"], "'nobody' is not in references.bib; add it first: bmes cite add"),
        (["reference", "smith2001"], "kb/references/smith2001.yaml is there already: write into it"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(project: Project, arguments: list[str], told: str) -> None:
    before = read_tree(project.root).digest
    result = bmes(project, "new", *arguments)

    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert read_tree(project.root).digest == before


def schema_of(project: Project, kind: str) -> str:
    """The schema of a kind, as it was written for text editors."""
    return (project.root / f"build/schemas/{kind}.schema.json").read_text("utf-8")


def test_text_editors_offer_the_new_id_at_once(project: Project) -> None:
    assert bmes(project, "new", "sign", "Red dot").exit_code == 0
    assert '"red-dot"' in schema_of(project, "condition")
    assert bmes(project, "schemas").exit_code == 0
    assert '"red-dot"' not in schema_of(project, "condition")  # its blanks are not filled yet


def test_the_places_are_listed_where_the_schemas_cannot_be_written(project: Project) -> None:
    project.write("build", "a file where the folder should be")
    result = bmes(project, "new", "sign", "Red dot")

    assert result.exit_code == 0
    assert result.stdout.startswith("wrote kb/signs/red-dot.yaml (3 places to fill in)\n")
    assert "kb/signs/red-dot.yaml:33:10: modality: " in result.stdout
    said, _, advice = result.stderr.splitlines()[-1].partition("; ")
    assert said.startswith("the schemas could not be written: ")
    assert advice == "text editors offer the new id after bmes schemas"
    assert (bmes(project, "schemas").exit_code, bmes(project, "schemas").stderr) == (1, f"{said}\n")


def test_a_schema_that_is_no_text_is_written_anew(project: Project) -> None:
    target = project.root / "build/schemas/sign.schema.json"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"\xff")

    assert bmes(project, "schemas").exit_code == 0
    assert schema_of(project, "sign").startswith("{\n")


def test_it_is_checked_by_the_day_of_the_sources(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def run_and_note(kb, graph):
        seen.append(kb.today)
        return run(kb, graph)

    monkeypatch.setattr(new_module, "run", run_and_note)
    monkeypatch.setenv(GIVEN, "1795392000")
    assert bmes(project, "new", "sign", "Red dot").exit_code == 0
    assert seen == ["2026-11-23", "2026-11-23"]


def test_codes_are_free_ones(project: Project) -> None:
    tree = read_tree(project.root)
    made = [
        new_file(tree, KINDS["condition"], {"id": "x", "name": name}, "").text
        for name in ("Green bay", "Salt", "Grey", "Ö 7")
    ]
    codes = [next(each for each in text.splitlines() if each.startswith("code: ")) for text in made]
    assert codes == ["code: gb2", "code: salt", "code: gray", "code: o7"]
    conflict = new_file(tree, KINDS["conflict"], {"id": "x", "question": "Why?", "touches": ["arm"]}, "")
    assert "\ncode: k2\n" in conflict.text


@pytest.mark.parametrize(
    ("name", "page_id"),
    [
        ("Transient osteoporosis of the hip", "transient-osteoporosis-of-the-hip"),
        ("Legg–Calvé–Perthes disease", "legg-calve-perthes-disease"),
        ("Bone marrow oedema (BME)", "bone-marrow-edema-bme"),
    ],
)
def test_ids_follow_from_names(name: str, page_id: str) -> None:
    assert id_of(name) == page_id


def test_at_most_five_questions_of_fields_that_exist() -> None:
    assert ASKED.keys() == KINDS.keys() == NEW.keys()
    for kind, fields in ASKED.items():
        assert 0 < len(fields) <= 5
        assert set(fields) <= set(KINDS[kind].model_fields)


def test_at_a_terminal_it_asks_and_asks_again(project: Project) -> None:
    """A real terminal: the same answers as by options."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "build_tools", "new", "sign", "Red dot", "--root", str(project.root)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.close(follower)
        os.write(leader, b"A red dot.\n\nlamb\nlamp\n\nElbow, arm\n")
        stdout, stderr = process.communicate(timeout=60)
        os.close(leader)

    assert process.returncode == 0, stderr.decode()
    asked = stderr.decode()
    assert "Definition: One sentence, at most 300 characters." in asked
    assert "there is no 'lamb'; did you mean 'lamp'?" in asked
    text = (project.root / "kb/signs/red-dot.yaml").read_text("utf-8")
    for part in ("\n  text: A red dot.\n", "\nmodality: lamp\n", "\nregions: [elbow, arm]\n", "\n# synonyms: []\n"):
        assert part in text
    assert stdout.decode().startswith("wrote kb/signs/red-dot.yaml (1 place to fill in)\n")


@pytest.mark.kb
@pytest.mark.parametrize("kind", KINDS)
def test_templates_of_the_real_vocabulary_name_its_words(kind: str) -> None:
    from build_tools.knowledge import load

    kb = load(Path(PROJECT))
    text = annotated(
        KINDS[kind], kb.vocabulary, {"id": "x", "key": "x2000", "name": "X"} if kind != "conflict" else {"id": "x"}
    )
    if kind == "sign":
        assert "(mri, radiography, ct, scintigraphy, densitometry, clinical, laboratory or" in text
    assert all(len(each) <= 120 for each in text.splitlines())
