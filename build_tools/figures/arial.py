"""How wide a text is in Arial, for sheets of paper: the widths of the font's characters in thousandths of its size.

Helvetica, Liberation Sans, Arimo and Nimbus Sans are made to the same widths. Read from the metrics of Liberation Sans
2 (the ``hmtx`` table), regular and bold. Signs that these fonts lack are taken from another one, so they count as wide
as its widest.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_REGULAR = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ft·ı",
    333: "()-`r“”",
    334: "{}",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    549: "±≤≥≈",
    556: "#$0123456789?L_abdeghnopqu–",
    576: "µ",
    584: "+<=>~×−",
    604: "■●□",
    611: "FTZß",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " ,./I\\ijl·’‘ı",
    280: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    400: "°",
    474: '"',
    500: "z“”",
    549: "±≤≥≈",
    556: "#$0123456789J_aceksvxy–",
    576: "µ",
    584: "+<=>^~×−",
    604: "■●□",
    611: "?FLTZbdghnopquß",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
    1000: "—…",
}
_UNKNOWN = 1100

_WIDTHS = {
    is_bold: {character: width for width, characters in table.items() for character in characters}
    for is_bold, table in ((False, _REGULAR), (True, _BOLD))
}


@cache
def thousandths(word: str, is_bold: bool = False) -> int:
    """The width of a word in thousandths of the font size. Accents take no width; pairs are not moved closer."""
    widths = _WIDTHS[is_bold]
    return sum(
        widths.get(character, _UNKNOWN)
        for character in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(character)
    )
