"""Lists of conditions, signs, treatments and regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Entity
from build_tools.pages import addresses
from build_tools.pages.writer import PageFile, SiteWriter
from build_tools.views.statements import claim_view


def list_pages(kb: KnowledgeBase, writer: SiteWriter) -> Iterator[PageFile]:
    """One list for each kind of entity, grouped as readers look for them."""
    vocabulary = kb.vocabulary
    lists: tuple[tuple[str, str, str, Iterable[Entity], Mapping[str, Any] | None, str], ...] = (
        (
            "conditions",
            "Conditions",
            "What a patient may have.",
            kb.conditions.values(),
            vocabulary.causes,
            "cause",
        ),
        (
            "signs",
            "Signs",
            "What one may see or measure.",
            kb.signs.values(),
            vocabulary.modalities,
            "modality",
        ),
        (
            "treatments",
            "Treatments",
            "What has been done about it. Reports of studies, not recommendations.",
            kb.treatments.values(),
            vocabulary.treatment_kinds,
            "treatment_kind",
        ),
        ("regions", "Regions", "Where in the body.", kb.regions.values(), None, ""),
    )
    for folder, title, intro, entities, words, field in lists:
        members = sorted(entities, key=lambda one: one.name.lower())
        rows = [(one, claim_view(kb, kb.claims[f"{one.id}.definition"])) for one in members]
        if words is None:
            groups = [("From hip to foot, and the spine", "all", rows)]
        else:
            groups = [
                (word.label, name, [row for row in rows if getattr(row[0], field) == name])
                for name, word in words.items()
            ]
        address = f"{folder}/"
        yield writer.page(
            address,
            "list.md.j2",
            title,
            file=addresses.index_file(address),
            description=intro,
            intro=intro,
            groups=[group for group in groups if group[2]],
        )
