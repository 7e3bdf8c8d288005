"""Text of the knowledge base is data: it is escaped for where it goes."""

from __future__ import annotations

import html

import markdown
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from build_tools.knowledge import KnowledgeBase
from build_tools.model.bibliography import Person
from build_tools.pages.environment import markdown_text
from build_tools.pages.writer import PageWriter, SiteWriter, short_authors

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1)
VISIBLE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)


@given(VISIBLE)
def test_a_heading_shows_exactly_its_text(text: str) -> None:
    """Through Python-Markdown and a browser's eyes, nothing in the text has a meaning."""
    made = markdown.markdown(f"# {markdown_text(text)}", extensions=["attr_list", "toc"])
    heading = lxml_html.fragment_fromstring(made)
    assert heading.tag == "h1"
    assert heading.text_content() == text
    assert list(heading) == []


@given(VISIBLE)
def test_prose_shows_exactly_its_words(sound_kb: KnowledgeBase, text: str) -> None:
    writer = PageWriter(SiteWriter(sound_kb, {}), "")
    made = str(writer.prose(text))
    assert "<script" not in made.replace("&lt;script", "")
    shown = lxml_html.fragment_fromstring(made, create_parent="p").text_content()
    assert html.unescape(shown) == html.unescape(writer.plain(text))


def test_emphasis_links_and_abbreviations(sound_kb: KnowledgeBase) -> None:
    writer = PageWriter(SiteWriter(sound_kb, {}), "conditions/glass-bone/")
    assert str(writer.prose("A *ringing* GB & GB; see [[milky-band|the <band>]].")) == (
        'A <em>ringing</em> <abbr title="glass bone">GB</abbr> &amp; GB; '
        'see <a href="../../signs/milky-band/">the &lt;band&gt;</a>.'
    )


def test_several_findings_of_one_reference_share_its_number(sound_kb: KnowledgeBase) -> None:
    from build_tools.views.statements import claim_view

    writer = PageWriter(SiteWriter(sound_kb, {}), "conditions/glass-bone/")
    view = claim_view(sound_kb, sound_kb.claims["glass-bone.course.duration"])
    shown = lxml_html.fragment_fromstring(str(writer.cites(view)))
    assert shown.text_content() == "[1a b]"
    assert [link.get("href") for link in shown.iter("a")] == [
        "../../references/smith2001/#duration",
        "../../references/smith2001/#ringing",
    ]


def test_arithmetic_says_that_a_number_was_computed(project) -> None:  # type: ignore[no-untyped-def]
    from build_tools.views.statements import claim_view

    for formula, shown in (("9 of 12", "9 of 12"), ("14 - 2 * 1 of 16", "14 − 2 × 1 of 16")):
        project.replace("kb/conditions/glass-bone.yaml", "derived: 9 of 12", f"derived: {formula}")
        kb = project.load()
        view = claim_view(kb, kb.claims["glass-bone.course.duration"])
        support = str(PageWriter(SiteWriter(kb, {}), "conditions/glass-bone/").support(view))
        assert support.startswith(f'<span class="kb-derived">(Computed: {shown})</span> <span class="kb-cites"')


def test_authors_are_shortened() -> None:
    one, two = Person("Smith", "A."), Person("Jones", "B.")
    assert short_authors((one,)) == "Smith"
    assert short_authors((one, two)) == "Smith and Jones"
    assert short_authors((one, two, one)) == "Smith et al."
    assert short_authors((one,), is_complete=False) == "Smith et al."
    assert short_authors(()) == "Authors not recorded"
