"""What an admin does to users: keep them out and let them in again, make them admins, end their sign-ins."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventmgr.accounts.actions import end_sign_ins, user_line
from eventmgr.accounts.models import SignIn, User
from eventmgr.accounts.queries import user_by_email_or_none
from eventmgr.accounts.rules import normalize_email
from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import changed_rows, write
from eventmgr.shared.refusal import Refusal

LAST_ADMIN = "Ini admin terakhir. Jadikan orang lain admin lebih dulu."


def disable_user(actor: Actor, at: datetime, *, email: str) -> None:
    """Keep a user out from now on and end all sign-ins.

    Raises Refusal for a stranger, the last admin, or one's own account.
    """
    with write() as session:
        admins = _held_admins(session)
        user = user_by_email_or_none(normalize_email(email))
        if user is None:
            raise Refusal("user_unknown", f"Tidak ada pengguna dengan surel {email}.")
        if actor.kind == "user" and actor.id == user.id:
            raise Refusal("own_account", "Akun sendiri tidak dapat dinonaktifkan. Mintalah admin lain.")
        _demand_other_admin(admins, user)
        if user.disabled_at is not None:
            return
        user.disabled_at = at
        end_sign_ins(user.id, at)
        record(session, actor, at, user_line("user.disabled", user))


def enable_user(actor: Actor, at: datetime, *, user_id: int) -> None:
    """Let a disabled user sign in again with the password they had."""
    with write() as session:
        user = session.get_one(User, user_id, with_for_update=True)
        if user.disabled_at is None:
            return
        user.disabled_at = None
        record(session, actor, at, user_line("user.enabled", user))


def set_admin(actor: Actor, at: datetime, *, user_id: int, is_admin: bool) -> None:
    """Make somebody an admin of the office, or take it away. Raises Refusal "last_admin"."""
    with write() as session:
        admins = _held_admins(session)
        user = session.get_one(User, user_id, with_for_update=True)
        if user.is_admin == is_admin:
            return
        if not is_admin:
            _demand_other_admin(admins, user)
        user.is_admin = is_admin
        record(session, actor, at, user_line("user.admin_given" if is_admin else "user.admin_taken", user))


def end_sign_in(actor: Actor, at: datetime, *, user_id: int, sign_in_id: int) -> None:
    """End one sign-in of a user; one that ended already stays as it was."""
    with write() as session:
        user = session.get_one(User, user_id)
        ended = session.execute(
            update(SignIn)
            .where(SignIn.id == sign_in_id, SignIn.user_id == user_id, SignIn.ended_at.is_(None))
            .values(ended_at=at)
        )
        if changed_rows(ended):
            record(session, actor, at, user_line("user.sign_in_ended", user))


def end_all_sign_ins(actor: Actor, at: datetime, *, user_id: int, except_token: str | None = None) -> None:
    """End all sign-ins of a user, but for the one that asks (its cookie's token)."""
    with write() as session:
        user = session.get_one(User, user_id)
        end_sign_ins(user_id, at, except_token=except_token)
        record(session, actor, at, user_line("user.sign_ins_ended", user))


def _held_admins(session: Session) -> set[int]:
    """All who may administer, their rows locked: two admins who disable each other go one after the other."""
    return set(
        session.scalars(
            select(User.id)
            .where(User.is_admin.is_(True), User.disabled_at.is_(None))
            .order_by(User.id)
            .with_for_update()
        )
    )


def _demand_other_admin(admins: set[int], user: User) -> None:
    if admins == {user.id}:
        raise Refusal("last_admin", LAST_ADMIN)
