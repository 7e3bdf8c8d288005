"""``bmes fmt`` and ``bmes cite``: what is printed where, what is written, and with which status they end."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build_tools.cli import app
from build_tools.editing import finding
from build_tools.editing import web as web_module
from build_tools.sources.cache import OFF
from build_tools.sources.dates import GIVEN
from tests.conftest import Project
from tests.editing.conftest import Services, crossref_work, medline

CITATION = """@article{x,
  author = {Adam, Bea}, title = {Salt in bone}, journal = {Chalk}, year = 2003, doi = {https://doi.org/10.1000/salt}
}
"""
CONTACT = ("--contact", "editor@example.org")


def bmes(*arguments: str, text: str | None = None):
    """Run a command in this process."""
    return CliRunner().invoke(app, list(arguments), input=text, env={"BMES_CONTACT": ""})


def contents(project: Project) -> dict[str, bytes]:
    """Every file of a project but its caches."""
    files = (path for path in project.root.rglob("*") if path.is_file() and "build" not in path.parts)
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between tries are short."""
    monkeypatch.setattr(web_module, "FIRST_WAIT", 0.001)


def added(key: str, identifiers: str) -> str:
    """What is printed of a publication that was added."""
    wrote = f"Wrote kb/references/{key}.yaml; set read: abstract when you have read it."
    return f"added {key} ({identifiers}, no duplicate); read: title. {wrote}"


class TestFmt:
    """``bmes fmt``."""

    def test_it_lays_out_what_is_not_and_says_so(self, project):
        project.write("kb/regions/arm.yaml", "name: Arm\nid: arm\n")
        first = bmes("fmt", "--root", str(project.root))
        before = contents(project)
        second = bmes("fmt", "--root", str(project.root))

        assert first.exit_code == second.exit_code == 0
        assert "laid out kb/regions/arm.yaml\n" in first.stdout
        assert before["kb/regions/arm.yaml"] == b"id: arm\nname: Arm\n"
        assert (second.stdout, second.stderr.endswith(" files: 0 laid out anew.\n")) == ("", True)
        assert contents(project) == before

    def test_check_changes_nothing_and_fails(self, project):
        bmes("fmt", "--root", str(project.root))
        assert bmes("fmt", "--check", "--root", str(project.root)).exit_code == 0
        project.write("kb/regions/arm.yaml", "name: Arm\nid: arm\n")
        before = contents(project)
        result = bmes("fmt", "--check", "--root", str(project.root))

        assert result.exit_code == 1
        assert result.stdout == (
            "kb/regions/arm.yaml:1:1: error[layout]: layout: 'name: Arm'\n"
            "  hint: write 'id: arm'\n"
            "  more: bmes explain layout\n"
        )
        assert result.stderr.endswith(" files: 1 not in the one layout.\n")
        assert contents(project) == before

    def test_only_the_files_that_are_named_are_laid_out(self, project, monkeypatch):
        project.write("kb/regions/arm.yaml", "name: Arm\nid: arm\n")
        project.write("kb/regions/elbow.yaml", "name: Elbow\nid: elbow\n")
        monkeypatch.chdir(project.root / "kb")
        result = bmes("fmt", "regions/arm.yaml", str(project.root / "references.bib"), "--root", str(project.root))

        assert (result.stdout, result.stderr) == ("laid out kb/regions/arm.yaml\n", "2 files: 1 laid out anew.\n")
        assert contents(project)["kb/regions/elbow.yaml"] == b"name: Elbow\nid: elbow\n"

    @pytest.mark.parametrize("path", ["kb/regions/none.yaml", "/etc/hosts"])
    def test_other_files_are_wrong_use(self, project, path):
        result = bmes("fmt", path, "--root", str(project.root))

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("not a file of kb/ and not references.bib: ")

    def test_a_broken_file_fails_and_stays_as_it_is(self, project):
        project.write("kb/regions/arm.yaml", "id: [arm\n")
        result = bmes("fmt", "--root", str(project.root))

        assert result.exit_code == 1
        assert "kb/regions/arm.yaml:1:5: error[yaml-syntax]" in result.stdout
        assert contents(project)["kb/regions/arm.yaml"] == b"id: [arm\n"

    def test_a_file_that_cannot_be_written_is_one_sentence(self, project, monkeypatch):
        project.write("kb/regions/arm.yaml", "name: Arm\nid: arm\n")

        def fail(self: Path, content: bytes) -> int:
            raise PermissionError("the folder is closed")

        monkeypatch.setattr(Path, "write_bytes", fail)
        result = bmes("fmt", "--root", str(project.root))

        assert (result.exit_code, result.stderr) == (1, "nothing was written: the folder is closed\n")


class TestAdd:
    """``bmes cite add``."""

    @pytest.mark.parametrize("from_file", [True, False])
    def test_it_says_what_it_added_and_what_to_do(self, project, tmp_path, from_file):
        path = tmp_path / "pasted.bib"
        path.write_text(CITATION, encoding="utf-8")
        source = (str(path),) if from_file else ()
        result = bmes("cite", "add", *source, "--root", str(project.root), text=CITATION)

        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == (
            "added adam2003 (DOI ok, no duplicate); read: title. Wrote kb/references/adam2003.yaml; "
            "set read: abstract when you have read it.\n"
        )
        assert contents(project)["kb/references/adam2003.yaml"].startswith(b"key: adam2003\nread: title\nuse: ")
        assert bmes("check", "--root", str(project.root)).exit_code == 0

    def test_a_year_to_come_is_refused_by_the_day_of_the_sources(self, project, monkeypatch):
        monkeypatch.setenv(GIVEN, "1795392000")  # 2026-11-23
        before = contents(project)
        result = bmes("cite", "add", "--root", str(project.root), text=CITATION.replace("2003", "2050"))

        assert result.exit_code == 1
        assert result.stdout == (
            "standard input:1:1: error[year-invalid]: 'Salt in bone': year '2050'\n"
            "  hint: write four digits, 1800 to 2027\n"
            "  more: bmes explain year-invalid\n"
        )
        assert contents(project) == before

    def test_remarks_follow(self, project):
        text = "TY  - JOUR\nTI  - BONES OF THE SEA\nT2  - Chalk\nPY  - 2003\nER  - \n"
        result = bmes("cite", "add", "-", "--root", str(project.root), text=text)

        assert result.stdout.splitlines() == [
            added("bones-sea2003", "no DOI"),
            "  note: the title's words have capitals: write it in small letters, and names in braces",
            "  note: the authors were not given: add them, or leave incomplete = {authors} if they were not seen",
        ]

    def test_a_dry_run_writes_nothing(self, project):
        before = contents(project)
        result = bmes("cite", "add", "--dry-run", "--root", str(project.root), text=CITATION)

        assert (result.exit_code, result.stdout) == (
            0,
            "would add adam2003 (DOI ok, no duplicate); read: title.\n",
        )
        assert contents(project) == before

    def test_duplicates_and_faults_are_told_and_give_status_one(self, project):
        bmes("cite", "add", "--root", str(project.root), text=CITATION)
        before = contents(project)
        result = bmes("cite", "add", "--root", str(project.root), text=CITATION + "\n@article{y, title = {Z}}\n")

        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            "standard input:1:1: error[cite-duplicate]: the DOI 10.1000/salt is that of 'adam2003' (references.bib:44)",
            "  hint: nothing has to be added",
            "  more: bmes explain cite-duplicate",
            "standard input:5:1: error[cite-input]: 'Z': it has no journal",
            "  hint: add its journal, which a reader needs to find it",
            "  more: bmes explain cite-input",
        ]
        assert contents(project) == before

    def test_a_form_can_be_named_and_another_publication_insisted_on(self, project):
        alike = CITATION.replace("Salt in bone", "The echo of chalk bone").replace("2003", "2000")
        assert bmes("cite", "add", "--format", "ris", "--root", str(project.root), text=alike).exit_code == 1
        assert bmes("cite", "add", "--root", str(project.root), text=alike).exit_code == 1
        result = bmes("cite", "add", "--not-a-duplicate", "--root", str(project.root), text=alike)
        assert (result.exit_code, result.stdout[:14]) == (0, "added adam2000")

    def test_by_doi_pubmeds_record_is_taken_and_filled_up(self, project, services: Services):
        services.works["10.1000/salt"] = crossref_work(
            "10.1000/salt", "Salt In Bone: An Account Of Many Sailors", publisher="Harbor", **{"article-number": "77"}
        )
        services.found_numbers = {'"10.1000/salt"[doi]': ["99"]}
        services.records["99"] = medline("99", "Salt in bone: an account of many sailors", "10.1000/salt", IP="", PG="")
        result = bmes("cite", "add", "--doi", "doi:10.1000/salt", "--root", str(project.root), *CONTACT)

        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("added smith2001c (DOI ok, PMID ok, no duplicate); read: title.")
        assert (
            contents(project)["references.bib"]
            .decode()
            .endswith(
                "\n@article{smith2001c,\n  author = {Smith, A. and Zoe, C.},\n"
                "  title = {Salt in bone: an account of many sailors},\n  journal = {Sea \\& Bone},\n"
                "  shortjournal = {Sea Bone},\n  year = {2001},\n  volume = {7},\n  issue = {2},\n  pages = {1--9},\n"
                "  doi = {10.1000/salt},\n  pmid = {99},\n}\n"
            )
        )

    def test_by_doi_without_a_record_in_pubmed_and_by_number(self, project, services: Services):
        services.works["10.1000/salt"] = crossref_work("10.1000/salt", "Salt in bone")
        services.records["98"] = medline("98", "Sugar in bone", RIN="Sea Bone. 2009;9:1")
        result = bmes(
            *("cite", "add", "--doi", "10.1000/salt", "--pmid", "98", "--pmid", "97", "--doi", "10.1000/none"),
            *("--root", str(project.root), *CONTACT),
        )

        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            added("smith2001c", "DOI ok"),
            added("smith2001d", "PMID ok"),
            "  note: retraction: Sea Bone. 2009;9:1",
            "--doi 10.1000/none:1:1: error[cite-unregistered]: Crossref does not know the DOI 10.1000/none",
            "  hint: see whether it leads to the publication; if another agency has registered it, paste the citation",
            "  more: bmes explain cite-unregistered",
            "--pmid 97:1:1: error[cite-unregistered]: PubMed has no record 97",
            "  hint: correct the number",
            "  more: bmes explain cite-unregistered",
        ]

    @pytest.mark.parametrize(
        ("arguments", "status", "told"),
        [
            (("--doi", "10.1000/x"), 2, "Crossref and PubMed want to know who asks: give your mail address"),
            (("--doi", "10.1000/x", "--contact", "me"), 2, "Crossref and PubMed want to know who asks"),
            (("no-such-file.bib",), 2, "no-such-file.bib"),
            (("--format", "word"), 2, "word"),
        ],
    )
    def test_wrong_use_is_told(self, project, arguments, status, told):
        result = bmes("cite", "add", *arguments, "--root", str(project.root), text=CITATION)

        assert result.exit_code == status
        assert told in result.stderr
        assert "Traceback" not in result.output

    def test_a_file_and_a_doi_at_once_are_wrong_use(self, project, tmp_path):
        (tmp_path / "x.bib").write_text(CITATION, encoding="utf-8")
        result = bmes(
            "cite", "add", str(tmp_path / "x.bib"), "--doi", "10.1000/x", "--root", str(project.root), *CONTACT
        )

        assert (result.exit_code, result.stderr) == (2, "give either a file, or --doi and --pmid\n")

    def test_offline_is_one_sentence_and_status_three(self, project, monkeypatch):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            monkeypatch.setenv("BMES_CROSSREF_URL", f"http://127.0.0.1:{unused.getsockname()[1]}")
        before = contents(project)
        result = bmes("cite", "add", "--doi", "10.1000/x", "--root", str(project.root), *CONTACT)

        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)
        assert "is this machine online?" in result.stderr
        assert contents(project) == before

    def test_a_bibliography_that_changed_meanwhile_is_not_written_over(self, project, monkeypatch):
        from build_tools.editing import adding

        original = adding.addition

        def slow_addition(*arguments, **options):
            result = original(*arguments, **options)
            project.replace("references.bib", "The echo of chalk bone", "The echo of a bone")
            return result

        monkeypatch.setattr(adding, "addition", slow_addition)
        result = bmes("cite", "add", "--root", str(project.root), text=CITATION)

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "references.bib was changed meanwhile; nothing was written, try again\n"
        assert "kb/references/adam2003.yaml" not in contents(project)


