"""The knowledge base as linked data: JSON-LD with the words of schema.org, and SKOS for codes of other vocabularies.

Every document carries its context, so that nothing has to be fetched. Things are named ``urn:bmes-kb:id:`` and their
id; addresses on the site are relative to the file that names them.

What schema.org has no word for is named by a word of our own, ``kb:``: how often, how sure, and that a treatment was
*reported*. ``possibleTreatment`` and ``evidenceLevel`` would say more than the sources do (the one commends, the other
belongs to guidelines). A finding that sources describe as absent is no ``signOrSymptom``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from build_tools import __version__
from build_tools.exports.data_package import LICENSE_PATH, TITLE, media_type
from build_tools.exports.linked_references import IDS, reference_node
from build_tools.exports.vocabularies import UNSEEN_LABEL, concept_address
from build_tools.graph import EvidenceGraph, link_target
from build_tools.knowledge import KnowledgeBase
from build_tools.model import addresses
from build_tools.model.claims import Claim
from build_tools.model.entities import MATCHES, Condition, Conflict, Entity, Page, Region, Sign, Treatment, Xref
from build_tools.model.markup import plain
from build_tools.model.names import cited_key

Node = dict[str, Any]

SCHEMA_ORG = "https://schema.org/"
TERMS = "urn:bmes-kb:term:"

SKOS_MATCHES = dict(
    zip(MATCHES, ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"), strict=True)
)
"""Our word for how well a code fits, and SKOS' mapping relation."""

_ADDRESS = {"@type": "@id"}
_ADDRESSES = ("contentUrl", "license", "sameAs", "url")

OWN_TERMS: dict[str, tuple[bool, str]] = {
    "supportedBy": (True, "A finding that supports the claim."),
    "opposedBy": (True, "A finding that speaks against the claim."),
    "conflict": (True, "The question on which sources disagree that the claim is one side of."),
    "reportedTreatment": (True, "A treatment that a source reports for the condition; no recommendation."),
    "frequency": (False, "How often, as the vocabulary of kb.json defines the word."),
    "level": (False, "The level of the strongest finding that supports the claim, or editorial."),
    "readAs": (False, "The level at which the finding was read."),
    "section": (False, "The section of the page that the claim stands in."),
    "stage": (False, "The stage that the claim belongs to."),
    "cause": (False, "The condition's group by cause."),
    "modality": (False, "The kind of examination that shows the sign."),
}
"""Words of our own: whether what stands there is a thing with a name, and what the word means."""

CONTEXT: Node = {
    "@version": 1.1,
    "@vocab": SCHEMA_ORG,
    "kb": TERMS,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prefLabel": "skos:prefLabel",
    **{relation: {"@id": f"skos:{relation}", "@type": "@id"} for relation in SKOS_MATCHES.values()},
    **dict.fromkeys(_ADDRESSES, _ADDRESS),
    "author": {"@container": "@list"},
    "imagingTechnique": {"@type": "@vocab"},
    **{
        name: {"@id": f"kb:{name}", "@type": "@id"} if _links else f"kb:{name}"
        for name, (_links, _) in OWN_TERMS.items()
    },
}
"""What every name in the documents means."""

TYPES: dict[type[Page], str] = {
    Condition: "MedicalCondition",
    Sign: "MedicalSign",
    Treatment: "MedicalTherapy",
    Region: "AnatomicalStructure",
    Conflict: "Question",
}
"""The type of schema.org of each kind of page; another is a work about what it shows."""

IMAGING = {"mri": "MRI", "ct": "CT", "radiography": "XRay"}
"""Imaging techniques that schema.org has a name for; a bone scan and densitometry have none."""


def iri(identifier: str) -> str:
    """The name of anything that has an id: a page, a claim, a reference, a finding."""
    return f"{IDS}{identifier}"


def _name(identifier: str) -> Node:
    return {"@id": iri(identifier)}


def _said(**values: Any) -> Node:
    """The values that say something; a list of one is that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in values.items()
        if value not in (None, "", [], ())
    }


def entity_node(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity, here: str) -> Node:
    """A condition, sign, treatment or region; ``here`` is the folder of the document, from the site's root."""
    abbreviation = [entity.abbreviation] if entity.abbreviation else []
    own: Node = {}
    match entity:
        case Condition():
            own = _condition(kb, graph, entity)
        case Sign():
            own = _sign(kb, entity)
        case Region():
            own = _said(subStructure=[_name(one.id) for one in kb.regions.values() if one.part_of == entity.id])
    return {
        "@id": iri(entity.id),
        "@type": _type(entity),
        "name": entity.name,
        **_said(alternateName=[*abbreviation, *entity.synonyms]),
        "description": plain(entity.definition.text, kb.name_of),
        **_said(code=[_code(xref) for xref in entity.xrefs if xref.match == "exact"]),
        **_mappings(entity.xrefs),
        **own,
        "url": addresses.relative(addresses.of_page(entity), here),
    }


