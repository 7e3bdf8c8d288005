"""Crossref's REST API (https://api.crossref.org, documented at https://github.com/CrossRef/rest-api-doc)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from build_tools.editing.from_csl import TYPES, people, text_of, year_of
from build_tools.editing.publication import (
    Notice,
    Publication,
    bare_doi,
    filled,
    language_word,
    plain_title,
    whole_pages,
)
from build_tools.editing.web import Service, Web

CROSSREF = Service("Crossref", "https://api.crossref.org", "BMES_CROSSREF_URL", seconds_between=0.2)

ROWS = 5
"""How many works a search asks for."""

_SELECTED = (
    *("DOI", "type", "title", "subtitle", "author", "issued", "published-print", "published-online"),
    *("container-title", "short-container-title", "volume", "issue", "page", "article-number"),
)

NOTICES = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "clarification": "correction",
    "addendum": "correction",
}
"""Types of Crossmark updates, and what each tells; others, such as new versions, tell nothing."""


def work(web: Web, doi: str) -> Publication | None:
    """The work with a DOI; None where Crossref has none. Raises ServiceError."""
    return web.get(CROSSREF, f"works/{quote(doi, safe='')}", {"mailto": web.contact}, _read_work)


def search(web: Web, words: str) -> list[Publication]:
    """The works that fit a citation best, best first. Raises ServiceError."""
    parameters = {
        "query.bibliographic": words,
        "rows": str(ROWS),
        "select": ",".join(_SELECTED),
        "mailto": web.contact,
    }
    return web.get(CROSSREF, "works", parameters, _read_list) or []


def _read_work(body: bytes) -> Publication:
    return publication(_message(body, "work"))


def _read_list(body: bytes) -> list[Publication]:
    return [publication(item) for item in _message(body, "work-list")["items"]]


def _message(body: bytes, kind: str) -> Mapping[str, Any]:
    answer = json.loads(body)
    if answer["status"] != "ok" or answer["message-type"] != kind:
        raise ValueError(f"no {kind}")
    message: Mapping[str, Any] = answer["message"]
    return message


def publication(item: Mapping[str, Any]) -> Publication:
    """What Crossref says of a work. Raises ValueError where the item does not have the form of one."""
    kind = TYPES.get(text_of(item, "type"), "misc")
    titles = list(_titles(item))
    container, short = _first(item, "container-title"), _first(item, "short-container-title")
    names = ("published-print", "issued", "published-online", "published")
    years = list(dict.fromkeys(year for name in names if (year := year_of(item.get(name)))))
    fields = filled(
        {
            "title": titles[0] if titles else "",
            "journal": plain_title(container) if kind == "article" else "",
            "shortjournal": short.replace(".", "") if kind == "article" and short != container else "",
            "booktitle": plain_title(container) if kind in ("incollection", "inproceedings") else "",
            "publisher": text_of(item, "publisher") if kind != "article" else "",
            "address": text_of(item, "publisher-location") if kind != "article" else "",
            "isbn": _first(item, "ISBN") if kind != "article" else "",
            "year": years[0] if years else "",
            "volume": text_of(item, "volume"),
            "issue": text_of(item, "issue"),
            "pages": whole_pages(text_of(item, "page") or text_of(item, "article-number")),
            "doi": bare_doi(text_of(item, "DOI")),
            "language": language_word(text_of(item, "language")),
        }
    )
    also = {"title": tuple(titles[1:]), "year": tuple(years[1:])}
    return Publication(
        kind,
        fields,
        people(item.get("author")),
        editors=people(item.get("editor")),
        also={name: values for name, values in also.items() if values},
        notices=tuple(_notices(item)),
    )


def _titles(item: Mapping[str, Any]) -> Iterator[str]:
    """The title with its subtitle, and each title alone."""
    title, subtitle = plain_title(_first(item, "title")), plain_title(_first(item, "subtitle"))
    if title and subtitle and subtitle.casefold() not in title.casefold():
        yield f"{title}: {subtitle}"
    yield from (plain_title(each) for each in item.get("title") or () if each)


def _first(item: Mapping[str, Any], name: str) -> str:
    values = item.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"'{name}' is not a list of texts")
    return values[0] if values else ""


def _notices(item: Mapping[str, Any]) -> Iterator[Notice]:
    """What updates the work: its record lists each update with its DOI and type (``updated-by``)."""
    for update in item.get("updated-by") or ():
        kind = NOTICES.get(text_of(update, "type").lower().replace("-", "_").replace(" ", "_"))
        if kind:
            label = text_of(update, "label") or text_of(update, "type")
            yield Notice(kind, f"{label}, https://doi.org/{text_of(update, 'DOI')}")
    if _first(item, "title").upper().startswith(("RETRACTED:", "RETRACTED ARTICLE:", "WITHDRAWN:")):
        yield Notice("retraction", "the title says so")
