"""The order in which files name their fields is told once, by the records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from build_tools.knowledge import FILE_KINDS, SINGLE_FILES
from build_tools.model.bibliography import FIELDS, in_field_order
from build_tools.model.claims import SignLink
from build_tools.model.entities import Condition
from build_tools.model.record import Record, in_order_of, record_in


def records(kind: type[Record]) -> Iterator[type[Record]]:
    """A kind of record and every kind inside it."""
    seen: set[type[Record]] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            yield current
            inner = (record_in(info.annotation) for info in current.model_fields.values())
            waiting += [each for each in inner if each is not None]


KINDS = sorted(
    {each for kind in (*FILE_KINDS, *SINGLE_FILES) for each in records(kind)}, key=lambda kind: kind.__name__
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_has_one_place(kind):
    assert sorted(kind.field_order()) == sorted(kind.model_fields)


def test_what_a_link_is_about_comes_before_what_is_said_of_it():
    assert SignLink.field_order()[:6] == ("sign", "frequency", "stage", "region", "text", "cites")
    assert Condition.field_order()[:3] == ("id", "formerly", "name")


def test_things_without_a_place_stay_behind_the_one_before_them():
    assert in_order_of("abc", "xcyazb", str) == ["x", "a", "z", "b", "c", "y"]
    assert in_field_order(["year", "odd", "title"]) == ["title", "year", "odd"]
    assert len(set(FIELDS)) == len(FIELDS)
