"""The lines of a text, as what is pasted and what services send is divided into them."""

from __future__ import annotations

from build_tools.sources.text_form import with_line_feeds


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends.

    Not by ``str.splitlines``: it takes other characters for ends too, such as the line separator (U+2028), which stands
    in the middle of a line of some abstracts.
    """
    return with_line_feeds(text).split("\n")
