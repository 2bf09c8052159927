"""Who works on an event: organizers, crew, viewers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.accounts.models import User
from eventmgr.accounts.queries import user_by_email_or_none
from eventmgr.accounts.rules import normalize_email
from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, set_member
from eventmgr.events.models import Event, EventMember
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

LAST_ORGANIZER = "Ini panitia terakhir kegiatan ini. Jadikan orang lain panitia lebih dulu."


def add_member(actor: Actor, at: datetime, *, event: Event, email: str, role: str) -> str:
    """Give a user of this installation a role in the event by their address; their name is returned.

    Raises Refusal "user_unknown", "user_disabled", "last_organizer" for a change that leaves no organizer.
    """
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        user = user_by_email_or_none(normalize_email(email))
        if user is None:
            raise Refusal(
                "user_unknown",
                f"Belum ada pengguna dengan surel {email}. Admin kantor membuatkan akunnya di Pengguna.",
            )
        if user.disabled_at is not None:
            raise Refusal("user_disabled", f"Akun {user.name} sudah dinonaktifkan.")
        change_role(actor, at, event=event, user_id=user.id, role=role)
        return user.name


def change_role(actor: Actor, at: datetime, *, event: Event, user_id: int, role: str) -> None:
    """Give a member another role. Raises Refusal "last_organizer" or "user_unknown"."""
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        held = session.get_one(Event, event_id)
        user = session.get(User, user_id)
        if user is None:
            raise Refusal("user_unknown", "Pengguna ini tidak ada lagi.")
        if role != "organizer":
            _demand_other_organizer(session, event_id, user_id)
        set_member(actor, at, event=held, user=user, role=role)


def change_member(actor: Actor, at: datetime, *, event: Event, user_id: int, role: str) -> None:
    """Give somebody who works on the event another role.

    Raises Refusal "not_a_member" for anybody else (their address was never typed, or another organizer took
    them off meanwhile) and what `change_role` raises.
    """
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        if session.get(EventMember, (event_id, user_id)) is None:
            raise Refusal(
                "not_a_member",
                "Orang ini tidak lagi bertugas di kegiatan ini. Tambahkan lewat surelnya bila perlu.",
            )
        change_role(actor, at, event=event, user_id=user_id, role=role)


def remove_member(actor: Actor, at: datetime, *, event: Event, user_id: int) -> str:
    """Take a user off the event; their name is returned, empty when they were off already.

    Raises Refusal "last_organizer".
    """
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        held = session.get_one(Event, event_id)
        member = session.get(EventMember, (event_id, user_id))
        if member is None:
            return ""
        _demand_other_organizer(session, event_id, user_id)
        user = session.get_one(User, user_id)
        details = {"role": [member.role, None]}
        session.delete(member)
        line = AuditLine(
            "event.member_removed", "user", str(user_id), held.office_id, event_id, details=details
        )
        record(session, actor, at, line)
        return user.name


def _demand_other_organizer(session: Session, event_id: int, user_id: int) -> None:
    """Somebody else with a working account stays organizer, or this user never was one."""
    organizers = set(
        session.scalars(
            select(EventMember.user_id)
            .join(User, User.id == EventMember.user_id)
            .where(
                EventMember.event_id == event_id,
                EventMember.role == "organizer",
                User.disabled_at.is_(None),
            )
        )
    )
    if organizers == {user_id}:
        raise Refusal("last_organizer", LAST_ORGANIZER)
