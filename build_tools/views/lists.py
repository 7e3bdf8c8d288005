"""Lists of conditions, signs, treatments, regions and publications: their members with what readers sort and filter by.

A facet is something to filter by, with its options and how many members each has; options and facets without a member
are left out. A member holds its options by facet and its values by sort, so that a table, a page and a script agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from build_tools.graph import EvidenceGraph, region_and_parts, roots_of
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.claims import GroupLink, RegionLink
from build_tools.model.entities import Condition, Entity, Region, Sign, Treatment
from build_tools.model.spelling import folded
from build_tools.model.vocabulary import PRESENT, Word
from build_tools.views.matrix import conditions_in, whole_matrix
from build_tools.views.statements import ClaimView, claim_view, levels_of, weakest_level


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a facet."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by. Members with any of the chosen options are shown."""

    id: str
    label: str
    options: tuple[Option, ...]
    is_range: bool = False
    """Whether the options are numbers in order, of which a reader chooses the lowest and the highest."""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list; ``highest_first`` says how readers want it at first."""

    id: str
    label: str
    highest_first: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list: what it is found by, its options by facet, and its place by each sort."""

    names: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str | int]


class HasMember(Protocol):
    """A row of any list."""

    @property
    def member(self) -> Member:
        """What the row is found, filtered and sorted by."""


Row = TypeVar("Row", bound=HasMember)
Row_co = TypeVar("Row_co", bound=HasMember, covariant=True)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row_co]):
    """A whole list in the order that stands without scripts, which is that of its first sort.

    ``word`` names one member; a group is a heading, an anchor, and rows.
    """

    word: str
    groups: tuple[tuple[str, str, tuple[Row_co, ...]], ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]

    @property
    def rows(self) -> tuple[Row_co, ...]:
        """All rows in order."""
        return tuple(row for _, _, rows in self.groups for row in rows)


Labels = Iterable[tuple[str, str]]


def facet(name: str, label: str, options: Labels, members: Iterable[Member], is_range: bool = False) -> Facet:
    """A facet with the options, id and label, that some member has."""
    counts = Counter(option for member in members for option in member.facets.get(name, ()))
    return Facet(name, label, tuple(Option(id_, text, counts[id_]) for id_, text in options if counts[id_]), is_range)


def with_options(*facets: Facet) -> tuple[Facet, ...]:
    """The facets that have anything to choose."""
    return tuple(one for one in facets if one.options)


def words(of: Mapping[str, Word]) -> Labels:
    """A closed list as options, in its order."""
    return [(name, word.label) for name, word in of.items()]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """What every row of an entity shows, with all that is stated on the entity's page counted."""

    entity: Entity
    member: Member
    definition: ClaimView
    statements: int
    strongest: str | None
    weakest: str | None


@dataclass(frozen=True, slots=True)
class ConditionRow(EntityRow):
    """A condition: regions that are part of no other, and how many look-alikes are stored."""

    regions: tuple[Region, ...]
    look_alikes: int
    urgent: ClaimView | None


@dataclass(frozen=True, slots=True)
class SignRow(EntityRow):
    """A sign: in how many conditions it is stated, and how many pairs of all conditions it tells apart."""

    regions: tuple[Region, ...]
    conditions: int
    separation: int


@dataclass(frozen=True, slots=True)
class TreatmentRow(EntityRow):
    """A treatment: conditions that it is reported in, those in which a source says that it is not needed, and the
    publications behind the reports, counted by design; a design that is not stated is None and comes last."""

    conditions: int
    not_needed: int
    publications: int
    designs: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class RegionRow(EntityRow):
    """A region: conditions and signs there, its parts included."""

    part_of: Region | None
    conditions: int
    signs: int


BY_NAME = Sort("name", "Name, A to Z")


def _stated(kb: KnowledgeBase, entity: Entity) -> tuple[ClaimView, int, str | None, str | None, int]:
    """Definition, number of statements, strongest and weakest level, and a number by which evidence is sorted.

    The number orders by the strongest level first, then by how many statements stand at it.
    """
    views = [claim_view(kb, claim) for claim in kb.claims_of_page.get(entity.id, ())]
    levels = {level: count for level, count in levels_of(kb, views).items() if level in kb.vocabulary.levels}
    strongest = kb.vocabulary.strongest(tuple(levels))
    rank = (kb.vocabulary.strength(strongest) + 1) * 10_000 + levels[strongest] if strongest else 0
    definition = claim_view(kb, kb.claims[f"{entity.id}.definition"])
    return definition, len(views), strongest, weakest_level(kb, views), rank


