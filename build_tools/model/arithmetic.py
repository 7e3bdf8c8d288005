"""The short sums that say how a number was computed: ``19 + 14 of 36``."""

from __future__ import annotations

import re
from fractions import Fraction

_TERM = re.compile(r"(?P<operator>[-+−*×])?\s*(?P<number>\d+(?:\.\d+)?)(?P<percent>\s?%)?\s*")


def results_of(formula: str) -> frozenset[Fraction] | None:
    """Every number that a formula states or gives; None where it is no formula.

    A formula is a sum, difference or product of numbers, alone or as a part of another: ``19 + 14 of 36``,
    ``28 / 83``. It gives the part, the whole, and the share of the part, exact and rounded to whole percents and to
    tenths of a percent. What follows ``=`` is for the reader.
    """
    computed = formula.partition("=")[0]
    sides = re.split(r"\bof\b|/", computed)
    values = [_value(side) for side in sides]
    if len(sides) > 2 or any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    if len(known) == 1 or known[1] == 0:
        return frozenset(known)
    share = known[0] / known[1]
    rounded = {_rounded(share * 100, decimals) / 100 for decimals in (0, 1)}
    return frozenset({*known, share, *rounded})


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Half is rounded up, as readers do."""
    scale = 10**decimals
    return Fraction(int(value * scale + Fraction(1, 2)), scale)


def _value(side: str) -> Fraction | None:
    """A sum worked out from left to right, products first."""
    text, total, product, position = side.strip(), Fraction(0), None, 0
    while position < len(text):
        term = _TERM.match(text, position)
        if not term or (position == 0) != (term["operator"] is None):
            return None
        number = Fraction(term["number"]) / (100 if term["percent"] else 1)
        if term["operator"] in ("*", "×") and product is not None:
            product *= number
        else:
            total += product or 0
            product = -number if term["operator"] in ("-", "−") else number
        position = term.end()
    return None if product is None else total + product
