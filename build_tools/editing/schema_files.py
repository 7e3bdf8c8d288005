"""The JSON Schemas in a folder where text editors look for them: ``build/schemas``, which is never committed."""

from __future__ import annotations

from pathlib import Path

from build_tools.exports.schemas import FOLDER, schema_texts
from build_tools.knowledge import KnowledgeBase


class SchemasNotWrittenError(OSError):
    """The schemas could not be written; the text says so in one sentence. They help text editors, and nothing else."""


def write_schemas(root: Path, kb: KnowledgeBase) -> tuple[str, ...]:
    """Write those that changed, each whole; returns the paths of all. Raises :class:`SchemasNotWrittenError`."""
    texts = schema_texts(kb)
    try:
        for name, text in texts.items():
            _write(root / FOLDER / name, text.encode())
    except OSError as problem:
        raise SchemasNotWrittenError(f"the schemas could not be written: {problem}") from problem
    return tuple(f"{FOLDER}/{name}" for name in texts)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, unless it is so already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(path)
