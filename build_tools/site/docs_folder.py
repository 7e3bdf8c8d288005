"""What stands in the docs folder that MkDocs reads: every file at a place of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from build_tools.exports.knowledge_files import FOLDER
from build_tools.pages.site_pages import Site


class NoSiteError(Exception):
    """No site can be made of these sources; the arguments are sentences for people about what to mend."""


def place_of(path: str) -> str:
    """Where a file of the docs folder stands on the built site: MkDocs makes of ``signs/x.md`` ``signs/x/index.html``.

    Source: MkDocs, ``structure/files.py``, with addresses that end in a slash.
    """
    stem, ending = posixpath.splitext(path)
    if ending != ".md":
        return path
    folder, name = posixpath.split(stem)
    return posixpath.join(folder, "index.html") if name in ("index", "README") else posixpath.join(stem, "index.html")


def files_of_docs(by_hand: Mapping[str, bytes], site: Site) -> dict[str, bytes]:
    """Every file by its path: those written by hand, with their paths below ``docs/``, and all that the tools make.

    Raises ``NoSiteError`` where two of them would stand at one place of the site.
    """
    files: dict[str, bytes] = {}
    at: dict[str, str] = {}
    faults: list[str] = []

    def take(path: str, content: bytes, name: str) -> None:
        first = at.setdefault(place_of(path), name)
        if first is not name:
            faults.append(f"{first} and {name} would both stand at {place_of(path)} of the site: rename one of them")
        files[path] = content

    for path, content in by_hand.items():
        take(path, content, f"docs/{path}")
    for page in site.files():
        take(page.path, page.text.encode(), f"the generated {page.path}")
    for name, content in site.data.items():
        take(f"{FOLDER}{name}", content, f"the generated {FOLDER}{name}")
    if faults:
        raise NoSiteError(*faults)
    return files
