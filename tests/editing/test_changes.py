"""What a change does: laws of comparing, and exact reports on small changes."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.editing.changes import Changed, Changes, Field, Group, Thing, changes
from build_tools.editing.changes_text import as_json, as_markdown, as_text, difference
from build_tools.editing.touched import address_of
from build_tools.knowledge import KnowledgeBase, load, load_tree
from build_tools.pages import addresses
from build_tools.sources.tree import SourceTree, read_tree
from tests.conftest import PROJECT

SOUND = Path(__file__).parents[1] / "sound"
GLASS, CHALK = "kb/conditions/glass-bone.yaml", "kb/conditions/chalk-bone.yaml"
SMITH, JONES = "kb/references/smith2001.yaml", "kb/references/jones2002.yaml"

Data = dict[str, Any]


@cache
def sources() -> dict[str, Data]:
    """The sound knowledge base as plain data by path."""
    files = read_tree(SOUND).files
    return {path: yaml.safe_load(content) for path, content in files.items() if path.endswith(".yaml")}


def base_of(data: dict[str, Data]) -> KnowledgeBase:
    """The knowledge base of plain data; JSON is YAML, and keeps the order of names."""
    files = {path: f"{json.dumps(part)}\n".encode() for path, part in data.items()}
    kb = load_tree(SourceTree(SOUND, files | {"references.bib": (SOUND / "references.bib").read_bytes()}))
    assert kb.diagnostics == ()
    return kb


@cache
def sound() -> KnowledgeBase:
    return base_of(sources())


def changed(path: str, **fields: Any) -> KnowledgeBase:
    """The sound knowledge base with some fields of one file set anew; None removes a field."""
    data = copy.deepcopy(sources())
    for name, value in fields.items():
        if value is None:
            del data[path][name]
        else:
            data[path][name] = value
    return base_of(data)


FINDINGS = [
    f"{data['key']}#{name}"
    for path, data in sources().items()
    if "/references/" in path
    for name in data.get("findings", ())
]
CITES = st.lists(st.sampled_from(FINDINGS), min_size=1, max_size=3, unique=True)
FREQUENCIES = st.sampled_from(["typical", "possible", "reported", "absent", "argues-against"])
LINKS = st.fixed_dictionaries(
    {
        "sign": st.sampled_from(["milky-band", "hollow-echo"]),
        "frequency": FREQUENCIES,
        "text": st.sampled_from(["One text.", "Another text."]),
        "cites": CITES,
    },
    optional={"stage": st.sampled_from(["early", "late"]), "against": CITES},
)


@st.composite
def bases(draw: st.DrawFn) -> KnowledgeBase:
    """Knowledge bases that differ from the sound one in any of the things that are compared."""
    data = copy.deepcopy(sources())
    if draw(st.booleans()):
        data[GLASS]["findings"] = draw(
            st.lists(LINKS, max_size=3, unique_by=lambda one: (one["sign"], one.get("stage")))
        )
    if draw(st.booleans()):
        data[GLASS]["course"]["duration"]["cites"] = draw(CITES)
    if draw(st.booleans()):
        data[GLASS]["synonyms"] = draw(
            st.lists(st.sampled_from(["Crystal bone", "Pane bone"]), max_size=2, unique=True)
        )
    if draw(st.booleans()):
        del data[GLASS]["mimics"]
    if draw(st.booleans()):
        data[SMITH]["findings"]["echo"]["basis"] = draw(st.sampled_from(["title", "abstract", "full-text"]))
    if draw(st.booleans()):
        del data[JONES]["findings"]["no-band"]
    if draw(st.booleans()):
        data[JONES]["read"] = draw(st.sampled_from(["title", "abstract"]))
    if draw(st.booleans()):
        del data[draw(st.sampled_from([CHALK, "kb/signs/milky-band.yaml", "kb/conflicts/echo-or-not.yaml"]))]
    if draw(st.booleans()):
        words = data["kb/vocabulary.yaml"]["modalities"]
        data["kb/vocabulary.yaml"]["modalities"] = dict(reversed(words.items()))
    return base_of(data)


def everything(kb: KnowledgeBase) -> tuple[object, ...]:
    """All that a knowledge base says, in its order; equal for two that say the same."""
    files = [(file.kind, json.dumps(file.model_dump(mode="json", exclude_defaults=True))) for file in kb.files]
    return tuple(files)


@given(bases())
def test_nothing_differs_between_equals(kb: KnowledgeBase) -> None:
    assert changes(kb, kb) == Changes()
    assert not changes(kb, kb)


@settings(max_examples=40)
@given(bases(), bases())
def test_read_backwards_it_is_the_comparison_the_other_way_round(one: KnowledgeBase, other: KnowledgeBase) -> None:
    assert changes(other, one) == changes(one, other).mirrored
    assert changes(one, other).mirrored.mirrored == changes(one, other)


@settings(max_examples=40)
@given(bases(), bases())
def test_something_differs_where_anything_does(one: KnowledgeBase, other: KnowledgeBase) -> None:
    assert bool(changes(one, other)) is (everything(one) != everything(other))


@settings(max_examples=40)
@given(bases(), bases())
def test_what_came_and_went_makes_the_one_of_the_other(one: KnowledgeBase, other: KnowledgeBase) -> None:
    found = changes(one, other)
    for group, old, new in (
        (found.claims, one.claims, other.claims),
        (found.findings, one.findings, other.findings),
        (found.references, one.references, other.references),
    ):
        added, removed = {each.name for each in group.added}, {each.name for each in group.removed}
        assert (old.keys() - removed) | added == new.keys()
        assert {each.name for each in group.changed} <= old.keys() & new.keys()


@settings(max_examples=40)
@given(bases(), bases())
def test_every_form_tells_it_and_json_tells_it_all(one: KnowledgeBase, other: KnowledgeBase) -> None:
    found = changes(one, other)
    told = json.loads(as_json(found, "abc"))
    assert [each["name"] for each in told["claims"]["added"]] == [each.name for each in found.claims.added]
    for text in (as_text(found, other.vocabulary, "abc", "x"), as_markdown(found, other.vocabulary, "abc", "x")):
        assert ("Nothing of the knowledge differs." in text) is not bool(found)
        assert text.endswith("\n")


WIDER = [
    {"sign": "milky-band", "frequency": "possible", "text": "Some.", "cites": ["smith2001#echo"]},
    {
        "sign": "hollow-echo",
        "frequency": "reported",
        "stage": "late",
        "text": "Late.",
        "cites": ["brown2000#chalk-and-echo"],
    },
]


def test_a_small_change_exactly() -> None:
    found = changes(sound(), changed(GLASS, findings=WIDER))

    assert found == Changes(
        claims=Group(
            added=(Thing("glass-bone.findings.hollow-echo.late", "Late.", "title"),),
            changed=(
                Changed(
                    "glass-bone.findings.milky-band",
                    (
                        Field("cites", ["smith2001#ringing"], ["smith2001#echo"]),
                        Field("count", {"n": 9, "of": 12}, None),
                        Field("frequency", "typical", "possible"),
                        Field("text", "A milky band was seen in 9 of 12 patients.", "Some."),
                    ),
                ),
            ),
            removed=(Thing("glass-bone.findings.hollow-echo.early", "No hollow echo was heard at first.", "abstract"),),
        ),
        citations=Group(
            added=(
                Thing("glass-bone.findings.hollow-echo.late cites brown2000#chalk-and-echo"),
                Thing("glass-bone.findings.milky-band cites smith2001#echo"),
            ),
            removed=(
                Thing("glass-bone.findings.hollow-echo.early cites against it smith2001#echo"),
                Thing("glass-bone.findings.hollow-echo.early cites jones2002#no-echo"),
                Thing("glass-bone.findings.milky-band cites smith2001#ringing"),
            ),
        ),
        relations=Group(
            changed=(
                Changed("glass-bone —findings→ hollow-echo", (Field("frequency", ["absent"], ["reported"]),)),
                Changed("glass-bone —findings→ milky-band", (Field("frequency", ["typical"], ["possible"]),)),
            )
        ),
        cells=(
            Changed("glass-bone × hollow-echo", (Field("frequency", ["absent"], ["reported"]),)),
            Changed("glass-bone × milky-band", (Field("frequency", ["typical"], ["possible"]),)),
        ),
        touched=(
            "compare/cb-vs-gb",
            "conditions/glass-bone",
            "matrix",
            "references/brown2000",
            "references/jones2002",
            "references/smith2001",
            "signs/hollow-echo",
            "signs/milky-band",
        ),
    )


def test_as_text_it_is_a_list_with_marks() -> None:
    new = changed(GLASS, findings=WIDER)
    assert as_text(changes(sound(), new), new.vocabulary, "1234567", "the last commit") == (
        """\
