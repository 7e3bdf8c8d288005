"""The local web server of the preview: pages, and a stream of events that tells open pages what changed."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from build_tools.diagnostics import as_text, errors_in
from build_tools.site.preview.state import OWN, Answer, Preview, State
from build_tools.site.preview.watch import Look, changes, look

LOCAL = "127.0.0.1"
OWN_NAMES = frozenset({LOCAL, "localhost", "::1"})
"""What this machine is called by itself, and by no name server."""

HEARTBEAT = 15.0
"""Seconds without news after which an open stream says that it lives, and so learns whether the page is gone."""

QUIET = 2.0
"""Seconds without a change after which there is time for what no page waits for."""

Say = Callable[[str], None]


def told(state: State) -> str:
    """A state as the script on the page reads it."""
    return json.dumps(
        {
            "version": state.version,
            "isSound": state.is_sound,
            "problem": state.problem,
            "shown": [{"file": file, "address": f"/{address}"} for file, address in state.shown],
            "seconds": round(state.seconds, 1),
            "faults": [
                {
                    "place": f"{one.place.path}:{one.place.line}:{one.place.column}",
                    "severity": one.severity.value,
                    "code": one.code,
                    "message": one.message,
                    "hint": one.hint,
                }
                for one in state.faults
            ],
        }
    )


def host_in(header: str) -> str:
    """The host of a ``Host`` header in lower case, without its port, which browsers leave out where it is 80.

    An IPv6 address comes without its brackets; empty where the header names no host.
    """
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


class Server(ThreadingHTTPServer):
    """Answers on this machine only."""

    daemon_threads = True

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((LOCAL, port), _Handler)
        self.preview = preview

    @property
    def address(self) -> str:
        """The address of the home page."""
        return f"http://{LOCAL}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers close connections in the middle of an answer when a page is left."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal is for faults."""

    def do_GET(self) -> None:
        """Answer a request."""
        # A page of another site must not read what is previewed by giving this machine a name of its own.
        if host_in(self.headers.get("Host", "")) not in OWN_NAMES:
            self._send(Answer(403, b"This server answers to 127.0.0.1 and localhost only.\n", "text/plain"))
            return
        address = unquote(urlsplit(self.path).path).removeprefix("/")
        if address == f"{OWN}events":
            self._stream()
        elif address.startswith(OWN):
            self._send(_own_file(address.removeprefix(OWN)))
        else:
            self._send(self.server.preview.answer(address))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Cache-Control", "no-store")
        if answer.address:
            self.send_header("Location", answer.address)
        self.end_headers()
        self.wfile.write(answer.content)

    def _stream(self) -> None:
        """Server-sent events (WHATWG HTML, section 9.2): the state now, and each later one."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen: State | None = None
        while True:
            state = self.server.preview.wait(seen, HEARTBEAT)
            self.wfile.write(b":\n\n" if state is seen else f"data: {told(state)}\n\n".encode())
            self.wfile.flush()
            seen = state


def _own_file(name: str) -> Answer:
    kinds = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}
    if name not in kinds:
        return Answer(404, b"No such file.\n", "text/plain")
    return Answer(200, (files("build_tools.site.preview") / "templates" / name).read_bytes(), kinds[name])


def serve(root: Path, port: int, say: Say) -> None:
    """Show the site at a local address until interrupted; port 0 takes a free one. OSError where the port is taken."""
    preview = Preview(root)
    server = Server(preview, port)
    say("bmes: reading the sources ...")
    before = look(root)
    _report(preview.refresh(), server.address, say)
    say(f"bmes: the preview stands at {server.address} (stop it with Ctrl+C). Saved files show by themselves.")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        _follow(preview, before, lambda state, changed: _report(state, server.address, say, changed))
    except KeyboardInterrupt:
        say("bmes: stopped.")
    finally:
        server.shutdown()
        server.server_close()


def _follow(preview: Preview, before: Look, report: Callable[[State, tuple[str, ...]], None]) -> None:
    """Refresh the preview whenever files change, without end.

    Python would look for garbage just when the old state goes and the new one is asked for, and make the page wait for
    most of a second. So it looks when nothing happens, and the schemas for text editors are written then, too.
    """
    gc.disable()
    used_at: float | None = time.monotonic()
    for changed in changes(preview.root, before):
        if changed:
            report(preview.refresh(changed), changed)
            used_at = time.monotonic()
        elif used_at is not None and time.monotonic() - used_at > QUIET:
            preview.tidy()
            used_at = None


def _report(state: State, home: str, say: Say, changed: tuple[str, ...] = ()) -> None:
    """Tell the terminal what the pages tell."""
    if state.faults:
        say(as_text(state.faults).rstrip("\n"))
    if state.problem:
        say(f"bmes: {state.problem}")
    if not state.is_sound:
        errors = len(errors_in(state.faults)) or 1
        stays = "the last good pages stay until then" if state.version else "there is nothing to show until then"
        say(f"bmes: {errors} {'fault' if errors == 1 else 'faults'} to mend; {stays}.")
    elif changed:
        pages = dict(state.shown)
        for path in changed:
            where = f"{home}{pages[path]}" if path in pages else "shown"
            say(f"bmes: {path}: {where} ({state.seconds:.1f} s)")
