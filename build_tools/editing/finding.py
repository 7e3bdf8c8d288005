"""``bmes cite find``: the DOI and the PubMed number of entries that have none, as proposals with a score.

The score says how alike the entry and the record are, from 0 to 100: the title counts 60, the first author 15, the year
10, and the journal, the volume and the first page 5 each; what either does not give counts for nothing. A proposal is
*sure*, and may be written, if

- its score is at least :data:`SURE`, and title, year and one of author, volume and first page were compared;
- no other record with another identifier comes within :data:`MARGIN` of it;
- no other entry has the identifier, gets it by a sure proposal just before, or fits the record better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.editing import crossref, pubmed
from build_tools.editing.differences import Difference, differences, same
from build_tools.editing.entries import with_changed_entry
from build_tools.editing.publication import Publication, is_year
from build_tools.editing.similarity import title_score
from build_tools.editing.web import Web
from build_tools.model.bibliography import Bibliography, Entry
from build_tools.sources.bibtex import entry_text

SURE = 95.0
"""The least score of a proposal that may be written."""

MARGIN = 5.0
"""How far the second best record must stay behind."""

PROPOSED = 75.0
"""The least score of a proposal that is worth showing."""

IDENTIFIERS = ("doi", "pmid")
"""The fields that are proposed."""

TITLE, AUTHOR, YEAR, PLACE = 60.0, 15.0, 10.0, 5.0
"""What each part counts; journal, volume and first page count ``PLACE`` each."""


@dataclass(frozen=True)
class Proposal:
    """An identifier for an entry: its score, where the record differs, and why it is not sure, empty if it is."""

    key: str
    field: str
    value: str
    score: float
    source: str
    differences: tuple[Difference, ...]
    doubt: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it may be written."""
        return not self.doubt


@dataclass(frozen=True)
class _Candidate:
    publication: Publication
    source: str
    score: float
    is_founded: bool


class _Users:
    """Which entries have an identifier, are to get it, or may be meant by it."""

    def __init__(self, bibliography: Bibliography) -> None:
        """At first only what the entries have is known."""
        self._taken = {
            (name, value.lower()): f"'{entry.key}' has it"
            for entry in bibliography.entries
            for name in IDENTIFIERS
            if (value := entry.fields.get(name))
        }
        self._waiting = {
            name: [entry for entry in bibliography.entries if not entry.fields.get(name) and not entry.duplicate_of]
            for name in IDENTIFIERS
        }

    def note(self, proposed: Iterable[Proposal]) -> None:
        """Remember what is sure: it may be written, and no other entry may get it too."""
        for each in proposed:
            if each.is_sure:
                self._taken[each.field, each.value.lower()] = f"'{each.key}' gets it"

    def doubt(self, entry: Entry, name: str, best: _Candidate) -> str:
        """Why the identifier of a record may be that of another entry; empty where nothing speaks for one."""
        taken = self._taken.get((name, best.publication.get(name).lower()))
        if taken:
            return taken
        # Whoever is looked at first must not get what is that of an entry which is looked at later, or not at all.
        for other in self._waiting[name]:
            candidate = _candidate(other, best.publication, best.source)
            if other.key != entry.key and candidate.is_founded and candidate.score > best.score:
                return f"it fits '{other.key}' better ({candidate.score:.0f})"
        return ""


def proposals(web: Web, bibliography: Bibliography, chosen: Iterable[Entry]) -> Iterator[tuple[Entry, list[Proposal]]]:
    """For each entry without a DOI or a PubMed number, what was found. Raises ServiceError where a service fails.

    Entries that are marked as duplicates have the identifiers of the other entry and are passed over.
    """
    users = _Users(bibliography)
    for entry in chosen:
        missing = [name for name in IDENTIFIERS if not entry.fields.get(name)]
        if missing and not entry.duplicate_of:
            candidates = sorted(_candidates(web, entry), key=lambda each: -each.score)
            found = [_proposal(entry, name, candidates, users) for name in missing]
            proposed = [proposal for proposal in found if proposal is not None]
            users.note(proposed)
            yield entry, proposed


def _candidates(web: Web, entry: Entry) -> Iterator[_Candidate]:
    """Records that may be those of the entry, from both services."""
    for publication in _crossref(web, entry):
        yield _candidate(entry, publication, crossref.CROSSREF.name)
    for publication in _pubmed(web, entry):
        yield _candidate(entry, publication, pubmed.PUBMED.name)


