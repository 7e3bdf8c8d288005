"""One-page handouts of conditions and pairs: as much as fits on one sheet of A4, and what was left out in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.handout_words import Words, bold, foot, left_out
from build_tools.pages.paper import (
    ABOVE_HEADING,
    BODY,
    COLUMN,
    HEAD,
    HEADING,
    HEIGHT,
    INTRO,
    RULE,
    SCALES,
    SMALL,
    SPARE,
    TITLE,
    WIDTH,
    height_of,
    height_of_row,
    style,
)
from build_tools.pages.writer import PageFile, PageWriter, SiteWriter, titled
from build_tools.views.comparison import Comparison
from build_tools.views.handout import (
    EITHER,
    LEFT,
    RIGHT,
    WHOLE,
    Handout,
    Line,
    Section,
    comparison_handout,
    condition_handout,
    rounds,
)
from build_tools.views.statements import ClaimView, section_views


def handout_pages(
    kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter, pairs: tuple[Comparison, ...]
) -> Iterator[PageFile]:
    """A handout of every condition and of every pair that looks alike."""
    for condition in kb.conditions.values():
        home = addresses.of_page(condition)
        (definition,) = section_views(kb, condition.id, "definition")
        yield _page(writer, home, titled(condition), definition, condition_handout(kb, graph, condition))
    for pair in pairs:
        title = f"{pair.first.name} or {pair.second.name[0].lower()}{pair.second.name[1:]}?"
        yield _page(writer, addresses.of_comparison(pair.slug), title, None, comparison_handout(kb, graph, pair))
    yield _of_any(writer)


def _of_any(writer: SiteWriter) -> PageFile:
    """The handout that a script makes of any two to four conditions, in the style of the others."""
    address = addresses.of_handout(addresses.COMPARE)
    words = Words(PageWriter(writer, address))
    return writer.leaf(
        address,
        "any_handout.html.j2",
        "Handout of your choice",
        description="A comparison of any two to four conditions on one page.",
        styles=("handout",),
        paper_styles=("handout-print",),
        scripts=("presence", "compare-logic", "compare-handout"),
        style=style(SCALES[-1]),
        legend=words.legend(),
        notice=words.notice(str(writer.shared["version"]), str(writer.shared["date"])),
    )


def _page(writer: SiteWriter, home: str, title: str, definition: ClaimView | None, handout: Handout) -> PageFile:
    here = addresses.of_handout(home)
    words = Words(PageWriter(writer, here))
    version, date = str(writer.shared["version"]), str(writer.shared["date"])
    sheet = filled(handout, words, title, definition, (version, date))
    return writer.leaf(
        here,
        "handout.html.j2",
        title,
        description=f"{title} One page to print.",
        styles=("handout",),
        paper_styles=("handout-print",),
        home=home,
        handout=handout,
        sheet=sheet,
        words=words,
        intro=words.statement(definition) if definition else "",
        style=style(sheet.scale),
        foot=tuple(foot(words, sheet.cited, sheet.missing, version, date)),
    )


@dataclass
class Sheet:
    """A sheet of paper that is being filled: what stands on it, what that cites, and how much room it takes."""

    handout: Handout
    words: Words
    scale: float
    state: tuple[str, str]
    """Version and date, for the foot."""
    lines: dict[str, list[Line]] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)
    taken: float = 0.0
    """Height of what goes across the sheet."""
    columns: dict[str, float] = field(default_factory=lambda: {LEFT: 0.0, RIGHT: 0.0})
    """Height of each of the two columns."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each section stands that may stand in either column."""

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of a table's columns."""
        sides = len(self.handout.columns)
        return (HEAD, *([(WIDTH - HEAD) / sides] * sides))

    @property
    def missing(self) -> Markup:
        """What was left out, in words."""
        return left_out(self.handout.sections, {name: len(lines) for name, lines in self.lines.items()})

    def begin(self, title: str, definition: ClaimView | None) -> None:
        """Put the title on it, the definition, and the head of the table."""
        self.taken = height_of(escape(title), WIDTH, TITLE, self.scale)
        if definition:
            self.taken += height_of(self.words.statement(definition), WIDTH, INTRO, self.scale)
            self._cite((definition,))
        if self.handout.columns:
            heads = [bold(name) for name in ("Sign", *(condition.name for condition in self.handout.columns))]
            self.taken += ABOVE_HEADING * self.scale + height_of_row(heads, self.widths, self.scale)

    def let_in(self, section: Section, line: Line) -> None:
        """Put a line on it, with the section's heading if it is the first."""
        height = self._height(section, line) + (0.0 if section.id in self.lines else self._height_of_heading(section))
        place = self.place_of(section)
        if place == WHOLE:
            self.taken += height
        else:
            self.columns[place] += height
        self.lines.setdefault(section.id, []).append(line)
        self._cite(line.views)

    def place_of(self, section: Section) -> str:
        """Where a section stands; once it has a line in a column, it stays there."""
        if section.place != EITHER:
            return section.place
        if section.id not in self.lines:
            self.places[section.id] = min((LEFT, RIGHT), key=lambda column: self.columns[column])
        return self.places[section.id]

    def let_in_if_it_fits(self, section: Section, line: Line) -> bool:
        """Put a line on it if everything then still fits; says whether it does."""
        before = (self.taken, dict(self.columns), dict(self.cited))
        self.let_in(section, line)
        if self.is_enough:
            return True
        self.taken, self.columns, self.cited = before
        self.lines[section.id].pop()
        if not self.lines[section.id]:
            del self.lines[section.id]
        return False

    @property
    def is_enough(self) -> bool:
        """Whether all that stands on it fits, with the foot that it may come to have."""
        return self.taken + max(self.columns.values()) + self._height_of_foot() <= HEIGHT - SPARE

    def _cite(self, views: tuple[ClaimView, ...]) -> None:
        self.cited |= dict.fromkeys(citation.reference.key for view in views for citation in view.citations)

    def _limit(self, section: Section) -> float:
        return WIDTH if section.place == WHOLE else COLUMN

    def _height_of_heading(self, section: Section) -> float:
        if not section.has_heading:
            return 0.0
        if section.is_table:
            return height_of_row([bold(section.heading)], [WIDTH], self.scale)
        heading = height_of(escape(section.heading), self._limit(section), HEADING, self.scale)
        return ABOVE_HEADING * self.scale + heading

    def _height(self, section: Section, line: Line) -> float:
        words = self.words.of(line)
        if line.is_row:
            return height_of_row(words, self.widths, self.scale)
        return height_of(words[0], self._limit(section), BODY, self.scale)

    def _height_of_foot(self) -> float:
        """The foot with the longest list of what is left out that it may come to hold, and the address in one line."""
        everything = left_out(self.handout.sections, {})
        texts = (words for _, words in foot(self.words, self.cited, everything, *self.state))
        address = (SMALL.line + SMALL.below) * self.scale
        heights = sum(height_of(words, WIDTH, SMALL, self.scale) for words in texts)
        return 2 * ABOVE_HEADING * self.scale + RULE + heights + address


def filled(handout: Handout, words: Words, title: str, definition: ClaimView | None, state: tuple[str, str]) -> Sheet:
    """A sheet with everything that is required, then every line that still fits.

    The type is the largest at which nothing has to be left out; where something has to, it is the smallest, and a
    section that was cut once stays cut, so that what is left out is always the end of it.
    """
    for scale in SCALES:
        sheet = Sheet(handout, words, scale, state)
        sheet.begin(title, definition)
        for section in handout.sections:
            if section.is_required:
                for line in section.lines:
                    sheet.let_in(section, line)
        closed: set[str] = set()
        for section, line in rounds(handout.sections):
            if section.id not in closed and not sheet.let_in_if_it_fits(section, line):
                closed.add(section.id)
                if scale != SCALES[-1]:
                    break
        if not closed and sheet.is_enough:
            break
    return sheet
