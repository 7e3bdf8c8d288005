"""Repairs: only what is safe, nothing else, all or none, and once is enough."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic, Edit, Place, warning
from build_tools.editing import fixes
from build_tools.editing.files import ChangedMeanwhileError, write_files
from build_tools.editing.fixes import Repairs, as_lines, repaired, repairs_of
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load_tree
from build_tools.rules import run
from build_tools.sources.tree import SourceTree, read_tree
from build_tools.sources.yaml_text import read_yaml

SOUND = Path(__file__).parents[1] / "sound"
TREE = read_tree(SOUND)


def at(start: tuple[int, int], end: tuple[int, int], text: str, done: str = "mended it") -> Diagnostic:
    return warning(Place("a.yaml", *start), "c", "m", edit=Edit(text, done, start, end))


def test_a_repair_changes_its_piece_and_nothing_else():
    content = "first\nsecönd line\nthird".encode()

    new, done = repaired(content, [at((2, 4), (2, 7), "o"), at((3, 6), (3, 6), "\n")])

    assert new == b"first\nseco line\nthird\n"
    assert done == ["a.yaml: mended it (line 2)", "a.yaml: mended it (line 3)"]


def test_of_two_repairs_that_overlap_the_first_is_made_and_the_other_waits():
    new, done = repaired(b"abcdef", [at((1, 2), (1, 5), "X"), at((1, 4), (1, 6), "Y"), at((1, 6), (1, 7), "Z")])

    assert new == b"aXeZ"
    assert len(done) == 2


def test_a_repair_may_go_over_lines():
    new, _ = repaired(b"a weight-\n  bearing b\n", [at((1, 3), (2, 10), "weight-bearing")])

    assert new == b"a weight-bearing b\n"


def test_a_repair_of_the_whole_file_goes_alone():
    whole = warning(Place("a.yaml", 7), "c", "m", edit=Edit("x\n", "laid out anew"))
    other = warning(Place("a.yaml", 1), "c", "m", edit=Edit("y\n", "something else"))

    assert repaired(b"abc", [at((1, 1), (1, 2), "X"), whole, other]) == (b"x\n", ["a.yaml: laid out anew"])


def test_faults_without_a_repair_change_nothing():
    assert repaired(b"abc", [warning(Place("a.yaml"), "c", "m")]) == (b"abc", [])


def test_what_was_done_is_told_a_line_each():
    assert as_lines(["a: b", "c: d"]) == "fixed: a: b\nfixed: c: d\n"
    assert as_lines([]) == ""


ARM = "kb/regions/arm.yaml"


def with_arm(content: bytes) -> SourceTree:
    return SourceTree(SOUND, {**TREE.files, ARM: content})


def test_many_faults_of_one_file_are_repaired_round_by_round():
    content = (
        b"\xef\xbb\xbfid: arm\r\nname: Arm \r\ndefinition:\r\n\ttext: What\xc2\xa0hangs with a "
        b"tumour from the  weight- bearing shoulder.\r\n\teditorial: definition\r\n\r\n"
    )

    repairs = repairs_of(with_arm(content))

    assert repairs.new == {
        ARM: b"id: arm\nname: Arm\ndefinition:\n"
        b"  text: What hangs with a tumor from the weight-bearing shoulder.\n  editorial: definition\n"
    }
    assert repairs.done == (
        f"{ARM}: removed the byte order mark",
        f"{ARM}: made every line end with a line feed alone",
        f"{ARM}: removed spaces at the end (line 2)",
        f"{ARM}: wrote plain characters (line 4)",
        f"{ARM}: wrote 2 spaces for each tab (line 5)",
        f"{ARM}: removed empty lines at the end (line 6)",
        f"{ARM}: wrote 2 spaces for each tab (line 4)",
        f"{ARM}: wrote 'tumor' for 'tumour' (line 4)",
        f"{ARM}: removed spaces (line 4)",
        f"{ARM}: wrote 'weight-bearing' for 'weight- bearing' (line 4)",
    )


def test_the_bibliography_is_repaired_too():
    bib = TREE.files["references.bib"].decode()
    bib = bib.replace(
        "title = {Glass bone in sailors},\n  journal = {Sea \\& Bone},",
        'title = "Glass bone in sailors"\n  journal = {Sea & Bone},',
        1,
    )
    bib = bib.replace("pmid = {1234567},", "pmid = {PMID 1234567},").replace(
        "{Jones, D. and others}", "{Jönes, D. et al.}"
    )

    repairs = repairs_of(SourceTree(SOUND, {**TREE.files, "references.bib": bib.encode()}))

    wanted = TREE.files["references.bib"].decode().replace("{Jones, D.", '{J{\\"o}nes, D.')
    assert repairs.new["references.bib"].decode() == wanted


_EDITS = st.sampled_from(
    [
        "\t",
        "\t\t",
        "\r\n",
        " ",
        "  ",
        "\n",
        "\u00a0",
        "\u00ad",
        "\ufb01",
        "e\u0301",
        "\ufeff",
        "- ",
        "oedema ",
        "\u200b",
    ]
)


@given(st.sampled_from(sorted(TREE.files)), st.lists(st.tuples(st.integers(0, 500), _EDITS), max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_once_is_enough_other_files_stay_and_data_change_in_their_letters_only(path, edits):
    text = TREE.files[path].decode()
    for place, piece in edits:
        text = text[:place] + piece + text[place:]
    tree = SourceTree(SOUND, {**TREE.files, path: text.encode()})

    repairs = repairs_of(tree)

    assert set(repairs.new) <= {path}
    assert bool(repairs.new) == bool(repairs.done)
    after = SourceTree(SOUND, {**tree.files, **repairs.new})
    assert repairs_of(after) == Repairs({}, ())
    before, now = (read_yaml(path, one.files[path]).data for one in (tree, after))
    if path.endswith(".yaml") and before is not None and _keys(before).isascii() and _keys(before).isprintable():
        assert _shape(now) == _shape(before)


def _keys(data: object) -> str:
    """All names of fields, one after the other."""
    if isinstance(data, dict):
        return "".join(key + _keys(value) for key, value in data.items())
    return "".join(map(_keys, data)) if isinstance(data, list) else ""


def _shape(data: object) -> object:
    """Data without its texts."""
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    return [_shape(item) for item in data] if isinstance(data, list) else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SOUND, tmp_path / "sound")
    root = tmp_path / "sound"
    (root / ARM).write_bytes(TREE.files[ARM].replace(b"What", b"What\tever"))
    (root / "kb/regions/elbow.yaml").write_bytes(TREE.files["kb/regions/elbow.yaml"].rstrip(b"\n"))
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_repairs_are_looked_for_by_the_day_that_is_given(monkeypatch):
    seen = []
    monkeypatch.setattr(fixes, "run", lambda kb, graph: seen.append(kb.today) or run(kb, graph))

    assert repairs_of(TREE, today="2026-11-23") == Repairs({}, ())
    assert seen == ["2026-11-23"]


def test_files_are_written_and_what_was_right_is_not_touched(root):
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.yaml")}

    tree = read_tree(root)
    repairs = repairs_of(tree)
    write_files(root, repairs.new, tree.files)

    assert sorted(repairs.new) == [ARM, "kb/regions/elbow.yaml"]
    assert contents(root) == {**contents(SOUND), ARM: TREE.files[ARM].replace(b"What", b"What ever")}
    assert {path for path, time in before.items() if path.stat().st_mtime_ns != time} == {
        root / ARM,
        root / "kb/regions/elbow.yaml",
    }
    kb = load_tree(read_tree(root))
    assert run(kb, EvidenceGraph(kb)) == ()


def test_a_sound_project_stays_as_it_is():
    assert repairs_of(TREE) == Repairs({}, ())


def test_a_file_that_changes_meanwhile_is_not_overwritten_and_then_none_is_written(root):
    tree = read_tree(root)
    repairs = repairs_of(tree)
    (root / ARM).write_bytes(b"id: arm\n# just now\n")
    before = contents(root)

    with pytest.raises(ChangedMeanwhileError):
        write_files(root, repairs.new, tree.files)

    assert contents(root) == before


def test_a_form_feed_moves_no_repair():
    files = dict(TREE.files)
    text = files["references.bib"].decode()
    files["references.bib"] = text.replace("The echo", "The\f echo").replace("{Chalk}", "{Ch\u00e4lk}").encode()

    repairs = repairs_of(SourceTree(TREE.root, files))

    assert repairs.new["references.bib"].decode() == text.replace("The echo", "The\f echo").replace(
        "{Chalk}", '{Ch{\\"a}lk}'
    )


def test_repairs_that_never_end_are_not_made(monkeypatch: pytest.MonkeyPatch):
    """Two rules that disagree would leave whatever the last of them wrote."""
    again = warning(Place("references.bib", 1), "c", "m", edit=Edit("x", "put an x", (1, 1), (1, 1)))
    monkeypatch.setattr("build_tools.editing.fixes.run", lambda kb, graph: (again,))

    assert repairs_of(TREE) == Repairs({}, ())
