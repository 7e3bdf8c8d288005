"""The last sound state of the sources, what is wrong with the present one, and the pages that a browser asks for."""

from __future__ import annotations

import contextlib
import gc
import threading
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, errors_in
from build_tools.editing.schema_files import write_schemas
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.pages import addresses
from build_tools.rules import run
from build_tools.site.build import site_of
from build_tools.site.docs_folder import NoSiteError
from build_tools.site.preview.engine import Engine
from build_tools.site.preview.pages import Pages, pages_by_hand
from build_tools.sources.cache import cache_of
from build_tools.sources.dates import day_of

READ_AGAIN, TIMES = 0.1, 5
"""Seconds after which files that went away while they were read are read anew, and how often."""

OWN = "_preview/"
"""Below this address stands what belongs to the preview and not to the site."""

_INJECTED = (
    f'<link rel="stylesheet" href="/{OWN}preview.css">'
    f'<script src="/{OWN}preview.js" data-version="{{version}}" defer></script></body>'
)
_MESSAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main class="preview-only"><h1>{title}</h1><p>{text}</p></main></body></html>
"""


@dataclass(frozen=True)
class State:
    """What a browser is told. ``version`` counts the sound states; 0 before the first.

    ``faults`` are the errors of the present sources, or else warnings about the files that were saved last; ``problem``
    is what went wrong otherwise; ``shown`` are the pages of those files, by file.
    """

    version: int = 0
    faults: tuple[Diagnostic, ...] = ()
    problem: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    seconds: float = 0

    @property
    def is_sound(self) -> bool:
        """Whether the pages are those of the present sources."""
        return not self.problem and not errors_in(self.faults)


@dataclass(frozen=True)
class Answer:
    """What a browser gets; a redirect has an address."""

    status: int
    content: bytes = b""
    kind: str = "text/html; charset=utf-8"
    address: str = ""


BUILDS_ONLY = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
"""What MkDocs makes of all pages at the end of a build. The theme's script asks for the sitemap on every page."""


