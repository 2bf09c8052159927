"""An import is taken back while its people come through the door: each is either in or gone, never half."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.models import Scan
from eventmgr.events.models import Event
from eventmgr.registration.models import ImportBatch, Registration
from eventmgr.roster.undo_actions import undo_import
from eventmgr.shared.db import db, new_uid
from tests.builders import CREATED
from tests.roster.import_steps import ACTOR, build_importable_event, import_bytes
from tests.roster.roster_files import make_file, person

MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)
PEOPLE = 24


def scan_all(app: Flask, event_id: int, uids: list[str]) -> list[str]:
    """One phone at the door: the verdicts."""
    with app.app_context():
        verdicts = []
        for uid in uids:
            op = ScanOp(
                uid=new_uid(), checkpoint="hari-1", source="search", registration_uid=uid, at_device=MORNING
            )
            verdicts.append(check_in(event_id, op, actor=ACTOR, now=MORNING).verdict)
        db.session.remove()
        return verdicts


def take_back(app: Flask, event_id: int) -> tuple[int, int]:
    """How many were removed and kept."""
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        batch = db.session.scalars(select(ImportBatch)).one()
        outcome = undo_import(ACTOR, CREATED, event=event, batch=batch)
        return outcome.removed, len(outcome.kept)


def test_a_scan_and_an_undo_never_meet_half_way(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file(*(person(number) for number in range(1, PEOPLE + 1))))
        event_id, uids = event.id, list(db.session.scalars(select(Registration.uid)))
    with ThreadPoolExecutor(4) as pool:
        phones = [pool.submit(scan_all, any_app, event_id, uids[first::3]) for first in range(3)]
        removed, kept = pool.submit(take_back, any_app, event_id).result()
        verdicts = [verdict for phone in phones for verdict in phone.result()]
    assert removed + kept == PEOPLE
    assert (verdicts.count("ok"), verdicts.count("unknown")) == (kept, removed)
    with any_app.app_context():
        present = set(db.session.scalars(select(Registration.id)))
        scanned = set(db.session.scalars(select(Scan.registration_id).where(Scan.verdict == "ok")))
        assert present == scanned


def test_two_organizers_who_undo_at_once_are_one_undo(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file(*(person(number) for number in range(1, PEOPLE + 1))))
        event_id = event.id
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: take_back(any_app, event_id), range(2)))
    assert answers == [(PEOPLE, 0)] * 2
