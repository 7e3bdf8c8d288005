"""The page of files and fields names every field of every file, once, with what it means."""

from __future__ import annotations

from build_tools.knowledge import FILE_KINDS, KnowledgeBase
from build_tools.model.claims import Discriminator, SignLink, Statement
from build_tools.pages.template_page import parts_of, template_page
from build_tools.pages.writer import SiteWriter


def test_every_kind_and_every_part_stands_there_with_its_fields(sound_kb: KnowledgeBase) -> None:
    text = template_page(sound_kb, SiteWriter(sound_kb, {})).text

    for kind in FILE_KINDS:
        assert f"\n## {kind.kind.capitalize()} {{#{kind.kind}}}\n" in text
        for name in kind.model_fields:
            assert f"\n{name}:" in text or f"\n# {name}:" in text
    assert {Statement, SignLink, Discriminator} <= set(parts_of(FILE_KINDS))
    for part in parts_of(FILE_KINDS):
        for name, info in part.model_fields.items():
            assert info.description, f"{part.__name__}.{name} says nowhere what it means"
            assert f"<code>{name}</code>" in text


def test_words_are_those_of_the_vocabulary(sound_kb: KnowledgeBase) -> None:
    text = template_page(sound_kb, SiteWriter(sound_kb, {})).text
    words = "typical, possible, reported, absent or argues-against"
    assert f"<td>How often, in the words of the vocabulary.</td><td>{words}</td>" in text
    assert "\n## How it is seen or measured (lamp or hammer).\nmodality:\n" in text
