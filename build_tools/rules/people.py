"""Names of authors and editors in references.bib: whole, and apart from each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Fault
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.rules.registry import rule

PEOPLE = ("author", "editor")

_ET_AL = re.compile(r"(?:\s+and)?,?\s+et\.? al\b\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+and\s+")
_GROUP = re.compile(r"\{[^{}]*\}")
_SUFFIX = re.compile(r"(?:[JS]r|[IVX]+|\d(?:st|nd|rd|th))\.?")


@rule("bib-names")
def bib_names(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """Names are joined by `and`, each written Family, Given or Family, Jr, Given.

    Two names with only a comma between them would be read as one person, in every citation and in every search for an
    author. A name that is one whole, such as that of a society, stands in braces.
    """
    for entry in kb.bibliography.entries:
        for field in PEOPLE:
            for name, plain in _names(entry.raw.get(field, "")):
                _, *others = (part.strip() for part in plain.split(","))
                is_one = len(others) < 2 or (len(others) == 2 and _SUFFIX.fullmatch(others[0]))
                if not is_one and not _ET_AL.search(name):
                    hint = "write and between two names: Family, Given and Family, Given"
                    yield entry.fault_in(field, name, f"'{name}' is no single name", hint)


def _names(raw: str) -> Iterator[tuple[str, str]]:
    """Each name as it stands, and with ``x`` for what stands in braces."""
    plain = _GROUP.sub(lambda group: "x" * len(group[0]), raw)
    start = 0
    for between in (*_BETWEEN.finditer(plain), None):
        end = between.start() if between else len(raw)
        yield raw[start:end], plain[start:end]
        start = between.end() if between else end


@rule("bib-et-al")
def bib_et_al(kb: KnowledgeBase, graph: EvidenceGraph) -> Iterable[Fault]:
    """A shortened list of authors ends in `and others`.

    `et al.` would be read as the name of a person, who would then stand in every citation.
    """
    for entry in kb.bibliography.entries:
        for field in PEOPLE:
            raw = entry.raw.get(field, "")
            match = _ET_AL.search(raw)
            if match:
                right = " and others" if match.end() == len(raw) and match.start() else None
                yield entry.fault_in(field, match[0], f"'et al.' in {field}", "end the list with: and others", right)
