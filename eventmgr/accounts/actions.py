"""Creating users, signing in and out, changing passwords."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from eventmgr.accounts.models import SignIn, User
from eventmgr.accounts.passwords import (
    as_one_time_password,
    decoy_hash,
    hash_password,
    new_one_time_password,
    password_matches,
)
from eventmgr.accounts.queries import user_by_email_or_none, user_of_request_or_none
from eventmgr.accounts.rules import (
    ONE_TIME_OVER,
    PASSWORD_WORDS,
    SIGN_IN_DAYS,
    TRIES_PER_ACCOUNT,
    TRIES_PER_ADDRESS,
    TRY_WINDOW,
    is_email,
    may_be_password,
    minutes_in_words,
    normalize_email,
)
from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.office.actions import hold_office
from eventmgr.shared.codes import code_hash, new_long_token
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.runtime import forget_tries, throttle

CHANGED_MEANWHILE = (
    "Kata sandi Anda baru saja diganti di tempat lain, jadi tidak diubah lagi. "
    "Masuk kembali dengan kata sandi yang baru itu."
)


class TooManyTries(Refusal):
    """Raised when an account or an address has tried too often; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        words = f"Terlalu banyak percobaan. Tunggu {minutes_in_words(retry_after)}, lalu coba lagi."
        super().__init__("too_many_tries", words)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` goes into the cookie and is stored nowhere else."""

    token: str
    must_change: bool


def create_user(
    actor: Actor,
    at: datetime,
    *,
    office_id: int,
    email: str,
    name: str,
    is_admin: bool = False,
    valid_until: datetime | None = None,
    request_uid: str | None = None,
) -> tuple[User, str]:
    """Make a user with a one-time password, which is returned once and never again.

    A form sent twice (`request_uid`) finds the user of the first press, with "" for the password.
    Raises Refusal when the address is none, is taken, or the name is empty.
    """
    email_norm, name = normalize_email(email), name.strip()
    if not is_email(email_norm):
        raise Refusal("email_invalid", f"“{email}” bukan alamat surel.")
    if not name:
        raise Refusal("name_missing", "Isi nama pengguna.")
    password = new_one_time_password()
    password_hash = hash_password(password)
    with write() as session:
        hold_office(session, office_id)
        made = user_of_request_or_none(request_uid) if request_uid else None
        if made is not None:
            return made, ""
        if user_by_email_or_none(email_norm) is not None:
            raise Refusal("email_taken", f"Surel {email_norm} sudah dipakai pengguna lain.")
        user = User(
            office_id=office_id,
            name=name,
            email_norm=email_norm,
            password_hash=password_hash,
            is_admin=is_admin,
            one_time_until=valid_until,
            request_uid=request_uid,
        )
        session.add(user)
        session.flush()
        record(session, actor, at, user_line("user.created", user))
    return user, password


def reset_password(actor: Actor, at: datetime, *, email: str, valid_until: datetime | None = None) -> str:
    """Give a new one-time password and end all sign-ins. Raises Refusal when nobody has the address."""
    password = new_one_time_password()
    password_hash = hash_password(password)
    with write() as session:
        user = user_by_email_or_none(normalize_email(email))
        if user is None:
            raise Refusal("user_unknown", f"Tidak ada pengguna dengan surel {email}.")
        user.password_hash, user.must_change = password_hash, True
        user.one_time_until = valid_until
        end_sign_ins(user.id, at)
        record(session, actor, at, user_line("user.password_reset", user))
    return password


def sign_in(email: str, password: str, *, address: str, at: datetime) -> SignedIn:
    """Check e-mail and password and open a new sign-in.

    Raises TooManyTries, or Refusal "no_match" that never says which of the two was wrong.
    """
    email_norm = normalize_email(email)
    for key, limit in (
        (f"sign-in:{email_norm}", TRIES_PER_ACCOUNT),
        (f"sign-in@{address}", TRIES_PER_ADDRESS),
    ):
        tried = throttle(key, limit=limit, window=TRY_WINDOW, at=at)
        if not tried.allowed:
            raise TooManyTries(tried.retry_after)
    user = user_by_email_or_none(email_norm)
    if user is not None and user.must_change:
        password = as_one_time_password(password)
    matches = password_matches(user.password_hash if user else decoy_hash(), password)
    if user is None or not matches or user.disabled_at is not None:
        raise Refusal("no_match", "Surel atau kata sandi belum cocok.")
    if user.must_change and user.one_time_until is not None and user.one_time_until < at:
        raise Refusal("one_time_over", ONE_TIME_OVER)
    token, user_id, seen_hash = new_long_token(), user.id, user.password_hash
    with write() as session:
        current = session.get_one(User, user_id, with_for_update=True)
        if current.disabled_at is not None or current.password_hash != seen_hash:
            raise Refusal("no_match", "Surel atau kata sandi belum cocok.")
        session.add(
            SignIn(
                user_id=user_id,
                token_hash=code_hash(token),
                created_at=at,
                expires_at=at + timedelta(days=SIGN_IN_DAYS),
            )
        )
        must_change = current.must_change
        record(
            session,
            Actor("user", user_id, current.name, current.office_id),
            at,
            user_line("user.signed_in", current),
        )
    forget_tries(f"sign-in:{email_norm}")
    return SignedIn(token, must_change)


def sign_out(actor: Actor, token: str, at: datetime) -> None:
    """End the sign-in of a cookie's token."""
    with write() as session:
        user = session.get_one(User, actor.id)
        record(session, actor, at, user_line("user.signed_out", user))
        session.execute(
            update(SignIn)
            .where(SignIn.token_hash == code_hash(token), SignIn.ended_at.is_(None))
            .values(ended_at=at)
        )


def change_password(actor: Actor, at: datetime, *, old: str, new: str, keep_token: str) -> None:
    """Set one's own password and end all other sign-ins; a second click finds it done.

    Raises TooManyTries, or Refusal, its code naming the field.
    """
    user = db.session.get_one(User, actor.id)
    tries = f"own-password:{user.id}"
    tried = throttle(tries, limit=TRIES_PER_ACCOUNT, window=TRY_WINDOW, at=at)
    if not tried.allowed:
        raise TooManyTries(tried.retry_after)
    if user.must_change:
        old = as_one_time_password(old)
    if not password_matches(user.password_hash, old):
        if not user.must_change and old != new and password_matches(user.password_hash, new):
            return
        raise Refusal("old", "Kata sandi lama belum cocok.")
    decision = may_be_password(new, email=user.email_norm, old_password=old)
    if not decision:
        raise Refusal("new", PASSWORD_WORDS[decision.reason])
    seen_hash, password_hash = user.password_hash, hash_password(new)
    with write() as session:
        user = session.get_one(User, actor.id, with_for_update=True)
        if user.password_hash != seen_hash:  # hashing takes its time: an admin may have reset it meanwhile
            raise Refusal("old", CHANGED_MEANWHILE)
        user.password_hash, user.must_change, user.one_time_until = password_hash, False, None
        end_sign_ins(user.id, at, except_token=keep_token)
        record(session, actor, at, user_line("user.password_changed", user))
    forget_tries(tries)


def end_sign_ins(user_id: int, at: datetime, *, except_token: str | None = None) -> None:
    """End all of a user's sign-ins, or all but the one of a cookie's token; inside `write()`."""
    ended = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None)).values(ended_at=at)
    if except_token is not None:
        ended = ended.where(SignIn.token_hash != code_hash(except_token))
    db.session.execute(ended)


def user_line(action: str, user: User) -> AuditLine:
    """The trail's line about a user."""
    return AuditLine(action=action, subject_kind="user", subject_uid=str(user.id), office_id=user.office_id)
