"""The list of publications: the review with its printed list, and the others, with what readers sort and filter by."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, Reference
from build_tools.model.spelling import folded
from build_tools.views.lists import Listing, Member, Sort, design_of, facet, with_options, words

PRINTED, OTHERS = ("printed", "The review and its list"), ("others", "Other publications")
"""Anchor and heading of the two sets. The printed list stays a set of its own in every order."""


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One publication; ``statements`` cite it, ``read`` is the level at which it was read as a whole."""

    reference: Reference
    member: Member
    read: str | None
    design: str | None
    is_animal: bool
    statements: int


def references_list(kb: KnowledgeBase, graph: EvidenceGraph) -> Listing[ReferenceRow]:
    """All publications in two groups; the first order is that of the bibliography, the printed list by number."""
    rows: dict[str, list[ReferenceRow]] = {PRINTED[0]: [], OTHERS[0]: []}
    for reference in kb.references.values():
        row = _row(kb, graph, reference)
        rows[row.member.facets["set"][0]].append(row)
    rows[PRINTED[0]].sort(key=lambda row: row.member.values["number"])
    members = [row.member for group in rows.values() for row in group]
    years = sorted({row.reference.entry.year for group in rows.values() for row in group if row.reference.entry.year})
    groups = tuple((heading, anchor, tuple(rows[anchor])) for anchor, heading in (PRINTED, OTHERS) if rows[anchor])
    return Listing(
        "publication",
        groups,
        with_options(
            facet("set", "List", (PRINTED, OTHERS), members),
            facet("read", "Level read", reversed(list(words(kb.vocabulary.levels))), members),
            facet("work", "Work for editors", OPEN_WORK, members),
            facet("design", "Design", words(kb.vocabulary.designs), members),
            facet("year", "Year", [(year, year) for year in years], members, is_range=True),
        ),
        SORTS,
    )


SORTS = (
    Sort("number", "Number in the printed list"),
    Sort("author", "First author, A to Z"),
    Sort("year", "Newest", highest_first=True),
    Sort("design", "Design"),
    Sort("read", "Read deepest", highest_first=True),
    Sort("findings", "Most findings", highest_first=True),
    Sort("statements", "Cited by most statements", highest_first=True),
)

OPEN_WORK = (
    ("title-only", "read by title only"),
    ("authors", "authors not recorded"),
    ("design", "design not recorded"),
)


def _row(kb: KnowledgeBase, graph: EvidenceGraph, reference: Reference) -> ReferenceRow:
    entry, notes = reference.entry, reference.notes
    study = notes.study if notes else None
    design = design_of(reference)
    read = notes.read if notes else None
    statements = len(graph.claims_citing(reference))
    is_twin = entry.duplicate_of is not None
    weakest = next(iter(kb.vocabulary.levels), None)  # no more than the title was read
    set_name = OTHERS if reference.is_other else PRINTED
    open_work = {
        "title-only": read is not None and read == weakest and not is_twin,
        "authors": bool(entry.fields.get("incomplete")),
        "design": design is None and not is_twin,
    }
    values: dict[str, str | int] = {"findings": len(reference.findings), "statements": statements}
    if set_name is PRINTED:
        values["number"] = reference.number or 0  # the review comes before its list
    if entry.authors:
        values["author"] = folded(entry.authors[0].family)
    if entry.year.isdecimal():
        values["year"] = int(entry.year)
    if design in kb.vocabulary.designs:
        values["design"] = list(kb.vocabulary.designs).index(design)
    if read in kb.vocabulary.levels:
        values["read"] = kb.vocabulary.strength(read)
    member = Member(
        (*(person.family for person in entry.authors), entry.title, reference.key),
        {
            "set": (set_name[0],),
            "read": (read,) if read else (),
            "work": tuple(name for name, is_open in open_work.items() if is_open),
            "design": (design,) if design else (),
            "year": (entry.year,) if entry.year else (),
        },
        values,
    )
    is_animal = study is not None and study.subjects == "animal"
    return ReferenceRow(reference, member, read, design, is_animal, statements)
