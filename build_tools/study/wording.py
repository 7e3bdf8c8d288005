"""Every sentence that the tools write around claims in questions, in one place, so that editors can judge them.

A question says whose word it asks for: the sources', as they were read, not the truth about patients.
"""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim, SignLink
from build_tools.model.entities import Entity
from build_tools.model.spelling import inside_sentence
from build_tools.model.vocabulary import ABSENT, AGAINST, PRESENT
from build_tools.study.items import ABSENCE, APART, CONDITION, EXCEPTION, FREQUENCY, ODD, PATHWAY, READING, SIGN, STUDY

KIND_NAMES: Mapping[str, str] = {
    CONDITION: "Which condition is it typical of?",
    EXCEPTION: "In which condition is it not typical?",
    SIGN: "Which finding is typical of it?",
    ODD: "Which finding is the odd one out?",
    FREQUENCY: "How often is it seen?",
    APART: "What tells the two apart?",
    ABSENCE: "What if it is not seen?",
    PATHWAY: "Which question comes next?",
    READING: "What do the sources say?",
    STUDY: "What kind of study is it?",
}
"""What each kind of item asks, as readers choose among kinds."""

OF_CONDITION = "In which of these conditions do the sources read here call this finding typical{when}?"
EXCEPT_IN = "{others} of these conditions have it as typical, by the sources read here. {which}{when}?"
WHICH_CONDITION: Mapping[str, str] = {
    PRESENT: "In which one is it described in some cases only",
    ABSENT: "In which one is it described as lacking",
    AGAINST: "Against which one does it argue, by a source",
}
OF_SIGN = "Which of these findings do the sources read here call typical of it{when}?"
ODD_ONE = "{others} of these are typical of it, by the sources read here. {which}{when}?"
WHICH_SIGN: Mapping[str, str] = {
    PRESENT: "Which one is described in some cases only",
    ABSENT: "Which one is described as lacking",
    AGAINST: "Which one argues against it, by a source",
}
"""How the one that is not typical is asked for, by what its frequency word speaks of."""
HOW_OFTEN = "What do the sources read here say of this finding in this condition{when}?"
NAMED_APART = (
    "Which of these findings do the sources read here name to tell the two apart? {The_others} reported in both."
)
STATED_APART = (
    "Which of these findings is present in one of the two, and described as lacking in, or as arguing against, the"
    " other? {The_others} reported in both."
)
NEXT_STEP = "“{question}” Once this is answered, which question does the pathway ask next?"
WHAT_STUDY = "What kind of publication is cited here for this treatment in this condition?"

WHEN: Mapping[str, str] = {"early": " early on", "late": " in a later phase", "follow-up": " on follow-up"}
"""A stage as the end of a question."""


def when(kb: KnowledgeBase, claim: Claim) -> str:
    """The stage and the site that a claim is limited to, as the end of a question."""
    link = claim.statement
    if not isinstance(link, SignLink):
        return ""
    stage = WHEN.get(link.stage, f" ({kb.vocabulary.stages[link.stage].label})") if link.stage else ""
    place = kb.regions.get(link.region or "")
    return f"{stage} at the {inside_sentence(place.name)}" if place else stage


def number(count: int) -> str:
    """A small number at the beginning of a sentence."""
    return {1: "One", 2: "Two", 3: "Three"}.get(count, str(count))


def the_others(count: int) -> str:
    """The subject of the sentence on the other options."""
    return "The other is" if count == 1 else "The others are"


def frequency_option(kb: KnowledgeBase, word: str) -> str:
    """A frequency word with what it means: ``Typical: a cited source calls it usual ...``."""
    meaning = kb.vocabulary.frequencies[word]
    return f"{meaning.label[:1].upper()}{meaning.label[1:]}: {meaning.definition[:1].lower()}{meaning.definition[1:]}"


def topic_of_pair(one: Entity, other: Entity) -> str:
    """Two conditions to tell apart."""
    return f"{one.name} or {inside_sentence(other.name)}"


def topic_of_sign(sign: Entity, condition: Entity) -> str:
    """A finding in a condition."""
    return f"{sign.name} in {inside_sentence(condition.name)}"


def topic_of_treatment(treatment: Entity, condition: Entity) -> str:
    """A treatment in a condition."""
    return f"{treatment.name} in {inside_sentence(condition.name)}"


def sentence(text: str) -> str:
    """A label as an option of its own: with a capital."""
    return text[:1].upper() + text[1:]
