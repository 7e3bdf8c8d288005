"""Schematics on pages: the drawing with a switch for its labels, its caption, and the page that gathers them all.

A drawing is a file of its own (``figures/<id>.svg``), shown by a plain image. Behind ``#plain`` the same file hides its
labels itself, so a page without scripts can show both: a checkbox, and a style sheet that shows one of two images.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from build_tools.exports.drawings import drawings
from build_tools.figures.schematics import size
from build_tools.knowledge import KnowledgeBase
from build_tools.model.entities import Figure
from build_tools.pages import addresses
from build_tools.pages.search import site_words
from build_tools.pages.writer import PageFile, PageWriter, SiteWriter
from build_tools.views.figures import FigureView, figure_view


def figure_html(page: PageWriter, figure: Figure, labels: bool = True, caption: bool = True) -> Markup:
    """A schematic as HTML for any page; its links and its image are counted from there.

    With ``labels`` it has the switch that hides them; without, it is the unlabelled image alone, as a question shows
    it. ``caption=False`` leaves out the caption, for places that reveal it later or say it themselves; the caption is
    made of claims of the knowledge base, with their citations and levels.
    """
    images = [_image(page, figure, True, "kb-figure__labelled")] if labels else []
    images.append(_image(page, figure, False, "kb-figure__plain"))
    switch = (
        Markup(
            '<label class="kb-figure__switch" data-search-exclude>'
            '<input type="checkbox" checked autocomplete="off"> Labels</label>'
        )
        if labels
        else Markup("")
    )
    return Markup(
        '<figure class="kb-figure{}" data-figure="{}">\n<div class="kb-figure__picture">{}</div>\n{}{}</figure>'
    ).format(
        "" if labels else " kb-figure--bare",
        figure.id,
        Markup("").join(images),
        switch,
        _caption(page, figure) if caption else "",
    )


def _image(page: PageWriter, figure: Figure, labels: bool, css_class: str) -> Markup:
    width, height = size(figure.id)
    return Markup('<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">').format(
        css_class, page.link(addresses.of_drawing(figure, labels)), width, height, page.plain(figure.alt)
    )


def _caption(page: PageWriter, figure: Figure) -> Markup:
    view = figure_view(page.kb, figure)
    number = Markup('<span class="kb-figure__number">Schematic {}.</span> ').format(figure.number)
    sentences = [
        Markup('<span class="kb-figure__claim"{}>{}{} {}</span>').format(
            page.anchor(claim), "" if index else number, page.prose(claim.text), page.support(claim)
        )
        for index, claim in enumerate(view.caption)
    ]
    made = Markup('<span class="kb-figure__made">{}{}</span>').format(_made(page, view), _to_all(page, figure))
    return Markup("\n<figcaption data-search-exclude>{}</figcaption>\n").format(Markup("\n").join((*sentences, made)))


def _to_all(page: PageWriter, figure: Figure) -> Markup:
    if page.here == addresses.FIGURES:
        return Markup("")
    return Markup(' <a href="{}">All schematics</a>').format(page.link(f"{addresses.FIGURES}#{figure.id}"))


def _made(page: PageWriter, view: FigureView) -> Markup:
    """What the drawing follows: the publications that its caption cites."""
    sources = Markup(", ").join(
        Markup('<a href="{}">{}</a>').format(page.to_reference(one.key), one.label) for one in view.references
    )
    drawn = Markup("Drawn by code from the descriptions in [{}]").format(sources) if sources else "Drawn by code"
    return Markup("{}; proportions are not measurements.").format(drawn)


def drawing_files(kb: KnowledgeBase) -> Iterator[PageFile]:
    """The drawings, each a complete file."""
    for figure, text in drawings(kb):
        yield PageFile(addresses.of_drawing(figure), text)


def schematics_page(kb: KnowledgeBase, writer: SiteWriter) -> Iterator[PageFile]:
    """The page of all schematics, where every label can be hidden at once; none where there are no figures."""
    if kb.figures:
        yield writer.page(
            addresses.FIGURES,
            "schematics.md.j2",
            "Schematics",
            description="Line drawings of what images show, with labels that can be hidden.",
            tags=site_words(addresses.FIGURES),
            is_wide=True,
            scripts=("schematics",),
            figures=list(kb.figures.values()),
        )
