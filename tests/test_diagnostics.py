"""Faults as data: order, suggestions, and the three renderings."""

from __future__ import annotations

import json

import pytest

from build_tools.diagnostics import (
    Diagnostic,
    Place,
    Severity,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    error,
    errors_in,
    in_order,
    near_word,
)

FAULT = Diagnostic(Place("kb/a,b.yaml", 14, 12), "cite-unknown", Severity.ERROR, "100% of\n'x' is missing", "add: x, y")
WARNING = Diagnostic(Place("a.yaml", 2), "tone", Severity.WARNING, "too strong")


def test_text_has_the_place_the_code_and_the_hint_below():
    assert as_text([WARNING, FAULT]) == (
        "a.yaml:2:1: warning[tone]: too strong\n"
        "kb/a,b.yaml:14:12: error[cite-unknown]: 100% of\n'x' is missing\n"
        "  hint: add: x, y\n"
    )


def test_github_commands_escape_what_would_end_them():
    assert as_github([FAULT]) == (
        "::error file=kb/a%2Cb.yaml,line=14,col=12,title=cite-unknown::100%25 of%0A'x' is missing%0Ahint: add: x, y\n"
    )
    assert as_github([WARNING]) == "::warning file=a.yaml,line=2,col=1,title=tone::too strong\n"


def test_json_holds_every_part():
    assert json.loads(as_json([FAULT])) == [
        {
            "path": "kb/a,b.yaml",
            "line": 14,
            "column": 12,
            "code": "cite-unknown",
            "severity": "error",
            "message": "100% of\n'x' is missing",
            "hint": "add: x, y",
        }
    ]
    assert as_json([]) == "[]\n"


def test_order_is_path_line_column_code_message_and_each_stands_once():
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 2, 9), Place("a", 2, 1)]
    faults = [error(place, code, "m") for place in places for code in ("y", "x")]

    ordered = in_order([*faults, *faults])

    assert [(d.place.path, d.place.line, d.place.column, d.code) for d in ordered] == [
        ("a", 2, 1, "x"),
        ("a", 2, 1, "y"),
        ("a", 2, 9, "x"),
        ("a", 2, 9, "y"),
        ("a", 10, 1, "x"),
        ("a", 10, 1, "y"),
        ("b", 1, 1, "x"),
        ("b", 1, 1, "y"),
    ]


def test_only_errors_fail():
    assert errors_in([WARNING, FAULT]) == (FAULT,)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("hollow-eco", "did you mean 'hollow-echo'?"),
        ("hollow-echo", "did you mean 'hollow-echo'?"),
        ("something-else", ""),
        ("", ""),
    ],
)
def test_suggestions_name_a_near_word_or_none(word, hint):
    assert did_you_mean(word, ["milky-band", "hollow-echo"]) == hint


def test_near_word_does_not_depend_on_the_order_of_the_known_words():
    assert near_word("ax", {"ab", "ac", "ad"}) == near_word("ax", ["ad", "ac", "ab"])
