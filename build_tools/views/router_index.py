"""What the search router looks through: every page with its names, and the words of its definition and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition, Entity, Region, Sign, Treatment
from build_tools.model.markup import plain
from build_tools.model.spelling import folded
from build_tools.views.comparison import Comparison
from build_tools.views.router import Router
from build_tools.views.router_records import Alias, Entry
from build_tools.views.router_rules import CODE, LITTLE_WORDS
from build_tools.views.statements import section_views

RANKS = {"condition": 0, "treatment": 4, "sign": 4, "pathway": 5, "region": 6, "site": 7, "conflict": 8, "term": 9}
"""Which of equals comes first, the lowest: what readers look for most. A form of a condition comes after it."""

CONTEXT_SECTIONS = {
    "condition": ("overview",),
    "sign": ("appearance", "technique"),
    "treatment": (),
    "region": (),
}
"""Sections whose words help to find a page, beside its definition and labels."""


def alias(text: str, kind: str) -> Alias:
    """A name with its folded form."""
    return Alias(text, kind, folded(text))


def site_entry(address: str, name: str, phrases: Iterable[str]) -> Entry:
    """A page that is no entity's, with phrases that readers ask for it by."""
    aliases = (alias(name, "name"), *(alias(phrase, "phrase") for phrase in phrases))
    return Entry(address, name, "site", aliases, frozenset(), RANKS["site"])


def router(kb: KnowledgeBase, graph: EvidenceGraph, pairs: tuple[Comparison, ...], site: Iterable[Entry]) -> Router:
    """The router of the knowledge base; ``pairs`` are comparisons with a page, ``site`` further pages."""
    entries = [*_entities(kb, graph), *_pathways(kb), *site, *_conflicts(kb), *_terms(kb)]
    ranks = {frozenset((one.first.id, one.second.id)): int(one.curated is None) for one in pairs}
    return Router(tuple(entries), ranks)


def _entities(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterator[Entry]:
    for entity in kb.entities.values():
        aliases = [alias(entity.name, "name")]
        if entity.abbreviation:
            aliases.append(alias(entity.abbreviation, "abbreviation"))
        aliases += [alias(name, "abbreviation" if name.isupper() else "synonym") for name in entity.synonyms]
        aliases += [alias(words, "phrase") for words in entity.asked_as]
        aliases += [alias(name.replace("-", " "), "former") for name in entity.formerly]
        if isinstance(entity, Condition) and folded(entity.code) not in {one.folded for one in aliases}:
            aliases.append(alias(entity.code.upper(), CODE))
        rank = RANKS[entity.kind] + (graph.depth(entity.id) if isinstance(entity, Condition) else 0)
        yield Entry(entity.id, entity.name, entity.kind, tuple(aliases), _context(kb, graph, entity), rank)


def _context(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity) -> frozenset[str]:
    texts = [plain(entity.definition.text)]
    texts += [
        plain(view.text) for section in CONTEXT_SECTIONS[entity.kind] for view in section_views(kb, entity.id, section)
    ]
    words = kb.vocabulary
    match entity:
        case Condition():
            texts.append(words.causes[entity.cause].label)
            texts += [words.patient_groups[link.group].label for link in entity.who]
            texts += [kb.regions[link.region].name for link in entity.where]
        case Sign():
            texts.append(words.modalities[entity.modality].label)
            texts += [words.sequences[sequence].label for sequence in entity.sequences]
            texts += [kb.regions[region].name for region in entity.regions]
        case Treatment():
            texts.append(words.treatment_kinds[entity.treatment_kind].label)
            texts += [kb.conditions[edge.source].name for edge in graph.links_to(entity.id, "treated-with")]
        case Region():
            texts += [kb.conditions[edge.source].name for edge in graph.links_to(entity.id, "where")]
    return _words(texts)


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, without little ones and bare numbers."""
    words = {word for text in texts for word in folded(text).split()}
    return frozenset(word for word in words - LITTLE_WORDS if len(word) > 1 and not word.isdigit())


def _pathways(kb: KnowledgeBase) -> Iterator[Entry]:
    for pathway in kb.pathways.values():
        names = (alias(pathway.name, "name"), *(alias(name, "phrase") for name in pathway.synonyms))
        context = _words(step.question for step in pathway.steps.values())
        yield Entry(pathway.id, pathway.name, "pathway", names, context, RANKS["pathway"])


def _conflicts(kb: KnowledgeBase) -> Iterator[Entry]:
    for conflict in kb.conflicts.values():
        question = plain(conflict.question)
        yield Entry(conflict.id, question, "conflict", (alias(question, "question"),), frozenset(), RANKS["conflict"])


def _terms(kb: KnowledgeBase) -> Iterator[Entry]:
    """Abbreviations and terms of the glossary; what an entity is called leads to the entity."""
    taken = {folded(name) for entity in kb.entities.values() for name in entity.all_names}
    for term, entry in kb.glossary.terms.items():
        if folded(term) not in taken:
            name = f"{term}: {entry.expansion}"
            yield Entry(f"term:{term}", name, "term", (alias(term, "term"),), _words([entry.expansion]), RANKS["term"])
