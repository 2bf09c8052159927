"""Killed twenty times while issuing: no number is lost, none is doubled, everybody has one paper."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import valid_files
from eventmgr.config import ROOT
from eventmgr.office.models import RegisterEntry
from eventmgr.shared.db import db
from eventmgr.shared.files import read_bytes
from tests.builders import build_event
from tests.certificates.builders import build_present, build_rule

PEOPLE, KILLS = 30, 20
WORKER = Path(__file__).with_name("issue_worker.py")


def run_worker(folder: Path, slug: str, killed_at: int | None) -> str:
    """Start the worker; kill it at its line number `killed_at`. Its last line is returned."""
    with subprocess.Popen(
        [sys.executable, str(WORKER), str(folder), slug],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    ) as process:
        assert process.stdout is not None
        last = ""
        for number, line in enumerate(process.stdout, start=1):
            last = line.strip()
            if number == killed_at:
                process.kill()
                break
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
