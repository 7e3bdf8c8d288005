"""What every code means: what it asks for, why, and an example of the mistake and of how it is right.

The words stand with the rules (docstrings) and with the readers (``sources/codes.py``); the examples are the files of
``examples/``, changes to a small made-up knowledge base (``tests/sound``). ``bmes explain`` and the site show both, and
a test runs every example: the wrong one gives exactly the message that stands there, the right one none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import fill, indent

import yaml

from build_tools.diagnostics import FIX, Severity
from build_tools.rules import command_codes, coverage
from build_tools.rules.registry import RULES
from build_tools.sources import codes

WIDTH = 100
"""Characters in a line of prose on the terminal."""

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Group:
    """Codes of one subject."""

    id: str
    title: str
    intro: str


COMMANDS = "commands"
"""The group of codes that other commands than the check report; they have no examples."""

GROUPS = (
    Group("files", "Files and YAML", "How files are saved, and what makes them YAML."),
    Group("fields", "Fields", "Which fields a file has, and what they hold."),
    Group("ids", "Ids and names", "What a thing is called, by readers and in addresses."),
    Group("links", "Links and words", "What a field names exists: pages, and words of closed lists."),
    Group("relations", "Relations", "How pages hang together."),
    Group("citations", "Citations", "Every claim rests on something that was read, and all that was read is used."),
    Group("evidence", "Strength of evidence", "A claim is no stronger than what it rests on."),
    Group("notes", "Reading notes", "What a publication says, and how deep it was read."),
    Group("bibliography", "references.bib", "Entries that every program reads, and that lead to the publication."),
    Group("study", "Figures and study", "Drawings and their words, questions to learners, and the reading path."),
    Group("wording", "Wording", "Texts are plain, short and in one spelling."),
    Group("safety", "Safety", "What protects readers and patients."),
    Group(COMMANDS, "Other commands", "What bmes fmt and bmes cite say of files and of publications."),
)

_SUBJECTS: Mapping[str, str] = {
    **dict.fromkeys((code for code in codes.EXPLANATIONS if re.match(r"field-|value-|name-", code)), "fields"),
    **dict.fromkeys((code for code in codes.EXPLANATIONS if code.startswith("bib-")), "bibliography"),
    **dict.fromkeys(("treatment-wording", "patient-data"), "safety"),
    "abbreviation-unknown": "wording",
    "update-not-later": "evidence",
    "key-duplicate": "fields",
    coverage.CODE: "notes",
}
"""Groups of codes that stand elsewhere than the others of their module."""

_MODULES: Mapping[str, str] = {
    "bibliography": "bibliography",
    "citations": "citations",
    "contradictions": "evidence",
    "figures": "study",
    "identity": "ids",
    "links": "links",
    "names": "ids",
    "people": "bibliography",
    "permanence": "ids",
    "reading": "notes",
    "relations": "relations",
    "safety": "safety",
    "strength": "evidence",
    "study": "study",
    "times": "evidence",
    "wording": "wording",
    "words": "links",
}
"""Group of the rules of each module."""


@dataclass(frozen=True)
class Excerpt:
    """A piece of a file: whole lines, without the indentation that they share. None: the file is not there."""

    path: str
    text: str | None


@dataclass(frozen=True)
class Example:
    """A mistake, what the check says of it, and how it is right. ``fixed`` is what a repair prints, if one is safe."""

    wrong: tuple[Excerpt, ...]
    right: tuple[Excerpt, ...]
    says: str
    fixed: str
    note: str


@dataclass(frozen=True)
class Message:
    """One code. ``reasons`` are paragraphs that say why, and what to do."""

    code: str
    severity: Severity
    explanation: str
    reasons: tuple[str, ...]
    group: str
    example: Example | None

    @property
    def is_repairable(self) -> bool:
        """Whether the example can be repaired by a program."""
        return bool(self.example and self.example.fixed)


@cache
def messages() -> Mapping[str, Message]:
    """Every code in the order of the alphabet."""
    examples = _examples()
    found: dict[str, Message] = {}
    for code, text in codes.EXPLANATIONS.items():
        severity = Severity.WARNING if code in codes.WARNINGS else Severity.ERROR
        found[code] = _message(code, severity, text, _SUBJECTS.get(code, "files"), examples)
    for code, text in command_codes.EXPLANATIONS.items():
        severity = Severity.WARNING if code in command_codes.WARNINGS else Severity.ERROR
        found[code] = _message(code, severity, text, COMMANDS, examples)
    for rule in RULES.values():
        group = _SUBJECTS.get(rule.code) or _MODULES[rule.check.__module__.rpartition(".")[2]]
        found[rule.code] = _message(rule.code, rule.severity, rule.details, group, examples)
    text = coverage.EXPLANATION
    found[coverage.CODE] = _message(coverage.CODE, Severity.ERROR, text, _SUBJECTS[coverage.CODE], examples)
    return {code: found[code] for code in sorted(found)}


def _message(code: str, severity: Severity, text: str, group: str, examples: Mapping[str, Example]) -> Message:
    explanation, *reasons = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return Message(code, severity, explanation, tuple(reasons), group, examples.get(code))


def _examples() -> dict[str, Example]:
    found: dict[str, Example] = {}
    for path in sorted(EXAMPLES.glob("*.yaml")):
        for code, example in yaml.safe_load(path.read_text("utf-8")).items():
            if code in found:
                raise ValueError(f"two examples of {code}")
            wrong, right = (_excerpts(example[side]) for side in ("wrong", "right"))
            found[code] = Example(wrong, right, example["says"], example.get("fixed", ""), example.get("note", ""))
    return found


def _excerpts(files: Mapping[str, str | None]) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(path, text) for path, text in files.items())


_SHOWN = {"\t": "‹TAB›", "\r": "‹CR›", "\u00a0": "‹NO-BREAK SPACE›", "\u00ad": "‹SOFT HYPHEN›", "\ufeff": "‹BOM›"}
"""Names for characters that nobody sees."""


def visible(text: str) -> str:
    """Lines with signs for what nobody sees: tabs, carriage returns, no-break spaces, spaces at the end of a line."""
    for character, name in _SHOWN.items():
        text = text.replace(character, name)
    text = re.sub(r" +$", lambda match: "·" * len(match[0]), text, flags=re.MULTILINE)
    return text if text.endswith("\n") or not text else f"{text}‹NO LINE BREAK›\n"


def as_text(message: Message) -> str:
    """The long help of a code, for the terminal."""
    parts = [f"{message.code} ({message.severity})"]
    parts += [fill(text, WIDTH, break_on_hyphens=False) for text in (message.explanation, *message.reasons)]
    example = message.example
    if example:
        parts += [_shown(f"Wrong{example.note}", one) for one in example.wrong]
        parts.append(f"bmes check says:\n\n{indent(example.says.rstrip(), '    ')}")
        parts += [_shown("Right", one) for one in example.right]
        if message.is_repairable:
            parts.append(f"{FIX} makes the wrong one right.")
        parts.append("The example is made up: there is no such condition and no such publication.")
    return "\n\n".join(parts) + "\n"


def _shown(title: str, excerpt: Excerpt) -> str:
    text = "(there is no such file)" if excerpt.text is None else visible(excerpt.text).rstrip("\n") or "(empty)"
    return f"{title}, in {excerpt.path}:\n\n{indent(text, '    ')}"
