"""The registry refuses rules that could not be explained or told apart."""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Diagnostic, Edit, Fault, Place, Severity
from build_tools.model.record import LinkTo
from build_tools.rules.registry import RULES, Rule, first_of, rule


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


ARM = "kb/regions/arm.yaml"


def found(project, monkeypatch, fault, severity=Severity.ERROR):
    """What a run says where one rule yields one fault."""
    monkeypatch.setitem(RULES, "test-only", Rule("test-only", severity, lambda kb, graph: [fault]))
    return [one for one in project.check() if one.code == "test-only"]


def test_a_fault_in_a_part_of_a_text_is_reported_where_the_part_stands(project, monkeypatch):
    fault = Fault(Place(ARM, 4, 9), "message", "hint", part="shoulder", instead="hip")

    assert found(project, monkeypatch, fault) == [
        Diagnostic(
            Place(ARM, 4, 29),
            "test-only",
            Severity.ERROR,
            "message",
            "hint",
            Edit("hip", "wrote 'hip' for 'shoulder'", (4, 29), (4, 37)),
        )
    ]


def test_a_part_that_is_not_found_leaves_the_fault_at_its_text_without_a_repair(project, monkeypatch):
    fault = Fault(Place(ARM, 4, 9), "message", part="knee", instead="hip")

    assert found(project, monkeypatch, fault) == [Diagnostic(Place(ARM, 4, 9), "test-only", Severity.ERROR, "message")]


def test_faults_of_a_line_wait_until_its_characters_are_plain(project, monkeypatch):
    project.replace(ARM, "What hangs", "What\u00a0hangs")
    on_the_line, below = Fault(Place(ARM, 4, 20), "message"), Fault(Place(ARM, 5, 3), "message")

    assert found(project, monkeypatch, on_the_line) == []
    assert len(found(project, monkeypatch, below)) == 1


def test_a_mistake_in_several_places_is_one_fault_at_the_first_that_names_the_others(sound_kb):
    places = [marked for marked in sound_kb.marked_as(LinkTo) if marked.value == "chalk-bone"]
    assert len(places) == 2

    fault = first_of(places[::-1], "message", "hint")

    assert fault.place == places[0].place
    assert fault.hint == f"hint; also at {places[1].place.path}:{places[1].place.line}"
    assert first_of([places[0], places[0]], "message", "hint").hint == "hint"
