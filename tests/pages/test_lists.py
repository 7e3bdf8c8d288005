"""What lists are searched by."""

from __future__ import annotations

import pytest

from build_tools.pages.lists import search_words, searched


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Legg-Calvé-Perthes disease", "legg calve perthes disease"),
        ("  T2*, 3 T  ", "t2 3 t"),
        ("Å. Öberg & Ñuñez", "a oberg nunez"),
        ("ﬁbre", "fibre"),
        ("", ""),
    ],
)
def test_case_accents_and_punctuation_make_no_difference(text: str, wanted: str) -> None:
    assert searched(text) == wanted


def test_members_are_found_in_both_spellings() -> None:
    assert search_words(["Bone marrow edema", "BME"]) == "bone marrow edema oedema bme"
    assert search_words(["Haematopoietic marrow"]) == "haematopoietic marrow hematopoietic"
