"""A real Chromium against the real app, which is served from a thread so that a test may set its clock."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from eventmgr.accounts.models import User
from tests.browser.scan_screen import RECORDER, FakeServer, ScanScreen
from tests.cast import Cast
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient
from tests.support.chromium import FLAGS, chromium

PHONE = (360, 740)
PATIENCE = 15_000
#: as long as for everything else: five seconds are short where many browsers share two cores
expect.set_options(timeout=PATIENCE)


class QuietHandler(WSGIRequestHandler):
    """Does not print a line a request."""

    def log(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Site:
    """The app under its address."""

    app: Flask
    address: str

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Give the browser a sign-in of the user, past the form."""
        client = PageClient(self.app).sign_in(user)
        cookie = client.http.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])


@dataclass
class Console:
    """What a page said in the browser's console; anything that was not allowed fails the test."""

    messages: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def watch(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type}: {message.text}")

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self.messages if not any(re.search(one, said) for one in self.allowed)]


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright, once a worker: a second one in the same thread would not start."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium a worker; its camera shows a test picture without a code."""
    camera = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    started = driver.chromium.launch(executable_path=chromium(), args=[*FLAGS, *camera])
    yield started
    started.close()


def _read_at_once(app: Flask) -> Callable[..., list[bytes]]:
    """The app, its answers read whole: werkzeug's server forgets to close a file when a browser hangs up."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body: Any = app(environ, start_response)
        with closing(body):
            return list(body)

    return answer


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    server = make_server("127.0.0.1", 0, _read_at_once(app), threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def console() -> Iterator[Console]:
    """Fails the test at its end when a page said something that was not allowed."""
    said = Console()
    yield said
    assert not said.unexpected, said.unexpected


@pytest.fixture
def open_page(browser: Browser, console: Console) -> Iterator[Callable[..., Page]]:
    """Makes pages: `open_page()` is a phone of 360 × 740 in Padang on the first morning of the event."""
    contexts: list[BrowserContext] = []

    def open_one(*, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.clock.install(time=FIRST_MORNING)
        console.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def scan_page(site: Site, cast: Cast, open_page: Callable[..., Page]) -> Callable[..., ScanScreen]:
    """Budi's scan page: `scan_page()`, or `scan_page(server)` with a FakeServer as the sync API."""

    def open_scan_page(
        server: FakeServer | None = None, scripts: Sequence[str] = (), **options: object
    ) -> ScanScreen:
        page = open_page(**options)
        site.sign_in(page.context, cast.budi)
        for script in (RECORDER, *scripts):
            page.add_init_script(script)
        if server is not None:
            server.attach(page)
        page.goto(f"{site.address}/kegiatan/{cast.slug}/pindai")
        return ScanScreen(page)

    return open_scan_page
