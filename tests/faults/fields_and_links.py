"""Fields, words of closed lists, and links."""

from __future__ import annotations

import re

from tests.faults.kinds import CONDITIONS, REFERENCES, SIGNS, TREATMENTS, Project, changed, kind, misspelled


@kind("field-missing")
def _name_dropped(p: Project):
    spot = p.pick(SIGNS, r"^name: ")
    return p.with_lines(spot.path, spot.number, spot.number + 1, []), spot.path, 1


@kind("field-missing")
def _code_dropped(p: Project):
    spot = p.pick(CONDITIONS, r"^code: ")
    return p.with_lines(spot.path, spot.number, spot.number + 1, []), spot.path, 1


@kind("field-missing")
def _definition_dropped(p: Project):
    spot = p.pick(CONDITIONS, r"^definition:")
    return p.with_lines(spot.path, *p.block(spot.path, spot.number), []), spot.path, 1


@kind("field-missing")
def _frequency_dropped(p: Project):
    spot = p.pick(
        CONDITIONS, r"^    frequency: ", fits=lambda s: re.match(r"  - (sign|region)", p.lines(s.path)[s.number - 2])
    )
    return p.with_lines(spot.path, spot.number, spot.number + 1, []), spot.path, spot.number - 1


@kind("field-missing")
def _text_dropped(p: Project):
    spot = p.pick(CONDITIONS, r"^    text: ", fits=lambda s: re.match(r"  [a-z-]+:$", p.lines(s.path)[s.number - 2]))
    return p.with_lines(spot.path, *p.block(spot.path, spot.number), []), spot.path, spot.number - 1


@kind("field-missing")
def _basis_dropped(p: Project):
    spot = p.pick(REFERENCES, r"^    basis: ")
    name = next(n for n in range(spot.number, 0, -1) if re.match(r"  [a-z0-9-]+:", p.lines(spot.path)[n - 1]))
    return p.with_lines(spot.path, spot.number, spot.number + 1, []), spot.path, name


@kind("field-missing")
def _read_dropped(p: Project):
    spot = p.pick(REFERENCES, r"^read: ")
    return p.with_lines(spot.path, spot.number, spot.number + 1, []), spot.path, 1


@kind("field-unknown")
def _fieldmisspelled(p: Project):
    return changed(
        p,
        CONDITIONS,
        r"(?<=^)(synonyms|abbreviation|pitfalls|mechanism|overview)(?=:)",
        lambda m: misspelled(m[0], p.rng),
    )


@kind("field-unknown")
def _inner_fieldmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    )(frequency|conflict|against)(?=: )", lambda m: misspelled(m[0], p.rng))


@kind("field-unknown")
def _citesmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    )cites(?=: )", lambda m: "cite")


@kind("field-unknown")
def _required_fieldmisspelled(p: Project):
    return changed(p, SIGNS, r"(?<=^)(name|definition|modality)(?=:)", lambda m: misspelled(m[0], p.rng))


@kind("field-unknown")
def _field_in_capitals(p: Project):
    return changed(p, SIGNS, r"^(name|definition)(?=:)", lambda m: m[0].capitalize())


@kind("field-unknown")
def _finding_fieldmisspelled(p: Project):
    return changed(p, REFERENCES, r"(?<=^    )(basis|source|text)(?=: )", lambda m: misspelled(m[0], p.rng))


@kind("field-unknown")
def _field_of_our_own(p: Project):
    spot = p.pick(TREATMENTS, r"^name: ")
    return p.with_line(spot, spot.text, "dose_range: unknown"), spot.path, spot.number + 1


@kind("field-empty")
def _no_value(p: Project):
    return changed(p, SIGNS, r"(?<=^name:) .*$", lambda m: "")


@kind("field-empty")
def _no_frequency(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    frequency:) .*$", lambda m: "")


@kind("field-type")
def _list_for_a_text(p: Project):
    return changed(p, SIGNS, r"(?<=^name: )(.*)$", lambda m: f"[{m[1]}]")


