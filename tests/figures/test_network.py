"""Networks and stars: valid, complete, shapes and dashes that tell, no label on another, the same bytes."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.network import (
    CIRCLE,
    DISPUTED_DASH,
    DOT,
    DOTTED,
    HEXAGON,
    LINE,
    LONG,
    MIXED,
    SIZE,
    SOLID,
    SQUARE,
    Link,
    Node,
    network,
    sample,
    shape_sample,
)
from build_tools.figures.star import IN, NARROW_WIDTH, OUT, WIDE_WIDTH, Group, Neighbor, Star, star
from build_tools.figures.text import width

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = pytest.mark.parametrize("is_wide", [False, True], ids=["narrow", "wide"])

NODES = (
    Node("a", ("A <b>",), "../a/?x=1&y=2", CIRCLE, 20, 20),
    Node("s", ("S",), "../s/", SQUARE, 120, 20),
    Node("t", ("T",), "../t/", HEXAGON, 120, 120),
    Node("r", ("[1]",), "../r/", DOT, 20, 120),
)
LINKS = (
    Link("a", "s", SOLID, "typical"),
    Link("a", "t", LONG, "treated-with", is_disputed=True),
    Link("a@right", "r", DOTTED, "cites", has_arrow=True),
)


def drawn(links: tuple[Link, ...] = LINKS) -> ElementTree.Element:
    text = network(
        NODES, links, (200, 160), prefix="p", title="T & t", description="D", anchors={"a@right": (40.0, 20.0)}
    )
    return ElementTree.fromstring(text)


def lines(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("class") == "kb-map__line"]


def test_every_node_is_a_link_with_its_label_and_its_shape() -> None:
    links = list(drawn().iter(f"{SVG}a"))
    assert [(link.get("href"), "".join(link.itertext())) for link in links] == [
        ("../a/?x=1&y=2", "A <b>"),
        ("../s/", "S"),
        ("../t/", "T"),
        ("../r/", "[1]"),
    ]
    assert [link[0].tag.removeprefix(SVG) for link in links] == ["circle", "rect", "path", "circle"]


def test_lines_tell_their_kind_by_dashes_and_a_dispute_by_dashes_and_a_mark() -> None:
    root = drawn()
    assert [line.get("stroke-dasharray") for line in lines(root)] == [None, DISPUTED_DASH, "2 4"]
    marks = [text for text in root.iter(f"{SVG}text") if text.get("class") == "kb-map__mark-text"]
    assert ["".join(mark.itertext()) for mark in marks] == ["?"]


def test_lines_name_the_nodes_at_their_ends() -> None:
    ends = [group.get("data-ends") for group in drawn().iter(f"{SVG}g") if group.get("class")]
    assert ends == ["a s", "a t", "a r"]


def test_lines_run_from_rim_to_rim_and_only_some_have_an_arrow() -> None:
    root = drawn()
    assert lines(root)[0].get("d") == "M31.0 20.0L110.0 20.0"
    assert len([path for path in root.iter(f"{SVG}path") if path.get("class") == "kb-map__arrow"]) == 1


def test_marks_lie_on_top_and_lines_at_the_bottom() -> None:
    order = [child.tag.removeprefix(SVG) for child in drawn()]
    assert order == ["title", "desc", "g", "g", "g", "a", "a", "a", "a", "g"]


def test_samples_of_a_key_are_hidden_from_screen_readers() -> None:
    for text in (sample(MIXED, "absent"), sample(SOLID, "x", is_disputed=True, has_arrow=True), shape_sample(SQUARE)):
        root = ElementTree.fromstring(text)
        assert root.get("aria-hidden") == "true"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
SHAPE = st.sampled_from([CIRCLE, SQUARE, HEXAGON])
NEIGHBORS = st.lists(st.builds(Neighbor, TEXT, TEXT, SHAPE, st.booleans()), min_size=1, max_size=4).map(tuple)
GROUPS = st.lists(
    st.builds(
        Group,
        st.text("abc ", min_size=1, max_size=20),
        st.sampled_from([SOLID, LONG, DOTTED, MIXED]),
        st.just("x"),
        NEIGHBORS,
        st.sampled_from(["", IN, OUT]),
    ),
    max_size=4,
).map(tuple)
PUBLICATIONS = st.lists(st.tuples(st.text("abc0", min_size=1, max_size=20), TEXT), max_size=30).map(tuple)
STARS = st.builds(Star, TEXT, TEXT, SHAPE, GROUPS, GROUPS, PUBLICATIONS)


def of_star(made: Star, is_wide: bool) -> ElementTree.Element:
    return ElementTree.fromstring(star(made, is_wide=is_wide, prefix="p", title="T", description="D"))


@LAYOUTS
@given(made=STARS)
def test_any_star_has_every_neighbor_and_publication_once(is_wide: bool, made: Star) -> None:
    root = of_star(made, is_wide)
    neighbors = [one for group in (*made.left, *made.right) for one in group.neighbors]
    assert len(list(root.iter(f"{SVG}a"))) == 1 + len(neighbors) + len(made.publications)
    marks = [text for text in root.iter(f"{SVG}text") if text.get("class") == "kb-map__mark-text"]
    assert len(marks) == sum(one.is_disputed for one in neighbors)
    dashed = [line for line in lines(root) if line.get("stroke-dasharray") == DISPUTED_DASH]
    assert len(dashed) == len(marks)


def boxes_of_texts(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each line of a label or heading."""
    found = []
    for text in root.iter(f"{SVG}text"):
        css = text.get("class", "")
        if css not in ("kb-map__label", "kb-map__heading"):
            continue
        for span in text:
            wide = width((span.text or "").rstrip(), SIZE, css == "kb-map__heading")
            shift = {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0)
            left, base = float(span.get("x", "")) - shift, float(span.get("y", ""))
            found.append((left, base - 0.75 * SIZE, left + wide, base + 0.2 * SIZE))
    return found


