"""Killed twenty times while issuing: no number is lost, none is doubled, everybody has one paper."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import valid_files
from eventmgr.office.models import RegisterEntry
from eventmgr.shared.db import db
from eventmgr.shared.files import read_bytes
from tests.builders import build_event
from tests.certificates.builders import build_present, build_rule
from tests.certificates.issue_worker import issue
from tests.support.nursery import nursery

PEOPLE, KILLS = 30, 20


def run_worker(folder: Path, slug: str, killed_at: int | None) -> str:
    """Start the worker; kill it at the step of number `killed_at`. What it told last is returned."""
    listening, told = nursery().Pipe(duplex=False)
    process = nursery().Process(target=issue, args=(folder, slug, told))
    process.start()
    told.close()  # the worker's own end is the last one: when it goes, the pipe is at its end
    last = ""
    try:
        for number in itertools.count(1):
            last = listening.recv()
            if number == killed_at:
                break
    except EOFError:
        pass
    process.kill()
    process.join(20)
    listening.close()
    return last


@pytest.mark.timeout(180)
def test_twenty_kills_leave_numbers_gap_free_and_unique(app: Flask) -> None:
    with app.app_context():
        event = build_event(slug="dibunuh")
        build_rule(event=event)
        for number in range(PEOPLE):
            build_present(event=event, days=2, name=f"Orang {number:02d}")
        event_id = event.id
        db.engine.dispose()
    folder = Path(app.config["DATA_FOLDER"])
    kills = 0
    for turn in range(KILLS):
        last = run_worker(folder, "dibunuh", killed_at=1 + turn % 7)
        kills += not last.startswith("ended")
    assert kills == KILLS
    assert run_worker(folder, "dibunuh", None).startswith("ended done")
    with app.app_context():
        entries = db.session.execute(select(RegisterEntry.seq, RegisterEntry.state)).all()
        assert sorted(seq for seq, _ in entries) == list(range(1, PEOPLE + 1))
        assert {state for _, state in entries} == {"used"}
        certificates = db.session.scalars(select(Certificate).where(Certificate.event_id == event_id)).all()
        assert Counter(certificate.state for certificate in certificates) == {"valid": PEOPLE}
        assert len({certificate.registration_id for certificate in certificates}) == PEOPLE
        for certificate, stored in valid_files(event_id):
            # The stand-in paper holds its own number: the file belongs to this certificate.
            assert read_bytes(stored).decode() == certificate.snapshot["number"]
            assert certificate.sha256 == stored.sha256
