"""A small made-up knowledge base, and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.exports.all_files import data_files
from build_tools.exports.formats import Pieces, citation_pieces
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import KnowledgeBase, load
from build_tools.model.bibliography import Entry

ROOT = Path(__file__).parents[2]

MADE_UP = {
    "references.bib": r"""
@article{korompilias2009,
  author = {First, A. B.},
  title = {The review},
  journal = {Journal of Glass},
  year = {2009},
  pages = {1--9},
}

@article{smith2001,
  author = {Sm{\"i}th, A. and {Glass Bone Group} and others},
  title = {Glass bone on {MRI}: 50\% of 8 cases},
  journal = {Journal of Glass},
  shortjournal = {J Glass},
  year = {2001},
  volume = {12},
  issue = {3},
  number = {1},
  pages = {101--109},
  doi = {10.1000/glass_1},
  printed = {volume: 21},
}

@article{smith2001b,
  author = {Sm{\"i}th, A. and {Glass Bone Group} and others},
  title = {Glass bone on {MRI}: 50\% of 8 cases},
  journal = {Journal of Glass},
  year = {2001},
  volume = {12},
  number = {2},
  pages = {101--109},
  duplicateof = {smith2001},
}

@incollection{vanglas1999,
  author = {van Glas, Jr, C.},
  title = {Brittle matters},
  booktitle = {The glass book},
  editor = {Pane, W.},
  publisher = {Window Press},
  address = {Murano},
  year = {1999},
  number = {3},
  pages = {5--7},
  language = {dutch},
}

@article{later2020,
  author = {Later, L.},
  title = {Later news},
  journal = {Journal of Glass},
  year = {2020},
  pages = {4--5},
}
""",
    "kb/vocabulary.yaml": """
levels:
  title: {label: title, definition: Only the title was read.}
  abstract: {label: abstract, definition: The abstract was read.}
editorial: {label: editorial, definition: By the editors.}
editorial_reasons:
  definition: {label: definition, definition: Says what a word means.}
frequencies:
  typical: {label: typical, glyph: "T", definition: Usual., presence: present, weakest_level: abstract}
  reported: {label: reported, glyph: "R", definition: Said once., presence: present, weakest_level: title}
relations:
  mimics: {label: looks like, inverse: looks like, definition: Look-alikes., weakest_level: title}
modalities:
  mri: {label: MRI, definition: Magnetic resonance imaging.}
sequences:
  t1: {label: T1, definition: A sequence.}
stages:
  early: {label: early, definition: At the start.}
causes:
  unknown: {label: unknown, definition: Nobody knows.}
treatment_kinds:
  rest: {label: rest, definition: Doing nothing.}
designs:
  case-series: {label: case series, definition: Several cases.}
patient_groups:
  glaziers: {label: glaziers, definition: Who work with glass.}
source_hosts: [doi.org]
""",
    "kb/glossary.yaml": "terms:\n  GB: {expansion: glass bone}\n",
    "kb/conditions/glass-bone.yaml": """
id: glass-bone
name: Glass bone
abbreviation: GB
formerly: [brittle-bone]
definition: {text: A bone that is called glass., editorial: definition}
code: gb
cause: unknown
overview:
  where-seen: {text: "Seen on *MRI*, see [[clear-line|the line]].", cites: [smith2001#half]}
who:
  - {group: glaziers, frequency: reported, text: Reported in glaziers., cites: [smith2001#half]}
where:
  - {region: shin, frequency: reported, text: Reported in the shin., cites: [vanglas1999#shin]}
findings:
  - sign: clear-line
    frequency: typical
    stage: early
    count: {n: 4, of: 8}
    text: Half of 8 cases had a clear line.
    cites: [smith2001#half]
    against: [later2020#none]
    conflict: line-or-none
mimics:
  - condition: wax-bone
    text: Looks like wax bone.
    cites: [vanglas1999#shin]
    discriminator: {sign: clear-line, text: Wax bone has no line., cites: [later2020#none]}
treated_with:
  - {treatment: rest, text: Rest was tried., cites: [korompilias2009#rest]}
""",
    "kb/conditions/wax-bone.yaml": """
id: wax-bone
name: Wax bone
definition: {text: A bone that is called wax., editorial: definition}
code: wb
cause: unknown
""",
    "kb/signs/clear-line.yaml": """
id: clear-line
name: Clear line
synonyms: [Glass line, Glas-Linie ☼]
definition: {text: A line., editorial: definition}
modality: mri
sequences: [t1]
regions: [shin]
""",
    "kb/treatments/rest.yaml": """
id: rest
name: Rest
definition: {text: Doing nothing., editorial: definition}
treatment_kind: rest
""",
    "kb/regions/leg.yaml": "id: leg\nname: Leg\ndefinition: {text: A limb., editorial: definition}\n",
    "kb/regions/shin.yaml": "id: shin\nname: Shin\npart_of: leg\ndefinition: {text: Front., editorial: definition}\n",
    "kb/conflicts/line-or-none.yaml": """
id: line-or-none
code: k1
question: Is there a line?
touches: [clear-line]
positions:
  "yes": {text: There is., cites: [smith2001#half]}
  "none": {text: There is none., cites: [later2020#none]}
""",
    "kb/references/smith2001.yaml": """
key: smith2001
read: abstract
use: For the line.
study: {design: case-series, n: 8}
findings:
  half: {text: Half of 8 cases had a line., basis: abstract, source: "https://doi.org/10.1000/glass_1", evidence: [s-1]}
corrections:
  - {field: volume, printed: 21, correct: "12", reason: Shown by the publisher.}
remarks: [Only the abstract.]
""",
    "kb/references/vanglas1999.yaml": """
key: vanglas1999
read: title
use: For the shin.
findings:
  shin: {text: Says shin., basis: title, source: the title}
""",
    "kb/references/later2020.yaml": """
key: later2020
read: abstract
use: For the opposite.
findings:
  none: {text: No line was seen., basis: abstract, source: the abstract}
""",
    "kb/references/korompilias2009.yaml": """
key: korompilias2009
read: abstract
use: The review.
findings:
  rest: {text: Rest was tried., basis: abstract, source: the abstract}
""",
}
"""Files of the made-up knowledge base. Nothing in it is true."""


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The made-up knowledge base, sound as far as its reader can tell."""
    root = tmp_path_factory.mktemp("made-up")
    for name, text in MADE_UP.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    kb = load(root)
    assert kb.diagnostics == ()
    return kb


@pytest.fixture(scope="session")
def made_up_graph(made_up: KnowledgeBase) -> EvidenceGraph:
    """Its graph."""
    return EvidenceGraph(made_up)


@pytest.fixture(scope="session")
def made_up_pieces(made_up: KnowledgeBase) -> Pieces:
    """Its references in every format."""
    return citation_pieces(made_up)


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    """The real knowledge base."""
    return load(ROOT)


@pytest.fixture(scope="session")
def real_graph(real: KnowledgeBase) -> EvidenceGraph:
    """Its graph."""
    return EvidenceGraph(real)


@pytest.fixture(scope="session")
def real_pieces(real: KnowledgeBase) -> Pieces:
    """Its references in every format."""
    return citation_pieces(real)


@pytest.fixture(scope="session")
def entries(real: KnowledgeBase) -> dict[str, Entry]:
    """Every entry of the real one by key."""
    return {key: reference.entry for key, reference in real.references.items()}


@pytest.fixture(scope="session")
def files(
    real: KnowledgeBase, real_graph: EvidenceGraph, real_pieces: Pieces, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the files of whole lists, as the site has them."""
    folder = tmp_path_factory.mktemp("exported")
    for name, text in data_files(real, real_graph, real_pieces):
        if "/" not in name:
            (folder / name).write_text(text, encoding="utf-8")
    return folder
