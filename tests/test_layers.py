"""One direction of imports: a room imports rooms on lower floors only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import build_tools

PACKAGE = Path(build_tools.__file__).parent

FLOORS = {
    "diagnostics": 0,
    "reports": 1,
    "model": 1,
    "figures": 1,
    "sources": 2,
    "knowledge": 3,
    "graph": 4,
    "permanence": 4,
    "study": 5,
    "rules": 6,
    "views": 6,
    "exports": 6,
    "pages": 7,
    "editing": 7,
    "checking": 7,
    "site": 8,
    "cli": 9,
    "__main__": 10,
    "__init__": 10,
}


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The rooms of this package that a module imports, with the line; relative imports count as the name ``.``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            names = ["build_tools.."]
        elif isinstance(node, ast.ImportFrom) and node.module == "build_tools":
            names = [f"build_tools.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "build_tools" and len(parts) > 1 and parts[1] != "__version__":
                yield node.lineno, parts[1]


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_lower_floors_only(module):
    room = _room(module)
    imported = _imports(ast.parse(module.read_text(encoding="utf-8")))
    upwards = [
        f"line {line}: {room} (floor {FLOORS[room]}) imports {other} (floor {FLOORS.get(other)})"
        for line, other in imported
        if other != room and not FLOORS.get(other, 99) < FLOORS[room]
    ]

    assert upwards == []


def test_an_import_upwards_would_be_seen():
    imports = (
        "from build_tools.rules import run",
        "import build_tools.graph",
        "from build_tools import site",
        "from . import x",
    )

    assert list(_imports(ast.parse("\n".join(imports)))) == [(1, "rules"), (2, "graph"), (3, "site"), (4, "")]


def test_modules_can_be_read_in_one_sitting():
    long = {
        path.relative_to(PACKAGE).as_posix(): length
        for path in MODULES
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
