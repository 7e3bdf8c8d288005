"""Pages of the check's messages."""

from __future__ import annotations

import re

import pytest

from build_tools.knowledge import KnowledgeBase
from build_tools.pages.environment import markdown_text, with_code
from build_tools.pages.message_pages import message_pages
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.rules.handbook import messages


@pytest.fixture(scope="module")
def pages(sound_kb: KnowledgeBase) -> dict[str, PageFile]:
    return {page.path: page for page in message_pages(SiteWriter(sound_kb, {}))}


def page_of(code: str) -> str:
    return f"contribute/messages/{code}.md"


def test_there_is_an_index_and_a_page_for_each_code(pages):
    head, *others = pages
    assert head == "contribute/messages/index.md"
    assert set(others) == {page_of(code) for code in messages()}
    assert len(others) == len(messages())


def test_every_code_stands_in_the_index_and_leads_to_the_others_of_its_subject(pages):
    index = pages["contribute/messages/index.md"].text
    for code, message in messages().items():
        assert f'href="{code}/"' in index
        text = pages[page_of(code)].text
        assert f"\n# {markdown_text(code)}\n" in text
        linked = set(re.findall(r'href="../([a-z-]+)/"', text))
        assert linked == {other.code for other in messages().values() if other.group == message.group} - {code}


def test_only_the_index_is_searched(pages):
    head, *others = (page.text.split("---")[1] for page in pages.values())

    assert "search:" not in head
    assert all("search:\n  exclude: true\n" in other for other in others)


def test_lines_that_differ_are_marked_on_both_sides(pages):
    text = pages[page_of("field-unknown")].text

    assert "<mark>synonymns: [Brittle oedema]</mark>\n" in text
    assert "<mark>synonyms: [Brittle oedema]</mark>\n" in text
    assert "<span>abbreviation: GB</span>\n" in text


def test_what_is_invisible_missing_or_empty_is_said(pages):
    text = "".join(pages[page_of(code)].text for code in ("yaml-tab", "yaml-encoding", "file-missing"))

    assert "<mark>\u2039TAB\u203atext: What hangs from the shoulder.</mark>\n" in text
    assert "<p>There is no such file.</p>" in text
    assert "Wrong (saved as Latin-1) <span>kb/regions/arm.yaml</span>" in text


def test_examples_are_escaped(pages):
    text = pages[page_of("text-html")].text

    assert "What &lt;b&gt;hangs&lt;/b&gt; from the shoulder." in text
    assert "<b>" not in text


def test_backticks_stand_around_what_one_types():
    assert with_code("Write `a < b` or `c`.") == "Write <code>a &lt; b</code> or <code>c</code>."
    assert with_code("<b>") == "&lt;b&gt;"
