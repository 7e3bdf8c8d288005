"""Files that remember what was computed from the sources, so that the next run need not compute it again.

Nothing in a cache is ever needed: what is missing, damaged, of other code or of other libraries counts as not there,
and a folder that cannot be written to stays as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = "build/cache"
"""Where it lies, from a project's root: in the folder of what the tools make, which git does not see."""

OFF = "BMES_NO_CACHE"
"""The environment variable that switches caches off, whatever its value, unless empty."""


@dataclass(frozen=True)
class Cache:
    """A folder of remembered results. The fingerprint stands for the code that made them."""

    folder: Path
    fingerprint: bytes

    def read(self, name: str) -> bytes | None:
        """What was written under a name by the same code; None where there is nothing of the kind, or it is damaged."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        seal, body = content[:32], content[32:]
        return body if seal == self._seal(name, body) else None

    def write(self, name: str, body: bytes) -> None:
        """Remember something under a name, in the place of what was there; whoever reads meanwhile reads the old."""
        draft = self.folder / f"{name}.{os.getpid()}.{threading.get_ident()}.draft"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self._seal(name, body) + body)
            draft.replace(self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _seal(self, name: str, body: bytes) -> bytes:
        return hashlib.sha256(b"%s\n%s\n%s" % (self.fingerprint, name.encode(), body)).digest()


def cache_of(root: Path) -> Cache | None:
    """The cache of a project for the code that runs; None where it is switched off."""
    return None if os.environ.get(OFF) else Cache(root / FOLDER, code_fingerprint())


def code_fingerprint() -> bytes:
    """A hash of all that results depend on beside the sources: this package's code, Python, and installed versions."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    digest.update("\n".join((sys.version, *_installed_versions())).encode())
    return digest.digest()


def _installed_versions() -> Iterator[str]:
    """Names and versions of installed packages, by the names of their folders: asking them would take far longer."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
