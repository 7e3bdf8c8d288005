"""What pages show, on the small sound knowledge base."""

from __future__ import annotations

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.views.changes import changes_by_topic
from build_tools.views.comparison import compare, comparisons
from build_tools.views.entity_pages import condition_view, region_view, sign_view, treatment_view
from build_tools.views.evidence import citing_pages, overview
from build_tools.views.history import history, history_of
from build_tools.views.matrix import conditions_in, matrix, tells_apart
from build_tools.views.overviews import conditions_by_cause, conditions_by_group
from build_tools.views.statements import claim_view, levels_of, weakest_level


@pytest.fixture(scope="module")
def graph(sound_kb: KnowledgeBase) -> EvidenceGraph:
    return EvidenceGraph(sound_kb)


def test_a_claim_is_shown_with_its_level_and_both_kinds_of_citations(sound_kb: KnowledgeBase) -> None:
    view = claim_view(sound_kb, sound_kb.claims["glass-bone.findings.hollow-echo.early"])
    assert view.level == "abstract"
    assert [(one.reference.key, one.finding_id, one.is_against) for one in view.citations] == [
        ("jones2002", "no-echo", False),
        ("smith2001", "echo", True),
    ]
    assert view.conflict is sound_kb.conflicts["echo-or-not"]
    assert (view.frequency, view.stage) == ("absent", "early")


def test_levels_are_counted_strongest_first(sound_kb: KnowledgeBase) -> None:
    views = [claim_view(sound_kb, claim) for claim in sound_kb.claims_of_page["glass-bone"]]
    assert list(levels_of(sound_kb, views)) == ["full-text", "abstract", "editorial"]
    assert sum(levels_of(sound_kb, views).values()) == len(views)
    assert weakest_level(sound_kb, views) == "abstract"