Compared with 1234567, the last commit.

Claims: 1 added, 1 changed, 1 removed
+ glass-bone.findings.hollow-echo.late [title]
    Late.
~ glass-bone.findings.milky-band
    cites: +smith2001#echo -smith2001#ringing
    count: {"n": 9, "of": 12} → not given
    frequency: typical → possible
    text: A milky band was seen in 9 of 12 patients. → Some.
- glass-bone.findings.hollow-echo.early [abstract]
    No hollow echo was heard at first.

Citations: 2 added, 3 removed
+ glass-bone.findings.hollow-echo.late cites brown2000#chalk-and-echo
+ glass-bone.findings.milky-band cites smith2001#echo
- glass-bone.findings.hollow-echo.early cites against it smith2001#echo
- glass-bone.findings.hollow-echo.early cites jones2002#no-echo
- glass-bone.findings.milky-band cites smith2001#ringing

Relations: 2 changed
~ glass-bone —findings→ hollow-echo
    frequency: +reported -absent
~ glass-bone —findings→ milky-band
    frequency: +possible -typical

Cells of the matrix: 2
  glass-bone × hollow-echo: absent → reported
  glass-bone × milky-band: typical → possible

Pages to look at: 8
  compare/cb-vs-gb
  conditions/glass-bone
  matrix
  references/brown2000
  references/jones2002
  references/smith2001
  signs/hollow-echo
  signs/milky-band
