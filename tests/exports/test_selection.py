"""Entries by name, and what a page cites."""

from __future__ import annotations

import pytest

from build_tools.diagnostics import Fault, Place
from build_tools.exports.selection import select, whole_list
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        ((), []),
        (("all",), ["korompilias2009", "smith2001", "smith2001b", "vanglas1999", "later2020"]),
        (("review",), ["korompilias2009"]),
        (("printed",), ["smith2001", "smith2001b", "vanglas1999"]),
        (("distinct",), ["smith2001", "vanglas1999"]),
        (("others",), ["later2020"]),
        (("later2020", "1"), ["smith2001", "later2020"]),
        (("3", "vanglas1999"), ["vanglas1999"]),
        # Its own claims, for and against.
        (("glass-bone",), ["korompilias2009", "smith2001", "vanglas1999", "later2020"]),
        (("brittle-bone",), ["korompilias2009", "smith2001", "vanglas1999", "later2020"]),  # as it was once called
        # The pair is stored with glass bone; its discriminator cites the later paper.
        (("wax-bone",), ["vanglas1999", "later2020"]),
        # Seen in glass bone, and tells it from wax bone.
        (("clear-line",), ["smith2001", "later2020"]),
        (("rest",), ["korompilias2009"]),
        (("shin",), ["vanglas1999"]),
        # What is reported of a part is shown for the whole.
        (("leg",), ["vanglas1999"]),
        (("line-or-none",), ["smith2001", "later2020"]),
    ],
)
def test_what_names_stand_for(
    made_up: KnowledgeBase, made_up_graph: EvidenceGraph, names: tuple[str, ...], keys: list[str]
) -> None:
    selection = select(made_up, made_up_graph, names)
    assert [entry.key for entry in selection.entries] == keys
    assert selection.faults == ()


def test_unknown_names_are_faults_and_hide_nothing(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> None:
    selection = select(made_up, made_up_graph, ("smith2002", "later2020", "4"))
    assert [entry.key for entry in selection.entries] == ["later2020"]
    assert selection.faults == (
        Fault(Place("<selection>", 1, 1), "nothing to export is called 'smith2002'", "did you mean 'smith2001'?"),
        Fault(
            Place("<selection>", 1, 3),
            "nothing to export is called '4'",
            "known are keys of references.bib, numbers of the review's list, ids of pages, "
            "all, review, printed, distinct, others",
        ),
    )


def test_an_unknown_list_is_refused(made_up: KnowledgeBase) -> None:
    with pytest.raises(KeyError, match="some"):
        whole_list(made_up, "some")
