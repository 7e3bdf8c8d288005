"""Where an entry of references.bib and what a service says of the publication differ, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.editing.publication import Publication, whole_pages
from build_tools.model.bibliography import Entry, Person
from build_tools.model.spelling import without_marks

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Difference:
    """What an entry says in a field, and what the service says instead."""

    field: str
    ours: str
    theirs: str
    part: str = ""
    """What of the field it is, where that is not the whole."""

    @property
    def name(self) -> str:
        """What differs, in words."""
        return self.part or self.field


def differences(entry: Entry, publication: Publication) -> Iterator[Difference]:
    """Every difference in a field that both fill in. Capitals, accents and punctuation make none."""
    for name in ("title", "year", "volume", "issue"):
        ours, theirs = entry.fields.get(name, ""), publication.values(name)
        if ours and theirs and not any(same(ours, value) for value in theirs):
            yield Difference(name, ours, theirs[0])
    yield from _journal(entry, publication)
    ours, theirs = whole_pages(entry.fields.get("pages", "")), publication.values("pages")
    if ours and theirs and not any(_are_same_pages(ours, value) for value in theirs):
        yield Difference("pages", entry.fields["pages"], theirs[0])
    yield from _authors(entry, publication)


def same(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits, whatever stands between them."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(without_marks(text).casefold()))


def _journal(entry: Entry, publication: Publication) -> Iterator[Difference]:
    """A journal is the same if its name or its abbreviation is."""
    ours = [value for name in ("journal", "shortjournal") if (value := entry.fields.get(name, ""))]
    theirs = [value for name in ("journal", "shortjournal") for value in publication.values(name)]
    if ours and theirs and not {_bare_journal(value) for value in ours} & {_bare_journal(value) for value in theirs}:
        yield Difference("journal", ours[0], theirs[0])


def _bare_journal(name: str) -> str:
    return _bare(name.replace("&", "and")).removeprefix("the ")


def _are_same_pages(ours: str, theirs: str) -> bool:
    """Whether pages are the same; some services know the first page alone."""
    first, _, last = theirs.partition("--")
    return same(ours, theirs) or (not last and same(ours.partition("--")[0], first))


def _authors(entry: Entry, publication: Publication) -> Iterator[Difference]:
    """The first author who differs; a missing or an additional one, where both lists are whole. Groups do not count."""
    ours = [person for person in entry.authors if not person.is_group]
    theirs = [person for person in publication.authors if not person.is_group]
    if not ours or not theirs:
        return
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        if _bare_name(mine) != _bare_name(other):
            yield Difference("author", mine.family, other.family, f"author {number}")
            return
    if entry.authors_complete and publication.authors_complete and len(ours) != len(theirs):
        has_more = len(theirs) > len(ours)
        more = (theirs if has_more else ours)[min(len(ours), len(theirs))]
        what = f"{len(theirs)} ({'with' if has_more else 'without'} {more.family})"
        yield Difference("author", str(len(ours)), what, "number of authors")


def _bare_name(person: Person) -> str:
    return _bare(person.family).replace(" ", "")
