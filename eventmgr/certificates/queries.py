"""Questions about certificates: who may get one, who has one, what stands on a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from eventmgr.certificates.models import Certificate, CertificateDecision, CertificateRule
from eventmgr.office.models import Office, Region, RegisterEntry
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import SHORT_LENGTH, TOKEN_LENGTH, is_crockford, normalize_code
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import newest_job_or_none
from eventmgr.shared.text import full_name

KIND = "peserta"
#: subject of the register's numbers that are held for an event's certificates, with the event's uid
HELD = "certificates"
LIVE = ("reserved", "valid")
_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class Participant:
    """A registered participant with what a certificate says of them. Titles may be None."""

    registration_id: int
    registration_uid: str
    person_id: int
    name: str
    front_title: str | None
    back_title: str | None
    category_code: str
    category_name: str
    region_code: str | None
    region_name: str | None
    region_level: str | None
    parent_name: str | None
    unit_text: str


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A certificate in the list of an event; `seq` is its number in the register.

    Name and place are those that were printed, whatever became of the person since. `newer_uid` and
    `newer_seq` are of the one that replaced it, None otherwise.
    """

    uid: str
    registration_id: int
    state: str
    reason: str | None
    seq: int
    number: str
    short_code: str
    issued_at: datetime | None
    newer_uid: str | None
    newer_seq: int | None
    printed_name: str
    front_title: str
    back_title: str
    place: str

    @property
    def full_name(self) -> str:
        """The name with its titles as printed."""
        return full_name(self.printed_name, self.front_title, self.back_title)

    @property
    def short_place(self) -> str:
        """ "Parak Laweh" of "Kelurahan Parak Laweh, Kecamatan …"; a kecamatan keeps its word."""
        return self.place.partition(", ")[0].removeprefix("Kelurahan ")


@dataclass(frozen=True, slots=True)
class VerifiedCertificate:
    """What the public page may say about a code: never NIK or phone.

    `state` is that of the certificate (reserved, valid, replaced, revoked); `is_demo` stands beside it.
    `record` is the frozen content (name, event, dates, JP). `replaced_by_code` leads to the newer paper.
    """

    uid: str
    state: str
    is_demo: bool
    reason: str | None
    short_code: str
    number: str
    dated_on: date
    issued_at: datetime | None
    ended_at: datetime | None
    record: dict[str, Any]
    replaced_by_code: str | None


def rule_or_none(event_id: int) -> CertificateRule | None:
    """The event's rule for participants."""
    return db.session.get(CertificateRule, (event_id, KIND))


def participants(event_id: int) -> list[Participant]:
    """All registered participants in the order of the papers: kecamatan, kelurahan (TKSK first), name."""
    rows = db.session.execute(
        _people()
        .where(Registration.event_id == event_id, Registration.state == "registered", Category.kind == KIND)
        .order_by(Registration.region_code, Person.search_text, Registration.id)
    )
    return [Participant(*row) for row in rows]


def participant_of(registration_id: int) -> Participant:
    """The person behind a registration of any state, as stored now; one statement."""
    return Participant(*db.session.execute(_people().where(Registration.id == registration_id)).one())