class TestFind:
    """``bmes cite find``."""

    def test_proposals_are_shown_and_the_sure_ones_written_when_asked(self, project, services: Services):
        old = "journal = {Journal of Sounds},\n  year = {2000},\n"
        project.replace("references.bib", old, f"{old}  volume = {{3}},\n")
        fits = {"author": [{"family": "Brown", "given": "B."}], "container-title": ["Journal of Sounds"], "volume": "3"}
        services.found_works = [
            crossref_work(
                "10.1000/echo", "The echo of chalk bone", issued={"date-parts": [[2000]]}, published=None, **fits
            )
        ]
        before = contents(project)
        shown = bmes("cite", "find", "brown2000", "--root", str(project.root), *CONTACT)

        assert (shown.exit_code, shown.stdout) == (0, "brown2000: doi = {10.1000/echo} (100 by Crossref; sure)\n")
        assert shown.stderr == "1 entry: 1 proposal, 1 sure; --write writes these.\n"
        assert contents(project) == before

        written = bmes("cite", "find", "brown2000", "--write", "--root", str(project.root), *CONTACT)
        assert written.stderr == "1 entry: 1 proposal, 1 written.\n"
        assert contents(project)["references.bib"] == before["references.bib"].replace(
            b"  volume = {3},\n", b"  volume = {3},\n  doi = {10.1000/echo},\n"
        )

    def test_what_is_not_sure_is_never_written(self, project, services: Services):
        services.found_works = [crossref_work("10.1000/echo", "The echo of a chalk bone", author=[{"family": "Brown"}])]
        before = contents(project)
        result = bmes("cite", "find", "--write", "--root", str(project.root), *CONTACT)

        assert result.exit_code == 0
        assert "brown2000: doi = {10.1000/echo} (86 by Crossref; below 95)\n  title: " in result.stdout
        assert "jones2002: nothing found\n" in result.stdout
        assert contents(project) == before

    def test_a_key_that_is_named_twice_is_looked_up_once(self, project, services: Services):
        result = bmes("cite", "find", "brown2000", "brown2000", "--root", str(project.root), *CONTACT)

        assert (result.stdout, result.stderr) == (
            "brown2000: nothing found\n",
            "1 entry: 0 proposals, 0 sure; --write writes these.\n",
        )

    def test_one_identifier_is_written_into_one_entry(self, project, services: Services):
        fits = {"author": [{"family": "Brown", "given": "B."}], "container-title": ["Journal of Sounds"]}
        services.found_works = [
            crossref_work(
                "10.1000/echo", "The echo of chalk bone", issued={"date-parts": [[2000]]}, published=None, **fits
            )
        ]
        bibliography = contents(project)["references.bib"].decode()
        brown = bibliography[bibliography.index("@article{brown2000,") :].partition("\n}\n")[0] + "\n}\n"
        twin = brown.replace("brown2000", "brown2000b").replace("  number = {1},\n", "")
        project.write("references.bib", f"{bibliography}\n{twin}")
        result = bmes("cite", "find", "brown2000", "brown2000b", "--write", "--root", str(project.root), *CONTACT)

        assert result.stdout == (
            "brown2000: doi = {10.1000/echo} (100 by Crossref; sure)\n"
            "brown2000b: doi = {10.1000/echo} (100 by Crossref; 'brown2000' gets it)\n"
        )
        assert result.stderr == "2 entries: 2 proposals, 1 written.\n"
        assert contents(project)["references.bib"].count(b"10.1000/echo") == 1

    def test_the_help_names_the_scores(self):
        text = " ".join(bmes("cite", "find", "--help").stdout.split())

        assert f"those of {finding.SURE:.0f} and more are written" in text
        assert f"unless another record comes within {finding.MARGIN:.0f} points" in text

    def test_an_unknown_key_is_wrong_use(self, project):
        result = bmes("cite", "find", "brown200", "--root", str(project.root), *CONTACT)

        assert (result.exit_code, result.stderr) == (2, "there is no entry 'brown200'; did you mean 'brown2000'?\n")

    def test_a_broken_bibliography_is_told(self, project):
        project.replace("references.bib", "@article{jones2002,", "@article{jones2002")
        result = bmes("cite", "find", "--root", str(project.root), *CONTACT)

        assert (result.exit_code, result.stderr) == (1, "references.bib has faults; correct them first: bmes check\n")


