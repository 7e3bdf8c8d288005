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
from build_tools.rules.phrases import Phrases, all_in
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
_PATIENT = re.compile(
    r"\b(?:MRN:? ?[\w/-]*|(?:DOB|date of birth|born on|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w-]*|patient [A-Z]\. ?[A-Z]\.)"
)
_LINK = re.compile(r"https?://\S+|www\.\S+|\b(?:doi:? ?)?10\.\d{4,9}/\S+|\bPMID:? ?\d+", re.IGNORECASE)
_SPLIT_WORD = re.compile(r"\b(\w+-) (?!and\b|or\b|to\b|nor\b|versus\b|vs\b)([a-z]+)")
_WIDE_GAP = re.compile(r"\S+  +\S+")


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
    """Texts hold no HTML.

    All text is shown as it is written, so that nothing in it can change a page: tags would be seen by the reader.
    """
    for record, loc, text in _texts(kb):
        for tag in all_in(text, _HTML)[:1]:
            hint = "write *emphasis* or [[id|words]], nothing else"
            yield record.fault(f"HTML in a text: {tag}", hint, loc, tag)


@rule("text-markup")
def text_markup(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The only markup is *emphasis* and links, [[id]] or [[id|words]].

    Whatever else looks like markup, such as **bold**, `code` or [words](address), would be shown as it is written.
    """
    for record, loc, text in _texts(kb):
        if not _LETTER_OF_MARKUP.search(text):
            continue
        pieces = (token.text for token in parse(text) if isinstance(token, Plain))
        match = next((found for piece in pieces if (found := _BROKEN_MARKUP.search(piece))), None)
        if match:
            hint = "write *emphasis*, [[id]] or [[id|words]]"
            yield record.fault(f"'{match[0]}' is no markup here", hint, loc, match[0])


@rule("text-link")
def text_link(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A claim holds no address, DOI or PubMed number: publications are cited.

    A citation leads to the finding, its level and its source, and its address is kept in one place.
    """
    for claim in kb.all_claims:
        for address in addresses_in(claim):
            hint = "cite the publication: cites: [key#finding-id]"
            yield claim.statement.fault(f"'{address}' stands in a text", hint, ("text",), address)


def addresses_in(claim: Claim) -> Iterator[str]:
    """Addresses, DOIs and PubMed numbers in the text of a claim."""
    yield from (address.rstrip(").,;") for address in all_in(claim.statement.text, _LINK))


def patients_in(text: str) -> tuple[str, ...]:
    """Pieces of a text that may identify a patient."""
    return all_in(text, _PATIENT)


@rule("text-space", Severity.WARNING)
def text_space(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Words are separated by one space, and a text does not begin or end with one.

    Nobody sees the others on a page, but searches and comparisons of texts do.
    """
    for record, loc, text in _texts(kb):
        match = _WIDE_GAP.search(text) if "  " in text else None
        if match:
            first, last = match[0].split()[0], match[0].split()[-1]
            yield record.fault("more than one space", "leave one", loc, f"{first} {last}", f"{first} {last}")
        elif text != text.strip():
            yield record.fault("a space at the start or end of a text", "remove it beside the quotation mark", loc)


@rule("text-hyphen", Severity.WARNING)
def text_hyphen(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A word with a hyphen is not broken over two lines.

    YAML makes a space of a line break, so that readers would see weight- bearing. Break the line before the word. A
    hyphen that waits for its word may stand alone: low- and high-grade.
    """
    for record, loc, text in _texts(kb):
        match = _SPLIT_WORD.search(text) if "- " in text else None
        if match:
            message = f"'{match[0]}' has a space after its hyphen"
            yield record.fault(message, f"write {match[1]}{match[2]}", loc, match[0], f"{match[1]}{match[2]}")


@rule("definition-long")
def definition_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A definition has at most 300 characters.

    It stands on cards, in lists and in search results, where a long one would be cut off.
    """
    for page in kb.pages:
        if isinstance(page, Entity):
            length = len(plain(page.definition.text))
            if length > LONGEST_DEFINITION:
                hint = f"at most {LONGEST_DEFINITION}; move the rest to another section"
                yield page.definition.fault(f"the definition has {length} characters", hint, ("text",))


@rule("question-long")
def question_long(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A question of a pathway has at most 40 words.

    It stands in a box of the drawing, and one asks one thing at a time.
    """
    for pathway in kb.pathways.values():
        for step in pathway.steps.values():
            count = len(plain(step.question).split())
            if count > LONGEST_QUESTION:
                hint = f"at most {LONGEST_QUESTION}; ask one thing, and move the rest to the text"
                yield step.fault(f"the question has {count} words", hint, ("question",))


def doses_of(claim: Claim) -> Iterator[str]:
    """Doses where none may stand: anywhere but in the setting of a treatment."""
    if not (claim.page.kind == "treatment" and claim.section == "setting"):
        yield from all_in(claim.statement.text, _DOSE)


@rule("treatment-wording")
def treatment_wording(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing here is advice: doses stand only in a treatment's `setting`, as given in a cited study.

    A student may take a dose or a "should" from a page to a patient. The setting says in which study, and in whom;
    other texts say what a source did or wrote.
    """
    for claim in kb.all_claims:
        for dose in doses_of(claim):
            hint = "move it to the setting of the treatment: 'In the cited study ...'"
            yield claim.statement.fault(f"'{dose}' is a dose", hint, ("text",), dose)
    for claim in kb.all_claims:
        match = _ADVICE.search(claim.statement.text)
        if match:
            hint = "say what a source did or wrote, not what to do"
            yield claim.statement.fault(f"'{match[0]}' reads as advice", hint, ("text",), match[0])


@rule("tone", Severity.WARNING)
def tone(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Absolute words are stronger than any finding: say what was seen, in how many.

    No study looked at all patients. Where a source itself says "pathognomonic", say that it does.
    """
    for claim in kb.all_claims:
        match = _ABSOLUTE.search(claim.statement.text)
        if match:
            hint = "say what the source reports, no stronger"
            message = f"'{match[0]}' is stronger than evidence can be"
            yield claim.statement.fault(message, hint, ("text",), match[0])


@rule("spelling-mixed", Severity.WARNING)
def spelling_mixed(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Our own sentences are in American spelling; names, synonyms and titles keep theirs.

    One word for one thing: readers may search in either spelling, the pages speak in one.
    """
    for record, loc, text in _texts(kb):
        for word in dict.fromkeys(british_words(plain(text))):
            right = american(word)
            yield record.fault(f"'{word}' is British spelling", f"write '{right}'", loc, word, right)


@rule("patient-data")
def patient_data(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing here may point to a person: no dates of birth, record numbers or names of patients.

    Published case reports are described by age in years and sex alone, be they ever so openly told elsewhere.
    """
    for record, loc, text in _texts(kb):
        for piece in patients_in(text):
            hint = "remove it; ages in years are enough"
            yield record.fault(f"'{piece}' may identify a patient", hint, loc, piece)
