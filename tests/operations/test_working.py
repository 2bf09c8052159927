"""The job worker: works through the queue, and leaves a job for the next one when it is stopped."""

import os
import signal
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.operations.working import Worker
from eventmgr.shared import jobs
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import JobContext, enqueue


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        jobs,
        "_handlers",
        {
            "uji.hitung": _count,
            "uji.berhenti": _stopped_in_the_middle,
            "uji.tersangkut": _stopped_where_it_is_swallowed,
        },
    )


def _count(context: JobContext) -> dict[str, Any]:
    return {"counted": context.ids["to"]}


def _stopped_in_the_middle(_context: JobContext) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGTERM)
    raise AssertionError("the signal arrives before this line")


class Finalized:
    """Python swallows what is raised in here; WeasyPrint's fonts have such a method."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)


def _stopped_where_it_is_swallowed(_context: JobContext) -> dict[str, Any]:
    Finalized()
    threading.Event().wait(30)
    raise AssertionError("asked to stop once more before this line")


@pytest.fixture
def worker() -> Any:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)}
    made = Worker()
    made.listen_to_signals()
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)


def _enqueue(kind: str, key: str) -> None:
    with write() as session:
        enqueue(session, kind=kind, ids={"to": 3}, unique_key=key, office_id=1, at=now())


def _states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Job.state).order_by(Job.id)))


def test_it_works_until_the_queue_is_empty(app: Flask, worker: Worker) -> None:
    with app.app_context():
        _enqueue("uji.hitung", "a")
        _enqueue("uji.hitung", "b")
        assert worker.work(once=True) == 2
        assert _states() == ["done", "done"]


def test_a_job_in_hand_goes_back_when_the_worker_is_stopped(app: Flask, worker: Worker) -> None:
    with app.app_context():
        _enqueue("uji.berhenti", "a")
        _enqueue("uji.hitung", "b")
        assert worker.work() == 0
        assert _states() == ["queued", "queued"]
        job = db.session.scalar(select(Job).order_by(Job.id))
        assert job is not None
        assert (job.claimed_by, job.lease_until) == (None, None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_request_to_stop_that_was_swallowed_comes_again(app: Flask, worker: Worker) -> None:
    with app.app_context():
        _enqueue("uji.tersangkut", "a")
        assert worker.work() == 0
        assert _states() == ["queued"]
