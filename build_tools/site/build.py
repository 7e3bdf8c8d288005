"""From source files to a finished site, in one go that either succeeds whole or leaves the last good site as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_tools import __version__
from build_tools.diagnostics import Diagnostic, errors_in
from build_tools.exports.all_files import data_files
from build_tools.exports.anki import deck_files
from build_tools.exports.formats import citation_pieces, nlm_texts
from build_tools.exports.knowledge_files import knowledge_files
from build_tools.exports.page_citation import Edition
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.pages.files import LaterFiles, Written, hand_written, put
from build_tools.pages.site_pages import Site
from build_tools.rules import run
from build_tools.site.checks import SiteReport, check_site
from build_tools.site.docs_folder import NoSiteError, files_of_docs
from build_tools.sources.cache import cache_of
from build_tools.sources.dates import commit_time, day_of
from build_tools.sources.git import GitError, git

DOCS, DRAFT, FINISHED, OLD = "build/docs", "build/site-draft", "site", "build/site-old"
CHANGELOG = "CHANGELOG.md"

CITED_SOURCES = ("kb", "references.bib")
"""What a page's citation names a commit of."""

PERMANENT_ADDRESS = "BMES_PERMANENT_ADDRESS"
"""The environment variable that says where the sources are published: an address with ``{commit}`` and ``{path}``."""

NO_CONDITION = (
    "kb/conditions/ holds no condition, and every page of the site leads to conditions: write a first one with"
    " 'bmes new condition'"
)

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """How a build ended. ``problems`` holds sentences about anything that is no fault of a source file."""

    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[str, ...] = ()
    report: SiteReport | None = None

    @property
    def is_good(self) -> bool:
        """Whether the site was put in place."""
        return not errors_in(self.diagnostics) and not self.problems


def edition_of(root: Path) -> Edition:
    """Which state of the sources a site shows: version, date, and the commit if nothing was changed since."""
    return Edition(__version__, day_of(root), _commit(root), os.environ.get(PERMANENT_ADDRESS, ""))


def _commit(root: Path) -> str:
    """The hash of the last commit, if the sources are as they were then; empty where that is not known."""
    try:
        if git(root, "status", "--porcelain", "--", *CITED_SOURCES):
            return ""
        return git(root, "rev-parse", "HEAD").decode().strip()
    except GitError:
        return ""


def site_of(root: Path, kb: KnowledgeBase, graph: EvidenceGraph) -> Site:
    """Every page and data file of a project; each is made when it is asked for.

    Raises ``NoSiteError`` where there is nothing to show.
    """
    if not kb.conditions:
        raise NoSiteError(NO_CONDITION)
    edition = edition_of(root)
    version, date = edition.version, edition.date
    pieces = citation_pieces(kb, cache_of(root))

    def data() -> dict[str, bytes]:
        files = {name: text.encode() for name, text in data_files(kb, graph, pieces, version, date)}
        deck = deck_files(kb, graph, nlm_texts(pieces), commit_time(root))
        return {**files, **dict(knowledge_files(kb, graph, version, date)), **deck}

    changelog = root / CHANGELOG
    releases = changelog.read_text("utf-8") if changelog.is_file() else ""
    return Site(kb, graph, pieces, LaterFiles(data), edition, releases)


def write_docs(root: Path, kb: KnowledgeBase, graph: EvidenceGraph) -> Written:
    """Write every page and data file into ``build/docs``, beside the hand-written pages.

    Raises ``NoSiteError``, and writes nothing, where there is nothing to show or two files would stand at one place.
    """
    return put(root / DOCS, files_of_docs(hand_written(root / "docs"), site_of(root, kb, graph)))


def build(root: Path, progress: Progress) -> BuildResult:
    """Check, write pages, run MkDocs, check what it built, and only then put it in the place of the last site."""
    progress("reading and checking the knowledge base")
    kb = load(root, cache_of(root), day_of(root))
    graph = EvidenceGraph(kb)
    diagnostics = run(kb, graph)
    if errors_in(diagnostics):
        return BuildResult(diagnostics)
    progress("writing pages")
    try:
        written = write_docs(root, kb, graph)
    except NoSiteError as fault:
        return BuildResult(diagnostics, fault.args)
    progress(f"{len(written.changed)} files changed, {len(written.removed)} removed, {written.unchanged} as before")
    progress("running MkDocs")
    problem = _mkdocs(root)
    if problem:
        return BuildResult(diagnostics, (problem,))
    progress("checking the built site")
    report = check_site(root / DRAFT, kb)
    if report.faults:
        return BuildResult(diagnostics, report.faults, report)
    problem = put_in_place(root)
    return BuildResult(diagnostics, (problem,) if problem else (), report)


def _mkdocs(root: Path) -> str:
    """Run MkDocs strictly into the draft folder; returns what it complained about, or an empty text."""
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    seconds = commit_time(root)
    if seconds is not None:
        environment["SOURCE_DATE_EPOCH"] = str(seconds)
    # Not -q: it hides the warnings that --strict counts.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--site-dir", DRAFT]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO")]
    return "MkDocs stopped:\n" + "\n".join(lines)


def put_in_place(root: Path) -> str:
    """Make the draft the finished site; the last good one stays where that fails.

    Returns a sentence about what went wrong, or an empty text.
    """
    finished, draft, old = root / FINISHED, root / DRAFT, root / OLD
    try:
        if old.exists() and not finished.exists():
            old.rename(finished)  # an earlier build was interrupted here: this is the last good site
        shutil.rmtree(old, ignore_errors=True)
        if finished.exists():
            finished.rename(old)
        draft.rename(finished)
    except OSError as fault:
        said = f"the new site could not be put into {FINISHED}/ ({fault.strerror or fault})"
        return f"{said}; {_put_back(finished, old)}. Close what uses files in there, and build again."
    shutil.rmtree(old, ignore_errors=True)
    return ""


def _put_back(finished: Path, old: Path) -> str:
    """Put the last good site into its place again if it was moved away; returns words that say where it is."""
    if finished.exists():
        return "the last good one is still there"
    if not old.exists():
        return "there was none before"
    try:
        old.rename(finished)
    except OSError:
        return f"the last good one lies in {OLD}/: rename that to {FINISHED}"
    return "the last good one is there again"
