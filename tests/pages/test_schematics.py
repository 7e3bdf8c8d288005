"""Schematics on pages: the right image, the switch, and captions whose claims lead to what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Figure
from build_tools.pages.schematics import drawing_files, figure_html, schematics_page
from build_tools.pages.writer import PageWriter, SiteWriter
from build_tools.views.figures import figure_view, figures_showing
from tests.conftest import Project

RECORD = """\
id: {id}
name: Glass & "light"
number: {number}
shows: [{shows}]
alt: A <window> with "glass" & [[glass-bone|bone]].
caption:
  what:
    text: The sun shines on [[glass-bone|glass bone]].
    editorial: definition
  echo:
    text: An echo was heard in two of the 12 patients.
    cites: [smith2001#echo]
"""


@pytest.fixture
def kb(project: Project) -> KnowledgeBase:
    project.write("kb/figures/crescent.yaml", RECORD.format(id="crescent", number=2, shows="hollow-echo, glass-bone"))
    project.write("kb/figures/double-line.yaml", RECORD.format(id="double-line", number=3, shows="glass-bone"))
    project.write("kb/figures/shape-key.yaml", RECORD.format(id="shape-key", number=1, shows="elbow, glass-bone"))
    return project.load()


@pytest.fixture
def page(kb: KnowledgeBase) -> PageWriter:
    return PageWriter(SiteWriter(kb, {}), "conditions/glass-bone/")


def figure_of(page: PageWriter, name: str = "crescent", **options: bool) -> html.HtmlElement:
    return html.fragment_fromstring(str(figure_html(page, page.kb.figures[name], **options)))


def test_figures_come_by_number_and_on_a_page_the_closest_first(kb: KnowledgeBase) -> None:
    assert list(kb.figures) == ["shape-key", "crescent", "double-line"]
    assert [one.id for one in figures_showing(kb, "glass-bone")] == ["double-line", "shape-key", "crescent"]
    assert [one.id for one in figures_showing(kb, "hollow-echo")] == ["crescent"]
    assert figures_showing(kb, "arm") == ()


def test_a_figure_has_two_images_a_switch_and_its_caption(page: PageWriter) -> None:
    figure = figure_of(page)
    labelled, plain = figure.xpath(".//img")
    assert labelled.get("src") == "../../figures/crescent.svg"
    assert plain.get("src") == "../../figures/crescent.svg#plain"
    assert labelled.get("alt") == plain.get("alt") == 'A <window> with "glass" & bone.'
    assert (labelled.get("width"), labelled.get("height")) == ("400", "400")
    assert [box.get("type") for box in figure.xpath(".//label/input[@checked]")] == ["checkbox"]
    assert figure.xpath(".//label")[0].text_content().strip() == "Labels"
    claims = figure.xpath(".//figcaption/span[@data-claim]")
    assert [claim.get("data-claim") for claim in claims] == ["crescent.caption.what", "crescent.caption.echo"]
    assert claims[0].xpath(".//span[contains(@class, 'kb-level--editorial')]")
    assert claims[1].xpath(".//a/@href") == ["../../references/smith2001/#echo"]
    words = " ".join(figure.xpath(".//figcaption")[0].text_content().split())
    assert words.startswith("Schematic 2. The sun shines on glass bone.")
    assert words.endswith(
        "Drawn by code from the descriptions in [1]; proportions are not measurements. All schematics"
    )


def test_for_a_question_it_is_the_plain_image_alone(page: PageWriter) -> None:
    figure = figure_of(page, labels=False, caption=False)
    assert [image.get("src") for image in figure.xpath(".//img")] == ["../../figures/crescent.svg#plain"]
    assert figure.xpath(".//input | .//figcaption") == []


def test_a_caption_that_cites_nothing_names_no_source(project: Project) -> None:
    text = RECORD.format(id="crescent", number=1, shows="glass-bone").partition("  echo:")[0]
    project.write("kb/figures/crescent.yaml", text)
    kb = project.load()
    assert figure_view(kb, kb.figures["crescent"]).references == ()
    made = figure_of(PageWriter(SiteWriter(kb, {}), ""))
    assert "Drawn by code; proportions are not measurements." in made.text_content()
    assert made.xpath(".//img")[0].get("src") == "figures/crescent.svg"


def test_claims_of_captions_have_their_place_on_the_page_of_all(kb: KnowledgeBase) -> None:
    (written,) = schematics_page(
        kb, SiteWriter(kb, dict.fromkeys(kb.references, ""), {"version": "1", "date": "", "figure_html": figure_html})
    )
    assert written.path == "study/figures.md"
    assert (
        written.text.index("shape-key.svg") < written.text.index("crescent.svg") < written.text.index("double-line.svg")
    )
    for claim in ("crescent.caption.what", "crescent.caption.echo", "double-line.caption.echo"):
        assert written.text.count(f'id="{claim}"') == 1
    assert "All schematics" not in written.text


def test_files_carry_name_alternative_text_caption_and_license(kb: KnowledgeBase) -> None:
    files = {file.path: file.text for file in drawing_files(kb)}
    assert sorted(files) == ["figures/crescent.svg", "figures/double-line.svg", "figures/shape-key.svg"]
    text = files["figures/crescent.svg"]
    assert '<title id="crescent-title">Glass &amp; "light"</title>' in text
    assert 'A &lt;window&gt; with "glass" &amp; bone. The sun shines on glass bone. An echo was heard' in text
    assert "CC BY 4.0.</desc>" in text


def test_a_knowledge_base_without_figures_has_no_such_page(sound_kb: KnowledgeBase) -> None:
    assert list(schematics_page(sound_kb, SiteWriter(sound_kb, {}))) == []


def test_figures_are_joined_to_what_they_show(kb: KnowledgeBase) -> None:
    network = EvidenceGraph(kb).network
    shown = {end for _, end, relation in network.edges("crescent", data="relation") if relation == "shows"}
    assert shown == {"hollow-echo", "glass-bone"}


def test_every_field_of_a_record_is_read(kb: KnowledgeBase) -> None:
    figure = kb.figures["crescent"]
    assert isinstance(figure, Figure)
    assert (figure.number, figure.shows, figure.spot) == (2, ("hollow-echo", "glass-bone"), None)
    assert figure.display_name == 'Glass & "light"'
    assert Path(figure.origin.path).name == "crescent.yaml"
