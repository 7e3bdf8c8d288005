"""How alike two publications are: for finding duplicates, and for telling which record of a search is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from build_tools.diagnostics import Place
from build_tools.editing.publication import Publication, is_year
from build_tools.model.spelling import folded

NEAR_TITLE = 92.0
"""Titles this alike, of 100, are taken for the same one until an editor says otherwise."""


@dataclass(frozen=True)
class Known:
    """A publication that is in references.bib, or about to be."""

    key: str
    place: Place
    title: str
    year: str
    doi: str = ""
    pmid: str = ""


@dataclass(frozen=True)
class Likeness:
    """Which publication another one is, or is like, and by what. Only a likeness of titles can be mistaken."""

    known: Known
    reason: str
    is_certain: bool


def title_score(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 100; capitals, accents, punctuation and spelling make no difference."""
    first, second = folded(one), folded(other)
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) if first and second else 0.0


def likeness(publication: Publication, known: Iterable[Known]) -> Likeness | None:
    """The publication that this one is, by DOI, PubMed number or title; None where it is new."""
    everything = tuple(known)
    for name, label in (("doi", "DOI"), ("pmid", "PubMed number")):
        value = publication.get(name).lower()
        for each in everything:
            if value and value == getattr(each, name).lower():
                return Likeness(each, f"the {label} {value} is that of", is_certain=True)
    title, year = publication.get("title"), publication.get("year")
    scored = [(title_score(title, each.title), each) for each in everything if _may_be_of(year, each.year)]
    score, nearest = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if nearest is None or score < NEAR_TITLE:
        return None
    if score == 100 and year == nearest.year:
        return Likeness(nearest, "title and year are those of", is_certain=False)
    have_other_dois = bool(publication.get("doi") and nearest.doi)
    if have_other_dois:
        return None  # parts of a series are often called nearly the same
    return Likeness(nearest, f"the title is nearly ({score:.0f} of 100) that of", is_certain=False)


def _may_be_of(year: str, other: str) -> bool:
    """Whether two years may be those of the electronic and of the print edition of one publication."""
    return not (is_year(year) and is_year(other)) or abs(int(year) - int(other)) <= 1
