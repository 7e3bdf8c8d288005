"""``bmes cite verify``: what Crossref and PubMed say of the entries of references.bib, as diagnostics.

A field is reported where every service that gives it says something else than the entry. It is not where the difference
is known: where the reading notes record it as an error of the printed list, or the entry keeps it in ``printed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, Severity
from build_tools.editing import crossref, pubmed
from build_tools.editing.differences import Difference, differences, same
from build_tools.editing.publication import Publication
from build_tools.editing.similarity import title_score
from build_tools.editing.web import Web
from build_tools.knowledge import Reference
from build_tools.model.bibliography import Entry
from build_tools.model.reading import notes_path
from build_tools.rules.command_codes import CONCERN, CORRECTED, MISPRINT, OTHER_WORK, RETRACTED, UNREGISTERED

SAME_WORK = 60.0
"""Titles less alike than this, of 100, are those of two works."""

NOTICES = {
    "retraction": (RETRACTED, Severity.ERROR, "was retracted", "take its findings out of every statement"),
    "concern": (CONCERN, Severity.WARNING, "is the subject of an expression of concern", "see what rests on it"),
    "correction": (CORRECTED, Severity.WARNING, "was corrected", "see whether a finding of its notes has changed"),
}
"""Of each kind of notice: code, severity, what is said, and what to do."""


@dataclass(frozen=True)
class _Said:
    """What a service says of an entry, and the field by which it was asked."""

    service: str
    by: str
    publication: Publication


def verified(web: Web, references: Iterable[Reference]) -> Iterator[tuple[Reference, list[Diagnostic]]]:
    """What is wrong with each entry that has a DOI or a PubMed number. Raises ServiceError where a service fails.

    Entries that are marked as duplicates are passed over: the entry of the same work is looked at.
    """
    chosen = [each for each in references if not each.entry.duplicate_of and (each.entry.doi or each.entry.pmid)]
    of_pubmed = pubmed.records(web, [each.entry.pmid for each in chosen if each.entry.pmid])
    for reference in chosen:
        of_crossref = crossref.work(web, reference.entry.doi) if reference.entry.doi else None
        yield reference, list(_faults(reference, of_crossref, of_pubmed))


def _faults(
    reference: Reference, of_crossref: Publication | None, of_pubmed: Mapping[str, Publication]
) -> Iterator[Diagnostic]:
    entry = reference.entry
    said: list[_Said] = []
    if entry.doi and of_crossref is None:
        message = f"Crossref does not know the DOI {entry.doi}"
        hint = "correct it; if it leads to the publication, another agency has registered it"
        yield Diagnostic(_place(entry, "doi"), UNREGISTERED, Severity.WARNING, message, hint)
    elif of_crossref is not None:
        said.append(_Said(crossref.CROSSREF.name, "doi", of_crossref))
    if entry.pmid and entry.pmid not in of_pubmed:
        message = f"PubMed has no record {entry.pmid}"
        yield Diagnostic(
            _place(entry, "pmid"), UNREGISTERED, Severity.ERROR, message, "correct the number, or remove it"
        )
    elif entry.pmid:
        said.append(_Said(pubmed.PUBMED.name, "pmid", of_pubmed[entry.pmid]))
    others = list(_other_works(entry, said))
    yield from others
    said = [each for each in said if _place(entry, each.by) not in {fault.place for fault in others}]
    yield from _misprints(reference, said)
    yield from _notices(entry, said)


def _place(entry: Entry, name: str) -> Place:
    return entry.origin.place(name)


def _other_works(entry: Entry, said: Iterable[_Said]) -> Iterator[Diagnostic]:
    """Identifiers that belong to another work. Titles of works in another language are translated, and not compared."""
    for each in said:
        titles = each.publication.values("title")
        is_alike = any(title_score(entry.title, title) >= SAME_WORK for title in titles)
        number = entry.fields[each.by]
        if titles and not is_alike and not entry.fields.get("language"):
            message = f"{each.service} has another title for {number}: '{titles[0]}'"
            yield Diagnostic(_place(entry, each.by), OTHER_WORK, Severity.ERROR, message, "find the right identifier")
        doi = each.publication.get("doi")
        if each.by == "pmid" and entry.doi and doi and doi.lower() != entry.doi.lower():
            message = f"the PubMed record {number} has the DOI {doi}, the entry {entry.doi}"
            hint = "see which of the two is the publication's"
            yield Diagnostic(_place(entry, "pmid"), OTHER_WORK, Severity.ERROR, message, hint)


def _misprints(reference: Reference, said: list[_Said]) -> Iterator[Diagnostic]:
    entry = reference.entry
    found: dict[str, list[tuple[str, Difference]]] = {}
    for each in said:
        for difference in differences(entry, each.publication):
            found.setdefault(difference.field, []).append((each.service, difference))
    for name, differing in found.items():
        givers = [each for each in said if _gives(each.publication, name)]
        if len(differing) < len(givers) or (name == "title" and entry.fields.get("language")):
            continue
        news = [(service, each) for service, each in differing if not _is_known(reference, each)]
        if news:
            by_value: dict[str, list[str]] = {}
            for service, difference in news:
                by_value.setdefault(difference.theirs, []).append(service)
            theirs = ", ".join(f"'{value}' by {' and '.join(services)}" for value, services in by_value.items())
            message = f"{news[0][1].name} '{news[0][1].ours}' here, {theirs}"
            what_then = _suspicion(reference, name, news) or "correct the field if it is wrong"
            hint = f"look at the publication; {what_then}"
            yield Diagnostic(_place(entry, name), MISPRINT, Severity.WARNING, message, hint)


def _gives(publication: Publication, name: str) -> bool:
    if name == "author":
        return any(not person.is_group for person in publication.authors)
    if name == "journal":
        return bool(publication.values("journal") or publication.values("shortjournal"))
    return bool(publication.values(name))


def _is_known(reference: Reference, difference: Difference) -> bool:
    """Whether the service repeats an error that was found before and corrected here."""
    notes, printed = reference.notes, reference.entry.fields.get("printed", "")
    corrections = notes.corrections if notes else ()
    recorded = [each.printed for each in corrections if each.field == difference.field and each.printed]
    name, _, value = printed.partition(": ")
    if name == difference.field and value:
        recorded.append(value)
    # Of a person the list prints family name and initials, and the service is compared by the family name.
    recorded += [value.rpartition(" ")[0] for value in recorded if difference.field == "author"]
    return any(same(difference.theirs, value) for value in recorded)


def _suspicion(reference: Reference, name: str, differing: Iterable[tuple[str, Difference]]) -> str:
    """What the notes suspect of the field already."""
    suspected = reference.notes.suspected if reference.notes else ()
    for each in suspected:
        if each.field == name:
            agrees = any(each.correct and same(difference.theirs, each.correct) for _, difference in differing)
            path = notes_path(reference.key)
            return f"{path} suspects {'this' if agrees else 'an'} error already"
    return ""


def _notices(entry: Entry, said: Iterable[_Said]) -> Iterator[Diagnostic]:
    """Retractions, concerns and corrections: each kind once, with all that is told of it."""
    told: dict[str, list[str]] = {}
    by: dict[str, str] = {}
    for each in said:
        for notice in each.publication.notices:
            told.setdefault(notice.kind, []).append(f"{each.service}: {notice.text}")
            by.setdefault(notice.kind, each.by)
    for kind, texts in told.items():
        code, severity, what, hint = NOTICES[kind]
        message = f"'{entry.key}' {what} ({'; '.join(dict.fromkeys(texts))})"
        yield Diagnostic(_place(entry, by[kind]), code, severity, message, hint)
