"""``bmes schemas``."""

from __future__ import annotations

import typer

from build_tools.cli.shared import HERE, Root, fail, knowledge_base


def schemas(root: Root = HERE) -> None:
    """Write the JSON Schemas into build/schemas, by which text editors complete and check the files of kb/.

    Their words, ids and citations are those of the present files: run it again when something new is not offered.
    """
    from build_tools.editing.schema_files import SchemasNotWrittenError, write_schemas

    try:
        paths = write_schemas(root, knowledge_base(root))
    except SchemasNotWrittenError as problem:
        raise fail(str(problem), code=1) from None
    for path in paths:
        typer.echo(path)
