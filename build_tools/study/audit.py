"""Which options of an item are right, judged anew from what is stored, whatever the item itself says.

What made an item left options out by rules of its own; here each option is held against the question alone. An item is
fair if exactly one option turns out to be right, and it is the one that the item takes for right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_tools.graph import are_told_apart, link_target, presences_in
from build_tools.model.spelling import folded
from build_tools.study.from_texts import cited_designs
from build_tools.study.items import (
    ANSWER,
    APART,
    CONDITION,
    EXCEPTION,
    FIGURE,
    FREQUENCY,
    ODD,
    PATHWAY,
    SIGN,
    STUDY,
    Item,
    Option,
)
from build_tools.study.states import TYPICAL, States


def right_options(states: States, item: Item) -> tuple[Option, ...]:
    """The options that answer the question, and those that read as one of them does."""
    texts = {folded(option.text) for option in item.options if is_right(states, item, option)}
    return tuple(option for option in item.options if folded(option.text) in texts)


def is_right(states: States, item: Item, option: Option) -> bool:
    """Whether one option answers an item's question, by what is stored."""
    asked = item.claims[0].statement.asked
    if asked and any(one.key == ANSWER for one in item.options):
        return folded(option.text) == folded(asked.answer)
    return _JUDGES[item.kind](states, item, option.key)


def _words(states: States, item: Item, *, condition: str = "", sign: str = "") -> frozenset[str]:
    """The words of a cell: of the claim's own condition and sign, where no other is given."""
    claim = item.claims[0]
    return states.words(condition or claim.page.id, sign or link_target(claim) or "")


def _tells_apart(states: States, item: Item, sign_id: str) -> bool:
    one, other = item.about
    named = {
        link_target(told)
        for edge in states.graph.mimics_of(one)
        if edge.other_end(one) == other and (told := states.graph.discriminator(edge))
    }
    cells = (presences_in(states.kb, states.claims(condition, sign_id)) for condition in item.about)
    return sign_id in named or are_told_apart(*cells)


def _is_cited(states: States, item: Item, design: str) -> bool:
    """Whether any publication that is cited for the treatment in the condition has the design."""
    claim = item.claims[0]
    return any(
        design in cited_designs(states, edge.claim)
        for edge in states.graph.links_from(claim.page.id, "treated-with")
        if edge.target == link_target(claim)
    )


_JUDGES: Mapping[str, Callable[[States, Item, str], bool]] = {
    CONDITION: lambda states, item, key: TYPICAL in _words(states, item, condition=key),
    EXCEPTION: lambda states, item, key: TYPICAL not in _words(states, item, condition=key),
    SIGN: lambda states, item, key: TYPICAL in _words(states, item, sign=key),
    ODD: lambda states, item, key: TYPICAL not in _words(states, item, sign=key),
    FREQUENCY: lambda states, item, key: key in _words(states, item),
    APART: _tells_apart,
    PATHWAY: lambda states, item, key: item.claims[0].id.endswith(f".{key}"),
    FIGURE: lambda states, item, key: key in states.kb.figures[item.figure].shows,
    STUDY: _is_cited,
}
"""By kind of item: whether the option with this key is right."""