@dataclass
class Preview:
    """The live preview of a project. Its methods may be called from several threads."""

    root: Path
    state: State = field(default_factory=State)
    _knowledge: KnowledgeBase | None = None
    _pages: Pages | None = None
    _engine: Engine | None = None
    _files: frozenset[str] = frozenset()
    _making: threading.Lock = field(default_factory=threading.Lock)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def refresh(self, changed: Iterable[str] = ()) -> State:
        """Read the sources anew, and show them if they are sound; ``changed`` are the paths of changed files."""
        started = time.perf_counter()
        try:
            state = self._read_anew(tuple(changed))
        except (Exception, SystemExit) as fault:  # MkDocs ends the program where its configuration is faulty
            traceback.print_exc()
            state = replace(self.state, problem=f"{type(fault).__name__}: {fault}", faults=(), shown=())
        state = replace(state, seconds=time.perf_counter() - started)
        with self._news:
            self.state = state
            self._news.notify_all()
        return state

    def _loaded(self) -> KnowledgeBase:
        """The sources as they are; a text editor may just be putting a new file in the place of one that was seen."""
        today = day_of(self.root)  # anew each time: a commit moves it
        for _ in range(TIMES - 1):
            with contextlib.suppress(FileNotFoundError):
                return load(self.root, cache_of(self.root), today)
            time.sleep(READ_AGAIN)
        return load(self.root, cache_of(self.root), today)

    def _read_anew(self, changed: tuple[str, ...]) -> State:
        kb = self._loaded()
        graph = EvidenceGraph(kb)
        found = run(kb, graph)
        errors = errors_in(found)
        if errors:
            return replace(self.state, faults=errors, problem="", shown=())
        try:
            pages = Pages(self.root, site_of(self.root, kb, graph))
        except NoSiteError as fault:
            return replace(self.state, faults=(), problem="; ".join(fault.args), shown=())
        # The engine knows which pages there are: their links are resolved by that.
        files = frozenset(file.origin.path for file in kb.files) | pages_by_hand(self.root)
        needs_engine = self._engine is None or files != self._files
        engine = self._engine
        if needs_engine or any(path == "mkdocs.yml" or path.startswith("docs/overrides/") for path in changed):
            engine = Engine(self.root, pages.markdown_paths())
        with self._making:
            self._pages, self._engine, self._files, self._knowledge = pages, engine, files, kb
        shown = tuple((path, address) for path in changed if (address := address_of(kb, path)) is not None)
        warnings = tuple(one for one in found if one.place.path in changed)
        return State(self.state.version + 1, warnings, "", shown)

    def tidy(self) -> None:
        """What can be done while nothing changes: take out garbage, and let text editors know the present ids."""
        gc.collect()
        if self._knowledge is not None:
            with contextlib.suppress(OSError):  # they only help a text editor
                write_schemas(self.root, self._knowledge)

    def wait(self, seen: State | None, seconds: float) -> State:
        """The state, as soon as it is another one than was seen; the same one after some seconds without news."""
        with self._news:
            self._news.wait_for(lambda: self.state is not seen, seconds)
            return self.state

    def answer(self, address: str) -> Answer:
        """What stands at an address, which is a path from the site's root without its first slash."""
        with self._making:
            version = self.state.version
            try:
                answer = self._made(address)
            except Exception as fault:
                traceback.print_exc()
                answer = _message(500, "This page could not be made", f"{type(fault).__name__}: {fault}")
        if not answer.kind.startswith("text/html"):
            return answer
        injected = _INJECTED.format(version=version).encode()
        return replace(answer, content=injected.join(answer.content.rsplit(b"</body>", 1)))

    def _made(self, address: str) -> Answer:
        if self._pages is None or self._engine is None:
            return _message(
                503, "No sound state yet", "The sources were faulty from the start. Mend what is named below."
            )
        if address in BUILDS_ONLY:
            return _nothing(address)
        if address == addresses.HOME or address.endswith("/"):
            return self._page(address)
        content = self._engine.static(address)  # first: whether a page has this name is only known when all are made
        if content is not None:
            return Answer(200, content, _kind(address))
        found = self._pages.first_of(address, f"{address}.md", f"{address}/index.md", f"{address}/index.html")
        if found is None:
            return _nothing(address)
        path, content = found
        return Answer(200, content, _kind(path)) if path == address else Answer(301, address=f"/{quote(address)}/")

    def _page(self, address: str) -> Answer:
        assert self._pages
        assert self._engine
        candidates = (addresses.source_file(address), addresses.index_file(address), f"{address}index.html")
        found = self._pages.first_of(*candidates)
        if found is None:
            return _nothing(address)
        path, content = found
        return Answer(200, self._engine.html(path, content.decode()).encode() if path.endswith(".md") else content)


def address_of(kb: KnowledgeBase, path: str) -> str | None:
    """The page that shows a source file; None for files that no page shows, and for those of the site's style."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".yaml")
    if folder == "docs" and name.endswith(".md"):
        return addresses.HOME if name == "index.md" else f"{name.removesuffix('.md')}/"
    if path == "kb/glossary.yaml":
        return addresses.GLOSSARY
    if path == "kb/vocabulary.yaml":
        return addresses.LEVELS
    if folder == "kb/references":
        return addresses.of_reference(stem) if stem in kb.references else None
    page = next((page for page in kb.pages if page.origin.path == path), None)
    return addresses.of_page(page) if page else None


_KINDS = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".bib": "text/plain",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg")


def _kind(path: str) -> str:
    # Not by the mimetypes module: it asks the machine, and machines differ.
    kind = _KINDS.get(PurePosixPath(path).suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind


def _nothing(address: str) -> Answer:
    return _message(404, "No such page", f"Nothing stands at /{address} in the present sources.")


def _message(status: int, title: str, text: str) -> Answer:
    return Answer(status, _MESSAGE.format(title=escape(title), text=escape(text)).encode())
