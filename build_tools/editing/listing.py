"""``bmes list``: what an editor looks for, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from build_tools.diagnostics import did_you_mean
from build_tools.graph import EvidenceGraph, region_and_parts
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.claims import Claim
from build_tools.model.entities import Condition, Entity, Page, Sign, Treatment
from build_tools.model.markup import plain
from build_tools.model.record import LinkTo
from build_tools.model.spelling import folded
from build_tools.views.matrix import conditions_in


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what a line of text shows, and all that a program may want to know."""

    columns: tuple[str, ...]
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; a filter that is not set lets everything pass.

    ``of`` narrows findings to publications and claims to pages. ``uncited`` asks for pages that cite no finding,
    ``unused`` for what nothing cites or links to, ``unreviewed`` for pages without a clinical review.
    """

    of: tuple[str, ...] = ()
    matching: str = ""
    modality: str = ""
    cause: str = ""
    treatment_kind: str = ""
    region: str = ""
    level: str = ""
    uncited: bool = False
    unused: bool = False
    unreviewed: bool = False


_ENTITY = frozenset({"matching", "uncited", "unused", "unreviewed"})
SHOWN_FIELDS = {"abbreviation", "synonyms", "code", "cause", "modality", "treatment_kind"}
"""Fields of a page that a program gets as they are."""

FITTING: Mapping[str, frozenset[str]] = {
    "conditions": _ENTITY | {"cause", "region"},
    "signs": _ENTITY | {"modality", "region"},
    "treatments": _ENTITY | {"treatment_kind"},
    "regions": _ENTITY,
    "conflicts": frozenset({"matching"}),
    "figures": frozenset({"matching"}),
    "references": frozenset({"matching", "level", "unused"}),
    "findings": frozenset({"of", "matching", "level", "unused"}),
    "claims": frozenset({"of", "matching", "level"}),
}
"""What can be listed, and the filters that fit it."""


def unfit(what: str, wanted: Wanted) -> str:
    """The first filter that is set and does not fit the list; an empty text where all fit."""
    names = (field.name for field in fields(wanted) if getattr(wanted, field.name))
    return next((name for name in names if name not in FITTING[what]), "")


def rows(kb: KnowledgeBase, graph: EvidenceGraph, what: str, wanted: Wanted) -> tuple[list[Row], str]:
    """The rows of a list, in the order of the files; and what is wrong with ``of``, as a sentence."""
    match what:
        case "references":
            return [_reference_row(one) for one in kb.references.values() if _fits_reference(graph, one, wanted)], ""
        case "findings":
            if problem := _unknown(wanted.of, kb.references):
                return [], problem
            return list(_findings(kb, graph, wanted)), ""
        case "claims":
            if problem := _unknown(wanted.of, {page.id: page for page in kb.pages}):
                return [], problem
            return list(_claims(kb, wanted)), ""
        case _:
            pages: Mapping[str, Page] = getattr(kb, what)
            is_wanted = _page_test(kb, graph, wanted)
            return [_page_row(kb, graph, page) for page in pages.values() if is_wanted(page)], ""


def _unknown(names: Iterable[str], known: Mapping[str, object]) -> str:
    for name in names:
        if name not in known:
            return f"there is no '{name}'; {did_you_mean(name, known) or 'list them: bmes list'}"
    return ""


def _matches(wanted: Wanted, *texts: str) -> bool:
    return not wanted.matching or any(folded(wanted.matching) in folded(text) for text in texts)


def _page_test(kb: KnowledgeBase, graph: EvidenceGraph, wanted: Wanted) -> Callable[[Page], bool]:
    """Whether a page is wanted."""
    inside = region_and_parts(kb, wanted.region) if wanted.region else frozenset()
    reported = {one.id for one in conditions_in(kb, wanted.region)} if wanted.region else set()
    used = _used(kb) if wanted.unused else set()

    def is_wanted(page: Page) -> bool:
        names = page.all_names + page.asked_as if isinstance(page, Entity) else (page.display_name,)
        match page:
            case Condition():
                fits = wanted.cause in ("", page.cause) and (not wanted.region or page.id in reported)
            case Sign():
                is_there = not wanted.region or bool(inside & set(page.regions))
                fits = wanted.modality in ("", page.modality) and is_there
            case Treatment():
                fits = wanted.treatment_kind in ("", page.treatment_kind)
            case _:
                fits = True
        if wanted.uncited:
            fits = fits and not any(claim.statement.cites for claim in kb.claims_of_page.get(page.id, ()))
        if wanted.unused:
            fits = fits and page.id not in used
        if wanted.unreviewed:
            fits = fits and not (isinstance(page, Entity) and any(one.kind == "clinical" for one in page.reviewed))
        return fits and _matches(wanted, page.id, *names)

    return is_wanted


def _used(kb: KnowledgeBase) -> set[str]:
    """Ids of pages that a field of another page names."""
    return {marked.value for page in kb.pages for marked in kb.marked_in(page) if isinstance(marked.mark, LinkTo)}


def _page_row(kb: KnowledgeBase, graph: EvidenceGraph, page: Page) -> Row:
    name = plain(page.display_name)
    claims = kb.claims_of_page.get(page.id, ())
    said = page.model_dump(mode="json", include=SHOWN_FIELDS)
    data = {
        "id": page.id,
        "name": name,
        "file": page.origin.path,
        **said,
        "claims": len(claims),
        "linked_from": len(graph.links_to(page.id)),
    }
    return Row((page.id, name), data)


def _fits_reference(graph: EvidenceGraph, reference: Reference, wanted: Wanted) -> bool:
    read = reference.notes.read if reference.notes else ""
    if wanted.level not in ("", read):
        return False
    if wanted.unused and (reference.entry.duplicate_of or graph.claims_citing(reference)):
        return False
    authors = (person.family for person in reference.entry.authors)
    return _matches(wanted, reference.key, reference.entry.title, *authors)


def _reference_row(reference: Reference) -> Row:
    entry, notes = reference.entry, reference.notes
    data = {
        "key": entry.key,
        "number": entry.number,
        "title": entry.title,
        "year": entry.year,
        "doi": entry.doi,
        "pmid": entry.pmid,
        "file": notes.origin.path if notes else None,
        "read": notes.read if notes else None,
        "findings": len(reference.findings),
    }
    return Row((reference.label, entry.key, entry.title), data)


def _findings(kb: KnowledgeBase, graph: EvidenceGraph, wanted: Wanted) -> Iterator[Row]:
    for key, reference in kb.references.items():
        if wanted.of and key not in wanted.of:
            continue
        for name, finding in reference.findings.items():
            citation, text = f"{key}#{name}", plain(finding.text)
            claims = graph.claims_citing_finding(citation)
            if wanted.level not in ("", finding.basis) or (wanted.unused and claims):
                continue
            if _matches(wanted, citation, text):
                data = {
                    "finding": citation,
                    "level": finding.basis,
                    "text": text,
                    "cited_by": [one.id for one in claims],
                }
                yield Row((citation, finding.basis, text), data)


def _claims(kb: KnowledgeBase, wanted: Wanted) -> Iterator[Row]:
    claims: Iterable[Claim] = kb.claims.values()
    for claim in claims:
        level, text = kb.level_of(claim.statement) or "", plain(claim.statement.text)
        if (wanted.of and claim.page.id not in wanted.of) or wanted.level not in ("", level):
            continue
        if _matches(wanted, claim.id, text):
            statement = claim.statement
            data = {
                "claim": claim.id,
                "level": level or None,
                "text": text,
                "frequency": claim.frequency,
                "cites": list(statement.cites),
                "against": list(statement.against),
                "file": claim.page.origin.path,
                "line": statement.origin.place().line,
            }
            yield Row((claim.id, level, text), data)
