"""Claims of one condition on one sign that cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from build_tools.diagnostics import Fault
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.vocabulary import PRESENT
from build_tools.rules.registry import rule


def presence(kb: KnowledgeBase, claim: Claim) -> str | None:
    """Whether the claim's frequency word speaks of presence, absence, or a sign that argues against the condition."""
    meaning = kb.vocabulary.frequencies.get(claim.frequency or "")
    return meaning.presence if meaning else None


def scope(claim: Claim) -> tuple[str, ...]:
    """The stage and region that a claim is limited to; empty where it speaks of the condition as a whole."""
    parts = (getattr(claim.statement, "stage", None), getattr(claim.statement, "region", None))
    return tuple(f"{name}: {part}" for name, part in zip(("stage", "region"), parts, strict=True) if part)


def contradicts(kb: KnowledgeBase, one: Claim, other: Claim) -> bool:
    """Whether two claims on the same target say opposite things.

    They do where one speaks of presence and the other does not, within one stage and region, or where the denial is for
    the condition as a whole. That a sign is lacking at one stage does not contradict that it is usual in general.
    """
    found = (presence(kb, one), presence(kb, other))
    if None in found or (found[0] == PRESENT) == (found[1] == PRESENT):
        return False
    denial = other if found[0] == PRESENT else one
    return scope(one) == scope(other) or not scope(denial)


@rule("finding-contradiction")
def finding_contradiction(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """What is usual here cannot be absent or argue against the condition there, unless both claims name a conflict.

    A reader who meets only one of the two would be misled. Keep the better supported claim, limit one to a stage or
    region, or write a file in kb/conflicts/ and name it under `conflict` in both claims.
    """
    by_target: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in kb.all_claims:
        if presence(kb, claim) is None:
            continue  # it says of nothing that it is there or not
        target = claim.statement.label.partition(".")[0]
        by_target[claim.page.origin.path, claim.section, target].append(claim)
    for (_, _, target), claims in by_target.items():
        for one, other in combinations(claims, 2):
            if contradicts(kb, one, other) and not (_is_settled(one, other)):
                earlier, later = sorted((one, other), key=lambda claim: claim.statement.origin.place())
                line = earlier.statement.origin.place().line
                message = f"'{target}' is '{later.frequency}' here and '{earlier.frequency}' on line {line}"
                hint = "keep one, limit one to a stage or region, or name a conflict in both"
                yield later.statement.fault(message, hint, ("frequency",))


def _is_settled(one: Claim, other: Claim) -> bool:
    """Whether the two are shown as sides of one conflict. In one scope they would still share an address."""
    conflicts = (one.statement.conflict, other.statement.conflict)
    return one.id != other.id and conflicts[0] is not None and conflicts[0] == conflicts[1]
