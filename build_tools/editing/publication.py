"""A publication as another source describes it, and its parts in the form in which references.bib holds them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from build_tools.model.bibliography import Person
from build_tools.model.names import DOI_PATTERN

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Notice:
    """What was published later about a publication: ``retraction``, ``concern`` or ``correction``, and where."""

    kind: str
    text: str


@dataclass(frozen=True)
class Publication:
    """What a source says of a publication: plain text under the names of the fields of references.bib.

    ``type`` is that of a BibTeX entry. ``also`` holds other values that the same source gives for a field, such as the
    year of the print and that of the electronic edition. ``capitals`` are words of the title that the source protects.
    """

    type: str
    fields: Mapping[str, str]
    authors: tuple[Person, ...] = ()
    authors_complete: bool = True
    editors: tuple[Person, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()

    def get(self, name: str) -> str:
        """A field, empty where the source does not give it."""
        return self.fields.get(name, "")

    def values(self, name: str) -> tuple[str, ...]:
        """Every value that the source gives for a field."""
        value = self.fields.get(name)
        return (*((value,) if value else ()), *self.also.get(name, ()))


def filled(fields: Mapping[str, str | None]) -> dict[str, str]:
    """The fields that hold something, spaces at their ends and line breaks gone."""
    clean = {name: re.sub(r"\s+", " ", value).strip() for name, value in fields.items() if value}
    return {name: value for name, value in clean.items() if value}


_DOI_ADDRESS = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"^doi\s*[:=]?\s*", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """The DOI in ``https://doi.org/10...``, ``doi:10...`` or itself; the text as it is where there is none."""
    doi = text.strip()
    if _DOI_ADDRESS.match(doi):
        doi = unquote(_DOI_ADDRESS.sub("", doi))
    doi = _DOI_LABEL.sub("", doi).rstrip(".,;")
    return doi if re.fullmatch(DOI_PATTERN, doi) else text.strip()


_PAGE_RANGE = re.compile(
    r"([A-Za-z]*)(\d+)([A-Za-z]?)\s*(?:--?-?|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212)\s*([A-Za-z]*)(\d+)([A-Za-z]?)"
)


def whole_pages(text: str) -> str:
    """Pages with two hyphens and the last page written whole: ``757--760`` for ``757-60``."""

    def whole(match: re.Match[str]) -> str:
        letters, first, tail, last_letters, last, last_tail = match.groups()
        if len(last) < len(first) and last_letters in ("", letters):
            last = first[: len(first) - len(last)] + last
        if (letters or last_letters) and not last_letters:
            last_letters = letters
        start, end = f"{letters}{first}{tail}", f"{last_letters}{last}{last_tail}"
        return start if start == end else f"{start}--{end}"

    pages = re.sub(r"\s*[,;]\s*", ", ", re.sub(r"^pp?\.?\s+", "", text.strip()))
    return _PAGE_RANGE.sub(whole, pages)


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def plain_title(text: str) -> str:
    """A title without markup and without the full stop at its end, which PubMed writes."""
    title = re.sub(r"\s+", " ", html.unescape(_TAG.sub("", html.unescape(text)))).strip()
    if title.endswith(".") and not title.endswith("..."):
        title = title[:-1].rstrip()
    return title


_YEAR = re.compile(r"[0-9]{4}")


def is_year(text: str) -> bool:
    """Whether a text can be reckoned with as a year: services and pasted citations give all kinds of texts for one."""
    return bool(_YEAR.fullmatch(text))


LANGUAGES = {
    **dict.fromkeys(("ger", "deu", "de", "german", "deutsch"), "german"),
    **dict.fromkeys(("fre", "fra", "fr", "french"), "french"),
    **dict.fromkeys(("ita", "it", "italian"), "italian"),
    **dict.fromkeys(("spa", "es", "spanish"), "spanish"),
    **dict.fromkeys(("por", "pt", "portuguese"), "portuguese"),
    **dict.fromkeys(("dut", "nld", "nl", "dutch"), "dutch"),
    **dict.fromkeys(("jpn", "ja", "japanese"), "japanese"),
    **dict.fromkeys(("chi", "zho", "zh", "chinese"), "chinese"),
    **dict.fromkeys(("kor", "ko", "korean"), "korean"),
    **dict.fromkeys(("rus", "ru", "russian"), "russian"),
    **dict.fromkeys(("pol", "pl", "polish"), "polish"),
    **dict.fromkeys(("cze", "ces", "cs", "czech"), "czech"),
    **dict.fromkeys(("hun", "hu", "hungarian"), "hungarian"),
    **dict.fromkeys(("gre", "ell", "el", "greek"), "greek"),
    **dict.fromkeys(("tur", "tr", "turkish"), "turkish"),
    **dict.fromkeys(("dan", "da", "danish"), "danish"),
    **dict.fromkeys(("nor", "no", "nb", "norwegian"), "norwegian"),
    **dict.fromkeys(("swe", "sv", "swedish"), "swedish"),
}
"""Codes of ISO 639 (MARC's, the terminological and the short one), and the word that references.bib uses."""

ENGLISH = frozenset({"", "eng", "en", "english", "und", "mul"})


def language_word(code: str) -> str:
    """The language in words, empty for English, which goes without saying. An unknown code stays as it is."""
    word = code.strip().lower()
    short = word.split("-")[0].split("_")[0]
    return "" if word in ENGLISH or short in ENGLISH else LANGUAGES.get(word) or LANGUAGES.get(short) or word


def person(name: str) -> Person:
    """A person from ``Family, Given`` or ``Family, Given, Suffix``, as RIS and PubMed write them; else a group."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1 or not parts[1]:
        return Person(parts[0], is_group=True)
    suffix = parts[2] if len(parts) > 2 else ""
    return Person(parts[0], parts[1], suffix)


_SMALL_WORDS = re.compile(r"an?|and|as|at|by|del?|der|des|di|du|el?|en|et|for|from|in|la|les?|of|on|or|the|to|und|with")


def journal_in_capitals(name: str) -> str:
    """A journal's name as its cover has it, from PubMed's, which has capitals at its start only.

    ``Journal of Bone and Joint Surgery`` for ``The Journal of bone and joint surgery (Oxford, England)``.
    """
    name = re.sub(r"\s*\((?=[^)]*[,:.])[^)]*\)\s*$", "", name.strip()).rstrip(".")
    name = re.sub(r"^The ", "", name)
    words = name.split(" ")
    return " ".join(
        word if not word.islower() or (number and _SMALL_WORDS.fullmatch(word)) else word[0].upper() + word[1:]
        for number, word in enumerate(words)
    )
