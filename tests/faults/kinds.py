"""Single mistakes as editors make them, put into a copy of the real knowledge base one at a time.

Each kind of mistake is a function that picks a place for it (by a seeded generator, so that every run picks the same)
and says what the check should answer: a code, and the line. The other modules of this folder hold the kinds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.knowledge import KnowledgeBase
from build_tools.model.claims import Claim
from build_tools.model.names import cited_key
from build_tools.sources.tree import BIBLIOGRAPHY

CONDITIONS, SIGNS, TREATMENTS, REGIONS, REFERENCES = (
    f"kb/{folder}/" for folder in ("conditions", "signs", "treatments", "regions", "references")
)
BIB, VOCABULARY, GLOSSARY = BIBLIOGRAPHY, "kb/vocabulary.yaml", "kb/glossary.yaml"


TEXT_LINE = r"^( +)text: [A-Z][^:\"'#]*$"
"""A text on one line, without quotes."""


@dataclass(frozen=True)
class Mistake:
    """One mistake: the files that it changes (None: deleted), and what should be said of it."""

    kind: str
    files: Mapping[str, bytes | None]
    codes: frozenset[str]
    path: str
    line: int


@dataclass(frozen=True)
class Spot:
    """A line of a file."""

    path: str
    number: int
    text: str


class Project:
    """The real knowledge base, with what the kinds need to find places for their mistakes."""

    def __init__(self, kb: KnowledgeBase, rng: random.Random) -> None:
        self.kb = kb
        self.rng = rng
        self.files = {path: content.decode() for path, content in kb.sources.items()}

    def lines(self, path: str) -> list[str]:
        return self.files[path].split("\n")

    def pick(self, where: str, pattern: str, fits: Callable[[Spot], bool] = lambda _: True) -> Spot:
        """Any line that matches, of the files whose path begins like this."""
        found = [
            Spot(path, number, line)
            for path in self.files
            if path.startswith(where)
            for number, line in enumerate(self.lines(path), start=1)
            if re.search(pattern, line)
        ]
        self.rng.shuffle(found)
        return next(spot for spot in found if fits(spot))

    def with_lines(self, path: str, start: int, end: int, new: Iterable[str]) -> dict[str, bytes | None]:
        """The file with the lines from ``start`` up to ``end`` (not included) replaced."""
        lines = self.lines(path)
        lines[start - 1 : end - 1] = new
        return {path: "\n".join(lines).encode()}

    def with_line(self, spot: Spot, *new: str) -> dict[str, bytes | None]:
        """The file with one line replaced."""
        return self.with_lines(spot.path, spot.number, spot.number + 1, new)

    def any_claim(self, fits: Callable[[Claim], bool]) -> Claim:
        """Any claim of a condition that fits."""
        claims = [claim for claim in self.kb.all_claims if claim.page.kind == "condition" and fits(claim)]
        return self.rng.choice(claims)

    def block(self, path: str, start: int) -> tuple[int, int]:
        """A line and those below it that are indented deeper: from, and up to (not included)."""
        lines = self.lines(path)
        indent = indent_of(lines[start - 1])
        end = start + 1
        while end <= len(lines) and (not lines[end - 1].strip() or indent_of(lines[end - 1]) > indent):
            end += 1
        while not lines[end - 2].strip():
            end -= 1
        return start, end

    @cached_property
    def citing(self) -> dict[str, list[Claim]]:
        """Claims by the finding that they cite."""
        found: dict[str, list[Claim]] = {}
        for claim in self.kb.all_claims:
            for citation in claim.statement.all_citations:
                found.setdefault(citation, []).append(claim)
        return found

    def once_cited(self) -> str:
        """A finding that one claim cites, the publication being cited by others, too."""
        keys = [cited_key(citation) for citation in self.citing]
        once = [one for one, claims in self.citing.items() if len(claims) == 1 and keys.count(cited_key(one)) > 1]
        return self.rng.choice(once)


Kind = Callable[[Project], Mistake]
KINDS: dict[str, Kind] = {}


def kind(*codes: str) -> Callable[[Callable[[Project], tuple[dict[str, bytes | None], str, int]]], Kind]:
    """Registers a kind of mistake: the function gives the changed files, and where the mistake is."""

    def register(make: Callable[[Project], tuple[dict[str, bytes | None], str, int]]) -> Kind:
        name = make.__name__.strip("_").replace("_", "-")

        def made(project: Project) -> Mistake:
            files, path, line = make(project)
            return Mistake(name, files, frozenset(codes), path, line)

        KINDS[name] = made
        return made

    return register


def single_mistakes(kb: KnowledgeBase, rounds: int) -> Iterator[Mistake]:
    """Every kind of mistake so many times, at places that a seeded generator picks."""
    for number in range(rounds):
        for name, make in KINDS.items():
            yield make(Project(kb, random.Random(f"{name} {number}")))


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def misspelled(word: str, rng: random.Random) -> str:
    """The word with two letters exchanged, one left out, or one doubled; a letter, never a digit or hyphen."""
    places = [at for at in range(1, len(word) - 1) if word[at : at + 2].isalpha() and word[at] != word[at + 1]]
    at = rng.choice(places)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def changed(project: Project, where: str, pattern: str, new: Callable[[re.Match[str]], str], **more):
    """One line with what matches replaced."""
    spot = project.pick(where, pattern, **more)
    match = re.search(pattern, spot.text)
    assert match
    text = spot.text[: match.start()] + new(match) + spot.text[match.end() :]
    return project.with_line(spot, *text.split("\n")), spot.path, spot.number