@LAYOUTS
@given(made=STARS)
def test_no_label_lies_on_another_or_leaves_the_drawing(is_wide: bool, made: Star) -> None:
    root = of_star(made, is_wide)
    boxes = boxes_of_texts(root)
    total, height = (WIDE_WIDTH if is_wide else NARROW_WIDTH), float(root.get("height", ""))
    for left, top, right, bottom in boxes:
        assert 0 <= left <= right <= total
        assert -1 <= top <= bottom <= height
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert c <= e or g <= a or d <= f or h <= b


@LAYOUTS
@given(made=STARS)
def test_the_same_star_gives_the_same_bytes(is_wide: bool, made: Star) -> None:
    assert star(made, is_wide=is_wide, prefix="p", title="T", description="D") == star(
        made, is_wide=is_wide, prefix="p", title="T", description="D"
    )


@LAYOUTS
def test_an_arrow_points_at_the_neighbor_or_at_the_middle(is_wide: bool) -> None:
    groups = tuple(Group(way, SOLID, "x", (Neighbor("n", "#", CIRCLE),), way) for way in (OUT, IN))
    root = of_star(Star("hub", "#", CIRCLE, (), groups), is_wide)
    ends = [str(group.get("data-ends")) for group in root.iter(f"{SVG}g") if group.get("class")]
    assert [end.startswith("hub") for end in ends] == [True, False]


def test_text_is_eleven_pixels_high_on_a_phone_of_320_and_rows_do_not_touch() -> None:
    assert SIZE * 288 / NARROW_WIDTH >= 11
    assert SIZE * 660 / WIDE_WIDTH >= 11
    assert LINE > SIZE


def test_the_mark_of_a_dispute_leaves_labels_and_other_marks_free() -> None:
    nodes = [
        Node("a", ("One",), "a/", CIRCLE, 100, 40),
        Node("b", ("Two",), "b/", CIRCLE, 100, 240),
        Node("c", ("A label in the way",), "c/", CIRCLE, 100, 118),
    ]
    links = [Link("a", "b", SOLID, "mimics", True), Link("a", "b", SOLID, "subtype", True)]

    made = ElementTree.fromstring(network(nodes, links, (200, 280), prefix="m", title="T", description="D"))

    heights = sorted(
        float(mark.attrib["cy"]) for mark in made.iter() if mark.attrib.get("class", "").endswith("kb-map__mark")
    )
    assert heights == [157.8, 175.6]  # the middle, at 140, lies on the label


def test_a_mark_stands_where_it_is_told_to() -> None:
    nodes = [Node("a", ("One",), "a/", CIRCLE, 100, 40), Node("b", ("Two",), "b/", CIRCLE, 100, 240)]
    made = network(
        nodes, [Link("a", "b", SOLID, "m", True, mark_at=0.5)], (200, 280), prefix="m", title="T", description="D"
    )
    assert 'cy="140"' in made
