"""Publications to entries of references.bib: the key, the fields in LaTeX, and the entry's place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from build_tools.editing.publication import Publication
from build_tools.model.bibliography import Person
from build_tools.model.names import DOI_PATTERN, KEY_PATTERN, PMID_PATTERN
from build_tools.model.spelling import folded, without_marks
from build_tools.rules.bibliography import PAGES_PATTERN, REQUIRED_FIELDS, YEAR_PATTERN
from build_tools.sources.bibtex import entry_spans, entry_text
from build_tools.sources.latex import latex_text, plain_text

SMOOTHED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2212\u00ad", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2002\u2003", " "),
        **{chr(0x2080 + digit): str(digit) for digit in range(10)},
        "\u2019": "'",
        "\u2018": "'",
    }
)
"""Characters that mean nothing else than their ASCII cousins, or have no LaTeX that reads back: hyphens, spaces, small
digits, and quotation marks, which references.bib writes straight."""


def smoothed(text: str) -> str:
    """The text with :data:`SMOOTHED` characters, each letter in one piece with its accents."""
    return unicodedata.normalize("NFC", text).translate(SMOOTHED)


STOP_WORDS = frozenset({"a", "an", "the", "of", "in", "on", "and", "for", "with", "to", "by", "from", "at", "is", "as"})
"""Words that say nothing of a title's subject."""


class NotAnEntryError(ValueError):
    """A publication lacks what an entry needs, or holds what references.bib cannot; says what, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Draft:
    """The fields of an entry to be, as references.bib holds them, and remarks for the editor."""

    type: str
    fields: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """The entry in the one layout."""
        return entry_text(self.type, key, self.fields)


def draft(publication: Publication, journals: Mapping[str, str]) -> Draft:
    """The entry of a publication. Raises :class:`NotAnEntryError`.

    ``journals`` are the full names that references.bib has, by abbreviation: one journal keeps one name.
    """
    plain = {name: smoothed(value) for name, value in publication.fields.items() if value}
    remarks: list[str] = []
    _check_identifiers(plain)
    if publication.type == "article":
        plain |= _journal(plain, journals)
    if "pages" in plain and not re.fullmatch(PAGES_PATTERN, plain["pages"]):
        remarks.append(f"pages '{plain.pop('pages')}' are left out: they have no form that the check knows")
    fields = {name: _latex(name, value) for name, value in plain.items() if name != "title"}
    if plain.get("title"):
        fields["title"] = _title(plain["title"], publication.capitals, remarks)
    for name, persons in (("author", publication.authors), ("editor", publication.editors)):
        if persons:
            is_whole = publication.authors_complete or name == "editor"
            fields[name] = " and ".join([*map(_name, persons), *(() if is_whole else ("others",))])
    if not publication.authors:
        fields["incomplete"] = "authors"
        remarks.append("the authors were not given: add them, or leave incomplete = {authors} if they were not seen")
    for name in REQUIRED_FIELDS[publication.type]:
        if not fields.get(name) and name != "author":
            raise NotAnEntryError(f"it has no {name}", f"add its {name}, which a reader needs to find it")
    if not re.fullmatch(YEAR_PATTERN, fields["year"]):
        raise NotAnEntryError(f"year '{fields['year']}'", "write the year of publication in four digits")
    return Draft(publication.type, fields, tuple(remarks))


def _check_identifiers(plain: Mapping[str, str]) -> None:
    for name, pattern, label in (("doi", DOI_PATTERN, "DOI"), ("pmid", PMID_PATTERN, "PubMed number")):
        if name in plain and not (re.fullmatch(pattern, plain[name]) and plain[name].isascii()):
            raise NotAnEntryError(f"'{plain[name]}' is not a {label}", f"correct the {label}, or leave it out")


def _journal(plain: Mapping[str, str], journals: Mapping[str, str]) -> dict[str, str]:
    """The journal's name and abbreviation as references.bib has them, if it has the journal; else as they are given."""
    journal, short = plain.get("journal", ""), plain.get("shortjournal", "")
    if short in journals:
        return {"journal": journals[short], "shortjournal": short}
    for abbreviation, name in journals.items():
        given = {_folded_journal(journal), _folded_journal(short)} - {""}
        if given & {_folded_journal(abbreviation), _folded_journal(name)}:
            return {"journal": name, "shortjournal": abbreviation}
    return {name: value for name, value in (("journal", journal or short), ("shortjournal", short)) if value}


def _folded_journal(name: str) -> str:
    return folded(name).removeprefix("the ")


def _latex(name: str, text: str) -> str:
    """A text as the file holds it. Raises :class:`NotAnEntryError` for a character that LaTeX has no name for."""
    if name in ("doi", "pmid", "url"):
        return text
    written = latex_text(text)
    if plain_text(written).strip() != text.strip():
        strange = next((letter for letter in text if plain_text(latex_text(letter)) != letter), text)
        raise NotAnEntryError(f"{name} holds '{strange}', which has no LaTeX name", "write it with other letters")
    return written


_WORD = re.compile(r"\w+")
_JOINED_WORDS = re.compile(r"\w+(?:-\w+)*")
_LEAST_WORDS, _SHARE_OF_CAPITALS, _LEAST_LETTERS = 4, 0.6, 10
"""From how many words on, with what share of capitals, or from how many letters on capitals are taken for a style."""


