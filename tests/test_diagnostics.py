"""Faults as data: order, suggestions, and the plain rendering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.diagnostics import (
    Diagnostic,
    Edit,
    Place,
    Severity,
    also_at,
    as_text,
    did_you_mean,
    error,
    errors_in,
    in_order,
    listed,
    near_word,
    or_else,
    warning,
)

FAULT = Diagnostic(Place("kb/a,b.yaml", 14, 12), "cite-unknown", Severity.ERROR, "100% of\n'x' is missing", "add: x, y")
WARNING = Diagnostic(Place("a.yaml", 2), "tone", Severity.WARNING, "too strong")


def test_text_has_the_place_the_code_and_the_hint_below():
    assert as_text([WARNING, FAULT]) == (
        "a.yaml:2:1: warning[tone]: too strong\n"
        "kb/a,b.yaml:14:12: error[cite-unknown]: 100% of\n'x' is missing\n"
        "  hint: add: x, y\n"
    )


def test_what_can_be_repaired_says_so_in_its_advice():
    edit = Edit("tumor", "wrote it", (1, 1), (1, 7))

    assert replace(FAULT, edit=edit).advice == "add: x, y; bmes check --fix does it"
    assert replace(WARNING, edit=edit).advice == "bmes check --fix does it"
    assert (FAULT.advice, WARNING.advice) == ("add: x, y", "")


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


@pytest.mark.parametrize(("word", "near"), [("Name", "name"), ("NAME", "name"), ("nmae", "name"), ("Mri", "MRI")])
def test_capitals_do_not_keep_a_word_from_being_near(word, near):
    assert near_word(word, ["name", "MRI", "definition"]) == near


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_words_are_listed_as_in_a_sentence(words, sentence):
    assert listed(words) == sentence


def test_other_places_are_named_up_to_a_number():
    places = [Place("a.yaml", line) for line in range(1, 6)]

    assert also_at([]) == ""
    assert also_at(places[:1]) == "; also at a.yaml:1"
    assert also_at(places[:3]) == "; also at a.yaml:1, a.yaml:2 and a.yaml:3"
    assert also_at(places[:4]) == "; also at a.yaml:1, a.yaml:2, a.yaml:3 and 1 more place"
    assert also_at(places) == "; also at a.yaml:1, a.yaml:2, a.yaml:3 and 2 more places"


def test_a_hint_of_two_parts():
    assert or_else("did you mean 'x'?", "list them") == "did you mean 'x'? Or list them"
    assert or_else("", "list them") == "list them"


def test_errors_and_warnings_differ_in_severity_alone():
    assert replace(error(Place("a"), "c", "m", "h"), severity=Severity.WARNING) == warning(Place("a"), "c", "m", "h")
