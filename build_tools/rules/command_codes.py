"""What commands beside the check report, by code: ``bmes fmt`` and ``bmes cite``. Same form as ``sources/codes.py``."""

from __future__ import annotations

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

WARNINGS = frozenset({MISPRINT, CONCERN, CORRECTED})
"""Codes that are reported as warnings."""

EXPLANATIONS: dict[str, str] = {
    LAYOUT: """\
Source files have one layout, so that a change shows only what changed.

`bmes fmt --check` says where a file differs from it; `bmes fmt` lays the files out, and keeps what they say and every
comment.""",
    LAYOUT_IMPOSSIBLE: """\
A file with anchors, aliases or tags cannot be laid out without changing what it says.

Write out what the anchor (`&`) stands for at each alias (`*`), and put a text that begins with one of these characters
in quotes. Then run `bmes fmt` again.""",
    INPUT: """\
What `bmes cite add` reads is BibTeX, RIS, PubMed's text or CSL-JSON, with what an entry needs.

Nothing was written. Copy the whole record, from its first to its last line, or give a DOI with `--doi` or a PubMed
number with `--pmid`.""",
    DUPLICATE: """\
A publication is entered once: its DOI, PubMed number or title is that of an entry already.

Cite the entry that is named. Where two different works have nearly one title, `bmes cite add --not-a-duplicate` adds it
nevertheless.""",
    UNREGISTERED: """\
Crossref or PubMed does not know the DOI or PubMed number of an entry.

It has a typing error, or was never registered. Look at the publisher's page; take out what leads nowhere.""",
    OTHER_WORK: """\
The DOI or PubMed number of an entry belongs to a publication with another title.

Readers would be sent to the wrong paper. Correct it from the publisher's page, or take it out and run
`bmes cite find`.""",
    MISPRINT: """\
A field of an entry differs from what Crossref and PubMed say; one of them has a misprint.

Look at the publication itself. The entry of a reference that the review printed wrongly keeps the printed form in the
field `printed`.""",
    RETRACTED: """\
Crossref or PubMed says that the publication was retracted: nothing should rest on it.

Read why. Statements that cite it need another source, or go; what was withdrawn from the knowledge base stays listed in
kb/moved.yaml.""",
    CONCERN: """\
The journal has published an expression of concern about the publication.

It is open whether its results stand. Read what the journal says, and see whether statements that rest on this
publication alone should say so.""",
    CORRECTED: """\
A correction of the publication has appeared: see whether it changes a finding.

Read it, and correct the reading notes where a number or a conclusion changed.""",
}
"""Code to what it asks for and, after an empty line, why and what to do."""
