"""What TeX and bibutils find in the exported references: every entry and field, and nothing to complain about.

``make test-all`` installs the programs and runs these tests. A program that is missing fails them: a test that is
passed over would show nothing.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import rispy
from lxml import etree

from build_tools.exports.bibtex import FIELD_ORDER
from build_tools.exports.citation_text import STYLES
from build_tools.exports.formats import CITATION_FORMATS
from build_tools.model.bibliography import Entry, Person
from build_tools.sources.bibtex import parse
from tests.exports.programs import run
from tests.exports.test_ris import as_expected

pytestmark = [pytest.mark.kb, pytest.mark.programs, pytest.mark.xdist_group("programs")]


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


READ_RIS = """
const { read } = require("@customcommander/ris");
process.stdout.write(JSON.stringify(read(require("fs").readFileSync(process.argv[1], "utf8"))));
"""
FROM_NPM = Path(__file__).parents[2] / "build" / "npm" / "node_modules"
NAMES = ("authors", "secondary_authors")
SEVERAL = {*NAMES, "notes"}


def joined(name: Mapping[str, str] | str) -> str:
    """A name as one text without spaces: this reader takes names apart, and initials lose the space between them."""
    if isinstance(name, str):
        return "".join(name.split())
    given = name["first_name"] + name["initials"]
    return "".join(",".join(filter(None, (name["last_name"], given, name["suffix"]))).split())


def test_a_reader_in_javascript_reads_every_tag_of_ris(
    files: Path, entries: dict[str, Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It passes over no tag: not over AN either, which bibutils and pandoc do not know."""
    monkeypatch.setenv("NODE_PATH", str(FROM_NPM))
    for record, entry in zip(
        json.loads(run("node", "-e", READ_RIS, "references-all.ris", folder=files)), entries.values(), strict=True
    ):
        found = {rispy.TAG_KEY_MAPPING[tag]: values for tag, values in record.items()}
        wanted = {name: value if name in SEVERAL else [value] for name, value in as_expected(entry).items()}
        for name in NAMES:
            for read in (found, wanted):
                if name in read:
                    read[name] = [joined(person) for person in read[name]]
        assert found == wanted


def test_all_formats_are_given_to_a_program() -> None:
    """Texts are for people; every format for programs has its tests here."""
    assert {name for name in CITATION_FORMATS if name not in STYLES} == {"bibtex", "biblatex", "ris", "csl-json"}
