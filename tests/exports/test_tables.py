"""The tables: what stands in them, as a Data Package and as a SQLite file, and that both keep their keys."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.csv_text import FORMULA_STARTS
from build_tools.exports.data_package import csv_files, table_csv
from build_tools.exports.database import database
from build_tools.exports.table_rows import Row
from build_tools.exports.tables import TABLES, Field, Table, rows_of_tables
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of libraries that it imports
    import frictionless

Rows = Mapping[str, tuple[Row, ...]]


@pytest.fixture(scope="module")
def rows(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> Rows:
    return rows_of_tables(made_up, made_up_graph)


def names_of(table: str) -> list[str]:
    (found,) = [one for one in TABLES if one.name == table]
    return [field.name for field in found.fields]


def record(rows: Rows, table: str, *key: str) -> dict[str, Any]:
    (found,) = [row for row in rows[table] if row[: len(key)] == key]
    return dict(zip(names_of(table), found, strict=True))


def test_tables_and_how_many_rows_each_has(rows: Rows, made_up: KnowledgeBase) -> None:
    assert {name: len(found) for name, found in rows.items()} == {
        "pages": 7,
        "conditions": 2,
        "signs": 1,
        "treatments": 1,
        "regions": 2,
        "names": 9,
        "codes": 0,
        "references": 5,
        "findings": 4,
        "claims": len(made_up.claims),
        "evidence": 10,
        "edges": 5,
    }
    assert all(len(row) == len(names_of(name)) for name, found in rows.items() for row in found)


def test_a_claim(rows: Rows) -> None:
    assert record(rows, "claims", "glass-bone.findings.clear-line.early") == {
        "id": "glass-bone.findings.clear-line.early",
        "page": "glass-bone",
        "section": "findings",
        "text": "Half of 8 cases had a clear line.",
        "frequency": "typical",
        "level": "abstract",
        "target": "clear-line",
        "patient_group": None,
        "stage": "early",
        "region": None,
        "count_n": 4,
        "count_of": 8,
        "conflict": "line-or-none",
        "editorial": None,
        "derived": None,
        "address": "conditions/glass-bone/#glass-bone.findings.clear-line.early",
    }


def test_evidence_has_a_direction(rows: Rows) -> None:
    of_line = [row[1:] for row in rows["evidence"] if row[0] == "glass-bone.findings.clear-line.early"]
    assert of_line == [("smith2001#half", "supports"), ("later2020#none", "opposes")]


def test_a_publication(rows: Rows) -> None:
    assert record(rows, "references", "smith2001") == {
        "key": "smith2001",
        "number": 1,
        "authors": "Smïth, A.; Glass Bone Group",
        "authors_complete": False,
        "title": "Glass bone on MRI: 50% of 8 cases",
        "type": "article",
        "container": "Journal of Glass",
        "container_short": "J Glass",
        "editors": None,
        "publisher": None,
        "language": None,
        "year": 2001,
        "volume": "12",
        "issue": "3",
        "pages": "101-109",
        "doi": "10.1000/glass_1",
        "pmid": None,
        "duplicate_of": None,
        "read": "abstract",
        "design": "case-series",
        "size": "8",
        "address": "references/smith2001/",
    }
    assert record(rows, "references", "smith2001b")["duplicate_of"] == "smith2001"


def test_a_chapter_is_told_from_an_article(rows: Rows) -> None:
    chapter = record(rows, "references", "vanglas1999")
    names = ("type", "container", "container_short", "editors", "publisher", "language")
    assert [chapter[name] for name in names] == [
        *("incollection", "The glass book", None, "Pane, W.", "Window Press", "Dutch")
    ]


def test_edges_are_claims_that_link_two_pages(rows: Rows) -> None:
    assert record(rows, "edges", "glass-bone.mimics.wax-bone.discriminator") == {
        "claim": "glass-bone.mimics.wax-bone.discriminator",
        "source": "glass-bone",
        "relation": "discriminator",
        "target": "clear-line",
        "frequency": None,
    }


def test_names_and_regions(rows: Rows) -> None:
    assert [row for row in rows["names"] if row[0] == "clear-line"] == [
        ("clear-line", "Clear line", "preferred"),
        ("clear-line", "Glass line", "synonym"),
        ("clear-line", "Glas-Linie ☼", "synonym"),
    ]
    assert ("glass-bone", "GB", "abbreviation") in rows["names"]
    assert record(rows, "regions", "shin")["part_of"] == "leg"


# CSV and its description


@pytest.fixture(scope="module")
def package(made_up: KnowledgeBase, rows: Rows) -> dict[str, str]:
    return dict(csv_files(made_up, rows, "1.2.3", "2020-01-02"))


def faults(folder: Path, files: Mapping[str, str]) -> list[list[Any]]:
    """What frictionless finds wrong with a package: type, table, row."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = frictionless.validate(str(folder / "datapackage.json"))
    assert isinstance(report, frictionless.Report)
    found: list[list[Any]] = report.flatten(["type", "name", "rowNumber"])
    return [["error", *error.to_descriptor().values()] for error in report.errors] + found


