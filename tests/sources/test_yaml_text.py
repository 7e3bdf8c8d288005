"""YAML to plain data: texts stay texts, everything has a place, and nothing raises."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.yaml_text import read_yaml


def read(text: str):
    return read_yaml("a.yaml", text.encode())


def faults(content: bytes) -> list[tuple[int, int, str, str]]:
    return [(d.place.line, d.place.column, d.code, d.message) for d in read_yaml("a.yaml", content).diagnostics]


def test_scalars_stay_as_they_were_written():
    source = read('a: no\nb: 1.10\nc: 2026-11-23\nd: 0123\ne: 12:30\nf: "x: y"\ng: >-\n  two\n  lines\n')

    assert source.data == {
        "a": "no",
        "b": "1.10",
        "c": "2026-11-23",
        "d": "0123",
        "e": "12:30",
        "f": "x: y",
        "g": "two lines",
    }
    assert source.diagnostics == ()


def test_only_an_unquoted_empty_value_is_none():
    assert read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n").data == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_values_and_keys_have_their_places():
    source = read("name: Arm\nlist:\n  - x: 1\n    y: [p, q]\n")

    assert source.keys == {("name",): (1, 1), ("list",): (2, 1), ("list", 0, "x"): (3, 5), ("list", 0, "y"): (4, 5)}
    assert source.values == {
        (): (1, 1),
        ("name",): (1, 7),
        ("list",): (3, 3),
        ("list", 0): (3, 5),
        ("list", 0, "x"): (3, 8),
        ("list", 0, "y"): (4, 8),
        ("list", 0, "y", 0): (4, 9),
        ("list", 0, "y", 1): (4, 12),
    }


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    assert read_yaml("a.yaml", b"\xef\xbb\xbfname: Arm\r\nid: arm\r\n").data == {"name": "Arm", "id": "arm"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: \xff\n", [(2, 4, "yaml-encoding", "byte 0xff is not UTF-8 text")]),
        (
            b"a:\n  b: 1\n\tc: 2\n \td: 3\n",
            [
                (3, 1, "yaml-tab", "tab character; YAML allows only spaces"),
                (4, 2, "yaml-tab", "tab character; YAML allows only spaces"),
            ],
        ),
        (b"", [(1, 1, "yaml-empty", "the file is empty")]),
        (b"# only a remark\n", [(1, 1, "yaml-empty", "the file is empty")]),
        (b"---\nnull\n", [(1, 1, "yaml-empty", "the file is empty")]),
        (b"a: one: two\n", [(1, 7, "yaml-colon", "': ' inside an unquoted text")]),
        (b"- text: one: two\n", [(1, 12, "yaml-colon", "': ' inside an unquoted text")]),
        (b"a: 'one\nb: two\n", [(1, 4, "yaml-syntax", "a quoted text or a bracket that opens here is not closed")]),
        (
            b"a: 1\na: 2\n",
            [(2, 1, "key-duplicate", "key 'a' appears twice (first line 1); YAML would keep only the last")],
        ),
        (
            b"a:\n  - b: 1\n    b: 2\n",
            [(3, 5, "key-duplicate", "key 'b' appears twice (first line 2); YAML would keep only the last")],
        ),
        (b"[a, b]: 1\n", [(1, 1, "yaml-syntax", "the name of a field must be plain text")]),
        (b"a: &Most of them\n", [(1, 4, "yaml-syntax", "a text cannot start with &: YAML drops the first word")]),
        (b"a:\n  - !b c\n", [(2, 5, "yaml-syntax", "a text cannot start with !: YAML drops the first word")]),
        (b"a: '&b'\n", []),
        (b"a: one\n  &two\n", []),
        (
            b"a: one\n   b: two\n",
            [(2, 4, "yaml-indent", "this line is indented 3 spaces, the field above starts at 0")],
        ),
        (
            b'a: "one\nb: "two"\n',
            [(1, 4, "yaml-syntax", "a quoted text that opens here is closed only some lines below")],
        ),
        (b"a: 'one' two\n", [(1, 10, "yaml-syntax", "text goes on after its closing quotation mark or bracket")]),
        (b"a: b\nc:d\ne: f\n", [(2, 3, "yaml-syntax", "a space is missing after the colon")]),
        (b"a: b\nc\n", [(2, 1, "yaml-syntax", "this line names no field: a colon and a space are missing")]),
    ],
)
def test_faults_are_told_where_they_are(content, expected):
    assert faults(content) == expected


@pytest.mark.parametrize("content", [b"a: &x [*x]\n", b"a: &x [1]\nb: *x\n"])
def test_aliases_are_not_followed(content):
    assert faults(content) == [(1, 4, "yaml-syntax", "this part is used again elsewhere by an alias (*)")]


def test_nesting_without_end_is_told():
    expected = [(1, 22, "yaml-syntax", "this is nested more than 20 levels deep")]

    assert faults(b"[" * 900 + b"]" * 900) == expected
    assert faults(b"[" * 21 + b"]" * 21) == []


def test_a_lost_dash_is_told_once_whatever_the_next_item_holds():
    source = read("list:\n  - sign: a\n    text: x\n    sign: b\n    stage: early\n    text: y\n")

    assert [(one.place.line, one.code) for one in source.diagnostics] == [(4, "key-duplicate")]


def test_two_doubled_fields_are_two_mistakes():
    source = read("a: 1\nb: 1\nb: 2\nc: 1\nc: 2\n")

    assert [(one.place.line, one.code) for one in source.diagnostics] == [(3, "key-duplicate"), (5, "key-duplicate")]


def test_of_a_doubled_key_the_first_value_counts():
    assert read("a: 1\na: 2\nb: 3\n").data == {"a": "1", "b": "3"}


def test_a_tab_inside_a_text_does_no_harm():
    assert faults(b"a: 'one\ttwo'\n") == []


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    source = read_yaml("a.yaml", content)

    assert source.data is not None or source.diagnostics


@given(st.text(alphabet="ab:-[]{}'\"|>&*!%#@`, \n\r\t\f\u0085\u2028\u2029?~", max_size=60))
def test_no_text_made_of_yaml_signs_raises(text):
    read(text)


@pytest.mark.parametrize("letter", "\u0085\u2028\u2029")
def test_only_line_feeds_end_lines(letter):
    source = read(f'name: "Chalk{letter}bone"\nplain: a{letter}b\nabbreviation CB\n')
    assert [(one.place.line, one.place.column) for one in source.diagnostics] == [(3, 1)]
    source = read(f'name: "Chalk{letter}bone"\n"pl{letter}ain": a{letter}b\n')
    assert source.data == {"name": f"Chalk{letter}bone", f"pl{letter}ain": f"a{letter}b"}
    assert source.values[(f"pl{letter}ain",)] == (2, 11)


_PLAIN = st.text(alphabet="abcxyz", min_size=1, max_size=5)
_DATA = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN, inner, max_size=3), max_leaves=10
)


@given(st.dictionaries(_PLAIN, _DATA, min_size=1, max_size=4))
def test_places_point_at_the_values(data):
    text = yaml.safe_dump(data, sort_keys=False)
    lines = text.splitlines()
    source = read(text)

    assert source.data == data
    for loc, (line, column) in source.values.items():
        value = source.data
        for step in loc:
            value = value[step]
        if isinstance(value, str):
            assert lines[line - 1][column - 1 :].startswith((value, f"'{value}'"))
    for loc, (line, column) in source.keys.items():
        assert lines[line - 1][column - 1 :].startswith((loc[-1], f"'{loc[-1]}'"))
