"""British and American spelling: our texts, and names that are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.spelling import american, british, british_words, folded, inside_sentence, spellings


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("Bone marrow oedema", "Bone marrow edema"),
        ("OEDEMA and Tumours", "EDEMA and Tumors"),
        ("ischaemic anaemia", "ischemic anemia"),
        ("mineralised, demineralisation", "mineralized, demineralization"),
        ("the centre of a fibre", "the center of a fiber"),
        ("exercise, otherwise stepwise and precise", "exercise, otherwise stepwise and precise"),
        ("a disease that arises", "a disease that arises"),
    ],
)
def test_american(written, ours):
    assert american(written) == ours
    assert american(ours) == ours


def test_british_words_are_named():
    assert british_words("An oedema of the tumour centre, and edema.") == ("oedema", "tumour", "centre")
    assert british_words("An edema of the tumor center.") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bone-marrow oedema", "bone marrow edema", True),
        ("BMES", "bmes", True),
        ("Glass bone", "Glass bones", False),
        ("T1", "T2", False),
    ],
)
def test_names_are_compared_without_case_hyphens_and_spelling(one, other, same):
    assert (folded(one) == folded(other)) is same


def test_a_name_is_found_in_both_spellings():
    assert spellings("marrow edema") == ("marrow edema", "marrow oedema")
    assert british("marrow edema") == "marrow oedema"


@given(st.text())
def test_american_spelling_is_final(text):
    assert american(american(text)) == american(text)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Double line sign", "double line sign"),
        ("Cold-in-hot pattern", "cold-in-hot pattern"),
        ("CT", "CT"),
        ("T2 double line", "T2 double line"),
        ("Legg-Calvé-Perthes disease", "Legg-Calvé-Perthes disease"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_keeps_what_is_no_common_word(name, inside):
    assert inside_sentence(name) == inside
