"""What protects readers: urgent conditions say so, treatments name their study, abbreviations are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.diagnostics import Fault, Severity
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import TreatmentLink
from build_tools.model.entities import Review
from build_tools.model.markup import plain
from build_tools.model.record import IsProse, Marked
from build_tools.model.reviews import MONTHS_FRESH, is_due
from build_tools.rules.registry import first_of, rule
from build_tools.rules.wording import patients_in
from build_tools.sources.dates import is_day

_ABBREVIATION = re.compile(r"(?<![\w/.-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*s?(?![\w-])")
"""Two or more capitals in one word; a plural s does not count. Names such as T1 or Tc-99m are none."""

_TWO_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
"""What every abbreviation holds, found in a tenth of the time."""

_ROMAN = re.compile(r"[IVX]+[A-D]?")
"""Stages and types, such as III or IIIA."""


@rule("urgent-missing")
def urgent_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A condition that must not wait says so, with a citation, at the top of its page.

    Who reads in a hurry must not miss it. The list stands in kb/vocabulary.yaml, urgent_conditions.
    """
    for condition_id in kb.vocabulary.urgent_conditions:
        condition = kb.conditions.get(condition_id)
        if condition is None or condition.urgent is not None or condition.is_damaged:
            continue
        yield condition.fault(
            f"'{condition_id}' does not say that it is urgent", "add: urgent: with text and cites", ("id",)
        )


@rule("study-missing")
def study_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A reported treatment says how it was studied: a cited publication names its design.

    What a treatment did in one patient and what it did in a trial are read in very different ways.
    """
    for claim in kb.all_claims:
        link = claim.statement
        if claim.section != "treated-with" or not isinstance(link, TreatmentLink) or link.is_damaged:
            continue
        needed = kb.vocabulary.relations.get("treated_with")
        if needed and kb.vocabulary.strength(kb.level_of(link) or "") < kb.vocabulary.strength(needed.weakest_level):
            continue  # too weak anyway: one mistake, one message
        references = [kb.reference_of(citation) for citation in link.cites]
        if not references or any(reference is None or reference.notes is None for reference in references):
            continue  # other rules speak of these
        studies = [reference.notes.study for reference in references if reference and reference.notes]
        if not any(study and (study.design or study.detail) for study in studies):
            message = f"no cited publication says how '{link.treatment}' was studied"
            yield link.fault(message, "add study: design or detail to its reading notes", ("cites",))


@rule("review-date")
def review_date(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A review was done on a day that the calendar has.

    Readers see the day, and after two years they are told that a review is due.
    """
    for entity in kb.entities.values():
        for review in entity.reviewed:
            if not is_day(review.date):
                yield review.fault(f"there is no day '{review.date}'", "write year-month-day", ("date",))


@rule("review-overdue", Severity.WARNING)
def review_overdue(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A page that was reviewed is reviewed again after two years.

    Evidence moves on, and a page's head tells readers that its review is due. Days are counted up to that of the last
    commit, so that two checks of one commit agree; `--today` sets another.
    """
    for entity in kb.entities.values():
        last: dict[str, Review] = {}
        for review in entity.reviewed:
            if is_day(review.date) and (review.kind not in last or review.date > last[review.kind].date):
                last[review.kind] = review
        for kind, review in last.items():
            if is_due(review.date, kb.today):
                message = f"the last {kind} review, of {review.date}, is older than {MONTHS_FRESH} months"
                hint = f"ask for a {kind} review, and add it to reviewed with its day"
                yield review.fault(message, hint, ("date",))


@rule("abbreviation-unknown", Severity.WARNING)
def abbreviation_unknown(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An abbreviation in a text is explained at first use, so kb/glossary.yaml or an entity must know it.

    Readers touch an abbreviation and see what it stands for: one that is explained nowhere helps only who knows it. It
    is reported once, with the other places.
    """
    if not kb.glossary.terms:
        return  # it could not be read
    known = set(kb.glossary.terms)
    for entity in kb.entities.values():
        known.update(name for name in entity.all_names if " " not in name)
    for text in kb.damaged.values():
        known.update(_ABBREVIATION.findall(text))
    unknown: dict[str, list[Marked]] = {}
    for marked in kb.marked_as(IsProse):
        text = plain(marked.value)
        if not _TWO_CAPITALS.search(text):
            continue
        for word in dict.fromkeys(_ABBREVIATION.findall(text)):
            is_known = {word, word.rstrip("s")} & known or _ROMAN.fullmatch(word)
            if not is_known and not any(word in piece for piece in patients_in(text)):
                unknown.setdefault(word, []).append(marked)
    for word, places in unknown.items():
        hint = "write it out, or add it to kb/glossary.yaml"
        yield first_of(places, f"'{word}' is explained nowhere", hint, word)
