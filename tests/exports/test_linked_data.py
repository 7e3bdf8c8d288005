"""Linked data: it expands without the network, and says what was meant when read as triples."""

from __future__ import annotations

import html
import json
import re
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from build_tools.exports.linked_data import (
    CONTEXT,
    entity_document,
    entity_node,
    head_node,
    in_script,
    whole_document,
)
from build_tools.exports.linked_references import reference_node
from build_tools.exports.vocabularies import concept_address
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Xref
from tests.conftest import Project

SDO, SKOS = Namespace("https://schema.org/"), Namespace("http://www.w3.org/2004/02/skos/core#")
KB, ID = Namespace("urn:bmes-kb:term:"), Namespace("urn:bmes-kb:id:")
BASE = "https://example.org/data/"


def refuse(url: str, options: Any) -> Any:
    raise AssertionError(f"asks for {url}")


def expanded(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsonld.expand(json.loads(text), {"base": BASE, "documentLoader": refuse})
    return found


def triples(text: str) -> Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)  # rdflib's own use
        return Graph().parse(data=text, format="json-ld", publicID=BASE)


@pytest.fixture(scope="module")
def whole(made_up: KnowledgeBase, made_up_graph: EvidenceGraph) -> str:
    return whole_document(made_up, made_up_graph, "data/", "1.2.3", "2020-01-02")


@pytest.fixture(scope="module")
def graph(whole: str) -> Graph:
    return triples(whole)


