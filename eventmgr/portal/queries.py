"""Questions of the participant's pages. Nothing here writes, and no NIK or phone of a person is asked for."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.certificates.models import Certificate, CertificateDecision
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Event, EventDay
from eventmgr.office.models import Office, Region, RegisterEntry
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import LIVE_STATES, Registration, Ticket
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.keyring import keyring

_Parent = aliased(Region)
#: events that have a public page
_SHOWN = ("open", "closed", "archived")


@dataclass(frozen=True, slots=True)
class Participation:
    """A registration with its event and active ticket, as the private page needs them. Dates are local."""

    id: int
    state: str
    event_id: int
    slug: str
    event_name: str
    event_state: str
    zone: str
    place: str
    credit_rule: str
    contact_phone: str | None
    first_day: date | None
    last_day: date | None
    category_code: str
    category_name: str
    region_name: str | None
    region_level: str | None
    parent_name: str | None
    unit_text: str
    ticket_uid: str | None
    ticket_version: int | None
    ticket_key_id: int | None
    typed_code: str | None

    @property
    def is_live(self) -> bool:
        """Whether they take part; an ended registration is shown for its certificate only."""
        return self.state in LIVE_STATES


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """The certificate of a registration: the live one, else the one that ended last. `size` is in bytes.

    `corrected_at` is when the one before it was replaced and `older_record` what stood on that; None when it
    is the first.
    """

    state: str
    reason: str | None
    number: str
    short_code: str
    dated_on: date
    record: dict[str, Any]
    file_id: int | None
    size: int | None
    thumbnail_file_id: int | None
    corrected_at: datetime | None
    older_record: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whom to ask about a certificate, in which zone its dates are told, and the digest of its file."""

    sha256: str | None
    office: Office
    event_phone: str | None
    zone: str


def person_by_link_or_none(token: str) -> Person | None:
    """Whose private page a token opens; also of people whose data were erased or merged."""
    return db.session.scalar(select(Person).where(Person.link_hash == code_hash(token)))


@dataclass(frozen=True, slots=True)
class FormerLink:
    """A link that was renewed: whose, at which office, when it last changed, and whether it is closed now."""

    person_id: int
    office_id: int
    changed_at: datetime | None
    is_closed: bool


def former_link_or_none(token: str) -> FormerLink | None:
    """The link that a token once was, before it was renewed.

    Only hashes of current links are stored; former ones are made anew, for those few who have any.
    """
    ring = keyring()
    rows = db.session.execute(
        select(
            Person.uid,
            Person.key_id,
            Person.link_version,
            Person.id,
            Person.office_id,
            Person.link_changed_at,
            Person.link_revoked_at,
        ).where(Person.link_version > 1)
    )
    for uid, key_id, version, person_id, office_id, changed_at, revoked_at in rows:
        key = ring.derive("private-link", key_id)
        if any(hmac.compare_digest(link_token(key, uid, former), token) for former in range(1, version)):
            return FormerLink(person_id, office_id, changed_at, revoked_at is not None)
    return None


def contact_phone_or_none(office: Office) -> str | None:
    """Whom to call when a link no longer opens: the office, else the contact of its newest event."""
    return office.phone or db.session.scalar(
        select(Event.contact_phone)
        .where(Event.office_id == office.id, Event.contact_phone.is_not(None), Event.state.in_(_SHOWN))
        .order_by(Event.id.desc())
        .limit(1)
    )


def participations_of(person_id: int) -> list[Participation]:
    """All events with a page that a person takes part in, or holds a valid certificate of, newest first.

    One statement.
    """
    days = _spans()
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.state,
            Event.id,
            Event.slug,
            Event.name,
            Event.state,
            Event.zone,
            Event.place,
            Event.credit_rule,
            Event.contact_phone,
            days.c.first,
            days.c.last,
            Category.code,
            Category.name,
            Region.name,
            Region.level,
            _Parent.name,
            Registration.unit_text,
            Ticket.uid,
            Ticket.version,
            Ticket.key_id,
            Ticket.typed_code,
        )
        .join(Event, Event.id == Registration.event_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(days, days.c.event_id == Event.id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(
            Registration.person_id == person_id,
            or_(Registration.state.in_(LIVE_STATES), _is_certified()),
            Event.state.in_(_SHOWN),
        )
        .order_by(
            days.c.first.desc().nulls_last(),
            Event.id.desc(),
            Registration.state.in_(LIVE_STATES).desc(),
            Registration.id.desc(),
        )
    )
    return _one_an_event(Participation(*row) for row in rows)


def _spans() -> Subquery:
    """First and last day of each event."""
    first, last = func.min(EventDay.date).label("first"), func.max(EventDay.date).label("last")
    return select(EventDay.event_id, first, last).group_by(EventDay.event_id).subquery()


def _is_certified() -> ColumnElement[bool]:
    """Whether a registration holds a valid certificate: it is the person's, whatever else has ended."""
    valid = select(Certificate.id).where(
        Certificate.registration_id == Registration.id,
        Certificate.kind == "peserta",
        Certificate.state == "valid",
    )
    return valid.exists()


def _one_an_event(parts: Iterable[Participation]) -> list[Participation]:
    """The first of each event: who was cancelled and registered anew takes part by the live one."""
    found: dict[int, Participation] = {}
    for part in parts:
        found.setdefault(part.event_id, part)
    return list(found.values())


def checkpoints_attended(registration_id: int) -> frozenset[int]:
    """Ids of the checkpoints at which a registration is present."""
    return frozenset(
        db.session.scalars(
            select(Attendance.checkpoint_id).where(
                Attendance.registration_id == registration_id, Attendance.present == true()
            )
        )
    )


def own_certificate_or_none(registration_id: int) -> OwnCertificate | None:
    """The live certificate, else the newest ended one."""
    older = aliased(Certificate)
    rows = db.session.execute(
        select(
            Certificate.state,
            Certificate.reason,
            RegisterEntry.text,
            Certificate.short_code,
            Certificate.dated_on,
            Certificate.snapshot,
            Certificate.file_id,
            StoredFile.size,
            Certificate.thumbnail_file_id,
            older.ended_at,
            older.snapshot,
        )
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .outerjoin(StoredFile, StoredFile.id == Certificate.file_id)
        .outerjoin(older, older.id == Certificate.replaces_id)
        .where(Certificate.registration_id == registration_id, Certificate.kind == "peserta")
        .order_by(Certificate.id.desc())
    )
    found = [OwnCertificate(*row) for row in rows]
    live = [certificate for certificate in found if certificate.state in ("valid", "reserved")]
    return next(iter(live or found), None)


def decision_or_none(registration_id: int) -> str | None:
    """The organizer's word over the rule: hold, grant or deny."""
    return db.session.scalar(
        select(CertificateDecision.decision).where(
            CertificateDecision.registration_id == registration_id, CertificateDecision.kind == "peserta"
        )
    )


def stored_file_or_none(file_id: int | None) -> StoredFile | None:
    """The facts of a kept file."""
    return db.session.get(StoredFile, file_id) if file_id is not None else None


def issuer_of_or_none(certificate_uid: str) -> Issuer | None:
    """Who issued a certificate; one statement."""
    row = db.session.execute(
        select(Certificate.sha256, Office, Event.contact_phone, Event.zone)
        .join(Office, Office.id == Certificate.office_id)
        .join(Event, Event.id == Certificate.event_id)
        .where(Certificate.uid == certificate_uid)
    ).one_or_none()
    return None if row is None else Issuer(row[0], row[1], row[2], row[3])
