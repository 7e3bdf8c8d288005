"""Claims cite findings that exist, each on the right side; and everything that was read is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, Severity, did_you_mean, listed, near_word, or_else
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import REVIEW_KEY, KnowledgeBase, Reference
from build_tools.model.claims import Claim
from build_tools.model.names import cited_finding, cited_key
from build_tools.model.reading import notes_path
from build_tools.model.record import CitesFinding, Marked
from build_tools.rules.reading import keys_without_entry
from build_tools.rules.registry import first_of, rule

ARITHMETIC = "arithmetic"
"""The one editorial reason that goes with citations: of the numbers that were computed with."""


def _citations(kb: KnowledgeBase) -> Iterator[Marked]:
    return iter(kb.marked_as(CitesFinding))


def is_excused(kb: KnowledgeBase, citation: str) -> bool:
    """Whether a missing finding may well stand in what could not be read of a damaged file, or in a misnamed one."""
    key, finding = cited_key(citation), cited_finding(citation)
    if not kb.may_have_entry(key):
        return False
    notes = kb.damaged.get(notes_path(key))
    return key in kb.misnamed or key not in kb.references or (notes is not None and finding in notes.casefold())


@rule("cite-unknown")
def cite_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """What is cited must be in references.bib: a citation is key#finding-id.

    Readers follow each citation to a publication. A key that is wrong in several places is reported once, with the
    other places.
    """
    unknown: dict[str, list[Marked]] = {}
    lost = keys_without_entry(kb)  # notes-without-entry speaks of these
    for marked in _citations(kb):
        key = cited_key(marked.value)
        if key not in kb.references and key not in lost and not is_excused(kb, marked.value):
            unknown.setdefault(key, []).append(marked)
    for key, places in unknown.items():
        hint = or_else(did_you_mean(key, kb.references), "add the publication: bmes cite add")
        yield first_of(places, f"citation key '{key}' is not in {kb.bibliography.path}", hint)


@rule("finding-unknown")
def finding_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A cited finding must stand in the reading notes of its publication.

    The notes are the only way in for facts: what is not written there, with the level at which it was read, cannot be
    claimed. A finding that is missing is reported once, with all places that cite it.
    """
    unknown: dict[str, list[Marked]] = {}
    for marked in _citations(kb):
        reference = kb.reference_of(marked.value)
        if reference is None or marked.value in kb.findings or is_excused(kb, marked.value):
            continue
        if reference.entry.duplicate_of or reference.notes is None:
            continue  # cite-duplicate-work says which one to cite, notes-missing that there is nothing to cite
        unknown.setdefault(marked.value, []).append(marked)
    for citation, places in unknown.items():
        key, name = cited_key(citation), cited_finding(citation)
        hint = or_else(_near_finding(kb, graph, key, name), f"write it in {notes_path(key)}, from what was read")
        yield first_of(places, f"'{key}' has no finding '{name}'", hint)


def _near_finding(kb: KnowledgeBase, graph: EvidenceGraph, key: str, name: str) -> str:
    """The finding that was probably meant; where nothing cites it, with its place, since it may be misspelled there."""
    reference = kb.references[key]
    near = near_word(name, reference.findings)
    if near is None:
        return ""
    where = ""
    if reference.notes and not graph.claims_citing_finding(f"{key}#{near}"):
        place = reference.notes.origin.key_place("findings", near)
        where = f" ({place.path}:{place.line})"
    return f"did you mean '{near}'{where}?"