def test_every_name_is_expanded_to_an_address(whole: str) -> None:
    nodes = expanded(whole)
    assert len(nodes) == len(json.loads(whole)["@graph"])

    def check(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                check(item)
        elif isinstance(node, dict):
            for key, value in node.items():
                assert key.startswith(("@", "https://schema.org/", str(SKOS), str(KB))), key
                check(value)

    check(nodes)
    assert all(node["@id"].startswith("urn:bmes-kb:") for node in nodes)


def test_two_readers_agree(whole: str, graph: Graph) -> None:
    quads = jsonld.to_rdf(json.loads(whole), {"base": BASE, "documentLoader": refuse, "format": "application/n-quads"})
    lines = [line for line in quads.splitlines() if line]
    assert len(set(lines)) == len(lines) == len(graph)


def test_a_condition(graph: Graph) -> None:
    glass = ID["glass-bone"]
    assert graph.value(glass, RDF.type) == SDO.MedicalCondition
    assert graph.value(glass, SDO.name) == Literal("Glass bone")
    assert set(graph.objects(glass, SDO.alternateName)) == {Literal("GB")}
    assert graph.value(glass, SDO.description) == Literal("A bone that is called glass.")
    assert graph.value(glass, SDO.url) == URIRef("https://example.org/conditions/glass-bone/")
    assert set(graph.objects(glass, SDO.signOrSymptom)) == {ID["clear-line"]}
    assert set(graph.objects(glass, SDO.associatedAnatomy)) == {ID["shin"]}
    assert set(graph.objects(glass, KB.reportedTreatment)) == {ID["rest"]}
    assert set(graph.objects(glass, KB.cause)) == {Literal("unknown")}


@pytest.mark.parametrize(("condition", "other"), [("glass-bone", "wax-bone"), ("wax-bone", "glass-bone")])
def test_a_look_alike_is_told_from_both_sides(graph: Graph, condition: str, other: str) -> None:
    (element,) = graph.objects(ID[condition], SDO.differentialDiagnosis)
    assert graph.value(element, RDF.type) == SDO.DDxElement
    assert graph.value(element, SDO.diagnosis) == ID[other]
    assert graph.value(element, SDO.distinguishingSign) == ID["clear-line"]
    assert graph.value(element, SDO.description) == Literal("Wax bone has no line.")


def test_a_sign_a_treatment_and_a_region(graph: Graph) -> None:
    assert graph.value(ID["clear-line"], RDF.type) == SDO.MedicalSign
    test = graph.value(ID["clear-line"], SDO.identifyingTest)
    assert (graph.value(test, RDF.type), graph.value(test, SDO.imagingTechnique)) == (SDO.ImagingTest, SDO.MRI)
    assert graph.value(ID["rest"], RDF.type) == SDO.MedicalTherapy
    assert graph.value(ID["leg"], RDF.type) == SDO.AnatomicalStructure
    assert set(graph.objects(ID["leg"], SDO.subStructure)) == {ID["shin"]}


def test_a_claim_with_what_speaks_for_and_against_it(graph: Graph) -> None:
    claim = ID["glass-bone.findings.clear-line.early"]
    assert {(name, value) for name, value in graph.predicate_objects(claim)} == {
        (RDF.type, SDO.Claim),
        (SDO.text, Literal("Half of 8 cases had a clear line.")),
        (SDO.about, ID["glass-bone"]),
        (SDO.mentions, ID["clear-line"]),
        (SDO.url, URIRef("https://example.org/conditions/glass-bone/#glass-bone.findings.clear-line.early")),
        (KB.section, Literal("findings")),
        (KB.frequency, Literal("typical")),
        (KB.stage, Literal("early")),
        (KB.level, Literal("abstract")),
        (KB.supportedBy, ID["smith2001#half"]),
        (KB.opposedBy, ID["later2020#none"]),
        (KB.conflict, ID["line-or-none"]),
    }


def test_text_has_no_markup(graph: Graph) -> None:
    assert graph.value(ID["glass-bone.overview.where-seen"], SDO.text) == Literal("Seen on MRI, see the line.")


def test_a_finding_stands_in_its_publication(graph: Graph) -> None:
    finding = ID["smith2001#half"]
    assert graph.value(finding, SDO.appearance) == ID["smith2001"]
    assert graph.value(finding, KB.readAs) == Literal("abstract")
    assert graph.value(finding, SDO.url) == URIRef("https://example.org/references/smith2001/#half")


def test_an_article(graph: Graph) -> None:
    smith = ID["smith2001"]
    assert graph.value(smith, RDF.type) == SDO.ScholarlyArticle
    authors = Collection(graph, graph.value(smith, SDO.author))  # in their order
    assert [graph.value(author, RDF.type) for author in authors] == [SDO.Person, SDO.Organization]
    assert graph.value(authors[0], SDO.familyName) == Literal("Smïth")
    assert graph.value(smith, SDO.datePublished) == Literal("2001")
    assert (graph.value(smith, SDO.pageStart), graph.value(smith, SDO.pageEnd)) == (Literal("101"), Literal("109"))
    assert set(graph.objects(smith, SDO.sameAs)) == {URIRef("https://doi.org/10.1000/glass_1")}
    issue = graph.value(smith, SDO.isPartOf)
    volume = graph.value(issue, SDO.isPartOf)
    journal = graph.value(volume, SDO.isPartOf)
    assert (graph.value(issue, SDO.issueNumber), graph.value(volume, SDO.volumeNumber)) == (Literal("3"), Literal("12"))
    assert [graph.value(part, RDF.type) for part in (issue, volume, journal)] == [
        SDO.PublicationIssue,
        SDO.PublicationVolume,
        SDO.Periodical,
    ]
    titles = [graph.value(ID["smith2001"], name) for name in (SDO.name, SDO.headline)]
    assert titles == [Literal("Glass bone on MRI: 50% of 8 cases")] * 2
    assert (graph.value(journal, SDO.name), graph.value(journal, SDO.alternateName)) == (
        Literal("Journal of Glass"),
        Literal("J Glass"),
    )


def test_a_chapter_and_the_same_work_twice(graph: Graph) -> None:
    assert graph.value(ID["vanglas1999"], RDF.type) == SDO.Chapter
    book = graph.value(ID["vanglas1999"], SDO.isPartOf)
    assert (graph.value(book, RDF.type), graph.value(book, SDO.name)) == (SDO.Book, Literal("The glass book"))
    publisher = graph.value(book, SDO.publisher)
    assert (graph.value(publisher, SDO.name), graph.value(publisher, SDO.location)) == (
        Literal("Window Press"),
        Literal("Murano"),
    )
    editors = [graph.value(editor, SDO.familyName) for editor in graph.objects(book, SDO.editor)]
    assert editors == [Literal("Pane")]
    assert ID["smith2001"] in set(graph.objects(ID["smith2001b"], SDO.sameAs))


def test_the_dataset(graph: Graph) -> None:
    data = URIRef("urn:bmes-kb:data")
    assert graph.value(data, RDF.type) == SDO.Dataset
    assert graph.value(data, SDO.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert (graph.value(data, SDO.version), graph.value(data, SDO.dateModified)) == (
        Literal("1.2.3"),
        Literal("2020-01-02"),
    )


def test_the_file_of_an_entity_says_nothing_else_than_the_whole(
    made_up: KnowledgeBase, made_up_graph: EvidenceGraph, graph: Graph
) -> None:
    one = triples(entity_document(made_up, made_up_graph, made_up.conditions["glass-bone"], "data/"))
    named = {triple for triple in one if not any(isinstance(part, BNode) for part in triple)}
    assert named
    assert named <= set(graph)
    assert set(one.subjects(RDF.type, SDO.ScholarlyArticle)) == {
        ID[key] for key in ("korompilias2009", "smith2001", "later2020")
    }


# Codes of other vocabularies


def test_codes_are_linked_by_how_well_they_fit(project: Project) -> None:
    project.replace(
        "kb/conditions/glass-bone.yaml",
        "code: gb\n",
        """xrefs:
  - {vocabulary: MONDO, id: 'MONDO:0011441', label: glass disease, match: exact}
  - {vocabulary: MeSH, id: D012019, label: Glass, match: broader}
  - {vocabulary: HPO, id: 'HP:0005743', label: Glassy, match: related}
  - {vocabulary: ICD-11, id: '8D8A.00', label: Glass, match: exact}
  - {vocabulary: SNOMED CT, id: '50642008', label: Label not seen, match: narrower}
  - {vocabulary: ICD-10-CM, id: G90.5, label: Glass I, match: close}
code: gb
""",
    )
    kb = project.load()
    assert kb.diagnostics == ()
    node = entity_node(kb, EvidenceGraph(kb), kb.conditions["glass-bone"], "data/")
    graph = triples(json.dumps({"@context": CONTEXT, **node}))
    glass = ID["glass-bone"]
    mondo = URIRef("http://purl.obolibrary.org/obo/MONDO_0011441")
    codes = list(graph.objects(glass, SDO.code))
    assert {(str(graph.value(one, SDO.codingSystem)), str(graph.value(one, SDO.codeValue))) for one in codes} == {
        ("MONDO", "MONDO:0011441"),
        ("ICD-11", "8D8A.00"),
    }
    exact = set(graph.objects(glass, SKOS.exactMatch))
    assert mondo in exact
    assert len(exact) == 2
    assert graph.value(mondo, SKOS.prefLabel) == Literal("glass disease")
    assert set(graph.objects(glass, SKOS.broadMatch)) == {URIRef("http://id.nlm.nih.gov/mesh/D012019")}
    assert set(graph.objects(glass, SKOS.relatedMatch)) == {URIRef("http://purl.obolibrary.org/obo/HP_0005743")}
    assert set(graph.objects(glass, SKOS.closeMatch)) == {URIRef("http://purl.bioontology.org/ontology/ICD10CM/G90.5")}
    snomed = URIRef("http://snomed.info/id/50642008")
    assert set(graph.objects(glass, SKOS.narrowMatch)) == {snomed}
    assert graph.value(snomed, SKOS.prefLabel) is None


@pytest.mark.parametrize(
    ("vocabulary", "code", "address"),
    [
        ("RadLex", "RID5390", "http://radlex.org/RID/RID5390"),
        ("Orphanet", "99995", "http://www.orpha.net/ORDO/Orphanet_99995"),
        ("ICD-10", "M81.6", "https://icd.who.int/browse10/2019/en#/M81.6"),
        ("OMIM", "604335", "https://omim.org/entry/604335"),
        ("OMIM", "PS166200", None),
        ("ICD-10-CM", "M15-M19", None),
        ("ATC", "M05BX04", None),
        ("MONDO", "0011441", None),
        ("Unheard of", "1", None),
    ],
)
def test_addresses_of_codes(vocabulary: str, code: str, address: str | None) -> None:
    assert concept_address(Xref(vocabulary=vocabulary, id=code, label="x", match="exact")) == address


def test_what_is_described_as_absent_is_no_sign_of_the_condition(sound_kb: KnowledgeBase) -> None:
    node = entity_node(sound_kb, EvidenceGraph(sound_kb), sound_kb.conditions["glass-bone"], "data/")
    assert node["signOrSymptom"] == {"@id": "urn:bmes-kb:id:milky-band"}


# In pages


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_in_a_page_ends_the_script(text: str) -> None:
    written = in_script({"@type": "MedicalWebPage", "name": f"{text}</script><!--"})
    assert "<" not in written
    assert ">" not in written
    assert "&" not in written
    assert json.loads(written)["name"] == f"{text}</script><!--"
    assert html.unescape(written) == written


def test_the_head_of_a_page_expands(made_up: KnowledgeBase) -> None:
    (node,) = expanded(in_script(head_node(made_up, made_up.conditions["glass-bone"], "1.2.3", "2020-01-02")))
    assert node["@type"] == ["https://schema.org/MedicalWebPage"]
    (about,) = node["https://schema.org/about"]
    assert about["@id"] == "urn:bmes-kb:id:glass-bone"
    assert about["https://schema.org/name"] == [{"@value": "Glass bone"}]
    assert node["https://schema.org/license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert "https://schema.org/lastReviewed" not in node


# The real knowledge base


@pytest.mark.kb
def test_the_real_document_reads_as_triples(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    graph = triples(whole_document(real, real_graph, "data/", "1", ""))

    def of_type(name: str) -> int:
        return len(set(graph.subjects(RDF.type, SDO[name])))

    assert of_type("MedicalCondition") == len(real.conditions)
    assert of_type("MedicalTherapy") == len(real.treatments)
    assert of_type("AnatomicalStructure") == len(real.regions)
    assert of_type("MedicalSign") + of_type("MedicalSignOrSymptom") == len(real.signs)
    assert of_type("DDxElement") == 2 * len(real_graph.mimic_pairs)
    assert of_type("Claim") == len(real.claims) + len(real.findings)
    assert len(list(graph.subject_objects(KB.supportedBy))) == sum(
        len(set(claim.statement.cites)) for claim in real.claims.values()
    )
    named = {str(subject).removeprefix(str(ID)) for subject in graph.subjects() if str(subject).startswith(str(ID))}
    pages = {page.id for page in real.pages}
    assert named == pages | set(real.claims) | set(real.findings) | set(real.references)


@pytest.mark.kb
def test_real_names_are_legal_and_lead_somewhere(real: KnowledgeBase, real_graph: EvidenceGraph) -> None:
    document = json.loads(whole_document(real, real_graph, "data/", "1", ""))
    defined = {node["@id"] for node in document["@graph"]}
    used = set(re.findall(r'"(urn:bmes-kb:id:[^"]+)"', json.dumps(document)))
    assert used <= defined
    assert all(re.fullmatch(r"urn:bmes-kb:(?:id:[a-z0-9.-]+(?:#[a-z0-9-]+)?|data)", name) for name in defined)


@pytest.mark.kb
def test_a_real_publication_knows_its_numbers(real: KnowledgeBase) -> None:
    node = reference_node(real.references["korompilias2009"], "data/")
    assert node["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Skeletal Radiology"
    assert "https://doi.org/10.1007/s00256-008-0529-1" in node["sameAs"]
