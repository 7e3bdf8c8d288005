"""The knowledge base as tables: what each holds, and its keys. The CSV files and the SQLite file are made of these.

Lists of a record are rows of a table of their own: names, codes, evidence, edges. What kb.json holds beside them stands
there only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from build_tools.exports import table_rows
from build_tools.exports.table_rows import ABBREVIATION, OPPOSES, PREFERRED, SUPPORTS, SYNONYM, Row
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import EDITORIAL, KnowledgeBase
from build_tools.model.entities import MATCHES, PAGE_KINDS

Kind = Literal["string", "integer", "boolean"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column. Where its cells are words of a closed list, ``words`` names that list, ``one_of`` adds to it."""

    name: str
    holds: str
    kind: Kind = "string"
    is_required: bool = False
    words: str = ""
    one_of: tuple[str, ...] = ()

    def allowed(self, kb: KnowledgeBase) -> tuple[str, ...]:
        """The words that may stand in it; none where it is no closed list."""
        return (*(kb.vocabulary.words(self.words) if self.words else ()), *self.one_of)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: each cell of the field is empty, or stands in the other table's field."""

    field: str
    table: str
    to: str = "id"


@dataclass(frozen=True)
class Table:
    """One table; ``key`` names the fields that tell its rows apart."""

    name: str
    holds: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...]
    rows: Callable[[KnowledgeBase, EvidenceGraph], Iterable[Row]]


def _id(holds: str) -> Field:
    return Field("id", holds, is_required=True)


PAGE_KIND_NAMES = tuple(kind.kind for kind in PAGE_KINDS)

_PAGE = Link("id", "pages")
_NAME = Field("name", "The preferred name.", is_required=True)
_SHORT = Field("abbreviation", "The abbreviation, where one is in use.")
_DEFINITION = Field("definition", "What it is, in one sentence; the claim <id>.definition.", is_required=True)
_ADDRESS = Field("address", "Where it stands on the site, from the site's root.", is_required=True)

