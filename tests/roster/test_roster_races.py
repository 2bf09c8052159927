"""Two people importing at once: one of them wins, the other is told, nobody is doubled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import ImportBatch, Registration
from eventmgr.roster.actions import stage_roster
from eventmgr.roster.import_actions import RosterChanged, save_batch
from eventmgr.roster.import_preview import preview_of
from eventmgr.shared.db import db, new_uid, write
from tests.builders import CREATED
from tests.roster.import_steps import ACTOR, build_importable_event, import_bytes
from tests.roster.roster_files import make_file, person


def stage(event: Event, data: bytes) -> tuple[str, str]:
    """A staged preview: its uid, and the fingerprint that it shows."""
    uid = stage_roster(ACTOR, CREATED, event=event, data=data, file_name="a.xlsx", uid=new_uid())
    batch = batch_of(uid)
    return uid, preview_of(event, batch, CREATED).seen


def batch_of(uid: str) -> ImportBatch:
    return db.session.scalars(select(ImportBatch).where(ImportBatch.uid == uid)).one()


def counts() -> tuple[int, int]:
    people = db.session.scalar(select(func.count()).select_from(Person)) or 0
    return people, db.session.scalar(select(func.count()).select_from(Registration)) or 0


def save_in_thread(app: Flask, uid: str, seen: str) -> str:
    with app.app_context():
        batch = batch_of(uid)
        event = db.session.get_one(Event, batch.event_id)
        try:
            return f"saved {save_batch(ACTOR, CREATED, event=event, batch=batch, seen=seen).created}"
        except RosterChanged:
            return "changed"


def test_two_clicks_on_save_are_one_import(any_app: Flask) -> None:
    with any_app.app_context():
        uid, seen = stage(build_importable_event(), make_file(*(person(n) for n in range(1, 40))))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: save_in_thread(any_app, uid, seen), range(4)))
    assert set(answers) <= {"saved 39", "changed"}
    assert "saved 39" in answers
    with any_app.app_context():
        assert counts() == (39, 39)


def test_of_two_files_with_the_same_people_the_second_is_told(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        first = stage(event, make_file(*(person(n) for n in range(1, 40))))
        second = stage(event, make_file(*(person(n) for n in range(20, 60))))
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(lambda staged: save_in_thread(any_app, *staged), [first, second]))
    assert answers[0] == "changed"
    assert answers[1].startswith("saved")
    with any_app.app_context():
        people, registrations = counts()
        assert people == registrations == int(answers[1].split()[1])


def test_a_person_changed_after_the_preview_is_not_overwritten(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        uid, seen = stage(event, make_file({"Alamat": "Jl. Baru"}))
        with write() as session:
            session.scalars(select(Person)).one().address = "Jl. Lain"
        with pytest.raises(RosterChanged):
            save_batch(ACTOR, CREATED, event=event, batch=batch_of(uid), seen=seen)
        assert db.session.scalars(select(Person.address)).one() == "Jl. Lain"
        assert batch_of(uid).state == "preview"
