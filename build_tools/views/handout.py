"""What a one-page handout of a condition or a pair may hold, and in which order it is let in while there is room.

A handout is cut to one sheet. What must never be cut - that something is urgent, and what must not be missed - is
required; everything else is offered in rounds, the first lines of every section before the later lines of any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from build_tools.graph import EvidenceGraph, link_target
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition
from build_tools.views.comparison import Comparison
from build_tools.views.entity_pages import MimicView, condition_view
from build_tools.views.home import CORE_CONDITIONS
from build_tools.views.side_by_side import AGREE, DIFFER, MIXED, SOME, SignRow
from build_tools.views.statements import ClaimView, section_views

WHOLE, LEFT, RIGHT, EITHER = "whole", "left", "right", "either"
"""Where a section stands: across the sheet, in one of two columns, or in the column with more room."""

SENTENCE, NAMES, STATES = "sentence", "names", "states"
"""How a line is told: whole statements; signs with their state; or the state alone, for a row that names the sign."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: what leads it, and the statements beside it, in one column or one for each condition."""

    lead: str
    sides: tuple[tuple[ClaimView, ...], ...]
    form: str = SENTENCE
    kind: str = ""
    """The modality of the sign that leads the line, if one does."""

    @property
    def views(self) -> tuple[ClaimView, ...]:
        """All its statements."""
        return tuple(view for side in self.sides for view in side)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, with a cell for each condition."""
        return len(self.sides) > 1

    @property
    def count(self) -> int:
        """How many things it tells: the sign that leads it, else each sign or treatment named, else each statement."""
        if self.kind:
            return 1
        return len({link_target(view.claim) for view in self.views} if self.form == NAMES else self.views)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, in the order in which they are let in."""

    id: str
    heading: str
    counted: str
    """What its lines tell, after a number: ``signs that may tell them apart``."""
    lines: tuple[Line, ...]
    place: str = WHOLE
    is_required: bool = False
    first: int = 0
    """How many lines are let in before the other sections have had theirs."""
    turn: int = 0
    """Whose further lines come first when every section has had its first ones: the lower turn."""
    more: int = 0
    """How many more of what it counts the page has: they stand in another section, or have no line to stand in."""

    @property
    def is_table(self) -> bool:
        """Whether its lines are rows of a table."""
        return self.lines[0].is_row

    @property
    def has_heading(self) -> bool:
        """Whether it needs its heading: a single required line says itself what it is."""
        return not self.is_required or len(self.lines) > 1 or not self.lines[0].lead

    @property
    def total(self) -> int:
        """How many there are of what it counts, on the page that the handout is of."""
        return sum(line.count for line in self.lines) + self.more


@dataclass(frozen=True, slots=True)
class Handout:
    """All that a handout may hold. ``columns`` are the conditions whose statements stand side by side, if any do."""

    sections: tuple[Section, ...]
    columns: tuple[Condition, ...] = ()


def rounds(sections: Sequence[Section]) -> tuple[tuple[Section, Line], ...]:
    """Every line that is not required, in the order in which it is let in."""
    offered = [section for section in sections if not section.is_required]
    early = [(section, line) for section in offered for line in section.lines[: section.first]]
    by_turn = sorted(offered, key=lambda section: section.turn)
    late = [(section, line) for section in by_turn for line in section.lines[section.first :]]
    return (*early, *late)


def _told(views: Iterable[ClaimView], lead: str = "") -> tuple[Line, ...]:
    return tuple(Line(lead, ((view,),)) for view in views)


def _urgent(kb: KnowledgeBase, condition: Condition) -> tuple[ClaimView, ...]:
    return section_views(kb, condition.id, "urgent")


