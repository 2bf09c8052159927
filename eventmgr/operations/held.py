"""After a restore nothing goes out by itself: a job may have run, a message may have been sent meanwhile."""

from sqlalchemy import Connection, inspect, select, text, update

from eventmgr.office.models import NumberRegister, RegisterYear
from eventmgr.shared.job_models import Job
from eventmgr.shared.migrate import migration_engine


def hold_everything(database_url: str) -> list[str]:
    """Hold jobs and messages of a database that nobody else uses; the next numbers of its registers."""
    engine = migration_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            update(Job)
            .where(Job.state.in_(("queued", "running")))
            .values(state="held", claimed_by=None, lease_until=None)
        )
        _hold_messages(connection)
        numbers = next_numbers(connection)
    engine.dispose()
    return numbers


def next_numbers(connection: Connection) -> list[str]:
    """Lines such as "Sertifikat 2024: nomor berikutnya 46"."""
    rows = connection.execute(
        select(NumberRegister.name, RegisterYear.year, RegisterYear.next_seq)
        .join(RegisterYear, RegisterYear.register_id == NumberRegister.id)
        .order_by(NumberRegister.name, RegisterYear.year)
    )
    return [f"{name} {year}: nomor berikutnya {number}" for name, year, number in rows]


def _hold_messages(connection: Connection) -> None:
    """The outbox comes with a later room; a backup of a later day may have it."""
    if not inspect(connection).has_table("outbox"):
        return
    connection.execute(text("UPDATE outbox SET state = 'unknown' WHERE state = 'sending'"))
    connection.execute(text("UPDATE outbox SET state = 'held' WHERE state = 'queued'"))
