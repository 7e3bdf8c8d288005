"""Claims cite findings that exist, each on the right side; and everything that was read is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, Severity, did_you_mean, near_word
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.claims import Claim
from build_tools.model.names import cited_finding, cited_key
from build_tools.model.reading import notes_path
from build_tools.model.record import CitesFinding, Marked
from build_tools.rules.registry import rule

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
    return key in kb.misnamed or key not in kb.references or (notes is not None and finding in notes)


@rule("cite-unknown")
def cite_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """What is cited must be in references.bib: a citation is key#finding-id."""
    for marked in _citations(kb):
        key = cited_key(marked.value)
        if key not in kb.references and not is_excused(kb, marked.value):
            hint = did_you_mean(key, kb.references) or "add it: bmes cite add"
            yield marked.fault(f"citation key '{key}' is not in {kb.bibliography.path}", hint)


@rule("finding-unknown")
def finding_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A cited finding must stand in the reading notes of its publication: they are the only way in for facts."""
    for marked in _citations(kb):
        reference = kb.reference_of(marked.value)
        if reference is None or marked.value in kb.findings or is_excused(kb, marked.value):
            continue
        if reference.entry.duplicate_of:
            continue  # cite-duplicate-work says which one to cite
        name = cited_finding(marked.value)
        hint = (
            did_you_mean(name, reference.findings)
            or f"write it in kb/references/{reference.key}.yaml, from what was read"
        )
        yield marked.fault(f"'{reference.key}' has no finding '{name}'", hint)


@rule("cite-duplicate-work")
def cite_duplicate_work(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One work is cited under one key: an entry marked `duplicateof` keeps its printed number but is not cited."""
    for marked in _citations(kb):
        reference = kb.reference_of(marked.value)
        if reference and reference.entry.duplicate_of:
            first = reference.entry.duplicate_of
            yield marked.fault(f"'{reference.key}' is the same work as '{first}'", f"cite {first}#... instead")


@rule("claim-uncited")
def claim_uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every claim rests on a finding, or is marked editorial because it says nothing about patients.

    Findings under `against` do not support it. Editorial reasons are listed in kb/vocabulary.yaml.
    """
    for claim in kb.all_claims:
        statement = claim.statement
        if not statement.cites and statement.editorial is None:
            if statement.is_damaged:
                continue  # it may well be the citations that could not be read
            message = f"'{claim_name(claim)}' cites no finding that supports it"
            reasons = ", ".join(kb.vocabulary.editorial_reasons) or "definition"
            yield statement.fault(message, f"add cites: [key#finding-id], or editorial: ({reasons})")


def claim_name(claim: Claim) -> str:
    """The claim's id without its page, as messages name it."""
    return claim.id.removeprefix(f"{claim.page.id}.")


@rule("claim-editorial-cited")
def claim_editorial_cited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A claim is editorial or cited, not both; only `editorial: arithmetic` cites the numbers that it computes with."""
    for claim in kb.all_claims:
        statement = claim.statement
        if statement.editorial and statement.editorial != ARITHMETIC and statement.all_citations:
            message = f"'{claim_name(claim)}' is editorial and cites findings"
            yield statement.fault(
                message, "remove editorial if it says something about patients, else the citations", ("editorial",)
            )


@rule("claim-both-ways")
def claim_both_ways(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One finding cannot support a claim and speak against it."""
    for claim in kb.all_claims:
        statement = claim.statement
        for index, citation in enumerate(statement.against):
            if citation in statement.cites:
                message = f"'{citation}' stands under cites and under against"
                yield statement.fault(message, "keep it on one side", ("against", index))


@rule("against-without-conflict")
def against_without_conflict(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Where a finding speaks against a claim, the claim names the conflict that shows both sides."""
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
    """Every reference of the review is cited by a claim; the second printing of a work counts through the first."""
    for reference in _uncited(kb, graph):
        if reference.is_from_review:
            yield reference.fault(
                f"reference {reference.number}, '{reference.key}', is cited nowhere", "cite one of its findings"
            )


@rule("reference-unused", Severity.WARNING)
def reference_unused(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A publication outside the review's list is there because a claim needs it."""
    for reference in _uncited(kb, graph):
        if not reference.is_from_review:
            yield reference.fault(
                f"'{reference.key}' is cited nowhere", "cite one of its findings, or remove the entry"
            )


@rule("finding-uncited", Severity.WARNING)
def finding_uncited(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every finding is used by a claim. Of a publication that nothing cites, only the publication is reported."""
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
