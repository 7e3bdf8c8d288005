"""The findings worksheet: its page, and the data file with the rule's words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Sign
from build_tools.model.spelling import in_every_spelling
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.tool_data import data_script
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.worksheet import (
    BANDS,
    NOT_SEEN,
    SEEN,
    Candidate,
    Rules,
    candidates,
    compared,
    offered,
    rules_of,
    watched,
)

SCRIPTS = ("worksheet-logic", "worksheet-lines", "worksheet")


def worksheet_page(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter) -> Iterator[PageFile]:
    """The page and its data file."""
    known, rules, on_watch = candidates(kb, graph), rules_of(kb.vocabulary), watched(kb, graph)
    always = {sign.id for one in on_watch for sign, _ in one.raised_by}
    data = worksheet_data(known, rules, always, _regions(kb, known))
    yield data_script("worksheet", data)
    yield writer.page(
        addresses.WORKSHEET,
        "worksheet.md.j2",
        "Findings worksheet",
        description="Set findings as seen or not seen, and see for which conditions the sources state them.",
        tags=site_words(addresses.WORKSHEET),
        is_wide=True,
        scripts=SCRIPTS,
        groups=_groups(kb),
        regions=data["regions"],
        rules=rules,
        bands=BANDS,
        watched=on_watch,
        choices=((SEEN, "Seen"), (NOT_SEEN, "Not seen"), ("", "Not assessed")),
        pathway=next(iter(kb.pathways.values()), None),
    )


def worksheet_data(
    known: tuple[Candidate, ...], rules: Rules, always: Iterable[str], regions: Mapping[str, str]
) -> dict[str, Any]:
    """What the browser's twin of the rule takes from here; a region without an id stands for all of them."""
    places = {"": "All regions", **regions}
    return {
        **asdict(rules),
        "bands": [{"id": band, "label": label} for band, label in BANDS.items()],
        "regions": [
            {
                "id": region,
                "label": label,
                "conditions": [one.id for one in compared(known, rules, region or None)],
                "signs": sorted(offered(known, always, region or None)),
            }
            for region, label in places.items()
        ],
    }


def _regions(kb: KnowledgeBase, known: Iterable[Candidate]) -> dict[str, str]:
    """Regions that any condition is stated for, those with most conditions first."""
    counts = {one.id: 0 for one in kb.regions.values() if one.part_of is None}
    for candidate in known:
        for region in candidate.regions:
            counts[region] += 1
    order = sorted(
        (region for region in counts if counts[region]), key=lambda one: (-counts[one], kb.regions[one].name)
    )
    return {region: kb.regions[region].name for region in order}


def _groups(kb: KnowledgeBase) -> list[tuple[str, str, list[tuple[Sign, str]]]]:
    """Signs by modality, each with all its names in every spelling, for the filter of the list."""
    groups = []
    for modality, word in kb.vocabulary.modalities.items():
        signs = sorted((one for one in kb.signs.values() if one.modality == modality), key=lambda one: one.name.lower())
        rows = [(one, " | ".join(in_every_spelling(one.all_names)).lower()) for one in signs]
        if rows:
            groups.append((modality, word.label, rows))
    return groups
