"""How the signs of two to four conditions are grouped and ordered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.views.side_by_side import AGREE, DIFFER, GROUPS, MIXED, SOME, SignRow, discriminator_of, grouped

THIRD = """\
id: sand-bone
name: Sand bone
definition:
  text: A made-up disease in which bone feels like sand.
  editorial: definition
code: sb
cause: weather
"""

FINDING = """\
  - sign: {sign}
    frequency: {frequency}
    text: It was linked with it.
    cites: [{cites}]
"""

Build = Callable[..., KnowledgeBase]


@pytest.fixture
def with_third(project) -> Build:  # type: ignore[no-untyped-def]
    """The sound knowledge base with a third condition, of which only what a test says is stated."""

    def build(*findings: tuple[str, str, str]) -> KnowledgeBase:
        text = "".join(FINDING.format(sign=sign, frequency=word, cites=cites) for sign, word, cites in findings)
        project.write("kb/conditions/sand-bone.yaml", THIRD + (f"findings:\n{text}" if text else ""))
        return project.load()  # type: ignore[no-any-return]

    return build


def rows_of(kb: KnowledgeBase, *ids: str) -> dict[str, list[str]]:
    """Ids of the signs in each group that has any."""
    made = grouped(kb, EvidenceGraph(kb), tuple(kb.conditions[one] for one in ids))
    assert tuple(made) == GROUPS
    return {group: [row.sign.id for row in rows] for group, rows in made.items() if rows}


def row_of(kb: KnowledgeBase, sign: str, *ids: str) -> SignRow:
    made = grouped(kb, EvidenceGraph(kb), tuple(kb.conditions[one] for one in ids))
    return next(row for rows in made.values() for row in rows if row.sign.id == sign)


def test_the_named_sign_comes_before_others_that_differ(sound_kb: KnowledgeBase) -> None:
    """Without the discriminator the alphabet would decide, and the echo would come first."""
    assert rows_of(sound_kb, "chalk-bone", "glass-bone") == {DIFFER: ["milky-band", "hollow-echo"]}
    band = row_of(sound_kb, "milky-band", "chalk-bone", "glass-bone")
    assert (band.separation, len(band.named), len(band.told_apart)) == (1, 1, 1)


def test_the_better_supported_row_comes_first_where_no_sign_is_named(project) -> None:  # type: ignore[no-untyped-def]
    """The echo is known from a title on one side; the band is read in abstracts or better on both."""
    project.replace("kb/conditions/glass-bone.yaml", "      sign: milky-band\n", "")
    kb = project.load()
    assert discriminator_of(EvidenceGraph(kb), kb.conditions["chalk-bone"], kb.conditions["glass-bone"])
    assert rows_of(kb, "chalk-bone", "glass-bone") == {DIFFER: ["milky-band", "hollow-echo"]}
    assert kb.level_of(kb.claims["chalk-bone.findings.hollow-echo"].statement) == "title"


def test_a_named_sign_stands_first_even_if_it_is_stated_for_one_side_only(project) -> None:  # type: ignore[no-untyped-def]
    text = (project.root / "kb/conditions/chalk-bone.yaml").read_text("utf-8")
    start, end = text.index("  - sign: milky-band"), text.index("  - sign: hollow-echo")
    project.write("kb/conditions/chalk-bone.yaml", text[:start] + text[end:])
    kb = project.load()
    assert rows_of(kb, "chalk-bone", "glass-bone") == {DIFFER: ["milky-band", "hollow-echo"]}
    band = row_of(kb, "milky-band", "chalk-bone", "glass-bone")
    assert (len(band.stated), len(band.named), band.told_apart) == (1, 1, ())


def test_a_named_sign_comes_last_where_the_same_is_stated_for_both(project) -> None:  # type: ignore[no-untyped-def]
    """Its shape may tell the two apart, its presence does not."""
    project.replace("kb/conditions/chalk-bone.yaml", "frequency: absent", "frequency: possible")
    kb = project.load()
    assert rows_of(kb, "chalk-bone", "glass-bone") == {DIFFER: ["hollow-echo", "milky-band"]}


def test_what_is_stated_for_some_only_is_no_agreement(with_third: Build) -> None:
    kb = with_third(("milky-band", "possible", "smith2001#ringing"))
    assert rows_of(kb, "glass-bone", "sand-bone") == {AGREE: ["milky-band"], SOME: ["hollow-echo"]}


def test_absent_and_argues_against_are_neither_alike_nor_apart(with_third: Build) -> None:
    kb = with_third(("milky-band", "argues-against", "jones2002#no-band"))
    assert rows_of(kb, "chalk-bone", "sand-bone") == {MIXED: ["milky-band"], SOME: ["hollow-echo"]}


def test_a_sign_differs_in_three_if_any_two_are_told_apart(with_third: Build) -> None:
    """In one pair by both signs; the third is silent on the echo and agrees with one side on the band."""
    kb = with_third(("milky-band", "possible", "smith2001#ringing"))
    ids = ("chalk-bone", "glass-bone", "sand-bone")
    assert rows_of(kb, *ids) == {DIFFER: ["milky-band", "hollow-echo"]}
    assert [row_of(kb, sign, *ids).separation for sign in ("milky-band", "hollow-echo")] == [2, 1]


def test_the_order_of_the_conditions_moves_columns_only(with_third: Build) -> None:
    kb = with_third(("milky-band", "possible", "smith2001#ringing"), ("hollow-echo", "absent", "jones2002#no-echo"))
    ids = ("chalk-bone", "glass-bone", "sand-bone")
    made = [rows_of(kb, *order) for order in permutations(ids)]
    assert all(one == made[0] for one in made)
    for order in permutations(ids):
        assert [cell.condition.id for cell in row_of(kb, "milky-band", *order).cells] == list(order)


def test_a_sign_that_none_of_them_states_has_no_row(with_third: Build) -> None:
    kb = with_third()
    assert rows_of(kb, "sand-bone", "sand-bone") == {}
