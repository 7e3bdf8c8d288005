"""Text inside drawings: how wide it is at most, and where its lines break.

Nothing is measured when a drawing is made, so that its bytes are the same on every machine. The widths are upper
bounds: of each character the wider one of DejaVu Sans and Liberation Sans (which is as wide as Arial and Helvetica),
rounded up; the other fonts of the style sheet are narrower than DejaVu Sans. A line that fits by these widths fits.
"""

from __future__ import annotations

import unicodedata

_REGULAR = {
    280: "ijl",
    300: "I",
    320: " ,.·’",
    340: "/:;\\|",
    360: "f",
    370: "-",
    400: "()[]t",
    410: "!",
    420: "r",
    460: '"',
    500: "*J`'",
    530: "szı",
    550: "c",
    560: "?L_–",
    580: "k",
    600: "vxy",
    620: "FTaeo",
    640: "$0123456789bdghnpqu{}",
    670: "EKPSYµ",
    690: "ABVXZ",
    730: "CR",
    740: "U",
    750: "N",
    760: "H",
    780: "&DG",
    790: "OQ",
    820: "w",
    840: "#+<=>^~±≤≥×",
    870: "M",
    960: "%",
    980: "m",
    990: "W",
}
_BOLD = {
    350: " ijl'",
    370: "/\\|",
    380: ",.I·’",
    400: ":;",
    420: "-",
    440: "f",
    460: "!()[]",
    480: "t",
    500: "`r",
    530: '"*',
    560: "J_–",
    590: "z",
    600: "cs",
    620: "?",
    640: "L",
    650: "x",
    660: "vy",
    670: "k",
    680: "ae",
    690: "EFTo",
    700: "$0123456789",
    720: "bdghnpqu{}",
    730: "SYZ",
    740: "CPµ",
    770: "B",
    780: "AKRVX",
    820: "U",
    830: "G",
    840: "#+<=>DHN^~±≤≥×",
    860: "OQ",
    880: "&",
    930: "w",
    1000: "M",
    1010: "%",
    1050: "m",
    1110: "W",
}
_UNKNOWN = 1500
"""For any other character: wider than the widest letter of the two fonts."""

_WIDTHS = {
    is_bold: {character: width for width, characters in table.items() for character in characters}
    for is_bold, table in ((False, _REGULAR), (True, _BOLD))
}


def width(text: str, size: float, is_bold: bool = False) -> float:
    """The greatest width that a text takes at a font size, in the unit of the size. Accents take no width."""
    widths = _WIDTHS[is_bold]
    thousandths = sum(
        widths.get(character, _UNKNOWN)
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(character)
    )
    return thousandths * size / 1000


def lines(text: str, limit: float, size: float, is_bold: bool = False) -> tuple[str, ...]:
    """The text broken into lines of at most ``limit``; a word that is too long for a line is broken inside.

    Breaks are put so that the lines are about equally long. ``limit`` must leave room for one character.
    """
    broken = _greedy(text, limit, size, is_bold)
    widest_word = max((width(word, size, is_bold) for word in text.split()), default=0)
    narrower = limit - size / 2
    while len(broken) > 1 and narrower >= widest_word:
        tried = _greedy(text, narrower, size, is_bold)
        if len(tried) > len(broken):
            break
        broken = tried
        narrower -= size / 2
    return broken


def _greedy(text: str, limit: float, size: float, is_bold: bool) -> tuple[str, ...]:
    done: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, is_bold) <= limit:
            line = longer
            continue
        if line:
            done.append(line)
        line = ""
        for character in word:
            if line and width(line + character, size, is_bold) > limit:
                done.append(line)
                line = ""
            line += character
    return (*done, line) if line else tuple(done)
