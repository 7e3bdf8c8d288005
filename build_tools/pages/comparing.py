"""Pages that set conditions side by side: comparisons of pairs, and tables sign by sign."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model.spelling import inside_sentence
from build_tools.pages import addresses
from build_tools.pages.compare_words import GROUP_WORDS, SECTION_NAMES, SENTENCES
from build_tools.pages.matrix_pages import matrix_pages
from build_tools.pages.redirects import redirect
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.comparison import Comparison
from build_tools.views.matrix import Matrix
from build_tools.views.self_test import SelfTest

PAIR_BOOST = 0.4
"""How much a comparison counts: who names one condition wants its page, who names two finds both names here only."""


def comparing_pages(
    writer: SiteWriter, pairs: tuple[Comparison, ...], matrices: tuple[Matrix, ...], test: SelfTest
) -> Iterator[PageFile]:
    """The index of comparisons, one page for each pair that looks alike, and the tables sign by sign."""
    yield writer.page(
        addresses.COMPARE,
        "compare_index.md.j2",
        "Compare",
        file=addresses.index_file(addresses.COMPARE),
        description="What tells conditions with marrow edema apart: tables by region, and pairs that look alike.",
        is_wide=True,
        scripts=("presence", "compare-logic", "compare-form", "compare"),
        comparisons=pairs,
        matrices=matrices,
    )
    for pair in pairs:
        yield writer.page(
            addresses.of_comparison(pair.slug),
            "comparison.md.j2",
            f"{pair.first.name} or {inside_sentence(pair.second.name)}?",
            description=f"What tells {inside_sentence(pair.first.name)} from {inside_sentence(pair.second.name)}.",
            boost=PAIR_BOOST,
            c=pair,
            section_names=SECTION_NAMES,
            group_words=GROUP_WORDS,
            sentences=SENTENCES,
            questions=test.of_pair(pair.first.id, pair.second.id),
        )
    yield from matrix_pages(writer, matrices)


def turned_round(pairs: tuple[Comparison, ...]) -> Iterator[PageFile]:
    """Comparisons at the address of the other order, which redirect."""
    for pair in pairs:
        old = addresses.of_comparison(pair.reverse_slug)
        name = f"{pair.first.name} or {inside_sentence(pair.second.name)}?"
        yield redirect(old, addresses.of_comparison(pair.slug), name)
