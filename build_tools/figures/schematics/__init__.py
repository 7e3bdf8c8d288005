"""Schematics: line drawings of what images show, each drawn from one anatomy and one set of parameters.

Radiology is learned by looking, and no image of a patient may be shown here. A drawing is a pure function of its name:
the same bytes on every machine. Its words (name, alternative text, caption) stand in ``kb/figures/<slug>.yaml``.
"""

from __future__ import annotations

from functools import cache

from build_tools.figures.schematics import mr_figures, other_figures, radiograph_figures
from build_tools.figures.schematics.canvas import Canvas

DRAWINGS = {**mr_figures.DRAWINGS, **radiograph_figures.DRAWINGS, **other_figures.DRAWINGS}
SLUGS = tuple(DRAWINGS)
"""The drawings that there are, in the order of their numbers."""

_SIZES = dict.fromkeys(SLUGS, (400, 400))


def size(slug: str) -> tuple[int, int]:
    """Width and height of a drawing, in its own units. Raises KeyError for a slug that is not in :data:`SLUGS`."""
    return _SIZES[slug]


@cache
def draw(slug: str, title: str = "", description: str = "", has_labels: bool = True) -> str:
    """A drawing as a complete SVG document that needs nothing from elsewhere.

    ``title`` and ``description`` go into the file, for whoever meets it alone; without them it is named by its slug.
    Where the file is shown with ``#plain`` behind its address, it hides its labels itself; where nothing can stand
    behind an address, ``has_labels=False`` leaves them out. Raises KeyError for a slug that is not in :data:`SLUGS`.
    """
    make = DRAWINGS[slug]
    width, height = size(slug)
    canvas = Canvas(slug, width, height)
    make(canvas)
    return canvas.document(title or slug.replace("-", " "), description or "A schematic.", has_labels)
