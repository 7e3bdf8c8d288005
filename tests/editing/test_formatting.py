"""Which files of a project are not in their layout, and how they would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.diagnostics import as_text
from build_tools.editing.formatting import layout_of
from build_tools.sources.tree import read_tree

PROJECT = Path(__file__).parents[2]


def test_every_file_is_looked_at_and_the_first_difference_told(project):
    project.write("kb/regions/arm.yaml", "name: Arm\nid: arm\ndefinition: {text: What hangs., editorial: definition}\n")
    project.replace(
        "references.bib", "  journal = {Chalk},\n  year = {2002},\n", "  year = {2002},\n  journal = {Chalk},\n"
    )
    layout = layout_of(read_tree(project.root), {"kb/regions/arm.yaml", "references.bib", "kb/no-such-file.yaml"})

    assert (layout.files, layout.faults) == (2, ())
    assert layout.new["kb/regions/arm.yaml"] == (
        b"id: arm\nname: Arm\ndefinition:\n  text: What hangs.\n  editorial: definition\n"
    )
    assert as_text(layout.differences) == (
        "kb/regions/arm.yaml:1:1: error[layout]: layout: 'name: Arm'\n  hint: write 'id: arm'\n"
        "references.bib:25:1: error[layout]: layout: '  year = {2002},'\n  hint: write '  journal = {Chalk},'\n"
    )


def test_all_files_are_looked_at_without_a_choice(project):
    tree = read_tree(project.root)

    assert layout_of(tree).files == len([path for path in tree.files if path.endswith((".yaml", ".bib"))])


def test_a_file_with_faults_is_left_alone_and_hides_no_other(project):
    project.write("kb/regions/arm.yaml", "id: arm\n\tname: Arm\n")
    project.write("kb/regions/elbow.yaml", "name: Elbow\nid: elbow\n")
    project.replace("references.bib", "@article{jones2002,", "@article{jones2002")
    layout = layout_of(read_tree(project.root), {"kb/regions/arm.yaml", "kb/regions/elbow.yaml", "references.bib"})

    assert list(layout.new) == ["kb/regions/elbow.yaml"]
    assert {fault.code for fault in layout.faults} == {"yaml-tab", "bib-syntax"}


@pytest.mark.parametrize("form", ["utf-8-sig", "windows"])
def test_bytes_that_no_line_shows_are_told_in_words(project, form):
    path = project.root / "references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode(form) if form != "windows" else text.replace("\n", "\r\n").encode())
    layout = layout_of(read_tree(project.root), {"references.bib"})

    assert layout.new["references.bib"] == text.encode()
    assert [fault.message for fault in layout.differences] == [
        "layout: the line ends or the first bytes are those of another system"
    ]


@pytest.mark.kb
def test_the_real_knowledge_base_is_in_its_layout():
    layout = layout_of(read_tree(PROJECT))

    assert as_text((*layout.faults, *layout.differences)) == ""
    assert layout.new == {}