def test_the_package_is_valid(package: dict[str, str], tmp_path: Path) -> None:
    assert faults(tmp_path, package) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("claims", ",glass-bone,where,", ",brass-bone,where,", "foreign-key"),
        ("evidence", "smith2001#half,supports", "smith2001#whole,supports", "foreign-key"),
        ("evidence", "smith2001#half,supports", "smith2001#half,proves", "constraint-error"),
        ("regions", "shin,Shin,leg", "shin,Shin,arm", "foreign-key"),
        ("regions", "shin,Shin,leg", "leg,Shin,leg", "primary-key"),
        ("references", "smith2001,1,", "smith2001,one,", "type-error"),
        ("conditions", "wax-bone,Wax bone,", "wax-bone,,", "constraint-error"),
        ("conditions", "id,name", "id,title", "incorrect-label"),
    ],
)
def test_what_breaks_the_package_is_seen(
    package: dict[str, str], tmp_path: Path, table: str, old: str, new: str, fault: str
) -> None:
    text = package[f"{table}.csv"]
    assert text.count(old) >= 1
    described = json.loads(package["datapackage.json"])
    for resource in described["resources"]:  # it would be seen by these, too
        del resource["hash"], resource["bytes"]
    broken = {
        **package,
        f"{table}.csv": text.replace(old, new, 1),
        "datapackage.json": json.dumps(described),
    }
    assert fault in [kind for kind, *_ in faults(tmp_path, broken)]


def test_size_and_checksum_of_a_table_are_held_against_it(package: dict[str, str], tmp_path: Path) -> None:
    broken = {**package, "signs.csv": package["signs.csv"].replace("Clear line", "Dirty line", 1)}
    assert [kind for kind, *_ in faults(tmp_path, broken)] == ["hash-count"]


def test_the_description_names_profile_license_and_keys(package: dict[str, str]) -> None:
    described = json.loads(package["datapackage.json"])
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (described["version"], described["created"]) == ("1.2.3", "2020-01-02T00:00:00Z")
    assert [license["name"] for license in described["licenses"]] == ["CC-BY-4.0"]
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert list(resources) == [table.name for table in TABLES]
    for resource in resources.values():
        assert resource["type"] == "table"
        # Exact is what holds where nothing is said, and the profile and the specification disagree on its form.
        assert "fieldsMatch" not in resource["schema"]
        assert resource["schema"].get("foreignKeys") != []  # the profile asks for one at least
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert resources["evidence"]["schema"]["primaryKey"] == ["claim", "finding", "direction"]
    assert resources["evidence"]["schema"]["foreignKeys"] == [
        {"fields": ["claim"], "reference": {"resource": "claims", "fields": ["id"]}},
        {"fields": ["finding"], "reference": {"resource": "findings", "fields": ["id"]}},
    ]
    assert resources["regions"]["schema"]["foreignKeys"][1] == {
        "fields": ["part_of"],
        "reference": {"fields": ["id"]},
    }
    fields = {field["name"]: field for field in resources["claims"]["schema"]["fields"]}
    assert fields["frequency"]["constraints"] == {"enum": ["typical", "reported"]}
    assert fields["level"]["constraints"] == {"enum": ["title", "abstract", "editorial"]}


def read(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text, newline=""))


