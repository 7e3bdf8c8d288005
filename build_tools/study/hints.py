"""Whether a question gives its answer away: a word that the right option shares with it, and no other option does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.model.spelling import folded

_STEM = 7
"""So many letters of two words are compared: ``osteonecrosis`` and ``osteonecrotic`` are one word, ``osteopenia`` and
``osteoporosis`` two."""

_PLACES = frozenset({"femoral", "joint", "knee", "ankle", "foot", "spine", "neck", "head", "bone"})
"""Words for places, which are shared by what has nothing to do with each other."""


def stems(text: str) -> frozenset[str]:
    """The beginnings of the telling words of a text."""
    words = re.findall(r"\w+", folded(text))
    return frozenset(word[:_STEM] for word in words if len(word) > 3 and word not in _PLACES)


def gives_away(question: str, answer: str, others: Iterable[str]) -> bool:
    """Whether the answer can be told by a word of the question that none of the other options has."""
    shared = stems(question) & stems(answer)
    return any(not any(word in stems(other) for other in others) for word in shared)
