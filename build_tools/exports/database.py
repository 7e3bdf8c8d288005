"""The tables as one SQLite file, with primary and foreign keys, for questions that take more than one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing

from build_tools import __version__
from build_tools.exports.kb_document import LICENSE
from build_tools.exports.table_rows import Row
from build_tools.exports.tables import TABLES, Field, Table

TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
"""SQLite has no truths: they are 0 and 1."""

ABOUT = "about"
"""The table that says what the file is: names and values."""


def database(rows: Mapping[str, tuple[Row, ...]], version: str = __version__, date: str = "") -> bytes:
    """The bytes of the SQLite file: the same for the same rows, as long as the library that writes them is the same."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE {ABOUT} (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        about = {"title": "bmes-kb", "version": version, "date": date, "license": LICENSE}
        connection.executemany(f"INSERT INTO {ABOUT} VALUES (?, ?)", about.items())
        for table in TABLES:
            connection.execute(_definition(table))
            places = ", ".join("?" * len(table.fields))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows[table.name])
        for name, table_name, field in _INDEXES:
            connection.execute(f'CREATE INDEX "{name}" ON "{table_name}" ("{field}")')
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()


_INDEXES = tuple(
    (f"{table.name}_by_{link.field}", table.name, link.field)
    for table in TABLES
    for link in table.links
    if table.key[0] != link.field
)
"""One for each foreign key that is not the beginning of a primary key, so that joins are quick."""


def _definition(table: Table) -> str:
    """The statement that makes a table. ``references`` is a word of SQL, so every name is quoted."""
    parts = [_column(field) for field in table.fields]
    parts.append("PRIMARY KEY ({})".format(", ".join(f'"{name}"' for name in table.key)))
    parts += [f'FOREIGN KEY ("{link.field}") REFERENCES "{link.table}" ("{link.to}")' for link in table.links]
    return 'CREATE TABLE "{}" (\n  {}\n)'.format(table.name, ",\n  ".join(parts))


def _column(field: Field) -> str:
    rest = " NOT NULL" if field.is_required else ""
    check = f' CHECK ("{field.name}" IN (0, 1))' if field.kind == "boolean" else ""
    return f'"{field.name}" {TYPES[field.kind]}{rest}{check}'
