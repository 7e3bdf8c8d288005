"""Schematics: valid, named, the same bytes everywhere, needing nothing from elsewhere, in the grays of their tone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.figures.schematics import SLUGS, draw, size, tones
from build_tools.figures.schematics.canvas import OVERLAY, PLAIN

SVG = "{http://www.w3.org/2000/svg}"
EVERY = pytest.mark.parametrize("slug", SLUGS)
NARROWEST = 288
"""Width in pixels of a column of text on a page that is 320 pixels wide."""

MR = (
    *("normal-hip-t1-t2", "toh-diffuse", "osteonecrosis-band", "double-line", "band-with-edema"),
    *("subchondral-line", "shape-key", "knee-condyle", "ankle-talus"),
)


def parsed(slug: str, **words: str) -> ElementTree.Element:
    return ElementTree.fromstring(draw(slug, **words))


def test_there_are_fourteen_in_the_order_of_their_numbers() -> None:
    assert (
        *("normal-hip-t1-t2", "toh-diffuse", "osteonecrosis-band", "double-line", "band-with-edema"),
        *("subchondral-line", "shape-key", "crescent", "collapse-stages", "radiograph-lag"),
        *("knee-condyle", "ankle-talus", "migration-map", "scintigraphy-pair"),
    ) == SLUGS


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("no-such-drawing")


@EVERY
def test_it_is_a_complete_document_with_a_name_and_a_description(slug: str) -> None:
    root = parsed(slug, title="A & <b>", description='C > "d"')
    assert root.tag == f"{SVG}svg"
    width, height = size(slug)
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "A & <b>"
    assert description is not None
    assert description.text == 'C > "d"'
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@given(st.text(), st.text())
def test_any_words_make_a_valid_document(title: str, description: str) -> None:
    root = parsed("crescent", title=title, description=description)
    assert root.find(f"{SVG}desc") is not None


@EVERY
def test_it_says_that_it_shows_no_patient_and_keeps_saying_so_without_labels(slug: str) -> None:
    root = parsed(slug)
    labels = [one for one in root.iter(f"{SVG}g") if one.get("class") == "labels"]
    assert len(labels) == 1
    assert len(list(labels[0].iter(f"{SVG}text"))) >= 3
    outside = [text.text for text in root.iter(f"{SVG}text") if text not in list(labels[0].iter(f"{SVG}text"))]
    assert outside.count(OVERLAY) == 1
    overlay = next(text for text in root.iter(f"{SVG}text") if text.text == OVERLAY)
    assert float(overlay.get("x", "")) <= 10
    assert float(overlay.get("y", "")) >= size(slug)[1] - 15


@pytest.mark.parametrize("slug", MR)
def test_the_sequence_stays_when_the_labels_go(slug: str) -> None:
    root = parsed(slug)
    labels = next(one for one in root.iter(f"{SVG}g") if one.get("class") == "labels")
    inside = {text.text for text in labels.iter(f"{SVG}text")}
    sequences = {tone.name for tone in (tones.T1, tones.T2, tones.T2_FS)}
    shown = {text.text for text in root.iter(f"{SVG}text")}
    assert shown & sequences
    assert not inside & sequences


@pytest.mark.parametrize("slug", SLUGS)
def test_without_labels_everything_else_is_the_same(slug: str) -> None:
    whole, plain = draw(slug, "A title", "Words."), draw(slug, "A title", "Words.", has_labels=False)
    start = whole.index('<g class="labels">')
    assert whole.startswith(plain[:start])
    assert 'class="labels"' not in plain
    assert whole.endswith(plain[start:])


def test_no_id_stands_twice_not_even_with_all_drawings_on_one_page() -> None:
    ids = Counter(
        name
        for slug in SLUGS
        for element in parsed(slug).iter()
        if (name := element.get("id")) is not None and name != PLAIN
    )
    assert [name for name, count in ids.items() if count > 1] == []


@EVERY
def test_ids_begin_with_its_name_and_every_reference_is_to_one_of_them(slug: str) -> None:
    text = draw(slug)
    ids = re.findall(r' id="([^"]*)"', text)
    assert [name for name in ids if name != PLAIN and not name.startswith(f"{slug}-")] == []
    assert ids.count(PLAIN) == 1
    referred = set(re.findall(r"url\(#([^)]*)\)", text)) | set(re.findall(r'href="#([^"]*)"', text))
    assert referred <= set(ids)


@EVERY
def test_it_needs_nothing_from_elsewhere(slug: str) -> None:
    text = draw(slug).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "http" not in text
    assert "//" not in text
    assert "@import" not in text
    assert "data:" not in text
    assert "<script" not in text
    assert [one for one in re.findall(r"url\(([^)]*)\)", text) if not one.startswith("#")] == []


@EVERY
def test_words_are_large_enough_on_a_phone(slug: str) -> None:
    sizes = [float(text.get("font-size", "0")) for text in parsed(slug).iter(f"{SVG}text")]
    assert min(sizes) * NARROWEST / size(slug)[0] >= 11


@EVERY
def test_words_are_short(slug: str) -> None:
    labels = next(one for one in parsed(slug).iter(f"{SVG}g") if one.get("class") == "labels")
    assert [text.text for text in labels.iter(f"{SVG}text") if len((text.text or "").split()) > 4] == []


@pytest.mark.parametrize("slug", MR)
def test_signal_has_the_fixed_grays_and_only_arrows_and_words_are_colored(slug: str) -> None:
    root = parsed(slug)
    used = {
        value.lower()
        for element in root.iter()
        for name in ("fill", "stroke")
        if (value := element.get(name, "none")).startswith("#")
    }
    signal = {
        gray
        for tone in (tones.T1, tones.T2, tones.T2_FS)
        for gray in (tone.fat, tone.red_marrow, tone.muscle, tone.edema, tone.cortex, tone.fluid, tone.cartilage)
    }
    assert used <= signal | {tones.PANEL, tones.INK, tones.ACCENT, tones.SECOND, "#c9ced3"}
    assert all(len({gray[1:3], gray[3:5], gray[5:7]}) == 1 for gray in signal)


def test_the_grays_are_those_that_were_decided() -> None:
    assert (tones.T1.fat, tones.T1.red_marrow, tones.T1.muscle) == ("#e6e6e6", "#a8a8a8", "#6e6e6e")
    assert (tones.T1.edema, tones.T1.cortex, tones.T1.fluid) == ("#4d4d4d", "#0d0d0d", "#3a3a3a")
    assert (tones.T2_FS.fat, tones.T2_FS.edema) == ("#2a2a2a", "#d8d8d8")
    assert (tones.T2_FS.fluid, tones.T2_FS.cortex) == ("#fafafa", "#0d0d0d")
    assert (tones.PANEL, tones.ACCENT, tones.SECOND) == ("#101214", "#ffb000", "#56b4e9")


def test_drawings_are_not_heavy() -> None:
    """A page of a condition may show six, and weighs at most 300 KiB."""
    weights = sorted(len(draw(slug)) for slug in SLUGS)
    assert weights[-1] < 90_000
    assert sum(weights) / len(weights) < 40_000


def test_two_runs_with_other_hash_seeds_write_the_same_bytes() -> None:
    program = (
        "import hashlib; from build_tools.figures.schematics import SLUGS, draw;"
        "print(hashlib.sha256(''.join(draw(slug) for slug in SLUGS).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(seen) == 1
    assert len(seen.pop().strip()) == 64
