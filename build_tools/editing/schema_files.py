"""The JSON Schemas in a folder where text editors look for them: ``build/schemas``, which is never committed."""

from __future__ import annotations

from pathlib import Path

from build_tools.exports.schemas import FOLDER, schema_texts
from build_tools.knowledge import KnowledgeBase


def write_schemas(root: Path, kb: KnowledgeBase) -> tuple[str, ...]:
    """Write those that changed, each whole; returns the paths of all. OSError where the folder cannot be written."""
    paths = []
    for name, text in schema_texts(kb).items():
        path = root / FOLDER / name
        paths.append(f"{FOLDER}/{name}")
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(path)
    return tuple(paths)
