"""Links between pages are relative, so that the site works in any folder."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.addresses import index_file, relative, source_file

STEP = st.from_regex(r"[a-z]{1,4}", fullmatch=True)
ADDRESS = st.lists(STEP, max_size=4).map(lambda steps: "".join(f"{step}/" for step in steps))


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("", "", "./"),
        ("signs/x/", "", "signs/x/"),
        ("", "signs/x/", "../../"),
        ("signs/y/#part", "signs/x/", "../y/#part"),
        ("signs/x/#a.b", "signs/x/", "#a.b"),
        ("data/a.bib", "signs/x/", "../../data/a.bib"),
        ("compare/#with=a,b-c", "compare/x-vs-y/", "../#with=a,b-c"),
        ("signs/y/#a b&<", "signs/x/", "../y/#a%20b%26%3C"),
    ],
)
def test_links_are_relative(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


@given(ADDRESS, ADDRESS)
def test_a_link_leads_back_to_its_target(target: str, here: str) -> None:
    reached = posixpath.normpath(posixpath.join("/", here, relative(target, here)))
    assert reached == posixpath.normpath(f"/{target}")


def test_source_files_of_addresses() -> None:
    assert source_file("") == "index.md"
    assert source_file("signs/x/") == "signs/x.md"
    assert index_file("signs/") == "signs/index.md"
