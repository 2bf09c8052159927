"""What is done to a restored database before it takes the place of the other one.

Nothing goes out by itself afterwards: a job may have run, a message may have been sent meanwhile. And the
trail says that history was set back.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, inspect, select, text, update

from eventmgr.audit.models import AuditLog
from eventmgr.office.models import NumberRegister, Office, RegisterYear
from eventmgr.shared.db import table_of
from eventmgr.shared.job_models import Job

RESTORED = "backup.restored"


def hold_everything(connection: Connection) -> None:
    """Hold jobs and messages of a restored database, in the transaction of the caller."""
    connection.execute(
        update(Job)
        .where(Job.state.in_(("queued", "running")))
        .values(state="held", claimed_by=None, lease_until=None)
    )
    _hold_messages(connection)


def note_restore(connection: Connection, uid: str, at: datetime) -> None:
    """Leave the trace by which a restore that was cut off is known to have reached its database."""
    offices = table_of(Office)
    real = select(offices.c.id).where(offices.c.parent_id.is_(None)).order_by(offices.c.id).limit(1)
    connection.execute(
        insert(AuditLog).values(
            at=at,
            office_id=connection.scalar(real),
            actor_kind="command",
            actor_label="perintah backup restore",
            action=RESTORED,
            subject_kind="backup",
            subject_uid=uid,
            fields=[],
        )
    )


def has_restore(connection: Connection, uid: str) -> bool:
    """Whether `note_restore` was committed."""
    return (
        inspect(connection).has_table(AuditLog.__tablename__)
        and connection.scalar(
            select(AuditLog.id).where(AuditLog.action == RESTORED, AuditLog.subject_uid == uid).limit(1)
        )
        is not None
    )


def next_numbers(connection: Connection) -> list[str]:
    """Lines such as "Sertifikat 2024: nomor berikutnya 46"; those of the demo say so and come last."""
    rows = connection.execute(
        select(NumberRegister.name, RegisterYear.year, RegisterYear.next_seq, Office.is_demo)
        .join(RegisterYear, RegisterYear.register_id == NumberRegister.id)
        .join(Office, Office.id == NumberRegister.office_id)
        .order_by(Office.is_demo, NumberRegister.name, RegisterYear.year)
    )
    return [
        f"{name} {year}{' kegiatan contoh' if is_demo else ''}: nomor berikutnya {number}"
        for name, year, number, is_demo in rows
    ]


def _hold_messages(connection: Connection) -> None:
    """The outbox comes with a later room; a backup of a later day may have it."""
    if not inspect(connection).has_table("outbox"):
        return
    connection.execute(text("UPDATE outbox SET state = 'unknown' WHERE state = 'sending'"))
    connection.execute(text("UPDATE outbox SET state = 'held' WHERE state = 'queued'"))
