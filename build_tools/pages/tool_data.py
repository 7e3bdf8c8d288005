"""Data files of the tools that run in the browser: scripts that call ``bmes.receive``, so that they load from disk too.

``index`` holds what every tool asks first: conditions, signs, the closed lists of words and the state of each cell.
Statements with their citations are many, so they stand in one file a condition, and findings in one file a reference;
both are loaded when a reader wants to see them, and so are the references to copy, one file a format. Markup in them is
written here, for the site's root.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.exports.formats import CITATION_FORMATS, Pieces
from build_tools.graph import EvidenceGraph, roots_of
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.entities import Condition
from build_tools.pages import addresses
from build_tools.pages.compare_words import compare_words
from build_tools.pages.handout_words import short_reference
from build_tools.pages.writer import PageFile, SiteWriter, authors_year
from build_tools.views.comparison import SIDE_BY_SIDE, Comparison
from build_tools.views.matrix import cell, in_reading_order
from build_tools.views.statements import ClaimView, claim_view, section_views
from build_tools.views.worksheet import site_of


def data_script(name: str, data: object) -> PageFile:
    """A data file by its name: JSON inside a call, with nothing that could end the script or its line early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return PageFile(f"{addresses.TOOL_DATA}{name}.js", f"bmes.receive({json.dumps(name)},{text});\n")


def citation_data(pieces: Pieces) -> Iterator[PageFile]:
    """One data file a format: the text of each reference, and what stands before, between and after them."""
    for name, form in CITATION_FORMATS.items():
        data = {
            "extension": form.extension,
            "opening": form.opening,
            "between": form.between,
            "closing": form.closing,
            "pieces": pieces[name],
        }
        yield data_script(f"citations/{name}", data)


def tool_data(
    kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter, pairs: tuple[Comparison, ...]
) -> Iterator[PageFile]:
    """Every data file; ``pairs`` are the comparisons that have a page of their own."""
    yield data_script("index", index(kb, graph, pairs))
    yield data_script("references", _reference_list(kb, writer))
    yield data_script(
        "short-references", {one.key: f"{one.label} {short_reference(one)}" for one in kb.references.values()}
    )
    for condition in kb.conditions.values():
        yield data_script(f"conditions/{condition.id}", _statements(kb, graph, writer, condition))
    for reference in kb.references.values():
        yield data_script(f"references/{reference.key}", _card(writer, reference))


def index(kb: KnowledgeBase, graph: EvidenceGraph, pairs: tuple[Comparison, ...]) -> dict[str, Any]:
    """Conditions in reading order, signs, words, the state of each stated cell, and the pairs with a page."""
    words = kb.vocabulary
    return {
        "conditions": [
            {
                "id": one.id,
                "code": one.code,
                "name": one.name,
                "short": one.short_name,
                "address": addresses.of_page(one),
                "cause": one.cause,
                "regions": roots_of(kb, (link.region for link in one.where)),
                "parents": [link.condition for link in one.subtype_of],
            }
            for one in in_reading_order(kb, tuple(kb.conditions.values()))
        ],
        "signs": [
            {
                "id": one.id,
                "name": one.name,
                "modality": one.modality,
                "address": addresses.of_page(one),
                "regions": roots_of(kb, one.regions),
            }
            for one in kb.signs.values()
        ],
        "modalities": _words(words.modalities),
        "causes": _words(words.causes),
        "stages": _words(words.stages),
        "levels": _words(words.levels),
        "frequencies": [
            {"id": name, "label": word.label, "glyph": word.glyph, "presence": word.presence}
            for name, word in words.frequencies.items()
        ],
        "regions": [{"id": one.id, "label": one.name} for one in kb.regions.values() if one.part_of is None],
        "conflicts": {
            one.id: {"question": one.question, "address": addresses.of_page(one)} for one in kb.conflicts.values()
        },
        "cells": {
            condition.id: {
                sign.id: [_state(kb, view) for view in found.claims]
                for sign in kb.signs.values()
                if (found := cell(kb, graph, condition, sign)).is_stated
            }
            for condition in kb.conditions.values()
        },
        "comparisons": [
            {
                "first": one.first.id,
                "second": one.second.id,
                "address": addresses.of_comparison(one.slug),
                "curated": one.curated is not None,
                "sign": getattr(one.discriminator.claim.statement, "sign", None) if one.discriminator else None,
            }
            for one in pairs
        ],
        "compare": compare_words(),
    }


def _words(words: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"id": name, "label": word.label} for name, word in words.items()]


def _state(kb: KnowledgeBase, view: ClaimView) -> dict[str, Any]:
    """One claim of a cell without its text; what it does not have is left out."""
    state = {
        "claim": view.id,
        "frequency": view.frequency,
        "stage": view.stage,
        "site": site_of(kb, view),
        "level": view.level,
        "conflict": view.conflict.id if view.conflict else None,
        "citations": len(view.citations),
    }
    return {name: value for name, value in state.items() if value is not None}


def _statements(kb: KnowledgeBase, graph: EvidenceGraph, writer: SiteWriter, condition: Condition) -> dict[str, Any]:
    """What is stated of a condition: by sign, by section that comparisons show, and what tells it from look-alikes."""

    def shown(view: ClaimView) -> dict[str, str]:
        return {"claim": view.id, "html": writer.fragment("fragment_claim.html.j2", view=view)}

    told = {}
    for edge in graph.mimics_of(condition.id):
        discriminator = graph.discriminator(edge)
        if discriminator:
            told[edge.other_end(condition.id)] = shown(claim_view(kb, discriminator))
    return {
        "cells": {
            sign.id: [shown(view) for view in found.claims]
            for sign in kb.signs.values()
            if (found := cell(kb, graph, condition, sign)).is_stated
        },
        "sections": {
            section: [shown(view) for view in views]
            for section in SIDE_BY_SIDE
            if (views := section_views(kb, condition.id, section))
        },
        "told": told,
        "urgent": [shown(view) for view in section_views(kb, condition.id, "urgent")],
    }


def _reference_list(kb: KnowledgeBase, writer: SiteWriter) -> dict[str, str]:
    """Each reference as it stands in a page's list of references, in the order of references.bib."""
    return {
        key: writer.fragment("fragment_reference.html.j2", reference=reference)
        for key, reference in kb.references.items()
    }


def _card(writer: SiteWriter, reference: Reference) -> dict[str, Any]:
    """What the card of a citation shows: the publication, how deep it was read, and its findings."""
    return {
        "by": authors_year(reference),
        "title": reference.entry.title,
        "label": reference.label,
        "address": addresses.of_reference(reference.key),
        "findings": {
            finding_id: writer.fragment("fragment_finding.html.j2", finding=finding)
            for finding_id, finding in reference.findings.items()
        },
    }
