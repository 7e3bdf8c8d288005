"""Loading: what is found where, and what a broken file does and does not take with it."""

from __future__ import annotations

from build_tools.knowledge import EDITORIAL


def test_everything_is_found_by_its_id(sound_kb):
    assert list(sound_kb.conditions) == ["chalk-bone", "glass-bone"]
    assert list(sound_kb.signs) == ["hollow-echo", "milky-band"]
    assert list(sound_kb.treatments) == ["slow-walking"]
    assert list(sound_kb.regions) == ["arm", "elbow"]
    assert list(sound_kb.conflicts) == ["echo-or-not"]
    assert list(sound_kb.references) == ["brown2000", "smith2001", "jones2002", "smith2001b"]
    assert [reference.key for reference in sound_kb.review_references] == ["smith2001", "jones2002", "smith2001b"]
    assert sound_kb.diagnostics == ()


def test_findings_are_found_by_citation(sound_kb):
    assert list(sound_kb.findings) == [
        "brown2000#chalk-and-echo",
        "smith2001#ringing",
        "smith2001#echo",
        "smith2001#duration",
        "smith2001#walking",
        "jones2002#no-echo",
        "jones2002#no-band",
    ]
    assert sound_kb.reference_of("smith2001#echo").number == 1
    assert sound_kb.reference_of("nobody1900#echo") is None


def test_claims_have_permanent_ids_in_the_order_of_the_page(sound_kb):
    assert [claim.id for claim in sound_kb.claims_of_page["glass-bone"]] == [
        "glass-bone.definition",
        "glass-bone.overview.ringing",
        "glass-bone.who.sailors",
        "glass-bone.where.elbow",
        "glass-bone.findings.milky-band",
        "glass-bone.findings.hollow-echo.early",
        "glass-bone.subtype-of.chalk-bone",
        "glass-bone.mimics.chalk-bone",
        "glass-bone.mimics.chalk-bone.discriminator",
        "glass-bone.course.duration",
        "glass-bone.treated-with.slow-walking",
    ]


def test_the_level_of_a_claim_is_that_of_its_strongest_supporting_finding(sound_kb):
    def level(claim_id):
        return sound_kb.level_of(sound_kb.claims[claim_id].statement)

    assert level("glass-bone.definition") == EDITORIAL
    assert level("chalk-bone.findings.hollow-echo") == "title"
    assert level("glass-bone.overview.ringing") == "abstract"
    assert level("glass-bone.treated-with.slow-walking") == "full-text"


def test_opposing_findings_give_no_level(project):
    project.replace(
        "kb/conditions/glass-bone.yaml",
        "    cites: [jones2002#no-echo]\n    against: [smith2001#echo]",
        "    against: [smith2001#echo]",
    )
    kb = project.load()

    assert kb.level_of(kb.claims["glass-bone.findings.hollow-echo.early"].statement) is None


def test_a_file_that_does_not_parse_still_counts_by_its_name(project):
    project.write("kb/signs/milky-band.yaml", 'id: "milky-band\n')
    kb = project.load()

    assert "milky-band" not in kb.signs
    assert kb.kind_of("milky-band") == "sign"
    assert [diagnostic.code for diagnostic in project.check()] == ["yaml-syntax"]


def test_a_faulty_claim_takes_no_other_claim_with_it(project):
    project.replace("kb/conditions/glass-bone.yaml", "    text: The elbow was the usual site.\n", "    text: [a, b]\n")
    kb = project.load()

    assert "glass-bone.where.elbow" not in kb.claims
    assert "glass-bone.who.sailors" in kb.claims
    assert [diagnostic.code for diagnostic in kb.diagnostics] == ["field-type"]


def test_an_unreadable_bibliography_accuses_nobody_who_cites_it(project):
    (project.root / "references.bib").write_bytes(b"@article{\xff")

    assert [diagnostic.code for diagnostic in project.check()] == ["bib-encoding"]


def test_a_damaged_condition_still_uses_what_it_mentions(project):
    text = (project.root / "kb/conditions/glass-bone.yaml").read_text(encoding="utf-8")
    project.write("kb/conditions/glass-bone.yaml", text + "course: again\n")

    assert [diagnostic.code for diagnostic in project.check()] == ["key-duplicate"]


def test_a_condition_that_cannot_be_read_at_all_still_uses_what_it_mentions(project):
    text = (project.root / "kb/conditions/glass-bone.yaml").read_text(encoding="utf-8")
    project.write("kb/conditions/glass-bone.yaml", text + 'pitfalls: "\n')

    assert [diagnostic.code for diagnostic in project.check()] == ["yaml-syntax"]


def test_of_doubled_ids_the_first_file_counts(project):
    text = (project.root / "kb/regions/arm.yaml").read_text(encoding="utf-8")
    project.write("kb/regions/zzz.yaml", text.replace("name: Arm", "name: Other arm"))
    kb = project.load()

    assert kb.regions["arm"].name == "Arm"
    assert [diagnostic.code for diagnostic in project.check()] == ["id-duplicate"]


def test_a_project_without_any_file_gives_faults_and_no_exception(tmp_path):
    from build_tools.knowledge import load

    assert [diagnostic.code for diagnostic in load(tmp_path).diagnostics] == ["file-missing"] * 3
