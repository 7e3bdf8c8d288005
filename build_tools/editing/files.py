"""Writing source files: all of a change, or nothing of it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """A file is no longer what the change was made from; nothing was written. The text is its path."""


def write_files(root: Path, new: Mapping[str, bytes], read: Mapping[str, bytes]) -> None:
    """Write some files below a project's root, given by their path from there: all of them, or none.

    ``read`` holds what the files held when they were read; a file that is not in it must not exist yet. Raises
    :class:`ChangedMeanwhileError` where that is no longer so, and OSError where a file cannot be written; everything is
    as it was then. A reader meanwhile sees each file whole, in its old or its new form.
    """
    targets = {path: (root / path).resolve() for path in new}
    for path, target in targets.items():
        if (target.read_bytes() if target.exists() else None) != read.get(path):
            raise ChangedMeanwhileError(path)
    drafts: dict[str, Path] = {}
    replaced: list[str] = []
    try:
        for path, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = target.with_name(f".{target.name}.{os.getpid()}.draft")
            drafts[path].write_bytes(new[path])
            if path in read:
                shutil.copymode(target, drafts[path])
        for path, draft in drafts.items():
            draft.replace(targets[path])
            replaced.append(path)
    except BaseException:
        for path in replaced:
            if path in read:
                targets[path].write_bytes(read[path])
            else:
                targets[path].unlink()
        raise
    finally:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
