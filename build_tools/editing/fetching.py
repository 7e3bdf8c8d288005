"""Publications by their DOI or PubMed number, from the services that register these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from build_tools.diagnostics import Diagnostic, Place, error
from build_tools.editing import crossref, pubmed
from build_tools.editing.inputs import Found, Input
from build_tools.editing.publication import Publication, bare_doi
from build_tools.editing.web import Web
from build_tools.rules.command_codes import UNREGISTERED


def fetched(web: Web, dois: Iterable[str], pmids: Iterable[str]) -> Input:
    """What the services say of some publications, and which ones they do not know. Raises ServiceError.

    Where PubMed has the DOI too, its record is taken and filled up from Crossref's: its titles are in small letters,
    and its abbreviations of journals are those that references.bib uses.
    """
    found: list[Found] = []
    faults: list[Diagnostic] = []
    for doi in map(bare_doi, dois):
        place = Place(f"--doi {doi}")
        work = crossref.work(web, doi)
        if work is None:
            hint = "see whether it leads to the publication; if another agency has registered it, paste the citation"
            faults.append(error(place, UNREGISTERED, f"Crossref does not know the DOI {doi}", hint))
        else:
            found.append(Found(place, _with_pubmed(web, doi, work)))
    wanted = [pmid.strip() for pmid in pmids]
    records = pubmed.records(web, wanted)
    for pmid in wanted:
        place = Place(f"--pmid {pmid}")
        if pmid in records:
            found.append(Found(place, records[pmid]))
        else:
            faults.append(error(place, UNREGISTERED, f"PubMed has no record {pmid}", "correct the number"))
    return Input(tuple(found), tuple(faults))


def _with_pubmed(web: Web, doi: str, work: Publication) -> Publication:
    numbers = pubmed.numbers(web, pubmed.doi_term(doi))
    records = (
        [record for record in pubmed.records(web, numbers).values() if record.get("doi").lower() == doi.lower()]
        if numbers
        else []
    )
    if len(records) != 1:
        return work
    record = records[0]
    return replace(
        record,
        fields={**work.fields, **record.fields},
        authors=record.authors or work.authors,
        notices=(*record.notices, *work.notices),
    )
