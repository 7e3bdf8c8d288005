"""Asking services: politely, not for ever, and with one sentence where it fails."""

from __future__ import annotations

import json
import socket
from email.utils import formatdate

import pytest

from build_tools.editing import crossref, pubmed
from build_tools.editing.web import FRESH_FOR, Service, ServiceError, Web
from build_tools.sources.cache import Cache
from tests.editing.conftest import Clock, Services, crossref_work, medline

GLASS = "10.1000/glass"
"""The DOI of a made-up work."""


@pytest.fixture(autouse=True)
def known(services: Services) -> Services:
    """The server knows one work and its record."""
    services.works[GLASS] = crossref_work(GLASS, "Glass bone in sailors")
    services.records["7654321"] = medline("7654321", "Glass bone in sailors", GLASS)
    return services


def test_who_asks_is_said(services, web):
    crossref.work(web, GLASS)
    pubmed.numbers(web, "glass[ti]")

    (path, query, headers), (_, second, more) = services.asked
    assert path == "/works/10.1000/glass"
    assert query == {"mailto": "editor@example.org"}
    assert headers["User-Agent"].startswith("bmes-kb/")
    assert headers["User-Agent"].endswith(" (mailto:editor@example.org)")
    assert more["User-Agent"] == headers["User-Agent"]
    assert (second["tool"], second["email"], second["db"]) == ("bmes-kb", "editor@example.org", "pubmed")


@pytest.mark.parametrize("contact", ["", "nobody", "a@b", "a b@c.org"])
def test_nobody_may_not_ask(contact):
    with pytest.raises(ServiceError, match="want to know who asks: give your mail address with --contact"):
        Web(contact)


def test_requests_keep_their_distance(web, clock):
    for _ in range(3):
        crossref.work(web, GLASS)
    pubmed.numbers(web, "a")
    crossref.work(web, GLASS)
    pubmed.numbers(web, "a")

    assert clock.slept == [0.2, 0.2, 0.2, 0.14]


def test_a_service_may_ask_for_more_distance(services, web, clock):
    services.headers = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s"}
    for _ in range(3):
        crossref.work(web, GLASS)

    assert clock.slept == [0.2, 0.5]


def test_a_busy_service_is_asked_again_later_each_time(services, web, clock):
    services.first = [(503, {}, b"busy"), (500, {}, b""), (429, {}, b"slow down")]

    assert crossref.work(web, GLASS).get("title") == "Glass bone in sailors"
    assert [wait for wait in clock.slept if wait >= 1] == [1, 2, 4]
    assert len(services.asked) == 4


def test_a_service_that_stays_busy_is_given_up(services, web):
    services.first = [(503, {}, b"busy")] * 9

    with pytest.raises(ServiceError) as told:
        crossref.work(web, GLASS)
    assert str(told.value) == "Crossref is busy (status 503), 4 times in a row; try again later"
    assert len(services.asked) == 4


@pytest.mark.parametrize("as_date", [False, True])
def test_the_wait_that_a_service_asks_for_is_kept(services, web, clock, as_date):
    wait = formatdate(clock.time + 12, usegmt=True) if as_date else "12"
    services.first = [(429, {"Retry-After": wait}, b"")]
    crossref.work(web, GLASS)

    assert 12 in clock.slept


def test_a_long_wait_is_not_waited(services, web, clock):
    services.first = [(429, {"Retry-After": "3601"}, b"")]

    with pytest.raises(ServiceError) as told:
        crossref.work(web, GLASS)
    assert str(told.value) == "Crossref is busy and asks to be left alone for 61 minutes; try again then"
    assert clock.slept == []


def test_pubmeds_complaint_about_too_many_requests_is_understood_with_any_status(services, web, clock):
    complaint = b'{"error":"API rate limit exceeded","api-key":"127.0.0.1","count":"4","limit":"3"}'
    services.first = [(429, {}, complaint), (200, {}, complaint)]
    services.found_numbers = {"glass": ["7654321"]}

    assert pubmed.numbers(web, "glass[ti]") == ["7654321"]
    assert [wait for wait in clock.slept if wait >= 1] == [1, 2]


