"""Codes of other vocabularies as addresses of linked data.

Only where the vocabulary, or the mapping files of the Mondo disease ontology (``curie_map``), give its concepts
addresses. A code without one (ATC, ICD-11, a range of codes) stays a code.
"""

from __future__ import annotations

import re

from build_tools.model.entities import Xref

OBO = "http://purl.obolibrary.org/obo/"

_FORMS: dict[str, tuple[str, str]] = {
    "ChEBI": (r"CHEBI:(\d+)", f"{OBO}CHEBI_"),
    "DOID": (r"DOID:(\d+)", f"{OBO}DOID_"),
    "HPO": (r"HP:(\d{7})", f"{OBO}HP_"),
    "ICD-10": (r"([A-Z]\d\d(?:\.\d)?)", "https://icd.who.int/browse10/2019/en#/"),
    "ICD-10-CM": (r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)", "http://purl.bioontology.org/ontology/ICD10CM/"),
    "MAxO": (r"MAXO:(\d{7})", f"{OBO}MAXO_"),
    "MONDO": (r"MONDO:(\d{7})", f"{OBO}MONDO_"),
    "MeSH": (r"([A-Z]\d{6,9})", "http://id.nlm.nih.gov/mesh/"),
    "NCIT": (r"(C\d+)", f"{OBO}NCIT_"),
    "OMIM": (r"(\d{6})", "https://omim.org/entry/"),
    "Orphanet": (r"(\d+)", "http://www.orpha.net/ORDO/Orphanet_"),
    "RadLex": (r"(RID\d+)", "http://radlex.org/RID/"),
    "SNOMED CT": (r"(\d{6,18})", "http://snomed.info/id/"),
    "UMLS": (r"(C\d{7})", "http://linkedlifedata.com/resource/umls/id/"),
}
"""By vocabulary: what its codes look like, the part that is kept in a group, and what stands before that part."""

UNSEEN_LABEL = "Label not seen"
"""What stands for a label that no source showed."""


def concept_address(xref: Xref) -> str | None:
    """The address of the concept that a code stands for; None where none is known."""
    form, start = _FORMS.get(xref.vocabulary, ("", ""))
    match = re.fullmatch(form, xref.id) if form else None
    return f"{start}{match[1]}" if match else None
