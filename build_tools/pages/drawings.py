"""Drawings on pages: what the knowledge base holds, handed to the figures as plain parameters."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from build_tools.figures import ranges
from build_tools.figures.flow import CUT, NARROW, ROUND, SQUARE, WIDE, Exit, Step, flow
from build_tools.model.entities import Condition, Pathway
from build_tools.model.vocabulary import TREATED, UNSTATED, UNTREATED
from build_tools.pages import addresses
from build_tools.pages.writer import PageWriter, SiteWriter
from build_tools.views.history import HistoryLane, HistoryRow, time_words

SHAPES = {"condition": ROUND, "sign": SQUARE, "treatment": CUT, "region": SQUARE}
"""The shape of a link in a drawing says what kind of page it leads to."""


def pathway_drawings(writer: SiteWriter, pathway: Pathway) -> tuple[tuple[str, Markup], ...]:
    """The steps of a pathway as a flow, for a narrow and a wide column, each with its name.

    Boxes lead to the steps of the list on the same page, whose anchors are the ids of the claims.
    """
    here = addresses.of_page(pathway)
    page = PageWriter(writer, here)
    steps = [
        Step(
            page.plain(step.question),
            page.link(addresses.of_claim(writer.kb.claims[f"{pathway.id}.steps.{name}"])),
            tuple(_exit(page, target) for target in step.leads_to),
            step.conflict is not None,
        )
        for name, step in pathway.steps.items()
    ]
    description = (
        f"{len(steps)} questions, one below the other. Each leads to its text below and to pages of this site."
    )
    return tuple(
        (
            name,
            # The drawing has escaped every text and address that it was given.
            Markup(flow(steps, layout, prefix=f"flow-{name}", title=pathway.name, description=description)),
        )
        for name, layout in (("narrow", NARROW), ("wide", WIDE))
    )


def _exit(page: PageWriter, target: str) -> Exit:
    entity = page.kb.entities[target]
    return Exit(entity.name, page.to(entity), SHAPES[entity.kind])


FILLINGS = {UNTREATED: ranges.SOLID, UNSTATED: ranges.OPEN, TREATED: ranges.HATCHED}
"""The filling of a bar says whether the patients were treated."""

MONTHS = ranges.Axis(end=24, step=6, unit="months")
"""Two years hold nearly all reported times; the others end in an arrow."""

NOTHING = "No time is stated in the sources read so far."
"""What stands in a lane without times."""


def history_drawings(writer: SiteWriter, lanes: tuple[HistoryLane, ...]) -> tuple[tuple[str, Markup], ...]:
    """The reported times of the natural history on one axis, for a narrow and a wide column, each with its name.

    Each lane is a drawing of its own, so that paper need not cut one. Every bar leads to its row in the tables of the
    same page, every lane to its table.
    """
    page = PageWriter(writer, addresses.HISTORY)
    return tuple(
        (
            name,
            Markup("\n").join(
                _lane(page, lane, layout, f"times-{name}-{lane.id}") for lane in lanes if lane.lane.is_drawn
            ),
        )
        for name, layout in (("narrow", ranges.NARROW), ("wide", ranges.WIDE))
    )


def _lane(page: PageWriter, lane: HistoryLane, layout: ranges.Layout, prefix: str) -> Markup:
    drawn = ranges.Lane(
        lane.lane.label,
        page.link(f"{addresses.HISTORY}#{lane.id}"),
        FILLINGS[lane.lane.treatment],
        tuple(_bar(page, row) for row in lane.rows),
        NOTHING,
    )
    count = f"{len(lane.rows)} time{'s' if len(lane.rows) != 1 else ''}"
    description = f"{count}, each from one source and with its words beside it, on an axis in {MONTHS.unit}."
    return Markup(
        ranges.ranges(
            (drawn,),
            MONTHS,
            layout,
            prefix=prefix,
            title=lane.lane.label,
            description=description if lane.rows else NOTHING,
        )
    )


def _bar(page: PageWriter, row: HistoryRow) -> ranges.Bar:
    months, view = row.months, row.view
    sources = ", ".join(dict.fromkeys(citation.reference.label for citation in view.citations))
    level = page.level_word(view.level).label if view.level else ""
    marks = {"mean": ranges.MEAN, "median": ranges.MEAN, "at": ranges.SEEN, "within": ranges.WITHIN}
    marked = next((name for name in marks if name in months), None)
    return ranges.Bar(
        page.plain(row.duration.event),
        time_words(row.duration),
        (_named(row.conditions), row.duration.n or "size not stated", f"[{sources}] {level}"),
        page.link(f"{addresses.HISTORY}#{time_anchor(row)}"),
        (months["low"], months["high"]) if "low" in months else None,
        months[marked] if marked else None,
        marks[marked] if marked else ranges.MEAN,
    )


def _named(conditions: Sequence[Condition]) -> str:
    """Conditions by their abbreviations; of those without one only how many they are, where others have one."""
    short = [condition.abbreviation for condition in conditions if condition.abbreviation]
    if not short:
        return ", ".join(condition.name for condition in conditions)
    more = len(conditions) - len(short)
    return ", ".join(short) + (f" and {more} more" if more else "")


def time_anchor(row: HistoryRow) -> str:
    """The anchor of a time's row in the tables of the natural history."""
    return f"time.{row.view.id}"
