"""What papers of events take from an office: who signed them, which numbers they hold."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from eventmgr.certificates.models import Certificate, CertificateRule
from eventmgr.certificates.queries import HELD
from eventmgr.events.models import Event
from eventmgr.office.models import Official, RegisterEntry
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class NumbersOfEvent:
    """The certificates of an event in a register's year."""

    slug: str
    name: str
    first: int
    last: int
    count: int


def events_signed_by(office_id: int) -> dict[int, list[str]]:
    """Official → names of the events whose certificates they sign; one statement."""
    rows = db.session.execute(
        select(CertificateRule.official_id, Event.name)
        .join(Event, Event.id == CertificateRule.event_id)
        .join(Official, Official.id == CertificateRule.official_id)
        .where(Official.office_id == office_id)
        .distinct()
        .order_by(Event.name)
    )
    found: dict[int, list[str]] = {}
    for official_id, name in rows:
        found.setdefault(official_id, []).append(name)
    return found


def signed_a_certificate(official: Official) -> bool:
    """Whether the name stands on a certificate, also after the event's rule named somebody else."""
    named = Certificate.snapshot["signer_name"].as_string() == official.name.upper()
    ruled = select(CertificateRule.event_id).where(CertificateRule.official_id == official.id)
    return bool(
        db.session.scalar(
            select(Certificate.id)
            .where(Certificate.office_id == official.office_id, or_(named, Certificate.event_id.in_(ruled)))
            .limit(1)
        )
    )


def numbers_held_for_events(register_id: int, year: int) -> list[NumbersOfEvent]:
    """Which events' certificates to come hold which numbers, by number; one statement."""
    rows = db.session.execute(
        select(
            Event.slug,
            Event.name,
            func.min(RegisterEntry.seq),
            func.max(RegisterEntry.seq),
            func.count(RegisterEntry.id),
        )
        .join(Event, Event.uid == RegisterEntry.subject_uid)
        .where(
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
            RegisterEntry.subject_kind == HELD,
            RegisterEntry.state == "reserved",
        )
        .group_by(Event.id, Event.slug, Event.name)
        .order_by(func.min(RegisterEntry.seq))
    )
    return [NumbersOfEvent(*row) for row in rows]


def numbers_of_events(register_id: int, year: int) -> list[NumbersOfEvent]:
    """Which events' certificates hold which numbers, by number; one statement."""
    rows = db.session.execute(
        select(
            Event.slug,
            Event.name,
            func.min(RegisterEntry.seq),
            func.max(RegisterEntry.seq),
            func.count(func.distinct(RegisterEntry.id)),
        )
        .join(Certificate, Certificate.entry_id == RegisterEntry.id)
        .join(Event, Event.id == Certificate.event_id)
        .where(RegisterEntry.register_id == register_id, RegisterEntry.year == year)
        .group_by(Event.id, Event.slug, Event.name)
        .order_by(func.min(RegisterEntry.seq))
    )
    return [NumbersOfEvent(*row) for row in rows]
