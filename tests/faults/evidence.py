"""Citations, findings, levels and numbers."""

from __future__ import annotations

import re

from build_tools.model.markup import plain
from build_tools.model.names import cited_key
from build_tools.model.numbers import numbers
from tests.faults.kinds import BIB, CONDITIONS, REFERENCES, TEXT_LINE, Project, Spot, changed, kind, misspelled


@kind("cite-unknown")
def _keymisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=[\[ ])[a-z]{5,}(?=\d{4}[a-z]?#)", lambda m: misspelled(m[0], p.rng))


@kind("finding-unknown")
def _findingmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=\d#)[a-z]{4,}[a-z-]*", lambda m: misspelled(m[0], p.rng))


@kind("finding-unknown")
def _finding_of_another_year(p: Project):
    return changed(p, CONDITIONS, r"(?<=\d#)[a-z0-9-]+", lambda m: "something-quite-different")


@kind("claim-uncited")
def _citations_dropped(p: Project):
    claim = p.any_claim(
        lambda c: (
            not c.is_inner
            and len(c.statement.cites) == 1
            and len(p.citing[c.statement.cites[0]]) > 1
            and not c.statement.against
        )
    )
    place = claim.statement.origin.place("cites")
    spot = Spot(place.path, place.line, p.lines(place.path)[place.line - 1])
    # The list may stand on the line of its field or below it.
    start = spot.number if "cites:" in spot.text else spot.number - 1
    return p.with_lines(spot.path, *p.block(spot.path, start), []), spot.path, claim.statement.origin.place().line


@kind("claim-editorial-cited")
def _editorial_with_citations(p: Project):
    spot = p.pick(CONDITIONS, r"^    cites: \[")
    return p.with_line(spot, spot.text, "    editorial: wording"), spot.path, spot.number + 1


@kind("cite-duplicate-work")
def _second_printing_cited(p: Project):
    return changed(p, CONDITIONS, r"(?<=[\[ ])lakhanpal1987(?=#)", lambda m: "lakhanpal1987b")


@kind("claim-both-ways")
def _cited_and_against(p: Project):
    claim = p.any_claim(lambda c: bool(c.statement.against and c.statement.cites and c.statement.origin.path))
    place = claim.statement.origin.place("against", 0)
    text = p.lines(place.path)[place.line - 1]
    new = text[: place.column - 1] + claim.statement.cites[0] + ", " + text[place.column - 1 :]
    if text.strip().startswith("- "):
        new = f"{text[: place.column - 1]}{claim.statement.cites[0]}\n{text}"
    return p.with_line(Spot(place.path, place.line, text), *new.split("\n")), place.path, place.line


@kind("against-without-conflict")
def _conflict_dropped(p: Project):
    claim = p.any_claim(lambda c: bool(c.statement.against and c.statement.conflict))
    place = claim.statement.origin.place("conflict")
    against = claim.statement.origin.place("against")
    line = against.line - (against.line > place.line)
    return p.with_lines(place.path, place.line, place.line + 1, []), place.path, line


@kind("finding-unknown")
def _finding_deleted(p: Project):
    citation = p.once_cited()
    key, name = citation.split("#")
    path = f"{REFERENCES}{key}.yaml"
    spot = p.pick(path, rf"^  {name}:$")
    (claim,) = p.citing[citation]
    statement = claim.statement
    field = "cites" if citation in statement.cites else "against"
    place = statement.origin.place(field, getattr(statement, field).index(citation))
    return p.with_lines(path, *p.block(path, spot.number), []), place.path, place.line


@kind("finding-unknown")
def _often_cited_finding_deleted(p: Project):
    citation = p.rng.choice([one for one, claims in p.citing.items() if len(claims) > 2])
    key, name = citation.split("#")
    path = f"{REFERENCES}{key}.yaml"
    spot = p.pick(path, rf"^  {name}:$")
    places = [
        claim.statement.origin.place(field, getattr(claim.statement, field).index(citation))
        for claim in p.citing[citation]
        for field in ("cites", "against")
        if citation in getattr(claim.statement, field)
    ]
    return p.with_lines(path, *p.block(path, spot.number), []), min(places).path, min(places).line


@kind("finding-uncited")
def _finding_nobody_cites(p: Project):
    spot = p.pick(
        REFERENCES, r"^findings:$", fits=lambda s: s.path.rpartition("/")[2][:-5] in {cited_key(c) for c in p.citing}
    )
    new = ("  quite-new:", "    text: Nothing else was seen.", "    basis: title", "    source: title as printed")
    return p.with_line(spot, spot.text, *new), spot.path, spot.number + 1


@kind("notes-missing")
def _notes_deleted(p: Project):
    """Of a publication that is cited: all its citations lose their findings, and one message says why."""
    entry = p.rng.choice(
        [entry for entry in p.kb.bibliography.entries if entry.key in {cited_key(c) for c in p.citing}]
    )
    return {f"{REFERENCES}{entry.key}.yaml": None}, BIB, entry.origin.place().line


@kind("notes-missing")
def _key_of_an_entrymisspelled(p: Project):
    entry = p.rng.choice(
        [
            one
            for one in p.kb.bibliography.entries
            if one.number is not None and not one.duplicate_of and one.key != "lakhanpal1987"
        ]
    )
    line = entry.origin.place().line
    spot = Spot(BIB, line, p.lines(BIB)[line - 1])
    name = re.match(r"[a-z]+", entry.key)
    assert name
    wrong = misspelled(name[0], p.rng) + entry.key[name.end() :]
    return p.with_line(spot, spot.text.replace(entry.key, wrong)), BIB, line


@kind("notes-without-entry")
def _entry_deleted(p: Project):
    entry = p.rng.choice(
        [
            one
            for one in p.kb.bibliography.entries
            if one.number is not None and not one.duplicate_of and one.key != "lakhanpal1987"
        ]
    )
    start = entry.origin.place().line
    end = p.lines(BIB).index("}", start) + 2
    return p.with_lines(BIB, start, end + 1, []), f"{REFERENCES}{entry.key}.yaml", 1


@kind("file-name")
def _key_of_notesmisspelled(p: Project):
    return changed(p, REFERENCES, r"(?<=^key: )[a-z]{4,}(?=\d)", lambda m: misspelled(m[0], p.rng))


@kind("level-above-read")
def _level_raised(p: Project):
    notes = [one for one in p.kb.reading_notes if one.read == "title" and one.findings]
    note = p.rng.choice(notes)
    path = note.origin.path
    return changed(p, path, r"(?<=^    basis: )title", lambda m: "abstract")


@kind("level-too-weak")
def _title_cited_for_more(p: Project):
    """A claim on how often something is seen, resting on a finding that is known from a title alone."""
    titles = [one for one, finding in p.kb.findings.items() if finding.basis == "title" and one in p.citing]
    claim = p.any_claim(
        lambda c: (
            c.frequency in ("typical", "possible")
            and len(c.statement.all_citations) == 1
            and len(p.citing[c.statement.cites[0]]) > 1
            and not numbers(plain(c.statement.text))
            and getattr(c.statement, "count", None) is None
        )
    )
    cited = claim.statement.origin.place("cites", 0)
    spot = Spot(cited.path, cited.line, p.lines(cited.path)[cited.line - 1])
    place = claim.statement.origin.place("frequency")
    return p.with_line(spot, spot.text.replace(claim.statement.cites[0], p.rng.choice(titles))), place.path, place.line


def _number_spot(p: Project, pattern: str) -> Spot:
    """A line of a cited claim's text that holds a number which stands in it once."""
    spots = []
    for claim in p.kb.all_claims:
        statement = claim.statement
        if statement.editorial or not statement.cites or claim.page.kind != "condition" or statement.derived:
            continue
        place = statement.origin.place("text")
        start, end = p.block(place.path, place.line)
        for number in range(start, end):
            spots.append(Spot(place.path, number, p.lines(place.path)[number - 1]))
    p.rng.shuffle(spots)
    return next(spot for spot in spots if re.search(pattern, spot.text))


@kind("number-unsupported")
def _wrong_number(p: Project):
    pattern = r"(?<![\w.-])(\d\d)(?= of| patients| hips| months| weeks|%)"
    spot = _number_spot(p, pattern)
    return (
        p.with_line(spot, re.sub(pattern, lambda m: str(int(m[1]) * 7 + 1001), spot.text, count=1)),
        spot.path,
        spot.number,
    )


@kind("number-unsupported")
def _weeks_for_months(p: Project):
    pattern = r"(?<=\d )months"
    spot = _number_spot(p, pattern)
    return p.with_line(spot, re.sub(pattern, "weeks", spot.text, count=1)), spot.path, spot.number


@kind("number-unsupported")
def _percent_invented(p: Project):
    spot = p.pick(
        CONDITIONS,
        TEXT_LINE,
        fits=lambda s: not re.search(r"\d", s.text) and "cites" in p.lines(s.path)[s.number] and s.text.endswith("."),
    )
    return p.with_line(spot, spot.text[:-1] + " in 97.3% of patients."), spot.path, spot.number


@kind("count-impossible")
def _count_turned_round(p: Project):
    spot = p.pick(
        CONDITIONS, r"count: \{n: (\d+), of: (\d+)\}", fits=lambda s: len(set(re.findall(r"\d+", s.text))) == 2
    )
    return p.with_line(spot, re.sub(r"n: (\d+), of: (\d+)", r"n: \2, of: \1", spot.text)), spot.path, spot.number


@kind("derived-form")
def _sum_in_words(p: Project):
    return changed(p, "kb/", r"(?<=^    derived: )[^#]*$", lambda m: "a few of many")
