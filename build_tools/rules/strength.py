"""Claims are no stronger than what they rest on: levels, and every number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from build_tools.diagnostics import Fault, listed
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.arithmetic import results_of
from build_tools.model.claims import Claim, Duration, SignLink, Statement
from build_tools.model.markup import plain
from build_tools.model.names import cited_key
from build_tools.model.numbers import COUNTED, SOURCE, Number, numbers
from build_tools.model.reading import ONLY_TITLE, SECOND_HAND, Finding
from build_tools.model.record import Loc
from build_tools.rules.citations import claim_name
from build_tools.rules.registry import rule
from build_tools.rules.wording import addresses_in, doses_of, patients_in

_NONE = re.compile(r"\b(?:no|none|neither|nor|not|without|never)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:a|an|this)\b(?=((?:[ -][\w-]+){1,4}))", re.IGNORECASE)


@rule("level-too-weak")
def level_too_weak(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A frequency word or relation needs a finding of the level that kb/vocabulary.yaml asks for.

    A title says that two things were linked, not how often. So a title alone supports `reported`, and no statement on
    what a treatment did.
    """
    for claim in graph.grounded_claims:
        level = kb.level_of(claim.statement)
        if level is None or level not in kb.vocabulary.levels:
            continue
        strength = kb.vocabulary.strength(level)
        frequency = kb.vocabulary.frequencies.get(claim.frequency or "")
        if frequency and strength < kb.vocabulary.strength(frequency.weakest_level):
            message = f"'{claim.frequency}' rests only on {level}-level citations"
            yield claim.statement.fault(message, _stronger(kb, frequency.weakest_level, level), ("frequency",))
        relation = kb.vocabulary.relations.get(claim.section.replace("-", "_"))
        if relation and strength < kb.vocabulary.strength(relation.weakest_level):
            message = f"'{claim_name(claim)}' rests only on {level}-level citations"
            hint = f"cite a finding of level {_or_better(kb, relation.weakest_level)}, or leave it out"
            yield claim.statement.fault(message, hint)


def _or_better(kb: KnowledgeBase, level: str) -> str:
    better = [other for other in kb.vocabulary.levels if kb.vocabulary.strength(other) >= kb.vocabulary.strength(level)]
    return listed(better)


def _stronger(kb: KnowledgeBase, needed: str, level: str) -> str:
    strength = kb.vocabulary.strength(level)
    words = [
        word
        for word, meaning in kb.vocabulary.frequencies.items()
        if kb.vocabulary.strength(meaning.weakest_level) <= strength
    ]
    instead = f", or use frequency: {listed(words)}" if words else ""
    return f"cite a finding of level {_or_better(kb, needed)}{instead}"


