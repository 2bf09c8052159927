"""A server that is killed twenty times while crews scan loses no scan that it acknowledged."""

import itertools
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.events.models import Event
from eventmgr.shared.db import db
from tests.builders import build_registration, build_ticket, code_of
from tests.checkin.door_load import Crew
from tests.checkin.doors import build_door, with_token
from tests.checkin.small_server import serve
from tests.conftest import make_app
from tests.page_client import PageClient
from tests.support.nursery import nursery
from tests.support.servers import free_port, migrated_folder, start, wait_for

KILLS, CREWS, CARDS = 20, 4, 60
#: So many kills take `python app.py` with all its processes; each of them costs seconds to start again.
WHOLE = 2


def _kill_whole_server(folder: Path, port: int, crews: list[Crew]) -> None:
    """`python app.py` with all its processes."""
    server = start(folder, port=port, EVENTMGR_WORKERS="1")
    try:
        _let_scan(crews)
    finally:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(20)


def _kill_small_server(folder: Path, port: int, crews: list[Crew]) -> None:
    """The same program in one process, which starts in a moment."""
    server = nursery().Process(target=serve, args=(folder, port))
    server.start()
    try:
        _let_scan(crews)
    finally:
        server.kill()
        server.join(20)


def _acknowledged(crews: list[Crew]) -> int:
    return sum(len(crew.acknowledged) for crew in crews)


def _let_scan(crews: list[Crew]) -> None:
    enough = _acknowledged(crews) + 6
    wait_for(lambda: _acknowledged(crews) >= enough, "scans come in", 60)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_acknowledged_scan_is_lost(tmp_path: Path, migrated_file: Path) -> None:
    folder, port = migrated_folder(tmp_path / "data", migrated_file), free_port()
    app = make_app(folder)
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        registrations = [build_registration(event=event) for _ in range(CARDS)]
        codes = [code_of(build_ticket(event=event, registration=each)) for each in registrations]
        client = with_token(PageClient(app).sign_in(db.session.get_one(User, door.crew.id)))
        db.session.remove()
    cookie = client.http.get_cookie("eventmgr")
    assert cookie is not None
    crews = [Crew(port, door.slug, cookie.value, client.last_token, cards) for cards in _shares(codes)]
    for crew in crews:
        crew.start()
    for _ in range(WHOLE):
        _kill_whole_server(folder, port, crews)
    for _ in range(KILLS - WHOLE):
        _kill_small_server(folder, port, crews)
    for crew in crews:
        crew.stop()
    assert [crew.faults for crew in crews] == [[]] * CREWS
    told = {uid: verdict for crew in crews for uid, verdict in crew.acknowledged.items()}
    with app.app_context():
        stored = {row.uid: row for row in db.session.scalars(select(Scan))}
        present = set(db.session.scalars(select(Attendance.registration_id).where(Attendance.present)))
        assert {uid: stored[uid].verdict for uid in told} == told
        welcomed = Counter(row.registration_id for row in stored.values() if row.verdict == "ok")
        assert set(welcomed.values()) == {1}
        assert present == set(welcomed)
        db.engine.dispose()


def _shares(codes: list[str]) -> list[Iterator[str]]:
    """Each crew goes round and round through the cards, each from another place."""
    step = len(codes) // CREWS
    return [itertools.cycle(codes[number * step :] + codes[: number * step]) for number in range(CREWS)]
