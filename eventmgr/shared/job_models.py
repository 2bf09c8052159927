"""Background jobs: what is to be done, who does it, until when the claim holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime

OPEN_STATES = ("held", "queued", "running")
_OPEN = text("state IN ('held','queued','running')")


class Job(Base):
    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('held','queued','running','done','failed','cancelled')", name="state"),
        #: two clicks on one button are one job
        Index(
            "uq_job_unique_key_open", "unique_key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"), index=True)
    #: the registered name of the handler; never changes
    kind: Mapped[str] = mapped_column(String(60))
    #: what to work on, by ids only: personal data never stands in a job
    ids: Mapped[dict[str, Any]] = mapped_column(JSON)
    unique_key: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="queued", index=True)
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: the fence: a worker whose claim was taken over carries an older number and can no longer write
    attempts: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
