"""Numbers in prose: what counts, what does not, and when two are the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.numbers import COUNTED, Number, numbers


def read(text: str) -> list[str]:
    """Numbers as ``value``, with ``%`` for shares and the unit where there is one."""
    return [
        " ".join(part for part in (f"{one.value * 100}%" if one.is_share else str(one.value), one.unit) if part)
        for one in numbers(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine patients and 12 hips", ["9 person", "12 joint"]),
        ("Eighty-three hips", ["83 joint"]),
        ("two hundred men, one thousand women", ["200 man", "1000 woman"]),
        ("1,234 patients", ["1234 person"]),
        ("a mean of 38.3 years", ["383/10 year"]),
        ("P = .021, p < 0.0001", ["21/1000", "1/10000"]),
        ("six painful hips of five patients", ["6 joint", "5 person"]),
        ("a 31-year-old woman", ["31 year"]),
        ("in 1959", ["1959"]),
        ("45mg, or 50 micrograms", ["45 mg", "50 microgram"]),
        ("two case reports and one series", ["2 source", "1 source"]),
        ("none of them", []),
    ],
)
def test_digits_and_words_with_what_they_count(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 to 18 months", ["3 month", "18 month"]),
        ("3-18 weeks", ["3 week", "18 week"]),
        ("3–18 weeks", ["3 week", "18 week"]),
        ("six to 12 months", ["6 month", "12 month"]),
        ("60.1 ± 11 years", ["601/10 year", "11 year"]),
        ("13.9-32.7%", ["139/10%", "327/10%"]),
        ("between 3% and 18%", ["3%", "18%"]),
        ("from -75.5% to -14.7%", ["151/2%", "147/10%"]),
        ("36 of the 83 hips (43%)", ["36 joint", "83 joint", "43%"]),
        ("one of six episodes", ["1 case", "6 case"]),
        ("one, three and six months", ["1 month", "3 month", "6 month"]),
        ("in 2001, nine hips", ["2001", "9 joint"]),
    ],
)
def test_ranges_and_parts_share_what_stands_behind_them(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half of them", ["50%"]),
        ("two thirds, or two-thirds", ["200/3%", "200/3%"]),
        ("a third of the patients", ["100/3%"]),
        ("three quarters", ["75%"]),
        ("30 percent, 30 per cent", ["30%", "30%"]),
    ],
)
def test_shares(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "T1- and T2-weighted images of L5",
        "SF-36 and ICD-10",
        "a 3D image, 99mTc, the 3rd and the third trimester",
        "stage 2, stages 2 and 3, type 1, grade 0, class 4",
        "a three-phase bone scan, one-sided pain, 25-hydroxyvitamin D, 25(OH)D",
        "from one joint to another; more than one site; the other one",
        "both hips, twice, a single lesion, a second fracture",
        "the two look alike; one of the most usual causes",
        "type I collagen, stage II",
        "",
        "no numbers at all",
    ],
)
def test_what_is_no_number(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("claim", "finding", "agrees"),
    [
        ("six months", "6 months", True),
        ("six months", "6 weeks", False),
        ("six hips", "six patients", False),
        ("three women", "three patients", True),
        ("three women", "three men", False),
        ("three cases", "three hips", True),
        ("three cases", "three months", False),
        ("50%", "half", True),
        ("50%", "50", False),
        ("five", "5 weeks", True),
        ("a loss of 5%", "a change of -5%", True),
        ("1.50", "1.5", True),
        ("12", "21", False),
    ],
)
def test_the_same_number_of_the_same_thing(claim, finding, agrees):
    (one,), (other,) = numbers(claim), numbers(finding)

    assert one.agrees_with(other) is agrees
    assert other.agrees_with(one) is agrees


@given(st.text())
def test_any_text_can_be_read(text):
    for number in numbers(text):
        assert number.text in text
        assert number.value >= 0


@given(st.decimals(min_value=0, max_value=999, places=2), st.sampled_from(sorted(set(COUNTED))))
def test_a_number_is_read_as_it_was_written(value, word):
    assert numbers(f"In all, {value} {word} were seen.") == (Number(Fraction(value), str(value), unit=COUNTED[word]),)


@given(st.integers(0, 10**6), st.integers(0, 100), st.sampled_from(["weeks", "hips", "patients", "things"]))
def test_surroundings_change_nothing(value, share, word):
    alone = numbers(f"{value} {word}") + numbers(f"{share}%")

    assert numbers(f"There were {value} {word} ({share}%).") == alone


@given(st.lists(st.integers(0, 999), min_size=1, max_size=5))
def test_every_number_of_a_list_is_found(values):
    assert [one.value for one in numbers("; ".join(f"{value} hips" for value in values))] == values


@given(st.integers(0, 99), st.sampled_from(["patient", "joint", "week"]))
def test_agreeing_is_symmetric_and_reflexive(value, unit):
    one, other = Number(Fraction(value), "", unit=unit), Number(Fraction(value), "")

    assert one.agrees_with(one)
    assert one.agrees_with(other)
    assert other.agrees_with(one)
