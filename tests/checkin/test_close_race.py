"""A day is closed while eight processes scan: each guest is either counted before or offered afterwards."""

from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.late_actions import decide_late
from eventmgr.checkin.late_queries import late_scans
from eventmgr.checkin.matrix_queries import present_by_day
from eventmgr.config import Settings
from eventmgr.events.models import Event
from eventmgr.factory import create_app
from eventmgr.shared.db import db, new_uid
from tests.builders import build_registration
from tests.checkin.doors import MORNING, build_door
from tests.checkin.matrix_days import NOON, day_of, event_of
from tests.support.nursery import nursery

PROCESSES, GUESTS = 4, 15


def scan_in_a_row(
    folder: Path, url: str, barrier: Barrier, answers: Any, event_id: int, uids: list[str]
) -> None:
    """One process at the door: its guests one after another, from the moment when all are ready."""
    app = create_app(Settings.from_environment({"EVENTMGR_DATA": str(folder), "DATABASE_URL": url}))
    actor = Actor("command", None, "Budi Hartono")
    with app.app_context():
        barrier.wait(100)
        for uid in uids:
            op = ScanOp(
                uid=new_uid(),
                checkpoint="hari-1",
                source="search",
                registration_uid=uid,
                at_device=MORNING,
            )
            answers.put(check_in(event_id, op, actor=actor, now=MORNING).verdict)
        db.engine.dispose()


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_no_scan_is_lost_between_open_and_closed(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        uids = [build_registration(event=event).uid for _ in range(PROCESSES * GUESTS)]
        context = nursery()
        barrier, answers = context.Barrier(PROCESSES + 1), context.Queue()
        shared = (
            any_app.config["DATA_FOLDER"],
            any_app.config["DATABASE_URL"],
            barrier,
            answers,
            door.event_id,
        )
        processes = [
            context.Process(target=scan_in_a_row, args=(*shared, uids[number::PROCESSES]))
            for number in range(PROCESSES)
        ]
        for process in processes:
            process.start()
        barrier.wait(100)
        first = answers.get(timeout=100)
        assert close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
        told = [first, *(answers.get(timeout=100) for _ in range(PROCESSES * GUESTS - 1))]
        for process in processes:
            process.join()
        day = day_of(door)
        present = present_by_day(door.event_id, [day]).get(day.id, 0)
        late = late_scans(door.event_id)
        assert (present, len(late)) == (told.count("ok"), told.count("closed"))
        assert present + len(late) == PROCESSES * GUESTS
        decide_late(
            door.organizer, NOON, event_id=door.event_id, uids=[each.uid for each in late], counts=True
        )
        db.session.rollback()
        assert present_by_day(door.event_id, [day]) == {day.id: PROCESSES * GUESTS}
