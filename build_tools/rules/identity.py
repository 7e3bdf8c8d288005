"""Ids, codes and file names: each stands for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from build_tools.diagnostics import Fault
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model import addresses
from build_tools.model.claims import Claim
from build_tools.model.entities import Comparison, Condition, Conflict, Page, slug_of_pair, turned_slug
from build_tools.model.reading import ReadingNotes
from build_tools.model.record import Loc
from build_tools.rules.contradictions import contradicts
from build_tools.rules.registry import rule


@rule("id-duplicate")
def id_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An id stands for one page: no two files share one, and no earlier id (`formerly`) is in use again.

    The id is the page's address and what every link names. With two of one id, a link would lead to whichever file was
    read first.
    """
    first: dict[str, tuple[Page, Loc]] = {}
    for page in sorted(kb.pages, key=lambda page: page in kb.misnamed.values()):  # the file of that name has the id
        if page.id in first:
            message = f"id '{page.id}' is already used in {_where(*first[page.id])}"
            yield page.fault(message, "one file for each id; delete or rename one", ("id",))
        else:
            first[page.id] = (page, ("id",))
    for page in kb.pages:
        for index, old in enumerate(page.formerly):
            if old in first:
                message = f"earlier id '{old}' is in use in {_where(*first[old])}"
                yield page.fault(
                    message, "a redirect cannot lead away from a page; remove it here", ("formerly", index)
                )
            else:
                first[old] = (page, ("formerly", index))


def _where(page: Page, loc: Loc) -> str:
    place = page.origin.place(*loc)
    return f"{place.path}:{place.line}"


@rule("id-taken")
def id_taken(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """An id, and an earlier one, is no name that the site itself uses in the same folder.

    The page of all signs is signs/index, conditions of one's choice are printed at compare/handout/, and each pair of
    look-alikes stands at compare/ under both codes, first in the order of the alphabet, then in the other. A page or a
    redirect at the same place would overwrite it.
    """
    ids = {page.id for page in kb.pages}
    for page in kb.pages:
        taken = names_of_site(kb, graph, page)
        if page.id in taken:
            turned = turned_slug(page.id)
            name = f"'{turned}'" if turned != page.id and turned in taken else "another id"
            yield page.fault(f"id '{page.id}' is {taken[page.id]}", f"give it {name}, and its file too", ("id",))
        for index, old in enumerate(page.formerly):
            if old in taken and old not in ids:  # else id-duplicate
                hint = "no redirect can stand there; remove it here"
                yield page.fault(f"earlier id '{old}' is {taken[old]}", hint, ("formerly", index))


def names_of_site(kb: KnowledgeBase, graph: EvidenceGraph, page: Page) -> Mapping[str, str]:
    """Names in the folder of a page's address that it cannot have, each with the words that say whose it is.

    None for a page that is shown as a part of another one.
    """
    address = addresses.of_page(page)
    if "#" in address:
        return {}
    names = {"index": "the name of the page that lists all in its folder"}
    if isinstance(page, Comparison):
        names["handout"] = "the name of the page to print of any comparison"
        for edge in graph.mimic_pairs:
            if edge.source in kb.conditions and edge.target in kb.conditions:
                pair = slug_of_pair(kb.conditions[edge.source], kb.conditions[edge.target])
                if pair != page.id:
                    names[pair] = "the name of a pair that looks alike"
                names[turned_slug(pair)] = f"the pair '{pair}' in the other order"
    return names


@rule("file-name")
def file_name(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A file is called after the id inside it.

    Links name the id, editors look for the file: each must find the other. Ids are addresses on the site, so they stay
    as they are once published; where one must change, keep the old one under `formerly`.
    """
    for name, file in kb.misnamed.items():
        word = "key" if isinstance(file, ReadingNotes) else "id"
        others = kb.reading_notes if isinstance(file, ReadingNotes) else kb.pages
        if word == "id" and any(other.id == file.id for other in others if other is not file):
            continue  # id-duplicate
        path = file.origin.path
        renamed = f"{path.rpartition('/')[0]}/{file.id}.yaml"
        hint = f"write {word}: {name}, or rename the file: git mv {path} {renamed}"
        yield file.fault(f"file name does not match {word} '{file.id}'", hint, (word,))


@rule("code-duplicate")
def code_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A short code stands for one condition or one conflict.

    It is a part of addresses: compare/onfh-vs-toh/ is the comparison of the conditions with the codes onfh and toh.
    """
    first: dict[tuple[str, str], str] = {}
    for page in kb.pages:
        if isinstance(page, Condition | Conflict):
            user = first.setdefault((page.kind, page.code), page.id)
            if user != page.id:
                yield page.fault(f"code '{page.code}' is already that of '{user}'", "choose another code", ("code",))


@rule("claim-duplicate")
def claim_duplicate(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """One list names each target once: what a claim links to, with its stage and region, is its address.

    Two claims on one sign with the same address could not be told apart by a link. Give them different stages or
    regions, or make them one claim with all citations.
    """
    for (_, claim_id), claims in _claims_by_address(kb).items():
        for claim in claims[1:]:
            if any(contradicts(kb, claim, other) for other in claims if other is not claim):
                continue  # finding-contradiction says more
            line = claims[0].statement.origin.place().line
            message = f"'{claim.statement.label}' stands in this list already (line {line})"
            yield claim.statement.fault(
                f"{message}; both would be {claim_id}", "make them one, or give stage or region"
            )


def _claims_by_address(kb: KnowledgeBase) -> dict[tuple[str, str], list[Claim]]:
    """Claims that share an address, by file and id: files that share their id are another rule's matter."""
    found: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in kb.all_claims:
        found[claim.page.origin.path, claim.id].append(claim)
    return found