@kind("field-type")
def _text_for_a_list(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    cites: )\[([a-z0-9#-]+)\]$", lambda m: m[1])


@kind("field-type")
def _number_in_words(p: Project):
    return changed(p, CONDITIONS, r"(?<=count: \{n: )\d+", lambda m: "nine")


@kind("value-form")
def _id_with_capitals(p: Project):
    return changed(p, SIGNS, r"(?<=^id: )[a-z]", lambda m: m[0].upper())


@kind("value-form")
def _citation_without_finding(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    cites: \[)([a-z0-9]+)#[a-z0-9-]+(?=\]$)", lambda m: m[1])


@kind("value-form")
def _date_in_words(p: Project):
    spot = p.pick(CONDITIONS, r"^definition:")
    new = "  - {date: 1 May 2026, by: A. Reader, kind: clinical}"
    return p.with_line(spot, "reviewed:", new, spot.text), spot.path, spot.number + 1


@kind("name-form")
def _name_with_spaces(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  )([a-z]+)-([a-z]+)(?=:$)", lambda m: f"{m[1]} {m[2]}")


@kind("name-form")
def _finding_with_capitals(p: Project):
    citation = p.once_cited()
    key, name = citation.split("#")
    path = f"{REFERENCES}{key}.yaml"
    return changed(p, path, rf"(?<=^  ){name}(?=:$)", lambda m: m[0].capitalize())


@kind("frequency-word")
def _frequencymisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    frequency: )\w+", lambda m: misspelled(m[0], p.rng))


@kind("frequency-word")
def _frequency_of_everyday(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    frequency: )\w+", lambda m: p.rng.choice(("common", "rare", "often")))


@kind("word-unknown")
def _levelmisspelled(p: Project):
    return changed(p, REFERENCES, r"(?<=^    basis: )(abstract|title)", lambda m: misspelled(m[0], p.rng))


@kind("word-unknown")
def _readmisspelled(p: Project):
    return changed(p, REFERENCES, r"(?<=^read: )(abstract|title)", lambda m: misspelled(m[0], p.rng))


@kind("word-unknown")
def _modalitymisspelled(p: Project):
    return changed(p, SIGNS, r"(?<=^modality: )\w+", lambda m: m[0] + "s")


@kind("word-unknown")
def _designmisspelled(p: Project):
    return changed(p, REFERENCES, r"(?<=^  design: )[\w-]+", lambda m: m[0] + "s")


@kind("word-unknown")
def _causemisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^cause: )[\w-]+", lambda m: m[0] + "s")


@kind("word-unknown")
def _groupmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - group: )[\w-]+", lambda m: m[0] + "s")


@kind("word-unknown")
def _editorial_reasonmisspelled(p: Project):
    return changed(p, "kb/", r"(?<=^  editorial: )definition", lambda m: "definiton")


@kind("sign-unknown")
def _signmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - sign: )[\w-]+", lambda m: misspelled(m[0], p.rng))


@kind("condition-unknown")
def _conditionmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - condition: )[\w-]+", lambda m: misspelled(m[0], p.rng))


@kind("region-unknown")
def _regionmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - region: )[\w-]+", lambda m: misspelled(m[0], p.rng))


@kind("treatment-unknown")
def _treatmentmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - treatment: )[\w-]+", lambda m: misspelled(m[0], p.rng))


@kind("conflict-unknown")
def _conflictmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    conflict: )[\w-]+", lambda m: misspelled(m[0], p.rng))


@kind("entity-unknown")
def _linkmisspelled(p: Project):
    return changed(p, CONDITIONS, r"(?<=\[\[)[\w-]+(?=\|)", lambda m: misspelled(m[0], p.rng))


@kind("link-kind")
def _region_for_a_sign(p: Project):
    return changed(p, CONDITIONS, r"(?<=^  - sign: )[\w-]+", lambda m: "hip")


@kind("self-link")
def _mimics_itself(p: Project):
    spot = p.pick(CONDITIONS, r"^  - condition: ")
    own = spot.path.rpartition("/")[2].removesuffix(".yaml")
    return p.with_line(spot, f"  - condition: {own}"), spot.path, spot.number


@kind("self-link")
def _text_links_to_its_page(p: Project):
    spot = p.pick(CONDITIONS, r"\[\[[\w-]+\|")
    own = spot.path.rpartition("/")[2].removesuffix(".yaml")
    text = re.sub(r"\[\[[\w-]+\|", f"[[{own}|", spot.text, count=1)
    return p.with_line(spot, text), spot.path, spot.number


@kind("link-words")
def _link_says_here(p: Project):
    return changed(p, CONDITIONS, r"(\[\[[\w-]+\|)[^\]]+(?=\]\])", lambda m: f"{m[1]}here")


@kind("sign-unknown", "entity-unknown")
def _sign_file_deleted(p: Project):
    spot = p.pick(SIGNS, r"^id: ")
    sign = spot.text.removeprefix("id: ")
    pattern = rf"(?:sign: |\[\[|touches: .*){sign}(?![\w-])|^ +- {sign}$"
    users = [
        (path, number)
        for path in p.files
        for number, line in enumerate(p.lines(path), start=1)
        if re.search(pattern, line)
    ]
    return {spot.path: None}, *min(users, key=lambda user: (user[0], user[1]))
