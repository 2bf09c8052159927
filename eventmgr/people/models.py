"""People, who outlive events, and what they are assigned as."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("office_id", "nik_hash"),
        CheckConstraint("state IN ('active','merged','erased')", name="state"),
        CheckConstraint("sex IN ('L','P','')", name="sex"),
        Index("ix_person_office_id_search_text", "office_id", "search_text"),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"))
    #: verbatim, never re-cased, without titles; a single name is a full name
    name: Mapped[str] = mapped_column(String(200))
    front_title: Mapped[str | None] = mapped_column(String(60))
    back_title: Mapped[str | None] = mapped_column(String(120))
    #: folded name and titles, for LIKE
    search_text: Mapped[str] = mapped_column(Text)
    #: L, P, or empty when unknown
    sex: Mapped[str] = mapped_column(String(1), default="")
    birth_place: Mapped[str | None] = mapped_column(String(120))
    birth_date: Mapped[date | None]
    address: Mapped[str | None] = mapped_column(Text)
    #: E.164; not unique, because families share a telephone
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    #: names of the fields that an organizer corrected by hand; an import does not undo them
    hand_fields: Mapped[list[Any]] = mapped_column(JSON, default=list)
    nik_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    nik_hash: Mapped[str | None] = mapped_column(String(64))
    #: the master key of cipher, hash and private link
    key_id: Mapped[int]
    #: counting up makes the old private link stop
    link_version: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: when the link was last renewed or closed; empty for one that is as it was made
    link_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: closed by an organizer until a new link is made
    link_revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: when the holder of a renewed link asked that the new one is sent; empty once somebody sent it
    link_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default="active")
    merged_into_id: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"), index=True)
    #: two people editing: the second save is told of the first
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class Category(Base):
    """What somebody takes part as: PSM, TKSK, lurah; speakers and committee too, outside quotas."""

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        CheckConstraint("kind IN ('peserta','narasumber','panitia','mitra')", name="kind"),
    )

    id: Mapped[PrimaryKey]
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"))
    #: as on the card: "PSM"
    code: Mapped[str] = mapped_column(String(20))
    #: as on the certificate: "Pekerja Sosial Masyarakat"
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))
    #: the level of region that one is assigned to: kelurahan for PSM, kecamatan for TKSK
    region_level: Mapped[str | None] = mapped_column(String(12))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": revision}


class Assignment(Base):
    """A person is PSM of a kelurahan from–to, by a decree (SK)."""

    __tablename__ = "assignment"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("person.id"), index=True)
    category_id: Mapped[int] = mapped_column(Key, ForeignKey("category.id"))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    sk_number: Mapped[str | None] = mapped_column(String(80))
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
