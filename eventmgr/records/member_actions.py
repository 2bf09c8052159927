"""Roles in events as an admin gives them, for several events at once, and handing an event over."""

from collections.abc import Mapping
from datetime import datetime

from eventmgr.accounts.models import User
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, set_member
from eventmgr.events.member_actions import change_role, remove_member
from eventmgr.events.models import Event, EventMember
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

ROLES = ("organizer", "crew", "viewer")
NO_ROLE = "none"


def save_roles(
    actor: Actor,
    at: datetime,
    *,
    user: User,
    events: Mapping[int, Event],
    wanted: Mapping[int, str],
    seen: Mapping[int, str],
) -> int:
    """Give a user these roles (event → role or "none"), all or nothing; how many changed is returned.

    `seen` are the roles that the page showed: one that somebody else changed since is a conflict.
    Raises Refusal "conflict", "last_organizer", "role".
    """
    user_id, name = user.id, user.name
    changed = 0
    with write() as session:
        for event_id in sorted(wanted.keys() & events.keys()):
            role = wanted[event_id]
            if role not in (*ROLES, NO_ROLE):
                raise Refusal("role", "Peran ini tidak ada.")
            if role == seen.get(event_id):
                continue
            advance_feed(session, event_id)
            member = session.get(EventMember, (event_id, user_id))
            standing = member.role if member else NO_ROLE
            if standing == role:
                continue
            event = session.get_one(Event, event_id)
            if standing != seen.get(event_id):
                raise Refusal(
                    "conflict",
                    f"Peran {name} di {event.name} baru saja diubah orang lain. Muat ulang, lalu pilih lagi.",
                )
            if role == NO_ROLE:
                remove_member(actor, at, event=event, user_id=user_id)
            else:
                change_role(actor, at, event=event, user_id=user_id, role=role)
            changed += 1
    return changed


def hand_over(actor: Actor, at: datetime, *, event: Event, giver: User, taker: User) -> None:
    """The giver's role in the event goes to the taker, in one step, so that nobody stands alone in between.

    A second click finds it done. Raises Refusal "same", "disabled", "no_role".
    """
    event_id, giver_id, taker_id = event.id, giver.id, taker.id
    if giver_id == taker_id:
        raise Refusal("same", "Pilih orang lain sebagai penerima.")
    with write() as session:
        advance_feed(session, event_id)
        taker = session.get_one(User, taker_id)
        if taker.disabled_at is not None:
            raise Refusal("disabled", f"Akun {taker.name} sudah dinonaktifkan.")
        held = session.get(EventMember, (event_id, giver_id))
        if held is None:
            if session.get(EventMember, (event_id, taker_id)) is not None:
                return
            raise Refusal("no_role", "Pengguna ini tidak mempunyai peran di kegiatan itu.")
        row = session.get_one(Event, event_id)
        set_member(actor, at, event=row, user=taker, role=held.role)
        remove_member(actor, at, event=row, user_id=giver_id)
