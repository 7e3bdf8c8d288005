"""The data beside the built pages: that they say the same, that every id leads to its place, and that examples run."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, expect
from pyld import jsonld

from build_tools.pages.downloads import CHECKSUMS
from tests.conftest import PROJECT

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("site")]

KINDS = ("conditions", "signs", "treatments", "regions", "conflicts", "comparisons", "pathways", "figures")
SUPPORT = ".kb-cites, .kb-level, .kb-disputed, .kb-update, .kb-derived, .kb-state, .kb-stage"
"""What stands around the sentence of a claim."""


@pytest.fixture(scope="module")
def document(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/kb.json").read_text("utf-8"))
    return found


@cache
def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def page_of(site: Path, address: str) -> BeautifulSoup:
    return soup_of(site / address.partition("#")[0] / "index.html")


def words(text: str) -> str:
    return " ".join(text.split())


# kb.json and the pages


class Renderer:
    """Shows claims as a page does, from nothing but kb.json."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.claims = {claim["id"]: claim for claim in document["claims"]}
        self.findings = {finding["id"]: finding for finding in document["findings"]}
        self.references = {reference["key"]: reference for reference in document["references"]}
        self.conflicts = {conflict["id"]: conflict for conflict in document["conflicts"]}
        self.words = document["vocabulary"]
        self.names = {one["id"]: one["name"] for kind in KINDS[:4] for one in document[kind]}
        self.names |= {one["id"]: one["question"] for one in document["conflicts"]}

    def sentence(self, text: str) -> str:
        linked = re.sub(
            r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]", lambda found: found[2] or self.names[found[1].strip()], text
        )
        return words(re.sub(r"\*([^*]+)\*", r"\1", linked))


def cited(element: Tag) -> list[str]:
    """The findings behind the links of a claim's citations, as key#finding-id."""
    targets = [unquote(str(link["href"])) for link in element.select(".kb-cites a")]
    return [re.sub(r".*references/([^/]+)/#(.+)", r"\1#\2", target) for target in targets]


def grouped(citations: list[str]) -> list[str]:
    """Citations of one publication stand together, where its first one stands."""
    keys = dict.fromkeys(one.partition("#")[0] for one in citations)
    return [one for key in keys for one in citations if one.partition("#")[0] == key]


def test_each_claim_of_a_condition_stands_on_its_page_as_kb_json_has_it(site: Path, document: dict[str, Any]) -> None:
    shown = Renderer(document)
    looked_at = 0
    for condition in document["conditions"]:
        page = page_of(site, condition["address"])
        for claim_id in condition["claims"]:
            claim = shown.claims[claim_id]
            if claim_id.endswith(".position"):
                continue  # on the page of changes
            element = page.find(id=claim_id)
            assert isinstance(element, Tag), claim_id
            assert grouped(claim["cites"]) + grouped(claim["against"]) == cited(element), claim_id
            levels = [one for badge in element.select(".kb-level") for one in badge["class"]]
            assert levels[:2] == ["kb-level", f"kb-level--{claim['level']}"], claim_id
            state = element.select_one(".kb-state")
            assert (state is not None) is (claim["frequency"] is not None), claim_id
            if state:
                assert words(state.get_text()).endswith(shown.words["frequencies"][claim["frequency"]]["label"])
            stage = element.select_one(".kb-stage")
            assert (stage.get_text() if stage else None) == (
                shown.words["stages"][claim["stage"]]["label"] if "stage" in claim else None
            )
            disputed = element.select_one(".kb-disputed")
            assert (str(disputed["href"]).partition("#")[2] if disputed else None) == claim.get("conflict"), claim_id
            derived = element.select_one(".kb-derived")
            if "derived" in claim and "time" not in claim:
                assert derived is not None
                assert derived.get_text() == f"(Computed: {claim['derived'].replace('-', '−')})"
            bare = copy.copy(element)
            for part in bare.select(SUPPORT):
                part.decompose()
            assert shown.sentence(claim["text"]) in words(bare.get_text()), claim_id
            if bare.name == "li" and not bare.find("strong"):
                assert shown.sentence(claim["text"]) == words(bare.get_text()), claim_id
            looked_at += 1
    assert looked_at > 1000


