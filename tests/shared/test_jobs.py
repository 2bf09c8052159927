"""Jobs: one claim at a time, a fence behind a lost one, no second job for a second click."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.shared import jobs
from eventmgr.shared.clock import EXTENSION as CLOCK
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import (
    ClaimLost,
    JobContext,
    JobStopped,
    cancel_job,
    claim_next,
    enqueue,
    run_claimed,
)
from eventmgr.shared.runtime import pulse_or_none


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    # Added, not put in their place: the app may first be made, and register its own, during a test of these.
    monkeypatch.setitem(jobs._handlers, "uji.hitung", _count_up)
    monkeypatch.setitem(jobs._handlers, "uji.rusak", _break)


def _count_up(context: JobContext) -> dict[str, Any]:
    context.progress(2, 3)
    with write() as session:
        context.check_claim(session)
    context.progress(3, 3)
    return {"counted": context.ids["to"]}


def _break(_context: JobContext) -> dict[str, Any]:
    raise ValueError("rahasia 1371061506809003")


def _enqueue(kind: str = "uji.hitung", key: str = "satu") -> int:
    with write() as session:
        return enqueue(session, kind=kind, ids={"to": 3}, unique_key=key, office_id=1, at=now()).id


def _stored(job_id: int) -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.id == job_id)).one()


def test_a_job_runs_to_its_end_and_keeps_its_result(any_app: Flask) -> None:
    with any_app.app_context():
        job_id = _enqueue()
        claimed = claim_next("pekerja-1", now())
        assert claimed is not None
        assert run_claimed(claimed) == "done"
        assert _stored(job_id).result == {"counted": 3}
        pulse = pulse_or_none(job_id)
        assert pulse is not None
        assert (pulse.done, pulse.total) == (3, 3)


def test_two_clicks_are_one_job_until_it_ended(any_app: Flask) -> None:
    with any_app.app_context():
        first = _enqueue()
        assert _enqueue() == first
        claimed = claim_next("pekerja-1", now())
        assert claimed is not None
        run_claimed(claimed)
        assert _enqueue() != first


def test_a_claimed_job_is_free_again_only_when_its_worker_fell_silent(any_app: Flask) -> None:
    with any_app.app_context():
        _enqueue()
        first = claim_next("pekerja-1", now())
        assert first is not None
        assert claim_next("pekerja-2", now()) is None
        any_app.extensions[CLOCK].moment += jobs.LEASE + timedelta(seconds=1)
        second = claim_next("pekerja-2", now())
        assert second is not None
        assert second.attempts == first.attempts + 1
        with pytest.raises(ClaimLost), write() as session:
            first.check_claim(session)


def test_a_beating_worker_keeps_its_claim_past_the_lease(any_app: Flask) -> None:
    with any_app.app_context():
        _enqueue()
        first = claim_next("pekerja-1", now())
        assert first is not None
        any_app.extensions[CLOCK].moment += jobs.LEASE + timedelta(seconds=1)
        first.progress(1, 3)
        assert claim_next("pekerja-2", now()) is None


def test_a_stopped_job_writes_no_more(any_app: Flask) -> None:
    with any_app.app_context():
        job_id = _enqueue()
        claimed = claim_next("pekerja-1", now())
        assert claimed is not None
        with write() as session:
            assert cancel_job(session, job_id, now())
        with pytest.raises(JobStopped), write() as session:
            claimed.check_claim(session)
        assert run_claimed(claimed) == "cancelled"


def test_a_failed_job_keeps_the_kind_of_error_and_no_personal_data(
    any_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with any_app.app_context():
        job_id = _enqueue("uji.rusak")
        claimed = claim_next("pekerja-1", now())
        assert claimed is not None
        assert run_claimed(claimed) == "failed"
        assert _stored(job_id).result == {"error": "ValueError"}
        assert "uji" not in (_stored(job_id).result or {})


def test_an_unknown_kind_is_refused_at_once(any_app: Flask) -> None:
    with any_app.app_context(), pytest.raises(KeyError, match="no handler"):
        _enqueue("uji.tidak_ada")