@rule("number-unsupported")
def number_unsupported(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every number of a claim stands in a finding that it cites, or is computed from such numbers under `derived`.

    Compared are digits and words, both ends of ranges, percentages and shares, with what they count: 6 hips are not 6
    patients, 3 weeks not 3 months. How numbers are read is told in build_tools/model/numbers.py. An editorial statement
    carries no number (a definition may speak of the two ends of a bone), unless it is arithmetic, which cites what it
    computes with. One woman, one hip: a finding that speaks of a woman, or a study of one, is enough. A number is what
    readers remember, and what is most easily copied wrong.

    A time of the natural history answers for both its ends, its mean, its event and its group, in the unit of the
    source, nothing converted. The size of the group may also stand in the study of a publication that is cited at first
    hand.
    """
    for claim in kb.all_claims:
        statement = claim.statement
        if statement.editorial and not statement.cites:
            for number in _counts_in(statement):
                if _is_no_evidence(claim, number):
                    continue
                message = f"'{number.text}' stands in an editorial statement, which cites nothing"
                hint = "remove the number, or cite the finding that reports it"
                yield statement.fault(message, hint, ("text",), number.text)
    for claim in graph.grounded_claims:
        cited = _cited(kb, claim.statement)
        unsupported: dict[tuple[Loc, str], list[str]] = {}
        for number, loc in _numbers_of(claim.statement):
            if loc == ("n",) and _is_size_of_study(kb, claim.statement, number):
                continue
            if not _is_supported(kb, claim.statement, number, cited) and not _is_no_evidence(claim, number):
                unsupported.setdefault((loc, number.unit), []).append(number.text)
        for (loc, _), texts in unsupported.items():
            hint = "cite the finding that reports it, or correct the number"
            message = f"{_quoted(texts)} in no cited finding"
            yield claim.statement.fault(message, hint, loc, texts[0])


def _quoted(numbers: list[str]) -> str:
    """``'3' is``, ``'3' and '18' are``: numbers of one unit are one mistake, as the unit may be what is wrong."""
    different = [f"'{number}'" for number in dict.fromkeys(numbers)]
    return f"{listed(different, 'and')} {'is' if len(different) == 1 else 'are'}"


def _is_no_evidence(claim: Claim, number: Number) -> bool:
    """Whether a number is that of a dose, an address or a birthday, which should not be there at all."""
    pieces = (*doses_of(claim), *addresses_in(claim), *patients_in(claim.statement.text))
    return any(number.text in piece for piece in pieces)


@rule("number-from-title")
def number_from_title(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A number needs more than a title: a finding that was read in an abstract, a text, or another publication.

    A title does not say what its number counts, nor how it was found.
    """
    for claim in graph.grounded_claims:
        cited = _cited(kb, claim.statement)
        beyond_title = [finding for finding in cited if finding.basis != ONLY_TITLE]
        if len(beyond_title) == len(cited):
            continue
        from_title: dict[tuple[Loc, str], list[str]] = {}
        for number, loc in _numbers_of(claim.statement):
            beyond, anywhere = (_is_supported(kb, claim.statement, number, pool) for pool in (beyond_title, cited))
            if anywhere and not beyond:
                from_title.setdefault((loc, number.unit), []).append(number.text)
        for (loc, _), texts in from_title.items():
            hint = "cite a finding that was read in more than the title, or leave the number out"
            yield claim.statement.fault(f"{_quoted(texts)} known from a title only", hint, loc, texts[0])


@rule("derived-form")
def derived_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """`derived` says how a number was computed, as a short sum: 19 + 14 of 36.

    The check works it out anew, and the numbers that it starts from must stand in cited findings. Readers see the sum,
    too.
    """
    for claim in kb.all_claims:
        if claim.statement.derived is not None and results_of(claim.statement.derived) is None:
            message = f"'{claim.statement.derived}' is not a sum that can be checked"
            hint = 'write numbers with + - × and one "of", such as "19 + 14 of 36"'
            yield claim.statement.fault(message, hint, ("derived",))


@rule("count-impossible")
def count_impossible(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Of so many, no more than all can show a sign.

    `count` is shown as a share and drawn as a bar; n comes first, then of how many.
    """
    for claim in kb.all_claims:
        if isinstance(claim.statement, SignLink) and claim.statement.count:
            count = claim.statement.count
            if count.n > count.of:
                yield count.fault(f"{count.n} of {count.of} is more than all", "swap the two, or correct one")


def _counts_in(statement: Statement) -> Iterator[Number]:
    """Numbers that tell something about patients: not a plain word for how many parts something has."""
    for number in numbers(plain(statement.text)):
        if number.unit or number.is_share or not number.text.replace("-", "").isalpha():
            yield number


def _cited(kb: KnowledgeBase, statement: Statement) -> list[Finding]:
    return [kb.findings[citation] for citation in statement.all_citations]


def _numbers_of(statement: Statement) -> Iterator[tuple[Number, Loc]]:
    """The numbers that a statement answers for, with their places; what ``derived`` computes need not be cited."""
    computed = results_of(statement.derived) if statement.derived else frozenset()
    if computed is None:
        return  # derived-form asks for a sum that can be read; then its numbers are looked at
    for number in numbers(plain(statement.text)):
        if number.value not in computed:
            yield number, ("text",)
    if statement.derived:
        for number in numbers(statement.derived):
            yield number, ("derived",)
    if isinstance(statement, SignLink) and statement.count:
        for name, value in (("n", statement.count.n), ("of", statement.count.of)):
            yield Number(Fraction(value), str(value)), ("count", name)
    if isinstance(statement, Duration):
        for name, time in statement.times.items():
            yield Number(Fraction(str(time)), f"{time:g} {statement.unit}", unit=COUNTED[statement.unit]), (name,)
        for name, text in (("event", statement.event), ("n", statement.n or "")):
            for number in numbers(plain(text)):
                yield number, (name,)


def _is_supported(kb: KnowledgeBase, statement: Statement, number: Number, cited: list[Finding]) -> bool:
    if any(number.agrees_with(other) for finding in cited for other in numbers(finding.text)):
        return True
    if number.unit == SOURCE:  # two reports: as many as the claim cites
        return number.value <= len({cited_key(citation) for citation in statement.all_citations})
    if number.value == 0:
        return any(_NONE.search(finding.text) for finding in cited)
    if number.value == 1 and number.unit:
        return any(_is_single(number, finding.text) for finding in cited) or _is_study_of_one(kb, statement, number)
    return False


def _is_size_of_study(kb: KnowledgeBase, statement: Statement, number: Number) -> bool:
    """Whether a publication whose own finding is cited, read beyond its title, gives the number as its size."""
    for citation in statement.cites:
        reference, basis = kb.reference_of(citation), kb.findings[citation].basis
        study = reference.notes.study if reference and reference.notes else None
        size = study.n if study and basis not in (ONLY_TITLE, SECOND_HAND) and study.basis != ONLY_TITLE else None
        if size and any(number.agrees_with(other) for other in numbers(size)):
            return True
    return False


def _is_study_of_one(kb: KnowledgeBase, statement: Statement, number: Number) -> bool:
    """Whether a cited publication that was read beyond its title describes one of what the number counts."""
    for citation in statement.all_citations:
        reference = kb.reference_of(citation)
        study = reference.notes.study if reference and reference.notes else None
        size = study.n if study and study.basis != ONLY_TITLE else None
        if size and any(number.agrees_with(other) for other in numbers(size)):
            return True
    return False


def _is_single(number: Number, text: str) -> bool:
    """Whether a text speaks of a single one of what the number counts: ``a 31-year-old woman``, ``this patient``."""
    for match in _SINGLE.finditer(text):
        for word in re.findall(r"\w+", match[1].lower()):
            if word in COUNTED and number.agrees_with(Number(number.value, "", unit=COUNTED[word])):
                return True
    return False
