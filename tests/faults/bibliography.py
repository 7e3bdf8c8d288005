"""Entries of references.bib."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.faults.kinds import BIB, Project, Spot, changed, kind, misspelled


def _bib_field(p: Project, name: str, new: Callable[[re.Match[str]], str], value: str = r"[^{}]+"):
    return changed(p, BIB, rf"(?<=^  {name} = \{{)({value})(?=\}},$)", new)


@kind("doi-duplicate")
def _same_doi(p: Project):
    dois = [one.raw["doi"] for one in p.kb.bibliography.entries if "doi" in one.raw]
    first = dois[0]
    spot = p.pick(BIB, r"^  doi = ", fits=lambda s: first not in s.text)
    return p.with_line(spot, f"  doi = {{{first}}},"), BIB, spot.number


@kind("pmid-duplicate")
def _same_pmid(p: Project):
    pmids = [one.raw["pmid"] for one in p.kb.bibliography.entries if "pmid" in one.raw]
    spot = p.pick(BIB, r"^  pmid = ", fits=lambda s: pmids[0] not in s.text)
    return p.with_line(spot, f"  pmid = {{{pmids[0]}}},"), BIB, spot.number


@kind("doi-malformed")
def _doi_with_address(p: Project):
    return _bib_field(p, "doi", lambda m: f"https://doi.org/{m[1]}")


@kind("pmid-malformed")
def _pmid_with_prefix(p: Project):
    return _bib_field(p, "pmid", lambda m: f"PMID: {m[1]}")


@kind("year-invalid")
def _year_with_five_digits(p: Project):
    return _bib_field(p, "year", lambda m: m[1] + "9")


@kind("year-invalid")
def _year_to_come(p: Project):
    return _bib_field(p, "year", lambda m: "2062")


@kind("bib-pages")
def _pages_with_one_hyphen(p: Project):
    return _bib_field(p, "pages", lambda m: m[1].replace("--", "-"), r"\d+--\d+")


@kind("bib-pages")
def _last_page_shortened(p: Project):
    return _bib_field(p, "pages", lambda m: m[1][:-2] if len(m[1].split("--")[1]) > 2 else "425--36", r"\d{3}--\d{3}")


@kind("bib-ampersand")
def _bare_ampersand(p: Project):
    return _bib_field(
        p, "title", lambda m: re.sub(r" (and|of|in|the) ", " & ", m[1], count=1), r"[^{}]* (?:and|of|in|the) [^{}]*"
    )


@kind("bib-html")
def _html_in_a_field(p: Project):
    return _bib_field(p, "shortjournal", lambda m: f"<i>{m[1]}</i>")


@kind("bib-not-ascii")
def _accent_in_a_name(p: Project):
    return changed(p, BIB, r"(?<=^  author = \{[A-Z])[aeo]", lambda m: "\u00f6")


@kind("bib-capitals")
def _title_in_capitals(p: Project):
    return _bib_field(
        p,
        "title",
        lambda m: re.sub(r" ([a-z]{4,})", lambda w: " " + w[1].capitalize(), m[1], count=1),
        r"[A-Z][a-z]+ [a-z]{4,}[^{}]*",
    )


@kind("bib-et-al")
def _et_al(p: Project):
    return changed(p, BIB, r"(?<=^  author = \{)([^{}]+?)(?: and others)?(?=\},$)", lambda m: f"{m[1]} and et al.")


@kind("bib-names")
def _names_joined_by_a_comma(p: Project):
    return changed(p, BIB, r"(?<=^  author = \{)[^{}]+? and [^{}]+?(?=\},$)", lambda m: m[0].replace(" and ", ", ", 1))


@kind("bib-syntax")
def _at_sign_lost(p: Project):
    return changed(p, BIB, r"^@(?=article\{)", lambda m: "")


@kind("bib-form")
def _spaces_round_the_equals_sign(p: Project):
    return changed(p, BIB, r"(?<=^  journal) = ", lambda m: "=")


@kind("bib-form")
def _value_in_quotes(p: Project):
    return changed(p, BIB, r"(?<=^  volume = )\{([^{}]+)\}(?=,$)", lambda m: f'"{m[1]}"')


@kind("bib-syntax")
def _brace_forgotten(p: Project):
    spot = p.pick(BIB, r"^  volume = \{[^{}]+\},$")
    start = max(number for number, line in enumerate(p.lines(BIB)[: spot.number], start=1) if line.startswith("@"))
    return p.with_line(spot, spot.text.replace("},", ",")), BIB, start


@kind("bib-syntax")
def _entry_not_closed(p: Project):
    spot = p.pick(BIB, r"^}$")
    start = max(number for number, line in enumerate(p.lines(BIB)[: spot.number], start=1) if line.startswith("@"))
    return p.with_lines(BIB, spot.number, spot.number + 1, []), BIB, start


@kind("bib-syntax")
def _comma_after_a_field_forgotten(p: Project):
    spot = p.pick(BIB, r"^  year = \{\d+\},$")
    return p.with_line(spot, spot.text[:-1]), BIB, spot.number


@kind("bib-key-duplicate")
def _key_twice(p: Project):
    entries = [one for one in p.kb.bibliography.entries if one.number is None]
    first, entry = entries[0], p.rng.choice(entries[1:])
    line = entry.origin.place().line
    spot = Spot(BIB, line, p.lines(BIB)[line - 1])
    return p.with_line(spot, spot.text.replace(entry.key, first.key)), BIB, line


@kind("bib-field-duplicate")
def _bib_field_twice(p: Project):
    spot = p.pick(BIB, r"^  year = ")
    return p.with_line(spot, spot.text, spot.text), BIB, spot.number + 1


@kind("bib-field-unknown")
def _bib_fieldmisspelled(p: Project):
    return changed(p, BIB, r"(?<=^  )(volume|pages|issue)(?= = )", lambda m: misspelled(m[0], p.rng))


@kind("bib-field-unknown")
def _required_bib_fieldmisspelled(p: Project):
    return changed(p, BIB, r"(?<=^  )(journal|title|author)(?= = )", lambda m: misspelled(m[0], p.rng))


@kind("bib-field-missing")
def _journal_dropped(p: Project):
    spot = p.pick(BIB, r"^  journal = ")
    start = max(number for number, line in enumerate(p.lines(BIB)[: spot.number], start=1) if line.startswith("@"))
    return p.with_lines(BIB, spot.number, spot.number + 1, []), BIB, start


@kind("bib-type-unknown")
def _typemisspelled(p: Project):
    return changed(p, BIB, r"(?<=^@)article", lambda m: "artcle")


@kind("bib-number")
def _number_twice(p: Project):
    return _bib_field(p, "number", lambda m: "1" if m[1] != "1" else "2", r"\d+")


@kind("bib-number")
def _number_with_a_letter(p: Project):
    return _bib_field(p, "number", lambda m: m[1] + "a", r"\d+")


@kind("bib-duplicateof")
def _twinmisspelled(p: Project):
    return _bib_field(p, "duplicateof", lambda m: misspelled(m[1][:-4], p.rng) + m[1][-4:])
