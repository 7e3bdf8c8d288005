"""One damage, one message: each case damages the sound knowledge base in one place and gives all that the check says.

The cases stand in ``damages/<subject>.yaml``: edits of files, and the text that ``bmes check`` prints. One more case of
each code is its example, which ``test_examples`` runs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import knowledge
from build_tools.diagnostics import as_text
from build_tools.rules import RULES
from build_tools.sources.codes import EXPLANATIONS, WARNINGS

CASES = Path(__file__).parent / "damages"


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


def test_every_code_of_the_readers_is_explained_and_every_explanation_is_of_a_code():
    room = Path(knowledge.__file__).parent
    emitted: dict[str, set[str]] = {"error": set(), "warning": set(), "encoding_fault": set()}
    for path in (room / "knowledge.py", *(room / "sources").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            name.id: value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
            for target in node.targets
            if isinstance(target, ast.Tuple)
            for name, value in zip(target.elts, node.value.elts, strict=True)
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant)
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in emitted:
                code = call.args[2 if call.func.id == "encoding_fault" else 1]
                found = code.value if isinstance(code, ast.Constant) else names.get(getattr(code, "id", ""))
                emitted[call.func.id].add(found or "code")

    assert emitted["error"] - {"code"} | emitted["warning"] | emitted["encoding_fault"] == set(EXPLANATIONS)
    assert emitted["warning"] == WARNINGS
    assert not set(EXPLANATIONS) & set(RULES)


def test_every_rule_explains_itself_in_one_line_that_ends():
    for rule in RULES.values():
        assert rule.explanation.endswith("."), rule.code
