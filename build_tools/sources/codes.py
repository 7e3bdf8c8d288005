"""What the readers of files report, by code. Rules explain themselves in their docstrings, in the same form."""

from __future__ import annotations

WARNINGS = frozenset({"byte-order-mark", "line-end", "trailing-space", "last-line"})
"""Codes that do not fail a check; all others do."""

EXPLANATIONS: dict[str, str] = {
    "file-missing": """\
kb/vocabulary.yaml, kb/glossary.yaml and references.bib must be there.

Every other file uses their words, abbreviations or keys. Restore the file, for example by
`git checkout -- kb/glossary.yaml`.""",
    "file-unexpected": """\
Every file under kb/ is one that is read: a .yaml file in one of its folders.

A file that nothing reads looks like knowledge and is none: its folder or its ending is misspelled, or it belongs
elsewhere.""",
    "yaml-encoding": """\
Files are saved as UTF-8.

Other encodings write accents and signs as other bytes, which would be shown as garbage.""",
    "byte-order-mark": """\
Files begin with their text, without a byte order mark.

Some editors on Windows put three invisible bytes in front. Other programs take them for a part of the first field.""",
    "line-end": """\
Lines end with a line feed alone, as everywhere but on Windows.

With other line ends a change seems to touch every line of the file, and nobody can see what was changed.""",
    "trailing-space": """\
Lines do not end in spaces.

Nobody sees them, but changes do: a line that only lost a space looks like a line that was edited. In a folded text
they become a second space between two words.""",
    "last-line": """\
A file ends with one line break.

Without it, the next who adds a line seems to change the line above, too; and empty lines at the end are left over.""",
    "strange-character": """\
Characters are what they look like: no no-break spaces, soft hyphens, ligatures or accents apart from their letters.

A text that is copied from a PDF or a web page often brings some. Searches would not find the word, and the comparison
of numbers would not see that "88 %" is a number with its sign. Other faults of such a line are told when it is
mended.""",
    "yaml-tab": """\
YAML is indented with spaces, never with tabs.

How wide a tab is differs from editor to editor, so that YAML cannot tell what belongs to what.""",
    "yaml-empty": """\
A file holds at least its id, or is deleted.

An empty file stands for a page that has no name.""",
    "yaml-colon": """\
A text with a colon and a space inside stands in double quotes.

YAML takes a colon and a space for the end of a field's name.""",
    "yaml-indent": """\
Two spaces a level; items of one list and fields of one record start in the same column.

The indentation says what belongs to what. A line that starts between two levels belongs to none.""",
    "yaml-syntax": """\
The file is not YAML from this place on; the line above is often the cause.

Quotes and brackets that are not closed, a forgotten colon, and texts that start with a sign such as @ or * are the
usual mistakes. Until it is mended, nothing of the file can be read, and no other fault of it is told.""",
    "key-duplicate": """\
A field stands once.

YAML would keep only the last without a word, and what the first said would be lost.""",
    "field-missing": """\
A required field is there.

Pages, tables and lists are made of these fields. All fields of a kind of file, with what they hold, are listed in its
JSON Schema (`bmes export schemas`), which editors read for completion.""",
    "field-unknown": """\
Every field is one that is read.

A field that nothing reads is a slip of the pen, or belongs elsewhere: what it says would be lost.""",
    "field-empty": """\
A field has a value, or is left out.

An empty field says neither that there is nothing nor that nothing is known.""",
    "field-type": """\
A field holds the kind of value that it asks for: text, a number, a list, or named parts.

All values are read as they are written: no is the word no, and 1.10 keeps its zero.""",
    "value-form": """\
A value has the form that its field asks for: ids, keys, citations, dates, numbers.

Ids, keys and names are parts of addresses, citations lead to findings, dates are compared.""",
    "name-form": """\
The name of a claim or finding is in lower case, its words joined by hyphens.

It is a part of an address, and it never changes: links to it would break.""",
    "bib-encoding": """\
references.bib is saved as UTF-8.

Of a file in another encoding nothing can be read. Best is plain ASCII, with accents the LaTeX way.""",
    "bib-syntax": """\
Every entry of references.bib is closed, and its fields are separated by commas.

Where a brace is missing, BibTeX reads on into the next entry; where a comma is missing, into the next field.""",
    "bib-key-duplicate": """\
A key stands for one entry.

A citation of it would lead to either of two publications.""",
    "bib-field-duplicate": """\
A field stands once in an entry.

Of two values, one would be lost without a word.""",
}
"""Code to its explanation: what is asked for in one line, then why. ``bmes explain CODE`` shows it."""
