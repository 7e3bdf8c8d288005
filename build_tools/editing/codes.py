"""What this room reports, by code, beside what the readers and rules report."""

from __future__ import annotations

from build_tools.diagnostics import Severity
from build_tools.rules.handbook import Message

LAYOUT = "layout"
LAYOUT_IMPOSSIBLE = "layout-impossible"
INPUT = "cite-input"
DUPLICATE = "cite-duplicate"
UNREGISTERED = "cite-unregistered"
OTHER_WORK = "cite-other-work"
MISPRINT = "cite-misprint"
RETRACTED = "cite-retracted"
CONCERN = "cite-concern"
CORRECTED = "cite-corrected"

EXPLANATIONS: dict[str, str] = {
    LAYOUT: "Source files have one layout, so that a change shows only what changed; `bmes fmt` lays them out.",
    LAYOUT_IMPOSSIBLE: "A file with anchors, aliases or tags cannot be laid out without changing what it says.",
    INPUT: "What `bmes cite add` reads is BibTeX, RIS, PubMed's text or CSL-JSON, with what an entry needs.",
    DUPLICATE: "A publication is entered once: its DOI, PubMed number or title is that of an entry already.",
    UNREGISTERED: "Crossref or PubMed does not know the DOI or PubMed number of an entry.",
    OTHER_WORK: "The DOI or PubMed number of an entry belongs to a publication with another title.",
    MISPRINT: "A field of an entry differs from what Crossref and PubMed say; one of them has a misprint.",
    RETRACTED: "Crossref or PubMed says that the publication was retracted: nothing should rest on it.",
    CONCERN: "The journal has published an expression of concern about the publication.",
    CORRECTED: "A correction of the publication has appeared: see whether it changes a finding.",
}
"""Code to its explanation; ``bmes explain CODE`` shows it."""

WARNINGS = frozenset({MISPRINT, CONCERN, CORRECTED})
"""Codes that are reported as warnings."""


def messages() -> dict[str, Message]:
    """The same as ``bmes explain`` shows it. They come from other commands than the check, and need no example."""
    return {
        code: Message(code, Severity.WARNING if code in WARNINGS else Severity.ERROR, text, (), "", None)
        for code, text in EXPLANATIONS.items()
    }
