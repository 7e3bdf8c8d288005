"""What learners are asked and led through: questions with one right answer, and a path that exists and is short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from build_tools.diagnostics import Fault, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Asked, Claim
from build_tools.model.entities import Figure, Step
from build_tools.model.markup import plain
from build_tools.model.numbers import numbers
from build_tools.model.reading import ReadingNotes
from build_tools.model.record import LinkTo
from build_tools.model.spelling import folded
from build_tools.model.vocabulary import Vocabulary
from build_tools.rules.registry import rule
from build_tools.rules.words import unlisted
from build_tools.sources.tree import FOLDER
from build_tools.study.audit import right_options
from build_tools.study.bank import all_items
from build_tools.study.items import ANSWER, Item, Option
from build_tools.study.states import LEAST_LEVEL, States

LONGEST_PATH = 10
"""Minutes: what a reader gives a subject that is new to them."""


@lru_cache(maxsize=1)  # two rules ask for them
def _items(graph: EvidenceGraph) -> tuple[Item, ...]:
    """The items of the self-test; none while a word or a link is misspelled: others speak of it, and items need it."""
    kb = graph.kb
    are_known = all(kb.kind_of(marked.value) for marked in kb.marked_as(LinkTo)) and not any(unlisted(kb))
    return all_items(kb, graph) if are_known else ()


@rule("item-ambiguous")
def item_ambiguous(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """No item of the self-test has two right answers: what is stored makes one option right, and the others wrong.

    Items are made from claims. Two options that read the same, or a wrong one that the claims call right, leave the
    learner guessing. Correct the texts or the claims from which the item is made.
    """
    states = States(kb, graph)
    for item in _items(graph):
        for option in right_options(states, item):
            if not option.is_right:
                yield _second_answer(item, option)


def _second_answer(item: Item, option: Option) -> Fault:
    """At the text that makes the option right, where an editor wrote it; else at the claim that is asked for."""
    statement, page = item.claims[0].statement, item.claims[0].page
    message = f"two answers are right: '{item.answer.text}' and '{option.text}'"
    if statement.asked and item.answer.key == ANSWER:
        place = int(option.key.rpartition("-")[2]) - 1
        return statement.asked.fault(message, "let each answer say something else", ("wrong", place))
    if isinstance(page, Figure):
        return page.fault(
            message, "what is drawn cannot be a wrong answer", ("without", page.without.index(option.key))
        )
    if isinstance(statement, Step):
        return statement.fault(message, "let each step ask another question", ("question",))
    return statement.fault(message, "let the claims or the names of the two differ")


@rule("asked-unsupported")
def asked_unsupported(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A question is asked of claims that rest on an abstract or better, undivided, and its numbers stand in the claim.

    The answer is what a learner takes along, so it must be no stronger than the claim beside it.
    """
    states = States(kb, graph)
    for claim in kb.all_claims:
        asked = claim.statement.asked
        if asked is None or claim.statement.is_damaged:
            continue
        level = kb.level_of(claim.statement)
        if level in kb.vocabulary.levels and not states.is_strong(claim):
            hint = f"cite a finding of level {LEAST_LEVEL} or better, or remove the question"
            yield asked.fault(f"a question is asked of a claim of level {level}", hint)
        if claim.statement.against:
            hint = "ask of a claim that no finding speaks against"
            yield asked.fault("a question is asked of a claim that a finding speaks against", hint)
        yield from _numbers_elsewhere(claim, asked)
        yield from _repeated(asked)


def _numbers_elsewhere(claim: Claim, asked: Asked) -> Iterable[Fault]:
    stated = numbers(plain(claim.statement.text))
    for field, text in (("question", asked.question), ("answer", asked.answer)):
        for number in numbers(plain(text)):
            if not any(number.agrees_with(other) for other in stated):
                hint = "write it as the claim does, or leave it out"
                yield asked.fault(f"'{number.text}' does not stand in the claim", hint, (field,))


def _repeated(asked: Asked) -> Iterable[Fault]:
    seen: set[str] = set()
    for place, text in enumerate(asked.wrong):
        if folded(text) in seen:
            yield asked.fault(f"'{text}' is offered twice", "remove one of the two", ("wrong", place))
        seen.add(folded(text))


@rule("path-unknown")
def path_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The reading path in kb/study.yaml leads to claims and to items of the self-test that exist.

    A claim's id is the anchor behind # on its page; an item's id is its kind, a dot, and the id of the claim.
    """
    for name, stop in kb.study.path.items():
        if stop.claim not in kb.claims and not _may_be_damaged(kb, stop.claim):
            hint = did_you_mean(stop.claim, kb.claims) or "its id stands behind # in the claim's address"
            fault = stop.fault(f"stop '{name}' leads to no claim: '{stop.claim}'", hint, ("claim",))
            yield replace(fault, unless=kb.files_named(_page_id(stop.claim)))
    if kb.study.ends_with:
        items = {item.id for item in _items(graph)}
        for place, item_id in enumerate(kb.study.ends_with if items else ()):
            if item_id not in items and not _may_be_damaged(kb, item_id.partition(".")[2]):
                hint = did_you_mean(item_id, items) or "its id stands in the list of the self-test"
                fault = kb.study.fault(f"there is no self-test item '{item_id}'", hint, ("ends_with", place))
                yield replace(fault, unless=kb.files_named(_page_id(item_id.partition(".")[2])) | _read(kb))


def _read(kb: KnowledgeBase) -> frozenset[str]:
    """The files by which it is known how strong a claim is: only strong ones are asked for."""
    notes = {path for path in kb.sources if path.startswith(f"{FOLDER}/{ReadingNotes.folder}/")}
    return frozenset({*notes, kb.bibliography.path, f"{FOLDER}/{Vocabulary.kind}.yaml"})


def _page_id(claim_id: str) -> str:
    return claim_id.partition(".")[0]


def _may_be_damaged(kb: KnowledgeBase, claim_id: str) -> bool:
    """Whether the claim may well stand in what could not be read of its page."""
    page_id = _page_id(claim_id)
    return page_id in kb.misnamed or any(map(kb.may_be_damaged, kb.files_named(page_id)))


@rule("path-long")
def path_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The reading path takes ten minutes at most, the questions at its end included.

    That is what it promises to somebody who is new to the subject.
    """
    minutes = kb.study.minutes
    if minutes > LONGEST_PATH:
        hint = "leave out a stop, or shorten one"
        yield kb.study.fault(f"the path takes {minutes} minutes", hint, ("path",))
