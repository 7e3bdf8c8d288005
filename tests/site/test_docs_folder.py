"""Every file stands at a place of its own: no two names of the site and of its pages are one."""

from __future__ import annotations

import posixpath
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import PAGE_KINDS, Page
from build_tools.pages import addresses
from build_tools.rules.identity import names_of_site
from build_tools.site.build import NO_CONDITION, BuildResult, build, site_of, write_docs
from build_tools.site.docs_folder import NoSiteError, files_of_docs, place_of
from tests.conftest import PROJECT, Project
from tests.pages.test_redirects import COMPARISON, PATHWAY


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("index.md", "index.html"),
        ("about.md", "about/index.html"),
        ("signs/index.md", "signs/index.html"),
        ("signs/README.md", "signs/index.html"),
        ("signs/x.md", "signs/x/index.html"),
        ("signs/x/index.html", "signs/x/index.html"),
        ("data/kb.json", "data/kb.json"),
        ("data/SHA256SUMS", "data/SHA256SUMS"),
    ],
)
def test_a_page_stands_where_mkdocs_puts_it(path: str, place: str) -> None:
    assert place_of(path) == place


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A copy of the small sound knowledge base."""
    shutil.copytree(PROJECT / "tests" / "sound", tmp_path / "small")
    return Project(tmp_path / "small")


def with_every_kind(project: Project) -> KnowledgeBase:
    project.write("kb/comparisons/cb-vs-gb.yaml", COMPARISON)
    project.write("kb/pathways/ringing.yaml", PATHWAY)
    return project.load()


def test_the_check_refuses_every_name_that_the_site_uses_in_a_folder_of_pages(small: Project) -> None:
    """What stands in each folder, apart from the pages themselves, is what the rule id-taken knows."""
    kb = with_every_kind(small)
    graph = EvidenceGraph(kb)
    places = {place_of(path) for path in files_of_docs({}, site_of(small.root, kb, graph))}
    one_of_each: dict[type[Page], Page] = {type(page): page for page in kb.pages}
    found, refused = {}, {}
    for kind, page in one_of_each.items():
        address = addresses.of_page(page)
        if "#" in address:
            assert names_of_site(kb, graph, page) == {}
            continue
        folder = posixpath.dirname(address.rstrip("/"))
        below = [posixpath.relpath(place, folder) for place in places if place.startswith(f"{folder}/")]
        own = {name for other in kb.pages if type(other) is kind for name in (other.id, *other.formerly)}
        used = {name.split("/")[0].removesuffix(".html") for name in below if name.count("/") < 2}
        found[kind.folder] = used - own
        refused[kind.folder] = set(names_of_site(kb, graph, page))

    assert {kind.folder for kind in PAGE_KINDS} - found.keys() == {"conflicts", "figures"}
    assert found.pop("pathways") == set()  # there is no page of all pathways: the home page names them
    assert refused.pop("pathways") == {"index"}
    assert found == refused
    assert found["comparisons"] == {"index", "handout", "gb-vs-cb"}


def test_an_id_that_is_a_name_of_the_site_is_refused(small: Project) -> None:
    for path in (small.root / "kb").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("hollow-echo", "index"), "utf-8")
    (small.root / "kb/signs/hollow-echo.yaml").rename(small.root / "kb/signs/index.yaml")

    assert [(one.code, one.place.path) for one in small.check()] == [("id-taken", "kb/signs/index.yaml")]
    kb = small.load()
    with pytest.raises(NoSiteError) as fault:
        write_docs(small.root, kb, EvidenceGraph(kb))
    assert fault.value.args == (
        "the generated signs/index.md and the generated signs/index.md would both stand at signs/index.html of the"
        " site: rename one of them",
    )
    assert not (small.root / "build" / "docs").exists()


def test_a_page_written_by_hand_cannot_stand_in_the_place_of_another(small: Project) -> None:
    small.write("docs/about.md", "# About\n")
    small.write("docs/signs.md", "# Signs\n")
    small.write("docs/data/kb.json", "{}")
    small.write("docs/conditions/glass-bone/index.md", "# Glass\n")

    assert build(small.root, lambda _: None).problems == (
        "docs/conditions/glass-bone/index.md and the generated conditions/glass-bone.md would both stand at"
        " conditions/glass-bone/index.html of the site: rename one of them",
        "docs/signs.md and the generated signs/index.md would both stand at signs/index.html of the site:"
        " rename one of them",
        "docs/data/kb.json and the generated data/kb.json would both stand at data/kb.json of the site:"
        " rename one of them",
    )


def test_files_of_the_same_name_below_data_are_told(small: Project, sound_kb: KnowledgeBase) -> None:
    site = site_of(small.root, sound_kb, EvidenceGraph(sound_kb))
    site = replace(site, data={**site.data, "datasheet.md": b""})
    with pytest.raises(NoSiteError, match=r"the generated data/datasheet\.md and the generated data/datasheet\.md"):
        files_of_docs({}, site)


def test_the_sound_knowledge_base_has_a_place_for_every_file(small: Project, tmp_path: Path) -> None:
    kb = with_every_kind(small)
    assert len(write_docs(tmp_path, kb, EvidenceGraph(kb)).changed) > 100


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """The smallest knowledge base that can be read: words, and nothing that is said in them."""
    for name in ("kb/glossary.yaml", "kb/vocabulary.yaml"):
        (tmp_path / "kb").mkdir(exist_ok=True)
        shutil.copy(PROJECT / "tests" / "sound" / name, tmp_path / name)
    (tmp_path / "references.bib").write_text("", "utf-8")
    return Project(tmp_path)


def test_without_a_condition_a_sentence_says_what_to_do(empty: Project) -> None:
    assert empty.check() == ()
    assert build(empty.root, lambda _: None) == BuildResult((), (NO_CONDITION,))
    assert not (empty.root / "build" / "docs").exists()


def test_one_condition_is_enough(empty: Project) -> None:
    empty.write(
        "kb/conditions/glass-bone.yaml",
        "id: glass-bone\nname: Glass bone\ndefinition:\n  text: A bone like glass.\n  editorial: definition\n"
        "code: gb\ncause: weather\n",
    )

    kb = empty.load()
    assert [one.code for one in empty.check()] == ["orphan"]  # a warning
    assert "conditions/glass-bone.md" in write_docs(empty.root, kb, EvidenceGraph(kb)).changed
