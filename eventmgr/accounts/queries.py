"""Questions about users and sign-ins."""

from datetime import datetime

from sqlalchemy import func, select

from eventmgr.accounts.models import SignIn, User
from eventmgr.shared.codes import code_hash
from eventmgr.shared.db import db


def user_by_email_or_none(email_norm: str) -> User | None:
    return db.session.scalar(select(User).where(User.email_norm == email_norm))


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
