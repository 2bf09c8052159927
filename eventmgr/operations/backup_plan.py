"""The plan of backups: what it says, when the next is due, and putting one into the queue."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.office.queries import real_office
from eventmgr.operations.backup_rules import Kept, last_slot, moment_of_or_none
from eventmgr.operations.models import BackupPlan
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.refusal import Refusal

KIND = "operations.backup"
BY_PLAN = Actor("job", None, "jadwal salinan data")


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What the form says; `second_folder` is "" for none, `minute_of_day` is local time."""

    is_on: bool
    minute_of_day: int
    second_folder: str
    kept: Kept


class PlanChanged(Refusal):
    """Raised when somebody else saved the plan after the form was filled."""

    def __init__(self) -> None:
        super().__init__("plan_changed", "Jadwal ini baru saja diubah di tempat lain.")


def backup_folder() -> Path:
    """Where backups made by the program lie; made at first use, closed to other users."""
    folder = Path(current_app.config["DATA_FOLDER"]) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def backup_path_or_none(name: str) -> Path | None:
    """The file of a name, which comes from an address; None for any name but a backup's."""
    path = backup_folder() / name if moment_of_or_none(name) is not None else None
    return path if path is not None and path.is_file() else None


def plan_or_none() -> BackupPlan | None:
    return db.session.scalar(select(BackupPlan).where(BackupPlan.office_id == real_office().id))


def last_backup_job_or_none(*, by_plan: bool = False) -> Job | None:
    """The newest backup that was asked for, by anybody or (with `by_plan`) by the plan."""
    jobs = db.session.scalars(select(Job).where(Job.kind == KIND).order_by(Job.id.desc()).limit(60))
    return next((job for job in jobs if not by_plan or job.ids.get("slot")), None)


def due_slot_or_none(at: datetime) -> str | None:
    """The moment of the plan for which no backup was begun yet, in ISO format; None when nothing is due.

    A slot that passed while the machine was off is made up for at the next start, the newest one only.
    """
    plan = plan_or_none()
    if plan is None or not plan.is_on:
        return None
    slot = last_slot(at.astimezone(ZoneInfo(real_office().zone)), plan.minute_of_day)
    if slot < plan.since:
        return None
    last = last_backup_job_or_none(by_plan=True)
    if last is not None and datetime.fromisoformat(last.ids["slot"]) >= slot:
        return None
    return slot.isoformat()


def enqueue_due_backup(at: datetime) -> bool:
    """Queue the backup that the plan wants by now; whether there was one."""
    slot = due_slot_or_none(at)
    db.session.rollback()
    if slot is None:
        return False
    with write() as session:
        if due_slot_or_none(at) != slot:
            return False
        _enqueue(session, BY_PLAN, at, slot)
    return True


def start_backup(actor: Actor, at: datetime) -> None:
    """Queue a backup now; one that is already under way is not doubled."""
    with write() as session:
        _enqueue(session, actor, at, "")


def _enqueue(session: Session, actor: Actor, at: datetime, slot: str) -> None:
    office_id = real_office().id
    job = enqueue(session, kind=KIND, ids={"slot": slot}, unique_key=KIND, office_id=office_id, at=at)
    record(session, actor, at, AuditLine("backup.started", "job", job.uid, office_id))


def save_plan(actor: Actor, at: datetime, *, revision: int, content: PlanContent) -> bool:
    """Change the plan; False when nothing differed.

    Raises PlanChanged, or Refusal "second_folder" when that folder is of no use.
    """
    folder = _usable_folder(content.second_folder) if content.second_folder else None
    with write() as session:
        plan = session.scalars(
            select(BackupPlan).where(BackupPlan.office_id == real_office().id).with_for_update()
        ).one()
        if plan.revision != revision:
            raise PlanChanged
        kept = (content.kept.daily, content.kept.weekly, content.kept.monthly)
        if content.minute_of_day != plan.minute_of_day or (content.is_on and not plan.is_on):
            plan.since = at
        plan.is_on, plan.minute_of_day, plan.second_folder = content.is_on, content.minute_of_day, folder
        plan.daily, plan.weekly, plan.monthly = kept
        if not session.is_modified(plan):
            return False
        line = AuditLine("backup.plan_changed", "office", str(plan.office_id), plan.office_id)
        record(session, actor, at, line)
        return True


def _usable_folder(text: str) -> str:
    folder = Path(text).expanduser()
    data = Path(current_app.config["DATA_FOLDER"])
    if not folder.is_absolute():
        raise Refusal("second_folder", "Tulis letak lengkapnya, misalnya /media/usb/eventmgr.")
    if not folder.is_dir():
        raise Refusal(
            "second_folder", "Folder itu tidak ada di mesin server. Buat dulu, atau pasang disknya."
        )
    if folder.resolve().is_relative_to(data):
        raise Refusal("second_folder", "Pilih folder di luar folder data, sebaiknya di disk lain.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal("second_folder", "Server tidak boleh menulis di folder itu. Ubah haknya dulu.")
    return str(folder)