def test_what_else_a_condition_shows_is_in_kb_json(site: Path, document: dict[str, Any]) -> None:
    shown = Renderer(document)
    designs = {word["label"] for word in shown.words["designs"].values()}
    for condition in document["conditions"]:
        page = page_of(site, condition["address"])
        assert {str(one["data-claim"]) for one in page.select("[data-claim]")} <= set(shown.claims)
        heading = page.select_one("h1")
        assert heading is not None
        assert words(heading.get_text().removesuffix("¶")) == condition["name"] + (
            f" ({condition['abbreviation']})" if "abbreviation" in condition else ""
        )
        names = page.select_one(".kb-aka")
        assert (words(names.get_text()).removeprefix("Also called ").split(" · ") if names else []) == condition.get(
            "synonyms", []
        )
        codes = [[words(cell.get_text()) for cell in row.select("th, td")] for row in page.select(".kb-codes tbody tr")]
        assert codes == [
            [xref["vocabulary"], xref["id"], words(f"{xref['label']}{xref.get('note') or ''}"), xref["match"]]
            for xref in condition.get("xrefs", [])
        ]
        listed = [str(link["href"]).rstrip("/").rpartition("/")[2] for link in page.select(".kb-reflist__label")]
        assert set(listed) <= set(shown.references)
        for row in page.select(".kb-table--treatments tbody tr"):
            for study in row.select("td:last-child p"):
                label, _, said = words(study.get_text()).removeprefix("[").partition("] ")
                (reference,) = [one for one in document["references"] if one["label"] == label]
                claim = shown.claims[str(row["id"])]
                cited_here = [
                    shown.findings[one]
                    for one in (*claim["cites"], *claim["against"])
                    if shown.findings[one]["reference"] == reference["key"]
                ]
                if all(one["basis"] == "secondary" for one in cited_here):
                    places = [re.sub(r"https://([^/]+)/.*", r"\1", one["source"]) for one in cited_here]
                    assert said == f"second-hand, read in: {'; '.join(map(words, places))}"
                    continue
                facts = reference.get("study") or {}
                known = {
                    *designs,
                    "animals, not patients",
                    "design not stated in what was read",
                    *(words(facts[name]) for name in ("detail", "n") if facts.get(name)),
                    f"comparison group: {facts.get('comparator')}",
                    f"follow-up: {facts.get('follow_up')}",
                }
                left = said
                for fact in sorted(known, key=len, reverse=True):
                    left = left.replace(fact, "")
                assert left.strip("; ") == "", said


def test_every_address_in_kb_json_leads_to_its_place(site: Path, document: dict[str, Any]) -> None:
    anchors: dict[str, set[str]] = {}
    things = [one for kind in (*KINDS, "references", "findings", "claims") for one in document[kind]]
    for thing in things:
        path, _, anchor = thing["address"].partition("#")
        if path not in anchors:
            html = (site / path / "index.html").read_text("utf-8")
            anchors[path] = set(re.findall(r'\bid="([^"]+)"', html))
        assert not anchor or anchor in anchors[path], thing["address"]
    assert len(things) > 3000


def test_every_page_with_claims_has_its_own_file(site: Path, document: dict[str, Any]) -> None:
    for kind in KINDS:
        for page in document[kind]:
            own = json.loads((site / f"data/claims/{page['id']}.json").read_text("utf-8"))
            assert [claim["id"] for claim in own["claims"]] == page["claims"]


# Files and their list


def test_checksums_are_those_of_all_files(site: Path) -> None:
    lines = (site / "data" / CHECKSUMS).read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {path.relative_to(site / "data").as_posix(): path for path in (site / "data").rglob("*") if path.is_file()}
    assert set(listed) == {name for name in found if name != CHECKSUMS and not name.endswith(".html")}
    assert list(listed) == sorted(listed)
    for name, digest in listed.items():
        assert hashlib.sha256(found[name].read_bytes()).hexdigest() == digest, name


