"""The search router: from what a reader types to the one page that fits best, with the reason.

It stands above the list of the site's full-text search, which knows no misspelling and no pair. Four ways, tried in
this order, each with a reason that the reader sees:

1. the words are a name, an abbreviation or a synonym;
2. they name two conditions (``A vs B``, ``A or B``, ``tell A from B``, ``A B``): the comparison of the two;
3. they are close to a name: a letter dropped, doubled, swapped or mistaken, by distance and not by a list;
4. they hold the words of a name, a definition or a label: the page whose words weigh most. The forms of a word weigh
   alike, and the page is the answer (``best``) only where it stands out.

Nothing here knows a medical word: names and texts come from the knowledge base. ``docs/scripts/router.js`` is the same
in the browser and reads the tables and numbers of this module from its data, so each rule stands once; a test holds
the two equal.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.model.spelling import folded
from build_tools.views.router_records import Alias, Entry, Match
from build_tools.views.router_rules import (
    ABBREVIATIONS,
    ALIAS_SHARE,
    ALWAYS_BETWEEN,
    CODE,
    CONNECTORS,
    CONTEXT,
    CUES,
    EXPLAINED,
    FAR,
    FROM_TEXT,
    LEAD,
    LITTLE_WEIGHT,
    LITTLE_WORDS,
    MOST,
    NEAR,
    OTHER_NAME,
    PREFIX,
    SAME,
    SIDE_ALIAS,
    SIDE_EXPLAINED,
    SIDE_NEARLY,
    TIE,
    distance,
    letters_apart,
    stem,
)


@dataclass(frozen=True)
class Router:
    """Finds pages. ``pairs`` ranks pairs of conditions that have a page of their own, the lower the better."""

    entries: tuple[Entry, ...]
    pairs: Mapping[frozenset[str], int] = field(default_factory=dict)

    @cached_property
    def exact(self) -> dict[str, tuple[Entry, Alias]]:
        """Every folded name with its page; of pages that share one, the first by rank."""
        found: dict[str, tuple[Entry, Alias]] = {}
        for entry in sorted(self.entries, key=lambda entry: entry.rank):
            for alias in entry.aliases:
                found.setdefault(alias.folded, (entry, alias))
        return found

    @cached_property
    def weights(self) -> dict[str, int]:
        """What each word of a page weighs: the fewer pages have it, in whatever form, the more."""
        words = [entry.words for entry in self.entries]
        pages = Counter(beginning for page in words for beginning in {stem(word) for word in page})
        return {
            word: LITTLE_WEIGHT if word in LITTLE_WORDS else self._rarity(pages[stem(word)])
            for word in sorted(set().union(*words))
        }

    def _rarity(self, pages: int) -> int:
        return round(100 * math.log(1 + len(self.entries) / pages))

    @cached_property
    def unknown_weight(self) -> int:
        """What a word weighs that no page has."""
        return self._rarity(1)

    def weight(self, word: str) -> int:
        """What one word weighs."""
        if word in LITTLE_WORDS:
            return LITTLE_WEIGHT
        return self.weights.get(word, self.unknown_weight)

    def _shared_weight(self, word: str, name: str) -> int:
        """What a word weighs that a page has for one of the query: no more than what was typed, if that is a word."""
        return min(self.weight(word), self.weight(name)) if word in self.weights else self.weight(name)

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {word: stem(word) for word in self.weights}

    def _neighbors(self, word: str, is_last: bool) -> dict[str, int]:
        """Words of pages that one of the query may mean, with what they count; the last word may be unfinished.

        A word that some page has is no misspelling: ``carpal`` is not ``tarsal``.
        """
        most = 0 if word in self.weights else letters_apart(len(word))
        beginning = stem(word)
        found: dict[str, int] = {}
        for name in self.weights:
            if name == word:
                found[name] = SAME
            elif self._stems[name] == beginning or (is_last and len(word) >= 3 and name.startswith(word)):
                found[name] = PREFIX
            elif most and letters_apart(len(name)):
                steps = distance(word, name, most)
                if steps <= most:
                    found[name] = NEAR if steps == 1 else FAR
        return found

    def find(self, query: str) -> tuple[Match, ...]:
        """Pages that fit what was typed, the best first; none where nothing fits well."""
        words = self._as_written(folded(query).split())
        if not words:
            return ()
        first = self._named(words) or self._two(words) or self._near(words)
        others = self._scored(words)
        if first is None:
            return others[:MOST]
        return (first, *(match for match in others if match.ids != first.ids))[:MOST]

    def best(self, query: str) -> Match | None:
        """The page that can be shown as the answer; none where no page stands out, for a wrong one is worse than none.

        A name, a pair and a misspelled name are answers. A page that only shares words with the query is one unless it
        is about another place than the query names, or about as good as the next: where one word speaks for it, or
        nothing in its names does, it must be well ahead.
        """
        first, *others = self.find(query) or (None,)
        if first is None or first.reason != "words":
            return first
        entry = self._by_id[first.ids[0]]
        asked = self._places.intersection(map(stem, self._as_written(folded(query).split())))
        met = first.stems
        is_placed = not self._places.isdisjoint(map(stem, entry.words))
        if asked and is_placed and asked.isdisjoint(met):
            return None
        telling = met - self._places or met
        named = telling.intersection(map(stem, entry.name_words))
        if not named and first.score < FROM_TEXT:
            return None
        needed = LEAD if len(telling) == 1 or not named else TIE if others and others[0].stems == met else 0
        return None if others and first.score < needed * others[0].score else first

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _places(self) -> frozenset[str]:
        """Words that name a place, without their endings: those of the regions' names."""
        names = (entry.aliases[0].folded.split() for entry in self.entries if entry.kind == "region")
        return frozenset(stem(word) for name in names for word in _core(name))

    def _as_written(self, words: list[str]) -> list[str]:
        """Words joined or split as the pages write them: ``shockwave`` is two words there, ``osteo necrosis`` one."""
        joined: list[str] = []
        for word in words:
            if joined and joined[-1] + word in self.weights and not {joined[-1], word} <= self.weights.keys():
                joined[-1] += word
            else:
                joined.append(word)
        return [part for word in joined for part in self._split(word)]

    def _split(self, word: str) -> tuple[str, ...]:
        if word not in self.weights and word not in self.exact:
            for at in range(3, len(word) - 2):
                if word[:at] in self.weights and word[at:] in self.weights:
                    return (word[:at], word[at:])
        return (word,)

    def _named(self, words: list[str]) -> Match | None:
        """The query is a name; little words around it make no difference."""
        for text in _wordings(words):
            if text in self.exact:
                entry, alias = self.exact[text]
                return Match((entry.id,), alias.kind, alias.text, 1)
        return None

    def _near(self, words: list[str]) -> Match | None:
        """The query is a name but for a letter or two; of equally near ones the first by rank.

        Where each word is one that some page has, nothing is misspelled.
        """
        if all(word in self.weights for word in words):
            return None
        best: tuple[int, int, str] | None = None
        found: tuple[Entry, Alias] | None = None
        for text in _wordings(words):
            most = letters_apart(len(text))
            if not most:
                continue
            for name, (entry, alias) in self.exact.items():
                steps = distance(text, name, most if best is None else min(most, best[0]))
                if steps <= most and (best is None or (steps, entry.rank, name) < best):
                    best, found = (steps, entry.rank, name), (entry, alias)
        if found is None:
            return None
        return Match((found[0].id,), "near", found[1].text, 1)

    def _two(self, words: list[str]) -> Match | None:
        """The query names two conditions, with a connecting word or side by side."""
        for at, word in enumerate(words):
            if word in ALWAYS_BETWEEN or (word in CONNECTORS and not CUES.isdisjoint(words[:at])):
                pair = self._pair(words[:at], words[at + 1 :])
                if pair:
                    return pair
        core = _core(words)
        for at in range(1, len(core)):
            sides = [self.exact.get(" ".join(side)) for side in (core[:at], core[at:])]
            known = [one for one in sides if one and one[0].id in self.conditions]
            ids = tuple(one.id for one, _ in known)
            are_short = all(alias.kind in ABBREVIATIONS for _, alias in known)
            if len(set(ids)) == 2 and (are_short or frozenset(ids) in self.pairs):
                return Match(ids, "pair", "", 1)
        return None

    def _pair(self, left: list[str], right: list[str]) -> Match | None:
        """The best of the pairs that both sides may mean: first those with a page of their own."""
        choices = [
            (self.pairs.get(frozenset((one, other)), len(self.pairs)), -(score + further), one, other)
            for one, score in self._side(left)
            for other, further in self._side(right)
            if one != other
        ]
        if not choices:
            return None
        _, score, one, other = min(choices)
        return Match((one, other), "pair", "", -score / 2)

    def _side(self, words: list[str]) -> list[tuple[str, float]]:
        """Conditions that one side of a pair may mean: the named one alone, or all that fit well enough."""
        words = _without_little_ends(words)
        if not words:
            return []
        named = self._named(words) or self._near(words)
        if named:
            return [(named.ids[0], 1.0)] if named.ids[0] in self.conditions else []
        neighbors = self._all_neighbors(words)
        total = self._total(words, neighbors)
        found = []
        for entry in self.conditions.values():
            best = self._best_alias(entry, words, neighbors)
            if best.mass >= SIDE_EXPLAINED * total and best.share >= SIDE_ALIAS:
                found.append((entry.id, best.score / total))
        least = SIDE_NEARLY * max((score for _, score in found), default=0)
        return [one for one in found if one[1] >= least]

    @cached_property
    def conditions(self) -> dict[str, Entry]:
        """Conditions by id: only they can be compared."""
        return {entry.id: entry for entry in self.entries if entry.kind == "condition"}

    def _all_neighbors(self, words: list[str]) -> dict[str, dict[str, int]]:
        return {word: self._neighbors(word, word == words[-1]) for word in words}

    def _total(self, words: list[str], neighbors: Mapping[str, Mapping[str, int]]) -> int:
        """What all words of a query weigh; one that is misspelled weighs what the nearest word does."""
        total = 0
        for word in words:
            near = None if word in self.weights else _nearest(neighbors[word], neighbors[word])
            total += self.weight(near[0] if near else word)
        return SAME * total

    def _scored(self, words: list[str]) -> tuple[Match, ...]:
        """Pages by the weight of the words that they share with the query."""
        core = _core(words)
        if not core:
            return ()
        if len(core) == 1:
            words = core
        neighbors = self._all_neighbors(words)
        total = self._total(words, neighbors)
        found = []
        for entry in self.entries:
            best = (
                self._best_alias(entry, words, neighbors)
                if len(words) > 1
                else self._shortest_alias(entry, words[0], neighbors[words[0]])
            )
            met, score = dict(best.met), best.score
            for word in words:
                if word not in met and word not in LITTLE_WORDS:
                    near = _nearest(entry.context, neighbors[word])
                    if near:
                        score += CONTEXT * near[1] * self._shared_weight(word, near[0])
                        met[word] = near[0]
            if score >= EXPLAINED * total:
                shown = " ".join(dict.fromkeys(name for word, name in met.items() if word not in LITTLE_WORDS))
                found.append((-score / total, entry.rank, entry.id, shown))
        return tuple(Match((page,), "words", shown, -score) for score, _, page, shown in sorted(found))

    def _best_alias(self, entry: Entry, words: list[str], neighbors: Mapping[str, Mapping[str, int]]) -> _Fit:
        """How well the name fits that fits best."""
        best = _Fit()
        for alias in entry.aliases:
            if alias.kind == CODE:
                continue
            names = tuple(dict.fromkeys(alias.folded.split()))
            whole = SAME * sum(map(self.weight, names))
            met: dict[str, str] = {}
            mass = 0
            for word in words:
                near = _nearest(names, neighbors[word])
                if near and word not in met and near[0] not in met.values():
                    met[word] = near[0]
                    mass += near[1] * self._shared_weight(word, near[0])
            fit = _Fit(mass, mass / whole, met)
            if fit.score > best.score:
                best = fit
        return best

    def _shortest_alias(self, entry: Entry, word: str, neighbors: Mapping[str, int]) -> _Fit:
        """How well the name fits that says least beside the one word asked for.

        Other words of a name count alike here, rare or not: they do not tell which page is meant.
        """
        best = _Fit()
        for alias in entry.aliases:
            names = _core(alias.folded.split())
            near = _nearest(names, neighbors)
            if near and alias.kind != CODE:
                mass = near[1] * self._shared_weight(word, near[0])
                standing = 1.0 if alias is entry.aliases[0] else OTHER_NAME
                fit = _Fit(mass, 1 / len(set(names)), {word: near[0]}, standing)
                if fit.score > best.score:
                    best = fit
        return best


