"""Issuing in two steps: a number with a frozen record in one transaction, later the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, SealedLine, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import HELD, KIND, LIVE, issue_key
from eventmgr.events.actions import advance_feed, demand_state, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.office.actions import Subject, TakenNumber, mark_used, take_numbers
from eventmgr.office.models import NumberRegister
from eventmgr.shared.db import write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import WrittenFile, add_stored_file
from eventmgr.shared.jobs import cancel_job, enqueue
from eventmgr.shared.keyring import keyring

#: Name of the job; never changes.
ISSUE = "certificates.issue"
#: Certificates in one `write()`: about 20 ms, so that no scan at the door waits longer.
PIECE = 25
#: Called first inside each `write()`; a job holds its claim with it.
Check = Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A certificate before it has a number: codes drawn, content complete but for the number."""

    uid: str
    registration_id: int
    person_id: int
    token: str
    short_code: str
    content: CertificateContent


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What the certificates of one issue share."""

    event_id: int
    office_id: int
    register_id: int
    template_version_id: int
    dated_on: date
    #: whose held numbers are used first
    event_uid: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A rendered certificate whose bytes are already on the disk."""

    certificate_id: int
    certificate_uid: str
    person_id: int
    name: str
    file: WrittenFile
    picture: WrittenFile


def start_issue(actor: Actor, at: datetime, *, event: Event, under: str = "") -> int:
    """Put the issuing of an event into the queue and return the job's id; an open one is not doubled.

    `under` is a region code that keeps it to that region and those below. Raises Refusal when the
    event is a draft or archived.
    """
    refuse_unless(Doing.CERTIFY, event.state)
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    user_id = actor.id if actor.kind == "user" else None
    line = seal([AuditLine("certificates.issue_started", "event", event_uid, office_id, event_id)])
    with write() as session:
        job = enqueue(
            session,
            kind=ISSUE,
            ids={"event_id": event_id, "user_id": user_id, "under": under},
            unique_key=issue_key(event_id),
            office_id=office_id,
            at=at,
        )
        record_all(session, actor, at, line)
        return job.id


def stop_issue(actor: Actor, at: datetime, *, event: Event, job_id: int) -> bool:
    """Let a running issue end; what is valid stays valid, what is reserved waits for the next run."""
    line = seal([AuditLine("certificates.issue_stopped", "event", event.uid, event.office_id, event.id)])
    with write() as session:
        if not cancel_job(session, job_id, at):
            return False
        record_all(session, actor, at, line)
        return True


def reserve_certificates(
    actor: Actor, at: datetime, facts: IssueFacts, drafts: Sequence[Draft], check: Check
) -> int:
    """Number, certificate and frozen record of at most PIECE people, state *reserved*, in one transaction.

    Numbers that are held for the event come first. Who has a live certificate by now is passed over, so that
    two runs are one effect. How many were reserved is returned.
    """
    ring = keyring()
    macs = {draft.uid: ring.keyed_hash("verify", draft.content.full_name) for draft in drafts}
    lines = {
        draft.uid: _sealed("certificate.reserved", facts, draft.uid, draft.person_id) for draft in drafts
    }
    with write() as session:
        check(session)
        advance_feed(session, facts.event_id)
        demand_state(session, facts.event_id, Doing.CERTIFY)
        have = _holders(session, [draft.registration_id for draft in drafts])
        missing = [draft for draft in drafts if draft.registration_id not in have]
        if not missing:
            return 0
        numbers = take_numbers(
            session,
            session.get_one(NumberRegister, facts.register_id),
            dated_on=facts.dated_on,
            subjects=[Subject("certificate", draft.uid) for draft in missing],
            held_for=Subject(HELD, facts.event_uid),
        )
        rows = [
            {**_reserved_row(facts, draft, number), "name_mac": macs[draft.uid], "key_id": ring.current_id}
            for draft, number in zip(missing, numbers, strict=True)
        ]
        session.execute(insert(Certificate), rows)
        record_all(session, actor, at, [lines[draft.uid] for draft in missing])
        return len(rows)


def _holders(session: Session, registration_ids: Sequence[int]) -> set[int]:
    """Those who have a live certificate already."""
    return set(
        session.scalars(
            select(Certificate.registration_id).where(
                Certificate.registration_id.in_(registration_ids),
                Certificate.kind == KIND,
                Certificate.state.in_(LIVE),
            )
        )
    )


def _reserved_row(facts: IssueFacts, draft: Draft, number: TakenNumber) -> dict[str, Any]:
    return {
        "uid": draft.uid,
        "office_id": facts.office_id,
        "event_id": facts.event_id,
        "registration_id": draft.registration_id,
        "kind": KIND,
        "entry_id": number.entry_id,
        "ordinal": 1,
        "token": draft.token,
        "short_code": draft.short_code,
        "state": "reserved",
        "snapshot": {**draft.content.to_record(), "number": number.text},
        "template_version_id": facts.template_version_id,
        "dated_on": facts.dated_on,
    }


def finish_certificates(
    actor: Actor, at: datetime, facts: IssueFacts, printed: Sequence[Printed], check: Check
) -> int:
    """Give at most PIECE reserved certificates their file: SHA-256 and state *valid*.

    One that was finished or ended meanwhile keeps what it has. How many became valid is returned.
    """
    lines = {
        item.certificate_id: _sealed("certificate.issued", facts, item.certificate_uid, item.person_id)
        for item in printed
    }
    with write() as session:
        check(session)
        advance_feed(session, facts.event_id)
        waiting = dict(
            session.execute(
                select(Certificate.id, Certificate.entry_id).where(
                    Certificate.id.in_([item.certificate_id for item in printed]),
                    Certificate.state == "reserved",
                )
            )
            .tuples()
            .all()
        )
        finished = [item for item in printed if item.certificate_id in waiting]
        if not finished:
            return 0
        rows = []
        for item in finished:
            paper, picture = _store(session, facts.office_id, item, at)
            rows.append((item, paper, picture))
        session.flush()
        session.execute(
            update(Certificate),
            [
                {
                    "id": item.certificate_id,
                    "state": "valid",
                    "issued_at": at,
                    "file_id": paper.id,
                    "thumbnail_file_id": picture.id,
                    "sha256": item.file.sha256,
                }
                for item, paper, picture in rows
            ],
        )
        mark_used(session, list(waiting.values()))
        record_all(session, actor, at, [lines[item.certificate_id] for item in finished])
        return len(finished)


def _store(session: Session, office_id: int, item: Printed, at: datetime) -> tuple[StoredFile, StoredFile]:
    paper = add_stored_file(
        session, item.file, office_id=office_id, type="application/pdf", original_name=item.name, at=at
    )
    picture = add_stored_file(
        session,
        item.picture,
        office_id=office_id,
        type="image/png",
        original_name=item.name.replace(".pdf", ".png"),
        at=at,
    )
    return paper, picture


def _sealed(action: str, facts: IssueFacts, uid: str, person_id: int) -> SealedLine:
    line = AuditLine(action, "certificate", uid, facts.office_id, facts.event_id, person_id=person_id)
    return seal([line])[0]
