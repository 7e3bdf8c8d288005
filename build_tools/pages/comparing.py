"""Pages that set conditions side by side: comparisons of pairs, and tables sign by sign."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model.entities import Condition
from build_tools.pages import addresses
from build_tools.pages.matrix_pages import matrix_pages
from build_tools.pages.redirects import redirect
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.comparison import Comparison
from build_tools.views.matrix import Matrix

SECTION_NAMES = {
    "epidemiology": "Who gets it",
    "where": "Where it is reported",
    "course": "How it goes on",
    "not-indicated": "Not needed, according to a source",
    "treated-with": "Reported treatments",
}
"""Headings of the sections that a comparison shows side by side."""

PAIR_BOOST = 0.4
"""How much a comparison counts: who names one condition wants its page, who names two finds both names here only."""


def comparing_pages(
    writer: SiteWriter, pairs: tuple[Comparison, ...], matrices: tuple[Matrix, ...]
) -> Iterator[PageFile]:
    """The index of comparisons, one page for each pair that looks alike, and the tables sign by sign."""
    yield writer.page(
        addresses.COMPARE,
        "compare_index.md.j2",
        "Compare",
        file=addresses.index_file(addresses.COMPARE),
        description="What tells conditions with marrow edema apart: tables by region, and pairs that look alike.",
        comparisons=pairs,
        matrices=matrices,
    )
    for pair in pairs:
        yield writer.page(
            addresses.of_comparison(pair.slug),
            "comparison.md.j2",
            f"{pair.first.name} or {lower_first(pair.second.name)}?",
            description=f"What tells {lower_first(pair.first.name)} from {lower_first(pair.second.name)}.",
            tags=pair_words(pair.first, pair.second),
            boost=PAIR_BOOST,
            c=pair,
            section_names=SECTION_NAMES,
        )
    yield from matrix_pages(writer, matrices)


def turned_round(pairs: tuple[Comparison, ...]) -> Iterator[PageFile]:
    """Comparisons at the address of the other order, which redirect."""
    for pair in pairs:
        old = addresses.of_comparison(pair.reverse_slug)
        name = f"{pair.first.name} or {lower_first(pair.second.name)}?"
        yield redirect(old, addresses.of_comparison(pair.slug), name)


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[0].lower() + name[1:]


def pair_words(first: Condition, second: Condition) -> list[str]:
    """Search words of a comparison: ``TOH vs AVN`` in both orders, for every short name of the two."""
    shorts = [[name for name in side.all_names if name.isupper()] or [side.name] for side in (first, second)]
    return [
        f"{one} vs {other}"
        for left, right in ((shorts[0], shorts[1]), (shorts[1], shorts[0]))
        for one in left
        for other in right
    ]
