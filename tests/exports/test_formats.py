"""The pieces of all formats: remembered by entry, and joined to the same texts that whole files are written as."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.exports import biblatex, bibtex, formats
from build_tools.exports.formats import CITATION_FORMATS, FILE_FORMATS, Pieces, citation_pieces, pieces_of
from build_tools.exports.selection import ALL, whole_list
from build_tools.knowledge import KnowledgeBase
from build_tools.sources.cache import Cache
from tests.conftest import Project


def test_every_entry_has_a_text_in_every_format(made_up: KnowledgeBase, made_up_pieces: Pieces) -> None:
    assert list(made_up_pieces) == list(CITATION_FORMATS)
    for name, texts in made_up_pieces.items():
        assert list(texts) == list(made_up.references)
        assert texts["smith2001"] == pieces_of(made_up.references["smith2001"].entry)[name]


def test_joined_pieces_are_the_files_that_are_written_whole(made_up: KnowledgeBase, made_up_pieces: Pieces) -> None:
    entries = whole_list(made_up, ALL)
    for name, module in (("bibtex", bibtex), ("biblatex", biblatex)):
        assert CITATION_FORMATS[name].joined(made_up_pieces[name].values()) == module.file_text(entries)
    items = json.loads(CITATION_FORMATS["csl-json"].joined(made_up_pieces["csl-json"].values()))
    assert [item["id"] for item in items] == list(made_up.references)


def test_formats_with_files_have_endings_that_differ() -> None:
    assert len({form.extension for form in CITATION_FORMATS.values()}) == len(CITATION_FORMATS)
    assert [name for name, form in CITATION_FORMATS.items() if form.has_files] == sorted(
        FILE_FORMATS, key=list(CITATION_FORMATS).index
    )


def test_only_what_changed_is_made_anew(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache", b"code" * 8)
    kb = project.load()
    first = citation_pieces(kb, cache)
    made: list[str] = []

    def counted(entry: object) -> dict[str, str]:
        made.append(entry.key)  # type: ignore[attr-defined]
        return pieces_of(entry)  # type: ignore[arg-type]

    monkeypatch.setattr(formats, "pieces_of", counted)
    assert citation_pieces(kb, cache) == first
    assert made == []
    key = next(iter(kb.references))
    title = kb.references[key].entry.raw["title"]
    project.write("references.bib", kb.bibliography.text.replace(title, f"{title} anew", 1))
    changed = project.load()
    second = citation_pieces(changed, cache)
    assert made == [key]
    assert second == citation_pieces(changed)
    assert second["nlm"][key] != first["nlm"][key]
