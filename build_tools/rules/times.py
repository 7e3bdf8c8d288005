"""Times of the natural history: each has one form, and treated and untreated patients never share a lane."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim, Duration
from build_tools.model.markup import plain
from build_tools.model.vocabulary import TREATED, UNTREATED
from build_tools.rules.registry import rule

CONSERVATIVE = "conservative"
"""The kind of treatments that an untreated patient may have had: rest, crutches, pain relief, waiting."""

FORMS = (
    {"low", "high"},
    *({*ends, middle} for middle in ("mean", "median") for ends in ((), ("low", "high"))),
    {"at"},
    {"within"},
)
"""Which times may be given together."""


def _times(kb: KnowledgeBase) -> Iterator[tuple[Claim, Duration]]:
    for claim in kb.all_claims:
        if isinstance(claim.statement, Duration) and not claim.statement.is_damaged:
            yield claim, claim.statement


@rule("time-form")
def time_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A time is a range, a mean or median with or without its range, one time `at`, or one `within`.

    The chart of the natural history draws each of them in its own way. Give what the source gives, in rising order.
    """
    for _, time in _times(kb):
        times = time.times
        if set(times) not in FORMS:
            named = ", ".join(times) or "no number"
            hint = "give low and high, or mean or median (with or without low and high), or at, or within"
            yield time.fault(f"this time gives {named}", hint, ("lane",))
            continue
        told = [times[name] for name in ("low", "mean", "median", "high") if name in times]
        if told != sorted(set(told)):
            yield time.fault("low, mean and high are not in this order", "correct the times", (next(iter(times)),))


@rule("time-treated")
def time_treated(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Treated and untreated patients share no lane: a time without treatment rests on nothing that names one.

    A lane of kb/vocabulary.yaml says whether its patients had a drug or an operation. Where a cited finding, the text
    or the event of an untreated time names one, the time belongs to a lane of treated patients, or to one where
    treatment is mixed or not stated. A time after a treatment cites a finding that names it.
    """
    names = {
        name
        for treatment in kb.treatments.values()
        if treatment.treatment_kind != CONSERVATIVE
        for name in treatment.all_names
    }
    if not names:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})s?\b", re.IGNORECASE)
    for _, time in _times(kb):
        lane = kb.vocabulary.lanes.get(time.lane)
        findings = [kb.findings[citation] for citation in time.all_citations if citation in kb.findings]
        if lane is None or len(findings) < len(time.all_citations):
            continue  # other rules speak of these
        cited = [finding.text for finding in findings]
        in_findings = _first(pattern, cited)
        named = in_findings or _first(pattern, (plain(time.text), plain(time.event)))
        if lane.treatment == UNTREATED and named:
            message = f"'{time.lane}' is a lane without treatment, but this time rests on '{named}'"
            yield time.fault(message, "move it to a lane of treated patients", ("lane",))
        if lane.treatment == TREATED and not in_findings:
            message = f"'{time.lane}' is a lane of treated patients, but nothing cited names a treatment"
            yield time.fault(message, "cite the finding that names it, or move it to another lane", ("lane",))


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    """What the pattern finds first in some texts; empty where it finds nothing."""
    return next((match[0] for text in texts if (match := pattern.search(text))), "")
