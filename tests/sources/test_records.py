"""Plain data to records: what is sound is kept, and places stay right after something was left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Place
from build_tools.model.entities import Condition, Region
from build_tools.model.reading import ReadingNotes
from build_tools.sources.records import read_record
from build_tools.sources.yaml_text import read_yaml

HEAD = """\
id: glass-bone
name: Glass bone
definition: {text: A made-up disease., editorial: definition}
code: gb
cause: weather
"""


def read(text: str, model=Condition):
    reading = read_record(read_yaml("a.yaml", text.encode()), model)
    return reading.record, [(d.place.line, d.place.column, d.code) for d in reading.diagnostics]


def test_a_sound_file_is_a_record_that_knows_its_places():
    condition, faults = read(
        HEAD + "findings:\n  - sign: band\n    frequency: typical\n    text: Seen.\n    cites: [smith2001#band]\n"
    )

    assert faults == []
    (finding,) = condition.findings
    assert finding.origin.place() == Place("a.yaml", 7, 5)
    assert finding.origin.place("frequency") == Place("a.yaml", 8, 16)
    assert finding.origin.place("cites", 0) == Place("a.yaml", 10, 13)
    assert finding.origin.key_place("cites") == Place("a.yaml", 10, 5)
    assert finding.origin.place("count", "n") == Place("a.yaml", 7, 5)
    assert not condition.is_damaged


ITEMS = """\
findings:
  - sign: one
    frequency: typical
    cites: [smith2001#one]
  - sign: two
    frequency: typical
    text: Seen.
    cites: [smith2001, smith2001#two, smith2001#three]
  - sign: three
    frequency: typical
    text: Seen.
    cites: smith2001#three
  - sign: four
    frequency: typical
    text: Seen.
    cites: [smith2001#four]
"""


def test_the_smallest_faulty_part_is_left_out_and_places_stay_right():
    condition, faults = read(HEAD + ITEMS)

    assert faults == [(7, 5, "field-missing"), (13, 13, "value-form"), (17, 12, "field-type")]
    assert [finding.sign for finding in condition.findings] == ["two", "three", "four"]
    two, three, four = condition.findings
    assert two.cites == ("smith2001#two", "smith2001#three")
    assert two.origin.place("cites", 1) == Place("a.yaml", 13, 39)
    assert three.cites == ()
    assert four.origin.place("sign") == Place("a.yaml", 18, 11)
    assert (two.is_damaged, three.is_damaged, four.is_damaged) == (True, True, False)
    assert condition.is_damaged


def test_a_faulty_field_is_not_called_missing_as_well():
    record, faults = read("id: arm\nname: [a]\ndefinition: {text: An arm., editorial: definition}\n", Region)

    assert record is None
    assert faults == [(2, 7, "field-type")]


def test_a_faulty_part_of_a_required_field_is_reported_once():
    record, faults = read("id: arm\nname: Arm\ndefinition: {text: }\n", Region)

    assert record is None
    assert faults == [(3, 20, "field-empty")]


def test_unknown_fields_suggest_those_that_are_known_in_that_place():
    reading = read_record(
        read_yaml("a.yaml", b"key: smith2001\nread: title\nuse: X.\nstudy: {desing: x}\nfindings:\n  a: {txt: b}\n"),
        ReadingNotes,
    )

    assert [(d.place.line, d.code, d.message, d.hint) for d in reading.diagnostics] == [
        (4, "field-unknown", "unknown field 'desing'", "did you mean 'design'?"),
        (
            6,
            "field-missing",
            "required field 'basis' is missing",
            "add: basis: the level at which it was read (a word of the list 'levels' in kb/vocabulary.yaml)",
        ),
        (
            6,
            "field-missing",
            "required field 'source' is missing",
            "add: source: where it was read: an address for readers, or words",
        ),
        (6, "field-unknown", "unknown field 'txt'", "did you mean 'text'?"),
    ]


_SCALARS = st.sampled_from(["a", "a-b", "smith2001#x", "Two words", "12", "", "[x]", "{n: 1}", "~", "- x"])
_FIELDS = st.sampled_from(["id", "name", "text", "cites", "findings", "definition", "part_of", "sign", "overview", "?"])
_YAML = st.lists(st.tuples(st.sampled_from(["", "  ", "  - ", "    "]), _FIELDS, _SCALARS), max_size=12).map(
    lambda rows: "".join(f"{indent}{field}: {value}\n" for indent, field, value in rows)
)


@given(_YAML)
def test_no_data_raise_and_nothing_is_left_out_silently(text):
    source = read_yaml("a.yaml", text.encode())
    for model in (Condition, Region, ReadingNotes):
        reading = read_record(source, model)
        assert reading.record is not None or reading.diagnostics
        if reading.record is not None and not reading.diagnostics:
            assert not reading.record.is_damaged
