"""The real site, built once for the tests of this folder, and a Chromium that looks at it."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from build_tools.knowledge import KnowledgeBase, load
from build_tools.site.build import BuildResult, build

PROJECT = Path(__file__).parents[2]
SOURCES = ("kb", "docs", "build_tools", "mkdocs.yml", "references.bib", "CHANGELOG.md")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def copy_sources(target: Path) -> Path:
    """A copy of everything that a build reads."""
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in which the site is built."""
    return copy_sources(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def built(project: Path) -> BuildResult:
    """The result of building the real site."""
    return build(project, lambda _: None)


@pytest.fixture(scope="session")
def site(project: Path, built: BuildResult) -> Path:
    """The folder of the built site."""
    assert built.problems == ()
    assert built.is_good
    return project / "site"


@pytest.fixture(scope="session")
def kb(project: Path) -> KnowledgeBase:
    """The knowledge base that the site was built from."""
    return load(project)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a tab in the middle of an answer is no fault."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of a server on this machine that serves the built site."""
    server = _QuietServer(("127.0.0.1", 0), functools.partial(_QuietHandler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a profile."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert found, "no Chromium on this machine: run the tests by `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


PATIENCE = 10_000
"""How long to wait for what should come, in milliseconds: long enough for a machine that does other things too."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh window without history."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab that does not wait long for what does not come."""
    context.set_default_timeout(PATIENCE)
    return context.new_page()
