"""Questions about one certificate: itself, its chain of replacements, its history, its drawing job."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.audit.models import AuditLog
from eventmgr.certificates.models import Certificate, CertificateTemplate, TemplateVersion
from eventmgr.certificates.queries import issue_key
from eventmgr.office.models import Office, RegisterEntry
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import OPEN_STATES, Job


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The certificate before or after in a chain of replacements."""

    uid: str
    seq: int
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class OneCertificate:
    """A certificate of an event with what its page tells. `size` is that of its file in bytes."""

    certificate: Certificate
    entry: RegisterEntry
    office: Office
    registration_uid: str
    design: str
    design_number: int
    size: int | None


def one_certificate_or_none(event_id: int, uid: str) -> OneCertificate | None:
    """The certificate of that uid in the event; one statement."""
    row = db.session.execute(
        select(
            Certificate,
            RegisterEntry,
            Office,
            Registration.uid,
            CertificateTemplate.name,
            TemplateVersion.number,
            StoredFile.size,
        )
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .join(Office, Office.id == Certificate.office_id)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(TemplateVersion, TemplateVersion.id == Certificate.template_version_id)
        .join(CertificateTemplate, CertificateTemplate.id == TemplateVersion.template_id)
        .outerjoin(StoredFile, StoredFile.id == Certificate.file_id)
        .where(Certificate.event_id == event_id, Certificate.uid == uid)
    ).one_or_none()
    return None if row is None else OneCertificate(*row)


def neighbours_of(certificate: Certificate) -> tuple[Neighbour | None, Neighbour | None]:
    """What it replaces and what replaces it; one statement."""
    rows = db.session.execute(
        select(Certificate.id, Certificate.uid, RegisterEntry.seq, RegisterEntry.text, Certificate.state)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .where((Certificate.id == certificate.replaces_id) | (Certificate.replaces_id == certificate.id))
    )
    found = {row[0] == certificate.replaces_id: Neighbour(*row[1:]) for row in rows}
    return found.get(True), found.get(False)


def live_successor_or_none(certificate: Certificate) -> Certificate | None:
    """The newest of the same registration, when it is another one that is valid or being made."""
    newest = aliased(Certificate)
    return db.session.scalar(
        select(newest).where(
            newest.registration_id == certificate.registration_id,
            newest.kind == certificate.kind,
            newest.state.in_(("reserved", "valid")),
            newest.id != certificate.id,
        )
    )


def history_of(certificate: Certificate) -> Sequence[AuditLog]:
    """What was done to it, the newest first; one statement."""
    return db.session.scalars(
        select(AuditLog)
        .where(AuditLog.subject_kind == "certificate", AuditLog.subject_uid == certificate.uid)
        .order_by(AuditLog.id.desc())
        .limit(40)
    ).all()


def is_being_drawn(certificate: Certificate) -> bool:
    """Whether a job that will draw it is open."""
    keys = (finish_key(certificate.uid), issue_key(certificate.event_id))
    return bool(
        db.session.scalar(select(Job.id).where(Job.unique_key.in_(keys), Job.state.in_(OPEN_STATES)).limit(1))
    )


def drawn_singly(uids: Sequence[str]) -> frozenset[str]:
    """Those of the certificates that a job of their own will draw: replacements just made, "Coba lagi"."""
    if not uids:
        return frozenset()
    keys = {finish_key(uid): uid for uid in uids}
    open_keys = db.session.scalars(
        select(Job.unique_key).where(Job.unique_key.in_(keys), Job.state.in_(OPEN_STATES))
    )
    return frozenset(keys[key] for key in open_keys if key is not None)


def file_of_certificate_or_none(event_id: int, uid: str) -> tuple[Certificate, StoredFile] | None:
    """A certificate of the event with its kept bytes; also ended ones, for the archive."""
    row = db.session.execute(
        select(Certificate, StoredFile)
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .where(Certificate.event_id == event_id, Certificate.uid == uid)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def registration_of(certificate: Certificate) -> Registration:
    """Whose certificate it is, whatever became of the registration."""
    return db.session.get_one(Registration, certificate.registration_id)


def stored_file_or_none(file_id: int | None) -> StoredFile | None:
    """The facts of a kept file."""
    return db.session.get(StoredFile, file_id) if file_id is not None else None


def finish_key(uid: str) -> str:
    """Two presses of "Ganti" or "Coba lagi" are one job."""
    return f"certificates.finish:{uid}"
