"""The graph as a whole: no loops, no islands, and look-alikes that can be told apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.diagnostics import Fault, Severity, also_at, near_word
from build_tools.graph import Edge, EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import MimicLink
from build_tools.model.entities import Condition, Entity, slug_of_pair, turned_slug
from build_tools.model.markup import links
from build_tools.model.record import IsProse, LinkTo
from build_tools.model.vocabulary import PRESENT
from build_tools.rules.contradictions import presence
from build_tools.rules.registry import rule

WITHOUT_LOOPS = ("subtype-of", "evolves-to")
"""Relations between conditions that lead in one direction only."""


@rule("cycle")
def cycle(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Nothing is its own subtype, part or successor, not even by way of others.

    Lists that put the general above the special, and the drawing of what may follow what, would have no beginning.
    """
    import networkx as nx

    for relation in WITHOUT_LOOPS:
        for loop in graph.loops(relation):
            way = " -> ".join([*(edge.source for edge in loop), loop[0].source])
            hint = "remove one of these links" + also_at([edge.claim.statement.origin.place() for edge in loop[1:]])
            yield loop[0].claim.statement.fault(f"{relation} loop: {way}", hint)
    parts: nx.DiGraph[str] = nx.DiGraph((region.id, region.part_of) for region in kb.regions.values() if region.part_of)
    for nodes in nx.simple_cycles(parts):
        if len(nodes) > 1:
            start = nodes.index(min(nodes))
            ring = [*nodes[start:], *nodes[:start]]
            way = " -> ".join([*ring, ring[0]])
            others = [kb.regions[region_id].origin.place("part_of") for region_id in ring[1:]]
            hint = "remove one of these links" + also_at(others)
            yield kb.regions[ring[0]].fault(f"part-of loop: {way}", hint, ("part_of",))