def _people() -> Select[Any]:
    return (
        select(
            Registration.id,
            Registration.uid,
            Person.id,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Category.name,
            Registration.region_code,
            Region.name,
            Region.level,
            _Parent.name,
            Registration.unit_text,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
    )


def decision_or_none(registration_id: int) -> CertificateDecision | None:
    """The organizer's word over the rule for a registration."""
    return db.session.get(CertificateDecision, (registration_id, KIND))


def granted_among(registration_ids: Sequence[int]) -> frozenset[int]:
    """Those of the registrations whose certificate the organizer gives over the rule."""
    return frozenset(
        db.session.scalars(
            select(CertificateDecision.registration_id).where(
                CertificateDecision.registration_id.in_(registration_ids),
                CertificateDecision.kind == KIND,
                CertificateDecision.decision == "grant",
            )
        )
    )


def registration_by_uid_or_none(event_id: int, uid: str) -> Registration | None:
    """A registered participant of the event."""
    return db.session.scalar(
        select(Registration).where(
            Registration.event_id == event_id, Registration.uid == uid, Registration.state == "registered"
        )
    )


def live_certificate_states(event_id: int) -> dict[int, str]:
    """State (reserved or valid) of the live certificate of each registration that has one."""
    rows = db.session.execute(
        select(Certificate.registration_id, Certificate.state).where(
            Certificate.event_id == event_id, Certificate.kind == KIND, Certificate.state.in_(LIVE)
        )
    )
    return {registration_id: state for registration_id, state in rows}


def reserved_certificates(event_id: int) -> Sequence[Certificate]:
    """Certificates with a number and no file yet, by number."""
    return db.session.scalars(
        select(Certificate)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .where(Certificate.event_id == event_id, Certificate.state == "reserved")
        .order_by(RegisterEntry.year, RegisterEntry.seq)
    ).all()


def issued_rows(event_id: int) -> list[IssuedRow]:
    """All certificates of an event by number, ended ones included; one statement."""
    newer, newer_entry = aliased(Certificate), aliased(RegisterEntry)
    rows = db.session.execute(
        select(
            Certificate.uid,
            Certificate.registration_id,
            Certificate.state,
            Certificate.reason,
            RegisterEntry.seq,
            RegisterEntry.text,
            Certificate.short_code,
            Certificate.issued_at,
            newer.uid,
            newer_entry.seq,
            *(
                Certificate.snapshot[key].as_string()
                for key in ("name", "front_title", "back_title", "place")
            ),
        )
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .outerjoin(newer, newer.replaces_id == Certificate.id)
        .outerjoin(newer_entry, newer_entry.id == newer.entry_id)
        .where(Certificate.event_id == event_id)
        .order_by(RegisterEntry.year, RegisterEntry.seq, Certificate.ordinal, Certificate.id)
    )
    return [IssuedRow(*row) for row in rows]


def valid_files(event_id: int) -> list[tuple[Certificate, StoredFile]]:
    """Valid certificates with their files, by number: kecamatan, kelurahan, name within one issue."""
    rows = db.session.execute(
        select(Certificate, StoredFile)
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .where(Certificate.event_id == event_id, Certificate.state == "valid")
        .order_by(RegisterEntry.year, RegisterEntry.seq, Certificate.ordinal)
    )
    return [(certificate, stored) for certificate, stored in rows]


def certificate_of_registration_or_none(registration_id: int) -> Certificate | None:
    """The participant's live certificate: reserved (being issued) or valid (with file and picture)."""
    return db.session.scalar(
        select(Certificate).where(
            Certificate.registration_id == registration_id,
            Certificate.kind == KIND,
            Certificate.state.in_(LIVE),
        )
    )


def find_certificate_by_code_or_none(code: str) -> VerifiedCertificate | None:
    """The certificate behind a code as people type it: the 26 characters of the QR or the eight under it."""
    normal = normalize_code(code)
    if is_crockford(normal, TOKEN_LENGTH):
        query = _verified().where(Certificate.token == normal)
    elif is_crockford(normal, SHORT_LENGTH):
        query = _verified().where(Certificate.short_code == normal)
    else:
        return None
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    certificate, number, is_demo, newer_code = row
    return VerifiedCertificate(
        uid=certificate.uid,
        state=certificate.state,
        is_demo=is_demo,
        reason=certificate.reason,
        short_code=certificate.short_code,
        number=number,
        dated_on=certificate.dated_on,
        issued_at=certificate.issued_at,
        ended_at=certificate.ended_at,
        record=certificate.snapshot,
        replaced_by_code=newer_code,
    )


def _verified() -> Select[Any]:
    newer = aliased(Certificate)
    return (
        select(Certificate, RegisterEntry.text, Office.is_demo, newer.short_code)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .join(Office, Office.id == Certificate.office_id)
        .outerjoin(newer, newer.replaces_id == Certificate.id)
    )


def last_issue_job_or_none(event_id: int) -> Job | None:
    """The newest issuing job of the event, running or ended."""
    return newest_job_or_none(issue_key(event_id))


def sample_key(event_id: int, design: str) -> str:
    """One drawing of a design at a time."""
    return f"certificates.sample:{event_id}:{design}"


def issue_key(event_id: int) -> str:
    """Two clicks, or a click and a command, are one job."""
    return f"certificates.issue:{event_id}"
