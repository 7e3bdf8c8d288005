"""Every example that ``bmes explain`` and the site show is run: the wrong one gives its message, the right one none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.diagnostics import as_text
from build_tools.editing.fixes import as_lines, repairs_of
from build_tools.figures.schematics import SLUGS
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load_tree
from build_tools.rules import command_codes, run
from build_tools.rules.coverage import CODE as NEEDS_EVIDENCE_FILES
from build_tools.rules.handbook import EXAMPLES, GROUPS, messages, visible
from build_tools.rules.handbook import as_text as help_on
from build_tools.sources.tree import BIBLIOGRAPHY, SourceTree, read_tree

SOUND = read_tree(Path(__file__).parents[1] / "sound")
TODAY = "2026-11-23"
RAW: dict[str, Any] = {
    code: example
    for path in sorted(EXAMPLES.glob("*.yaml"))
    for code, example in yaml.safe_load(path.read_text("utf-8")).items()
}


def indented(text: str, spaces: int) -> str:
    """Every line that holds something with so many more spaces in front."""
    return "".join(" " * spaces + line if line.strip() else line for line in text.splitlines(keepends=True))


def region(content: str, excerpt: str) -> tuple[int, int, int]:
    """Where the lines of an excerpt stand in a file, whatever they are indented by: start, end and that indentation."""
    found = []
    for spaces in range(0, 12, 2):
        wanted = indented(excerpt, spaces)
        starts = [
            at for at in range(len(content)) if content.startswith(wanted, at) and content[:at].endswith(("\n", ""))
        ]
        found += [(at, at + len(wanted), spaces) for at in starts if at == 0 or content[at - 1] == "\n"]
    assert len(found) == 1, f"the excerpt stands {len(found)} times in the file:\n{excerpt}"
    return found[0]


def figure(slug: str, number: int) -> str:
    """The words of a drawing."""
    return (
        f"id: {slug}\nname: Drawing {number}\nnumber: {number}\nshows: [glass-bone]\nalt: A window.\n"
        "caption:\n  what:\n    text: A window.\n    editorial: definition\n"
    )


def ground(example: Mapping[str, Any]) -> dict[str, str]:
    """The sound files with what both sides of an example build on."""
    files = {path: content.decode() for path, content in SOUND.files.items()}
    for edit in example.get("given", ()):
        if "figures" in edit:
            files |= {f"kb/figures/{slug}.yaml": figure(slug, number) for number, slug in enumerate(SLUGS, start=1)}
        elif "write" in edit:
            files[edit["file"]] = edit["write"]
        elif "delete" in edit:
            del files[edit["file"]]
        else:
            assert files[edit["file"]].count(edit["replace"]) == 1, edit
            files[edit["file"]] = files[edit["file"]].replace(edit["replace"], edit["by"])
    return files


def tree(files: Mapping[str, bytes]) -> SourceTree:
    """Files in the order in which they are read from disk."""
    order = sorted(files, key=lambda path: (path == BIBLIOGRAPHY, path.split("/")))
    return SourceTree(SOUND.root, {path: files[path] for path in order})


def right(example: Mapping[str, Any]) -> SourceTree:
    """The knowledge base as an example says that it is right."""
    files = ground(example)
    for path, text in example["right"].items():
        if path in files:
            region(files[path], text)
        else:
            files[path] = text
    return tree({path: text.encode() for path, text in files.items()})


def wrong(example: Mapping[str, Any]) -> SourceTree:
    """The same with the mistake."""
    files = ground(example)
    encoding = example.get("encoding", "utf-8")
    changed = {}
    for path, text in example["wrong"].items():
        if text is None:
            files.pop(path, None)
        elif path in files:
            start, end, spaces = region(files[path], example["right"][path])
            changed[path] = files[path][:start] + indented(text, spaces) + files[path][end:]
        else:
            changed[path] = text
    encoded = {path: text.encode(encoding) for path, text in changed.items()}
    return tree({path: text.encode() for path, text in files.items()} | encoded)


def check(sources: SourceTree):
    kb = load_tree(sources, today=TODAY)
    return run(kb, EvidenceGraph(kb))


@pytest.mark.parametrize("code", sorted(RAW))
def test_the_wrong_one_gives_exactly_its_message_and_the_right_one_none(code):
    example = RAW[code]

    assert as_text(check(right(example))) == ""
    found = check(wrong(example))
    assert {one.code for one in found} == {code}
    assert as_text(found) == example["says"]


@pytest.mark.parametrize("code", sorted(RAW))
def test_a_repair_makes_the_wrong_one_right_and_says_what_it_did(code):
    example = RAW[code]
    before = wrong(example)
    repairs = repairs_of(before)

    assert as_lines(repairs.done) == example.get("fixed", "")
    if repairs.done:
        after = {**before.files, **repairs.new}
        assert after == right(example).files
        assert repairs_of(replace(before, files=after)).new == {}


def test_every_code_has_an_example_a_group_and_a_reason():
    known = messages()

    assert set(RAW) == set(known) - {NEEDS_EVIDENCE_FILES, *command_codes.EXPLANATIONS}
    assert {message.group for message in known.values()} == {group.id for group in GROUPS}
    for message in known.values():
        assert message.explanation.endswith("."), message.code
        assert message.reasons, message.code


def test_the_long_help_holds_all_of_it():
    assert help_on(messages()["yaml-tab"]) == (
        "yaml-tab (error)\n"
        "\n"
        "YAML is indented with spaces, never with tabs.\n"
        "\n"
        "How wide a tab is differs from editor to editor, so that YAML cannot tell what belongs to what.\n"
        "\n"
        "Wrong, in kb/regions/arm.yaml:\n"
        "\n"
        "    definition:\n"
        "    ‹TAB›text: What hangs from the shoulder.\n"
        "\n"
        "bmes check says:\n"
        "\n"
        "    kb/regions/arm.yaml:4:1: error[yaml-tab]: tab character; YAML allows only spaces\n"
        "      hint: write 2 spaces for each tab; bmes check --fix does it\n"
        "\n"
        "Right, in kb/regions/arm.yaml:\n"
        "\n"
        "    definition:\n"
        "      text: What hangs from the shoulder.\n"
        "\n"
        "bmes check --fix makes the wrong one right.\n"
        "\n"
        "The example is made up: there is no such condition and no such publication.\n"
    )


def test_what_nobody_sees_is_made_visible():
    assert visible("a\tb\u00a0\u00ad\r\n c  \n") == "a‹TAB›b‹NO-BREAK SPACE›‹SOFT HYPHEN›‹CR›\n c··\n"
    assert visible("\ufeffa") == "‹BOM›a‹NO LINE BREAK›\n"
    assert visible("") == ""
