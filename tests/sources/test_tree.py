"""All files of a knowledge base, read at one moment."""

from __future__ import annotations

import pytest

from build_tools.sources.tree import read_tree


@pytest.fixture
def root(tmp_path):
    for name in ("kb/b/x.yaml", "kb/a-b.txt", "kb/a/y.yaml", "kb/a/deep/z.yaml", "references.bib", "other.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_files_stand_folder_by_folder_and_what_nothing_reads_is_not_read(root):
    assert read_tree(root).files == {
        "kb/a/deep/z.yaml": b"kb/a/deep/z.yaml",
        "kb/a/y.yaml": b"kb/a/y.yaml",
        "kb/a-b.txt": b"",
        "kb/b/x.yaml": b"kb/b/x.yaml",
        "references.bib": b"references.bib",
    }
    assert list(read_tree(root).files)[:3] == ["kb/a/deep/z.yaml", "kb/a/y.yaml", "kb/a-b.txt"]
    assert list(read_tree(root).yaml_files_in("kb/a")) == ["kb/a/y.yaml"]


def test_a_folder_without_anything_has_no_files(tmp_path):
    assert read_tree(tmp_path).files == {}


def test_links_are_followed_at_the_top_and_go_round_nowhere(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "w.yaml").write_text("w", encoding="utf-8")
    (root / "kb" / "linked").symlink_to(elsewhere)
    (root / "kb" / "a" / "round").symlink_to(root / "kb")

    assert "kb/linked/w.yaml" in read_tree(root).files
    assert not any(path.startswith("kb/a/round") for path in read_tree(root).files)


def test_the_digest_changes_with_every_name_and_every_byte(root):
    digests = [read_tree(root).digest, read_tree(root).digest]
    assert digests[0] == digests[1]

    (root / "kb/a/y.yaml").write_text("kb/a/y.yaml ", encoding="utf-8")
    digests.append(read_tree(root).digest)
    (root / "kb/a/y.yaml").rename(root / "kb/a/v.yaml")
    digests.append(read_tree(root).digest)
    (root / "references.bib").unlink()
    digests.append(read_tree(root).digest)
    (root / "kb/new.txt").touch()
    digests.append(read_tree(root).digest)

    assert len(set(digests)) == 5
