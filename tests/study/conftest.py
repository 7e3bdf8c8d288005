"""Small knowledge bases made of words, for questions: nothing in them is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load, load_tree
from build_tools.sources.tree import SourceTree
from build_tools.study.states import States

ROOT = Path(__file__).parents[2]
VOCABULARY = (ROOT / "kb/vocabulary.yaml").read_bytes()
"""The real words: questions are worded by them."""

BIBLIOGRAPHY = b"""
@article{smith2001,
  author = {Smith, A.},
  title = {Glass},
  journal = {Journal of Glass},
  year = {2001},
}
"""


def finding(level: str) -> dict[str, str]:
    """A finding that was read at some level."""
    return {"text": "It was seen in 3 of 4.", "basis": level, "source": "https://doi.org/10.1000/glass"}


def link(sign: str, frequency: str, text: str = "It was seen.", **more: Any) -> dict[str, Any]:
    """A sign of a condition, as a file states it."""
    return {"sign": sign, "frequency": frequency, "text": text, "cites": ["smith2001#abstract"], **more}


def condition(name: str, *findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A condition, as a file states it."""
    slug = name.lower().replace(" ", "-")
    definition = {"text": f"What is called {name}.", "editorial": "definition"}
    code = "c" + "".join(letter for letter in slug if letter.isalnum())[:7]
    return {
        "id": slug,
        "name": name,
        "definition": definition,
        "code": code,
        "cause": "primary",
        "findings": findings,
        **more,
    }


def sign(name: str, **more: Any) -> dict[str, Any]:
    """A sign, as a file states it."""
    definition = {"text": f"What is called {name}.", "editorial": "definition"}
    return {"id": name.lower().replace(" ", "-"), "name": name, "definition": definition, "modality": "mri", **more}


def mimic(other: str, **more: Any) -> dict[str, Any]:
    """A look-alike, as a file states it."""
    return {"condition": other, "text": "They look alike.", "cites": ["smith2001#abstract"], **more}


def made(*pages: dict[str, Any], entries: bytes = b"", **files: Any) -> KnowledgeBase:
    """A knowledge base of some conditions and signs, of further files by path, and of further bibliography entries."""
    notes = {
        "key": "smith2001",
        "read": "abstract",
        "use": "Everything.",
        "study": {"design": "cohort", "n": "4", "basis": "abstract"},
        "findings": {level: finding(level) for level in ("title", "abstract", "full-text")},
    }
    data = {"kb/glossary.yaml": {"terms": {}}, "kb/references/smith2001.yaml": notes, **files}
    for page in pages:
        folder = "conditions" if "cause" in page else "signs"
        data[f"kb/{folder}/{page['id']}.yaml"] = page
    texts = {path: yaml.safe_dump(_plain(value), sort_keys=False).encode() for path, value in data.items()}
    texts |= {"kb/vocabulary.yaml": VOCABULARY, "references.bib": BIBLIOGRAPHY + entries}
    kb = load_tree(SourceTree(Path("made-up"), dict(sorted(texts.items(), key=lambda pair: pair[0].split("/")))))
    assert kb.diagnostics == ()
    return kb


def _plain(value: Any) -> Any:
    """Tuples as lists, which YAML writes plainly."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def states_of(kb: KnowledgeBase) -> States:
    """What questions ask of it."""
    return States(kb, EvidenceGraph(kb))


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    """The real knowledge base."""
    return load(ROOT)
