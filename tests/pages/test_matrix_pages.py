"""The page of a matrix and its CSV say the same, on the small sound knowledge base."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup, Tag

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages.matrix_pages import csv_rows, matrix_pages, presets, said
from build_tools.pages.writer import SiteWriter
from build_tools.views.matrix import Matrix, matrix, regional_matrices, whole_matrix
from build_tools.views.statements import claim_view

AT_THE_ELBOW = """\
where:
  - region: elbow
    frequency: typical
    text: The elbow was the usual site.
    cites: [smith2001#ringing]
"""


@pytest.fixture(scope="module")
def whole(sound_kb: KnowledgeBase) -> Matrix:
    return whole_matrix(sound_kb, EvidenceGraph(sound_kb))


def pages(kb: KnowledgeBase, *matrices: Matrix) -> dict[str, str]:
    writer = SiteWriter(kb, {}, {"version": "1", "date": ""})
    return {page.path: page.text for page in matrix_pages(writer, matrices)}


def test_a_cell_says_state_citations_level_and_dispute(sound_kb: KnowledgeBase) -> None:
    view = claim_view(sound_kb, sound_kb.claims["glass-bone.findings.hollow-echo.early"])
    assert said(sound_kb, view) == ("absent early", "2 citations", "level abstract", "disputed")


def test_csv_holds_every_cell_and_says_what_is_not_stated(sound_kb: KnowledgeBase, whole: Matrix) -> None:
    early = "absent early, 2 citations, level abstract, disputed"
    abstract = ", 1 citation, level abstract"
    assert list(csv_rows(sound_kb, whole)) == [
        ["Sign", "Kind of examination", "Pairs told apart", "Chalk bone", "Glass bone"],
        ["Milky band", "Lamp", "1", f"absent{abstract}", f"typical{abstract}"],
        ["Hollow echo", "Hammer", "1", "reported, 1 citation, level title", early],
    ]


def test_the_table_of_the_page_says_what_the_csv_says(sound_kb: KnowledgeBase, whole: Matrix) -> None:
    made = pages(sound_kb, whole)
    soup = BeautifulSoup(made["matrix/index.md"], "lxml")
    header, *lines = csv.reader(io.StringIO(made["data/matrix.csv"]))
    assert [str(th["title"]) for th in soup.select("thead th a")] == header[3:]
    shown = [[text(row.th), *map(words, row.select("td"))] for row in soup.select("tr[data-sign]")]
    assert shown == [[line[0], *line[2:]] for line in lines]


def text(tag: Tag | None) -> str:
    assert tag is not None
    return tag.get_text(" ", strip=True)


def words(cell: Tag) -> str:
    return "; ".join(one.get_text() for one in cell.select(".kb-cell__said")) or text(cell)


def test_what_is_not_stated_is_written_so(project) -> None:  # type: ignore[no-untyped-def]
    path = "kb/conditions/chalk-bone.yaml"
    whole_text = (project.root / path).read_text("utf-8")
    project.write(path, whole_text[: whole_text.index("  - sign: hollow-echo")])
    kb = project.load()
    made = pages(kb, whole_matrix(kb, EvidenceGraph(kb)))
    assert "Hollow echo,Hammer,0,not stated," in made["data/matrix.csv"]
    row = BeautifulSoup(made["matrix/index.md"], "lxml").select_one("tr[data-sign=hollow-echo]")
    assert row is not None
    assert text(row.select("td")[1]) == "not stated"


def test_a_region_offers_its_preset_and_everything(project) -> None:  # type: ignore[no-untyped-def]
    third = (project.root / "kb/conditions/chalk-bone.yaml").read_text("utf-8")
    for old, new in (("chalk-bone", "salt-bone"), ("Chalk bone", "Salt bone"), ("CB", "SB"), ("code: cb", "code: sb")):
        third = third.replace(old, new)
    project.write("kb/conditions/salt-bone.yaml", third + AT_THE_ELBOW)
    project.replace("kb/regions/arm.yaml", "id: arm\n", "id: arm\npreset: [chalk-bone, glass-bone]\n")
    kb = project.load()
    graph = EvidenceGraph(kb)
    (arm,) = regional_matrices(kb, graph)
    everything = whole_matrix(kb, graph)
    matrices = (arm, everything)
    assert [(one.id, one.label, len(one.conditions)) for one in presets(arm, matrices)] == [
        ("arm", "Arm", 2),
        ("all", "All 3", 3),
    ]
    assert [one.id for one in presets(everything, matrices)] == ["arm", "all"]
    made = pages(kb, arm, everything)
    assert set(made) == {"matrix/arm.md", "data/matrix-arm.csv", "matrix/index.md", "data/matrix.csv"}
    assert "no source read so far reports it at this site" in made["matrix/arm.md"]
    assert "no source read so far" not in made["matrix/index.md"].split("kb-legend")[0]


def test_a_matrix_that_opens_with_all_has_one_preset(sound_kb: KnowledgeBase) -> None:
    graph = EvidenceGraph(sound_kb)
    region = sound_kb.regions["arm"]
    made = matrix(sound_kb, graph, tuple(sound_kb.conditions.values()), region)
    assert [one.id for one in presets(made, (made,))] == ["all"]
