"""What an editor types, understood: words of closed lists, and pages by any of their names."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.diagnostics import did_you_mean
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Condition, Conflict, Entity, Page
from build_tools.model.record import LinkTo, Mark, WordOf
from build_tools.model.spelling import folded


def understood(kb: KnowledgeBase, mark: Mark | None, typed: str) -> tuple[str, str]:
    """The word of a closed list, or the id of a page, that was meant; and else why there is none, as a sentence.

    A word may be given by its label, a page by its id, name, abbreviation, synonym or code. What has no mark is taken
    as it is.
    """
    if isinstance(mark, WordOf):
        words = kb.vocabulary.words(mark.word_list)
        meant = {word.label.casefold(): name for name, word in words.items()} | {name: name for name in words}
        value, known = meant.get(typed) or meant.get(typed.casefold(), ""), list(words)
    elif isinstance(mark, LinkTo):
        pages = [page for page in kb.pages if page.kind in mark.kinds]
        by_name = {name: page.id for page in pages for name in _names(page)}
        value, known = by_name.get(folded(typed), ""), [page.id for page in pages]
    else:
        return typed, ""
    return (
        value,
        "" if value else f"there is no '{typed}'; {did_you_mean(typed, known) or 'known: ' + ', '.join(known)}",
    )


def _names(page: Page) -> Iterator[str]:
    yield folded(page.id)
    if isinstance(page, Entity):
        yield from (folded(name) for name in page.all_names)
    if isinstance(page, Condition | Conflict):
        yield folded(page.code)
