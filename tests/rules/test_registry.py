"""The registry refuses rules that could not be explained or told apart."""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Severity
from build_tools.rules.registry import RULES, Rule, rule


def test_two_rules_cannot_share_a_code():
    with pytest.raises(ValueError, match="two rules have the code orphan"):

        @rule("orphan")
        def again(kb, graph):
            """Explained."""
            return ()


def test_a_rule_needs_an_explanation():
    with pytest.raises(ValueError, match="rule not-explained has no explanation"):

        @rule("not-explained")
        def silent(kb, graph):
            return ()

    assert "not-explained" not in RULES


def test_details_are_the_docstring_without_its_indentation():
    def check(kb, graph):
        """First line.

        More of it.
        """
        return ()

    one = Rule("code", Severity.ERROR, check)

    assert one.explanation == "First line."
    assert one.details == "First line.\n\nMore of it."
