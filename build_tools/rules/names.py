"""Names and synonyms lead to one entity each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Entity
from build_tools.model.record import Loc
from build_tools.model.spelling import folded
from build_tools.rules.registry import rule


def _names(entity: Entity) -> Iterator[tuple[str, Loc]]:
    """Every name of an entity with its place: the preferred one first."""
    yield entity.name, ("name",)
    if entity.abbreviation:
        yield entity.abbreviation, ("abbreviation",)
    for index, synonym in enumerate(entity.synonyms):
        yield synonym, ("synonyms", index)
    for index, words in enumerate(entity.asked_as):
        yield words, ("asked_as", index)


def _entities(kb: KnowledgeBase) -> list[Entity]:
    """Entities, one for each id: doubled ids are another rule's matter."""
    return list({page.id: page for page in reversed(kb.pages) if isinstance(page, Entity)}.values())[::-1]


@rule("synonym-clash")
def synonym_clash(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A name or synonym leads to one entity; capitals, hyphens and British spelling make no difference.

    A reader who searches for a name must arrive at one page. Terms that belong to no single entity stand in the
    glossary, and so may a synonym that needs an expansion; an entity's own file expands its name and abbreviation.
    """
    users: dict[str, Entity] = {}
    for is_preferred in (True, False):
        for entity in _entities(kb):
            for name, loc in _names(entity):
                if (loc == ("name",)) is not is_preferred:
                    continue
                user = users.setdefault(folded(name), entity)
                if user is not entity:
                    message = f"'{name}' is already a name of '{user.id}'"
                    yield entity.fault(message, "a name leads to one entity; put a shared one in kb/glossary.yaml", loc)
    expanded = {name: entity for entity in _entities(kb) for name in (entity.abbreviation, entity.name) if name}
    for term in kb.glossary.terms:
        if term in expanded:
            place = kb.glossary.origin.key_place("terms", term)
            message = f"'{term}' is already a name of '{expanded[term].id}'"
            yield Fault(place, message, "the entity's own file expands it; remove it here")


@rule("synonym-own-name")
def synonym_own_name(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A synonym differs from the entity's other names; one spelling of each is enough.

    The search finds capitals, hyphens, accents, and British and American spelling by itself; a second spelling of the
    same name would only make the list of synonyms longer.
    """
    for entity in _entities(kb):
        seen: dict[str, str] = {}
        for name, loc in _names(entity):
            if folded(name) in seen:
                yield entity.fault(f"'{name}' repeats the name '{seen[folded(name)]}'", "remove it", loc)
            else:
                seen[folded(name)] = name


@rule("xref-duplicate")
def xref_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A page names each code of another vocabulary once.

    The table of codes has one row for each. A second one says the same again, or something else of the same code.
    """
    for entity in _entities(kb):
        seen: set[tuple[str, str]] = set()
        for index, xref in enumerate(entity.xrefs):
            if (xref.vocabulary, xref.id) in seen:
                message = f"{xref.vocabulary} {xref.id} stands here twice"
                yield entity.fault(message, "keep the one that fits better", ("xrefs", index, "id"))
            seen.add((xref.vocabulary, xref.id))
