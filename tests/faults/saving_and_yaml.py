"""How files are saved, and slips of YAML."""

from __future__ import annotations

import re

from tests.faults.kinds import (
    BIB,
    CONDITIONS,
    GLOSSARY,
    REFERENCES,
    REGIONS,
    SIGNS,
    TEXT_LINE,
    TREATMENTS,
    Project,
    changed,
    kind,
)


@kind("yaml-tab")
def _tab(p: Project):
    return changed(p, CONDITIONS, r"^    (?=text|cites)", lambda m: "\t\t")


@kind("yaml-tab")
def _tab_after_spaces(p: Project):
    return changed(p, SIGNS, r"^  (?=text)", lambda m: " \t")


@kind("yaml-indent")
def _one_space_more(p: Project):
    return changed(p, CONDITIONS, r"^    (?=cites: \[)", lambda m: "     ")


@kind("yaml-indent")
def _one_space_less(p: Project):
    return changed(p, CONDITIONS, r"^    (?=cites: \[)", lambda m: "   ")


@kind("yaml-indent")
def _item_one_space_less(p: Project):
    return changed(
        p,
        CONDITIONS,
        r"^  (?=- (sign|region|group): )",
        lambda m: " ",
        fits=lambda s: p.lines(s.path)[s.number - 2].startswith("    "),
    )


@kind("yaml-colon")
def _colon_in_a_text(p: Project):
    return changed(
        p,
        CONDITIONS,
        TEXT_LINE,
        lambda m: re.sub(r"(text: \w+)", r"\1:", m[0]),
    )


@kind("yaml-syntax")
def _quote_not_closed(p: Project):
    return changed(p, CONDITIONS, r"(?<=text: )[A-Z][^:\"'#]*$", lambda m: f'"{m[0]}')


@kind("yaml-syntax")
def _quote_not_opened(p: Project):
    return changed(p, REFERENCES, r"(?<=label: |ource: )[a-z][^:\"'#\[{]*$", lambda m: f"'{m[0]}")


@kind("yaml-syntax")
def _quote_inside_quotes(p: Project):
    return changed(p, "kb/", r"(?<=: )\"(\w+) ", lambda m: f'"{m[1]}" ')


@kind("yaml-syntax")
def _bracket_not_closed(p: Project):
    return changed(p, CONDITIONS, r"(?<=cites: \[)[^\]]*\]$", lambda m: m[0][:-1])


@kind("yaml-syntax")
def _brace_not_closed(p: Project):
    return changed(p, "kb/", r"(?<=: \{)[^}]*\}$", lambda m: m[0][:-1])


@kind("yaml-syntax")
def _text_starts_with_a_sign(p: Project):
    return changed(p, CONDITIONS, r"(?<=text: )(?=[A-Z][^:\"'#]*$)", lambda m: p.rng.choice("@`%*&"))


@kind("yaml-syntax", "yaml-indent", "field-type", "yaml-colon")
def _no_space_after_colon(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    )frequency: ", lambda m: "frequency:")


@kind("yaml-syntax", "yaml-indent", "yaml-colon")
def _no_colon(p: Project):
    return changed(p, CONDITIONS, r"(?<=^    )cites: ", lambda m: "cites ")


@kind("yaml-syntax", "yaml-indent", "yaml-colon")
def _no_space_after_dash(p: Project):
    return changed(
        p,
        CONDITIONS,
        r"^  - (?=sign|region|group)",
        lambda m: "  -",
        fits=lambda s: p.lines(s.path)[s.number - 2].startswith("    "),
    )


@kind("yaml-indent", "yaml-syntax", "key-duplicate")
def _dash_forgotten(p: Project):
    return changed(
        p,
        CONDITIONS,
        r"^  - (?=sign)",
        lambda m: "    ",
        fits=lambda s: p.lines(s.path)[s.number - 2].startswith("    "),
    )


@kind("value-form", "yaml-syntax")
def _comma_forgotten(p: Project):
    return changed(p, CONDITIONS, r"(?<=cites: \[)([a-z0-9#-]+), ", lambda m: f"{m[1]} ")


@kind("key-duplicate")
def _field_twice(p: Project):
    spot = p.pick(CONDITIONS, r"^abbreviation: ")
    return p.with_line(spot, spot.text, spot.text), spot.path, spot.number + 1