@dataclass(frozen=True, slots=True)
class _Fit:
    """What of a query a name holds: the weight of the words met, the share of the name, and query words with theirs."""

    mass: int = 0
    share: float = 0.0
    met: Mapping[str, str] = field(default_factory=dict)
    standing: float = 1.0
    """What the name counts beside others of the page."""

    @property
    def score(self) -> float:
        return self.standing * self.mass * (ALIAS_SHARE + (1 - ALIAS_SHARE) * self.share)


def _nearest(names: Iterable[str], near: Mapping[str, int]) -> tuple[str, int] | None:
    """Of some words the one that counts most, with what it counts; of equals the first in the alphabet."""
    best: tuple[int, str] | None = None
    for name in names:
        if name in near and (best is None or (-near[name], name) < best):
            best = (-near[name], name)
    return (best[1], -best[0]) if best else None


def _core(words: list[str]) -> list[str]:
    """The words that say what is asked for."""
    return [word for word in words if word not in LITTLE_WORDS]


def _without_little_ends(words: list[str]) -> list[str]:
    """The words without little ones before and after; the whole where nothing else is left."""
    start, end = 0, len(words)
    while start < end and words[start] in LITTLE_WORDS:
        start += 1
    while end > start and words[end - 1] in LITTLE_WORDS:
        end -= 1
    return words[start:end] or words


def _wordings(words: list[str]) -> tuple[str, ...]:
    """The query as one text, whole and without little words at its ends."""
    return tuple(dict.fromkeys((" ".join(words), " ".join(_without_little_ends(words)))))
