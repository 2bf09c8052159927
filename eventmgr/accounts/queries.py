"""Questions about users and sign-ins."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.accounts.models import SignIn, User
from eventmgr.shared.codes import code_hash
from eventmgr.shared.db import db


def user_by_email_or_none(email_norm: str) -> User | None:
    return db.session.scalar(select(User).where(User.email_norm == email_norm))


def user_of_request_or_none(request_uid: str) -> User | None:
    """The user that a form made."""
    return db.session.scalar(select(User).where(User.request_uid == request_uid))


def user_or_none(office_id: int, user_id: int) -> User | None:
    """A user of the office."""
    return db.session.scalar(select(User).where(User.id == user_id, User.office_id == office_id))


def users_of(office_id: int) -> Sequence[User]:
    """All users of the office by name."""
    return db.session.scalars(
        select(User).where(User.office_id == office_id).order_by(func.lower(User.name), User.id)
    ).all()


def last_sign_ins(office_id: int) -> dict[int, datetime]:
    """When each user of the office last signed in; one statement."""
    rows = db.session.execute(
        select(SignIn.user_id, func.max(SignIn.created_at))
        .join(User, User.id == SignIn.user_id)
        .where(User.office_id == office_id)
        .group_by(SignIn.user_id)
    )
    return {user_id: at for user_id, at in rows}


def live_sign_ins(user_id: int, at: datetime) -> Sequence[SignIn]:
    """The sign-ins of a user that still open pages, newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    ).all()


def working_admins(office_id: int) -> int:
    """How many may administer the office."""
    return (
        db.session.scalar(
            select(func.count(User.id)).where(
                User.office_id == office_id, User.is_admin.is_(True), User.disabled_at.is_(None)
            )
        )
        or 0
    )


def live_sign_in_or_none(token: str, at: datetime) -> tuple[SignIn, User] | None:
    """The sign-in of a cookie's token with its user, unless it ended, expired or the user is disabled."""
    row = db.session.execute(
        select(SignIn, User)
        .join(User, User.id == SignIn.user_id)
        .where(
            SignIn.token_hash == code_hash(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > at,
            User.disabled_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def has_admin() -> bool:
    """Whether anybody can administer this installation."""
    return bool(
        db.session.scalar(
            select(func.count(User.id)).where(User.is_admin.is_(True), User.disabled_at.is_(None))
        )
    )


def users_with_pin(ids: Collection[int]) -> Sequence[User]:
    """Those of the users who may sign in and have a PIN, the longest here first."""
    wanted = select(User).where(User.id.in_(ids), User.pin_hash.is_not(None), User.disabled_at.is_(None))
    return db.session.scalars(wanted.order_by(User.id)).all()


def name_of_user(user_id: int) -> str:
    """The name of a user, as it is now; "" for nobody."""
    user = db.session.get(User, user_id)
    return user.name if user is not None else ""