def condition_handout(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> Handout:
    """A condition: what it is, what to look for, what to tell it from, how it goes on, what is not needed."""
    page = condition_view(kb, graph, condition)
    own_urgent = _told(_urgent(kb, condition), "Urgent")
    tell_apart = _tell_apart(kb, condition, page.mimics)
    sections = (
        Section("urgent", "Urgent", "urgent statements", own_urgent, is_required=True),
        Section(
            "do-not-miss",
            "Do not miss",
            "conditions not to be missed",
            _do_not_miss(kb, page.mimics),
            is_required=True,
        ),
        Section(
            "at-a-glance", "At a glance", "statements at a glance", _told(page.sections["overview"]), LEFT, first=3
        ),
        Section(
            "look-for",
            "Look for",
            f"{_labels(kb, USUAL)} signs",
            _of_presence(kb, page.findings, USUAL),
            RIGHT,
            first=8,
        ),
        Section(
            "tell-apart",
            "What helps to tell it apart",
            "look-alikes",
            tell_apart,
            RIGHT,
            first=3,
            more=len(page.mimics) - len(tell_apart),
        ),
        Section("course", "How it goes on", "statements on the course", _told(page.sections["course"]), LEFT, first=2),
        Section(
            "not-indicated",
            "Not needed, according to a source",
            "treatments not needed",
            _not_needed(kb, page.sections["not-indicated"]),
            LEFT,
            first=3,
        ),
        Section("pitfalls", "Pitfalls", "pitfalls", _told(page.sections["pitfalls"]), EITHER, first=1),
        Section(
            "against",
            "Speaks against it",
            "signs that speak against it",
            _of_presence(kb, page.findings, _against(kb)),
            EITHER,
            first=8,
        ),
        Section(
            "also",
            "Also seen",
            f"{_labels(kb, _also(kb))} signs",
            _of_presence(kb, page.findings, _also(kb)),
            EITHER,
        ),
        Section(
            "treated-with",
            "Reported treatments: reports, no recommendation",
            "reported treatments",
            _treatments(page.sections["treated-with"]),
            EITHER,
        ),
    )
    return Handout(tuple(section for section in sections if section.lines))


Findings = Sequence[tuple[str, Sequence[tuple[ClaimView, object]]]]


def _of_presence(kb: KnowledgeBase, findings: Findings, words: Iterable[str]) -> tuple[Line, ...]:
    """One line for each modality, with the signs that have one of some frequency words."""
    wanted = set(words)
    found = []
    for modality, rows in findings:
        views = tuple(view for view, _ in rows if view.frequency in wanted)
        if views:
            found.append(Line(kb.vocabulary.modalities[modality].label, (views,), NAMES))
    return tuple(found)


USUAL = ("typical",)
"""Frequency words of the signs to look for."""


def _against(kb: KnowledgeBase) -> tuple[str, ...]:
    return tuple(word for word, meaning in kb.vocabulary.frequencies.items() if meaning.presence != "present")


def _also(kb: KnowledgeBase) -> tuple[str, ...]:
    words = (word for word, meaning in kb.vocabulary.frequencies.items() if meaning.presence == "present")
    return tuple(word for word in words if word not in USUAL)


def _labels(kb: KnowledgeBase, words: Iterable[str]) -> str:
    """``possible or reported``, as the legend at the foot explains them."""
    return " or ".join(kb.vocabulary.frequencies[word].label for word in words)


def _do_not_miss(kb: KnowledgeBase, mimics: Sequence[MimicView]) -> tuple[Line, ...]:
    """Look-alikes that must stay in sight: why they are urgent, else what helps, else that they look alike."""
    by_id = {mimic.other.id: mimic for mimic in mimics}
    found = []
    for condition_id in kb.vocabulary.do_not_miss:
        if condition_id in by_id:
            mimic = by_id[condition_id]
            told = _urgent(kb, mimic.other) or ((mimic.discriminator,) if mimic.discriminator else (mimic.view,))
            found.append(Line(mimic.other.name, (told,)))
    return tuple(found)


def _tell_apart(kb: KnowledgeBase, condition: Condition, mimics: Sequence[MimicView]) -> tuple[Line, ...]:
    """The best single feature against each look-alike that has one, the pairs that are confused most often first.

    Those are the pairs of the home page, then the others that editors wrote a comparison of; then come those that must
    not be missed, then the best supported. What stands under "Do not miss" already is not told twice.
    """
    order = {name: place for place, name in enumerate(kb.vocabulary.do_not_miss)}

    def rank(mimic: MimicView) -> tuple[bool, bool, int, int, str]:
        level = mimic.discriminator.level if mimic.discriminator else None
        return (
            not {condition.id, mimic.other.id} <= set(CORE_CONDITIONS),
            mimic.slug not in kb.comparisons,
            order.get(mimic.other.id, len(order)),
            -kb.vocabulary.strength(level or ""),
            mimic.other.name,
        )

    shown = {view.id for line in _do_not_miss(kb, mimics) for view in line.views}
    known = [mimic for mimic in mimics if mimic.discriminator and mimic.discriminator.id not in shown]
    known.sort(key=rank)
    return tuple(Line(mimic.other.name, ((mimic.discriminator,),)) for mimic in known if mimic.discriminator)


def _treatments(views: tuple[ClaimView, ...]) -> tuple[Line, ...]:
    """The names alone: what was reported of each stands on the page, with how it was studied."""
    return (Line("", (views,), NAMES),) if views else ()


def _not_needed(kb: KnowledgeBase, views: Iterable[ClaimView]) -> tuple[Line, ...]:
    return tuple(Line(linked_name(kb, view), ((view,),)) for view in views)


GROUPS = (
    (DIFFER, "Signs that may tell them apart", "signs that may tell them apart", SENTENCE),
    (MIXED, "Signs with mixed reports", "signs with mixed reports", STATES),
    (AGREE, "Signs that agree: of no help", "signs that agree", STATES),
    (SOME, "Stated for one only", "signs stated for one only", STATES),
)
"""Rows of a comparison by group: those that help are told in full, of the others the state alone."""


FIRST_ROWS = 8
"""How many of the rows that help are let in before the rest of a comparison."""


def comparison_handout(kb: KnowledgeBase, graph: EvidenceGraph, pair: Comparison) -> Handout:
    """A pair: verdict, what is urgent, then rows in the order of the comparison, then the course side by side."""
    both = (pair.first, pair.second)
    verdict = (pair.curated.verdict,) if pair.curated else ((pair.discriminator,) if pair.discriminator else ())
    urgent = [Line(f"Urgent: {condition.name}", ((view,),)) for condition in both for view in _urgent(kb, condition)]
    sides = {section: (left, right) for section, left, right in pair.sections}
    curated = pair.curated
    groups = [
        Section(
            group,
            heading,
            counted,
            tuple(_row(kb, row, form) for row in pair.rows[group]),
            first=FIRST_ROWS if group == DIFFER else 0,
            turn=turn,
        )
        for turn, (group, heading, counted, form) in zip((0, 2, 3, 4), GROUPS, strict=True)
    ]
    sections = (
        Section("verdict", "In short", "verdicts", _told(verdict, "In short"), is_required=True),
        Section("urgent", "Urgent", "urgent statements", tuple(urgent), is_required=True),
        groups[0],
        Section(
            "not-indicated",
            "Not needed, according to a source",
            "statements on what is not needed",
            _paired("Not needed", *sides.get("not-indicated", ((), ()))),
            first=2,
            turn=1,
        ),
        Section(
            "course",
            "How it goes on",
            "statements on the course",
            _paired("Course", *sides.get("course", ((), ()))),
            first=1,
            turn=5,
        ),
        *groups[1:],
        Section(
            "would-change",
            "What would change the answer",
            "statements on what would change the answer",
            _told(curated.would_change if curated else ()),
            first=2,
            turn=1,
        ),
        Section("pitfalls", "Pitfalls", "pitfalls", _told(curated.pitfalls if curated else ()), first=2, turn=1),
    )
    return Handout(tuple(section for section in sections if section.lines), both)


def _row(kb: KnowledgeBase, row: SignRow, form: str) -> Line:
    modality = kb.vocabulary.modalities[row.sign.modality].label
    return Line(row.sign.name, tuple(cell.claims for cell in row.cells), form, modality)


def _paired(lead: str, left: Sequence[ClaimView], right: Sequence[ClaimView]) -> tuple[Line, ...]:
    """Statements of both sides side by side, in their order; the longer side goes on alone."""
    return tuple(Line(lead, tuple((view,) if view else () for view in pair)) for pair in zip_longest(left, right))


def linked_name(kb: KnowledgeBase, view: ClaimView) -> str:
    """The name of the sign or treatment that a statement links to."""
    entity = kb.entities.get(link_target(view.claim) or "")
    return entity.name if entity else ""
