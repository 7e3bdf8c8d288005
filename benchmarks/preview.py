"""How long the preview takes from a saved file to the page in a browser, on the real knowledge base.

Run ``.venv/bin/python benchmarks/preview.py``. A copy of the project is previewed, and Chromium holds the page of each
of some entities open. A word is written into the entity's file; the clock stops when the page shows it. The goal is at
most 1.5 seconds. The exit status is 1 where the median of an entity is above it; other work on the machine counts.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).parents[1]
GOAL = 1.5
SHOWN = "(document.querySelector('article')?.textContent ?? '')"
ENTITIES = (
    "conditions/transient-osteoporosis-of-the-hip",
    "signs/joint-effusion",
    "treatments/iloprost",
    "regions/hip",
    "references/hofmann1993",
)


def copied(target: Path) -> Path:
    """A copy of all that the preview reads."""
    for name in ("kb", "docs"):
        shutil.copytree(PROJECT / name, target / name)
    for name in ("references.bib", "mkdocs.yml"):
        shutil.copy(PROJECT / name, target)
    return target


def seconds_to_show(page: Page, file: Path, word: str) -> float:
    """Write a word into the first text of a file, and wait until the page shows it."""
    text = file.read_text("utf-8")
    start = time.perf_counter()
    file.write_text(re.sub(r"^ +text: (?:>-\n +)?", rf"\g<0>{word} ", text, count=1, flags=re.MULTILINE), "utf-8")
    page.wait_for_function(f"word => {SHOWN}.includes(word)", arg=word, polling=20, timeout=60_000)
    seconds = time.perf_counter() - start
    file.write_text(text, "utf-8")
    page.wait_for_function(f"word => {SHOWN} && !{SHOWN}.includes(word)", arg=word, polling=20, timeout=60_000)
    return seconds


def main() -> int:
    """Print one line for each entity."""
    is_met = True
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copied(Path(folder))
        command = [sys.executable, "-m", "build_tools", "serve", "--root", str(root), "--port", "0"]
        server = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        assert server.stdout
        home = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for entity in ENTITIES:
            page.goto(f"{home}{entity}/")
            file = root / "kb" / f"{entity}.yaml"
            seconds = [seconds_to_show(page, file, f"Watched{letter}") for letter in "abcde"]
            median = statistics.median(seconds)
            is_met = is_met and median <= GOAL
            print(f"{entity}: {median:.2f} s from the saved file to the page ({min(seconds):.2f}-{max(seconds):.2f})")
        browser.close()
        server.terminate()
        server.wait()
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
