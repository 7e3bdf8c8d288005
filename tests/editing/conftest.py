"""A server on this machine that answers as Crossref and PubMed do, with made-up publications.

The shapes are those of https://api.crossref.org/works and of NCBI's esearch (JSON) and efetch (MEDLINE as text),
errors and complaints about too many requests among them.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from build_tools.editing.crossref import CROSSREF
from build_tools.editing.pubmed import PUBMED
from build_tools.editing.web import Web


def crossref_work(doi: str, title: str, **changes: object) -> dict[str, object]:
    """A work as Crossref describes one."""
    return {
        "indexed": {"date-parts": [[2025, 3, 1]], "date-time": "2025-03-01T04:31:07Z", "timestamp": 1740803467000},
        "reference-count": 23,
        "publisher": "Harbor Press",
        "issue": "2",
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "short-container-title": ["Sea Bone"],
        "DOI": doi,
        "type": "journal-article",
        "created": {"date-parts": [[2001, 2, 3]], "date-time": "2001-02-03T00:00:00Z", "timestamp": 981158400000},
        "page": "1-9",
        "source": "Crossref",
        "is-referenced-by-count": 4,
        "title": [title],
        "prefix": doi.partition("/")[0],
        "volume": "7",
        "author": [
            {"given": "Anna", "family": "Smith", "sequence": "first", "affiliation": []},
            {"given": "Carl", "family": "Zoë", "sequence": "additional", "affiliation": []},
        ],
        "member": "297",
        "container-title": ["Sea & Bone"],
        "language": "en",
        "score": 1.0,
        "subtitle": [],
        "issued": {"date-parts": [[2001, 2]]},
        "references-count": 23,
        "URL": f"https://doi.org/{doi}",
        "relation": {},
        "ISSN": ["1111-2222"],
        "subject": [],
        "published": {"date-parts": [[2001, 2]]},
        **changes,
    }


def medline(pmid: str, title: str, doi: str = "", **changes: str) -> str:
    """A record as PubMed writes one."""
    fields = {
        "PMID": pmid,
        "OWN": "NLM",
        "STAT": "MEDLINE",
        "VI": "7",
        "IP": "2",
        "DP": "2001 Feb",
        "TI": f"{title}.",
        "PG": "1-9",
        **({"LID": f"{doi} [doi]"} if doi else {}),
        "FAU": "Smith, Anna\nZoe, Carl",
        "AU": "Smith A\nZoe C",
        "LA": "eng",
        "PT": "Journal Article",
        "TA": "Sea Bone",
        "JT": "Sea & bone",
        **({"AID": f"S1 [pii]\n{doi} [doi]"} if doi else {}),
        "SO": "Sea Bone. 2001 Feb;7(2):1-9.",
        **changes,
    }
    lines = [f"{tag:4}- {line}" for tag, value in fields.items() for line in value.split("\n") if line]
    return "\n".join(lines) + "\n"


@dataclass
class Services:
    """What the server answers, and what it was asked."""

    works: dict[str, dict[str, object]] = field(default_factory=dict)
    found_works: list[dict[str, object]] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    found_numbers: dict[str, list[str]] = field(default_factory=dict)
    """PubMed numbers by a piece of the search term."""
    first: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """Answers that come before all others: status, headers and body."""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    """Path, parameters and headers of each request."""
    address: str = ""

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to a request."""
        if self.first:
            return self.first.pop(0)
        if path == "/works":
            items = {"facets": {}, "total-results": len(self.found_works), "items": self.found_works, "query": {}}
            return 200, self.headers, _crossref("work-list", items)
        if path.startswith("/works/"):
            work = self.works.get(unquote(path.removeprefix("/works/")).lower())
            return (404, {}, b"Resource not found.") if work is None else (200, self.headers, _crossref("work", work))
        if path == "/eutils/esearch.fcgi":
            ids = next((ids for piece, ids in self.found_numbers.items() if piece in query["term"]), [])
            result = {"count": str(len(ids)), "retmax": "10", "retstart": "0", "idlist": ids, "translationset": []}
            body = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}
            return 200, {}, json.dumps(body).encode()
        if path == "/eutils/efetch.fcgi":
            records = [
                self.records.get(pmid, f"id: {pmid} Error occurred: The following PMID is not available: {pmid}\n")
                for pmid in query["id"].split(",")
            ]
            return 200, {}, ("\n" + "\n".join(records)).encode()
        return 400, {}, b"what is this?"


def _crossref(kind: str, message: object) -> bytes:
    body = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return json.dumps(body).encode()


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The server, with the services' addresses set to it."""
    known = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            known.asked.append((unquote(parts.path), query, dict(self.headers)))
            time.sleep(known.delay)
            status, headers, body = known.answer(parts.path, query)
            with contextlib.suppress(ConnectionError):  # who asked may have given up
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    known.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv(CROSSREF.address_variable, known.address)
    monkeypatch.setenv(PUBMED.address_variable, f"{known.address}/eutils")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    time: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    """A clock that nobody waits for."""
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Iterator[Web]:
    """What asks the services, without a cache and without waiting."""
    with Web("editor@example.org", sleep=clock.sleep, now=clock.now) as asking:
        yield asking
