"""Run by test_killed_issue.py as a process of its own: issues an event in small pieces and tells each step.

Each step is told through a pipe, so that the test can kill the process exactly there. The papers are
stand-ins; what is tested is numbers, records and files.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

from sqlalchemy.orm import Session

from eventmgr.certificates import jobs, printing, running
from eventmgr.config import Settings
from eventmgr.events.queries import event_by_slug_or_none
from eventmgr.factory import create_app
from eventmgr.shared import files
from eventmgr.shared import jobs as shared_jobs

PIECE = 3


def stand_in(orders: list[printing.Order]) -> list[printing.Drawn]:
    """Bytes of a paper, different for each number."""
    return [
        printing.Drawn(order.certificate_id, str(order.record["number"]).encode(), b"picture")
        for order in orders
    ]


def patch(tell: Callable[[str], None]) -> None:
    """Small pieces, stand-in papers, a claim that is free at once, and a word at each step."""
    held, kept = shared_jobs.JobContext.check_claim, files.write_bytes

    def check_claim(self: shared_jobs.JobContext, session: Session) -> None:
        held(self, session)
        tell("inside a write")

    def write_bytes(data: bytes) -> files.WrittenFile:
        written = kept(data)
        tell("a file is on the disk")
        return written

    mock.patch.multiple(printing, DOCUMENT_SIZE=PIECE, WORTH_A_POOL=sys.maxsize, draw=stand_in).start()
    mock.patch.multiple(jobs, PIECE=PIECE, ensure_merged=mock.Mock(), write_bytes=write_bytes).start()
    mock.patch.object(shared_jobs, "LEASE", timedelta(0)).start()
    mock.patch.object(shared_jobs.JobContext, "check_claim", check_claim).start()


def issue(folder: Path, slug: str, told: Connection) -> None:
    """Issue to the end, or until killed."""
    patch(told.send)
    app = create_app(Settings.from_environment({"EVENTMGR_DATA": str(folder)}), TESTING=True)
    with app.app_context():
        event = event_by_slug_or_none(slug)
        if event is None:
            raise SystemExit(f"no event {slug}")
        state, result = running.issue_now(event)
        told.send(f"ended {state} {result}")
