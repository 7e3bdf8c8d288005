"""Release notes: exactly what readers are told of a small change."""

from __future__ import annotations

import pytest

from build_tools.editing.changes import changes
from build_tools.editing.release_notes import release_notes
from build_tools.knowledge import KnowledgeBase
from tests.conftest import Project

GLASS = "kb/conditions/glass-bone.yaml"


def notes(project: Project, old: KnowledgeBase) -> str:
    new = project.load()
    assert new.diagnostics == ()
    return release_notes(changes(old, new), old, new, "v1_0")


def test_nothing_differs(project: Project, sound_kb: KnowledgeBase) -> None:
    assert notes(project, sound_kb) == (
        "## What has changed in the knowledge since v1&#95;0\n\nNothing of the knowledge differs.\n"
    )


def test_what_came_changed_and_went(project: Project, sound_kb: KnowledgeBase) -> None:
    project.replace(GLASS, "  - region: elbow\n", "  - region: arm\n")
    project.replace(GLASS, "Sailors were chiefly affected.", "Sailors and *divers* were affected.")
    project.replace(GLASS, "    frequency: absent\n", "    frequency: reported\n")
    project.replace(GLASS, "cites: [smith2001#duration, smith2001#ringing]", "cites: [smith2001#duration]")
    project.write("kb/moved.yaml", "moved: {glass-bone.where.elbow: glass-bone.where.arm}\n")
    project.write(
        "references.bib",
        (project.root / "references.bib").read_text("utf-8")
        + "\n@article{gray2010,\n  author = {Gray, G.},\n  title = {On <glass> bone},\n  journal = {Glass},\n"
        "  year = {2010},\n  pages = {1--2},\n}\n",
    )
    project.write("kb/references/gray2010.yaml", "key: gray2010\nread: title\nuse: For its title.\n")

    assert (
        notes(project, sound_kb)
        == """## What has changed in the knowledge since v1&#95;0

### New publications

- On &#60;glass&#62; bone (2010, read: title)

### Glass bone

- New: The elbow was the usual site. (abstract)
- Changed in citations: Symptoms lasted 3 to 18 weeks; three quarters of the patients had the band.
- Changed in how often: No hollow echo was heard at first.
- Changed: Sailors and divers were affected. (before: Sailors were chiefly affected.)
- No longer said: The elbow was the usual site.

### Ids that have gone

- `glass-bone.where.elbow` is now `glass-bone.where.arm`
"""
    )


def test_what_was_read_deeper_and_what_was_withdrawn(project: Project, sound_kb: KnowledgeBase) -> None:
    project.replace("kb/references/brown2000.yaml", "read: title", "read: abstract")
    project.replace(GLASS, "    derived: 9 of 12\n", "")
    project.replace(GLASS, "  duration:\n", "  length:\n")
    project.write("kb/moved.yaml", "withdrawn: {glass-bone.course.duration: It was misread & is gone.}\n")
    text = notes(project, sound_kb)
    title = sound_kb.references["brown2000"].entry.title
    assert f"### Read deeper than before, or less deep\n\n- {title}: title → abstract\n" in text
    assert "- `glass-bone.course.duration` was withdrawn: It was misread &#38; is gone.\n" in text


@pytest.mark.kb
def test_the_real_knowledge_told_from_nothing_names_every_page(real_pair: tuple[KnowledgeBase, KnowledgeBase]) -> None:
    old, new = real_pair
    text = release_notes(changes(old, new), old, new, "nothing")
    told = [line for line in text.splitlines() if line.startswith("- New: ")]
    assert len(told) == len(new.claims)


@pytest.fixture
def real_pair() -> tuple[KnowledgeBase, KnowledgeBase]:
    """The real knowledge base without its pages, and with them."""
    from dataclasses import replace

    from build_tools import load
    from tests.conftest import PROJECT

    new = load(PROJECT)
    return replace(new, pages=()), new
