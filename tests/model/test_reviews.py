"""When a review is old."""

from __future__ import annotations

import pytest

from build_tools.model.reviews import is_due


@pytest.mark.parametrize(
    ("reviewed", "today", "due"),
    [
        ("2024-11-23", "2026-11-22", False),
        ("2024-11-23", "2026-11-23", True),
        ("2024-12-01", "2026-11-23", False),
        ("2020-01-01", "", False),
    ],
)
def test_a_review_is_due_after_two_years(reviewed: str, today: str, due: bool) -> None:
    assert is_due(reviewed, today) is due
