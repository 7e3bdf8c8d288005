"""Texts are plain, short, American, and never advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault, Severity
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.entities import Entity
from build_tools.model.markup import Plain, parse, plain
from build_tools.model.record import IsProse, Loc, Record
from build_tools.model.spelling import american, british_words
from build_tools.rules.phrases import Phrases
from build_tools.rules.registry import rule

LONGEST_DEFINITION = 300
"""Characters of a definition: what fits a card and a search result."""

LONGEST_QUESTION = 40
"""Words of a pathway's question: what fits a box of its drawing and is read in one go."""

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-zA-Z]+|#\d+);")
_LETTER_OF_MARKUP = re.compile(r"[\[\]`*_]")
_BROKEN_MARKUP = re.compile(r"\[\[|\]\]|`|\]\(|\*|(?<!\w)_\w[^_]*\w_(?!\w)")
_DOSE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|µg|μg|ug|mcg|micrograms?|milligrams?|IU|g/day|ml)\b(?!/)")
_ADVICE = Phrases(
    *(f"should be {done}" for done in ("given", "treated", "started", "used", "avoided", "operated")),
    *(f"must be {done}" for done in ("given", "treated", "started", "operated")),
    "recommended dose",
    "we recommend",
    "is recommended",
    "treatment of choice",
)
_ABSOLUTE = Phrases("pathognomonic", "always", "never", "rule out", "rules out", "ruled out", "proves", "undoubtedly")
_PATIENT = re.compile(r"MRN|DOB|of birth|born on|M[rs]|[./]\d{1,2}[./]")
"""A piece of all that the next looks for: each starts with a letter or sign that Python finds at once."""

_PATIENT = re.compile(
    r"\b(?:(?:MRN|DOB|date of birth|born on|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\b|(?:Mr|Mrs|Ms)\.? [A-Z])"
)


def _texts(kb: KnowledgeBase) -> Iterator[tuple[Record, Loc, str]]:
    """Every sentence of ours that readers see. Names, synonyms and titles are the field's, not ours."""
    for marked in kb.marked_as(IsProse):
        yield marked.record, marked.loc, marked.value
    for notes in kb.reading_notes:
        yield notes, ("use",), notes.use
        for index, remark in enumerate(notes.remarks):
            yield notes, ("remarks", index), remark


@rule("text-html")
def text_html(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Texts hold no HTML: it would be shown as it is written."""
    for record, loc, text in _texts(kb):
        match = _HTML.search(text)
        if match:
            yield record.fault(f"HTML in a text: {match[0]}", "write *emphasis* or [[id|words]], nothing else", loc)


@rule("text-markup")
def text_markup(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The only markup is *emphasis* and links, [[id]] or [[id|words]]; whatever else looks like it is a slip."""
    for record, loc, text in _texts(kb):
        if not _LETTER_OF_MARKUP.search(text):
            continue
        pieces = (token.text for token in parse(text) if isinstance(token, Plain))
        match = next((found for piece in pieces if (found := _BROKEN_MARKUP.search(piece))), None)
        if match:
            yield record.fault(f"'{match[0]}' is no markup here", "write *emphasis*, [[id]] or [[id|words]]", loc)


@rule("definition-long")
def definition_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A definition has at most 300 characters: it stands on cards and in search results."""
    for page in kb.pages:
        if isinstance(page, Entity):
            length = len(plain(page.definition.text))
            if length > LONGEST_DEFINITION:
                hint = f"at most {LONGEST_DEFINITION}; move the rest to another section"
                yield page.definition.fault(f"the definition has {length} characters", hint, ("text",))


@rule("question-long")
def question_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A question of a pathway has at most 40 words: it stands in a box of the drawing."""
    for pathway in kb.pathways.values():
        for step in pathway.steps.values():
            count = len(plain(step.question).split())
            if count > LONGEST_QUESTION:
                hint = f"at most {LONGEST_QUESTION}; ask one thing, and move the rest to the text"
                yield step.fault(f"the question has {count} words", hint, ("question",))


def _claims_outside_settings(kb: KnowledgeBase) -> Iterator[Claim]:
    return (claim for claim in kb.all_claims if not (claim.page.kind == "treatment" and claim.section == "setting"))


@rule("treatment-wording")
def treatment_wording(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing here is advice: doses stand only in a treatment's `setting`, as given in a cited study."""
    for claim in _claims_outside_settings(kb):
        match = _DOSE.search(claim.statement.text)
        if match:
            hint = "move it to the setting of the treatment: 'In the cited study ...'"
            yield claim.statement.fault(f"'{match[0]}' is a dose", hint, ("text",))
    for claim in kb.all_claims:
        match = _ADVICE.search(claim.statement.text)
        if match:
            hint = "say what a source did or wrote, not what to do"
            yield claim.statement.fault(f"'{match[0]}' reads as advice", hint, ("text",))


@rule("tone", Severity.WARNING)
def tone(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Absolute words are stronger than any finding: say what was seen, in how many."""
    for claim in kb.all_claims:
        match = _ABSOLUTE.search(claim.statement.text)
        if match:
            hint = "say what the source reports, no stronger"
            yield claim.statement.fault(f"'{match[0]}' is stronger than evidence can be", hint, ("text",))


@rule("spelling-mixed", Severity.WARNING)
def spelling_mixed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Our own sentences are in American spelling; names, synonyms and titles keep theirs."""
    for record, loc, text in _texts(kb):
        for word in dict.fromkeys(british_words(plain(text))):
            yield record.fault(f"'{word}' is British spelling", f"write '{american(word)}'", loc)


@rule("patient-data")
def patient_data(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing here may point to a person: no dates of birth, record numbers or names of patients."""
    for record, loc, text in _texts(kb):
        match = _PATIENT.search(text)
        if match:
            yield record.fault(f"'{match[0]}' may identify a patient", "remove it; ages in years are enough", loc)
