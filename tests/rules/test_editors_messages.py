"""The twenty-five messages that editors meet most, word for word: whoever changes one must mean it.

Each is what the check says of the example of its code, which ``test_examples`` runs. Two of them are not as the first
draft of the table had them, because the data differ: a pair of look-alikes is stored once, so that it cannot be
one-sided, only without a discriminator (15) or stored twice; and every value is read as it is written, so that ``no``
is the word no and never a truth value (18).
"""

from __future__ import annotations

import pytest

from build_tools.rules.handbook import messages

GLASS, CHALK, ARM, BIB = (
    "kb/conditions/glass-bone.yaml",
    "kb/conditions/chalk-bone.yaml",
    "kb/regions/arm.yaml",
    "references.bib",
)

TWENTY_FIVE = {
    1: (
        f"{GLASS}:23:13: error[cite-unknown]: citation key 'smyth2001' is not in references.bib",
        "did you mean 'smith2001'? Or add the publication: bmes cite add",
    ),
    2: (
        f"{CHALK}:12:4: error[yaml-indent]: this line is indented 3 spaces, the field above starts at 4",
        "use 0, 2 or 4 spaces; items of one list and fields of one record start in the same column",
    ),
    3: (
        f"{ARM}:4:1: error[yaml-tab]: tab character; YAML allows only spaces",
        "write 2 spaces for each tab; bmes check --fix does it",
    ),
    4: (
        "kb/regions/upper-limb.yaml:1:5: error[id-duplicate]: id 'arm' is already used in kb/regions/arm.yaml:1",
        "one file for each id; delete or rename one",
    ),
    5: (
        "kb/signs/milky-band.yaml:1:1: error[field-missing]: required field 'definition' is missing",
        "add: definition: one sentence, at most 300 characters",
    ),
    6: (
        f"{GLASS}:30:11: error[sign-unknown]: no sign 'hollow-eco'",
        "did you mean 'hollow-echo'? Or list them: bmes list signs",
    ),
    7: (
        f"{CHALK}:16:16: error[finding-contradiction]: 'milky-band' is 'absent' here and 'possible' on line 10",
        "keep one, limit one to a stage or region, or name a conflict in both",
    ),
    8: (
        f"{GLASS}:20:5: error[claim-uncited]: 'where.elbow' cites no finding that supports it",
        "add cites: [key#finding-id]; or, if it says nothing about patients, editorial: definition, arithmetic or gap",
    ),
    9: (
        f"{BIB}:3:1: warning[reference-unused]: 'brown2000' is cited nowhere",
        "cite one of its findings, or remove the entry",
    ),
    10: (
        f"{BIB}:29:3: error[doi-duplicate]: DOI 10.1000/glass also in 'smith2001' (line 10)",
        "merge the entries, or mark one duplicateof = {key of the other}",
    ),
    11: (
        f"{BIB}:17:10: error[doi-malformed]: 'https://doi.org/10.1000/glass' is not a bare DOI",
        "write 10.1000/glass; bmes check --fix does it",
    ),
    12: (
        f"{BIB}:26:3: error[year-invalid]: year '20002'",
        "write four digits, 1800 to 2027",
    ),
    13: (
        f"{BIB}:25:20: error[bib-ampersand]: unescaped & in journal",
        "write \\&; bmes check --fix does it",
    ),
    14: (
        f"{GLASS}:26:16: error[frequency-word]: 'common' is not allowed",
        "use typical, possible, reported, absent or argues-against; did you mean 'typical'?",
    ),
    15: (
        f"{GLASS}:42:16: warning[pair-indistinct]: no stored sign tells 'glass-bone' from 'chalk-bone'",
        "add a discriminator, or leave it if no source names one",
    ),
    16: (
        f"{ARM}:3:1: error[key-duplicate]: key 'name' appears twice (first line 2); YAML would keep only the last",
        "merge the two, or rename one",
    ),
    17: (
        f"{ARM}:4:37: error[yaml-colon]: ': ' inside an unquoted text",
        "put the text in double quotes",
    ),
    18: (
        "kb/signs/milky-band.yaml:8:10: error[field-type]: 'regions' must be a list, found the text 'elbow'",
        "write one item a line, each after '- ', or all in brackets: [one, two]",
    ),
    19: (
        f"{GLASS}:4:1: error[field-unknown]: unknown field 'synonymns'",
        "did you mean 'synonyms'?",
    ),
    20: (
        "kb/regions/elbow.yaml:1:5: error[file-name]: file name does not match id 'elbows'",
        "write id: elbow, or rename the file: git mv kb/regions/elbow.yaml kb/regions/elbows.yaml",
    ),
    21: (
        f"{CHALK}:15:16: error[level-too-weak]: 'typical' rests only on title-level citations",
        "cite a finding of level secondary, abstract or full-text, or use frequency: reported",
    ),
    22: (
        f"{CHALK}:10:5: error[cycle]: subtype-of loop: chalk-bone -> glass-bone -> chalk-bone",
        f"remove one of these links; also at {GLASS}:38",
    ),
    23: (
        f"{GLASS}:4:28: error[synonym-clash]: 'Chalk-bone' is already a name of 'chalk-bone'",
        "a name leads to one entity; put a shared one in kb/glossary.yaml",
    ),
    24: (
        f"{BIB}:22:1: error[bib-syntax]: entry 'jones2002' (line 22) is not closed before line 31",
        "add the missing } or comma",
    ),
    25: (
        f"{GLASS}:51:32: error[number-unsupported]: '19' is in no cited finding",
        "cite the finding that reports it, or correct the number",
    ),
}


@pytest.mark.parametrize("number", TWENTY_FIVE)
def test_the_message_is_word_for_word(number):
    line, hint = TWENTY_FIVE[number]
    code = line.partition("[")[2].partition("]")[0]
    example = messages()[code].example

    assert example is not None
    assert example.says == f"{line}\n  hint: {hint}\n"


def test_the_table_is_whole():
    assert list(TWENTY_FIVE) == list(range(1, 26))
    assert len({line for line, _ in TWENTY_FIVE.values()}) == 25


@pytest.mark.parametrize(
    "code",
    ["review-overdue", "treatment-wording", "patient-data", "spelling-mixed", "orphan", "tone", "mimic-twice"],
)
def test_the_messages_that_were_also_wanted_are_there(code):
    assert messages()[code].example is not None
