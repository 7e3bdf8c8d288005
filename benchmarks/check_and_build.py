"""How checking and building grow with the knowledge base, as ratios.

Run ``.venv/bin/python benchmarks/check_and_build.py``. The real knowledge base is loaded, checked and rendered,
then again with its pages doubled under new ids. A ratio near 2 means linear growth; seconds are for orientation only.
The last lines say what a check costs that remembers the last one, as a share of one that remembers nothing. All is
measured inside of one process: a command also has to start Python and import what it needs.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from build_tools import checking
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.rules import run
from build_tools.site.build import write_docs
from build_tools.sources.cache import FOLDER, Cache, code_fingerprint

PROJECT = Path(__file__).parents[1]
FOLDERS = ("conditions", "signs", "treatments", "regions")
RUNS = 5


def doubled(target: Path) -> Path:
    """A copy of the project in which every entity has a twin that links to the other twins."""
    for name in ("kb", "docs"):
        shutil.copytree(PROJECT / name, target / name)
    shutil.copy(PROJECT / "references.bib", target)
    ids = [path.stem for folder in FOLDERS for path in (target / "kb" / folder).glob("*.yaml")]
    pattern = re.compile(r"(?<![\w#-])(?<!group: )(" + "|".join(sorted(ids, key=len, reverse=True)) + r")(?![\w-])")
    for folder in FOLDERS:
        for path in list((target / "kb" / folder).glob("*.yaml")):
            text = pattern.sub(r"\1-twin", path.read_text("utf-8"))
            text = re.sub(r"^code: (\w+)$", r"code: \1t", text, flags=re.MULTILINE)
            path.with_name(f"{path.stem}-twin.yaml").write_text(text, "utf-8")
    return target


def median_seconds(work: Callable[[Path], object], root: Path) -> float:
    """The median time of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work(root)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def check(root: Path) -> object:
    """Load and check, as ``bmes check`` does."""
    kb = load(root)
    return run(kb, EvidenceGraph(kb))


def render(root: Path) -> object:
    """Load and write all pages, as ``bmes build`` does before MkDocs runs."""
    kb = load(root)
    return write_docs(root, kb, EvidenceGraph(kb))


def edited_check(root: Path) -> object:
    """Check after an edit of one file, with what is remembered of the others."""
    page = root / "kb" / "glossary.yaml"
    page.write_text(f"{page.read_text('utf-8')}# {time.monotonic_ns()}\n", "utf-8")
    return unchanged_check(root)


def unchanged_check(root: Path) -> object:
    """Check with what is remembered, as ``bmes check`` does."""
    return checking.check(root, Cache(root / FOLDER, code_fingerprint()))


def main() -> int:
    """Print one line for each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        single, double = Path(folder) / "single", Path(folder) / "double"
        for target in (single, double):
            target.mkdir()
        for name in ("kb", "docs"):
            shutil.copytree(PROJECT / name, single / name)
        shutil.copy(PROJECT / "references.bib", single)
        doubled(double)
        for label, work in (("load and check", check), ("load and write pages", render)):
            one, two = median_seconds(work, single), median_seconds(work, double)
            print(f"{label}: {one:.2f} s, with twins {two:.2f} s, ratio {two / one:.2f}")
        cold = median_seconds(check, single)
        for label, work in (("after an edit of one file", edited_check), ("of an unchanged tree", unchanged_check)):
            work(single)
            seconds = median_seconds(work, single)
            print(f"check {label}: {seconds:.2f} s, {seconds / cold:.0%} of a check that remembers nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
