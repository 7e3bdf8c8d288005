"""The files for programs: which there are, what they hold, and that their bytes are the same each time."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from build_tools.exports.drawings import LICENSE_LINE
from build_tools.exports.knowledge_files import knowledge_files, of_linked_data, of_statements, zip_of
from build_tools.exports.tables import TABLES
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from tests.conftest import PROJECT


def test_files_of_the_made_up_base(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> None:
    files = dict(knowledge_files(made_up, made_up_graph, "1.2.3", "2020-01-02"))
    assert list(files) == [
        *(f"csv/{table.name}.csv" for table in TABLES),
        "csv/datapackage.json",
        "bmes-kb-csv.zip",
        "bmes-kb.sqlite",
        "bmes-kb.jsonld",
        *("conditions/glass-bone.jsonld", "conditions/wax-bone.jsonld", "signs/clear-line.jsonld"),
        *("treatments/rest.jsonld", "regions/leg.jsonld", "regions/shin.jsonld"),
        *("claims/clear-line.json", "claims/glass-bone.json", "claims/leg.json", "claims/line-or-none.json"),
        *("claims/rest.json", "claims/shin.json", "claims/wax-bone.json"),
        "page.schema.json",
        "ids.txt",
    ]
    assert of_statements(made_up.signs["clear-line"]) in files
    assert of_linked_data(made_up.signs["clear-line"]) in files
    assert json.loads(files["claims/line-or-none.json"])["page"]["question"] == "Is there a line?"
    assert files["bmes-kb.sqlite"].startswith(b"SQLite format 3\0")


def test_ids_are_listed_once_and_sorted(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> None:
    text = dict(knowledge_files(made_up, made_up_graph))["ids.txt"].decode()
    ids = text.splitlines()
    assert ids == sorted(set(ids))
    assert text.endswith("\n")
    assert {"glass-bone", "glass-bone.definition", "smith2001", "smith2001#half", "line-or-none.positions.yes"} <= set(
        ids
    )


def test_the_pack_of_tables_holds_the_same_files(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> None:
    files = dict(knowledge_files(made_up, made_up_graph))
    with zipfile.ZipFile(io.BytesIO(files["bmes-kb-csv.zip"])) as pack:
        assert pack.testzip() is None
        assert {f"csv/{name}": pack.read(name) for name in pack.namelist()} == {
            name: content for name, content in files.items() if name.startswith("csv/")
        }


def test_a_zip_file_does_not_tell_the_time() -> None:
    assert zip_of({"a": b"b"}) == zip_of({"a": b"b"})
    with zipfile.ZipFile(io.BytesIO(zip_of({"a": b"b"}))) as pack:
        assert pack.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


DIGESTS = """
import hashlib
from build_tools import load
from build_tools.exports.knowledge_files import knowledge_files
from build_tools.graph import EvidenceGraph
kb = load("tests/sound")
for name, content in knowledge_files(kb, EvidenceGraph(kb), date="2020-01-02"):
    print(name, hashlib.sha256(content).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    written = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(written) == 1


@pytest.mark.kb
def test_the_real_drawings_are_packed(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    files = dict(knowledge_files(real, real_graph))
    with zipfile.ZipFile(io.BytesIO(files["schematics.zip"])) as pack:
        assert set(pack.namelist()) == {f"{figure}.svg" for figure in real.figures}
        assert all(LICENSE_LINE in pack.read(name).decode() for name in pack.namelist())
    assert {name for name in files if name.startswith("claims/")} == {f"claims/{page.id}.json" for page in real.pages}
