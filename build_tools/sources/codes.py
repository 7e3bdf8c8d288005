"""What the readers of files report, by code: one line each. Rules explain themselves in their docstrings."""

from __future__ import annotations

EXPLANATIONS: dict[str, str] = {
    "file-missing": "kb/vocabulary.yaml, kb/glossary.yaml and references.bib must be there.",
    "file-unexpected": "Every file under kb/ is one that is read: a .yaml file in one of its folders.",
    "yaml-encoding": "Files are saved as UTF-8.",
    "yaml-tab": "YAML is indented with spaces, never with tabs.",
    "yaml-empty": "A file holds at least its id, or is deleted.",
    "yaml-colon": "A text with a colon and a space inside stands in double quotes, or YAML takes it for a field.",
    "yaml-indent": "Two spaces a level; items of one list and fields of one record start in the same column.",
    "yaml-syntax": "The file is not YAML from this place on; the line above is often the cause.",
    "key-duplicate": "A field stands once: YAML would silently keep only the last.",
    "field-missing": "A required field is not there.",
    "field-unknown": "A field that nothing reads is a slip of the pen, or belongs elsewhere.",
    "field-empty": "A field has a value, or is left out.",
    "field-type": "A field holds the wrong kind of value: text where a list belongs, or the other way round.",
    "value-form": "A value has the form that its field asks for: ids, keys, citations, dates, numbers.",
    "name-form": "The name of a claim or finding is a part of its address: lower-case words joined by hyphens.",
    "bib-encoding": "references.bib is saved as UTF-8.",
    "bib-syntax": "An entry is not closed, or a comma or brace is missing.",
    "bib-key-duplicate": "A key stands for one entry.",
    "bib-field-duplicate": "A field stands once in an entry.",
}
"""Code to its explanation; ``bmes explain CODE`` shows it."""
