"""Files and links for participants, with every version that was ever put up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class Material(Base):
    """One row of the materials page. Its address never changes; a new file is a new version."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("gate IN ('public','registered','present')", name="gate"),
        CheckConstraint("opens IN ('now','session','at','hidden')", name="opens"),
        CheckConstraint("opens <> 'at' OR opens_at IS NOT NULL", name="opens_at"),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), index=True)
    #: the day it belongs to; empty for the whole event
    day_id: Mapped[int | None] = mapped_column(Key, ForeignKey("event_day.id"), index=True)
    #: the session it belongs to; then day_id is that session's day
    session_id: Mapped[int | None] = mapped_column(Key, ForeignKey("agenda_session.id"), index=True)
    #: order within its day
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    #: who may read: anybody, the registered, or who was present at its session or day (event: any day)
    gate: Mapped[str] = mapped_column(String(12), default="registered")
    #: from when: at once, the start of its session, `opens_at`, or not at all for now
    opens: Mapped[str] = mapped_column(String(8), default="now")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: number of the version that is read now
    version: Mapped[int] = mapped_column(default=1)
    request_uid: Mapped[str | None] = mapped_column(String(32), unique=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class MaterialVersion(Base):
    """What a material held at a time: a file of ours, or a link to somewhere else."""

    __tablename__ = "material_version"
    __table_args__ = (CheckConstraint("(file_id IS NULL) <> (link IS NULL)", name="file_or_link"),)

    material_id: Mapped[int] = mapped_column(Key, ForeignKey("material.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("stored_file.id"))
    link: Mapped[str | None] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
