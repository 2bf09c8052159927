"""When backups are made by themselves, and how many are kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, UtcDateTime


class BackupPlan(Base):
    """One row, of the installation's own office."""

    __tablename__ = "backup_plan"
    __table_args__ = (
        CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name="minute_of_day"),
        CheckConstraint("daily >= 1 AND weekly >= 0 AND monthly >= 0", name="kept"),
    )

    office_id: Mapped[int] = mapped_column(
        Key, ForeignKey("office.id"), primary_key=True, autoincrement=False
    )
    is_on: Mapped[bool]
    #: local time of the office: 90 is 01.30
    minute_of_day: Mapped[int]
    #: a folder on another disk that gets a copy of each; None when there is none
    second_folder: Mapped[str | None] = mapped_column(String(400))
    daily: Mapped[int]
    weekly: Mapped[int]
    monthly: Mapped[int]
    #: hours of the plan before this moment are not made up for
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": revision}
