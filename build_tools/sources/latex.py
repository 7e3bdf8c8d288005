"""LaTeX in fields of references.bib to plain text. Only fields with a backslash, brace or tie cost anything."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}~$]|--")
_COMMANDS = re.compile(r"[\\~$&#_^'`\"<>]|---")
"""What only the LaTeX decoder can read, beside braces; quotation marks may be ligatures."""

_BRACES = re.compile(r"[{}]")


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(keep_comments=True, strict_latex_spaces=True, math_mode="with-delimiters")


def plain_text(field: str) -> str:
    """A BibTeX field without LaTeX: accents as letters, protecting braces gone, ``--`` kept as it stands.

    A percent sign is text in BibTeX fields of this project, so it is never read as a comment.
    """
    if not _SPECIAL.search(field):
        return field
    if not _COMMANDS.search(field):
        return _BRACES.sub("", field).strip()
    shielded = re.sub(r"(?<!\\)%", r"\\%", field).replace("--", "\x00")
    try:
        decoded = str(_decoder().latex_to_text(shielded))
    except RecursionError:  # thousands of braces inside each other: no LaTeX that anybody wrote
        decoded = _BRACES.sub("", shielded)
    return decoded.replace("\x00", "--").strip()