def test_the_sign_that_separates_comes_first(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    made = matrix(sound_kb, graph, tuple(sound_kb.conditions.values()), None)
    assert [condition.id for condition in made.conditions] == ["chalk-bone", "glass-bone"]
    rows = {row.sign.id: row.separation for row in made.rows}
    assert rows == {"milky-band": 1, "hollow-echo": 1}
    cells = next(row for row in made.rows if row.sign.id == "milky-band").cells
    assert [cell.frequency for cell in cells] == ["absent", "typical"]
    assert tells_apart(sound_kb, *cells)


def test_a_cell_without_a_claim_is_not_stated(project) -> None:  # type: ignore[no-untyped-def]
    path = "kb/conditions/chalk-bone.yaml"
    text = (project.root / path).read_text("utf-8")
    project.write(path, text[: text.index("  - sign: hollow-echo")])
    kb = project.load()
    made = matrix(kb, EvidenceGraph(kb), tuple(kb.conditions.values()), None)
    cell = next(row for row in made.rows if row.sign.id == "hollow-echo").cells[0]
    assert (cell.condition.id, cell.is_stated, cell.frequency) == ("chalk-bone", False, None)
    assert not tells_apart(kb, *next(row for row in made.rows if row.sign.id == "hollow-echo").cells)


def test_a_region_holds_what_is_reported_of_its_parts(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    assert [condition.id for condition in conditions_in(sound_kb, "arm")] == ["glass-bone"]
    view = region_view(sound_kb, graph, sound_kb.regions["arm"], ())
    assert [row.condition.id for row in view.conditions] == ["glass-bone"]
    assert [part.id for part in view.parts] == ["elbow"]


def test_a_region_names_each_condition_once_and_the_part_of_each_statement(project) -> None:  # type: ignore[no-untyped-def]
    link = """  - region: {region}
    frequency: {word}
    text: It was seen there.
    cites: [smith2001#ringing]
"""
    where = [("arm", "possible"), ("wrist", "reported"), ("hand", "possible"), ("finger", "possible")]
    more = "".join(link.format(region=region, word=word) for region, word in where)
    project.replace("kb/conditions/glass-bone.yaml", "where:\n", f"where:\n{more}")
    here = link.format(region="arm", word="typical")
    project.replace("kb/conditions/chalk-bone.yaml", "findings:\n", f"where:\n{here}findings:\n")
    for name in ("wrist", "hand", "finger"):
        text = (project.root / "kb/regions/elbow.yaml").read_text("utf-8")
        project.write(f"kb/regions/{name}.yaml", text.replace("elbow", name).replace("Elbow", name.capitalize()))
    kb = project.load()

    view = region_view(kb, EvidenceGraph(kb), kb.regions["arm"], ())
    rows = {row.condition.id: row for row in view.conditions}
    assert list(rows) == ["chalk-bone", "glass-bone"]
    assert [(one.frequency, region.id) for one, region in rows["glass-bone"].told] == [
        ("typical", "elbow"),
        ("possible", "arm"),
        ("possible", "finger"),
        ("possible", "hand"),
        ("reported", "wrist"),
    ]
    assert [(one.frequency, region.id) for one, region in rows["chalk-bone"].told] == [("typical", "arm")]
    assert {name: row.names_regions for name, row in rows.items()} == {"chalk-bone": False, "glass-bone": True}

    (only,) = region_view(kb, EvidenceGraph(kb), kb.regions["wrist"], ()).conditions
    assert ([region.id for _, region in only.told], only.names_regions) == (["wrist"], False)


def test_a_comparison_puts_differing_signs_first(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    (made,) = comparisons(sound_kb, graph)
    assert (made.slug, made.reverse_slug) == ("cb-vs-gb", "gb-vs-cb")
    assert [row.sign.id for row in made.rows["differ"]] == ["milky-band", "hollow-echo"]
    assert [group for group, rows in made.rows.items() if rows] == ["differ"]
    assert made.curated is None
    assert made.discriminator is not None
    assert made.discriminator.id == "glass-bone.mimics.chalk-bone.discriminator"
    other_way = compare(sound_kb, graph, sound_kb.conditions["glass-bone"], sound_kb.conditions["chalk-bone"])
    assert other_way == made


def test_pages_of_entities_show_both_sides_of_every_link(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    glass = condition_view(sound_kb, graph, sound_kb.conditions["glass-bone"])
    chalk = condition_view(sound_kb, graph, sound_kb.conditions["chalk-bone"])
    assert [(mimic.other.id, mimic.slug) for mimic in glass.mimics] == [("chalk-bone", "cb-vs-gb")]
    assert [(mimic.other.id, mimic.slug) for mimic in chalk.mimics] == [("glass-bone", "cb-vs-gb")]
    assert [relation.other.id for relation in chalk.relations] == ["glass-bone"]
    assert [sign.id for _, sign in glass.look_for] == ["milky-band"]
    band = sign_view(sound_kb, graph, sound_kb.signs["milky-band"], comparisons(sound_kb, graph))
    assert [(anchor, [one.id for _, one in rows]) for _, anchor, rows in band.seen] == [
        ("seen-in", ["glass-bone"]),
        ("absent-in", ["chalk-bone"]),
        ("argues-against", []),
    ]
    assert [comparison.slug for comparison, _ in band.discriminates] == ["cb-vs-gb"]
    walking = treatment_view(sound_kb, graph, sound_kb.treatments["slow-walking"])
    assert [[one.id for _, one in rows] for _, _, rows in walking.uses] == [[], ["glass-bone"]]


def test_counts_are_computed(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    counts = overview(sound_kb, graph)
    assert (counts.conditions, counts.signs, counts.pairs, counts.claims) == (2, 2, 1, len(sound_kb.claims))
    assert sum(counts.claims_by_level.values()) == counts.claims


def test_reverse_citations_are_grouped_by_page(sound_kb: KnowledgeBase, graph: EvidenceGraph) -> None:
    pages = citing_pages(sound_kb, graph.claims_citing(sound_kb.references["brown2000"]))
    assert [(one.page.id, [view.id for view in one.claims]) for one in pages] == [
        ("chalk-bone", ["chalk-bone.findings.hollow-echo"])
    ]


def test_causes_and_groups_gather_conditions(sound_kb: KnowledgeBase) -> None:
    assert [(cause, [one.id for one in members]) for cause, members in conditions_by_cause(sound_kb)] == [
        ("weather", ["chalk-bone", "glass-bone"])
    ]
    assert [(group, [one.id for _, one in rows]) for group, rows in conditions_by_group(sound_kb)] == [
        ("sailors", ["glass-bone"])
    ]


LANES = """\
lanes:
  untreated: {label: Untreated, definition: Left alone., treatment: none}
  salted: {label: Salted, definition: After salt., treatment: given}
  watched: {label: Watched, definition: Length of watching., treatment: unstated, is_drawn: false}
topics:
  salt: {label: Salt, definition: What salt does.}
stages:
"""

HISTORY = """\
history:
  - lane: salted
    event: Silent again
    modality: lamp
    at: 3
    unit: weeks
    n: 12 patients
    text: Symptoms lasted 3-18 weeks.
    cites: [smith2001#duration]
  - lane: untreated
    event: Silent again
    low: 3
    high: 18
    unit: weeks
    text: Symptoms lasted 3-18 weeks.
    cites: [smith2001#duration]
    update:
      topic: salt
      position:
        text: No hollow echo was heard.
        cites: [jones2002#no-echo]
      effect: Salt is named.
treated_with:
"""


def test_times_are_kept_apart_by_lane_and_changes_by_topic(project) -> None:  # type: ignore[no-untyped-def]
    project.replace("kb/vocabulary.yaml", "stages:\n", LANES)
    project.replace("kb/conditions/glass-bone.yaml", "treated_with:\n", HISTORY)
    kb = project.load()
    assert kb.diagnostics == ()
    assert [(lane.id, [row.view.id for row in lane.rows]) for lane in history(kb)] == [
        ("untreated", ["glass-bone.history.untreated.smith2001"]),
        ("salted", ["glass-bone.history.salted.smith2001.lamp"]),
        ("watched", []),
    ]
    assert [lane.id for lane in history_of(kb, kb.conditions["glass-bone"])] == ["untreated", "salted"]
    assert history_of(kb, kb.conditions["chalk-bone"]) == ()
    ((topic, (change,)),) = changes_by_topic(kb)
    assert (topic, change.effect) == ("salt", "Salt is named.")
    assert change.later.id == "glass-bone.history.untreated.smith2001"
    assert change.position.id == "glass-bone.history.untreated.smith2001.position"
