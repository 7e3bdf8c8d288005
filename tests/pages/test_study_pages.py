"""The Study section as pages: the path, the lists of questions, and the data that the browser takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from lxml import html

from build_tools.exports.selection import references_of_page
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.schematics import figure_html
from build_tools.pages.study_pages import Deck, deck_in, self_test_data, study_pages
from build_tools.pages.writer import SiteWriter
from build_tools.views.self_test import SelfTest, self_test
from tests.conftest import Project

PLAN = """\
path:
  first:
    title: The *band*
    claim: glass-bone.overview.ringing
    why: It comes first & is short.
    minutes: 3
  second: {title: The walk, claim: glass-bone.treated-with.slow-walking, why: It comes last.}
ends_with: [frequency.glass-bone.findings.milky-band]
questions_minutes: 2
"""


@pytest.fixture
def kb(project: Project) -> KnowledgeBase:
    project.write("kb/study.yaml", PLAN)
    project.replace(
        "kb/conditions/glass-bone.yaml",
        "    cites: [smith2001#ringing]\nwho:",
        "    cites: [smith2001#ringing]\n    asked:\n      question: How many of 12 had a <ringing> elbow?\n"
        '      answer: Nine\n      wrong: [None, "All & more"]\nwho:',
    )
    return project.load()


@pytest.fixture
def bank(kb: KnowledgeBase) -> SelfTest:
    return self_test(kb, EvidenceGraph(kb))


def pages(kb: KnowledgeBase, bank: SelfTest, data: Mapping[str, bytes] = MappingProxyType({})) -> dict[str, str]:
    writer = SiteWriter(
        kb, dict.fromkeys(kb.references, "Cited."), {"version": "1", "date": "", "figure_html": figure_html}
    )
    return {page.path: page.text for page in study_pages(kb, writer, bank, data)}


def read(text: str) -> html.HtmlElement:
    return html.fromstring(f"<main>{text.partition('---')[2].partition('---')[2]}</main>")


def test_there_is_a_page_for_the_section_the_test_each_group_and_the_path(kb: KnowledgeBase, bank: SelfTest) -> None:
    assert list(pages(kb, bank)) == [
        "study/index.md",
        "scripts/data/self-test.js",
        "study/self-test.md",
        "study/self-test/frequency.md",
        "study/self-test/reading.md",
        "study/ten-minutes.md",
    ]


def test_the_path_shows_each_claim_with_its_source_and_leads_to_it(kb: KnowledgeBase, bank: SelfTest) -> None:
    page = read(pages(kb, bank)["study/ten-minutes.md"])
    assert "Bone marrow edema syndrome in 6 minutes" in page.text_content()
    stops = page.xpath("//li[@class='kb-path__stop']")
    assert [stop.xpath("string(h2/text())").strip() for stop in stops] == ["The *band*", "The walk"]
    first = stops[0]
    (claim,) = first.xpath(".//*[@data-claim]")
    assert claim.get("data-claim") == "glass-bone.overview.ringing"
    assert claim.xpath(".//a/@href")[-1] == "../../references/smith2001/#ringing"
    assert first.xpath(".//p[@class='kb-path__on']/a/@href") == [
        "../../conditions/glass-bone/#glass-bone.overview.ringing"
    ]
    assert "It comes first & is short." in first.text_content()
    assert page.xpath("//*[@class='kb-item__question']/strong/text()") == ["Milky band in glass bone."]


def test_a_question_is_complete_without_scripts(kb: KnowledgeBase, bank: SelfTest) -> None:
    page = read(pages(kb, bank)["study/self-test/reading.md"])
    (item,) = page.xpath("//div[@class='kb-item']")
    assert item.get("id") == "reading.glass-bone.overview.ringing"
    assert item.xpath("string(p)") == "Glass bone. How many of 12 had a <ringing> elbow?"
    options = item.xpath("ol/li/text()")
    assert sorted(options) == ["All & more", "Nine", "None"]
    (answer,) = item.xpath("details")
    assert answer.xpath("string(summary)") == "Answer to question 1"
    letter = "ABC"[options.index("Nine")]
    assert answer.xpath("string(p[1])") == f"{letter}. Nine"
    (claim,) = answer.xpath(".//*[@data-claim]")
    assert claim.get("data-claim") == "glass-bone.overview.ringing"
    assert claim.xpath(".//a[contains(@href, 'references/smith2001')]")
    assert answer.xpath(".//p[@class='kb-item__source']/a/@href") == [
        "../../../conditions/glass-bone/#glass-bone.overview.ringing"
    ]


def test_the_data_holds_every_question_in_the_order_of_asking(kb: KnowledgeBase, bank: SelfTest) -> None:
    files = pages(kb, bank)
    script = files["scripts/data/self-test.js"]
    data = json.loads(script.removeprefix('bmes.receive("self-test",').removesuffix(");\n"))
    assert data == self_test_data(
        SiteWriter(
            kb, dict.fromkeys(kb.references, "Cited."), {"version": "1", "date": "", "figure_html": figure_html}
        ),
        bank,
    )
    assert [item["id"] for item in data["items"]] == [item.id for item in bank.items]
    for item, made in zip(data["items"], bank.items, strict=True):
        assert item["options"][item["answer"]] == made.answer.text
        assert item["claims"] == [claim.id for claim in made.claims]
        assert f'data-claim="{made.claims[0].id}"' in item["why"]
    assert "<" not in script


def test_the_deck_is_spoken_of_where_it_is(kb: KnowledgeBase, bank: SelfTest) -> None:
    assert deck_in({}) is None
    data = {"bmes-anki.txt": b"#separator:tab\n#html:true\none\ttwo\nthree\tfour\n"}
    assert deck_in(data) == Deck(2)
    assert "bmes.apkg" not in pages(kb, bank)["study/index.md"]
    page = read(pages(kb, bank, data)["study/index.md"])
    assert page.xpath("//a[@download]/@href") == ["../data/bmes.apkg", "../data/bmes-anki.txt"]
    assert "2 cards" in page.text_content()


def test_a_site_without_a_plan_has_no_path(sound_kb: KnowledgeBase) -> None:
    files = pages(sound_kb, self_test(sound_kb, EvidenceGraph(sound_kb)))
    assert "study/ten-minutes.md" not in files
    assert "minutes" not in files["study/index.md"]


def test_a_condition_shows_a_few_questions_of_different_claims(bank: SelfTest) -> None:
    everything = {key for item in bank.items for key in item.cited}
    shown = bank.on_page("glass-bone", everything)
    assert [item.id for item in shown] == [
        "reading.glass-bone.overview.ringing",
        "frequency.glass-bone.findings.milky-band",
    ]
    assert bank.on_page("glass-bone", set()) == ()
    assert bank.on_page("no-such-condition", everything) == ()
    assert bank.of_pair("glass-bone", "chalk-bone") == ()


@pytest.mark.kb
def test_choices_count_what_they_lead_to() -> None:
    from build_tools.knowledge import load
    from tests.conftest import PROJECT

    kb = load(PROJECT)
    graph = EvidenceGraph(kb)
    bank = self_test(kb, graph)
    assert sum(choice.count for choice in bank.groups) == len(bank.items)
    for choice in bank.conditions:
        assert choice.count == sum(choice.id in item.about for item in bank.items)
        cited = {reference.key for reference in references_of_page(kb, graph, kb.conditions[choice.id])}
        assert len(bank.on_page(choice.id, cited)) == 3, choice.id
    for choice in bank.regions:
        assert choice.count == sum(choice.id in item.regions or not item.regions for item in bank.items)
