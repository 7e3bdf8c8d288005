"""Sums under ``derived``: what they give, and what is no sum."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.arithmetic import results_of


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("19 + 14", {33}),
        ("19 + 14 of 36", {33, 36, Fraction(33, 36), Fraction(92, 100), Fraction(917, 1000)}),
        ("28 / 83", {28, 83, Fraction(28, 83), Fraction(34, 100), Fraction(337, 1000)}),
        ("83 - 28", {55}),
        ("2 × 3 + 4 * 5", {26}),
        ("10 - 2 × 3", {4}),
        ("9 of 12 = 75%", {9, 12, Fraction(3, 4)}),
        ("1 of 8", {1, 8, Fraction(1, 8), Fraction(13, 100), Fraction(125, 1000)}),
        ("5 of 0", {5, 0}),
    ],
)
def test_what_a_sum_gives(formula, expected):
    assert results_of(formula) == expected


@pytest.mark.parametrize(
    "formula", ["", "nine of twelve", "9 of 12 of 3", "9 12", "9 +", "+ 9", "of 9", "9 ** 2", "(9)"]
)
def test_what_is_no_sum(formula):
    assert results_of(formula) is None


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_sums_are_sums(values):
    assert results_of(" + ".join(map(str, values))) == {Fraction(sum(values))}


@given(st.text())
def test_any_text_is_a_sum_or_none(text):
    results = results_of(text)

    assert results is None or all(isinstance(one, Fraction) for one in results)
