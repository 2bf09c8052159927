"""Offices, the regions they work in, their officials, and their number registers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class Office(Base):
    __tablename__ = "office"

    id: Mapped[PrimaryKey]
    #: the demo lives in a child of the real office
    parent_id: Mapped[int | None] = mapped_column(Key, ForeignKey("office.id"), index=True)
    #: ids from the root, "/1/2/", so that "this office and all below" is one LIKE
    path: Mapped[str] = mapped_column(String(200), default="")
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    #: empty until the first sign-in names it
    name: Mapped[str] = mapped_column(String(200), default="")
    #: the region that the office serves
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    zone: Mapped[str] = mapped_column(String(60), default="Asia/Jakarta")
    #: https address under which outsiders reach this office's pages
    public_url: Mapped[str | None] = mapped_column(String(200))
    #: the two lines over every paper: "PEMERINTAH KOTA PADANG", "DINAS SOSIAL"
    letterhead_government: Mapped[str] = mapped_column(String(200), default="")
    letterhead_office: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str | None] = mapped_column(String(20))
    #: the stored file of the coat of arms, always a PNG; no foreign key, as files belong to offices
    logo_file_uid: Mapped[str | None] = mapped_column(String(32))
    #: certificates may be issued without a public address: code and number are printed without a QR
    without_public_url: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_demo: Mapped[bool] = mapped_column(default=False)
    #: two admins editing: the second save is told of the first
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": revision}


class AddressCheck(Base):
    """What the last check of an office's public address found; `address` says which one was checked."""

    __tablename__ = "address_check"
    __table_args__ = (CheckConstraint("state IN ('checking','open','closed','internal')", name="state"),)

    office_id: Mapped[int] = mapped_column(
        Key, ForeignKey("office.id"), primary_key=True, autoincrement=False
    )
    address: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: the answer in words
    note: Mapped[str] = mapped_column(String(300), default="")


class Region(Base):
    """A region by its Kemendagri code, such as "13.71.06.1010"."""

    __tablename__ = "region"
    __table_args__ = (CheckConstraint("level IN ('province','city','kecamatan','kelurahan')", name="level"),)

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    level: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))


class RegionAlias(Base):
    """An old or local spelling, folded, within a scope (the kecamatan's code)."""

    __tablename__ = "region_alias"
    __table_args__ = (UniqueConstraint("scope_code", "alias_norm"),)

    id: Mapped[PrimaryKey]
    alias_norm: Mapped[str] = mapped_column(String(120))
    scope_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)


class Official(Base):
    """Somebody who signs for the office."""

    __tablename__ = "official"

    id: Mapped[PrimaryKey]
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    front_title: Mapped[str | None] = mapped_column(String(60))
    back_title: Mapped[str | None] = mapped_column(String(120))
    nip: Mapped[str | None] = mapped_column(String(24))
    rank: Mapped[str | None] = mapped_column(String(120))
    #: as printed over the signature: "Kepala Dinas Sosial Kota Padang"
    post: Mapped[str] = mapped_column(String(200))
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
    #: whether papers, certificates too, show these lines under the name
    prints_nip: Mapped[bool] = mapped_column(default=True, server_default=true())
    prints_rank: Mapped[bool] = mapped_column(default=True, server_default=true())
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": revision}


class NumberRegister(Base):
    """A series of letter numbers. `pattern` holds tokens: "400.9.12.3/{nomor}/Dinsos/{tahun}"."""

    __tablename__ = "number_register"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    id: Mapped[PrimaryKey]
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"))
    name: Mapped[str] = mapped_column(String(80))
    pattern: Mapped[str] = mapped_column(String(200))
    #: the words for the tokens {klas} and {unit}
    klas: Mapped[str] = mapped_column(String(60), default="", server_default="")
    unit: Mapped[str] = mapped_column(String(60), default="", server_default="")


class RegisterYear(Base):
    """The next number of a register in a year; locked while numbers are taken, so none is lost or doubled.

    A database sequence would not do: it left 159 gaps in 800 numbers with 20 % rollbacks.
    """

    __tablename__ = "register_year"

    register_id: Mapped[int] = mapped_column(Key, ForeignKey("number_register.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_seq: Mapped[int] = mapped_column(default=1)


class RegisterEntry(Base):
    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("register_id", "year", "seq"),
        UniqueConstraint("register_id", "text"),
        CheckConstraint("state IN ('reserved','used','void','outside')", name="state"),
    )

    id: Mapped[PrimaryKey]
    register_id: Mapped[int] = mapped_column(Key, ForeignKey("number_register.id"))
    year: Mapped[int]
    seq: Mapped[int]
    #: the whole number as printed
    text: Mapped[str] = mapped_column(String(200))
    #: the printed date, which also decides the year
    dated_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="reserved")
    reason: Mapped[str | None] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_uid: Mapped[str] = mapped_column(String(32))
