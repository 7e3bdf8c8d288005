"""How a page of this knowledge base is cited itself: as an entry that every format takes, with version and date."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.bibliography import MONTHS, Entry, Person
from build_tools.sources.latex import latex_text, plain_text

AUTHOR = "bmes-kb contributors"
WORK = "bmes-kb, the evidence-linked reference on bone marrow edema syndrome"

SHORT_COMMIT = 12
"""So many characters of a commit's hash are shown where the address, which holds all of it, is not known."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of the knowledge base a site shows.

    ``date`` is that of the sources (year-month-day), ``commit`` the hash of their state in the repository; both may be
    unknown. ``permanent_address`` is where a file of a state stands for good, with ``{commit}`` and ``{path}`` in it;
    empty where the sources are not published.
    """

    version: str
    date: str = ""
    commit: str = ""
    permanent_address: str = ""

    @property
    def name(self) -> str:
        """The version, with the commit where that is the only name for good: ``0.1.0 (commit 1a4233fab12c)``."""
        if self.commit and not self.permanent_address:
            return f"{self.version} (commit {self.commit[:SHORT_COMMIT]})"
        return self.version

    def address_of(self, source: str) -> str:
        """Where this state of a page's source file stands for good; empty where that is not known."""
        if not (self.commit and self.permanent_address):
            return ""
        return self.permanent_address.replace("{commit}", self.commit).replace("{path}", source)


def page_text(edition: Edition, title: str, source: str) -> str:
    """The citation of a page as a sentence to read and to copy."""
    date = f", {edition.date}" if edition.date else ""
    address = edition.address_of(source)
    where = f" Available from: {address}" if address else ""
    stop = "" if title.endswith(("?", "!")) else "."
    return f"{AUTHOR}. {title}{stop} In: {WORK}. Version {edition.name}{date}.{where}"


def page_entry(edition: Edition, page_id: str, title: str, source: str) -> Entry:
    """A page as an entry of a bibliography; capitals that mean something in its title are protected."""
    raw = {
        "author": f"{{{AUTHOR}}}",
        "title": protected(title),
        "howpublished": WORK,
        "version": edition.name,
        "url": edition.address_of(source),
    }
    if edition.date:
        year, month, day = edition.date.split("-")
        names = {number: name for name, number in MONTHS.items()}
        raw |= {"year": year, "month": names[int(month)], "day": str(int(day))}
    raw = {name: value for name, value in raw.items() if value}
    fields = {name: value if name == "url" else plain_text(value) for name, value in raw.items()}
    return Entry(f"bmes-kb-{page_id}", "online", fields, raw, (Person(AUTHOR, is_group=True),), True)


def protected(title: str) -> str:
    """A title as LaTeX, with braces around every word that has a capital beyond the first letter of the title."""
    words = []
    for place, word in enumerate(title.split(" ")):
        means_something = word != word.lower() if place else word[1:] != word[1:].lower()
        words.append(f"{{{latex_text(word)}}}" if means_something else latex_text(word))
    return " ".join(words)