"""
    )


def test_a_level_that_falls_and_a_reference_that_nothing_cites_stand_in_the_open() -> None:
    data = copy.deepcopy(sources())
    data[JONES]["findings"]["no-band"]["basis"] = "title"
    data[CHALK]["findings"] = data[CHALK]["findings"][:1]
    new = base_of(data)
    found = changes(sound(), new)

    assert found.levels == (Changed("chalk-bone.findings.milky-band", (Field("level", "abstract", "title"),)),)
    assert (found.uncited, found.cited_again) == (("brown2000",), ())
    assert as_markdown(found, new.vocabulary, "1234567", "where this branch left main") == (
        """\
### What changes in the knowledge base

Compared with <code>1234567</code>, where this branch left main.

| | added | changed | removed |
|---|---|---|---|
| Claims | 0 | 0 | 1 |
| Findings | 0 | 1 | 0 |
| Citations | 0 | 0 | 1 |
| Relations | 0 | 0 | 1 |

**Weaker evidence than before**

- chalk-bone.findings.milky-band: abstract → title (weaker)

**References that nothing cites now**

- <code>brown2000</code>

<details><summary>Claims (1)</summary>

- removed: <code>chalk-bone.findings.hollow-echo</code> (title)<br>A hollow echo was linked with it.

</details>

<details><summary>Findings (1)</summary>

- changed: <code>jones2002&#35;no-band</code><br>basis: abstract → title

</details>

<details><summary>Citations (1)</summary>

- removed: <code>chalk-bone.findings.hollow-echo cites brown2000&#35;chalk-and-echo</code>

</details>

<details><summary>Relations (1)</summary>

- removed: <code>chalk-bone —findings→ hollow-echo</code>

</details>

<details><summary>Levels that moved (1)</summary>

- chalk-bone.findings.milky-band: abstract → title (weaker)

</details>

<details><summary>Cells of the matrix (1)</summary>

- chalk-bone × hollow-echo: reported → not stated

</details>

<details><summary>Pages to look at (7)</summary>

- compare/cb-vs-gb
- conditions/chalk-bone
- matrix
- references/brown2000
- references/jones2002
- signs/hollow-echo
- signs/milky-band

</details>
"""
    )


def test_publications_read_deeper_are_levels_too() -> None:
    new = changed("kb/references/brown2000.yaml", read="abstract")
    assert changes(sound(), new).levels == (Changed("brown2000", (Field("read", "title", "abstract"),)),)
    assert "brown2000: title → abstract (stronger)" in as_text(changes(sound(), new), new.vocabulary, "a", "b")


def test_markdown_takes_no_text_for_markup() -> None:
    nasty = "<img src=x> @editor #12 **bold** [a](https://x.example) `c` | & _d_"
    new = changed("kb/signs/milky-band.yaml", definition={"text": nasty, "editorial": "definition"})
    text = as_markdown(changes(sound(), new), new.vocabulary, "abc", "x")

    assert "@" not in text
    assert "https://" not in text
    for markup in ("<img", "**bold", "[a]", "`c`", " #12", "_d_"):
        assert markup not in text


def test_long_lists_are_cut_in_markdown_only() -> None:
    findings = {f"number-{n}": {"text": "It says so.", "basis": "title", "source": "title"} for n in range(60)}
    new = changed(
        "kb/references/brown2000.yaml", findings=sources()["kb/references/brown2000.yaml"]["findings"] | findings
    )
    found = changes(sound(), new)
    assert "- and 10 more: <code>bmes diff</code> lists them" in as_markdown(found, new.vocabulary, "a", "b")
    assert as_text(found, new.vocabulary, "a", "b").count("+ brown2000#number-") == 60


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (Field("cites", ["a#b", "c#d"], ["c#d", "a#b"]), "cites: in another order"),
        (Field("cites", None, ["a#b"]), "cites: +a#b"),
        (Field("conflict", None, "k1"), "conflict: not given → k1"),
        (Field("count", {"n": 1, "of": 2}, None), 'count: {"n": 1, "of": 2} → not given'),
    ],
)
def test_a_difference_in_one_line(field: Field, line: str) -> None:
    assert difference(field) == line


@pytest.mark.kb
def test_pages_to_look_at_stand_where_the_site_has_them() -> None:
    for page in load(PROJECT).pages:
        assert addresses.of_page(page).rstrip("/") == address_of(page)