def test_a_service_that_does_not_answer_in_time_is_told(services, clock):
    services.delay = 0.3
    with (
        Web("editor@example.org", timeout=0.05, sleep=clock.sleep, now=clock.now) as hurried,
        pytest.raises(ServiceError) as told,
    ):
        crossref.work(hurried, GLASS)

    assert str(told.value) == "Crossref did not answer within 0.05 seconds, 4 times in a row"


def test_being_offline_is_one_sentence_at_once(services, web, clock, monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("BMES_CROSSREF_URL", f"http://127.0.0.1:{port}")

    with pytest.raises(ServiceError) as told:
        crossref.work(web, GLASS)
    assert str(told.value).startswith(f"Crossref cannot be reached at 127.0.0.1:{port}: is this machine online? (")
    assert "\n" not in str(told.value)
    assert clock.slept == []


def test_a_broken_connection_is_tried_again_and_told(web, clock, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)
        monkeypatch.setenv("BMES_CROSSREF_URL", f"http://127.0.0.1:{listening.getsockname()[1]}")
        closing = _close_each(listening)
        with pytest.raises(ServiceError, match="the connection to Crossref broke, 4 times in a row"):
            crossref.work(web, GLASS)
        closing.join()

    assert [wait for wait in clock.slept if wait >= 1] == [1, 2, 4]


def test_addresses_that_lead_to_each_other_are_told_at_once(services, web, clock):
    services.first = [(302, {"Location": f"{services.address}/login"}, b"")] * 99

    with pytest.raises(ServiceError) as told:
        crossref.work(web, GLASS)
    host = services.address.removeprefix("http://")
    assert str(told.value) == (
        f"Crossref at {host} is hidden behind addresses that lead to each other: does this network ask for a login "
        "first? Open any page in a browser"
    )
    assert clock.slept == []


def test_an_answer_that_came_damaged_is_asked_for_again_and_told(services, web, clock):
    damaged = (200, {"Content-Encoding": "gzip"}, b"this is not gzip")
    services.first = [damaged]
    assert crossref.work(web, GLASS).get("doi") == GLASS

    services.first = [damaged] * 9
    with pytest.raises(ServiceError, match=r"^the answer of Crossref came damaged, 4 times in a row \(") as told:
        crossref.work(web, GLASS)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("host", "words"), [("127.0.0.1", "x" * 70_000), (f"{'a' * 70}.example", "glass")], ids=["too long", "no host"]
)
def test_a_request_that_cannot_be_sent_is_told(web, monkeypatch, host, words):
    monkeypatch.setenv("BMES_CROSSREF_URL", f"http://{host}")

    with pytest.raises(ServiceError) as told:
        crossref.search(web, words)
    assert str(told.value).startswith(f"the request to Crossref at {host} cannot be sent (")


@pytest.mark.parametrize("proxy", ["nonsense://x", "http://x:abc"])
def test_a_proxy_that_is_none_is_told(monkeypatch, proxy):
    monkeypatch.setenv("http_proxy", proxy)

    with pytest.raises(ServiceError, match=r"^this machine's settings for the web cannot be used: look at"):  # noqa: SIM117
        with Web("editor@example.org") as web:
            crossref.work(web, GLASS)


def test_a_mail_address_may_have_any_letters(services):
    with Web("möller@example.org") as web:
        crossref.work(web, GLASS)

    ((_, query, headers),) = services.asked
    assert query == {"mailto": "möller@example.org"}
    assert headers["User-Agent"].endswith(" (mailto:m%C3%B6ller@example.org)")