def _crossref(web: Web, entry: Entry) -> list[Publication]:
    if entry.doi:
        return []
    first = entry.authors[0].family if entry.authors else ""
    parts = (first, entry.title, entry.fields.get("journal", ""), entry.year)
    return crossref.search(web, " ".join(part for part in parts if part))


def _pubmed(web: Web, entry: Entry) -> list[Publication]:
    if entry.pmid:
        return list(pubmed.records(web, [entry.pmid]).values())
    found = pubmed.numbers(web, pubmed.doi_term(entry.doi)) if entry.doi else []
    found = found or pubmed.numbers(web, pubmed.title_term(entry.title, entry.year))
    volume, pages = entry.fields.get("volume", ""), entry.fields.get("pages", "")
    if not found and entry.authors and volume and is_year(entry.year):
        first_page = pages.partition("--")[0]
        found = pubmed.numbers(web, pubmed.place_term(entry.authors[0].family, entry.year, volume, first_page))
    return list(pubmed.records(web, found).values()) if found else []


def _candidate(entry: Entry, publication: Publication, source: str) -> _Candidate:
    compared = dict(_compared(entry, publication))
    weight = sum(weight for weight, _ in compared.values())
    score = 100 * sum(weight * share for weight, share in compared.values()) / weight if weight else 0.0
    is_founded = {"title", "year"} <= compared.keys() and bool(compared.keys() & {"author", "volume", "page"})
    return _Candidate(publication, source, score, is_founded)


def _compared(entry: Entry, publication: Publication) -> Iterator[tuple[str, tuple[float, float]]]:
    """What both give: its name, what it counts, and how far it agrees, from 0 to 1."""
    titles = publication.values("title")
    if entry.title and titles:
        yield "title", (TITLE, max(title_score(entry.title, title) for title in titles) / 100)
    if entry.authors and publication.authors:
        ours, theirs = entry.authors[0].family, publication.authors[0].family
        yield "author", (AUTHOR, float(same(ours.replace(" ", ""), theirs.replace(" ", ""))))
    years = [int(year) for year in publication.values("year") if is_year(year)]
    if is_year(entry.year) and years:
        distance = min(abs(int(entry.year) - year) for year in years)
        yield "year", (YEAR, {0: 1.0, 1: 0.5}.get(distance, 0.0))
    found = {difference.field for difference in differences(entry, publication)}
    if entry.fields.get("journal") and publication.values("journal"):
        yield "journal", (PLACE, float("journal" not in found))
    if entry.fields.get("volume") and publication.values("volume"):
        yield "volume", (PLACE, float("volume" not in found))
    ours, theirs = entry.fields.get("pages", "").partition("--")[0], publication.get("pages").partition("--")[0]
    if ours and theirs:
        yield "page", (PLACE, float(same(ours, theirs)))


def _proposal(entry: Entry, name: str, candidates: list[_Candidate], users: _Users) -> Proposal | None:
    """The best record that gives the identifier, and whether it is sure."""
    with_it = [each for each in candidates if each.publication.get(name) and each.score >= PROPOSED]
    if not with_it:
        return None
    best = with_it[0]
    value = best.publication.get(name)
    rivals = [each for each in with_it if each.publication.get(name).lower() != value.lower()]
    doubt = users.doubt(entry, name, best) or _doubt(name, best, rivals)
    return Proposal(entry.key, name, value, best.score, best.source, tuple(differences(entry, best.publication)), doubt)


def _doubt(name: str, best: _Candidate, rivals: list[_Candidate]) -> str:
    """Why a record is perhaps not that of the entry; empty if it is."""
    if rivals and best.score - rivals[0].score < MARGIN:
        rival = rivals[0]
        return f"ambiguous: {rival.publication.get(name)} fits nearly as well ({rival.score:.0f})"
    if best.score < SURE:
        return f"below {SURE:.0f}"
    if not best.is_founded:
        return "too little to compare: title, year and one of author, volume and first page are needed"
    return ""


def with_proposals(bibliography: Bibliography, accepted: Iterable[Proposal]) -> str:
    """The text of references.bib with some proposals written into their entries; other entries stay as they are."""
    fields = {entry.key: (entry.type, dict(entry.raw)) for entry in bibliography.entries}
    changed: list[str] = []
    for proposal in accepted:
        fields[proposal.key][1][proposal.field] = proposal.value
        changed.append(proposal.key)
    text = bibliography.text
    for key in dict.fromkeys(changed):
        text = with_changed_entry(text, key, entry_text(fields[key][0], key, fields[key][1]))
    return text
