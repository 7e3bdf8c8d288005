"""The one layout of YAML files: what it looks like, and that it changes nothing but the looks."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import Field

from build_tools.editing import yaml_layout
from build_tools.editing.yaml_layout import laid_out
from build_tools.editing.yaml_tree import read_tree
from build_tools.knowledge import FILE_KINDS, SINGLE_FILES
from build_tools.model.record import File, Record
from build_tools.sources.records import read_record
from build_tools.sources.yaml_text import read_yaml

PROJECT = Path(__file__).parents[2]


class Pair(Record):
    """A record that stands on one line."""

    on_one_line: ClassVar[bool] = True

    n: str
    of: str


class Base(Record):
    """Fields that others inherit."""

    text: str = ""
    cites: tuple[str, ...] = ()


class Link(Base):
    """A record whose own fields come first."""

    written_first: ClassVar[tuple[str, ...]] = ("sign",)

    sign: str = ""
    pair: Pair | None = None


class Sheet(File):
    """A file."""

    folder: ClassVar[str] = "sheets"
    kind: ClassVar[str] = "sheet"

    id: str = ""
    names: tuple[str, ...] = ()
    one: Link | None = None
    many: tuple[Link, ...] = ()
    named: dict[str, Link] = Field(default_factory=dict)


def layout(text: str) -> str:
    """The layout of a text that must have one."""
    result, faults = laid_out("kb/sheets/x.yaml", text.encode(), Sheet)
    assert faults == ()
    return result


WORDS = "word " * 22 + "at"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("names: [a]\nid: x\n", "id: x\nnames: [a]\n"),
        ("id: x\nzzz: 1\nnames: []\n", "id: x\nzzz: 1\nnames: []\n"),
        ("one: {cites: [b#c], sign: s, text: t}\n", "one:\n  sign: s\n  text: t\n  cites: [b#c]\n"),
        ("many:\n- pair: {of: 2, n: 1}\n  sign: s\n", "many:\n  - sign: s\n    pair: {n: 1, of: 2}\n"),
        ("named:\n    b: {text: t}\n    a: {text: u}\n", "named:\n  b:\n    text: t\n  a:\n    text: u\n"),
        ("names:\n  - a\n  - b\n", "names: [a, b]\n"),
        ("names: [A sentence., b]\n", "names:\n  - A sentence.\n  - b\n"),
        ("id: 'a'\n", "id: a\n"),
        ("id: 'a: b'\n", 'id: "a: b"\n'),
        ("id: \"a: 'b'\"\n", "id: \"a: 'b'\"\n"),
        ("id: 'say \"a: b\"'\n", "id: 'say \"a: b\"'\n"),
        ('id: "tab\\tand é\\u2028"\n', 'id: "tab\\tand é\\u2028"\n'),
        ("names: ['a, b', c]\n", 'names: ["a, b", c]\n'),
        ("id: '12'\nnames: [12, '1e3', 'no', no, '', 1988-05-01]\n", None),
        (f"id: {WORDS}\n", f"id: {WORDS}\n"),
        (f"id: {WORDS} and\n", f"id: {WORDS} and\n"),
        (f"id: {WORDS} and more\n", f"id: >-\n  {WORDS} and\n  more\n"),
        (f"id: >-\n  {WORDS}\n  or\n", f"id: {WORDS} or\n"),
        (f"id: |-\n  {WORDS} and\n  more\n", f"id: >-\n  {WORDS} and\n\n  more\n"),
        (f"id: {'x' * 130}\n", f"id: {'x' * 130}\n"),
        ("\ufeffid: x\r\nnames: [a]\r\n", "id: x\nnames: [a]\n"),
        ("id: x\n\n\n\nnames: [a]\n\n", "id: x\n\nnames: [a]\n"),
        ("{}\n", "{}\n"),
    ],
)
def test_what_it_looks_like(text: str, expected: str | None) -> None:
    if expected is None:
        expected = 'id: "12"\nnames: [12, "1e3", "no", no, "", 1988-05-01]\n'
    assert layout(text) == expected
    assert layout(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head.\n\nnames: [a]\nid: x\n", "# Head.\n\nid: x\nnames: [a]\n"),
        ("# Of names.\nnames: [a]\nid: x\n", "id: x\n# Of names.\nnames: [a]\n"),
        ("names: [a]  # beside\nid: x   # too\n", "id: x  # too\nnames: [a]  # beside\n"),
        ("names: [a, # first\n  b]\n", "names:\n  - a  # first\n  - b\n"),
        ("names:\n  # of a\n  - a\n  # end\nid: x\n", "id: x\nnames:\n  # of a\n  - a\n  # end\n"),
        ("many:\n  # of it\n  - text: t\n    # of s\n    sign: s\n", None),
        (f"id: {WORDS} and  # long\n", f"# long\nid: {WORDS} and\n"),
        (f"id: >-  # folded\n  {WORDS} and more\n", f"id: >-  # folded\n  {WORDS} and\n  more\n"),
        ("id: x#no comment\n# last\n", "id: x#no comment\n# last\n"),
        ("id: x\n\n# last\n# of all\n", "id: x\n\n# last\n# of all\n"),
        ("id:\n  # above the value\n  x\n", "# above the value\nid: x\n"),
        ("one:  # a link\n  text: t\n\nid: x\n", "id: x\none:  # a link\n  text: t\n"),
        ("- # odd\n  - a\n", "- [a]  # odd\n"),
        ("-\n  # odd\n  - a\n", "# odd\n- [a]\n"),
    ],
)
def test_comments_stay_with_what_they_stand_at(text: str, expected: str | None) -> None:
    if expected is None:
        expected = "many:\n  # of it\n  # of s\n  - sign: s\n    text: t\n"
    assert layout(text) == expected
    assert layout(expected) == expected


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("names: &a [x]\n", "layout-impossible", "a file with an anchor (&) cannot be laid out"),
        ("names: !!seq [x]\n", "layout-impossible", "a file with a tag (!) cannot be laid out"),
        ("id: x\nid: y\n", "key-duplicate", "key 'id' appears twice"),
        ("id: [x\n", "yaml-syntax", "not closed"),
    ],
)
def test_what_cannot_be_laid_out_is_told(text: str, code: str, told: str) -> None:
    result, (fault,) = laid_out("kb/sheets/x.yaml", text.encode(), Sheet)

    assert (result, fault.code) == ("", code)
    assert told in fault.message


@pytest.mark.parametrize("lost", ["id: x\n", "id: y  # why\n", "id: x  # why\nnames: [a]\n"])
def test_a_layout_that_would_lose_something_is_never_given(lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_layout, "written", lambda document, model: lost)
    result, (fault,) = laid_out("kb/sheets/x.yaml", b"id: x  # why\n", Sheet)

    assert (result, fault.code) == ("", "layout-impossible")
    assert fault.message == "laying this file out would change what it says"


TRICKY = """
a|two words|it's: this|'quoted'|"double"|- dash|# hash|a # b|[x]|{y}|a, b|é ■|yes|12|1e3|null|~|2009-01-01|0x1f|12:30
a:|:b|*star|&and|!bang|%p|@at|?|-|=|>| lead|trail |two  spaces|\ttab|tab\there
"""
"""Texts that YAML may take for something else, apart by bars."""

LONG = (
    "x" * 125,
    "long " * 40 + "end",
    "It is: " + "so " * 60 + "on",
    "first " * 30 + "line\n" + "second " * 30 + "line",
)
SCALARS = (*TRICKY.replace("\n", "|").split("|"), "line\nbreak", "a\n\nb", "\n", "", *LONG)

texts = st.one_of(st.sampled_from(SCALARS), st.text(max_size=30), st.text("ab \u0085\u2028\u2029\n", max_size=9))
names = st.sampled_from(
    ["id", "names", "one", "many", "named", "text", "cites", "sign", "pair", "n", "of", "other", "on"]
)
trees = st.recursive(
    texts,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=5)),
    max_leaves=14,
)


class Scribe:
    """Writes data as YAML the way hands do: in any style, with comments and empty lines wherever they may stand."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.comments_written = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def file(self, data: dict) -> str:
        head = [*self.lines_between(0), ""] if self.chance(0.3) else self.lines_between(0)
        return "\n".join([*head, *self.block(data, 0), *self.lines_between(0)]) + "\n"

    def comment(self) -> str:
        self.comments_written += 1
        return f"# {self.comments_written}: it's a 'comment', \"no\" data: [x]"

    def lines_between(self, indent: int) -> list[str]:
        found = []
        while self.chance(0.3):
            found.append(" " * indent + self.comment() if self.chance(0.8) else "")
        return found

    def beside(self) -> str:
        return f"  {self.comment()}" if self.chance(0.25) else ""

    def block(self, data: dict | list, indent: int) -> list[str]:
        lines: list[str] = []
        margin, step = " " * indent, self.random.choice((2, 2, 2, 4))
        signed = {f"{self.key(name)}:": value for name, value in data.items()} if isinstance(data, dict) else None
        for sign, value in signed.items() if signed is not None else (("-", value) for value in data):
            lines += self.lines_between(indent)
            if isinstance(value, str):
                lines += self.scalar(f"{margin}{sign}", value, indent + step)
            elif not value or self.chance(0.3):
                flow = yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True, sort_keys=False)
                lines.append(f"{margin}{sign} {flow.strip()}{self.beside()}")
            else:
                lines += [f"{margin}{sign}{self.beside()}", *self.block(value, indent + step)]
                lines += self.lines_between(indent + step) if self.chance(0.5) else []
        return lines

    def key(self, name: str) -> str:
        return f"'{name}'" if self.chance(0.1) else name

    def scalar(self, lead: str, text: str, indent: int) -> list[str]:
        style = self.random.choice((None, "'", '"', ">", "|"))
        width = self.random.choice((20, 60, 10_000))
        written = yaml.safe_dump(text, default_style=style, width=width, allow_unicode=True)
        first, *rest = written.removesuffix("...\n").removesuffix("\n").split("\n")
        is_block = first[:1] in (">", "|")
        beside = self.beside() if is_block or not rest else ""
        body = [line.removeprefix("  ") if is_block else line.strip(" ") for line in rest]
        return [f"{lead} {first}{beside}", *(" " * indent + line if line else "" for line in body)]