def test_sha256sum_takes_the_list(site: Path) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("this machine has no sha256sum; the test above checks the same")
    done = subprocess.run(
        [program, "--check", "--quiet", CHECKSUMS], cwd=site / "data", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_downloads_page_lists_every_file_that_is_not_one_of_many(site: Path) -> None:
    page = page_of(site, "downloads/")
    listed = {}
    for row in page.select(".kb-table--files tbody tr"):
        link, digest = row.select_one("th a"), row.select_one(".kb-hash")
        if link and digest:
            path = (site / "downloads" / str(link["href"])).resolve()
            assert hashlib.sha256(path.read_bytes()).hexdigest() == digest.get_text() == digest["title"]
            listed[path.relative_to(site / "data").as_posix()] = path.stat().st_size
    of_pages = ("references/", "conditions/", "signs/", "treatments/", "regions/", "claims/")
    found = {path.relative_to(site / "data").as_posix() for path in (site / "data").rglob("*") if path.is_file()}
    alone = {name for name in found if not name.startswith(of_pages) and not name.endswith(".html")}
    assert set(listed) == alone - {CHECKSUMS}
    counts = [row.select("td")[-1].get_text() for row in page.select("#one-file-a-page ~ div tbody tr")]
    assert sum(int(count.removesuffix(" files")) for count in counts) == sum(
        name.startswith(of_pages) for name in found
    )
    text = words(page.select_one("article").get_text(" "))  # type: ignore[union-attr]
    for said in ("CC BY 4.0", "MIT", "No abstract and no figure of any publisher is inside", "Schema 1.0"):
        assert said in text, said


# What the heads of pages say


def test_every_page_leads_to_the_feed(site: Path) -> None:
    for address in ("", "conditions/osteomyelitis/", "downloads/"):
        link = page_of(site, address).select_one('link[type="application/atom+xml"]')
        assert link is not None
        assert (site / address / str(link["href"])).resolve() == site / "feed.xml"
    assert "<feed" in (site / "feed.xml").read_text("utf-8")


def refuse(url: str, options: Any) -> Any:
    raise AssertionError(f"asks for {url}")


def test_every_entity_says_what_it_is_in_its_head_and_leads_to_the_rest(site: Path, document: dict[str, Any]) -> None:
    for kind in KINDS[:4]:
        for entity in document[kind]:
            page = page_of(site, entity["address"])
            link = page.select_one('link[type="application/ld+json"]')
            assert link is not None
            file = (site / entity["address"] / str(link["href"])).resolve()
            assert file == site / "data" / kind / f"{entity['id']}.jsonld"
            (script,) = page.select('script[type="application/ld+json"]')
            assert len(script.get_text()) < 3000, entity["id"]
            (node,) = jsonld.expand(json.loads(script.get_text()), {"documentLoader": refuse})
            (about,) = node["https://schema.org/about"]
            assert about["@id"] == f"urn:bmes-kb:id:{entity['id']}"
            assert about["https://schema.org/name"] == [{"@value": entity["name"]}]
            nodes = json.loads(file.read_text("utf-8"))["@graph"]
            assert nodes[0]["@id"] == about["@id"]


def test_the_dataset_is_described_with_its_files(site: Path) -> None:
    (script,) = page_of(site, "downloads/").select('script[type="application/ld+json"]')
    said = json.loads(script.get_text())
    assert said["@type"] == "Dataset"
    for file in said["distribution"]:
        content = (site / "downloads" / file["contentUrl"]).resolve().read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
    assert "bmes-kb.sqlite" in {file["name"] for file in said["distribution"]}
    whole = json.loads((site / "data" / "bmes-kb.jsonld").read_text("utf-8"))
    for folder, document in (("downloads", said), ("data", {**whole, "@graph": whole["@graph"][0]})):
        options = {"documentLoader": refuse, "base": f"https://example.org/{folder}/"}
        (dataset,) = jsonld.expand(document, options)
        files = dataset["https://schema.org/distribution"]
        leads = {node["@id"] for one in files for node in one["https://schema.org/contentUrl"]}
        assert {f"https://example.org/data/{name}" for name in ("kb.json", "bmes-kb.sqlite")} <= leads


# Examples


def examples(site: Path, language: str) -> list[str]:
    return [one.get_text() for one in page_of(site, "data/").select(f'pre[data-example="{language}"]')]


def test_the_python_examples_run(site: Path, document: dict[str, Any]) -> None:
    claims, network = examples(site, "python")
    said = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for code in (claims, network)
    ]
    (example,) = [one for one in document["conditions"] if one["id"] == "transient-osteoporosis-of-the-hip"]
    of_page = {claim["id"]: claim for claim in document["claims"] if claim["entity"] == example["id"]}
    assert said[0] == [
        " ".join((claim, of_page[claim]["level"], *of_page[claim]["cites"])) for claim in example["claims"]
    ]
    drawn = json.loads((site / "data/graph.json").read_text("utf-8"))
    assert said[1] == [f"{len(drawn['nodes'])} {len(drawn['edges'])}"]


