"""Renewing and closing the private link of a person."""

from datetime import datetime

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.people.edit_actions import locked_person
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import write
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


def _demand(reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason", "Tulis alasannya, supaya panitia lain tahu.")
