"""Closed lists: only their words are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, did_you_mean
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.record import Marked, WordOf
from build_tools.rules.registry import rule

FREQUENCIES = "frequencies"


def _unlisted(kb: KnowledgeBase) -> Iterator[tuple[Marked, str]]:
    """Words that are not in their list. A list that could not be read allows every word."""
    for marked in kb.marked_as(WordOf):
        if isinstance(marked.mark, WordOf):
            words = kb.vocabulary.words(marked.mark.word_list)
            if words and marked.value not in words:
                yield marked, marked.mark.word_list


def _hint(kb: KnowledgeBase, word: str, word_list: str) -> str:
    words = list(kb.vocabulary.words(word_list))
    near = did_you_mean(word, words)
    listed = " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    return f"use {listed}" + (f"; {near}" if near else "")


@rule("frequency-word")
def frequency_word(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """How often something is seen is said with one of the frequency words of kb/vocabulary.yaml."""
    for marked, word_list in _unlisted(kb):
        if word_list == FREQUENCIES:
            yield marked.fault(f"'{marked.value}' is not allowed", _hint(kb, marked.value, word_list))


@rule("word-unknown")
def word_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Levels, modalities, designs, patient groups and the like are words of the lists in kb/vocabulary.yaml."""
    for marked, word_list in _unlisted(kb):
        if word_list != FREQUENCIES:
            message = f"'{marked.value}' is not in the list '{word_list}' of kb/vocabulary.yaml"
            yield marked.fault(message, _hint(kb, marked.value, word_list))
