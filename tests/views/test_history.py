"""Reported times: one row a source, in the unit of the source and in months."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.knowledge import KnowledgeBase, load
from build_tools.model.claims import Duration
from build_tools.model.vocabulary import TREATED, UNTREATED
from build_tools.views.history import history, in_months, months_words, time_words

ROOT = Path(__file__).parents[2]


def duration(**times: object) -> Duration:
    return Duration(lane="l", event="Well", text="t", **times)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "words", "in_months_words"),
    [
        (duration(low=6, high=12), "6 to 12 months", ""),
        (duration(low=0.4, high=84, mean=15), "mean 15 months (0.4 to 84)", ""),
        (duration(median=42.1, unit="weeks"), "median 42.1 weeks", "median 9.7 months"),
        (duration(at=1), "at 1 month", ""),
        (duration(within=8, unit="weeks"), "within 8 weeks", "within 1.8 months"),
        (duration(low=4, high=8, unit="weeks"), "4 to 8 weeks", "0.9 to 1.8 months"),
        (duration(mean=4.1, unit="years"), "mean 4.1 years", "mean 49.2 months"),
        (duration(mean=102, unit="days"), "mean 102 days", "mean 3.4 months"),
    ],
)
def test_a_time_is_told_as_the_source_has_it_and_in_months(time: Duration, words: str, in_months_words: str) -> None:
    assert time_words(time) == words
    assert months_words(time) == in_months_words


def test_units_are_converted_by_the_mean_month() -> None:
    assert in_months(7, "months") == 7
    assert in_months(2, "years") == 24
    assert in_months(365.25, "days") == pytest.approx(12, abs=1e-12)
    assert in_months(52.17857142857143, "weeks") == pytest.approx(12, abs=1e-12)


TWO = """\
history:
  - lane: untreated
    event: Silent again
    low: 3
    high: 18
    unit: weeks
    text: {text}
    cites: [smith2001#duration]
mimics:
"""


def test_what_one_source_says_once_is_one_row_with_every_condition_that_tells_it(project) -> None:  # type: ignore[no-untyped-def]
    lanes = "lanes:\n  untreated: {label: U, definition: U., treatment: none}\nstages:\n"
    project.replace("kb/vocabulary.yaml", "stages:\n", lanes)
    project.replace("kb/conditions/glass-bone.yaml", "mimics:\n", TWO.format(text="Glass lasted 3-18 weeks."))
    path = "kb/conditions/chalk-bone.yaml"
    text = (project.root / path).read_text("utf-8")
    project.write(path, text + TWO.format(text="Chalk lasted 3-18 weeks.").removesuffix("mimics:\n"))
    kb = project.load()
    assert kb.diagnostics == ()
    ((lane,),) = (history(kb),)
    (row,) = lane.rows
    assert [condition.id for condition in row.conditions] == ["chalk-bone", "glass-bone"]
    assert [view.text for _, view in row.told] == ["Chalk lasted 3-18 weeks.", "Glass lasted 3-18 weeks."]
    assert row.months == {"low": in_months(3, "weeks"), "high": in_months(18, "weeks")}


@pytest.mark.kb
def test_the_lanes_of_the_real_knowledge_base_are_sorted_and_none_mixes_sources() -> None:
    kb: KnowledgeBase = load(ROOT)
    lanes = history(kb)
    times = sum(isinstance(claim.statement, Duration) for claim in kb.claims.values())
    assert sum(len(row.told) for lane in lanes for row in lane.rows) == times >= 60
    assert {lane.lane.treatment for lane in lanes} >= {UNTREATED, TREATED}
    for lane in lanes:
        ends = [max(row.months.values()) for row in lane.rows]
        assert ends == sorted(ends)
        for row in lane.rows:
            assert len({view.claim.statement.cites[0] for _, view in row.told}) == 1
