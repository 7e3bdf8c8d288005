"""All items of the self-test, each once, in an order in which neighbors differ."""

from __future__ import annotations

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.study.from_pairs import pair_items
from build_tools.study.from_signs import sign_items
from build_tools.study.from_texts import asked_items, figure_items, pathway_items, study_items
from build_tools.study.items import Item
from build_tools.study.states import States


def all_items(kb: KnowledgeBase, graph: EvidenceGraph) -> tuple[Item, ...]:
    """Every item that can be asked fairly, by kind and in the order of the knowledge base."""
    states = States(kb, graph)
    return (
        *sign_items(states),
        *pair_items(states),
        *asked_items(states),
        *pathway_items(states),
        *figure_items(states),
        *study_items(states),
    )
