"""Every page of the site, one function a kind, from views to files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools.exports.feed import FEED, feed, feed_entries
from build_tools.exports.formats import Pieces, nlm_texts
from build_tools.exports.knowledge_files import of_linked_data
from build_tools.exports.linked_data import head_node, in_script
from build_tools.exports.page_citation import Edition
from build_tools.exports.selection import references_of_page
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Entity
from build_tools.model.reviews import is_due
from build_tools.model.spelling import in_every_spelling, inside_sentence
from build_tools.pages import addresses
from build_tools.pages.comparing import comparing_pages, turned_round
from build_tools.pages.data_pages import data_pages
from build_tools.pages.downloads import downloads_pages
from build_tools.pages.drawings import time_anchor
from build_tools.pages.evidence_pages import evidence_pages
from build_tools.pages.files import LaterFiles
from build_tools.pages.gathered import gathered_pages
from build_tools.pages.graph_page import graph_page
from build_tools.pages.handouts import handout_pages
from build_tools.pages.lists import list_pages
from build_tools.pages.message_pages import message_pages
from build_tools.pages.redirects import from_former_ids, from_former_keys
from build_tools.pages.reference_pages import reference_pages
from build_tools.pages.schematics import drawing_files, figure_html, schematics_page
from build_tools.pages.search import router_script
from build_tools.pages.study_pages import study_pages
from build_tools.pages.template_page import template_page
from build_tools.pages.tool_data import citation_data, tool_data
from build_tools.pages.worksheet_page import worksheet_page
from build_tools.pages.writer import Later, PageFile, PageWriter, SiteWriter, titled
from build_tools.study.items import Item
from build_tools.views.changes import changes_by_topic
from build_tools.views.comparison import Comparison, comparisons
from build_tools.views.entity_pages import condition_view, region_view, sign_view, treatment_view
from build_tools.views.evidence import overview
from build_tools.views.figures import figures_showing
from build_tools.views.history import history, months_words, time_words
from build_tools.views.home import CORE_CONDITIONS, core_table
from build_tools.views.matrix import Matrix, regional_matrices, whole_matrix
from build_tools.views.self_test import SelfTest, self_test

EXAMPLE_QUERIES = ("TOH", "avascular necrosis", "double line sign", "algodystrophy", "bone marrow oedema", "iloprost")
"""Searches that the home page offers: an abbreviation, a synonym, a sign, an old name, British spelling, a drug."""


SHOWN_FIRST, FOLD_FROM = 4, 6
"""Of a section with more statements than the second number, the first few are shown and the others can be unfolded:
editors put what a reader should know first."""

BOOSTS = {"condition": 2, "sign": 3, "treatment": 3, "region": 2}
"""How much more a page counts in the search. Names of signs are parts of names of conditions, so signs come first."""

FORM_BOOST = 0.5
"""How much less a form of a condition counts than the condition: the general comes before the special."""


@dataclass(frozen=True)
class Site:
    """Everything that pages are made of."""

    kb: KnowledgeBase
    graph: EvidenceGraph
    pieces: Pieces
    """The references in every format."""
    data: Mapping[str, bytes]
    """Data files by their path below ``data/``; pages that are such files come to them."""
    edition: Edition
    releases: str = ""
    """The changelog, for the feed."""

    def files(self) -> Iterator[PageFile]:
        """Every generated page and redirect; those that tell of all files below ``data/`` are the last."""
        writer = self._writer()
        beside: list[PageFile] = []
        for page in self._pages(writer):
            if page.path.startswith(addresses.DATA) and not page.path.endswith(".md"):
                beside.append(page)
            yield page

        def data() -> dict[str, bytes]:
            return {**self.data, **{one.path.removeprefix(addresses.DATA): one.text.encode() for one in beside}}

        counts = overview(self.kb, self.graph)
        yield from downloads_pages(writer, LaterFiles(data), counts, self.edition.version, self.edition.date)

    def _writer(self) -> SiteWriter:
        shared = {
            "version": self.edition.version,
            "date": self.edition.date,
            "time_words": time_words,
            "months_words": months_words,
            "time_anchor": time_anchor,
            "review_is_due": is_due,
            "shown_first": SHOWN_FIRST,
            "fold_from": FOLD_FROM,
            "figure_html": figure_html,
        }
        return SiteWriter(self.kb, nlm_texts(self.pieces), shared, self.edition)

    def _pages(self, writer: SiteWriter) -> Iterator[PageFile]:
        test = self_test(self.kb, self.graph)
        pairs = comparisons(self.kb, self.graph)
        matrices = (*regional_matrices(self.kb, self.graph), whole_matrix(self.kb, self.graph))
        yield from self._front(writer, pairs, matrices)
        # Pages of single files first: the preview makes none of what follows the one that it is asked for.
        yield from self._entities(writer, pairs, matrices, test)
        yield from reference_pages(self.kb, self.graph, writer, self.pieces)
        yield from list_pages(self.kb, self.graph, writer)
        yield from gathered_pages(self.kb, writer)
        yield from schematics_page(self.kb, writer)
        yield from drawing_files(self.kb)
        yield from comparing_pages(writer, pairs, matrices, test)
        yield from handout_pages(self.kb, self.graph, writer, pairs)
        yield from worksheet_page(self.kb, self.graph, writer)
        yield from study_pages(self.kb, writer, test, self.data)
        yield from graph_page(self.kb, self.graph, writer)
        yield from evidence_pages(self.kb, self.graph, writer)
        yield from data_pages(self.kb, self.graph, writer)
        yield from message_pages(writer)
        yield PageFile(FEED, lambda: feed(feed_entries(self.kb, self.releases), self.edition.date))
        yield from self._redirects(pairs)
        yield from tool_data(self.kb, self.graph, writer, pairs)
        yield from citation_data(self.pieces)
        yield router_script(self.kb, self.graph, pairs)
        yield template_page(self.kb, writer)

    def _plain(self, text: str) -> str:
        return PageWriter(SiteWriter(self.kb, {}), "").plain(text)

    def _front(
        self, writer: SiteWriter, pairs: tuple[Comparison, ...], matrices: tuple[Matrix, ...]
    ) -> Iterator[PageFile]:
        start = self.kb.entities.get("bone-marrow-edema-syndrome") or next(iter(self.kb.conditions.values()))
        known = set(CORE_CONDITIONS)
        core = [pair for pair in pairs if {pair.first.id, pair.second.id} <= known]
        yield writer.page(
            addresses.HOME,
            "home.md.j2",
            "Bone marrow edema syndrome",
            description="The open, evidence-linked reference on bone marrow edema syndrome.",
            is_wide=True,
            counts=overview(self.kb, self.graph),
            core=core_table(self.kb, self.graph),
            comparisons=core or pairs,
            queries=EXAMPLE_QUERIES,
            start=start,
            pathway=next(iter(self.kb.pathways.values()), None),
            has_history=any(lane.rows for lane in history(self.kb)),
            has_changes=bool(changes_by_topic(self.kb)),
        )

    def _entities(
        self, writer: SiteWriter, pairs: tuple[Comparison, ...], matrices: tuple[Matrix, ...], test: SelfTest
    ) -> Iterator[PageFile]:
        kb, graph = self.kb, self.graph
        views: dict[str, tuple[Any, str]] = {
            **{
                one.id: (Later(partial(condition_view, kb, graph, one)), "condition.md.j2")
                for one in kb.conditions.values()
            },
            **{one.id: (Later(partial(sign_view, kb, graph, one, pairs)), "sign.md.j2") for one in kb.signs.values()},
            **{
                one.id: (Later(partial(treatment_view, kb, graph, one)), "treatment.md.j2")
                for one in kb.treatments.values()
            },
            **{
                one.id: (Later(partial(region_view, kb, graph, one, matrices)), "region.md.j2")
                for one in kb.regions.values()
            },
        }
        for entity in self.kb.entities.values():
            view, template = views[entity.id]
            yield writer.page(
                addresses.of_page(entity),
                template,
                titled(entity),
                description=self._plain(entity.definition.text),
                tags=in_every_spelling(entity.all_names),
                boost=BOOSTS[entity.kind] * FORM_BOOST ** self.graph.depth(entity.id),
                json_ld=partial(self._in_head, entity),
                linked_data=f"{addresses.DATA}{of_linked_data(entity)}",
                entity=entity,
                v=view,
                questions=Later(partial(self._questions, test, entity)),
                figures=figures_showing(kb, entity.id),
            )

    def _in_head(self, entity: Entity) -> str:
        return in_script(head_node(self.kb, entity, self.edition.version, self.edition.date))

    def _questions(self, test: SelfTest, entity: Entity) -> tuple[Item, ...]:
        """The questions on an entity's page: those that cite what the page cites."""
        return test.on_page(entity.id, {one.key for one in references_of_page(self.kb, self.graph, entity)})

    def _redirects(self, pairs: tuple[Comparison, ...]) -> Iterator[PageFile]:
        """Pages under earlier ids and keys, and comparisons in the other order."""
        yield from turned_round(pairs)
        titles = {pair.slug: f"{pair.first.name} or {inside_sentence(pair.second.name)}?" for pair in pairs}
        for page in self.kb.pages:
            yield from from_former_ids(page, titles.get(page.id, page.display_name))
        yield from from_former_keys(self.kb)
