"""The photographed demo: served by this process, its clock is set, and it is put back after a state."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask, abort
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from eventmgr.accounts.models import User
from eventmgr.config import Settings
from eventmgr.demo.agenda import SLUG
from eventmgr.demo.loading import load_demo
from eventmgr.events.models import Event
from eventmgr.factory import create_app
from eventmgr.shared import runtime
from eventmgr.shared.db import db
from eventmgr.shared.migrate import migrate
from eventmgr.web.access import allow
from scripts.pictures.shot import AFTER
from tests.builders import build_event, build_member, build_user
from tests.page_client import PageClient

#: outsiders reach the office under it; no request goes there
PUBLIC_URL = "https://dinsos.contoh.go.id"
EMPTY_SLUG = "bimtek-tksk"


@dataclass
class SetClock:
    """A clock that stands where a shot wants it."""

    moment: datetime = AFTER

    def __call__(self) -> datetime:
        return self.moment


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """No line a request."""


@dataclass
class World:
    """The served demo. `cookies` are the sign-ins by the name that a shot's `who` gives."""

    folder: Path
    app: Flask
    clock: SetClock
    address: str = ""
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "eventmgr.db"

    def event(self, slug: str = SLUG) -> Event:
        """The model event, or another; inside an app context."""
        return db.session.scalars(select(Event).where(Event.slug == slug)).one()

    def user(self, email: str) -> User:
        """One of the users that `_people` makes."""
        return db.session.scalars(select(User).where(User.email_norm == email)).one()

    @contextmanager
    def restored(self) -> Iterator[None]:
        """Put the database and the disposable notes back at the end of the block."""
        kept = self.folder / "kept.db"
        _copy(self.file, kept)
        try:
            yield
        finally:
            with self.app.app_context():
                db.session.remove()
                db.engine.dispose()
                with runtime.runtime_engine().begin() as connection:
                    for table in runtime.metadata.sorted_tables:
                        connection.execute(table.delete())
            _copy(kept, self.file)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@contextmanager
def opened_world(folder: Path) -> Iterator[World]:
    """Load the demo into the folder and serve it until the block ends."""
    logging.getLogger("eventmgr.web.errors").disabled = True  # the faults are made on purpose
    folder.mkdir(mode=0o700)
    migrate(f"sqlite:///{folder / 'eventmgr.db'}")
    settings = Settings.from_environment({"EVENTMGR_DATA": str(folder), "PUBLIC_URL": PUBLIC_URL})
    clock = SetClock()
    app = create_app(settings, clock=clock, CHEAP_PASSWORDS=True, SESSION_COOKIE_SECURE=False)
    _add_error_pages(app)
    world = World(folder, app, clock)
    with app.app_context():
        load_demo(clock(), start=None, is_empty=False, say=print)
        _people(world)
    server = make_server("127.0.0.1", 0, _read_whole(app), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    world.address = f"http://127.0.0.1:{server.server_port}"
    _sign_in(world)
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _people(world: World) -> None:
    """An administrator, a crew, one without an event, and an event in which nothing is done yet."""
    build_user(name="Ani Rahmawati", email="ani@contoh.go.id", is_admin=True)
    crew = build_user(name="Rina Oktavia", email="rina@contoh.go.id")
    build_member(event=world.event(), user=crew, role="crew")
    build_user(name="Budi Hartono", email="budi@contoh.go.id")
    build_event(slug=EMPTY_SLUG, name="Bimbingan Teknis TKSK Tahun 2024", days=2)


def _sign_in(world: World) -> None:
    for who in ("ani", "rina", "budi"):
        with world.app.app_context():
            user = world.user(f"{who}@contoh.go.id")
            client = PageClient(world.app).sign_in(user)
        cookie = client.http.get_cookie(world.app.config["SESSION_COOKIE_NAME"])
        if cookie is None:
            raise RuntimeError(f"{who} could not be signed in")
        world.cookies[who] = {"name": cookie.key, "value": cookie.value, "url": world.address}


def _add_error_pages(app: Flask) -> None:
    """Addresses that answer with an error, of which some are reached only by a fault or a race."""

    @allow("public")
    def fail(code: int) -> str:
        if code == 500:
            raise RuntimeError("photographed on purpose")
        abort(code)

    app.add_url_rule("/galat/<int:code>", "photographed_error", fail)


def _read_whole(app: Flask) -> Callable[..., list[bytes]]:
    """Answers read whole: werkzeug's server forgets to close a file when a browser hangs up."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with closing(cast(Any, app(environ, start_response))) as body:
            return list(body)

    return answer
