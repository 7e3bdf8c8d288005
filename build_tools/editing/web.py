"""Asking public services politely: who asks is said, not faster than allowed, not twice for the same, not for ever.

Everything that can go wrong becomes a :class:`ServiceError` whose text is one sentence for people.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from build_tools import __version__
from build_tools.sources.cache import FOLDER, OFF, Cache

T = TypeVar("T")

CONTACT = "BMES_CONTACT"
"""The environment variable that holds the address of who asks, for the services' operators."""

TOOL = "bmes-kb"
"""The name of the program, as the services are told."""

TIMEOUT = 20.0
"""Seconds until an unanswered request counts as failed."""

TRIES = 4
"""How often a request is sent at most."""

FIRST_WAIT = 1.0
"""Seconds before the second try; each further one waits twice as long, unless the service says how long."""

LONGEST_WAIT = 60.0
"""Seconds that are waited at most because a service asks to; where it asks for more, the request fails."""

FRESH_FOR = 24 * 3600.0
"""Seconds for which an answer is remembered: retractions are found a day late at most."""

_BUSY = frozenset({429, 500, 502, 503, 504})
_MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_IN_ADDRESS = "@!$'*+"
"""What stands in a mail address as it is, beside letters, digits and ``_.-~``."""


class ServiceError(Exception):
    """A service could not be asked, or did not answer; the text says so in one sentence."""


class NobodyError(ServiceError):
    """It was not said who asks."""


@dataclass(frozen=True)
class Service:
    """A public service: its name for people, its address, and how fast it may be asked."""

    name: str
    address: str
    address_variable: str
    seconds_between: float
    busy_sign: bytes = b""
    """What an answer holds that is no answer but a complaint about too many requests, whatever its status."""

    @property
    def base(self) -> str:
        """The address, or the one that the environment gives instead, for a mirror or for tests."""
        return (os.environ.get(self.address_variable) or self.address).rstrip("/")