class TestVerify:
    """``bmes cite verify``."""

    @pytest.fixture
    def answers(self, services: Services) -> Services:
        """Services that say what the entry smith2001 says."""
        services.works["10.1000/glass"] = crossref_work("10.1000/glass", "Glass bone in sailors")
        services.records["7654321"] = medline("7654321", "Glass bone in sailors", "10.1000/glass")
        return services

    def test_agreement_is_silent(self, project, answers):
        result = bmes("cite", "verify", "smith2001", "--root", str(project.root), *CONTACT)

        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 compared: 0 errors, 0 warnings.\n")

    def test_a_misprint_is_a_warning_and_fails_only_where_asked(self, project, answers):
        answers.works["10.1000/glass"]["page"] = "11-19"
        answers.records["7654321"] = medline("7654321", "Glass bone in sailors", "10.1000/glass", PG="11-19")
        result = bmes("cite", "verify", "smith2001", "--root", str(project.root), *CONTACT)

        assert result.exit_code == 0
        assert result.stdout == (
            "references.bib:16:12: warning[cite-misprint]: pages '1--9' here, '11--19' by Crossref and PubMed\n"
            "  hint: look at the publication; correct the field if it is wrong\n"
            "  more: bmes explain cite-misprint\n"
        )
        strict = bmes("cite", "verify", "--strict", "smith2001", "--root", str(project.root), *CONTACT)
        assert strict.exit_code == 1

    def test_a_retraction_is_an_error_in_every_format(self, project, answers):
        answers.works["10.1000/glass"]["updated-by"] = [
            {"DOI": "10.1000/r", "type": "retraction", "label": "Retraction"}
        ]
        result = bmes("cite", "verify", "--format", "github", "--root", str(project.root), *CONTACT)

        assert result.exit_code == 1
        assert (
            "::error file=references.bib,line=17,col=10,title=cite-retracted::'smith2001' was retracted"
            in result.stdout
        )

    def test_what_was_found_before_a_service_failed_is_shown(self, project, answers):
        answers.records.clear()
        no_records = answers.answer("/eutils/efetch.fcgi", {"id": "7654321,1234567"})
        answers.first = [no_records, answers.answer("/works/10.1000%2Fglass", {}), *[(503, {}, b"")] * 4]
        project.replace("references.bib", "  pmid = {1234567},\n", "  doi = {10.1000/chalk},\n  pmid = {1234567},\n")
        result = bmes("cite", "verify", "--root", str(project.root), *CONTACT)

        assert result.exit_code == 3
        assert "error[cite-unregistered]: PubMed has no record 7654321" in result.stdout
        assert result.stderr == "Crossref is busy (status 503), 4 times in a row; try again later\n"

    def test_answers_are_remembered_for_a_day_unless_asked_anew(self, project, answers, monkeypatch):
        monkeypatch.delenv(OFF)
        command = ("cite", "verify", "smith2001", "--root", str(project.root), *CONTACT)
        for _ in "12":
            assert bmes(*command).exit_code == 0
        assert len(answers.asked) == 2
        assert bmes(*command, "--no-cache").exit_code == 0
        assert len(answers.asked) == 4


def test_a_folder_without_a_knowledge_base_is_wrong_use(tmp_path):
    for command in (("fmt",), ("cite", "add"), ("cite", "find", *CONTACT), ("cite", "verify", *CONTACT)):
        result = bmes(*command, "--root", str(tmp_path), text=CITATION)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("there is no kb/ in ")
