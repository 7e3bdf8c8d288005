"""Ids that stay: what stands for a published one today."""

from __future__ import annotations

import pytest

from build_tools.permanence import PermanentIds, wholes
from tests.conftest import Project


@pytest.fixture
def ids(project: Project) -> PermanentIds:
    project.replace("kb/conditions/glass-bone.yaml", "id: glass-bone\n", "id: glass-bone\nformerly: [brittle-bone]\n")
    project.replace("kb/references/smith2001.yaml", "key: smith2001\n", "key: smith2001\nevidence_key: glass-study\n")
    project.write(
        "kb/moved.yaml",
        """
moved:
  brittle-bone.course.length: glass-bone.course.time
  glass-bone.course.time: glass-bone.course.duration
  glass-study#singing: glass-study#ringing
  round: about
  about: round
withdrawn:
  glass-bone.course.end: No source says it.
""",
    )
    kb = project.load()
    assert kb.diagnostics == ()
    return PermanentIds(kb)


@pytest.mark.parametrize(
    ("published", "today"),
    [
        ("glass-bone", "glass-bone"),
        ("glass-bone.course.duration", "glass-bone.course.duration"),
        ("smith2001#ringing", "smith2001#ringing"),
        ("brittle-bone", "glass-bone"),
        ("brittle-bone.mimics.chalk-bone.discriminator", "glass-bone.mimics.chalk-bone.discriminator"),
        ("brittle-bone.course.length", "glass-bone.course.duration"),
        ("glass-study", "smith2001"),
        ("glass-study#ringing", "smith2001#ringing"),
        ("glass-study#singing", "smith2001#ringing"),
        ("glass-bone.course.end", None),
        ("brittle-bone.course.unheard-of", None),
        ("round", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_what_stands_for_an_id_today(ids: PermanentIds, published: str, today: str | None) -> None:
    assert ids.present(published) == today


@pytest.mark.parametrize(
    ("published", "why"),
    [
        ("glass-bone.course.end", "No source says it."),
        ("glass-bone.course.end.discriminator", "No source says it."),
        ("glass-bone.course.ending", None),
        ("glass-bone.course", None),
        ("glass-bone", None),
    ],
)
def test_what_is_withdrawn_is_so_with_its_parts(ids: PermanentIds, published: str, why: str | None) -> None:
    assert ids.withdrawn(published) == why


def test_an_id_is_a_part_of_all_that_it_begins_with() -> None:
    assert list(wholes("a-b.c.d")) == ["a-b.c.d", "a-b.c", "a-b"]
    assert list(wholes("smith2001#ringing.loud")) == ["smith2001#ringing.loud", "smith2001#ringing", "smith2001"]
    assert list(wholes("")) == [""]


def test_every_kind_of_id_is_permanent(ids: PermanentIds) -> None:
    assert {"elbow", "echo-or-not", "smith2001", "smith2001#echo", "glass-bone.findings.hollow-echo.early"} <= ids.all
    assert len(ids.all) == len(ids.kb.pages) + len(ids.kb.claims) + len(ids.kb.references) + len(ids.kb.findings)
