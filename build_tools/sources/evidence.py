"""The project's evidence files: which facts were read of which publication. They lie outside of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Place
from build_tools.sources.yaml_text import YamlFile, read_yaml


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the evidence: its id and where it stands."""

    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One publication of the evidence with its facts."""

    key: str
    file: str
    place: Place
    facts: tuple[Fact, ...]


def read_evidence(folder: Path) -> tuple[EvidenceEntry, ...]:
    """Every publication of the YAML files in a folder; files that do not list publications are passed over."""
    found: list[EvidenceEntry] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path.name, path.read_bytes())
        found += _entries(source)
    return tuple(found)


def _entries(source: YamlFile) -> Iterator[EvidenceEntry]:
    entries = source.data if isinstance(source.data, list) else []
    for index, entry in enumerate(entries):
        if not (isinstance(entry, dict) and isinstance(entry.get("facts"), list) and entry.get("key")):
            continue
        facts = tuple(
            Fact(str(fact["id"]), Place(source.path, *source.values[(index, "facts", number, "id")]))
            for number, fact in enumerate(entry["facts"])
            if isinstance(fact, dict) and fact.get("id")
        )
        place = Place(source.path, *source.values[(index,)])
        yield EvidenceEntry(str(entry["key"]), source.path, place, facts)
