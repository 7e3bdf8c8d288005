"""Earlier states come from git, and the work tree stays as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from build_tools.sources.revisions import RevisionError, revision, tree_at
from build_tools.sources.tree import read_tree

SOUND = Path(__file__).parents[1] / "sound"
GLASS = "kb/conditions/glass-bone.yaml"


def git(root: Path, *arguments: str) -> str:
    identity = {"GIT_AUTHOR_NAME": "E", "GIT_AUTHOR_EMAIL": "e@example.org"}
    identity |= {"GIT_COMMITTER_NAME": "E", "GIT_COMMITTER_EMAIL": "e@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ) | identity)
    return done.stdout.strip()


def commit(root: Path, message: str = "first") -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A clone with one commit on main."""
    shutil.copytree(SOUND, tmp_path, dirs_exist_ok=True)
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path)
    return tmp_path


def test_a_commit_is_read_as_the_work_tree_would_be(root: Path) -> None:
    (root / "kb/conditions/ünder.txt").write_text("nothing reads this", "utf-8")
    (root / "kb/signs/z.yaml").write_text("id: z\r\n", "utf-8")
    (root / "references.bib").write_bytes(b"% \xff\n")
    (root / "README.md").write_text("not a source", "utf-8")
    commit(root)
    there = read_tree(root)
    (root / GLASS).write_text("broken: [", "utf-8")
    (root / "kb/signs/z.yaml").unlink()

    was = tree_at(root, revision(root, "HEAD").commit)
    assert list(was.files.items()) == list(there.files.items())
    assert was.digest == there.digest
    assert (root / GLASS).read_text("utf-8") == "broken: ["


def test_a_project_below_the_top_of_a_clone_is_found(root: Path) -> None:
    (root / "below").mkdir()
    for name in ("kb", "references.bib"):
        (root / name).rename(root / "below" / name)
    now = commit(root)
    assert tree_at(root / "below", now).digest == read_tree(root / "below").digest
    assert tree_at(root, now).files == {}


def test_without_a_name_it_is_where_the_branch_left_main_or_the_last_commit(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    assert (revision(root).commit, revision(root).origin) == (first, "the last commit")

    git(root, "switch", "--quiet", "--create", "change")
    commit(root, "on the branch")
    assert (revision(root).commit, revision(root).origin) == (first, "where this branch left main")

    git(root, "switch", "--quiet", "main")
    later = commit(root, "on main")
    git(root, "switch", "--quiet", "change")
    assert revision(root).commit == first
    git(root, "merge", "--quiet", "--no-edit", "main")
    assert revision(root).commit == later

    git(root, "update-ref", "refs/remotes/origin/main", later)
    git(root, "branch", "--quiet", "--delete", "--force", "main")
    assert revision(root).commit == later
    git(root, "update-ref", "-d", "refs/remotes/origin/main")
    assert revision(root).origin == "the last commit"


@pytest.mark.parametrize("name", ["no-such-branch", "--output=x", "HEAD:kb", ""])
def test_what_git_does_not_know_is_a_sentence(root: Path, name: str) -> None:
    with pytest.raises(RevisionError, match=f"git knows no revision '{name}' here"):
        revision(root, name)
    assert not (root / "x").exists()


def test_a_folder_that_is_no_clone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="there is no commit to compare with"):
        revision(tmp_path)


def test_a_machine_without_git_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(RevisionError, match="git is not installed here"):
        tree_at(root, "HEAD")
