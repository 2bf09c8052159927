"""What Flask keeps for a request stays with that request, whichever threads work on it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import pytest
from flask import Flask
from granian._granian import RSGIProtocolClosed

from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.operations import gateway
from eventmgr.operations.gateway import Gateway
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.certificates.builders import build_present, build_rule
from tests.operations.granian_side import Protocol, run, scope_of
from tests.page_client import PageClient

WHO: ContextVar[str] = ContextVar("who", default="nobody")


class InTurns(Executor):
    """Two threads that take every other piece of work, as those of a busy server do by chance."""

    def __init__(self, _threads: int, **_names: Any) -> None:
        self._pools = [ThreadPoolExecutor(1), ThreadPoolExecutor(1)]

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self._pools.reverse()
        return self._pools[0].submit(work, *arguments, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        for pool in self._pools:
            pool.shutdown(wait)


@pytest.fixture(autouse=True)
def _other_threads_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "ThreadPoolExecutor", InTurns)
    monkeypatch.setattr(gateway, "AT_ONCE_BYTES", 3)


class Streamed:
    """A WSGI app whose answer knows who asks from its first piece to its end."""

    def __init__(self) -> None:
        self.met: list[str] = []
        self.is_closed = threading.Event()

    def __call__(self, _environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.met.append(WHO.get())
        start("200 OK", [])
        return self._pieces()

    def _pieces(self) -> Iterator[bytes]:
        token = WHO.set("Ani")
        try:
            for _ in range(4):
                yield WHO.get().encode()
        finally:
            WHO.reset(token)
            self.is_closed.set()


def test_a_streamed_answer_has_one_context_and_leaves_none_behind() -> None:
    app, answer = Streamed(), Protocol()
    server = Gateway(app, 2, 1000)

    async def three_in_a_row() -> None:
        for protocol in (answer, Protocol(), Protocol()):
            await server.__rsgi__(scope_of(), protocol)

    run(three_in_a_row())
    assert answer.body == b"Ani" * 4
    assert app.met == ["nobody"] * 3
    assert app.is_closed.is_set()


def test_a_client_that_leaves_in_the_middle_leaves_nothing_either() -> None:
    class Leaving(Protocol):
        async def _send(self, data: bytes) -> None:
            raise RSGIProtocolClosed

    app = Streamed()
    server = Gateway(app, 2, 1000)

    async def one_leaves() -> None:
        for protocol in (Leaving(), Protocol(), Protocol()):
            await server.__rsgi__(scope_of(), protocol)

    run(one_leaves())
    assert app.met == ["nobody"] * 3


def test_after_a_download_of_an_organizer_a_stranger_is_still_a_stranger(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event)
        build_present(event=event, days=2, name="Asnimar")
        issue_now(db.session.get_one(Event, cast.event.id))
    ani = page_client().sign_in(cast.ani)
    session = ani.http.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert session is not None
    server = Gateway(app.wsgi_app, 2, 1000)
    path = f"/kegiatan/{cast.slug}/sertifikat/per-kecamatan/semua.zip"
    asked = scope_of(
        ("cookie", f"{session.key}={session.value}"),
        method="GET",
        path=path,
        query_string="",
        authority="localhost",
    )
    download, strangers = Protocol(), [Protocol(), Protocol()]

    async def one_after_the_other() -> None:
        await server.__rsgi__(asked, download)
        for stranger in strangers:
            await server.__rsgi__(scope_of(method="GET", path="/masuk", query_string=""), stranger)

    run(one_after_the_other())
    assert (download.status, download.body[:2]) == (200, b"PK")
    assert [stranger.status for stranger in strangers] == [200, 200]
