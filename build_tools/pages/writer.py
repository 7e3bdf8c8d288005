"""One page being written: links from where it stands, text escaped for HTML and Markdown, citations and badges."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import Markup, escape

from build_tools.exports.page_citation import Edition
from build_tools.knowledge import EDITORIAL, KnowledgeBase, Reference
from build_tools.model.bibliography import Person
from build_tools.model.claims import Claim
from build_tools.model.entities import Comparison, Entity, Page
from build_tools.model.markup import Emphasis, Link, Plain, parse, plain
from build_tools.model.reading import ONLY_TITLE, SECOND_HAND
from build_tools.model.vocabulary import FrequencyMeaning, Word
from build_tools.pages import addresses
from build_tools.pages.environment import environment_of_templates
from build_tools.pages.metadata import dublin_core
from build_tools.views.statements import CitationView, ClaimView, claim_view


@dataclass(frozen=True)
class PageFile:
    """A file of the site: its path below the docs folder, and its text or what makes it when it is first asked for.

    The preview asks for the pages that somebody looks at, a build for all.
    """

    path: str
    made: str | Callable[[], str]

    @cached_property
    def text(self) -> str:
        """The finished text."""
        return self.made if isinstance(self.made, str) else self.made()


@dataclass(frozen=True)
class Later:
    """Something that a template shows and that takes a moment to find out: it is asked for when the page is made."""

    found: Callable[[], Any]


@dataclass
class SiteWriter:
    """What all pages share: the knowledge base, the templates, and the words that get a tooltip."""

    kb: KnowledgeBase
    citations: Mapping[str, str]
    """Each reference's citation in the site's style, as plain text, by key."""
    shared: Mapping[str, Any] = field(default_factory=dict)
    edition: Edition = field(default_factory=lambda: Edition(""))

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        return environment_of_templates()

    def page(
        self,
        address: str,
        template: str,
        title: str,
        *,
        file: str | None = None,
        description: str = "",
        tags: Iterable[str] = (),
        boost: float = 1,
        is_wide: bool = False,
        scripts: Iterable[str] = (),
        json_ld: str | Callable[[], str] = "",
        linked_data: str = "",
        is_searched: bool = True,
        metadata: Iterable[tuple[str, str]] | None = None,
        **context: Any,
    ) -> PageFile:
        """Write the page at an address from a template.

        ``tags`` are search words that the page does not show; a wide page has no table of contents beside it;
        ``scripts`` are those of ``docs/scripts`` that only this page needs, by name; ``json_ld`` is what the head says
        of the page's subject, safe in a script; ``linked_data`` is the address of a file that says all of it.
        ``metadata`` are names and contents for the page's head, Dublin Core unless others are given. What is not
        searched stays out of the site's search index.
        """
        scripts = tuple(scripts)
        said_of_page = dublin_core(self.edition, title) if metadata is None else tuple(metadata)
        head: dict[str, Any] = {"title": title}
        if description:
            head["description"] = description
        tags = list(dict.fromkeys(tags))
        hidden = [name for name, is_hidden in (("tags", bool(tags)), ("toc", is_wide)) if is_hidden]
        if tags:
            head["tags"] = tags
        if hidden:
            head["hide"] = hidden
        if boost != 1:
            head["search"] = {"boost": boost}
        if not is_searched:
            head["search"] = {"exclude": True}

        def finished() -> str:
            writer = PageWriter(self, address)
            body = self._rendered(writer, template, title=title, linked_data=linked_data, **context)
            said = {"json_ld": json_ld if isinstance(json_ld, str) else json_ld(), "linked_data": linked_data}
            front = yaml.safe_dump(
                head | {name: text for name, text in said.items() if text},
                allow_unicode=True,
                sort_keys=False,
                width=1000,
            )
            if said_of_page:
                # JSON is YAML, and quick to write.
                front += f"metadata: {json.dumps(said_of_page, ensure_ascii=False)}\n"
            text = re.sub(r"\n{3,}", "\n\n", body.strip("\n"))
            # What is marked so works by a script of its own.
            wanted = (*scripts, "cite") if "data-take" in body or "data-text" in body else scripts
            for name in wanted:
                source = writer.link(f"{addresses.SCRIPTS}{name}.js")
                text += f'\n\n<script src="{escape(source)}" defer></script>'
            return f"---\n{front}---\n\n{text}\n"

        return PageFile(file or addresses.source_file(address), finished)

    def leaf(
        self,
        address: str,
        template: str,
        title: str,
        *,
        description: str = "",
        styles: Iterable[str] = (),
        paper_styles: Iterable[str] = (),
        scripts: Iterable[str] = (),
        **context: Any,
    ) -> PageFile:
        """Write a page of its own at an address: finished HTML that MkDocs copies as it is, with no frame around it.

        Handouts and maps are such leaves: they are looked at or printed alone, no search finds them, and the build has
        nothing to parse. The template extends ``leaf.html.j2``; ``styles`` and ``scripts`` are those that it needs, by
        name, ``paper_styles`` those that count in print only.
        """
        files = {"styles": tuple(styles), "paper_styles": tuple(paper_styles), "scripts": tuple(scripts)}
        said = {"title": title, "description": description, "metadata": dublin_core(self.edition, title)}
        html = self._rendered(PageWriter(self, address), template, **said, **files, **context)
        return PageFile(f"{address}index.html", re.sub(r"\n{2,}", "\n", html))

    def fragment(self, template: str, **context: Any) -> str:
        """A piece of a page that a script puts in: its links are counted from the site's root."""
        return self._rendered(PageWriter(self, addresses.HOME), template, **context).strip()

    def _rendered(self, writer: PageWriter, template: str, **context: Any) -> str:
        context = {name: one.found() if isinstance(one, Later) else one for name, one in context.items()}
        return self.environment.get_template(template).render(
            w=writer, kb=self.kb, addresses=addresses, **self.shared, **context
        )


