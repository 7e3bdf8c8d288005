"""Pages of the check's messages."""

from __future__ import annotations

import pytest

from build_tools.knowledge import KnowledgeBase
from build_tools.pages.environment import with_code
from build_tools.pages.message_pages import message_pages
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.rules.handbook import GROUPS, messages


@pytest.fixture(scope="module")
def pages(sound_kb: KnowledgeBase) -> dict[str, PageFile]:
    return {page.path: page for page in message_pages(SiteWriter(sound_kb, {}))}


def test_there_is_an_index_and_a_page_for_each_subject(pages):
    assert list(pages) == [
        "contribute/messages/index.md",
        *(f"contribute/messages/{group.id}.md" for group in GROUPS),
    ]


def test_every_code_stands_in_the_index_and_on_its_page(pages):
    index = pages["contribute/messages/index.md"].text
    for message in messages().values():
        assert f'<div id="{message.code}">' in index
        assert f'href="{message.group}/#{message.code}"' in index
        assert f"{{#{message.code}}}" in pages[f"contribute/messages/{message.group}.md"].text


def test_only_the_index_is_searched(pages):
    head, *others = (page.text.split("---")[1] for page in pages.values())

    assert "search:" not in head
    assert all("search:\n  exclude: true\n" in other for other in others)


def test_lines_that_differ_are_marked_on_both_sides(pages):
    text = pages["contribute/messages/fields.md"].text

    assert "<mark>synonymns: [Brittle oedema]</mark>\n" in text
    assert "<mark>synonyms: [Brittle oedema]</mark>\n" in text
    assert "<span>abbreviation: GB</span>\n" in text


def test_what_is_invisible_missing_or_empty_is_said(pages):
    text = pages["contribute/messages/files.md"].text

    assert "<mark>\u2039TAB\u203atext: What hangs from the shoulder.</mark>\n" in text
    assert "<p>There is no such file.</p>" in text
    assert "Wrong (saved as Latin-1) <span>kb/regions/arm.yaml</span>" in text


def test_examples_are_escaped(pages):
    text = pages["contribute/messages/wording.md"].text

    assert "What &lt;b&gt;hangs&lt;/b&gt; from the shoulder." in text
    assert "<b>" not in text


def test_backticks_stand_around_what_one_types():
    assert with_code("Write `a < b` or `c`.") == "Write <code>a &lt; b</code> or <code>c</code>."
    assert with_code("<b>") == "&lt;b&gt;"
