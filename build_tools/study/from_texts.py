"""Items from what editors wrote or arranged: questions of claims, steps of pathways, and studies of treatments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from build_tools.model.claims import Asked, Claim, Discriminator
from build_tools.model.entities import Condition, Pathway, Sign
from build_tools.model.markup import plain
from build_tools.model.names import cited_key
from build_tools.study import wording
from build_tools.study.items import (
    ABSENCE,
    ANSWER,
    APART,
    FIGURE,
    MOST_OPTIONS,
    PATHWAY,
    READING,
    STUDY,
    Item,
    Option,
    dice,
    scattered,
)
from build_tools.study.states import States

IF_MISSING = "if-missing"


def asked_items(states: States) -> Iterator[Item]:
    """Items whose question stands with the claim that answers it."""
    for claim in states.kb.claims.values():
        asked = claim.statement.asked
        if asked and states.is_strong(claim):
            yield _asked_item(states, claim, asked)


def _asked_item(states: States, claim: Claim, asked: Asked) -> Item:
    pair = _pair_of(states, claim)
    kind = APART if pair else ABSENCE if claim.section == IF_MISSING else READING
    item_id = f"{kind}.{claim.id}"
    right = Option(ANSWER, plain(asked.answer), True)
    wrong = [Option(f"wrong-{place}", plain(text)) for place, text in enumerate(asked.wrong, start=1)]
    about = _conditions_of(states, claim, asked, pair)
    regions = states.regions_of(claim, about)
    if isinstance(claim.page, Sign):
        of_sign = states.roots(claim.page.regions)
        regions = tuple(one for one in of_sign if one in regions) or regions or of_sign
    return Item(
        item_id,
        kind,
        wording.topic_of_pair(*pair) if pair else claim.page.display_name,
        plain(asked.question),
        scattered(item_id, (right, *wrong)),
        (claim,),
        about,
        regions,
    )


def _pair_of(states: States, claim: Claim) -> tuple[Condition, Condition] | None:
    """The two conditions that a discriminator tells apart."""
    if not isinstance(claim.statement, Discriminator):
        return None
    around = states.kb.claims[claim.id.removesuffix(".discriminator")].statement
    one, other = states.kb.conditions.get(claim.page.id), states.kb.conditions.get(around.label)
    return (one, other) if one and other else None


def _conditions_of(
    states: States, claim: Claim, asked: Asked, pair: tuple[Condition, Condition] | None
) -> tuple[str, ...]:
    own = (claim.page.id,) if isinstance(claim.page, Condition) else ()
    named = (*own, *(one.id for one in pair or ()), *asked.about)
    return tuple(one for one in dict.fromkeys(named) if one in states.kb.conditions)


def pathway_items(states: States) -> Iterator[Item]:
    """For each step of a pathway but the first: which question follows the one before it."""
    for pathway in states.kb.pathways.values():
        steps = list(pathway.steps.items())
        for place, (name, _) in enumerate(steps[1:], start=1):
            claim = states.kb.claims[f"{pathway.id}.steps.{name}"]
            if states.is_strong(claim):
                yield _step_item(states, pathway, place, claim)


def _step_item(states: States, pathway: Pathway, place: int, claim: Claim) -> Item:
    steps = list(pathway.steps.items())
    item_id = f"{PATHWAY}.{claim.id}"
    options = [Option(name, plain(step.question), position == place) for position, (name, step) in enumerate(steps)]
    before = options.pop(place - 1)
    others = sorted((one for one in options if not one.is_right), key=lambda one: dice(f"{item_id} {one.key}"))
    right = next(one for one in options if one.is_right)
    return Item(
        item_id,
        PATHWAY,
        pathway.name,
        wording.NEXT_STEP.format(question=before.text),
        scattered(item_id, (right, *others[: MOST_OPTIONS - 1])),
        (claim,),
        regions=_shared_regions(states, pathway),
    )


def _shared_regions(states: States, pathway: Pathway) -> tuple[str, ...]:
    """Regions that belong to most conditions to which a pathway leads."""
    counts: dict[str, int] = {}
    conditions = {one for step in pathway.steps.values() for one in step.leads_to if one in states.kb.conditions}
    for condition_id in conditions:
        for region in states.roots(link.region for link in states.kb.conditions[condition_id].where):
            counts[region] = counts.get(region, 0) + 1
    return tuple(region for region in states.kb.regions if counts.get(region, 0) * 2 > len(conditions))


def figure_items(states: States) -> Iterator[Item]:
    """For each schematic with a sign to find: which sign it is. The others are those that are said not to be drawn."""
    for figure in states.kb.figures.values():
        sign = states.kb.signs.get(figure.spot or "")
        caption = tuple(one for one in states.kb.claims_of_page.get(figure.id, ()) if states.is_strong(one))
        others = [states.kb.signs[one] for one in figure.without if one in states.kb.signs]
        if sign and caption and others:
            item_id = f"{FIGURE}.{figure.id}.{sign.id}"
            about = tuple(one for one in figure.shows if one in states.kb.conditions)
            own = states.roots(one for one in figure.shows if one in states.kb.regions)
            options = (Option(sign.id, sign.name, True), *(Option(one.id, one.name) for one in others))
            yield Item(
                item_id,
                FIGURE,
                "",
                wording.WHICH_DRAWN,
                scattered(item_id, options),
                caption,
                about,
                own or states.roots(sign.regions),
                figure.id,
            )


NOT_OF_IT = re.compile(
    r"not (?:its subject|tested|compared|in the abstract)|no (?:separate )?result|background treatment|second[- ]hand"
)
"""What a claim says where its study does not speak of the treatment itself, or where it tells of other studies as well:
to ask for the design would mislead."""

FEWEST_OF_DESIGN = 3
"""A design is offered as a wrong answer if it stands behind at least so many statements on treatments: others nobody
would choose."""


def study_items(states: States) -> Iterator[Item]:
    """For each treatment of a condition that rests on one publication of known design: which design that is."""
    found = []
    counts: Counter[str | None] = Counter()
    for condition in states.kb.conditions.values():
        for edge in states.graph.links_from(condition.id, "treated-with"):
            treatment, designs = states.kb.treatments.get(edge.target), cited_designs(states, edge.claim)
            counts.update(set(designs))
            speaks_of_it = not NOT_OF_IT.search(edge.claim.statement.text)
            if treatment and len(designs) == 1 and designs[0] and states.is_fair(edge.claim) and speaks_of_it:
                found.append((condition, treatment, edge.claim, designs[0]))
    usual = [design for design in states.kb.vocabulary.designs if counts[design] >= FEWEST_OF_DESIGN]
    for condition, treatment, claim, design in found:
        item_id = f"{STUDY}.{claim.id}"
        options = _designs(states, item_id, design, usual)
        if len(options) > 1:
            yield Item(
                item_id,
                STUDY,
                wording.topic_of_treatment(treatment, condition),
                wording.WHAT_STUDY,
                scattered(item_id, options),
                (claim,),
                (condition.id,),
                states.regions_of(claim, (condition.id,)),
            )


def cited_designs(states: States, claim: Claim) -> tuple[str | None, ...]:
    """The design of each publication that a claim cites, each publication once; None where it is not known."""
    designs = []
    for key in dict.fromkeys(cited_key(citation) for citation in claim.statement.all_citations):
        reference = states.kb.references.get(key)
        study = reference.notes.study if reference and reference.notes else None
        designs.append(study.design if study else None)
    return tuple(designs)


def _designs(states: States, item_id: str, design: str, usual: list[str]) -> list[Option]:
    """The design with usual ones that cannot be taken for it or for each other, by chance but always the same."""
    words = states.kb.vocabulary.designs
    chosen = [design]
    for name in sorted(usual, key=lambda one: dice(f"{item_id} {one}")):
        families = [set(words[one].families) for one in (*chosen, name)]
        if all(families) and len(chosen) < MOST_OPTIONS and sum(map(len, families)) == len(set().union(*families)):
            chosen.append(name)
    return [Option(name, wording.sentence(words[name].label), name == design) for name in chosen]
