"""Certificates: rules, decisions, templates, and the frozen papers themselves."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime

_LIVE = text("state IN ('reserved','valid')")
_KIND = "kind IN ('peserta','narasumber','panitia')"


class CertificateTemplate(Base):
    __tablename__ = "certificate_template"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    id: Mapped[PrimaryKey]
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"))
    name: Mapped[str] = mapped_column(String(120))


class TemplateVersion(Base):
    """Never updated: a change is a new version, so that a certificate can always say how it was made."""

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: Mapped[PrimaryKey]
    template_id: Mapped[int] = mapped_column(Key, ForeignKey("certificate_template.id"))
    number: Mapped[int]
    #: which built-in design with which switches
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))


class CertificateRule(Base):
    """Who gets a certificate of a kind: {"least_days": 2}."""

    __tablename__ = "certificate_rule"
    __table_args__ = (CheckConstraint(_KIND, name="kind"),)

    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    template_id: Mapped[int] = mapped_column(Key, ForeignKey("certificate_template.id"))
    official_id: Mapped[int] = mapped_column(Key, ForeignKey("official.id"))
    #: the register that the numbers come from
    register_id: Mapped[int] = mapped_column(Key, ForeignKey("number_register.id"))
    #: the date to be printed; empty = the last day of the event
    dated_on: Mapped[date | None]
    #: the organizer ticked "tanpa alamat publik": code and number are printed without a QR
    without_public_url: Mapped[bool] = mapped_column(default=False)


class CertificateDecision(Base):
    """An organizer's word over the rule: hold, grant or deny, with a reason."""

    __tablename__ = "certificate_decision"
    __table_args__ = (
        CheckConstraint("decision IN ('hold','grant','deny')", name="decision"),
        CheckConstraint(_KIND, name="kind"),
    )

    registration_id: Mapped[int] = mapped_column(Key, ForeignKey("registration.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Certificate(Base):
    """Number, certificate and snapshot are one transaction; the file follows and is never rendered again."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(_KIND, name="kind"),
        CheckConstraint("state IN ('reserved','valid','replaced','revoked')", name="state"),
        CheckConstraint(
            "state <> 'valid' OR (sha256 IS NOT NULL AND file_id IS NOT NULL)", name="valid_has_file"
        ),
        Index(
            "uq_certificate_registration_id_kind_live",
            "registration_id",
            "kind",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "uq_certificate_entry_id_ordinal_live",
            "entry_id",
            "ordinal",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_certificate_event_id_state", "event_id", "state"),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"))
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    registration_id: Mapped[int] = mapped_column(Key, ForeignKey("registration.id"))
    kind: Mapped[str] = mapped_column(String(12))
    entry_id: Mapped[int] = mapped_column(Key, ForeignKey("register_entry.id"))
    #: 1, or counting where a batch shares one letter number
    ordinal: Mapped[int] = mapped_column(default=1)
    #: the 26 characters behind /v/ in the QR
    token: Mapped[str] = mapped_column(String(26), unique=True)
    #: the eight characters to type
    short_code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="reserved")
    reason: Mapped[str | None] = mapped_column(Text)
    #: everything printed, as plain data
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: keyed hash of the printed name, so that verification outlives the deletion of personal data
    name_mac: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[int]
    template_version_id: Mapped[int] = mapped_column(Key, ForeignKey("template_version.id"))
    dated_on: Mapped[date]
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: when it was replaced or revoked
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("stored_file.id"))
    thumbnail_file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("stored_file.id"))
    sha256: Mapped[str | None] = mapped_column(String(64))
    replaces_id: Mapped[int | None] = mapped_column(Key, ForeignKey("certificate.id"))
