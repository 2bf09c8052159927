"""Eight processes scan one card at the same moment: exactly one is ok, on both databases."""

from collections import Counter

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid
from tests.builders import build_registration, build_ticket, code_of
from tests.checkin.doors import Door, build_door, number_of_scans
from tests.checkin.racing import race
from tests.support.nursery import nursery

PROCESSES, CARDS = 8, 5


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_eight_processes_on_one_card_give_one_ok(any_app: Flask) -> None:
    """The last card comes eight times as the same delivery: all are told ok, one row is stored."""
    with any_app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        registrations = [build_registration(event=event) for _ in range(CARDS + 1)]
        codes = [code_of(build_ticket(event=event, registration=each)) for each in registrations]
        db.session.remove()
        *distinct, retried = codes
        told = _race(any_app, door, [(code, None) for code in distinct] + [(retried, new_uid())])
        expected = Counter({(code, "ok"): 1 for code in distinct})
        expected.update({(code, "already"): PROCESSES - 1 for code in distinct})
        assert told == expected + Counter({(retried, "ok"): PROCESSES})
        assert number_of_scans() == PROCESSES * CARDS + 1


def _race(app: Flask, door: Door, cards: list[tuple[str, str | None]]) -> Counter[tuple[str, str]]:
    context = nursery()
    barrier, answers = context.Barrier(PROCESSES), context.Queue()
    folder, url = app.config["DATA_FOLDER"], app.config["DATABASE_URL"]
    shared = (folder, url, barrier, answers, door.event_id, door.crew.id, cards)
    processes = [context.Process(target=race, args=shared) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    told = Counter(answers.get(timeout=120) for _ in range(PROCESSES * len(cards)))
    for process in processes:
        process.join()
    return told
