"""What protects readers, and how texts are worded."""

from __future__ import annotations

import re

from tests.faults.kinds import CONDITIONS, REFERENCES, REGIONS, Project, Spot, changed, kind


@kind("urgent-missing")
def _urgency_dropped(p: Project):
    spot = p.pick(
        CONDITIONS, r"^urgent:", fits=lambda s: s.path.rpartition("/")[2][:-5] in p.kb.vocabulary.urgent_conditions
    )
    return p.with_lines(spot.path, *p.block(spot.path, spot.number), []), spot.path, 1


@kind("review-date")
def _day_that_is_none(p: Project):
    spot = p.pick(CONDITIONS, r"^definition:")
    return (
        p.with_line(spot, "reviewed:", "  - {date: 2026-02-30, by: A. Reader, kind: clinical}", spot.text),
        spot.path,
        spot.number + 1,
    )


@kind("review-overdue")
def _old_review(p: Project):
    spot = p.pick(CONDITIONS, r"^definition:")
    return (
        p.with_line(spot, "reviewed:", "  - {date: 2020-02-03, by: A. Reader, kind: clinical}", spot.text),
        spot.path,
        spot.number + 1,
    )


def _in_prose(p: Project, new: str, where: str = CONDITIONS):
    """Words put into the middle of a claim's text, often in a line below the first of a folded text."""
    claim = p.any_claim(
        lambda c: (
            not c.statement.derived and not c.is_inner and len(c.statement.text) > 130 and c.section != "definition"
        )
    )
    place = claim.statement.origin.place("text")
    start, end = p.block(place.path, place.line)
    number = p.rng.randrange(start + 1, end) if end - start > 1 else start
    text = p.lines(place.path)[number - 1]
    if number == end - 1 and end - start > 2:
        number -= 1  # the last line may be short
        text = p.lines(place.path)[number - 1]
    gaps = [
        m.start()
        for m in re.finditer(r"(?<=[a-z,]) (?=[a-z])", text)
        if text[: m.start()].count("[[") == text[: m.start()].count("]]") and text[: m.start()].count('"') % 2 == 0
    ]
    at = p.rng.choice(gaps)
    return p.with_line(Spot(place.path, number, text), f"{text[:at]} {new}{text[at:]}"), place.path, number


@kind("text-html")
def _html(p: Project):
    return _in_prose(p, "<b>indeed</b>")


@kind("text-html")
def _html_entity(p: Project):
    return _in_prose(p, "&amp;")


@kind("text-markup")
def _bold(p: Project):
    return _in_prose(p, "**indeed**")


@kind("text-markup")
def _markdown_link(p: Project):
    return _in_prose(p, "[indeed](x)")


@kind("treatment-wording")
def _dose(p: Project):
    files, path, line = _in_prose(p, "(a mg dose)")
    return (
        {key: content.replace(b"(a mg dose)", b"(twice 70 mg)") for key, content in files.items() if content},
        path,
        line,
    )


@kind("treatment-wording")
def _advice(p: Project):
    return _in_prose(p, "which should be given")


@kind("tone")
def _always(p: Project):
    return _in_prose(p, p.rng.choice(("always", "never", "pathognomonic")))


@kind("spelling-mixed")
def _british(p: Project):
    return _in_prose(p, p.rng.choice(("oedema", "tumour", "haematoma", "orthopaedic")))


@kind("patient-data")
def _patient(p: Project):
    return _in_prose(p, p.rng.choice(("(Mrs Miller)", "(MRN 4711)", "(date of birth known)")))


@kind("text-link")
def _address_in_a_text(p: Project):
    return _in_prose(p, "(https://example.org/x)")


@kind("abbreviation-unknown")
def _abbreviation(p: Project):
    return _in_prose(p, "by QZX")


@kind("text-space")
def _two_spaces(p: Project):
    return _in_prose(p, " and")


@kind("text-hyphen")
def _hyphen_and_space(p: Project):
    return _in_prose(p, "weight- bearing")


@kind("definition-long")
def _long_definition(p: Project):
    spot = p.pick(REGIONS, r"^  text: [A-Z][^>]*\.$")
    return p.with_line(spot, spot.text[:-1] + " and so on" * 40 + "."), spot.path, spot.number


@kind("source-host")
def _source_elsewhere(p: Project):
    return changed(p, REFERENCES, r"(?<=^    source: https://)[^/]+", lambda m: "files.example.org")


@kind("source-host")
def _source_without_scheme(p: Project):
    return changed(p, REFERENCES, r"(?<=^    source: )https://(?=pubmed)", lambda m: "http://")
