"""One damage, one message: each case damages the sound knowledge base in one place and gives all that the check says.

The cases stand in ``damages/<subject>.yaml``: edits of files, and the text that ``bmes check`` prints.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import knowledge
from build_tools.diagnostics import as_text
from build_tools.rules import RULES
from build_tools.sources.codes import EXPLANATIONS

CASES = Path(__file__).parent / "damages"
BYTES = {"yaml-encoding", "bib-encoding"}
"""Codes of faults that no text can have; tests/sources covers them."""


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield pytest.param(case["edits"], case["expected"], id=f"{path.stem}-{number}-{case['code']}")


@pytest.mark.parametrize(("edits", "expected"), tuple(_cases()))
def test_check_says_exactly_this(project, edits, expected):
    for edit in edits:
        if "write" in edit:
            project.write(edit["file"], edit["write"])
        elif "delete" in edit:
            (project.root / edit["file"]).unlink()
        else:
            project.replace(edit["file"], edit["replace"], edit["by"])

    assert as_text(project.check()) == expected


def test_sound_knowledge_base_has_no_fault(project):
    assert project.check() == ()


def test_every_code_has_a_case_of_its_own():
    shown = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*.yaml"))
    covered = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", shown))

    assert covered | BYTES == {*RULES, *EXPLANATIONS}


def test_every_code_of_the_readers_is_explained_and_every_explanation_is_of_a_code():
    room = Path(knowledge.__file__).parent
    emitted = {
        argument.value
        for path in (room / "knowledge.py", *(room / "sources").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "error"
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant)
    }

    assert emitted == set(EXPLANATIONS)
    assert not emitted & set(RULES)


def test_every_rule_explains_itself_in_one_line_that_ends():
    for rule in RULES.values():
        assert rule.explanation.endswith("."), rule.code