def test_csv_says_what_the_rows_say(package: dict[str, str], rows: Rows) -> None:
    for table in TABLES:
        said = [tuple(found.values()) for found in read(package[f"{table.name}.csv"])]
        words = {True: "true", False: "false", None: ""}
        assert said == [
            tuple(words[cell] if cell is None or isinstance(cell, bool) else str(cell) for cell in row)
            for row in rows[table.name]
        ]


ANY = Table(
    "any", "", (Field("one", ""), Field("two", "", "integer"), Field("three", "", "boolean")), ("one",), (), list
)
CELLS = st.tuples(
    st.one_of(
        st.none(), st.text(st.characters(codec="utf-8"), max_size=9), st.sampled_from(["=1+1", "@x", "-x", "+x"])
    ),
    st.one_of(st.none(), st.integers(min_value=0)),
    st.one_of(st.none(), st.booleans()),
)


@given(st.lists(CELLS, max_size=5))
def test_no_cell_of_any_table_is_a_formula(cells: list[tuple[str | None, int | None, bool | None]]) -> None:
    found = list(csv.reader(io.StringIO(table_csv(ANY, tuple(cells)), newline="")))
    assert len(found) == 1 + len(cells)
    assert [cell for row in found for cell in row if cell.startswith(FORMULA_STARTS)] == []


# SQLite


def opened(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    return connection


def test_sqlite_holds_the_same_rows(rows: Rows) -> None:
    with closing(opened(database(rows, "1.2.3", "2020-01-02"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            found = connection.execute(f'SELECT * FROM "{table.name}"').fetchall()
            assert set(found) == set(rows[table.name])
            assert len(found) == len(rows[table.name])
            columns = [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table.name}")')]
            assert columns == [field.name for field in table.fields]
            linked = {
                (source, to, name)
                for _, _, to, source, name, *_ in connection.execute(f'PRAGMA foreign_key_list("{table.name}")')
            }
            assert linked == {(link.field, link.table, link.to) for link in table.links}
        assert dict(connection.execute("SELECT * FROM about")) == {
            "title": "bmes-kb",
            "version": "1.2.3",
            "date": "2020-01-02",
            "license": "CC-BY-4.0",
        }


def test_sqlite_sees_a_link_that_leads_nowhere_and_a_key_that_is_taken(rows: Rows) -> None:
    broken = {**rows, "evidence": (*rows["evidence"], ("glass-bone.definition", "nobody1999#nothing", "supports"))}
    with closing(opened(database(broken))) as connection:
        assert [found[0] for found in connection.execute("PRAGMA foreign_key_check")] == ["evidence"]
    with pytest.raises(sqlite3.IntegrityError):
        database({**rows, "signs": rows["signs"] * 2})


def test_sqlite_has_the_same_bytes_each_time(rows: Rows) -> None:
    assert database(rows, "1", "2020-01-02") == database(
        {name: tuple(found) for name, found in rows.items()}, "1", "2020-01-02"
    )


# The real knowledge base


@pytest.mark.kb
def test_the_real_package_is_valid_and_no_cell_had_to_be_changed(
    real: KnowledgeBase, real_graph: EvidenceGraph, tmp_path: Path
) -> None:
    rows = rows_of_tables(real, real_graph)
    package = dict(csv_files(real, rows))
    assert faults(tmp_path, package) == []
    cells = [cell for found in rows.values() for row in found for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []


@pytest.mark.kb
def test_the_real_sqlite_file_is_sound_and_counts_what_is_there(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    with closing(opened(database(rows_of_tables(real, real_graph)))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = {
            table.name: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] for table in TABLES
        }
    cited = {
        (claim.id, citation, kind)
        for claim in real.claims.values()
        for kind, citations in (("for", claim.statement.cites), ("against", claim.statement.against))
        for citation in citations
    }
    assert counted == {
        "pages": len(real.pages),
        "conditions": len(real.conditions),
        "signs": len(real.signs),
        "treatments": len(real.treatments),
        "regions": len(real.regions),
        "names": sum(len(set(one.all_names)) for one in real.entities.values()),
        "codes": sum(len(one.xrefs) for one in real.entities.values()),
        "references": len(real.references),
        "findings": len(real.findings),
        "claims": len(real.claims),
        "evidence": len(cited),
        "edges": len(real_graph.edges),
    }