def _roots(kb: KnowledgeBase, region_ids: Iterable[str]) -> tuple[Region, ...]:
    return tuple(kb.regions[one] for one in roots_of(kb, region_ids) if one in kb.regions)


def _main_regions(kb: KnowledgeBase) -> Labels:
    """Regions that are part of no other, those with most conditions first."""
    roots = [one for one in kb.regions.values() if one.part_of is None]
    roots.sort(key=lambda one: (-len(conditions_in(kb, one.id)), one.name))
    return [(one.id, one.name) for one in roots]


def _grouped(rows: Iterable[Row], labels: Labels, name: str) -> tuple[tuple[str, str, tuple[Row, ...]], ...]:
    """Rows by the one option that each has in a facet; groups without a row are left out."""
    rows = tuple(rows)
    groups = [(label, id_, tuple(one for one in rows if one.member.facets[name] == (id_,))) for id_, label in labels]
    return tuple(group for group in groups if group[2])


def _by_name(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda one: one.name.lower())


def conditions_list(kb: KnowledgeBase, graph: EvidenceGraph) -> Listing[ConditionRow]:
    """Conditions by group of causes."""
    frequencies = kb.vocabulary.frequencies

    def is_present(link: RegionLink | GroupLink) -> bool:
        meaning = frequencies.get(link.frequency)
        return meaning is not None and meaning.presence == PRESENT

    rows = []
    for one in _by_name(kb.conditions.values()):
        assert isinstance(one, Condition)
        definition, statements, strongest, weakest, rank = _stated(kb, one)
        regions = _roots(kb, (link.region for link in one.where if is_present(link)))
        urgent = claim_view(kb, kb.claims[f"{one.id}.urgent"]) if one.urgent else None
        look_alikes = len(graph.mimics_of(one.id))
        member = Member(
            one.all_names,
            {
                "region": tuple(region.id for region in regions),
                "cause": (one.cause,),
                "group": tuple(dict.fromkeys(link.group for link in one.who if is_present(link))),
                "urgent": ("yes",) if urgent else (),
            },
            {"name": folded(one.name), "statements": statements, "look-alikes": look_alikes, "evidence": rank},
        )
        rows.append(ConditionRow(one, member, definition, statements, strongest, weakest, regions, look_alikes, urgent))
    members = [row.member for row in rows]
    return Listing(
        "condition",
        _grouped(rows, words(kb.vocabulary.causes), "cause"),
        with_options(
            facet("region", "Region", _main_regions(kb), members),
            facet("cause", "Group of causes", words(kb.vocabulary.causes), members),
            facet("group", "Patient group", words(kb.vocabulary.patient_groups), members),
            facet("urgent", "Urgency", [("yes", "Needs urgent assessment")], members),
        ),
        (
            Sort("group", "Group of causes"),
            BY_NAME,
            Sort("statements", "Most statements", highest_first=True),
            Sort("evidence", "Strongest evidence", highest_first=True),
            Sort("look-alikes", "Most look-alikes", highest_first=True),
        ),
    )


def signs_list(kb: KnowledgeBase, graph: EvidenceGraph) -> Listing[SignRow]:
    """Signs by modality."""
    separations = {row.sign.id: row.separation for row in whole_matrix(kb, graph).rows}
    rows = []
    for one in _by_name(kb.signs.values()):
        assert isinstance(one, Sign)
        regions = _roots(kb, one.regions)
        conditions = len({edge.source for edge in graph.links_to(one.id, "findings")})
        separation = separations.get(one.id, 0)
        definition, statements, strongest, weakest, _ = _stated(kb, one)
        member = Member(
            one.all_names,
            {"modality": (one.modality,), "region": tuple(region.id for region in regions)},
            {"name": folded(one.name), "conditions": conditions, "separation": separation},
        )
        rows.append(SignRow(one, member, definition, statements, strongest, weakest, regions, conditions, separation))
    members = [row.member for row in rows]
    return Listing(
        "sign",
        _grouped(rows, words(kb.vocabulary.modalities), "modality"),
        with_options(
            facet("modality", "Modality", words(kb.vocabulary.modalities), members),
            facet("region", "Region", _main_regions(kb), members),
        ),
        (
            Sort("modality", "Modality"),
            BY_NAME,
            Sort("conditions", "Most conditions", highest_first=True),
            Sort("separation", "Most pairs told apart", highest_first=True),
        ),
    )


