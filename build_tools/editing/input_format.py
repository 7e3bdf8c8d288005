"""The forms of citations that can be read; apart from their readers, so that ``bmes --help`` need not load these."""

from __future__ import annotations

from enum import StrEnum


class InputFormat(StrEnum):
    """A form in which citations come."""

    BIBTEX = "bibtex"
    RIS = "ris"
    PUBMED = "pubmed"
    CSL_JSON = "csl-json"
