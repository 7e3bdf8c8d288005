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
from build_tools.study.items import (
    ABSENCE,
    APART,
    CONDITION,
    EXCEPTION,
    FIGURE,
    FREQUENCY,
    ODD,
    PATHWAY,
    READING,
    SIGN,
    STUDY,
)

GROUP_NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "condition": ("Which condition has the finding?", (CONDITION, EXCEPTION)),
    "finding": ("Which finding does the condition have?", (SIGN, ODD)),
    "frequency": ("How often is it seen?", (FREQUENCY,)),
    "apart": ("What tells the two apart?", (APART,)),
    "absence": ("What if it is not seen?", (ABSENCE,)),
    "figure": ("Which sign is drawn?", (FIGURE,)),
    "pathway": ("Which question comes next?", (PATHWAY,)),
    "reading": ("What do the sources say?", (READING,)),
    "study": ("What kind of evidence is it?", (STUDY,)),
}
"""What readers choose from: a name, what its items ask, and the kinds of item."""

GROUP_OF: Mapping[str, str] = {kind: group for group, (_, kinds) in GROUP_NAMES.items() for kind in kinds}

OF_CONDITION = "In which of these {count}conditions do the sources read here call this finding typical{when}?"
EXCEPT_IN = "{others} of these conditions have it as typical, according to the sources read here. {which}?"
WHICH_CONDITION: Mapping[str, str] = {
    PRESENT: "In which one is it described in some cases only",
    ABSENT: "In which one is it described as lacking",
    AGAINST: "Against which one does it argue, according to a source",
}
OF_SIGN = "Which of these findings do the sources read here call typical of it{when}?"
ODD_ONE = "{others} of these are typical of it, according to the sources read here. {which}?"
WHICH_SIGN: Mapping[str, str] = {
    PRESENT: "Which one is described in some cases only",
    ABSENT: "Which one is described as lacking",
    AGAINST: "Which one argues against it, according to a source",
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
WHICH_DRAWN = "Which of these signs is drawn here?"
WHAT_STUDY = "What kind of publication is cited here for this treatment in this condition?"

WHAT_WORD = "Typical, possible, absent, or arguing against? What do the sources read here say{when}?"
WHAT_HELPS = "What helps to tell the two apart?"
UNTOLD = "No publication read so far names it."
WHAT_REPORTED = "What is reported, and in what kind of publication?"
WHICH_SIGN_IS_DRAWN = "Which sign is drawn here?"
IF_MISSING = "What do the sources say if it is not seen?"
"""Questions of cards, which have no options."""

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


def led(when: str, question: str) -> str:
    """A question with its stage and site in front: ``On follow-up at the talus, which one ...``."""
    place = when.strip()
    return f"{place[0].upper()}{place[1:]}, {question[0].lower()}{question[1:]}" if place else question


def number(count: int) -> str:
    """A small number at the beginning of a sentence."""
    return {1: "One", 2: "Two", 3: "Three"}.get(count, str(count))


def pair_or_more(count: int) -> str:
    """``two`` before what there are two of, nothing before more."""
    return "two " if count == 2 else ""


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
