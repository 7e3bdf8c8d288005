"""Handouts as the build makes them: full, never over the edge, and honest about what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.pages.handout_words import NOTICE, Words, left_out, short_reference
from build_tools.pages.handouts import Sheet, filled, handout_pages
from build_tools.pages.paper import SCALES
from build_tools.pages.writer import PageWriter, SiteWriter
from build_tools.views.comparison import comparisons
from build_tools.views.handout import NAMES, Handout, Line, Section, condition_handout
from build_tools.views.statements import section_views

ROOT = Path(__file__).parents[2]


def writer_of(kb: KnowledgeBase) -> SiteWriter:
    return SiteWriter(kb, {}, {"version": "1.2.3", "date": "2020-01-02"})


@pytest.fixture(scope="module")
def made(sound_kb: KnowledgeBase) -> dict[str, BeautifulSoup]:
    graph = EvidenceGraph(sound_kb)
    pages = handout_pages(sound_kb, graph, writer_of(sound_kb), comparisons(sound_kb, graph))
    return {page.path: BeautifulSoup(page.text, "lxml") for page in pages}


def test_every_condition_and_pair_has_a_handout_and_any_choice_has_one(made: dict[str, BeautifulSoup]) -> None:
    assert list(made) == [
        "conditions/chalk-bone/handout/index.html",
        "conditions/glass-bone/handout/index.html",
        "compare/cb-vs-gb/handout/index.html",
        "compare/handout/index.html",
    ]


def test_it_carries_legend_references_notice_version_date_and_address(made: dict[str, BeautifulSoup]) -> None:
    text = made["conditions/glass-bone/handout/index.html"].get_text(" ")
    assert "# typical · + possible · o reported · - absent · x argues against · – not stated" in text
    assert "f full text · a abstract · s secondary · t title · e editorial" in text
    assert NOTICE in text
    assert "bmes-kb 1.2.3, 2020-01-02" in text
    assert "conditions/glass-bone/" in text
    foot = made["conditions/glass-bone/handout/index.html"].select_one(".kb-handout__references")
    assert foot is not None
    assert [link.get_text() for link in foot.select("a")] == ["1", "2"]


def test_a_statement_has_its_publications_once_and_its_level_as_a_letter(made: dict[str, BeautifulSoup]) -> None:
    soup = made["conditions/glass-bone/handout/index.html"]
    claim = soup.select_one("[data-claim='glass-bone.findings.hollow-echo.early']")
    assert claim is not None
    assert claim.get_text() == "- Hollow echo (early) [2; against: 1]a disputed"
    assert [link["href"] for link in claim.select("a")] == [
        "../../../references/jones2002/#no-echo",
        "../../../references/smith2001/#echo",
    ]


def test_a_pair_is_one_table_with_a_group_for_each_kind_of_row(made: dict[str, BeautifulSoup]) -> None:
    soup = made["compare/cb-vs-gb/handout/index.html"]
    (table,) = soup.select("table")
    assert [th.get_text() for th in table.select("thead th")] == ["Sign", "Chalk bone", "Glass bone"]
    assert [th.get_text() for th in table.select("th[scope=rowgroup]")] == [
        "Signs that may tell them apart",
        "How it goes on",
    ]
    assert len(table.select("th[scope=row]")) == 3


def test_nothing_left_out_says_nothing_and_uses_the_largest_type(sound_kb: KnowledgeBase) -> None:
    graph = EvidenceGraph(sound_kb)
    handout = condition_handout(sound_kb, graph, sound_kb.conditions["glass-bone"])
    sheet = filled(handout, Words(PageWriter(writer_of(sound_kb), "")), "Glass bone", None, ("1", ""))
    assert (sheet.scale, sheet.missing) == (SCALES[0], "")
    assert {name: len(lines) for name, lines in sheet.lines.items()} == {
        section.id: len(section.lines) for section in handout.sections
    }


def many(sound_kb: KnowledgeBase, count: int) -> tuple[Line, ...]:
    (view,) = section_views(sound_kb, "glass-bone", "course")
    return tuple(Line(f"Line {number} with some words", ((view,),)) for number in range(count))


def test_a_full_sheet_keeps_what_is_required_and_counts_what_is_missing(sound_kb: KnowledgeBase) -> None:
    sections = (
        Section("long", "Long", "long ones", many(sound_kb, 300), first=1),
        Section("short", "Short", "short ones", many(sound_kb, 4), first=2, turn=1),
        Section("must", "Must", "musts", many(sound_kb, 5), is_required=True),
    )
    sheet = filled(Handout(sections), Words(PageWriter(writer_of(sound_kb), "")), "T", None, ("1", ""))
    assert sheet.scale == SCALES[-1]
    assert sheet.is_enough
    assert len(sheet.lines["must"]) == 5
    assert len(sheet.lines["short"]) >= 2
    assert 10 < len(sheet.lines["long"]) < 300
    assert sheet.lines["long"] == list(sections[0].lines[: len(sheet.lines["long"])])
    left = 300 - len(sheet.lines["long"])
    assert f"{left} of 300 long ones" in sheet.missing
    assert "All of it stands on the page." in sheet.missing


def test_one_line_more_would_not_fit(sound_kb: KnowledgeBase) -> None:
    section = Section("long", "Long", "long ones", many(sound_kb, 300))
    words = Words(PageWriter(writer_of(sound_kb), ""))
    sheet = filled(Handout((section,)), words, "T", None, ("1", ""))
    sheet.let_in(section, section.lines[len(sheet.lines["long"])])
    assert not sheet.is_enough


def test_a_section_for_either_column_goes_where_there_is_more_room(sound_kb: KnowledgeBase) -> None:
    some = many(sound_kb, 4)
    sections = (
        Section("left", "Left", "ls", some[:2], "left"),
        Section("right", "Right", "rs", some[2:3], "right"),
        Section("free", "Free", "fs", some[3:], "either"),
    )
    sheet = filled(Handout(sections), Words(PageWriter(writer_of(sound_kb), "")), "T", None, ("1", ""))
    assert sheet.place_of(sections[2]) == "right"


def test_what_is_left_out_is_told_by_section(sound_kb: KnowledgeBase) -> None:
    sections = (
        Section("a", "A", "apples", many(sound_kb, 3)),
        Section("b", "B", "pears", many(sound_kb, 2)),
        Section("c", "C", "nuts", many(sound_kb, 2), more=4),
    )
    assert "room: 3 of 3 apples, 1 of 2 pears, 1 of 6 nuts. All" in left_out(sections, {"b": 1, "c": 1})
    assert left_out(sections, {"a": 3, "b": 2, "c": 2}) == ""


def test_two_statements_side_by_side_are_two_that_are_left_out(sound_kb: KnowledgeBase) -> None:
    (view,) = section_views(sound_kb, "glass-bone", "course")
    rows = (Line("Course", ((view,), (view,))), Line("Course", ((view,), ())))
    assert "3 of 3 statements on the course" in left_out([Section("c", "C", "statements on the course", rows)], {})
    assert "1 of 3 statements on the course" in left_out(
        [Section("c", "C", "statements on the course", rows)], {"c": 1}
    )


def test_signs_of_one_kind_are_counted_one_by_one(sound_kb: KnowledgeBase) -> None:
    signs = section_views(sound_kb, "glass-bone", "findings")
    section = Section("s", "S", "possible signs", (Line("Lamp", (signs,), NAMES),))
    assert "2 of 2 possible signs" in left_out([section], {})


@pytest.mark.kb
def test_every_real_handout_fits_and_holds_all_that_is_required() -> None:
    kb = load(ROOT)
    graph = EvidenceGraph(kb)
    writer = writer_of(kb)
    assert all(short_reference(reference) for reference in kb.references.values())
    sheets: list[tuple[str, Sheet]] = []
    for condition in kb.conditions.values():
        handout = condition_handout(kb, graph, condition)
        (definition,) = section_views(kb, condition.id, "definition")
        words = Words(PageWriter(writer, ""))
        sheets.append((condition.id, filled(handout, words, condition.name, definition, ("1.2.3", "2020-01-02"))))
    for name, sheet in sheets:
        assert sheet.is_enough, name
        for section in sheet.handout.sections:
            if section.is_required:
                assert sheet.lines[section.id] == list(section.lines), name
        assert {"at-a-glance"} <= set(sheet.lines), name
