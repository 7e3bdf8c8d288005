"""``bmes export``: what is printed, and what a person who mistyped something is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rispy
from typer.testing import CliRunner

from build_tools.cli import app
from build_tools.exports.all_files import FORMATS, Request
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase


def bmes(kb: KnowledgeBase, *arguments: str):
    """Run the command on the made-up knowledge base."""
    return CliRunner().invoke(app, ["export", *arguments, "--root", str(kb.root)])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_printed_whole(made_up: KnowledgeBase, made_up_graph: EvidenceGraph, name: str) -> None:
    result = bmes(made_up, name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == FORMATS[name].text(Request(made_up, made_up_graph))


@pytest.mark.parametrize(
    ("selection", "keys"),
    [
        (["1", "later2020"], ["smith2001", "later2020"]),
        (["later2020, 1"], ["smith2001", "later2020"]),
        (["distinct,review", "wax-bone"], ["korompilias2009", "smith2001", "vanglas1999", "later2020"]),
        (["printed"], ["smith2001", "smith2001b", "vanglas1999"]),
        (["others"], ["later2020"]),
    ],
)
def test_selections(made_up: KnowledgeBase, selection: list[str], keys: list[str]) -> None:
    options = [part for name in selection for part in ("--select", name)]
    assert [record["id"] for record in rispy.loads(bmes(made_up, "ris", *options).stdout)] == keys
    assert [item["id"] for item in json.loads(bmes(made_up, "csl-json", *options).stdout)] == keys


def test_formats_are_known_in_any_case(made_up: KnowledgeBase) -> None:
    assert bmes(made_up, "BibTeX").stdout == bmes(made_up, "bibtex").stdout != ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bibtext"], "there is no format 'bibtext'; did you mean 'bibtex'?\n"),
        (["EndNote"], f"there is no format 'EndNote'; known: {', '.join(FORMATS)}\n"),
        (["graphml", "--select", "1"], "the format 'graphml' is always whole; leave --select away\n"),
        (
            ["ris", "--select", "1,smith2002", "--select", "glas-bone"],
            "nothing to export is called 'smith2002'; did you mean 'smith2001'?\n"
            "nothing to export is called 'glas-bone'; did you mean 'glass-bone'?\n",
        ),
        (
            ["ris", "--select", ""],
            "nothing to export is called ''; known are keys of references.bib, numbers of the review's list, ids of "
            "pages, all, review, printed, distinct, others\n",
        ),
    ],
)
def test_what_is_mistyped_is_said_and_nothing_is_printed(
    made_up: KnowledgeBase, arguments: list[str], told: str
) -> None:
    result = bmes(made_up, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_what_cannot_be_written_is_said(made_up: KnowledgeBase) -> None:
    with Path("/dev/full").open("wb") as output:
        command = [sys.executable, "-m", "build_tools", "export", "bibtex", "--root", str(made_up.root)]
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "the export could not be written: No space left on device\n"