@rule("cite-duplicate-work")
def cite_duplicate_work(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One work is cited under one key: an entry marked `duplicateof` keeps its printed number but is not cited.

    Its findings stand in the notes of the first entry. Cited under both keys, one study would look like two.
    """
    for marked in _citations(kb):
        reference = kb.reference_of(marked.value)
        if reference and reference.entry.duplicate_of:
            first = reference.entry.duplicate_of
            yield marked.fault(f"'{reference.key}' is the same work as '{first}'", f"cite {first}#... instead")


@rule("claim-uncited")
def claim_uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every claim rests on a finding, or is marked editorial because it says nothing about patients.

    That every sentence can be followed to what was read is what this site is for. Findings under `against` do not
    support a claim. Editorial reasons are listed in kb/vocabulary.yaml.
    """
    for claim in kb.all_claims:
        statement = claim.statement
        if not statement.cites and statement.editorial is None:
            if statement.is_damaged:
                continue  # it may well be the citations that could not be read
            message = f"'{claim_name(claim)}' cites no finding that supports it"
            reasons = listed(list(kb.vocabulary.editorial_reasons)) or "definition"
            hint = f"add cites: [key#finding-id]; or, if it says nothing about patients, editorial: {reasons}"
            yield statement.fault(message, hint)


def claim_name(claim: Claim) -> str:
    """The claim's id without its page, as messages name it."""
    return claim.id.removeprefix(f"{claim.page.id}.")


@rule("claim-editorial-cited")
def claim_editorial_cited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A claim is editorial or cited, not both; only `editorial: arithmetic` cites the numbers that it computes with.

    `editorial` says that nothing about patients is claimed, so that nothing needs to be shown for it.
    """
    for claim in kb.all_claims:
        statement = claim.statement
        if statement.editorial and statement.editorial != ARITHMETIC and statement.all_citations:
            message = f"'{claim_name(claim)}' is editorial and cites findings"
            yield statement.fault(
                message, "remove editorial if it says something about patients, else the citations", ("editorial",)
            )


@rule("claim-both-ways")
def claim_both_ways(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One finding cannot support a claim and speak against it.

    Where a finding holds for some patients and not for others, write two claims, each for its own group, stage or
    region.
    """
    for claim in kb.all_claims:
        statement = claim.statement
        for index, citation in enumerate(statement.against):
            if citation in statement.cites:
                message = f"'{citation}' stands under cites and under against"
                yield statement.fault(message, "keep it on one side", ("against", index))


@rule("against-without-conflict")
def against_without_conflict(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Where a finding speaks against a claim, the claim names the conflict that shows both sides.

    Nothing is voted on or smoothed over: the reader sees that sources disagree, and what each of them rests on.
    """
    for claim in kb.all_claims:
        if claim.statement.against and claim.statement.conflict is None and claim.page.kind != "conflict":
            message = f"a finding speaks against '{claim_name(claim)}', but no conflict is named"
            yield claim.statement.fault(message, "add conflict: and write both sides in kb/conflicts/", ("against",))


def _is_cited(kb: KnowledgeBase, graph: EvidenceGraph, reference: Reference) -> bool:
    return bool(graph.claims_citing(reference)) or reference.key in kb.mentioned_in_damaged_files


def _uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Reference]:
    """References with reading notes that nothing cites. That there are no notes is another rule's matter."""
    keys = {cited_key(marked.value) for marked in _citations(kb)}
    meant = {near_word(key, kb.references) for key in keys}
    for reference in kb.references.values():
        if reference.entry.duplicate_of or not reference.notes:
            continue
        if not _is_cited(kb, graph, reference) and reference.key not in meant:
            yield reference


@rule("reference-uncited")
def reference_uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every reference of the review is cited by a claim; the second printing of a work counts through the first.

    The site grew from this list and promises to cover it: a reader who comes with the review must find each number.
    """
    for reference in _uncited(kb, graph):
        if reference.is_from_review:
            yield reference.fault(
                f"reference {reference.number}, '{reference.key}', is cited nowhere", "cite one of its findings"
            )


@rule("update-not-later")
def update_not_later(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An update cites a publication that is younger than the review, and than what its position cites.

    The page of changes and the feed set the two beside each other as what was said then and what was found later. Where
    two publications only differ, whichever is older, name the conflict instead.
    """
    of_bibliography = frozenset({kb.bibliography.path})
    review = [REVIEW_KEY] if REVIEW_KEY in kb.references else []
    for claim in kb.claims.values():
        update = claim.statement.update
        if update is None:
            continue
        newest = _newest_year(kb, claim.statement.cites)
        earlier = _newest_year(kb, (*update.position.cites, *review))
        if newest and earlier and newest <= earlier:
            place = claim.statement.origin.key_place("update")
            message = f"this update of {earlier} rests on nothing younger than {newest}"
            hint = "cite a later finding, or make the position a claim of its own and name their conflict"
            yield Fault(place, message, hint, unless=of_bibliography)


def _newest_year(kb: KnowledgeBase, citations: Iterable[str]) -> int | None:
    """The year of the youngest publication among what is cited; None where not all are known."""
    keys = {cited_key(citation) for citation in citations}
    years = [kb.references[key].entry.year if key in kb.references else "" for key in keys]
    return max(map(int, years)) if years and all(year.isdecimal() for year in years) else None


@rule("reference-unused", Severity.WARNING)
def reference_unused(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A publication outside the review's list is there because a claim needs it.

    An entry that nothing cites leads no reader anywhere. While you still write the claims, this warning may stay.
    """
    for reference in _uncited(kb, graph):
        if not reference.is_from_review:
            yield reference.fault(
                f"'{reference.key}' is cited nowhere", "cite one of its findings, or remove the entry"
            )


@rule("finding-uncited", Severity.WARNING)
def finding_uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every finding is used by a claim.

    A finding that nothing cites is knowledge that no page shows. Of a publication that nothing cites at all, only the
    publication is reported.
    """
    missed = [marked.value for marked in _citations(kb) if marked.value not in kb.findings]
    for reference in kb.references.values():
        if reference.notes is None or not graph.claims_citing(reference):
            continue
        meant = {near_word(cited_finding(one), reference.findings) for one in missed if cited_key(one) == reference.key}
        for name in reference.findings:
            citation = f"{reference.key}#{name}"
            if name in meant:
                continue  # cited with a slip of the pen, and reported there
            if not graph.claims_citing_finding(citation) and citation not in kb.mentioned_in_damaged_files:
                hint = f"cite {citation} in a claim, or remove the finding"
                place = reference.notes.origin.key_place("findings", name)
                yield Fault(place, f"finding '{name}' is cited nowhere", hint)
