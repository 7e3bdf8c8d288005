"""The live preview: the same pages as a build, a message for what is wrong, and no page of it lost meanwhile."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from build_tools.cli import app
from build_tools.graph import EvidenceGraph
from build_tools.knowledge import load
from build_tools.site.build import DRAFT, NO_CONDITION, _mkdocs, write_docs
from build_tools.site.preview import state as preview_state
from build_tools.site.preview.server import Server, told
from build_tools.site.preview.state import BUILDS_ONLY, Preview
from build_tools.site.preview.watch import changes, look
from tests.site.conftest import PROJECT

pytestmark = pytest.mark.xdist_group("preview")

GLASS = "kb/conditions/glass-bone.yaml"
ARM = "kb/regions/arm.yaml"
OWN_PART = re.compile(rb'<link rel="stylesheet" href="/_preview/preview\.css"><script [^>]*></script></body>')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small sound knowledge base with the site's own pages, styles and configuration."""
    shutil.copytree(PROJECT / "tests" / "sound", tmp_path, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def preview(root: Path) -> Preview:
    """A preview that has read its sources once."""
    preview = Preview(root)
    preview.refresh()
    return preview


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace the one place that reads ``old``, at one moment, as good text editors do."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    draft = root / "draft"
    draft.write_text(text.replace(old, new), "utf-8")
    draft.replace(root / path)


def text_at(preview: Preview, address: str) -> str:
    answer = preview.answer(address)
    assert answer.status == 200
    return answer.content.decode()


def test_what_only_a_build_makes_is_not_looked_for_among_all_pages(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(preview._pages, "first_of", lambda *paths: asked.append(paths))
    assert [preview.answer(name).status for name in sorted(BUILDS_ONLY)] == [404] * 3
    assert asked == []


def test_every_page_and_file_is_that_of_a_build(root: Path, preview: Preview) -> None:
    kb = load(root)
    write_docs(root, kb, EvidenceGraph(kb))
    _mkdocs(root)  # on a made-up knowledge base it warns of links that only the real one answers
    built = root / DRAFT
    names = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    made_by_builds_only = {*BUILDS_ONLY, "search/search_index.json"}
    differing = []
    for name in sorted(names - made_by_builds_only):
        answer = preview.answer(name.removesuffix("index.html"))
        content = (built / name).read_bytes()
        made = OWN_PART.sub(b"</body>", answer.content) if name.endswith(".html") else answer.content
        if (answer.status, made) != (200, content):
            differing.append(name)

    assert differing == []
    assert len(names) > 100


def test_a_saved_file_shows_and_names_its_page(root: Path, preview: Preview) -> None:
    assert "made-up disease in which bone rings" in text_at(preview, "conditions/glass-bone/")

    edit(root, GLASS, "bone rings like glass", "bone sings like glass")
    state = preview.refresh([GLASS])

    assert "made-up disease in which bone sings" in text_at(preview, "conditions/glass-bone/")
    assert (state.version, state.is_sound, state.shown) == (2, True, ((GLASS, "conditions/glass-bone/"),))


def test_a_fault_is_told_and_the_last_good_pages_stay(root: Path, preview: Preview) -> None:
    before = text_at(preview, "conditions/glass-bone/")
    edit(root, GLASS, "cause: weather", "cause: wetter")
    state = preview.refresh([GLASS])

    assert [(one.place.path, one.code) for one in state.faults] == [(GLASS, "word-unknown")]
    assert (state.version, state.is_sound) == (1, False)
    assert text_at(preview, "conditions/glass-bone/") == before

    edit(root, GLASS, "cause: wetter", "cause: weather")
    state = preview.refresh([GLASS])
    assert (state.version, state.is_sound, state.faults) == (2, True, ())


def test_sources_that_were_faulty_from_the_start_show_as_soon_as_they_are_mended(root: Path) -> None:
    edit(root, GLASS, "cause: weather", "cause: wetter")
    preview = Preview(root)
    assert not preview.refresh().is_sound
    answer = preview.answer("conditions/glass-bone/")
    assert (answer.status, b"/_preview/preview.js" in answer.content) == (503, True)

    edit(root, GLASS, "cause: wetter", "cause: weather")
    assert preview.refresh([GLASS]).is_sound
    assert preview.answer("conditions/glass-bone/").status == 200


def test_sources_without_a_condition_are_a_problem_in_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("kb/glossary.yaml", "kb/vocabulary.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / "tests" / "sound" / name, tmp_path / name)
    (tmp_path / "references.bib").write_text("", "utf-8")
    preview = Preview(tmp_path)

    state = preview.refresh()
    assert (state.version, state.is_sound, state.problem) == (0, False, NO_CONDITION)
    assert preview.answer("").status == 503
    assert capfd.readouterr().err == ""


def test_warnings_are_told_of_saved_files_only(root: Path, preview: Preview) -> None:
    edit(root, "kb/regions/arm.yaml", "What hangs", "What with a tumour hangs")

    assert [one.code for one in preview.refresh(["kb/regions/arm.yaml"]).faults] == ["spelling-mixed"]
    assert preview.refresh([GLASS]).faults == ()


def test_it_tells_what_a_check_on_the_day_of_the_sources_tells(
    root: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, ARM, "definition:", "reviewed:\n  - {date: 2024-11-23, by: A, kind: clinical}\ndefinition:")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    assert preview.refresh([ARM]).faults == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert [one.code for one in preview.refresh([ARM]).faults] == ["review-overdue"]

    edit(root, "references.bib", "year = {2002}", "year = {2050}")
    state = preview.refresh(["references.bib"])
    assert [(one.code, one.hint) for one in state.faults] == [("year-invalid", "write four digits, 1800 to 2027")]


def test_new_and_removed_files_come_and_go(root: Path, preview: Preview) -> None:
    sign = root / "kb/signs/red-dot.yaml"
    sign.write_text(
        "id: red-dot\nname: Red dot\ndefinition: {text: A red dot., editorial: definition}\nmodality: lamp\n", "utf-8"
    )
    edit(root, GLASS, "chiefly affected.", "chiefly affected; see [[red-dot]].")
    preview.refresh(["kb/signs/red-dot.yaml", GLASS])
    assert "A red dot." in text_at(preview, "signs/red-dot/")

    sign.unlink()
    edit(root, GLASS, "; see [[red-dot]]", "")
    preview.refresh(["kb/signs/red-dot.yaml"])
    assert preview.answer("signs/red-dot/").status == 404


def test_hand_written_pages_styles_and_overrides_show(root: Path, preview: Preview) -> None:
    edit(root, "docs/contribute.md", "# Contribute\n", "# Contribute now\n")
    (root / "docs/stylesheets/theme.css").write_text("/* new */", "utf-8")
    edit(root, "docs/overrides/main.html", "About and safety", "About, and safety")
    preview.refresh(["docs/contribute.md", "docs/overrides/main.html", "docs/stylesheets/theme.css"])

    page = text_at(preview, "contribute/")
    assert "Contribute now" in page
    assert 'href="../evidence/levels/"' in page
    assert "About, and safety" in page
    assert text_at(preview, "stylesheets/theme.css") == "/* new */"


def test_links_to_new_hand_written_pages_lead_there_and_to_removed_ones_do_not(root: Path, preview: Preview) -> None:
    (root / "docs/more").mkdir()
    (root / "docs/more/newpage.md").write_text("# New page\n\n[Old page](../about.md)\n", "utf-8")
    about = root / "docs/about.md"
    before = about.read_text("utf-8")
    about.write_text(f"{before}\n[New page](more/newpage.md)\n", "utf-8")
    preview.refresh(["docs/about.md", "docs/more/newpage.md"])
    assert '<a href="../more/newpage/">New page</a>' in text_at(preview, "about/")
    assert '<a href="../../about/">Old page</a>' in text_at(preview, "more/newpage/")

    (root / "docs/more/newpage.md").unlink()
    preview.refresh(["docs/more/newpage.md"])
    assert '<a href="more/newpage.md">New page</a>' in text_at(preview, "about/")
    assert preview.answer("more/newpage/").status == 404


def test_the_engine_stays_while_no_page_comes_or_goes(root: Path, preview: Preview) -> None:
    engine = preview._engine
    edit(root, "docs/contribute.md", "# Contribute\n", "# Contribute now\n")
    (root / "docs/overrides/notes.md").write_text("No page.", "utf-8")
    preview.refresh(["docs/contribute.md"])
    assert preview._engine is engine


def test_a_faulty_configuration_is_a_problem_and_no_end(root: Path, preview: Preview, capfd: object) -> None:
    before = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(before.replace("name: material", "name: no-such-theme"), "utf-8")
    state = preview.refresh(["mkdocs.yml"])
    assert not state.is_sound
    assert state.problem
    assert preview.answer("conditions/glass-bone/").status == 200

    (root / "mkdocs.yml").write_text(before, "utf-8")
    assert preview.refresh(["mkdocs.yml"]).is_sound


def test_addresses_without_their_slash_redirect_and_others_do_not_exist(preview: Preview) -> None:
    assert (preview.answer("conditions/glass-bone").status, preview.answer("conditions/glass-bone").address) == (
        301,
        "/conditions/glass-bone/",
    )
    assert preview.answer("conditions").address == "/conditions/"
    assert [preview.answer(address).status for address in ("no-such/", "no-such.js", "../kb/glossary.yaml")] == [
        404
    ] * 3
    assert preview.answer("overrides/main.html").status == 404


def test_only_settled_changes_are_seen_and_editors_own_files_are_not(root: Path) -> None:
    seen = changes(root, look(root))
    assert next(seen) == ()
    (root / "kb/conditions/.glass-bone.yaml.swp").write_text("x", "utf-8")
    (root / "kb/conditions/glass-bone.yaml~").write_text("x", "utf-8")
    assert next(seen) == ()
    edit(root, GLASS, "bone rings like glass", "bone sings like glass")
    (root / "kb/signs/new.yaml").write_text("x", "utf-8")
    assert next(seen) == (GLASS, "kb/signs/new.yaml")
    assert next(seen) == ()
    (root / "kb/signs/new.yaml").unlink()
    assert next(seen) == ("kb/signs/new.yaml",)


@pytest.fixture
def server(preview: Preview) -> Iterator[Server]:
    """The server of a preview; nobody watches the files."""
    server = Server(preview, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_other_hosts_get_nothing(server: Server) -> None:
    def status(host: str) -> int:
        request = urllib.request.Request(server.address, headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as fault:
            return fault.code

    port = server.server_port
    assert [status(f"{name}:{port}") for name in ("127.0.0.1", "localhost", "rebound.example")] == [200, 200, 403]
    assert [status(name) for name in ("127.0.0.1", "LocalHost", "[::1]", f"[::1]:{port}")] == [200] * 4
    foreign = ("", "rebound.example", "127.0.0.1.rebound.example", "[::2]:80", "[::1", "localhost.rebound.example:80")
    assert [status(name) for name in foreign] == [403] * 6


def test_the_stream_tells_the_state_and_each_later_one(server: Server) -> None:
    with urllib.request.urlopen(f"{server.address}_preview/events", timeout=20) as stream:
        assert json.loads(stream.readline().removeprefix(b"data: "))["version"] == 1
        stream.readline()
        state = server.preview.refresh([GLASS])
        assert stream.readline() == f"data: {told(state)}\n".encode()


@pytest.mark.browser
def test_a_fault_is_a_message_on_the_page_until_it_is_mended(server: Server, root: Path, page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{server.address}conditions/glass-bone/")
    panel = page.get_by_role("status", name="Preview")
    expect(page.locator("article")).to_contain_text("bone rings like glass")
    expect(panel).to_be_hidden()

    edit(root, GLASS, "bone rings like glass.", "bone rings like <b>glass</b>.\n  wrong: yes")
    server.preview.refresh([GLASS])
    expect(panel).to_contain_text("to mend")
    expect(panel).to_contain_text(f"{GLASS}:7:3 [field-unknown]")
    expect(panel).to_contain_text("unknown field 'wrong'")
    expect(page.locator("article")).to_contain_text("bone rings like glass")
    panel.get_by_role("button", name="Hide").click()
    expect(panel).to_be_hidden()

    edit(root, GLASS, "bone rings like <b>glass</b>.\n  wrong: yes", "bone sings like glass.")
    server.preview.refresh([GLASS])
    expect(page.locator("article")).to_contain_text("bone sings like glass")
    expect(panel).to_be_hidden()
    assert faults == []


@pytest.mark.browser
def test_a_page_that_is_not_the_saved_files_leads_there(server: Server, root: Path, page: Page) -> None:
    page.goto(f"{server.address}signs/milky-band/")
    expect(page.locator("article")).to_contain_text("A pale band")
    edit(root, GLASS, "bone rings like glass", "bone sings like glass")
    server.preview.refresh([GLASS])

    page.get_by_role("status", name="Preview").get_by_role("link", name=GLASS).click()
    expect(page).to_have_url(f"{server.address}conditions/glass-bone/")
    expect(page.locator("article")).to_contain_text("bone sings like glass")


@pytest.mark.browser
def test_the_command_shows_a_saved_file_and_tells_the_terminal(root: Path, page: Page) -> None:
    command = [sys.executable, "-u", "-m", "build_tools", "serve", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            lines = iter(process.stdout)
            home = next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
            page.goto(f"{home}conditions/glass-bone/")
            edit(root, GLASS, "bone rings like glass", "bone sings like glass")
            expect(page.locator("article")).to_contain_text("bone sings like glass")
            assert re.fullmatch(rf"bmes: {GLASS}: {home}conditions/glass-bone/ \(\d+\.\d s\)\n", next(lines))

            edit(root, GLASS, "cause: weather", "cause: wetter")
            expect(page.get_by_role("status", name="Preview")).to_contain_text("1 fault to mend")
            assert next(lines).startswith(f"{GLASS}:")
            assert next(lines).startswith("  hint: ")
            assert next(lines) == "bmes: 1 fault to mend; the last good pages stay until then.\n"
        finally:
            process.send_signal(signal.SIGINT)
        assert list(lines) == ["bmes: stopped.\n"]
        assert process.wait(10) == 0


def test_a_file_that_is_being_put_in_place_is_read_again(
    root: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[str] = []

    def load_late(*arguments: object) -> object:
        times.append("asked")
        if len(times) < 3:
            raise FileNotFoundError("kb/conditions/glass-bone.yaml")
        return load(root)

    monkeypatch.setattr(preview_state, "load", load_late)
    assert preview.refresh([GLASS]).is_sound
    assert len(times) == 3


def test_a_port_that_is_taken_is_a_sentence(server: Server, root: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--root", str(root), "--port", str(server.server_port)])
    assert result.exit_code == 2
    assert f"the preview cannot use port {server.server_port} (Address already in use)" in result.stderr