TABLES: tuple[Table, ...] = (
    Table(
        "pages",
        "Every page that holds claims.",
        (
            _id("The page's id, which never changes."),
            Field("kind", "What kind of page it is.", is_required=True, one_of=PAGE_KIND_NAMES),
            Field("name", "Its name, or its question.", is_required=True),
            _ADDRESS,
        ),
        ("id",),
        (),
        table_rows.pages,
    ),
    Table(
        "conditions",
        "What a patient may have.",
        (
            _id("The condition's id."),
            _NAME,
            _SHORT,
            Field("code", "Its short code in addresses of comparisons.", is_required=True),
            Field("cause", "Its group by cause.", is_required=True, words="causes"),
            _DEFINITION,
            Field("urgent", "Whether it says why it needs urgent assessment.", "boolean", is_required=True),
        ),
        ("id",),
        (_PAGE,),
        table_rows.conditions,
    ),
    Table(
        "signs",
        "What one may see or measure.",
        (
            _id("The sign's id."),
            _NAME,
            _SHORT,
            Field("modality", "The kind of examination.", is_required=True, words="modalities"),
            _DEFINITION,
        ),
        ("id",),
        (_PAGE,),
        table_rows.signs,
    ),
    Table(
        "treatments",
        "What has been done about it; never a recommendation.",
        (
            _id("The treatment's id."),
            _NAME,
            _SHORT,
            Field("kind", "The kind of treatment.", is_required=True, words="treatment_kinds"),
            _DEFINITION,
        ),
        ("id",),
        (_PAGE,),
        table_rows.treatments,
    ),
    Table(
        "regions",
        "Parts of the body.",
        (_id("The region's id."), _NAME, Field("part_of", "The region that it is a part of."), _DEFINITION),
        ("id",),
        (_PAGE, Link("part_of", "regions")),
        table_rows.regions,
    ),
    Table(
        "names",
        "What conditions, signs, treatments and regions are called.",
        (
            Field("page", "Id of what is called so.", is_required=True),
            Field("name", "The name.", is_required=True),
            Field("kind", "What the name is.", is_required=True, one_of=(PREFERRED, ABBREVIATION, SYNONYM)),
        ),
        ("page", "name"),
        (Link("page", "pages"),),
        table_rows.names,
    ),
    Table(
        "codes",
        "The same things in other vocabularies, with how well each fits.",
        (
            Field("page", "Id of the condition, sign, treatment or region.", is_required=True),
            Field("vocabulary", "The other vocabulary.", is_required=True),
            Field("code", "The code there.", is_required=True),
            Field("label", "Its label there.", is_required=True),
            Field("match", "How well it fits; only exact is the same.", is_required=True, one_of=MATCHES),
            Field("note", "What to know of the match."),
        ),
        ("page", "vocabulary", "code"),
        (Link("page", "pages"),),
        table_rows.codes,
    ),
    Table(
        "references",
        "Publications: the 2009 review, its printed list, and the others.",
        (
            Field("key", "The key in references.bib.", is_required=True),
            Field("number", "Number in the review's printed list.", "integer"),
            Field("authors", "Family name, given names; joined by semicolons."),
            Field("authors_complete", "Whether all authors are recorded.", "boolean", is_required=True),
            Field("title", "Title.", is_required=True),
            Field("type", "The entry's type in BibTeX, such as article or incollection.", is_required=True),
            Field("container", "Journal or book."),
            Field("container_short", "The journal's abbreviation."),
            Field("editors", "Of a book: family name, given names; joined by semicolons."),
            Field("publisher", "Of a book."),
            Field("language", "Language, where it is not English."),
            Field("year", "Year of publication.", "integer"),
            Field("volume", "Volume."),
            Field("issue", "Issue."),
            Field("pages", "First and last page."),
            Field("doi", "DOI, where one was seen."),
            Field("pmid", "Number in PubMed, where one was seen."),
            Field("duplicate_of", "Key of the entry that is the same work."),
            Field("read", "The deepest level at which it was read.", words="levels"),
            Field("design", "Design of the study, where it was seen.", words="designs"),
            Field("size", "Size of the study, in words."),
            _ADDRESS,
        ),
        ("key",),
        (Link("duplicate_of", "references", "key"),),
        table_rows.references,
    ),
    Table(
        "findings",
        "What publications say, in our words.",
        (
            _id("key#finding-id, as claims cite it."),
            Field("reference", "Key of the publication.", is_required=True),
            Field("text", "What it says.", is_required=True),
            Field("basis", "The level at which it was read.", is_required=True, words="levels"),
            Field("source", "Where it was read.", is_required=True),
            _ADDRESS,
        ),
        ("id",),
        (Link("reference", "references", "key"),),
        table_rows.findings,
    ),
    Table(
        "claims",
        "Every statement of the site in its place.",
        (
            _id("The claim's id, which never changes."),
            Field("page", "Id of the page that it stands on.", is_required=True),
            Field("section", "The page's section.", is_required=True),
            Field("text", "The sentence; *words* are emphasized, [[id|words]] link to a page.", is_required=True),
            Field("frequency", "How often, as the vocabulary defines the word.", words="frequencies"),
            Field("level", "Level of the strongest finding that supports it.", words="levels", one_of=(EDITORIAL,)),
            Field("target", "Id of the page that it links its own to."),
            Field("patient_group", "The patient group that it speaks of.", words="patient_groups"),
            Field("stage", "The stage that it belongs to.", words="stages"),
            Field("region", "Where a sign was seen, if reported at one site only."),
            Field("count_n", "How many showed it, in one source.", "integer"),
            Field("count_of", "Of how many.", "integer"),
            Field("conflict", "Id of the conflict that it is one side of."),
            Field("editorial", "Why it needs no citation.", words="editorial_reasons"),
            Field("derived", "How a number in it was computed."),
            _ADDRESS,
        ),
        ("id",),
        (Link("page", "pages"), Link("target", "pages"), Link("region", "regions"), Link("conflict", "pages")),
        table_rows.claims,
    ),
    Table(
        "evidence",
        "Which finding speaks for or against which claim.",
        (
            Field("claim", "Id of the claim.", is_required=True),
            Field("finding", "Id of the finding that it cites.", is_required=True),
            Field("direction", "Whether it speaks for or against.", is_required=True, one_of=(SUPPORTS, OPPOSES)),
        ),
        ("claim", "finding", "direction"),
        (Link("claim", "claims"), Link("finding", "findings")),
        table_rows.evidence,
    ),
    Table(
        "edges",
        "Claims that link two pages: the differential table is made of those with the relation findings.",
        (
            Field("claim", "Id of the claim.", is_required=True),
            Field("source", "Id of the page that states it.", is_required=True),
            Field("relation", "What links the two.", is_required=True),
            Field("target", "Id of the other page.", is_required=True),
            Field("frequency", "How often, where the claim says it.", words="frequencies"),
        ),
        ("claim",),
        (Link("claim", "claims"), Link("source", "pages"), Link("target", "pages")),
        table_rows.edges,
    ),
)
"""Every table; one that another links to stands before it."""


def rows_of_tables(kb: KnowledgeBase, graph: EvidenceGraph) -> dict[str, tuple[Row, ...]]:
    """The rows of every table by its name, in a fixed order."""
    return {table.name: tuple(table.rows(kb, graph)) for table in TABLES}