def test_the_sql_example_runs(site: Path, document: dict[str, Any]) -> None:
    (query,) = examples(site, "sql")
    with closing(sqlite3.connect(f"file:{site}/data/bmes-kb.sqlite?mode=ro", uri=True)) as connection:
        rows = connection.execute(query).fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    opposed = sorted(claim["id"] for claim in document["claims"] for _ in claim["against"])
    assert [row[0] for row in rows] == opposed
    titles = {reference["fields"]["title"] for reference in document["references"]}
    assert {row[2] for row in rows} <= titles


# The way from an id to its place


@pytest.mark.browser
def test_the_script_finds_every_id_where_kb_json_says_it_is(page: Page, address: str, document: dict[str, Any]) -> None:
    things = {one["id"]: one["address"] for kind in (*KINDS, "findings", "claims") for one in document[kind]}
    things |= {one["key"]: one["address"] for one in document["references"]}
    page.goto(f"{address}claim/")
    found = page.evaluate(
        """async (ids) => {
          const data = await bmes.load("permanent");
          return Object.fromEntries(ids.map((id) => [id, bmes.claim.find(id, data).place]));
        }""",
        list(things),
    )
    assert found == things


@pytest.mark.browser
def test_the_script_follows_names_that_have_changed(page: Page, address: str) -> None:
    page.goto(f"{address}claim/")
    data = {
        "pages": {"glass-bone": "conditions/glass-bone/", "how-long": "evidence/conflicts/#how-long"},
        "references": ["smith2001"],
        "positions": ["glass-bone.course.time.position"],
        "changes": "evidence/since-2009/",
        "folder": "references/",
        "formerly": {"brittle-bone": "glass-bone", "glass-study": "smith2001"},
        "moved": {"brittle-bone.course.length": "glass-bone.course.time", "round": "about", "about": "round"},
        "withdrawn": {"glass-bone.course.end": "No source says it."},
    }
    cases = {
        "brittle-bone": {"place": "conditions/glass-bone/"},
        "brittle-bone.course.time": {"place": "conditions/glass-bone/#glass-bone.course.time"},
        "brittle-bone.course.length": {"place": "conditions/glass-bone/#glass-bone.course.time"},
        "brittle-bone.course.time.position": {"place": "evidence/since-2009/#glass-bone.course.time.position"},
        "how-long.positions.long": {"place": "evidence/conflicts/#how-long.positions.long"},
        "glass-study#ringing": {"place": "references/smith2001/#ringing"},
        "glass-study": {"place": "references/smith2001/"},
        "glass-bone.course.end": {"withdrawn": "No source says it."},
        "round": {},
        "nobody.definition": {},
        "constructor": {},
        "": {},
    }
    for identifier, expected in cases.items():
        assert page.evaluate("([id, data]) => bmes.claim.find(id, data)", [identifier, data]) == expected, identifier


CLAIM = "osteomyelitis.definition"


@pytest.mark.browser
@pytest.mark.parametrize("asked", [f"?id={CLAIM}", f"#{CLAIM}"])
def test_an_id_in_the_address_leads_to_the_statement(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}claim/{asked}")
    page.wait_for_url(f"{address}conditions/osteomyelitis/#{CLAIM}")
    expect(page.locator(f'[id="{CLAIM}"]')).to_be_in_viewport()


@pytest.mark.browser
def test_it_leads_there_from_a_folder_on_disk(page: Page, site: Path) -> None:
    page.goto(f"file://{site}/claim/index.html?id=hofmann1993%23mri-normal")
    page.wait_for_url(f"file://{site}/references/hofmann1993/index.html#mri-normal")


@pytest.mark.browser
def test_an_id_can_be_typed_and_an_unknown_one_is_said_to_be_unknown(page: Page, address: str) -> None:
    page.goto(f"{address}claim/?id=nobody.definition")
    expect(page.get_by_role("status").filter(has_text="Nothing here has the id nobody.definition")).to_be_visible()
    field = page.get_by_label("Id of a statement, finding, publication or page")
    expect(field).to_have_value("nobody.definition")
    field.fill("osteomyelitis")
    field.press("Enter")
    page.wait_for_url(f"{address}conditions/osteomyelitis/")
