"""For ``mkdocs serve`` only: writes the pages again when a source file changed. Nothing else depends on this file."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.bmes")
_state = {"is_serving": False}


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a live preview; also keeps MkDocs from loading this file anew for each build."""
    _state["is_serving"] = command == "serve"


def on_pre_build(config: MkDocsConfig) -> None:
    """Write changed pages before MkDocs reads them; with a fault in a source file, keep the last good ones."""
    if not _state["is_serving"]:
        return
    from build_tools.diagnostics import as_text, errors_in
    from build_tools.graph import EvidenceGraph
    from build_tools.knowledge import load
    from build_tools.rules import run
    from build_tools.site.build import write_docs
    from build_tools.sources.cache import cache_of

    root = Path(config.config_file_path).parent
    kb = load(root, cache_of(root))
    graph = EvidenceGraph(kb)
    errors = errors_in(run(kb, graph))
    if errors:
        log.warning("the last good pages stay until this is mended:\n%s", as_text(errors))
        return
    write_docs(root, kb, graph)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the source files, not the pages made of them."""
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for name in ("kb", "references.bib", "docs"):
        server.watch(str(root / name))
    return server