def _title(title: str, capitals: Collection[str], remarks: list[str]) -> str:
    """The title with braces around the words that must keep their capitals.

    BibTeX styles turn all but the first letter small. Braces stand around abbreviations, names and first words of
    sentences, which is every word with a capital, unless so many have one that the title's capitals mean nothing.
    """
    letters = [letter for letter in title if letter.isalpha()]
    words = [word for word in _WORD.findall(title)[1:] if word.isalpha() and word.casefold() not in STOP_WORDS]
    words = [word for word in words if not word.isupper()]  # abbreviations are so in every style
    capital_words = [word for word in words if word[0].isupper()]
    is_all_capitals = len(letters) >= _LEAST_LETTERS and not any(letter.islower() for letter in letters)
    is_title_case = len(words) >= _LEAST_WORDS and len(capital_words) > _SHARE_OF_CAPITALS * len(words)
    if is_all_capitals or is_title_case:
        remarks.append("the title's words have capitals: write it in small letters, and names in braces")

    first = next((match.start() for match in _WORD.finditer(title)), 0)

    def must_stay(word: str, start: int) -> bool:
        """Whether the capitals of the word that starts there mean something."""
        if is_all_capitals:
            return False
        is_symbol = any(letter.isdigit() for letter in word)  # such as T1
        counted = word[1:] if (is_title_case and not is_symbol) or start == first else word
        return any(letter.isupper() for letter in counted) or (word in capitals and start != first)

    def braced(match: re.Match[str]) -> str:
        """A word, or words joined by hyphens, in braces where it must be: ``{T1}-weighted``, ``{Legg-Perthes}``."""
        parts = [(word[0], match.start() + word.start()) for word in _WORD.finditer(match[0])]
        stay = [must_stay(word, start) for word, start in parts]
        if all(stay):
            return f"{{{_latex('title', match[0])}}}"
        written = [_latex("title", word) for word, _ in parts]
        return "-".join(f"{{{word}}}" if stays else word for word, stays in zip(written, stay, strict=True))

    pieces: list[str] = []
    place = 0
    for match in _JOINED_WORDS.finditer(title):
        pieces += [_latex("title", title[place : match.start()]), braced(match)]
        place = match.end()
    return "".join([*pieces, _latex("title", title[place:])])


def _name(person: Person) -> str:
    """A person as references.bib has one: ``Plenk, Jr, H.``; a group in braces, or its words would be several names."""
    family = _latex("author", smoothed(person.family).strip())
    if person.is_group or (not person.given and " " in family):
        return f"{{{family}}}"
    given = _latex("author", initials(smoothed(person.given)))
    return ", ".join(part for part in (family, _latex("author", person.suffix), given) if part)


def initials(given: str) -> str:
    """Given names as initials with full stops: ``A. V.`` for Anastasios V, and ``Q.-Y.`` for Qing-Yu."""
    found: list[str] = []
    for name in re.sub(r"\.(?!-)", ". ", given).split():
        letters = name.rstrip(".")
        if letters.isupper() and letters.isalpha() and len(letters) < 5:
            found += [f"{letter}." for letter in letters]
        else:
            parts = [part for part in letters.split("-") if part]
            found += ["-".join(f"{part[0].upper()}." for part in parts)] if parts else []
    return " ".join(found)


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters of surnames that are no letter with a mark."""


def new_key(publication: Publication, taken: Collection[str]) -> str:
    """A key that is not taken: the first author's surname and the year, with b, c ... where others have these.

    Without authors it is a working key of the title's first two words. Raises :class:`NotAnEntryError` where none is
    left.
    """
    if publication.authors:
        first = publication.authors[0]
        stem = _key_letters(first.family.split(" ")[0] if first.is_group else first.family)
    else:
        words = [_key_letters(word) for word in publication.get("title").split()]
        stem = "-".join([word for word in words if word and word not in STOP_WORDS][:2])
        stem = stem if "-" in stem else f"{stem}-anon"
    base = f"{stem.lstrip('-0123456789')}{publication.get('year')}"
    if not re.fullmatch(KEY_PATTERN, base):
        base = f"anon-{base}".rstrip("-")
    if not {base, f"{base}a"} & set(taken):
        return base
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if f"{base}{letter}" not in taken:
            return f"{base}{letter}"
    raise NotAnEntryError(f"all keys from {base} to {base}z are taken", "write the entry by hand with a key of its own")


def _key_letters(name: str) -> str:
    letters = without_marks(name.casefold().translate(_LETTERS))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def with_entry(text: str, key: str, entry: str) -> str:
    """The text of a BibTeX file with one more entry. Every other byte stays.

    Behind the last entry with a ``number``, entries stand in the order of their keys: there the new one has its place.
    """
    spans = entry_spans(text)
    numbered = [number for number, span in enumerate(spans) if span.has_number]
    start = numbered[-1] + 1 if numbered else 0
    place = next((number for number in range(start, len(spans)) if spans[number].key > key), len(spans))
    if place == 0:
        at = spans[0].start if spans else len(text)
        before = "" if not text[:at] or text[:at].endswith("\n\n") else "\n" * (1 + (not text[:at].endswith("\n")))
        return f"{text[:at]}{before}{entry}" + (f"\n{text[at:]}" if text[at:] else "")
    at = spans[place - 1].end
    return f"{text[:at]}\n\n{entry.removesuffix(chr(10))}{text[at:] or chr(10)}"


def with_changed_entry(text: str, key: str, entry: str) -> str:
    """The text of a BibTeX file with another text for one of its entries. Every other byte stays."""
    span = next(span for span in entry_spans(text) if span.key == key)
    return text[: span.start] + entry.removesuffix("\n") + text[span.end :]