def _type(page: Page) -> str:
    if isinstance(page, Sign) and page.modality == "clinical":
        return "MedicalSignOrSymptom"  # what patients report is no sign; our list does not part the two
    return TYPES.get(type(page), "CreativeWork")


def _code(xref: Xref) -> Node:
    known = concept_address(xref)
    label = "" if xref.label == UNSEEN_LABEL else xref.label
    return {
        **({"@id": known} if known else {}),
        "@type": "MedicalCode",
        "codingSystem": xref.vocabulary,
        "codeValue": xref.id,
        **_said(prefLabel=label),
    }


def _mappings(xrefs: Iterable[Xref]) -> Node:
    """Codes by how well they fit. An exact one stands under ``code`` as well, in full; here it is named."""
    found: dict[str, list[Node | str]] = {}
    for xref in xrefs:
        node = _code(xref)
        found.setdefault(SKOS_MATCHES[xref.match], []).append(node.get("@id", node) if xref.match == "exact" else node)
    return _said(**{relation: found.get(relation, []) for relation in SKOS_MATCHES.values()})


def _is_present(kb: KnowledgeBase, claim: Claim) -> bool:
    meaning = kb.vocabulary.frequencies.get(claim.frequency or "")
    return meaning is not None and meaning.presence == "present"


def _condition(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> Node:
    def linked(relation: str, counts: Callable[[Claim], bool]) -> list[Node]:
        edges = graph.links_from(condition.id, relation)
        return [_name(target) for target in dict.fromkeys(edge.target for edge in edges if counts(edge.claim))]

    def is_present(claim: Claim) -> bool:
        return _is_present(kb, claim)

    return {
        "cause": condition.cause,
        **_said(
            associatedAnatomy=linked("where", is_present),
            signOrSymptom=linked("findings", is_present),
            differentialDiagnosis=list(_differentials(kb, graph, condition)),
            reportedTreatment=linked("treated-with", lambda claim: True),
        ),
    }


def _differentials(kb: KnowledgeBase, graph: EvidenceGraph, condition: Condition) -> Iterator[Node]:
    """Each look-alike, whichever of the two files stores the pair, with what tells the two apart."""
    for edge in graph.mimics_of(condition.id):
        told = graph.discriminator(edge)
        sign = link_target(told) if told else None
        yield {
            "@type": "DDxElement",
            "diagnosis": _name(edge.other_end(condition.id)),
            **_said(
                description=plain(told.statement.text, kb.name_of) if told else None,
                distinguishingSign=_name(sign) if sign else None,
            ),
        }


def _sign(kb: KnowledgeBase, sign: Sign) -> Node:
    technique = IMAGING.get(sign.modality)
    test: Node | None = None
    if sign.modality in kb.vocabulary.modalities and sign.modality != "clinical":
        label = kb.vocabulary.modalities[sign.modality].label
        test = {"@type": "ImagingTest" if technique else "MedicalTest", "name": label}
        test |= _said(imagingTechnique=technique)
    return {"modality": sign.modality, **_said(identifyingTest=test)}


def page_node(kb: KnowledgeBase, page: Page, here: str) -> Node:
    """A conflict, comparison, pathway or figure."""
    touched: tuple[str, ...] = ()
    for name in ("touches", "first", "second", "shows"):
        value = getattr(page, name, ())
        touched += (value,) if isinstance(value, str) else value
    return {
        "@id": iri(page.id),
        "@type": _type(page),
        "name": plain(page.display_name, kb.name_of),
        **_said(about=[_name(one) for one in touched]),
        "url": addresses.relative(addresses.of_page(page), here),
    }


def claim_node(kb: KnowledgeBase, claim: Claim, here: str) -> Node:
    """A statement with what speaks for it and against it."""
    statement = claim.statement
    target = link_target(claim)
    return {
        "@id": iri(claim.id),
        "@type": "Claim",
        "text": plain(statement.text, kb.name_of),
        "about": _name(claim.page.id),
        **_said(
            mentions=_name(target) if target else None,
            section=claim.section,
            frequency=claim.frequency,
            stage=getattr(statement, "stage", None),
            level=kb.level_of(statement),
            supportedBy=[iri(citation) for citation in statement.cites],
            opposedBy=[iri(citation) for citation in statement.against],
            conflict=iri(statement.conflict) if statement.conflict else None,
        ),
        "url": addresses.relative(addresses.of_claim(claim), here),
    }


def finding_node(kb: KnowledgeBase, citation: str, here: str) -> Node:
    """One thing that a publication says, in our words."""
    finding = kb.findings[citation]
    return {
        "@id": iri(citation),
        "@type": "Claim",
        "text": plain(finding.text, kb.name_of),
        "appearance": _name(cited_key(citation)),
        "readAs": finding.basis,
        "url": addresses.relative(addresses.of_finding(citation), here),
    }


def dataset_node(version: str = __version__, date: str = "") -> Node:
    """The knowledge base itself."""
    return {
        "@id": "urn:bmes-kb:data",
        "@type": "Dataset",
        "name": TITLE,
        "description": "Statements on bone marrow edema syndrome, each with the findings of publications it cites.",
        "license": LICENSE_PATH,
        "creator": {"@type": "Organization", "name": "bmes-kb contributors"},
        "version": version,
        **_said(dateModified=date),
        "inLanguage": "en",
        "isAccessibleForFree": True,
    }


def download_node(name: str, address: str) -> Node:
    """A file of the dataset, at an address seen from the document."""
    return {"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": media_type(name)}


def whole_document(
    kb: KnowledgeBase, graph: EvidenceGraph, here: str, version: str, date: str, others: Iterable[str] = ()
) -> str:
    """Everything as one document, one thing a line; ``others`` are files beside it that hold the same."""
    distribution = [download_node(name, name) for name in others]
    shown = sorted({*kb.conflicts, *kb.comparisons, *kb.pathways, *kb.figures})
    pages = {page.id: page for page in kb.pages}
    nodes = [
        {**dataset_node(version, date), **_said(distribution=distribution)},
        *(entity_node(kb, graph, one, here) for _, one in sorted(kb.entities.items())),
        *(page_node(kb, pages[one], here) for one in shown),
        *(claim_node(kb, claim, here) for _, claim in sorted(kb.claims.items())),
        *(finding_node(kb, citation, here) for citation in sorted(kb.findings)),
        *(reference_node(reference, here) for reference in kb.references.values()),
    ]
    return _document(nodes)


def entity_document(kb: KnowledgeBase, graph: EvidenceGraph, entity: Entity, here: str) -> str:
    """One condition, sign, treatment or region with its statements, their findings, and the publications by name."""
    claims = kb.claims_of_page.get(entity.id, ())
    cited = sorted({citation for claim in claims for citation in claim.statement.all_citations} & kb.findings.keys())
    nodes = [
        entity_node(kb, graph, entity, here),
        *(claim_node(kb, claim, here) for claim in claims),
        *(finding_node(kb, citation, here) for citation in cited),
        *(reference_node(reference, here) for reference in graph.references_of(claims)),
    ]
    return _document(nodes)


def _document(nodes: Iterable[Node]) -> str:
    context = json.dumps(CONTEXT, ensure_ascii=False)
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{{"@context": {context},\n"@graph": [\n{lines}\n]}}\n'


def head_node(kb: KnowledgeBase, entity: Entity, version: str, date: str) -> Node:
    """What the head of a page says of it and of its subject: little, the file of linked data says the rest."""
    clinical = [review.date for review in entity.reviewed if review.kind == "clinical"]
    alternate = [entity.abbreviation] if entity.abbreviation else []
    return {
        "@type": "MedicalWebPage",
        "name": entity.name,
        "description": plain(entity.definition.text, kb.name_of),
        "about": {
            "@id": iri(entity.id),
            "@type": _type(entity),
            "name": entity.name,
            **_said(
                alternateName=[*alternate, *entity.synonyms],
                code=[
                    {"@type": "MedicalCode", "codingSystem": xref.vocabulary, "codeValue": xref.id}
                    for xref in entity.xrefs
                    if xref.match == "exact"
                ],
            ),
        },
        **_said(lastReviewed=max(clinical, default=""), dateModified=date),
        "version": version,
        "license": LICENSE_PATH,
        "inLanguage": "en",
        "audience": {"@type": "MedicalAudience", "audienceType": "Trainees in health care"},
        "isPartOf": {"@type": "WebSite", "name": "bmes-kb"},
    }


def in_script(node: Node) -> str:
    """A node with a context of its own, as the content of a ``script`` element: nothing in it can end the element."""
    text = json.dumps({"@context": CONTEXT_OF_PAGES, **node}, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


CONTEXT_OF_PAGES: Node = {"@vocab": SCHEMA_ORG, **dict.fromkeys(_ADDRESSES, _ADDRESS)}
"""The context of what is written into pages, which uses words of schema.org only."""