@kind("key-duplicate")
def _inner_field_twice(p: Project):
    spot = p.pick(CONDITIONS, r"^    frequency: ")
    return p.with_line(spot, spot.text, "    frequency: reported"), spot.path, spot.number + 1


@kind("key-duplicate")
def _section_twice(p: Project):
    spot = p.pick(CONDITIONS, r"^course:$")
    lines = p.lines(spot.path)
    new = [*lines[:-1], "course:", "  again:", "    text: Nothing is known.", "    editorial: gap", ""]
    return {spot.path: "\n".join(new).encode()}, spot.path, len(lines)


@kind("key-duplicate")
def _finding_twice(p: Project):
    spot = p.pick(REFERENCES, r"^  [a-z-]+:$", fits=lambda s: p.lines(s.path)[s.number].startswith("    text"))
    _, end = p.block(spot.path, spot.number)
    copy = p.lines(spot.path)[spot.number - 1 : end - 1]
    return p.with_lines(spot.path, end, end, copy), spot.path, end


@kind("yaml-encoding")
def _latin_1(p: Project):
    spot = p.pick(CONDITIONS, TEXT_LINE)
    files = p.with_line(spot, spot.text + "~")
    return (
        {path: content.replace(b"~", b"\xe9", 1) for path, content in files.items() if content},
        spot.path,
        spot.number,
    )


@kind("strange-character")
def _no_break_space(p: Project):
    return changed(p, CONDITIONS, r"(?<=\d) (?=%|weeks|months|of)", lambda m: "\u00a0")


@kind("strange-character")
def _soft_hyphen(p: Project):
    return changed(p, REFERENCES, r"(?<=oste)(?=o)", lambda m: "\u00ad")


@kind("strange-character")
def _ligature(p: Project):
    return changed(p, CONDITIONS, r"(?<= )fi(?=nd)", lambda m: "\ufb01")


@kind("strange-character")
def _replacement_character(p: Project):
    return changed(p, SIGNS, r"(?<=a)r(?=row)", lambda m: "\ufffd")


@kind("strange-character")
def _accent_apart(p: Project):
    return changed(p, CONDITIONS, r"(?<=ost)e(?=o)", lambda m: "e\u0301", fits=lambda s: "text" in s.text)


@kind("line-end")
def _windows_line_ends(p: Project):
    spot = p.pick(TREATMENTS, r"^id: ")
    return {spot.path: p.files[spot.path].replace("\n", "\r\n").encode()}, spot.path, 1


@kind("line-end")
def _windows_bibliography(p: Project):
    return {BIB: p.files[BIB].replace("\n", "\r\n").encode()}, BIB, 1


@kind("byte-order-mark")
def _byte_order_mark(p: Project):
    spot = p.pick(REGIONS, r"^id: ")
    return {spot.path: b"\xef\xbb\xbf" + p.files[spot.path].encode()}, spot.path, 1


@kind("trailing-space")
def _trailing_space(p: Project):
    return changed(p, "kb/", r"(?<=\w)$", lambda m: "  ")


@kind("last-line")
def _last_line_not_ended(p: Project):
    spot = p.pick(SIGNS, r"^id: ")
    return {spot.path: p.files[spot.path].rstrip("\n").encode()}, spot.path, len(p.lines(spot.path)) - 1


@kind("yaml-empty")
def _empty_file(p: Project):
    spot = p.pick(SIGNS, r"^id: ")
    return {spot.path: b""}, spot.path, 1


@kind("file-unexpected")
def _other_extension(p: Project):
    path = f"{SIGNS}new.yml"
    return {path: b"id: new\n"}, path, 1


@kind("file-unexpected")
def _extension_changed(p: Project):
    spot = p.pick(CONDITIONS, r"^id: ")
    path = spot.path.replace(".yaml", ".yml")
    return {spot.path: None, path: p.files[spot.path].encode()}, path, 1


@kind("file-unexpected")
def _foldermisspelled(p: Project):
    spot = p.pick(SIGNS, r"^id: ")
    path = spot.path.replace("/signs/", "/sign/")
    return {spot.path: None, path: p.files[spot.path].encode()}, path, 1


@kind("file-missing")
def _glossary_deleted(p: Project):
    return {GLOSSARY: None}, GLOSSARY, 1
