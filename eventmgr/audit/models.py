"""Who did what to which. No foreign keys: the trail outlives what it speaks of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class AuditLog(Base):
    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_office_id_at", "office_id", "at"),
        Index("ix_audit_subject", "subject_kind", "subject_uid"),
    )

    id: Mapped[PrimaryKey]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    office_id: Mapped[int | None] = mapped_column(Key)
    event_id: Mapped[int | None] = mapped_column(Key, index=True)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(Key)
    actor_label: Mapped[str] = mapped_column(String(200))
    #: "person.updated", "certificate.issued"
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_uid: Mapped[str] = mapped_column(String(64))
    #: names of what changed, never the values
    fields: Mapped[list[Any]] = mapped_column(JSON)


class AuditDetail(Base):
    """Values old → new, encrypted, erasable with the person they speak of."""

    __tablename__ = "audit_detail"

    audit_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(Key, index=True)
    key_id: Mapped[int]
    cipher: Mapped[bytes] = mapped_column(LargeBinary)
