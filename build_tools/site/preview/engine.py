"""One page at a time through MkDocs: the same configuration, theme and steps as a build, without the other pages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from build_tools.site.build import FINISHED

SEARCH_INDEX = "search/search_index.json"


class Engine:
    """MkDocs, set up once for a project. Raises what MkDocs raises where ``mkdocs.yml`` or a template is faulty.

    ``paths`` are those of all pages: the links of a page written by hand are resolved by them.
    """

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        self._root = root
        # The pages do not come from a folder, but MkDocs wants one that exists.
        config = load_config(str(root / "mkdocs.yml"), docs_dir=str(root / "docs"), site_dir=str(root / FINISHED))
        config.plugins.on_startup(command="serve", dirty=False)
        self._config = config.plugins.on_config(config)
        search: Any = config.plugins["material/search"]
        self._search = search
        self._empty_index: str = search.search_index.generate_search_index(None)
        environment = config.theme.get_env()
        self._theme = Files([])
        self._theme.add_files_from_theme(environment, config)
        self._files = Files([self._file(path) for path in sorted(paths)])
        set_exclusions(self._files, config)
        self._navigation = get_navigation(self._files, config)
        self._environment = config.plugins.on_env(environment, config=config, files=self._files)

    def _file(self, path: str) -> File:
        return File.generated(self._config, path, content="")

    def html(self, path: str, markdown: str) -> str:
        """The finished page of a Markdown file; ``path`` is its path below the docs folder."""
        file = self._files.get_file_from_path(path) or self._file(path)
        file.content_string = markdown
        page = file.page or Page(None, file, self._config)
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        try:
            context = get_context(self._navigation, self._files, self._config, page)
            context = self._config.plugins.on_page_context(
                context, page=page, config=self._config, nav=self._navigation
            )
            template = self._environment.get_template(page.meta.get("template", "main.html"))
            html: str = self._config.plugins.on_post_page(template.render(context), page=page, config=self._config)
        finally:
            page.active = False
            self._search.search_index.entries.clear()  # each page would add its own once more
        return html

    def static(self, path: str) -> bytes | None:
        """A file of the theme; the search index as the last build wrote it, empty before the first build."""
        if path == SEARCH_INDEX:
            built = self._root / FINISHED / SEARCH_INDEX
            return built.read_bytes() if built.is_file() else self._empty_index.encode()
        file = self._theme.get_file_from_path(path)
        return file.content_bytes if file else None