class PageWriter:
    """Helpers of the templates, bound to the page at ``here``. Everything that returns Markup has escaped its text."""

    def __init__(self, site: SiteWriter, here: str) -> None:
        self.site = site
        self.kb = site.kb
        self.here = here
        self._expanded: set[str] = set()
        self._anchored: set[str] = set()
        self.cited: dict[str, Reference] = {}

    def link(self, target: str) -> str:
        """A relative link to an address."""
        return addresses.relative(target, self.here)

    def to(self, page: Page) -> str:
        """A relative link to an entity or conflict."""
        return self.link(addresses.of_page(page))

    def name(self, page: Page) -> str:
        """A page's name as plain text; a comparison is named by its two conditions."""
        if isinstance(page, Comparison):
            first, second = self.kb.conditions[page.first].name, self.kb.conditions[page.second].name
            return f"{first} or {second[0].lower()}{second[1:]}"
        return self.plain(page.display_name)

    def to_reference(self, key: str) -> str:
        """A relative link to a reference's page."""
        return self.link(addresses.of_reference(key))

    def prose(self, text: str) -> Markup:
        """A text of the knowledge base: emphasis, links to entities, each abbreviation explained once."""
        parts: list[Markup] = []
        for token in parse(text):
            match token:
                case Plain(words):
                    parts.append(self.explained(words))
                case Emphasis(words):
                    parts.append(Markup("<em>{}</em>").format(self.explained(words)))
                case Link(target, words):
                    parts.append(self._entity_link(target, words))
        return Markup("").join(parts)

    def _entity_link(self, target: str, words: str) -> Markup:
        page = self.kb.entities.get(target) or self.kb.conflicts.get(target)
        if page is None:
            return escape(words or target)
        name = words or page.name
        return Markup('<a href="{}">{}</a>').format(self.to(page), name)

    def explained(self, text: str) -> Markup:
        """Plain text with a tooltip on the first use of each abbreviation."""
        pieces: list[Markup] = []
        end = 0
        for match in self.kb.abbreviation_pattern.finditer(text):
            word = match[0]
            if word in self._expanded:
                continue
            self._expanded.add(word)
            pieces.append(escape(text[end : match.start()]))
            expansion = self.kb.expansions[word]
            pieces.append(Markup('<abbr title="{}">{}</abbr>').format(expansion, word))
            end = match.end()
        pieces.append(escape(text[end:]))
        return Markup("").join(pieces)

    def plain(self, text: str) -> str:
        """A text of the knowledge base without markup, for tooltips and descriptions."""
        return plain(text, self.kb.name_of)

    def views(self, claims: Iterable[Claim]) -> list[ClaimView]:
        """Claims as a page shows them, with levels and citations."""
        return [claim_view(self.kb, claim) for claim in claims]

    def anchor(self, view: ClaimView) -> Markup:
        """``data-claim``, and on the claim's first appearance on its own page its anchor."""
        attributes = Markup(' data-claim="{}"').format(view.id)
        is_home = addresses.of_claim(view.claim).partition("#")[0] == self.here
        if is_home and view.id not in self._anchored:
            self._anchored.add(view.id)
            attributes += Markup(' id="{}"').format(view.id)
        return attributes

    def authors_year(self, reference: Reference) -> str:
        """``Hofmann et al. 1993``."""
        return authors_year(reference)

    def _citation(self, citation: CitationView, label: str) -> Markup:
        """A plain link; ``docs/scripts/citations.js`` knows it by its address and shows the finding on a card."""
        reference = citation.reference
        self.cited.setdefault(reference.key, reference)
        target = self.link(addresses.of_finding(f"{reference.key}#{citation.finding_id}"))
        return Markup('<a href="{}">{}</a>').format(target, label)

    def _citations_of(self, citations: list[CitationView]) -> Markup:
        """One reference's citations: its number, with a letter for each of several findings (``26a b c``)."""
        label = citations[0].reference.label
        if len(citations) == 1:
            return self._citation(citations[0], label)
        letters = [chr(ord("a") + index) for index in range(len(citations))]
        gap = "" if label.isdigit() else " "
        labels = [f"{label}{gap}{letters[0]}", *letters[1:]]
        return Markup(" ").join(self._citation(one, text) for one, text in zip(citations, labels, strict=True))

    def cites(self, view: ClaimView, is_brief: bool = False) -> Markup:
        """The claim's citations as numbered links, opposing ones apart; brief ones stand where nothing is searched."""
        groups = []
        for is_against, lead in ((False, ""), (True, "against: ")):
            by_reference: dict[str, list[CitationView]] = {}
            for one in view.citations:
                if one.is_against is is_against:
                    by_reference.setdefault(one.reference.key, []).append(one)
            if by_reference:
                links = Markup(", ").join(self._citations_of(citations) for citations in by_reference.values())
                groups.append(Markup("{}{}").format(lead, links))
        if not groups:
            return Markup("")
        unsearched = Markup("" if is_brief else " data-search-exclude")
        return Markup('<span class="kb-cites"{}>[{}]</span>').format(unsearched, Markup("; ").join(groups))

    def level_word(self, level: str) -> Word:
        """A level's label and definition."""
        return self.kb.vocabulary.editorial if level == EDITORIAL else self.kb.vocabulary.levels[level]

    def badge(self, level: str | None, is_brief: bool = False) -> Markup:
        """A level as a small labelled badge; a brief one has no tooltip, and stands where nothing is searched."""
        if level is None:
            return Markup("")
        word = self.level_word(level)
        if is_brief:
            return Markup('<span class="kb-level kb-level--{}">{}</span>').format(level, word.label)
        return Markup('<span class="kb-level kb-level--{}" title="{}" data-search-exclude>{}</span>').format(
            level, word.definition, word.label
        )

    def reserve(self, view: ClaimView) -> Markup:
        """The badge of a claim of which no more than a title was read in the publication itself; else nothing."""
        return Markup(" {}").format(self.badge(view.level)) if view.level in (ONLY_TITLE, SECOND_HAND) else Markup("")

    def conflict_mark(self, view: ClaimView, is_brief: bool = False) -> Markup:
        """A link to the conflict that the claim is one side of."""
        if view.conflict is None:
            return Markup("")
        if is_brief:
            return Markup('<a class="kb-disputed" href="{}">disputed</a>').format(self.to(view.conflict))
        return Markup('<a class="kb-disputed" href="{}" title="{}" data-search-exclude>disputed</a>').format(
            self.to(view.conflict), self.plain(view.conflict.question)
        )

    def support(self, view: ClaimView) -> Markup:
        """Everything that follows a claim's sentence: arithmetic, citations, level, and the conflict it belongs to."""
        parts = (self.cites(view), self.badge(view.level), self.conflict_mark(view))
        return Markup(" ").join(part for part in (self._computed(view), *parts, self._since(view)) if part)

    def _computed(self, view: ClaimView) -> Markup:
        """``(Computed: 20 − 17)``: how a number was computed from cited ones, with the operators of print."""
        derived = view.claim.statement.derived
        if derived is None:
            return Markup("")
        formula = derived.replace("-", "−").replace("*", "×")
        return Markup('<span class="kb-derived">(Computed: {})</span>').format(formula)

    def _since(self, view: ClaimView) -> Markup:
        """A link to the page of changes, for statements that change what the review says."""
        update = view.claim.statement.update
        if update is None:
            return Markup("")
        target = self.link(f"{addresses.CHANGES}#{update.topic}")
        return Markup('<a class="kb-update" href="{}" data-search-exclude>changed since 2009</a>').format(target)

    def frequency(self, word: str) -> FrequencyMeaning:
        """A frequency word's label, glyph and definition."""
        return self.kb.vocabulary.frequencies[word]

    def state(self, view: ClaimView) -> Markup:
        """A claim's frequency as glyph and word."""
        if view.frequency is None:
            return Markup("")
        meaning = self.frequency(view.frequency)
        stage = self.kb.vocabulary.stages[view.stage].label if view.stage else ""
        return Markup(
            '<span class="kb-state kb-state--{}" title="{}"><span aria-hidden="true">{}</span> {}</span>{}'
        ).format(
            view.frequency,
            meaning.definition,
            meaning.glyph,
            meaning.label,
            Markup(' <span class="kb-stage">{}</span>').format(stage) if stage else "",
        )

    def citation_text(self, reference: Reference) -> str:
        """The reference in the site's citation style, as plain text."""
        return self.site.citations[reference.key]

    def references_cited(self) -> tuple[Reference, ...]:
        """References cited so far on this page, in the order of references.bib."""
        return tuple(reference for key, reference in self.kb.references.items() if key in self.cited)


def titled(entity: Entity) -> str:
    """``Transient osteoporosis of the hip (TOH)``."""
    return f"{entity.name} ({entity.abbreviation})" if entity.abbreviation else entity.name


def authors_year(reference: Reference) -> str:
    """``Hofmann et al. 1993``; the letter that tells two keys of a year apart stays with the year."""
    entry = reference.entry
    letter = entry.key[-1] if entry.key[-1].isalpha() and entry.key[-2].isdigit() else ""
    return f"{short_authors(entry.authors, entry.authors_complete)} {entry.year}{letter}"


def short_authors(authors: tuple[Person, ...], is_complete: bool = True) -> str:
    """``Smith``, ``Smith and Jones``, ``Smith et al.``"""
    if not authors:
        return "Authors not recorded"
    if len(authors) == 1 and is_complete:
        return authors[0].family
    if len(authors) == 2 and is_complete:
        return f"{authors[0].family} and {authors[1].family}"
    return f"{authors[0].family} et al."
