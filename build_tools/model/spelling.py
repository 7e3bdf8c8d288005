"""British and American spelling: readers search in both, our prose keeps to American, names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

STEMS: tuple[tuple[str, str], ...] = (
    ("oedema", "edema"),
    ("tumour", "tumor"),
    ("haem", "hem"),
    ("ischaem", "ischem"),
    ("anaem", "anem"),
    ("leukaem", "leukem"),
    ("osteopaen", "osteopen"),
    ("oestrogen", "estrogen"),
    ("paediatr", "pediatr"),
    ("orthopaed", "orthoped"),
    ("aetiolog", "etiolog"),
    ("diarrhoea", "diarrhea"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("colour", "color"),
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("favour", "favor"),
    ("analogue", "analog"),
    ("grey", "gray"),
)
"""British piece of a word and its American form."""

WORD_STARTS = frozenset({"haem"})
"""Pieces that stand at the start of a word only: turned round, ``hem`` inside a word is no ``haem``."""

ISE = r"(?<=[a-z]{3})is(ation|ed|ing|es|e)\b"
"""A British ending; the group is what follows ``iz`` in American spelling."""

_ISE = re.compile(ISE)
_IS = re.compile(r"is[aei]")
_IZE = re.compile(r"(?<=[a-z]{3})iz(ation|ed|ing|es|e)\b")
KEEPS_S = (
    r"\b(?:exerc|exc|inc|prec|conc|adv|dev|rev|superv|telev|improv|compr|surpr|enterpr|prem|prom|dem|mal|pract|"
    r"expert|treat|franch|merchand|bru|cru|disgu|pra|appra|\w+w)is(?:e|ed|ing|es)"
)
"""Words that end in -ise in both spellings."""

_KEEPS_S = re.compile(KEEPS_S, re.IGNORECASE)

_WORD = re.compile(r"\w+")
_BRITISH_PIECES = tuple(piece for piece, _ in STEMS)


def _has_ise(text: str) -> bool:
    """Whether a word may end in -ise. Python finds fixed letters at once; what may stand around them takes longer."""
    return _IS.search(text) is not None and _ISE.search(text) is not None


def _swap(text: str, pattern: str, new: str) -> str:
    def cased(match: re.Match[str]) -> str:
        if match[0].isupper():
            return new.upper()
        return new.capitalize() if match[0][0].isupper() else new

    return re.sub(pattern, cased, text, flags=re.IGNORECASE)


@cache
def american(text: str) -> str:
    """The text in American spelling; what is American already stays as it is."""
    for british_piece, american_piece in STEMS:
        if british_piece in text.casefold():
            text = _swap(text, british_piece, american_piece)
    if not _has_ise(text):
        return text
    return _WORD.sub(lambda match: match[0] if _KEEPS_S.match(match[0]) else _ISE.sub(r"iz\1", match[0]), text)


def british(text: str) -> str:
    """The text in British spelling, as some readers type it."""
    text = american(text)
    for british_piece, american_piece in STEMS:
        start = r"\b" if british_piece in WORD_STARTS else ""
        text = _swap(text, rf"{start}{american_piece}(?!atory)", british_piece)
    return _IZE.sub(r"is\1", text)


def spellings(text: str) -> tuple[str, ...]:
    """Every spelling of a name that readers search for, its own first."""
    return tuple(dict.fromkeys((text, american(text), british(text))))


def in_every_spelling(names: Iterable[str]) -> list[str]:
    """Names with every spelling of each, in order: what a search finds them by."""
    return [spelling for name in names for spelling in spellings(name)]


@cache
def british_words(text: str) -> tuple[str, ...]:
    """The words of a text that are spelled the British way."""
    folded_case = text.casefold()
    if not _has_ise(text) and not any(piece in folded_case for piece in _BRITISH_PIECES):
        return ()  # nearly all texts
    return tuple(word for word in _WORD.findall(text) if american(word) != word)


_POSSESSIVE = re.compile(r"['\u2019]s\b")


def without_marks(text: str) -> str:
    """The text without accents and other marks on its letters: ``Calve`` for ``Calv\u00e9``."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))


@cache
def folded(name: str) -> str:
    """A name for comparing: case, accents, spelling, punctuation and a possessive s make no difference.

    ``docs/scripts/router.js`` does the same in the browser, with the tables of this module.
    """
    return " ".join(_WORD.findall(american(_POSSESSIVE.sub("", without_marks(name).casefold()))))


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: lower case, unless its first word is an abbreviation or a person's name.

    ``Double line sign`` becomes ``double line sign``; ``CT`` and ``Legg-Calvé-Perthes disease`` stay.
    """
    first = name.split(maxsplit=1)[0] if name else ""
    is_common = first[1:].islower() or len(first) == 1
    return name[0].lower() + name[1:] if name and is_common else name
