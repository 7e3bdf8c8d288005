"""bmes-kb: the evidence-linked reference on bone marrow edema syndrome.

Rooms, lowest floor first; a room imports lower floors only (a test holds this):

0. ``diagnostics``  faults as data, and their renderings
1. ``model``        records and vocabulary; ``figures`` drawings from plain parameters
2. ``sources``      YAML and BibTeX text to records that know their line and column
3. ``knowledge``    one frozen object with every link resolved
4. ``graph``        the networkx graph and its questions; ``permanence`` ids that stay
5. ``study``        what learners are asked: items and cards made from claims
6. ``rules``        consistency; ``views`` what a page shows; ``exports`` one module a format
7. ``checking``     the verdict of all rules, remembered; ``pages`` Markdown and HTML files; ``editing`` new files,
   layout, publications from elsewhere, and what a change does
8. ``site``         the build from start to end, checks of the built site, and the live preview
9. ``cli``          commands and progress

For notebooks and scripts, :func:`load` gives the knowledge base; the page ``data/`` of the site shows how it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from build_tools.knowledge import KnowledgeBase

__version__ = "0.1.0"


def load(root: str | Path = ".") -> KnowledgeBase:
    """The knowledge base of the project in a folder, the one that holds ``kb/`` and ``references.bib``.

    Raises FileNotFoundError where there is no ``kb/``, and ValueError with every fault where a file cannot be read.
    """
    from pathlib import Path

    from build_tools.diagnostics import as_text, errors_in
    from build_tools.knowledge import load as load_project
    from build_tools.sources.cache import cache_of

    folder = Path(root)
    if not (folder / "kb").is_dir():
        raise FileNotFoundError(f"there is no kb/ in {folder.resolve()}")
    kb = load_project(folder, cache_of(folder))
    errors = errors_in(kb.diagnostics)
    if errors:
        raise ValueError(as_text(errors))
    return kb
