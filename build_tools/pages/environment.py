"""The templates, and the filters and names that all of them may use."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from build_tools.pages.citing import CHOICES, FILE_CHOICES, page_citation

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


def markdown_text(text: str) -> Markup:
    """Text as a Markdown heading or line shows it: HTML escaped, and no character has a meaning in Markdown."""
    return Markup(_MARKDOWN_SPECIAL.sub(r"\\\1", str(escape(text))))


def with_code(text: str) -> Markup:
    """A text of this project's own code, in which `backticks` stand around what one types."""
    pieces = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


@cache
def environment_of_templates() -> Environment:
    """The templates, read and compiled once for all sites that a program writes."""
    environment = Environment(
        loader=PackageLoader("build_tools.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # templates do not change while a program runs
        comment_start_string="{##",  # Markdown's own {#anchor} is no comment
        comment_end_string="##}",
    )
    environment.filters["md"] = markdown_text
    environment.filters["code"] = with_code
    environment.globals |= {"formats": CHOICES, "file_formats": FILE_CHOICES, "page_citation": page_citation}
    return environment
