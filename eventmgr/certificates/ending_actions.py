"""Ending a certificate: revoked with a reason, or replaced by one that is printed anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.certificates.certificate_queries import finish_key
from eventmgr.certificates.models import Certificate, CertificateRule
from eventmgr.certificates.rule_actions import put_decision
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.office.actions import Subject, take_numbers
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import new_long_token, new_short_code
from eventmgr.shared.db import new_uid, write
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import full_name

#: Name of the job that draws one reserved certificate; never changes.
FINISH = "certificates.finish"
NO_REASON = "Tulis alasannya. Siapa pun yang memeriksa sertifikat ini membacanya."
_ENDED = {
    "revoked": "Sertifikat ini sudah dicabut, jadi tidak ada lagi yang diubah.",
    "replaced": "Sertifikat ini sudah diganti. Buka penggantinya bila masih ada yang keliru.",
    "reserved": "Berkas sertifikat ini belum jadi. Tunggu sampai terbit, lalu ganti.",
}


@dataclass(frozen=True, slots=True)
class Fresh:
    """A paper before it is numbered: its codes, and all that is printed but for the number."""

    uid: str
    token: str
    short_code: str
    record: Mapping[str, Any]


def new_codes() -> tuple[str, str, str]:
    """uid, token and short code of a paper to come."""
    return new_uid(), new_long_token(), new_short_code()


def revoke(actor: Actor, at: datetime, *, event: Event, uid: str, reason: str) -> None:
    """End a certificate with a reason that the verify page tells; its number is not used again.

    The register's entry stays used; where the file never came to be, it becomes void. The organizer's word
    *deny* is set beside it, so that the next issue does not give the person another one by itself. Raises
    Refusal "reason", "certificate_ended" or for the event's state.
    """
    if not reason.strip():
        raise Refusal("reason", NO_REASON)
    event_id, why = event.id, reason.strip()
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CERTIFY)
        found = _in_force(session, event_id, uid, ("valid", "reserved"))
        found.state, found.reason, found.ended_at = "revoked", why, at
        session.execute(
            update(RegisterEntry)
            .where(RegisterEntry.id == found.entry_id, RegisterEntry.state == "reserved")
            .values(state="void", reason=why)
            .execution_options(synchronize_session=False)
        )
        put_decision(session, actor, at, registration_id=found.registration_id, decision="deny", reason=why)
        line = _line(session, "certificate.revoked", found, {"reason": [why]})
        record_all(session, actor, at, seal([line]))


def replace_certificate(
    actor: Actor, at: datetime, *, event: Event, uid: str, fresh: Fresh, reason: str, takes_new_number: bool
) -> None:
    """Put a new paper in the place of a valid one and queue its drawing, in one transaction.

    The old one becomes *replaced* first and keeps its bytes; the new one, *reserved* until it is drawn,
    carries the same number, or the next one of the same year, and points back. Two presses are one
    replacement: the second is refused. Raises Refusal "reason", "certificate_ended" or for the state.
    """
    if not reason.strip():
        raise Refusal("reason", NO_REASON)
    event_id, why, ring = event.id, reason.strip(), keyring()
    mac = ring.keyed_hash("verify", name_of(fresh.record))
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CERTIFY)
        old = _in_force(session, event_id, uid, ("valid",))
        old.state, old.reason, old.ended_at = "replaced", why, at
        session.flush()
        entry_id, ordinal, number = _number(session, old, fresh.uid, takes_new_number=takes_new_number)
        newer = Certificate(
            uid=fresh.uid,
            office_id=old.office_id,
            event_id=old.event_id,
            registration_id=old.registration_id,
            kind=old.kind,
            entry_id=entry_id,
            ordinal=ordinal,
            token=fresh.token,
            short_code=fresh.short_code,
            state="reserved",
            snapshot={**fresh.record, "number": number},
            name_mac=mac,
            key_id=ring.current_id,
            template_version_id=old.template_version_id,
            dated_on=old.dated_on,
            replaces_id=old.id,
        )
        session.add(newer)
        session.flush()
        _queue(session, actor, at, newer)
        lines = [
            _line(session, "certificate.replaced", old, {"reason": [why], "number": [number]}),
            _line(session, "certificate.reserved", newer, {}),
        ]
        record_all(session, actor, at, seal(lines))


def finish_again(actor: Actor, at: datetime, *, event: Event, uid: str) -> None:
    """Queue the drawing of a reserved certificate once more; an open job is not doubled."""
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CERTIFY)
        _queue(session, actor, at, _in_force(session, event_id, uid, ("reserved",)))


def name_of(record: Mapping[str, Any]) -> str:
    """The name with its titles as a frozen record prints it."""
    return full_name(str(record["name"]), str(record["front_title"]), str(record["back_title"]))


def _in_force(session: Session, event_id: int, uid: str, states: tuple[str, ...]) -> Certificate:
    """The certificate as it stands now, under the event's feed."""
    found = session.scalars(
        select(Certificate)
        .where(Certificate.event_id == event_id, Certificate.uid == uid)
        .execution_options(populate_existing=True)
    ).one()
    if found.state not in states:
        raise Refusal("certificate_ended", _ENDED.get(found.state, "Sertifikat ini sudah terbit."))
    return found


def _number(session: Session, old: Certificate, uid: str, *, takes_new_number: bool) -> tuple[int, int, str]:
    """Entry, ordinal and text of the number: that of the old paper, or the register's next."""
    if not takes_new_number:
        entry = session.get_one(RegisterEntry, old.entry_id)
        return old.entry_id, old.ordinal, entry.text
    rule = session.get_one(CertificateRule, (old.event_id, old.kind))
    (taken,) = take_numbers(
        session,
        session.get_one(NumberRegister, rule.register_id),
        dated_on=old.dated_on,
        subjects=[Subject("certificate", uid)],
    )
    return taken.entry_id, 1, taken.text


def _queue(session: Session, actor: Actor, at: datetime, certificate: Certificate) -> None:
    enqueue(
        session,
        kind=FINISH,
        ids={
            "event_id": certificate.event_id,
            "user_id": actor.id if actor.kind == "user" else None,
            "certificate_id": certificate.id,
        },
        unique_key=finish_key(certificate.uid),
        office_id=certificate.office_id,
        at=at,
    )


def _line(session: Session, action: str, about: Certificate, details: dict[str, list[Any]]) -> AuditLine:
    person_id = session.scalar(select(Registration.person_id).where(Registration.id == about.registration_id))
    return AuditLine(
        action,
        "certificate",
        about.uid,
        about.office_id,
        about.event_id,
        person_id=person_id,
        details=details,
    )
