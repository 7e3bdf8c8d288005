"""Closed lists: only their words are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, did_you_mean, listed
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.record import Marked, WordOf
from build_tools.rules.registry import first_of, rule

FREQUENCIES = "frequencies"

MEANT = {
    "typical": "common usual frequent often most mostly always classic characteristic",
    "possible": "sometimes occasional occasionally some variable uncommon infrequent",
    "reported": "rare rarely seen described mentioned known associated linked",
    "absent": "none no never lacking missing negative",
    "argues-against": "against excludes excluded unlikely",
}
"""Frequency words, and what editors write for them out of habit."""


def unlisted(kb: KnowledgeBase) -> Iterator[tuple[Marked, str]]:
    """Words that are not in their list. A list that could not be read allows every word."""
    for marked in kb.marked_as(WordOf):
        if isinstance(marked.mark, WordOf):
            words = kb.vocabulary.words(marked.mark.word_list)
            if words and marked.value not in words:
                yield marked, marked.mark.word_list


def _places(kb: KnowledgeBase) -> Iterator[tuple[str, str, list[Marked]]]:
    """Each such word with its list and the places where it stands: the list itself may be what is wrong."""
    found: dict[tuple[str, str], list[Marked]] = {}
    for marked, word_list in unlisted(kb):
        found.setdefault((marked.value, word_list), []).append(marked)
    for (word, word_list), places in found.items():
        yield word, word_list, places


def _hint(kb: KnowledgeBase, word: str, word_list: str) -> str:
    words = list(kb.vocabulary.words(word_list))
    meant = _meant(word) if word_list == FREQUENCIES else None
    near = did_you_mean(meant if meant and meant in words else word, words)
    return f"use {listed(words)}" + (f"; {near}" if near else "")


def _meant(word: str) -> str | None:
    said = set(word.casefold().split())
    meant = [meant for meant, others in MEANT.items() if said & set(others.split())]
    return meant[0] if len(meant) == 1 and "not" not in said else None


@rule("frequency-word")
def frequency_word(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """How often something is seen is said with one of the frequency words of kb/vocabulary.yaml.

    Readers compare conditions by these words, and each is defined by the evidence that it needs. A word of one's own
    would mean something else to every reader, and no table could sort by it.
    """
    for word, word_list, places in _places(kb):
        if word_list == FREQUENCIES:
            yield first_of(places, f"'{word}' is not allowed", _hint(kb, word, word_list))


@rule("word-unknown")
def word_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Levels, modalities, designs, patient groups and the like are words of the lists in kb/vocabulary.yaml.

    Lists, filters and tables are made of these words, and each has a definition that readers can open. Where none fits,
    add the word with its definition to the list first.
    """
    for word, word_list, places in _places(kb):
        if word_list != FREQUENCIES:
            message = f"'{word}' is not in the list '{word_list}' of kb/vocabulary.yaml"
            yield first_of(places, message, _hint(kb, word, word_list))