@pytest.mark.parametrize("wait", ["9" * 400, "soon", "²"])
def test_a_wait_that_makes_no_sense_is_not_kept(services, web, clock, wait):
    services.first = [(429, {"Retry-After": wait.encode().decode("latin-1")}, b"")]
    services.headers = {"X-Rate-Limit-Limit": "9" * 5000, "X-Rate-Limit-Interval": "1s"}

    assert crossref.work(web, GLASS).get("doi") == GLASS
    assert [each for each in clock.slept if each >= 1] == [1]


def _close_each(listening: socket.socket):
    """Accept four connections and close each without a word."""
    import threading

    def close() -> None:
        for _ in range(4):
            connection, _ = listening.accept()
            connection.recv(10_000)
            connection.close()

    thread = threading.Thread(target=close)
    thread.start()
    return thread


def test_a_refused_request_is_told(services, web):
    services.first = [(403, {}, b"no")]

    with pytest.raises(ServiceError, match=r"^Crossref refused the request \(status 403\)$"):
        crossref.work(web, GLASS)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Maintenance</html>",
        b"",
        b'{"status": "ok"',
        b"[]",
        b"null",
        b'{"status": "failed", "message-type": "validation-failure", "message": []}',
        b'{"status": "ok", "message-type": "work", "message": {"title": "no list"}}',
        b'{"status": "ok", "message-type": "work", "message": {"author": ["no name"]}}',
        b'{"status": "ok", "message-type": "work", "message": {"issued": [2001]}}',
        b"\xff\xfe",
    ],
)
def test_an_answer_that_cannot_be_read_is_told_and_not_remembered(services, tmp_path, clock, body):
    with Web("editor@example.org", Cache(tmp_path, b"x"), sleep=clock.sleep, now=clock.now) as web:
        services.first = [(200, {}, body)]
        with pytest.raises(ServiceError, match=r"^Crossref answered with something that cannot be read"):
            crossref.work(web, GLASS)

        assert crossref.work(web, GLASS).get("doi") == GLASS


@pytest.mark.parametrize("body", [b"<?xml version='1.0'?><eFetchResult/>", b"TI  - no number", b"\xff"])
def test_a_broken_record_of_pubmed_is_told(services, web, body):
    services.first = [(200, {}, body)]

    with pytest.raises(ServiceError, match=r"^PubMed answered with something that cannot be read"):
        pubmed.records(web, ["7654321"])


@pytest.mark.parametrize(
    "answer", [{"esearchresult": {"ERROR": "Invalid db name"}}, {"esearchresult": {"idlist": [1]}}]
)
def test_a_broken_search_of_pubmed_is_told(services, web, answer):
    services.first = [(200, {}, json.dumps(answer).encode())]

    with pytest.raises(ServiceError, match=r"^PubMed answered with something that cannot be read"):
        pubmed.numbers(web, "glass[ti]")


def test_an_answer_is_remembered_for_a_day_and_so_is_that_there_is_none(services, tmp_path, clock):
    def ask(clock: Clock, contact: str = "editor@example.org") -> None:
        with Web(contact, Cache(tmp_path, b"x"), sleep=clock.sleep, now=clock.now) as web:
            assert crossref.work(web, GLASS).get("doi") == GLASS
            assert crossref.work(web, "10.1000/none") is None

    ask(clock)
    ask(clock)
    assert len(services.asked) == 2
    clock.time += FRESH_FOR
    ask(clock)
    assert len(services.asked) == 4


@pytest.mark.parametrize("address", ["http://[", "ftp://127.0.0.1", "nowhere", "http://x:port", "http://ä..b"])
def test_an_address_that_is_none_is_told(web, monkeypatch, address):
    monkeypatch.setenv("BMES_CROSSREF_URL", address)

    with pytest.raises(ServiceError) as told:
        crossref.work(web, GLASS)
    assert str(told.value) == f"'{address}' is no web address: correct the variable BMES_CROSSREF_URL"


def test_the_address_in_use_can_be_given():
    assert Service("X", "https://x.org/", "BMES_NO_SUCH_VARIABLE", 1.0).base == "https://x.org"
