"""Single source files to records, by way of what is remembered of them: only what was sound is not read anew."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.model.bibliography import Bibliography
from build_tools.model.record import File
from build_tools.sources.record_cache import RecordCache
from build_tools.sources.records import Reading, read_record
from build_tools.sources.text_form import line_faults, saving_faults
from build_tools.sources.yaml_text import read_yaml


@dataclass(frozen=True)
class FileReading:
    """What a YAML file holds, what is wrong with it, and its text where something of it could not be read."""

    record: File | None
    diagnostics: tuple[Diagnostic, ...] = ()
    damaged: str | None = None


def read_file(path: str, content: bytes, kind: type[File], known: RecordCache) -> FileReading:
    """Read a YAML file, unless it is known."""
    record = known.get(path, content, kind)
    if record is not None:
        return FileReading(record)
    source = read_yaml(path, content)
    reading: Reading[File] = read_record(source, kind)
    # How a file is saved keeps nothing of it from being read.
    diagnostics = (*reading.diagnostics, *saving_faults(path, content), *line_faults(path, content))
    if reading.record is not None and not diagnostics:
        known.put(path, content, reading.record)
    return FileReading(reading.record, diagnostics, source.text if reading.diagnostics else None)


def missing(path: str) -> Diagnostic:
    """That a file which must be there is not."""
    return error(Place(path), "file-missing", "this file is missing", "restore it from the repository")


def read_bibliography(path: str, content: bytes | None, known: RecordCache) -> Bibliography:
    """Read a BibTeX file, unless it is known. None: it is not there."""
    if content is None:
        return Bibliography(path, "", (), diagnostics=(missing(path),))
    bibliography = known.get(path, content, Bibliography)
    if bibliography is None:
        from build_tools.sources.bibtex import read_bibtex  # bibtexparser and pylatexenc, which are slow to import

        bibliography = read_bibtex(path, content)
        if not bibliography.diagnostics:
            known.put(path, content, bibliography)
    return bibliography
