"""Users and their sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class User(Base):
    __tablename__ = "user"
    __table_args__ = (Index("uq_user_request_uid", "request_uid", unique=True),)

    id: Mapped[PrimaryKey]
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    #: small letters, trimmed
    email_norm: Mapped[str] = mapped_column(String(254), unique=True)
    #: argon2id
    password_hash: Mapped[str] = mapped_column(String(200))
    #: argon2id of six digits: an organizer permits an arrival on a crew's phone; empty until chosen
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    #: true while the password is a one-time one
    must_change: Mapped[bool] = mapped_column(default=True)
    is_admin: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: until when a one-time password made on a page opens; empty for one that a command printed
    one_time_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: of the form that made the user: two clicks are one user
    request_uid: Mapped[str | None] = mapped_column(String(32))


class SignIn(Base):
    """One row a sign-in, so that it can be ended from elsewhere (a signed cookie alone cannot)."""

    __tablename__ = "sign_in"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("user.id"), index=True)
    #: SHA-256 of the 130-bit token in the cookie
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
