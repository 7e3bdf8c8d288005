"""How files are saved: what is wrong with it is told at its place, with its repair."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.text_form import decoded, encoding_fault, line_faults, saving_faults


def told(faults) -> list[tuple[int, int, str, str]]:
    return [(one.place.line, one.place.column, one.code, one.edit.text if one.edit else "") for one in faults]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: b\n", []),
        (b"", []),
        (b"\n", []),
        (b"a: b", [(1, 5, "last-line", "\n")]),
        (b"a: b\n\n", [(2, 1, "last-line", "")]),
        (b"a: b\n  \n\n", [(2, 1, "last-line", "")]),
        (b"a: b \n\t\nc: d\n", [(1, 5, "trailing-space", ""), (2, 1, "trailing-space", "")]),
        (b"a: b\t", [(1, 6, "last-line", "\n"), (1, 5, "trailing-space", "")]),
        ("a: b\u00a0c\n".encode(), [(1, 5, "strange-character", " ")]),
        ("a: b\u00a0c\u200bd\n".encode(), [(1, 5, "strange-character", " c")]),
        ("a: \ufb01sh \ufb03x\n".encode(), [(1, 4, "strange-character", "fish ffi")]),
        ("a: cafe\u0301\n".encode(), [(1, 7, "strange-character", "\u00e9")]),
        ("a: caf\u00e9 \u00b1 \u03bc\n".encode(), []),
        ("a: \u2126\n".encode(), [(1, 4, "strange-character", "\u03a9")]),
        (b"a: b\tc\n", [(1, 5, "strange-character", " ")]),
        (b"\ta: b\n", []),
        ("a: b\ufffdc\u00a0d\n".encode(), [(1, 5, "strange-character", "")]),
        (b"a: b\x07\n", [(1, 5, "strange-character", "")]),
        (b"a: \xff\xa0 \n", []),
    ],
)
def test_lines(content, expected):
    assert told(line_faults("a.yaml", content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: b\n", []),
        (b"\xef\xbb\xbfa: b\n", [(1, 1, "byte-order-mark", "a: b\n")]),
        (b"a: b\nc: d\r\ne: f\r\n", [(2, 5, "line-end", "a: b\nc: d\ne: f\n")]),
        (b"a: b\rc: d\r", [(1, 5, "line-end", "a: b\nc: d\n")]),
        (b"\xef\xbb\xbfa\r\n", [(1, 1, "byte-order-mark", "a\n"), (1, 2, "line-end", "a\n")]),
        (b"\xff\r\n", []),
    ],
)
def test_whole_files(content, expected):
    assert told(saving_faults("a.yaml", content)) == expected


def test_a_byte_that_is_no_utf_8_is_told_by_line_and_column_in_characters():
    fault = encoding_fault("a.yaml", "a: b\r\nc: \u00e9".encode() + b"\xff", "code")

    assert fault is not None
    assert (fault.place.line, fault.place.column, fault.message) == (2, 5, "byte 0xff is not UTF-8 text")
    assert encoding_fault("a.yaml", "\u00e9".encode(), "code") is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\u00a0b", "U+00A0 NO-BREAK SPACE: it looks like a space"),
        ("a\u00adb", "U+00AD SOFT HYPHEN: nobody sees it"),
        ("a\tb", "U+0009 TAB: it looks like a space"),
        ("\ufb02b", "U+FB02 LATIN SMALL LIGATURE FL: it looks like 'fl'"),
        ("e\u0301", "a letter and its accent are two characters here (U+0301 COMBINING ACUTE ACCENT)"),
        ("\u2126", "U+2126 OHM SIGN: it looks like '\u03a9'"),
        ("a\ufffd", "U+FFFD REPLACEMENT CHARACTER stands for something that was lost"),
        ("a\x01", "U+0001 CONTROL CHARACTER stands for something that was lost"),
    ],
)
def test_strange_characters_are_named(line, message):
    (fault,) = line_faults("a.yaml", f"{line}\n".encode())

    assert fault.message == message


@given(st.text(alphabet="ab \n\t\u00a0\u00ad\ufb01e\u0301\u200b\u2126\u00e9", max_size=40))
def test_a_repaired_line_is_plain(text):
    for fault in line_faults("a.yaml", text.encode()):
        if fault.code == "strange-character" and fault.edit and fault.edit.start and fault.edit.end:
            line = decoded(text.encode()).split("\n")[fault.place.line - 1]
            mended = line[: fault.edit.start[1] - 1] + fault.edit.text + line[fault.edit.end[1] - 1 :]
            assert unicodedata.normalize("NFC", mended) == mended
            assert not {"\u00a0", "\u00ad", "\ufb01", "\u200b"} & set(mended)
