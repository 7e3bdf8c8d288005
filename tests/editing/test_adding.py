"""Adding publications to a project: entries, reading notes, and what is refused."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Severity
from build_tools.editing.adding import addition
from build_tools.editing.formatting import layout_of
from build_tools.editing.inputs import read_input
from build_tools.sources.tree import SourceTree, read_tree
from tests.conftest import Project

TODAY = "2026-11-23"


def add(project: Project, text: str, today: str = TODAY, **options: bool):
    """What adding the citations of a text would come to."""
    read = read_input("in.bib", text.encode())
    assert read.faults == ()
    return addition(read_tree(project.root), read.found, today, **options)


def bib(key: str, **fields: str) -> str:
    """A citation from elsewhere."""
    given = {"author": "Adam, Bea", "title": "Salt in bone", "journal": "Chalk", "year": "2003", **fields}
    return f"@article{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in given.items()) + "}\n"


def written(project: Project, result) -> None:
    """Write what was found."""
    for path, content in result.new.items():
        project.write(path, content.decode())


def test_an_entry_and_its_notes_pass_the_check(project):
    before = (project.root / "references.bib").read_bytes()
    result = add(project, bib("x", doi="https://doi.org/10.1000/salt", pages="12-8", number="4", pmid="99"))
    (added,) = result.added

    assert (added.key, added.notes_path, result.faults) == ("adam2003", "kb/references/adam2003.yaml", ())
    assert result.new["references.bib"].startswith(before)
    assert result.new["references.bib"].removeprefix(before).decode() == (
        "\n@article{adam2003,\n  author = {Adam, B.},\n  title = {Salt in bone},\n  journal = {Chalk},\n"
        "  year = {2003},\n  issue = {4},\n  pages = {12--18},\n  doi = {10.1000/salt},\n  pmid = {99},\n}\n"
    )
    written(project, result)
    assert [diagnostic for diagnostic in project.check() if diagnostic.severity is Severity.ERROR] == []
    notes = project.load().references["adam2003"].notes
    assert (notes.read, notes.use, dict(notes.findings)) == ("title", "Not used yet; known by its title only.", {})
    assert layout_of(read_tree(project.root), {added.notes_path, "references.bib"}).new == {}


def test_a_second_run_adds_nothing(project):
    written(project, add(project, bib("x", doi="10.1000/salt")))
    result = add(project, bib("y", doi="10.1000/SALT", title="Anything"))

    assert (result.added, result.new) == ((), {})
    (fault,) = result.faults
    assert (fault.place.path, fault.place.line, fault.code) == ("in.bib", 1, "cite-duplicate")
    assert fault.message == "the DOI 10.1000/salt is that of 'adam2003' (references.bib:44)"


def test_a_duplicate_says_what_the_entry_lacks(project):
    (fault,) = add(project, bib("x", title="The echo of chalk bone", year="2000", doi="10.1000/echo", pmid="5")).faults

    assert fault.message == "title and year are those of 'brown2000' (references.bib:3)"
    assert fault.hint == (
        "its entry lacks doi = {10.1000/echo} and pmid = {5}; if it is another publication, say --not-a-duplicate"
    )


def test_a_publication_that_is_only_called_alike_can_be_added(project):
    alike = bib("x", title="The echo of chalk bone", year="2000")
    assert add(project, alike).added == ()
    assert [added.key for added in add(project, alike, may_be_alike=True).added] == ["adam2000"]
    with_known_doi = bib("x", title="Else", doi="10.1000/glass")
    assert add(project, with_known_doi, may_be_alike=True).added == ()


def test_of_several_the_good_ones_are_added_and_the_bad_ones_told(project):
    text = (
        bib("a")
        + bib("b", title="Salt in bone, again", doi="10.1000/b", author="Zoe, A.")
        + bib("c", title="No year", year="")
        + bib("d", title="Salt in Bone")
        + bib("e", title="Sugar in bone: second part of all", author="Adam, C.")
    )
    result = add(project, text)

    assert [added.key for added in result.added] == ["adam2003", "zoe2003", "adam2003b"]
    assert [(fault.place.line, fault.code, fault.message) for fault in result.faults] == [
        (14, "cite-input", "'No year': it has no year"),
        (20, "cite-duplicate", "title and year are those of 'adam2003' (in.bib:1)"),
    ]
    assert sorted(result.new) == [
        "kb/references/adam2003.yaml",
        "kb/references/adam2003b.yaml",
        "kb/references/zoe2003.yaml",
        "references.bib",
    ]


def test_notes_that_lie_there_already_are_never_written_over(project):
    project.write("kb/references/adam2003.yaml", "key: adam2003\nread: title\nuse: Waits for its entry.\n")
    (added,) = add(project, bib("x")).added

    assert added.key == "adam2003b"


def test_what_the_check_refuses_is_not_added(project):
    project.replace("kb/vocabulary.yaml", "  title: {label: title, definition: Only the title was read.}\n", "")
    result = add(project, bib("x"))

    assert (result.added, result.new) == ((), {})
    assert [fault.code for fault in result.faults] == ["word-unknown"]
    assert result.faults[0].place.path == "in.bib"


def test_a_year_that_is_still_to_come_is_refused_as_the_check_refuses_it(project):
    (fault,) = add(project, bib("x", year="2050")).faults

    assert (fault.message, fault.hint) == ("'Salt in bone': year '2050'", "write four digits, 1800 to 2027")
    assert [added.key for added in add(project, bib("x", year="2027")).added] == ["adam2027"]
    assert [added.key for added in add(project, bib("x", year="2050"), today="").added] == ["adam2050"]


def test_a_broken_bibliography_is_told_and_left_alone(project):
    project.replace("references.bib", "@article{jones2002,", "@article{jones2002")
    result = add(project, bib("x"))

    assert (result.added, result.new) == ((), {})
    assert {fault.code for fault in result.faults} == {"bib-syntax"}


def test_other_faults_of_the_project_do_not_stand_in_the_way(project):
    project.replace("references.bib", "journal = {Chalk},", "jurnal = {Chalk},")

    assert [added.key for added in add(project, bib("x")).added] == ["adam2003"]


NAMES = st.text("abcdefgÄéøß' -", min_size=1, max_size=10).filter(lambda name: name.strip(" '-"))
TITLES = st.text("abc DEF éß&%$#_:,.'-", min_size=1, max_size=40).filter(lambda title: title.strip(" .:,'-"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, TITLES, st.integers(1900, 2030)), min_size=1, max_size=4))
def test_whatever_is_added_keeps_every_byte_of_the_rest_and_passes_the_check(project, publications):
    records = "".join(
        f"TY  - JOUR\nAU  - {name}, Ann\nTI  - {title}\nT2  - Sea & Bone\nPY  - {year}\nER  - \n"
        for name, title, year in publications
    )
    tree = read_tree(project.root)
    result = addition(tree, read_input("x", records.encode()).found, "2029-12-31")
    text = result.new.get("references.bib", tree.files["references.bib"])

    assert text.startswith(tree.files["references.bib"])  # the last entry of this file has a number
    assert len(result.added) + len(result.faults) == len(publications)
    assert {fault.code for fault in result.faults} <= {"cite-duplicate", "cite-input"}
    assert layout_of(SourceTree(project.root, {**tree.files, **result.new}), {*result.new}).new == {}
