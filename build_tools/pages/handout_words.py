"""The words of a handout: statements with their citations and level, rows, the foot. Markup that is finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from build_tools.knowledge import EDITORIAL, Reference
from build_tools.pages import addresses
from build_tools.pages.writer import PageWriter, authors_year
from build_tools.views.handout import NAMES, STATES, Line, Section, linked_name
from build_tools.views.statements import ClaimView

NOTICE = (
    "Education only: for trainees in health care. Not advice, not for the diagnosis or treatment of a person. It may be"
    " wrong or out of date: use current local guidance and a qualified clinician."
)
UNSTATED = "– not stated"


def bold(words: str) -> Markup:
    """Words in bold."""
    return Markup("<strong>{}</strong>").format(words)


def short_reference(reference: Reference) -> str:
    """What stands behind a publication's label: ``Malizos et al. 2004, Skeletal Radiol``.

    A later paper's label names author and year already, so only its journal does.
    """
    entry = reference.entry
    journal = entry.fields.get("shortjournal") or entry.fields.get("journal") or entry.fields.get("booktitle", "")
    if reference.label == reference.key:
        return journal if entry.year in reference.label else f"{journal} {entry.year}".strip()
    return ", ".join(filter(None, (authors_year(reference), journal)))


@dataclass
class Words:
    """Turns statements into words, each line once: an abbreviation is explained where it comes first."""

    page: PageWriter
    made: dict[int, tuple[Markup, ...]] = field(default_factory=dict)
    listed: dict[str, Markup] = field(default_factory=dict)

    def of(self, line: Line) -> tuple[Markup, ...]:
        """A paragraph, or the cells of a row: what heads it, and one cell for each condition."""
        if id(line) not in self.made:
            row = (self._head(line), *(self._cell(line, side) for side in line.sides))
            self.made[id(line)] = row if line.is_row else (self._paragraph(line),)
        return self.made[id(line)]

    def _head(self, line: Line) -> Markup:
        kind = Markup(" <span>{}</span>").format(line.kind) if line.kind else ""
        return Markup("{}{}").format(bold(line.lead), kind)

    def _paragraph(self, line: Line) -> Markup:
        lead = Markup("<strong>{}:</strong> ").format(line.lead) if line.lead else Markup("")
        joint = Markup("; ") if line.form == NAMES else Markup(" ")
        return lead + joint.join(self._worded(view, line.form) for view in line.views)

    def _cell(self, line: Line, side: tuple[ClaimView, ...]) -> Markup:
        """A paragraph for each statement of one condition."""
        return Markup("<br>").join(self._worded(view, line.form) for view in side) or escape(UNSTATED)

    def _worded(self, view: ClaimView, form: str) -> Markup:
        """A statement: its sentence, or only the name that it links to with its state, or its state alone."""
        glyph, word, stage = self._state(view)
        if form == NAMES:
            told = " ".join(filter(None, (glyph, linked_name(self.page.kb, view), stage and f"({stage})")))
            return self.claim(view, escape(told))
        state = bold(" ".join(filter(None, (glyph, word, stage)))) if glyph else Markup("")
        if form == STATES:
            return self.claim(view, state)
        return self.claim(view, state + (": " if state else "") + self.page.prose(view.text))

    def _state(self, view: ClaimView) -> tuple[str, str, str]:
        """Glyph and word of a frequency, and the stage that it is limited to; each empty where there is none."""
        if not view.frequency:
            return "", "", ""
        meaning = self.page.frequency(view.frequency)
        return meaning.glyph, meaning.label, self.page.kb.vocabulary.stages[view.stage].label if view.stage else ""

    def statement(self, view: ClaimView) -> Markup:
        """A statement on its own."""
        return self.claim(view, self.page.prose(view.text))

    def claim(self, view: ClaimView, words: Markup) -> Markup:
        """Words with what supports them: each publication once, the level as a letter, and whether it is disputed."""
        level = self.page.level_word(view.level) if view.level else None
        letter = (
            Markup('<sup class="kb-handout__level"><span class="kb-level--{}" title="{}">{}</span></sup>').format(
                view.level, level.label, level.label[0]
            )
            if level
            else ""
        )
        disputed = " disputed" if view.conflict else ""
        return Markup('<span data-claim="{}">{} {}{}{}</span>').format(
            view.id, words, self._cites(view), letter, disputed
        )

    def _cites(self, view: ClaimView) -> Markup:
        """``[25, 30; against: 4]``; a number leads to the first finding that is cited of its publication."""
        groups = []
        for is_against, lead in ((False, ""), (True, "against: ")):
            first: dict[str, Markup] = {}
            for one in view.citations:
                if one.is_against is is_against and one.reference.key not in first:
                    target = self.page.link(addresses.of_finding(f"{one.reference.key}#{one.finding_id}"))
                    first[one.reference.key] = Markup('<a href="{}">{}</a>').format(target, one.reference.label)
            if first:
                groups.append(Markup("{}{}").format(lead, Markup(", ").join(first.values())))
        return Markup("[{}]").format(Markup("; ").join(groups)) if groups else Markup("")

    def legend(self) -> Markup:
        """What the glyphs and the letters mean."""
        vocabulary = self.page.kb.vocabulary
        states = " · ".join(f"{one.glyph} {one.label}" for one in vocabulary.frequencies.values())
        levels = [*reversed(vocabulary.levels), EDITORIAL]
        letters = " · ".join(f"{(label := self.page.level_word(level).label)[0]} {label}" for level in levels)
        return Markup(
            "<strong>How often:</strong> {} · {}, never to be read as absent. <strong>Level read, behind each"
            " citation:</strong> {}. Disputed: sources disagree."
        ).format(states, UNSTATED, letters)

    def references(self, cited: Iterable[str]) -> Markup:
        """The cited publications in the order of references.bib; empty where there are none."""
        keys = set(cited)
        known = [self._listed(one) for key, one in self.page.kb.references.items() if key in keys]
        return Markup("<strong>References:</strong> {}").format(Markup(" · ").join(known)) if known else Markup("")

    def _listed(self, reference: Reference) -> Markup:
        if reference.key not in self.listed:
            link = self.page.to_reference(reference.key)
            words = Markup('<a href="{}">{}</a> {}').format(link, reference.label, short_reference(reference))
            self.listed[reference.key] = words
        return self.listed[reference.key]

    def notice(self, version: str, date: str) -> Markup:
        """What the sheet is for, and of which state it is."""
        state = f"bmes-kb {version}" + (f", {date}" if date else "")
        return Markup("{} {}; text and data CC BY 4.0.").format(bold(NOTICE), state)


def left_out(sections: Iterable[Section], shown: dict[str, int]) -> Markup:
    """What does not stand on the sheet, in words; empty where everything does.

    ``shown`` says how many lines of each section stand there; told is how many signs, treatments or statements do not.
    """
    counts = [
        f"{left} of {section.total} {section.counted}"
        for section in sections
        if (left := sum(line.count for line in section.lines[shown.get(section.id, 0) :]))
    ]
    if not counts:
        return Markup("")
    return bold(f"Left out for want of room: {', '.join(counts)}. All of it stands on the page.")


def foot(words: Words, cited: Iterable[str], missing: Markup, version: str, date: str) -> Iterator[tuple[str, Markup]]:
    """The paragraphs at the foot, each with the end of its class."""
    listed = words.references(cited)
    if missing:
        yield "left-out", missing
    yield "legend", words.legend()
    if listed:
        yield "references", listed
    yield "notice", words.notice(version, date)
