"""The evidence area: what the site rests on, levels and words, corrections of the printed list, and conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from build_tools.figures.charts import Part, Row, bars, columns
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, PageWriter, SiteWriter
from build_tools.views.changes import changes_by_topic
from build_tools.views.conflicts import in_order
from build_tools.views.evidence import corrected, overview, suspected
from build_tools.views.glance import Glance, glance
from build_tools.views.statements import section_views

DECADE, LINES_OF_YEARS = 10, 5
"""Years that are written below the columns, and how many publications lie between two lines."""


def evidence_pages(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """The index of the area and its pages; references have a list of their own."""
    counts = overview(kb, graph)
    seen = glance(kb, graph)
    yield writer.page(
        addresses.EVIDENCE,
        "evidence.md.j2",
        "Evidence",
        file=addresses.index_file(addresses.EVIDENCE),
        description="What this site rests on, and how deep it was read.",
        counts=counts,
        has_changes=bool(changes_by_topic(kb)),
        glance=seen,
        charts=charts(writer, seen),
        levels=_levels(kb),
    )
    yield writer.page(
        addresses.LEVELS,
        "levels.md.j2",
        "Levels and words",
        description="What the evidence levels and the frequency words mean.",
        counts_order=_levels(kb),
    )
    yield writer.page(
        addresses.CORRECTIONS,
        "corrections.md.j2",
        "Corrections to the printed list",
        description="Errors of the review's printed reference list, shown and suspected.",
        counts=counts,
        groups=[
            ("Shown, and corrected here", "verified", corrected(kb)),
            ("Suspected, left as printed", "suspected", suspected(kb)),
        ],
        twins=[
            (reference, kb.references[reference.entry.duplicate_of])
            for reference in kb.review_references
            if reference.entry.duplicate_of
        ],
    )
    conflicts = []
    for conflict in in_order(kb):
        settle = section_views(kb, conflict.id, "would-settle")
        conflicts.append((conflict, section_views(kb, conflict.id, "positions"), settle[0] if settle else None))
    yield writer.page(
        addresses.CONFLICTS,
        "conflicts.md.j2",
        "Where sources disagree",
        description="Questions on which the sources disagree, both sides with their evidence.",
        conflicts=conflicts,
    )


def _levels(kb: KnowledgeBase) -> list[str]:
    """Levels, the strongest first, then what needs no evidence."""
    return [*reversed(kb.vocabulary.levels), EDITORIAL]


def charts(writer: SiteWriter, seen: Glance) -> dict[str, Markup]:
    """The charts of the evidence page by name; each is made from the numbers of the table beside it."""
    page = PageWriter(writer, addresses.EVIDENCE)
    one = (Part("works", "one"),)
    levels = [(level, Part(page.level_word(level).label, level)) for level in _levels(writer.kb)]
    made = {
        "years": columns(
            [Row(str(year.year), (year.listed, year.others)) for year in seen.years],
            (Part("the review and its printed list", "listed"), Part("other publications", "others")),
            label_every=DECADE,
            line_every=LINES_OF_YEARS,
            prefix="chart-years",
            title="Publications by year",
            description="One column a year: works of the review and its printed list, and other works above them.",
        ),
        "designs": bars(
            [Row(label, (count,)) for label, count in seen.designs],
            one,
            prefix="chart-designs",
            title="Publications by study design",
            description="One bar a design, the most frequent first, with the number of works.",
        ),
        "read": bars(
            [Row(page.level_word(level).label, (count,)) for level, count in seen.read],
            one,
            prefix="chart-read",
            title="Publications by how deep they were read",
            description="One bar a level, the deepest first, with the number of works.",
        ),
        "claims": bars(
            [Row(page.level_word(level).label, (count,)) for level, count in seen.claims],
            one,
            prefix="chart-claims",
            title="Statements by level",
            description="One bar a level, the strongest first, with the number of statements.",
        ),
        "coverage": bars(
            [
                Row(covered.condition.short_name, tuple(covered.levels.get(level, 0) for level, _ in levels))
                for covered in seen.coverage
            ],
            [part for _, part in levels],
            prefix="chart-coverage",
            title="Statements on each condition, by level",
            description="One bar a condition, in parts by the level of its statements, with their number.",
        ),
    }
    return {name: Markup(drawn) for name, drawn in made.items()}  # every text in them is escaped
