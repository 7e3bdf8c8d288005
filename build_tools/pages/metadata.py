"""What the head of a page says to reference managers about the page itself; of publications: exports/embedded.py."""

from __future__ import annotations

from build_tools.exports.page_citation import AUTHOR, Edition

LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def dublin_core(edition: Edition, title: str) -> tuple[tuple[str, str], ...]:
    """Names and contents of the ``meta`` elements of a knowledge page: title, author, date, language and license.

    No journal and no ``citation_`` tag: Zotero takes the page for a web page of a site, which it is.
    """
    tags = {
        "DC.title": title,
        "DC.creator": AUTHOR,
        "DC.date": edition.date,
        "DC.language": "en",
        "DC.rights": LICENSE,
        "og:site_name": "bmes-kb",
    }
    return tuple((name, content) for name, content in tags.items() if content)
