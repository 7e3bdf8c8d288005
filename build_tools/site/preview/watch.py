"""Seeing files change, by looking: works on every file system and needs nothing of the operating system."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

WATCHED = ("kb", "docs", "references.bib", "mkdocs.yml")
PERIOD = 0.1
"""Seconds between two looks; one takes a few milliseconds."""

SETTLED = 0.03
"""Seconds after which a changed file must still look the same: editors write in more than one step."""

Look = dict[str, tuple[int, int, int]]
"""Time of change, size and number of each file, by its path from the project's root."""


def look(root: Path) -> Look:
    """What there is to be seen now. Files of editors' own (hidden ones, those that end in ``~``) do not count."""
    seen: Look = {}
    waiting = [root / name for name in WATCHED]
    while waiting:
        path = waiting.pop()
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        try:
            if path.is_dir():
                waiting += [Path(entry) for entry in os.scandir(path)]
                continue
            stat = path.stat()
        except OSError:
            continue  # gone meanwhile
        seen[path.relative_to(root).as_posix()] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return seen


def changes(root: Path, before: Look) -> Iterator[tuple[str, ...]]:
    """Without end, and every ``PERIOD``: the paths that changed since the last time, often none."""
    while True:
        now = look(root)
        while now != before:
            time.sleep(SETTLED)
            later = look(root)
            if later == now:
                break
            now = later
        yield tuple(sorted(path for path in {*before, *now} if before.get(path) != now.get(path)))
        before = now
        time.sleep(PERIOD)
