"""PubMed by NCBI's E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25499/): ESearch finds, EFetch gives records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from build_tools.editing.entries import STOP_WORDS
from build_tools.editing.from_medline import medline_records, publication
from build_tools.editing.publication import Publication, is_year
from build_tools.editing.web import TOOL, Service, Web

PUBMED = Service(
    "PubMed",
    "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
    "BMES_PUBMED_URL",
    seconds_between=0.34,  # three requests a second are allowed without a key
    busy_sign=b"API rate limit exceeded",
)

MOST_AT_ONCE = 100
"""Records that one request asks for: their numbers must fit into an address."""

MOST_FOUND = 10
"""Numbers that a search asks for."""

MOST_WORDS = 12
"""Words of a title that are searched for: the longer the search, the more one misprint costs."""

_NOT_AVAILABLE = re.compile(r"id: \d+ Error occurred: .*")


def records(web: Web, pmids: Iterable[str]) -> dict[str, Publication]:
    """The records with some PubMed numbers; those that PubMed has none for are left out. Raises ServiceError."""
    wanted = list(dict.fromkeys(pmids))
    found: dict[str, Publication] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        some = wanted[start : start + MOST_AT_ONCE]
        parameters = {**_common(web), "id": ",".join(some), "rettype": "medline", "retmode": "text"}
        found |= web.get(PUBMED, "efetch.fcgi", parameters, _read_records) or {}
    return {pmid: found[pmid] for pmid in wanted if pmid in found}


def numbers(web: Web, term: str) -> list[str]:
    """The PubMed numbers that a search finds, best first. Raises ServiceError."""
    parameters = {**_common(web), "term": term, "retmode": "json", "retmax": str(MOST_FOUND), "sort": "relevance"}
    return web.get(PUBMED, "esearch.fcgi", parameters, _read_numbers) or []


def _common(web: Web) -> dict[str, str]:
    return {"db": "pubmed", "tool": TOOL, "email": web.contact}


def _read_records(body: bytes) -> dict[str, Publication]:
    text = body.decode("utf-8")
    found, strays = medline_records(text)
    odd = [line for _, line in strays if not _NOT_AVAILABLE.fullmatch(line.strip())]
    if odd or any(not record.first("PMID").isdecimal() for record in found):
        raise ValueError(f"no record of PubMed: {(odd or [text])[0][:60]!r}")
    return {record.first("PMID"): publication(record) for record in found}


def _read_numbers(body: bytes) -> list[str]:
    result = json.loads(body)["esearchresult"]
    if "ERROR" in result:
        raise ValueError(str(result["ERROR"]))
    found = result["idlist"]
    if not isinstance(found, list) or not all(isinstance(number, str) and number.isdecimal() for number in found):
        raise ValueError("no list of numbers")
    return found


def doi_term(doi: str) -> str:
    """A search for a DOI."""
    return f'"{doi}"[doi]'


_WORD = re.compile(r"\w+")


def title_term(title: str, year: str) -> str:
    """A search for the words of a title, in a year or the ones beside it."""
    words = [word for word in _WORD.findall(title) if len(word) > 1 and word.casefold() not in STOP_WORDS]
    term = " AND ".join(f"{word}[ti]" for word in words[:MOST_WORDS])
    return f"{term} AND {_years(year)}" if is_year(year) else term


def place_term(family: str, year: str, volume: str, first_page: str) -> str:
    """A search for a surname and the place in a journal's volume, for titles that PubMed spells another way."""
    page = f" AND {first_page}[pg]" if first_page else ""
    return f'"{family}"[au] AND {_years(year)} AND {volume}[vi]{page}'


def _years(year: str) -> str:
    return f"{int(year) - 1}:{int(year) + 1}[dp]"
