"""LaTeX in fields of references.bib to plain text and back. Only fields with a backslash, brace or tie cost time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexencode import UnicodeToLatexEncoder
from pylatexenc.latexwalker import LatexGroupNode, LatexMacroNode, LatexWalker

_SPECIAL = re.compile(r"[\\{}~$]|--")
_COMMANDS = re.compile(r"[\\~$&#_^'`\"<>]|---")
"""What only the LaTeX decoder can read, beside braces; quotation marks may be ligatures."""

_BRACES = re.compile(r"[{}]")

_DOTLESS = re.compile(r"(\\['`^\"~=])\\i\}")
"""An accent on a dotless i: LaTeX has long put it on an i as well."""


@cache
def _decoder() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    missing = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known.add_context_category("ascii", [MacroTextSpec(name, text) for name, text in missing.items()], prepend=True)
    return LatexNodes2Text(known, keep_comments=True, strict_latex_spaces=True, math_mode="with-delimiters")


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


def with_letters(field: str) -> str:
    """A BibTeX field with accents and foreign letters as Unicode (NFC), and all other LaTeX as it stands.

    ``{\\"u}`` becomes ``ü``; braces that protect capitals, escapes, ties and mathematics stay. Percent signs have to be
    escaped, or LaTeX takes the rest for a comment.
    """
    if "\\" not in field:
        return unicodedata.normalize("NFC", field)
    nodes, _, _ = LatexWalker(field).get_latex_nodes()
    return unicodedata.normalize("NFC", _with_letters(nodes))


def _with_letters(nodes: Iterable[Any]) -> str:
    return "".join(_letter(node) or _other(node) for node in nodes)


def _letter(node: Any) -> str:
    """The letter that a command stands for, with or without braces around it; empty for everything else."""
    inner = node.nodelist if isinstance(node, LatexGroupNode) else [node]
    if len(inner) != 1 or not isinstance(inner[0], LatexMacroNode):
        return ""
    # Accents have names of one character, and only they take what they stand on as an argument.
    if len(inner[0].macroname) > 1 and inner[0].nodeargd and any(inner[0].nodeargd.argnlist):
        return ""
    text = str(_decoder().nodelist_to_text([inner[0]]))
    return "" if text.isascii() else text


def _other(node: Any) -> str:
    if isinstance(node, LatexGroupNode):
        opening, closing = node.delimiters
        return f"{opening}{_with_letters(node.nodelist)}{closing}"
    return str(node.latex_verbatim())


_LATEX_OF = {
    **{special: f"\\{special}" for special in "$&%#_"},
    **{"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}"},
    # BibTeX counts braces without regard to backslashes.
    **{"{": r"{\textbraceleft}", "}": r"{\textbraceright}"},
}
"""Characters that LaTeX takes for commands, and what stands for them."""

_SPECIAL_TO_LATEX = re.compile("[" + re.escape("".join(_LATEX_OF)) + "]")


def latex_text(text: str) -> str:
    """Plain text as a field of references.bib holds it: in ASCII, with nothing in it that LaTeX takes for a command.

    Characters that have no LaTeX name become their number, which :func:`plain_text` does not turn back.
    """
    return ascii_latex(_SPECIAL_TO_LATEX.sub(lambda match: _LATEX_OF[match[0]], text))


def ascii_latex(field: str) -> str:
    """A field with LaTeX commands in place of what is not ASCII; ASCII stays as it stands."""
    if field.isascii():
        return field
    return _DOTLESS.sub(r"\1i}", str(_encoder().unicode_to_latex(field)))


@cache
def _encoder() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        non_ascii_only=True,
        replacement_latex_protection="braces-all",
        unknown_char_policy="unihex",
        unknown_char_warning=False,
    )
