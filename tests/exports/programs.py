"""How tests give exported references to other programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def run(*command: str, folder: Path, text: str | None = None) -> str:
    """Run a program in a folder; what it prints. Fails where the program is missing or ends with an error."""
    if shutil.which(command[0]) is None:
        pytest.fail(f"there is no program '{command[0]}' on this machine: run these tests by `make test-all`")
    typed = text.encode() if text is not None else None
    done = subprocess.run(command, cwd=folder, input=typed, capture_output=True, check=False, timeout=120)
    # LaTeX shows letters in the encoding of its fonts.
    said, complained = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{said[-3000:]}{complained[-3000:]}"
    return said
