"""Renewing and closing the private link of a person, and asking for a renewed one."""

from datetime import datetime

from sqlalchemy import not_, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.people.edit_actions import locked_person
from eventmgr.people.models import Person
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import changed_rows, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal


def renew_link(
    actor: Actor, at: datetime, *, person_id: int, event_id: int | None, seen_version: int, reason: str
) -> bool:
    """Make a new link; the old one stops at once and says so. Opens a closed one again.

    `seen_version` is the link that the page showed: a second press finds a newer one and does nothing.
    Raises Refusal without a reason.
    """
    _demand(reason)
    with write() as session:
        person = locked_person(session, person_id)
        if person.link_version != seen_version:
            return False
        person.link_version += 1
        key = keyring().derive("private-link", person.key_id)
        person.link_hash = code_hash(link_token(key, person.uid, person.link_version))
        person.link_changed_at, person.link_revoked_at = at, None
        line = AuditLine(
            "link.renewed",
            "person",
            person.uid,
            person.office_id,
            event_id,
            person_id=person.id,
            details={"reason": [None, reason]},
        )
        record(session, actor, at, line)
    return True


def revoke_link(
    actor: Actor, at: datetime, *, person_id: int, event_id: int | None, seen_version: int, reason: str
) -> bool:
    """Close the link until a new one is made; False when it is closed already or was renewed meanwhile.

    Raises Refusal without a reason.
    """
    _demand(reason)
    with write() as session:
        person = locked_person(session, person_id)
        if person.link_version != seen_version or person.link_revoked_at is not None:
            return False
        person.link_changed_at = person.link_revoked_at = at
        line = AuditLine(
            "link.revoked",
            "person",
            person.uid,
            person.office_id,
            event_id,
            person_id=person.id,
            details={"reason": [None, reason]},
        )
        record(session, actor, at, line)
    return True


def ask_for_link(at: datetime, *, person_id: int) -> bool:
    """Note that the holder of a renewed link asked for the new one.

    False when that is noted already, and while the link is closed.

    Whoever holds an old link may be somebody else, so nothing is told and nothing is sent.
    """
    with write() as session:
        person = locked_person(session, person_id)
        is_open = person.state == "active" and person.link_revoked_at is None
        if not is_open or person.link_asked_at is not None:
            return False
        _note_request(session, person_id, at)
        line = AuditLine("link.asked", "person", person.uid, person.office_id, person_id=person.id)
        record(session, Actor("participant", None, "Pemegang tautan lama"), at, line)
    return True


def settle_request(session: Session, person_id: int) -> bool:
    """Inside `write()`: the link went out, so nobody waits for it any more; False when nobody did."""
    return _note_request(session, person_id, None)


def _note_request(session: Session, person_id: int, asked_at: datetime | None) -> bool:
    """False when nothing changed. The revision stays: an organizer who edits the person is not disturbed."""
    waits = Person.link_asked_at.is_not(None)
    changed = session.execute(
        update(Person)
        .where(Person.id == person_id, waits if asked_at is None else not_(waits))
        .values(link_asked_at=asked_at)
        .execution_options(synchronize_session=False)
    )
    return bool(changed_rows(changed))


def _demand(reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason", "Tulis alasannya, supaya panitia lain tahu.")
