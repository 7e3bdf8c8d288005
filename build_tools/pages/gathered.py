"""Pages that gather one kind of thing: causes, patient groups, natural history, changes, glossary, pathways."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.knowledge import KnowledgeBase
from build_tools.model.spelling import in_every_spelling
from build_tools.pages import addresses
from build_tools.pages.drawings import NOTHING, history_drawings, pathway_drawings
from build_tools.pages.search import site_words
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.changes import changes_by_topic
from build_tools.views.history import DAYS_OF_MONTH, history
from build_tools.views.overviews import conditions_by_cause, conditions_by_group
from build_tools.views.statements import claim_view, section_views


def gathered_pages(kb: KnowledgeBase, writer: SiteWriter) -> Iterator[PageFile]:
    """Every such page for which the knowledge base holds something."""
    definitions = {one.id: claim_view(kb, kb.claims[f"{one.id}.definition"]) for one in kb.conditions.values()}
    yield writer.page(
        addresses.CAUSES,
        "causes.md.j2",
        "What can cause marrow edema?",
        description="Conditions with marrow edema, and those that look like it, by what stands behind them.",
        tags=site_words(addresses.CAUSES),
        groups=conditions_by_cause(kb),
        definitions=definitions,
    )
    groups = conditions_by_group(kb)
    if groups:
        yield writer.page(
            addresses.GROUPS,
            "groups.md.j2",
            "Patient groups",
            description="Who is reported to have which condition.",
            tags=[*site_words(addresses.GROUPS), *(kb.vocabulary.patient_groups[group].label for group, _ in groups)],
            groups=groups,
        )
    lanes = history(kb)
    if any(lane.rows for lane in lanes):
        yield writer.page(
            addresses.HISTORY,
            "history.md.j2",
            "How long does it last?",
            description="Times that single sources report, untreated and treated apart.",
            tags=site_words(addresses.HISTORY),
            is_wide=True,
            lanes=lanes,
            drawings=history_drawings(writer, lanes),
            days_of_month=DAYS_OF_MONTH,
            nothing=NOTHING,
        )
    topics = changes_by_topic(kb)
    if topics:
        yield writer.page(
            addresses.CHANGES,
            "changes.md.j2",
            "What has changed since 2009",
            description="What later publications change against the review of 2009.",
            tags=site_words(addresses.CHANGES),
            topics=topics,
        )
    yield writer.page(
        addresses.GLOSSARY,
        "glossary.md.j2",
        "Glossary",
        description="Abbreviations and terms, A to Z.",
        entries=_glossary(kb),
    )
    for pathway in kb.pathways.values():
        views = {view.id.rpartition(".")[2]: view for view in section_views(kb, pathway.id, "steps")}
        yield writer.page(
            addresses.of_page(pathway),
            "pathway.md.j2",
            pathway.name,
            description="A reading order for learning, step by step.",
            tags=in_every_spelling(pathway.synonyms),
            boost=2,
            pathway=pathway,
            definition=claim_view(kb, kb.claims[f"{pathway.id}.definition"]),
            steps=[(step, views[name]) for name, step in pathway.steps.items()],
            drawings=pathway_drawings(writer, pathway),
        )


def _glossary(kb: KnowledgeBase) -> list[tuple[str, str, str | None, str | None, str]]:
    """Terms and abbreviations A to Z: term, expansion, definition, what it is confused with, address."""
    entries = [
        (term, entry.expansion, entry.definition, entry.not_to_confuse, "") for term, entry in kb.glossary.terms.items()
    ]
    entries += [
        (entity.abbreviation, entity.name, None, None, addresses.of_page(entity))
        for entity in kb.entities.values()
        if entity.abbreviation
    ]
    return sorted(entries, key=lambda entry: entry[0].lower())