def design_of(reference: Reference) -> str | None:
    """The design of a publication's study, as a word of the vocabulary."""
    study = reference.notes.study if reference.notes else None
    return study.design if study else None


def treatments_list(kb: KnowledgeBase, graph: EvidenceGraph) -> Listing[TreatmentRow]:
    """Treatments by kind. The publications behind one are those that the reports in conditions cite.

    The best design among them is the one that the vocabulary lists first.
    """
    order = list(kb.vocabulary.designs)
    rows = []
    for one in _by_name(kb.treatments.values()):
        assert isinstance(one, Treatment)
        edges = graph.links_to(one.id, "treated-with")
        conditions = tuple(dict.fromkeys(edge.source for edge in edges))
        not_needed = len({edge.source for edge in graph.links_to(one.id, "not-indicated")})
        cited = graph.references_of(edge.claim for edge in edges)
        counts = Counter(map(design_of, cited))
        designs = tuple((design, counts[design]) for design in (*order, None) if counts[design])
        known = [design for design, _ in designs if design]
        definition, statements, strongest, weakest, _ = _stated(kb, one)
        member = Member(
            one.all_names,
            {"kind": (one.treatment_kind,), "condition": conditions, "design": tuple(known[:1])},
            {"name": folded(one.name), "conditions": len(conditions), "publications": len(cited)},
        )
        stated = (definition, statements, strongest, weakest)
        rows.append(TreatmentRow(one, member, *stated, len(conditions), not_needed, len(cited), designs))
    members = [row.member for row in rows]
    names = [(one.id, one.name) for one in _by_name(kb.conditions.values())]
    return Listing(
        "treatment",
        _grouped(rows, words(kb.vocabulary.treatment_kinds), "kind"),
        with_options(
            facet("kind", "Kind", words(kb.vocabulary.treatment_kinds), members),
            facet("condition", "Condition", names, members),
            facet("design", "Best study design", words(kb.vocabulary.designs), members),
        ),
        (
            Sort("kind", "Kind"),
            BY_NAME,
            Sort("publications", "Most publications", highest_first=True),
            Sort("conditions", "Reported in most conditions", highest_first=True),
        ),
    )


def regions_list(kb: KnowledgeBase, graph: EvidenceGraph) -> Listing[RegionRow]:
    """Regions, each followed by its parts."""
    rows = []
    for root_id, _ in _main_regions(kb):
        parts = region_and_parts(kb, root_id) - {root_id}
        for one in (kb.regions[root_id], *_by_name(kb.regions[part] for part in parts)):
            assert isinstance(one, Region)
            inside = region_and_parts(kb, one.id)
            conditions = len(conditions_in(kb, one.id))
            signs = sum(bool(inside & set(sign.regions)) for sign in kb.signs.values())
            part_of = kb.regions.get(one.part_of) if one.part_of else None
            definition, statements, strongest, weakest, _ = _stated(kb, one)
            member = Member(
                one.all_names,
                {"part": (root_id,)},
                {"name": folded(one.name), "conditions": conditions, "signs": signs},
            )
            stated = (definition, statements, strongest, weakest)
            rows.append(RegionRow(one, member, *stated, part_of, conditions, signs))
    return Listing(
        "region",
        (("From hip to foot, and the spine", "all", tuple(rows)),),
        with_options(facet("part", "Region", _main_regions(kb), [row.member for row in rows])),
        (
            Sort("region", "Region, then its parts"),
            BY_NAME,
            Sort("conditions", "Most conditions", highest_first=True),
            Sort("signs", "Most signs", highest_first=True),
        ),
    )
