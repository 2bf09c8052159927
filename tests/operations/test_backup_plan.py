"""Backups by plan: due once a slot, made up for, copied elsewhere, thinned out, told of when they fail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.actor import Actor
from eventmgr.operations import jobs
from eventmgr.operations.archive import open_archive
from eventmgr.operations.backup_plan import (
    KIND,
    backup_folder,
    backup_path_or_none,
    due_slot_or_none,
    enqueue_due_backup,
    plan_or_none,
    start_backup,
)
from eventmgr.operations.models import BackupPlan
from eventmgr.operations.restore import restore_backup
from eventmgr.operations.status_page import backup_warning
from eventmgr.operations.working import Worker
from eventmgr.shared.clock import EXTENSION as CLOCK
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.runtime import last_sign_of_work_or_none

#: 18 November 2024, 02.00 in Padang
NIGHT = datetime(2024, 11, 17, 19, 0, tzinfo=UTC)
ADMIN = Actor("user", 1, "Rahmi", 1, True)


@pytest.fixture
def planned(any_app: Flask) -> Iterator[Flask]:
    """The plan stands since two days; no file of another test lies about."""
    with any_app.app_context():
        for path in backup_folder().iterdir():
            path.unlink()
        _change_plan(since=NIGHT - timedelta(days=2))
        yield any_app


def _change_plan(**values: object) -> None:
    with write() as session:
        plan = session.scalars(select(BackupPlan)).one()
        for name, value in values.items():
            setattr(plan, name, value)


def _work(app: Flask, at: datetime) -> Job:
    app.extensions[CLOCK].moment = at
    Worker().work(once=True)
    return db.session.scalars(select(Job).where(Job.kind == KIND).order_by(Job.id.desc()).limit(1)).one()


def test_every_installation_begins_with_a_nightly_plan(any_app: Flask) -> None:
    with any_app.app_context():
        plan = plan_or_none()
        assert plan is not None
        assert (plan.is_on, plan.minute_of_day) == (True, 90)
        assert (plan.daily, plan.weekly, plan.monthly) == (7, 4, 6)


def test_a_slot_is_queued_once(planned: Flask) -> None:
    assert enqueue_due_backup(NIGHT)
    assert not enqueue_due_backup(NIGHT)
    job = _work(planned, NIGHT)
    assert job.state == "done"
    assert not enqueue_due_backup(NIGHT + timedelta(hours=5))
    assert enqueue_due_backup(NIGHT + timedelta(days=1))


def test_nights_before_the_plan_or_without_it_are_not_made_up_for(planned: Flask) -> None:
    _change_plan(since=NIGHT)
    assert due_slot_or_none(NIGHT) is None
    _change_plan(since=NIGHT - timedelta(days=2), is_on=False)
    assert due_slot_or_none(NIGHT) is None


def test_a_machine_that_was_off_for_days_makes_one_backup_when_it_comes_back(planned: Flask) -> None:
    assert enqueue_due_backup(NIGHT + timedelta(days=5, hours=6))
    assert db.session.scalar(select(func.count(Job.id))) == 1


def test_an_idle_worker_looks_by_the_clock_and_says_that_it_lives(planned: Flask) -> None:
    job = _work(planned, NIGHT)
    assert (job.state, job.ids["slot"]) == ("done", "2024-11-18T01:30:00+07:00")
    assert last_sign_of_work_or_none() == NIGHT


def test_the_backup_lies_in_the_data_folder_and_can_be_restored(planned: Flask) -> None:
    job = _work(planned, NIGHT)
    assert job.result is not None
    assert job.result["name"] == "eventmgr-20241118-020000.zip"
    path = backup_path_or_none(job.result["name"])
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    with open_archive(path) as reader:
        assert "keyring.json" in reader.entries
    if planned.config["DATABASE_URL"].startswith("sqlite"):
        db.session.remove()
        assert restore_backup(path, NIGHT).made_at == NIGHT.isoformat()


def test_two_presses_are_one_backup(planned: Flask) -> None:
    start_backup(ADMIN, NIGHT)
    start_backup(ADMIN, NIGHT)
    assert db.session.scalar(select(func.count(Job.id))) == 1


def test_a_copy_goes_to_the_second_folder_and_old_ones_go_there_too(planned: Flask, tmp_path: Path) -> None:
    _change_plan(second_folder=str(tmp_path), daily=1, weekly=0, monthly=0)
    (tmp_path / "eventmgr-20241101-013000.zip").write_bytes(b"lama")
    (tmp_path / "foto.jpg").write_bytes(b"foto")
    job = _work(planned, NIGHT)
    assert job.result is not None
    assert job.result["copied_to"] == str(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [job.result["name"], "foto.jpg"]
    assert (tmp_path / job.result["name"]).read_bytes() == (backup_folder() / job.result["name"]).read_bytes()


def test_a_second_folder_that_is_gone_is_told_and_the_backup_stands(planned: Flask, tmp_path: Path) -> None:
    _change_plan(second_folder=str(tmp_path / "usb"))
    job = _work(planned, NIGHT)
    assert job.result is not None
    assert "No such file" in job.result["copy_problem"]
    assert backup_path_or_none(job.result["name"]) is not None
    assert backup_warning(NIGHT) is None


def test_a_failed_backup_warns_until_the_next_succeeds(
    planned: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Refusal("out_failed", "Salinan data tidak dapat ditulis: No space left on device.")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "create_backup", full)
        _work(planned, NIGHT)
    warning = backup_warning(NIGHT)
    assert warning is not None
    assert "No space left" in warning.advice
    start_backup(ADMIN, NIGHT)
    _work(planned, NIGHT + timedelta(minutes=5))
    assert backup_warning(NIGHT + timedelta(minutes=6)) is None


def test_a_missed_backup_warns_after_an_hour(planned: Flask) -> None:
    assert backup_warning(NIGHT) is None
    warning = backup_warning(NIGHT + timedelta(hours=1))
    assert warning is not None
    assert "terlewat" in warning.words