@rule("preset-form")
def preset_form(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A preset names two conditions or more, each once, in a region that is no part of another.

    Only such regions have a matrix, and its first view shows these conditions side by side.
    """
    for region in kb.regions.values():
        names = region.preset
        for index, name in enumerate(names):
            if name in names[:index]:
                yield region.fault(
                    f"'{name}' stands twice in the preset", "name each condition once", ("preset", index)
                )
        if len(names) == 1 and not region.is_damaged:
            yield region.fault("a preset of one condition", "name those to tell it from, or remove it", ("preset",))
        if names and region.part_of:
            hint = f"move it to '{region.part_of}'"
            yield region.fault("a part of another region has no matrix to open with a preset", hint, ("preset",))


@rule("signs-missing", Severity.WARNING)
def signs_missing(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every condition states a sign: by signs it is told from others.

    Without any, its column of the matrix is empty and the worksheet cannot find it. Where no source that was read names
    one, this warning may stay.
    """
    without = [
        condition
        for condition in kb.conditions.values()
        if not condition.findings and not condition.is_damaged and not kb.may_be_damaged(condition.origin.path)
    ]
    alone = list(_alone(kb)) if without else []
    for condition in without:
        if condition not in alone:  # whoever links it will add its signs
            hint = "add findings, each with a sign"
            yield condition.fault(f"condition '{condition.id}' states no sign", hint, ("id",))


@rule("mimic-twice")
def mimic_twice(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A pair of look-alikes is stored once, in either of the two files: it reads the same both ways.

    Both pages show it. Stored twice, the two statements would drift apart.
    """
    first: dict[frozenset[str], Edge] = {}
    for edge in graph.mimic_pairs:
        stored = first.setdefault(frozenset((edge.source, edge.target)), edge)
        if stored.source != edge.source:
            place = stored.claim.statement.origin.place()
            message = f"this pair is already stored in {place.path}:{place.line}"
            yield edge.claim.statement.fault(
                message, "keep one of the two and move what the other says there", ("condition",)
            )


@rule("orphan", Severity.WARNING)
def orphan(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Every sign, treatment and region is used by another entry; every condition is linked to one.

    A page that nothing leads to is found by nobody. A link in a text leads there too.
    """
    for entity in _alone(kb):
        if isinstance(entity, Condition):
            message, hint = f"condition '{entity.id}' is linked to nothing", "add where, findings or mimics"
        else:
            message, hint = f"no entry uses {entity.kind} '{entity.id}'", _use(entity)
        yield entity.fault(message, hint, ("id",))


def _alone(kb: KnowledgeBase) -> Iterator[Entity]:
    """Entities that nothing leads to, and conditions that lead nowhere either."""
    used: set[str] = set()
    linking: set[str] = set()
    for page in kb.pages:
        for marked in kb.marked_in(page):
            targets = links(marked.value) if isinstance(marked.mark, IsProse) else (marked.value,)
            if isinstance(marked.mark, LinkTo | IsProse):
                others = set(targets) - {page.id}
                used |= others
                if others:
                    linking.add(page.id)
    used |= {near_word(target, kb.entities) or target for target in used if kb.kind_of(target) is None}
    for entity in kb.entities.values():
        if entity in kb.misnamed.values():
            continue
        if entity.id in used or entity.id in kb.mentioned_in_damaged_files:
            continue
        leads_on = entity.id in linking or kb.may_be_damaged(entity.origin.path)
        if not (isinstance(entity, Condition) and leads_on):
            yield entity


def _use(entity: Entity) -> str:
    where = {"sign": "findings", "treatment": "treated_with", "region": "where"}[entity.kind]
    return f"name it in a condition, under {where}, or delete the file"


@rule("island")
def island(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """All pages hang together: from each one, links lead to every other.

    Readers go from page to page. What hangs only on itself is found by search alone.
    """
    for group in graph.islands:
        members = sorted(group)
        pages = [page for page in kb.pages if page.id in group]
        is_excused = any(kb.may_be_damaged(page.origin.path) for page in pages) or group & kb.mentioned_in_damaged_files
        if len(members) > 1 and pages and not is_excused:
            message = f"{len(members)} pages are linked only to each other: {', '.join(members)}"
            yield pages[0].fault(message, "link one of them to the rest", ("id",))


def _presences(kb: KnowledgeBase, graph: EvidenceGraph, condition_id: str) -> dict[str, set[bool]]:
    """For each sign that a condition states: whether it is said to be present, lacking, or both.

    Where the frequency word is not known, neither: that is told, and what follows from it is not.
    """
    found: defaultdict[str, set[bool]] = defaultdict(set)
    for edge in graph.links_from(condition_id, "findings"):
        stated, said = found[edge.target], presence(kb, edge.claim)
        if said is not None:
            stated.add(said == PRESENT)
    return found


def _are_whole(kb: KnowledgeBase, pair: Edge) -> bool:
    """Whether all that is stored of two conditions was read: of others, nothing can be missed."""
    ends = [kb.conditions.get(end) for end in (pair.source, pair.target)]
    misnamed = kb.misnamed.values()
    return all(end and not kb.may_be_damaged(end.origin.path) and end not in misnamed for end in ends)


@rule("pair-indistinct", Severity.WARNING)
def pair_indistinct(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Look-alikes are told apart by something: a sign present in one and lacking in the other, or a discriminator.

    A pair of which only the likeness is told leaves the reader alone. Where no source names a difference, this warning
    may stay: the comparison then says that none was found.
    """
    pairs = Counter(frozenset((edge.source, edge.target)) for edge in graph.mimic_pairs)
    for edge in graph.mimic_pairs:
        link = edge.claim.statement
        if not kb.vocabulary.frequencies:
            return
        if not isinstance(link, MimicLink) or link.discriminator or not _are_whole(kb, edge):
            continue
        if pairs[frozenset((edge.source, edge.target))] > 1:
            continue  # mimic-twice
        one, other = _presences(kb, graph, edge.source), _presences(kb, graph, edge.target)
        if not any(one[sign].isdisjoint(other[sign]) for sign in one.keys() & other.keys()):
            message = f"no stored sign tells '{edge.source}' from '{edge.target}'"
            yield link.fault(message, "add a discriminator, or leave it if no source names one", ("condition",))


@rule("discriminator-unlinked", Severity.WARNING)
def discriminator_unlinked(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """The sign that tells a pair apart is stated in the findings of at least one of the two.

    Else the sentence says one thing and the table of the comparison, which is made of the findings, says nothing.
    """
    for edge in graph.mimic_pairs:
        link = edge.claim.statement
        if not kb.vocabulary.frequencies:
            return  # without the words, no finding says whether a sign is present
        if not isinstance(link, MimicLink) or not link.discriminator or link.discriminator.sign not in kb.signs:
            continue
        if not _are_whole(kb, edge):
            continue
        if not any(link.discriminator.sign in _presences(kb, graph, end) for end in (edge.source, edge.target)):
            message = f"neither condition states the sign '{link.discriminator.sign}' among its findings"
            yield link.discriminator.fault(message, "add it to the findings of the condition that has it", ("sign",))


@rule("comparison-unpaired")
def comparison_unpaired(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A curated comparison is named after the codes of its two conditions, and they are a stored pair of look-alikes.

    A page of comparison is made for each stored pair, and finds its curated text by that name: any other text would be
    shown nowhere.
    """
    stored = {frozenset((edge.source, edge.target)) for edge in graph.mimic_pairs}
    for id_, page in kb.comparisons.items():
        first, second = kb.conditions.get(page.first), kb.conditions.get(page.second)
        if not first or not second:
            continue  # entity-unknown
        pair = slug_of_pair(first, second)
        concerned = kb.files_named(first.id) | kb.files_named(second.id)
        if frozenset((first.id, second.id)) not in stored:
            message = f"'{first.id}' and '{second.id}' are no stored pair of look-alikes"
            hint = "add the one under mimics in the file of the other, or remove this file"
            yield replace(page.fault(message, hint, ("first",)), unless=concerned)
        elif id_ not in (pair, turned_slug(pair)):  # the latter is id-taken
            message = f"id '{id_}' does not name this pair"
            hint = f"write id: {pair}, and call the file so"
            yield replace(page.fault(message, hint, ("id",)), unless=concerned)
