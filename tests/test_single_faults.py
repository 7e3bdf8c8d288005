"""One mistake, one message, on its line: many kinds of mistakes, put one at a time into a copy of the real knowledge
base in memory."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools import knowledge
from build_tools.diagnostics import Diagnostic, as_text
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load_tree
from build_tools.rules import RULES, run
from build_tools.sources.codes import EXPLANATIONS
from build_tools.sources.record_cache import RecordCache
from build_tools.sources.tree import BIBLIOGRAPHY, SourceTree, read_tree
from tests.faults import bibliography, evidence, fields_and_links, names_and_relations, saving_and_yaml, wording
from tests.faults.kinds import KINDS, Mistake, single_mistakes

SUBJECTS = (bibliography, evidence, fields_and_links, names_and_relations, saving_and_yaml, wording)
"""Importing them registers their kinds of mistakes."""

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("single-faults")]

PROJECT = Path(__file__).parents[1]
TODAY = "2026-11-23"
ROUNDS = 1
"""How often each kind is tried; more, at other places, by hand now and then."""

EXACT = 0.95
"""At least this share is reported on the very line of the mistake. Where two files disagree (a loop of links, a number
that counts another unit), the message may stand at the other end, and names the first."""

Answer = tuple[Mistake, tuple[Diagnostic, ...]]


class Untouched(RecordCache):
    """The records of the files that no mistake was put into: they are read once, and used again and again."""

    def __init__(self, tree: SourceTree, kb: KnowledgeBase) -> None:
        super().__init__(None)
        records = {file.origin.path: file for file in kb.files} | {BIBLIOGRAPHY: kb.bibliography}
        self._untouched = {path: (tree.files[path], record) for path, record in records.items() if path in tree.files}

    def get(self, path, content, kind):
        before, record = self._untouched.get(path, (b"", None))
        return record if content == before else None


@pytest.fixture(scope="module")
def tree() -> SourceTree:
    return read_tree(PROJECT)


@pytest.fixture(scope="module")
def kb(tree: SourceTree) -> KnowledgeBase:
    return load_tree(tree, today=TODAY)


@pytest.fixture(scope="module")
def answers(kb: KnowledgeBase, tree: SourceTree) -> Iterator[list[Answer]]:
    """What the check says of each mistake, beside what it says of the real knowledge base anyway."""
    anyway = {_what(one) for one in _check(tree)}
    gc.collect()
    gc.freeze()  # what stays is not looked at again and again
    gc.disable()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "RecordCache", lambda cache: Untouched(tree, kb))
        found = []
        for number, mistake in enumerate(single_mistakes(kb, ROUNDS)):
            found.append((mistake, tuple(one for one in _check(_with(mistake, tree)) if _what(one) not in anyway)))
            if number % 10 == 0:
                gc.collect()
        yield found
    gc.enable()
    gc.unfreeze()


def _check(tree: SourceTree) -> tuple[Diagnostic, ...]:
    kb = load_tree(tree, today=TODAY)
    return run(kb, EvidenceGraph(kb))


def _what(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """A fault without its line: what is added above it moves it down."""
    return (diagnostic.place.path, diagnostic.code, diagnostic.message)


def _with(mistake: Mistake, tree: SourceTree) -> SourceTree:
    files = {**tree.files, **mistake.files}
    assert files != tree.files, f"{mistake.kind} changes nothing"
    order = sorted(files, key=lambda path: (path == BIBLIOGRAPHY, path.split("/")))
    return SourceTree(tree.root, {path: content for path in order if (content := files[path]) is not None})


def _failures(answers: list[Answer]) -> Iterator[str]:
    for mistake, found in answers:
        if len(found) != 1 or found[0].code not in mistake.codes:
            wanted = " or ".join(sorted(mistake.codes))
            yield f"{mistake.kind}, {mistake.path}:{mistake.line}, wanted {wanted} alone, got:\n{as_text(found)}"


def test_each_mistake_gives_one_message_that_names_it(answers: list[Answer]) -> None:
    assert "\n".join(_failures(answers)) == ""


def test_nearly_all_are_reported_on_their_line(answers: list[Answer]) -> None:
    elsewhere = [
        f"{mistake.kind}: {mistake.path}:{mistake.line}, reported at {found[0].place.path}:{found[0].place.line}"
        for mistake, found in answers
        if found and (found[0].place.path, found[0].place.line) != (mistake.path, mistake.line)
    ]

    assert len(elsewhere) <= (1 - EXACT) * len(answers), "\n".join(elsewhere)


def test_the_mistakes_are_many_and_of_many_kinds(answers: list[Answer]) -> None:
    assert len(KINDS) >= 150
    codes = Counter(code for mistake, found in answers for code in {one.code for one in found})
    assert len(codes) >= 85
    assert set(codes) <= {*RULES, *EXPLANATIONS}


def test_what_can_be_repaired_says_so(answers: list[Answer]) -> None:
    repairable = {one.code for _, found in answers for one in found if one.edit}

    assert repairable >= {
        "yaml-tab",
        "strange-character",
        "line-end",
        "byte-order-mark",
        "trailing-space",
        "last-line",
        "text-space",
        "text-hyphen",
        "spelling-mixed",
        "doi-malformed",
        "pmid-malformed",
        "bib-ampersand",
        "bib-not-ascii",
        "bib-et-al",
        "bib-pages",
        "bib-form",
        "bib-syntax",
    }
