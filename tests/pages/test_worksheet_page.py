"""What the worksheet of the browser takes from Python."""

from __future__ import annotations

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.worksheet_page import worksheet_data, worksheet_page
from build_tools.pages.writer import SiteWriter
from build_tools.views.worksheet import BANDS, candidates, rules_of


def test_the_data_file_holds_words_numbers_bands_and_what_each_region_shows(sound_kb: KnowledgeBase) -> None:
    known = candidates(sound_kb, EvidenceGraph(sound_kb))
    data = worksheet_data(known, rules_of(sound_kb.vocabulary), ("milky-band",), {"arm": "Arm"})
    assert data["roles"] == {
        "typical": "fits",
        "possible": "compatible",
        "reported": "compatible",
        "absent": "absent",
        "argues-against": "against",
    }
    assert (data["least_answers"], data["least_fits"], data["most_unexplained"]) == (3, 2, 1)
    assert [band["label"] for band in data["bands"]] == list(BANDS.values())
    everything = {"conditions": ["chalk-bone", "glass-bone"], "signs": ["hollow-echo", "milky-band"]}
    assert data["regions"] == [
        {"id": "", "label": "All regions", **everything},
        {"id": "arm", "label": "Arm", **everything},
    ]


def test_the_page_does_without_a_pathway_and_without_conditions_that_must_not_be_missed(
    sound_kb: KnowledgeBase,
) -> None:
    shared = {"version": "0", "date": ""}
    data, page = worksheet_page(sound_kb, EvidenceGraph(sound_kb), SiteWriter(sound_kb, {}, shared))
    assert (data.path, page.path) == ("scripts/data/worksheet.js", "worksheet.md")
    assert "Do not miss" not in page.text
    assert page.text.count('role="radiogroup"') == len(sound_kb.signs)
    assert "not for the diagnosis or treatment of a person" in page.text