@settings(max_examples=300)
@given(st.dictionaries(names, trees, min_size=1, max_size=6), st.integers(0, 10_000))
def test_the_layout_is_final_and_keeps_meaning_and_comments(data: dict, seed: int) -> None:
    scribe = Scribe(seed)
    before = read_yaml("x.yaml", scribe.file(data).encode())
    assume(not before.diagnostics)
    comments = list(read_tree(before.text).comments())
    assert len(comments) == scribe.comments_written

    laid = layout(before.text)
    assert read_yaml("x.yaml", laid.encode()).data == before.data
    assert Counter(read_tree(laid).comments()) == Counter(comments)
    assert layout(laid) == laid
    assert not [line for line in laid.split("\n") if line.rstrip(" ") != line]


KINDS = {
    path: kind
    for kind in (*FILE_KINDS, *SINGLE_FILES)
    for path in (PROJECT / "kb" / kind.folder).glob("*.yaml" if kind.folder else f"{kind.kind}.yaml")
}


@pytest.mark.kb
@settings(max_examples=40)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_a_real_file_that_was_rewritten_by_hand_reads_the_same_when_laid_out(path: Path, seed: int) -> None:
    original = read_yaml(path.name, path.read_bytes())
    scribe = Scribe(seed)
    rewritten = scribe.file(shuffled(original.data, seed))
    laid, faults = laid_out(path.name, rewritten.encode(), KINDS[path])

    assert faults == ()
    assert what_is_read(laid, KINDS[path]) == what_is_read(original.text, KINDS[path])
    assert len(list(read_tree(laid).comments())) == scribe.comments_written
    assert laid_out(path.name, laid.encode(), KINDS[path]) == (laid, ())
    fields = [line.partition(":")[0] for line in laid.split("\n") if line[:1].isalpha()]
    assert fields == sorted(fields, key=KINDS[path].field_order().index)


def what_is_read(text: str, kind: type[File]) -> str:
    """The record of a file, with everything in its order."""
    reading = read_record(read_yaml("x.yaml", text.encode()), kind)
    assert reading.record is not None
    assert not reading.is_damaged
    return reading.record.model_dump_json()


def shuffled(data: dict, seed: int) -> dict:
    """The fields of a file in any order."""
    return dict(random.Random(seed).sample(list(data.items()), len(data)))