@dataclass
class Web:
    """Asks services on behalf of somebody. Time and sleep can be replaced, so that tests need not wait.

    Raises :class:`NobodyError` where nobody is named: the services want to know whom to write to.
    """

    contact: str
    cache: Cache | None = None
    timeout: float = TIMEOUT
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    _next_at: dict[str, float] = field(default_factory=dict)
    _between: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See the class."""
        if not _MAIL_ADDRESS.fullmatch(self.contact):
            raise NobodyError(
                "Crossref and PubMed want to know who asks: give your mail address with --contact, or in the "
                f"environment variable {CONTACT}"
            )

    @cached_property
    def _client(self) -> httpx.Client:
        # Letters beyond ASCII have no place in a header; an address in a mailto: is written so (RFC 6068, 2).
        agent = f"{TOOL}/{__version__} (mailto:{quote(self.contact, safe=_IN_ADDRESS)})"
        try:
            return httpx.Client(timeout=self.timeout, headers={"User-Agent": agent}, follow_redirects=True)
        except (httpx.InvalidURL, ValueError, ImportError, OSError) as fault:
            raise ServiceError(
                "this machine's settings for the web cannot be used: look at the variables HTTPS_PROXY, HTTP_PROXY, "
                f"ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR ({fault})"
            ) from None

    def __enter__(self) -> Self:
        """Its connections end with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """See :meth:`__enter__`."""
        if "_client" in self.__dict__:  # else nobody was asked
            self._client.close()

    def get(self, service: Service, path: str, parameters: Mapping[str, str], read: Callable[[bytes], T]) -> T | None:
        """What ``read`` makes of the answer to a GET request; None where the service knows no such thing (404).

        ``read`` raises ValueError, KeyError or TypeError for what is no answer. Raises :class:`ServiceError` where no
        answer can be had, or none that can be read. Only answers that could be read are remembered.
        """
        address = f"{service.base}/{path}"
        name = hashlib.sha256(json.dumps([address, sorted(parameters.items())]).encode()).hexdigest()
        remembered = self._remembered(name)
        is_there, body = remembered if remembered is not None else self._asked(service, address, parameters)
        try:
            found = read(body) if is_there else None
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
            raise ServiceError(f"{service.name} answered with something that cannot be read ({fault})") from None
        if remembered is None and self.cache:
            self.cache.write(name, b"%d %d\n" % (int(self.now()), is_there) + body)
        return found

    def _remembered(self, name: str) -> tuple[bool, bytes] | None:
        kept = self.cache.read(name) if self.cache else None
        if kept is None:
            return None
        head, _, body = kept.partition(b"\n")
        written_at, is_there = head.split(b" ")
        is_fresh = 0 <= self.now() - int(written_at) < FRESH_FOR
        return (is_there == b"1", body) if is_fresh else None

    def _asked(self, service: Service, address: str, parameters: Mapping[str, str]) -> tuple[bool, bytes]:
        """Whether the service knows the thing, and the body of its answer."""
        host = _host(service)
        wait = FIRST_WAIT
        problem = ""
        for number in range(TRIES):
            if number:
                self.sleep(wait)
                wait *= 2
            self._keep_distance(service)
            try:
                response = self._client.get(address, params=dict(parameters))
            except httpx.TimeoutException:
                problem = f"{service.name} did not answer within {self.timeout:g} seconds, {TRIES} times in a row"
                continue
            except httpx.ConnectError as fault:
                raise ServiceError(
                    f"{service.name} cannot be reached at {host}: is this machine online? ({fault})"
                ) from None
            except httpx.TooManyRedirects:
                raise ServiceError(
                    f"{service.name} at {host} is hidden behind addresses that lead to each other: does this network "
                    "ask for a login first? Open any page in a browser"
                ) from None
            except httpx.DecodingError as fault:
                problem = f"the answer of {service.name} came damaged, {TRIES} times in a row ({fault})"
                continue
            except httpx.RequestError as fault:
                problem = f"the connection to {service.name} broke, {TRIES} times in a row ({fault})"
                continue
            except (httpx.InvalidURL, UnicodeError) as fault:  # of a host's name that is too long, and the like
                raise ServiceError(f"the request to {service.name} at {host} cannot be sent ({fault})") from None
            self._learn_distance(service, response)
            if response.status_code == 404:
                return False, b""
            if response.status_code in _BUSY or (service.busy_sign and service.busy_sign in response.content[:500]):
                problem = (
                    f"{service.name} is busy (status {response.status_code}), {TRIES} times in a row; try again later"
                )
                wait = self._wait_asked_for(service, response) or wait
                continue
            if not response.is_success:
                raise ServiceError(f"{service.name} refused the request (status {response.status_code})")
            return True, response.content
        raise ServiceError(problem)

    def _keep_distance(self, service: Service) -> None:
        """Wait until the service may be asked again."""
        wait = self._next_at.get(service.name, 0.0) - self.now()
        between = max(service.seconds_between, self._between.get(service.name, 0.0))
        if wait > 0:
            self.sleep(min(wait, between))
        self._next_at[service.name] = self.now() + between

    def _learn_distance(self, service: Service, response: httpx.Response) -> None:
        """Take to heart how often the service says that it may be asked (Crossref's headers)."""
        limit = re.fullmatch(r"[0-9]{1,9}", response.headers.get("X-Rate-Limit-Limit", ""))
        interval = re.fullmatch(r"([0-9]{1,9})s?", response.headers.get("X-Rate-Limit-Interval", ""))
        if limit and int(limit[0]) and interval:
            self._between[service.name] = int(interval[1]) / int(limit[0])

    def _wait_asked_for(self, service: Service, response: httpx.Response) -> float:
        """The seconds of a Retry-After header, which may also give a time (RFC 9110, 10.2.3); 0 without one."""
        text = response.headers.get("Retry-After", "").strip()
        seconds = 0.0
        if re.fullmatch(r"[0-9]{1,9}", text):
            seconds = float(text)
        elif text:
            with contextlib.suppress(ValueError):
                seconds = max(0.0, parsedate_to_datetime(text).timestamp() - self.now())
        if seconds > LONGEST_WAIT:
            minutes = math.ceil(seconds / 60)
            raise ServiceError(
                f"{service.name} is busy and asks to be left alone for {minutes} minutes; try again then"
            )
        return seconds


def _host(service: Service) -> str:
    """Where a service is asked. Raises ServiceError where its address is none."""
    try:
        parts = urlsplit(service.base)
        httpx.URL(service.base)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except (ValueError, httpx.InvalidURL):
        is_address = False
    if not is_address:
        raise ServiceError(f"'{service.base}' is no web address: correct the variable {service.address_variable}")
    return parts.netloc


def web_of(root: Path, contact: str, use_cache: bool = True) -> Web:
    """What asks for a project, remembering answers in its cache."""
    is_on = use_cache and not os.environ.get(OFF)
    # Answers depend on no code, so the cache outlives changes of it; the number is that of the form in which they lie.
    return Web(contact, Cache(root / FOLDER / "web", b"answers 1") if is_on else None)
