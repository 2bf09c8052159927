"""The PIN with which an organizer permits something on somebody else's phone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from eventmgr.accounts.actions import TooManyTries, user_line
from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import hash_password, password_matches
from eventmgr.accounts.queries import users_with_pin
from eventmgr.accounts.rules import (
    PIN_TRIES,
    PIN_WINDOW,
    PIN_WORDS,
    TRIES_PER_ACCOUNT,
    TRY_WINDOW,
    may_be_pin,
)
from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.runtime import forget_tries, throttle


@dataclass(frozen=True, slots=True)
class PinCheck:
    """Whose PIN it was (`user_id`, `name`), or why nobody's.

    `reason`: pin_wrong (`left` tries), pin_locked (`retry_after` seconds), pin_missing (nobody has one).
    """

    user_id: int | None = None
    name: str = ""
    reason: str = ""
    left: int = 0
    retry_after: int = 0


def set_pin(actor: Actor, at: datetime, *, password: str, pin: str) -> None:
    """Set one's own PIN, or change it. Raises TooManyTries, or Refusal, its code naming the field."""
    user = db.session.get_one(User, actor.id)
    tries = f"own-password:{user.id}"
    tried = throttle(tries, limit=TRIES_PER_ACCOUNT, window=TRY_WINDOW, at=at)
    if not tried.allowed:
        raise TooManyTries(tried.retry_after)
    if not password_matches(user.password_hash, password):
        raise Refusal("password", "Kata sandi belum cocok.")
    decision = may_be_pin(pin)
    if not decision:
        raise Refusal("pin", PIN_WORDS[decision.reason])
    pin_hash = hash_password(pin)
    with write() as session:
        user = session.get_one(User, actor.id, with_for_update=True)
        user.pin_hash = pin_hash
        record(session, actor, at, user_line("user.pin_set", user))
    forget_tries(tries)


def check_pin(pin: str, *, among: Collection[int], tried_by: str, at: datetime) -> PinCheck:
    """Whose PIN this is among some users. Slow on purpose (50 ms a user): call it before `write()`.

    `tried_by` names who tries and where: five tries, then five minutes' pause, whoever's PIN was meant.
    The answer never says whose PIN it was near to; of two with the same PIN, who is longer here counts.
    """
    candidates = users_with_pin(among)
    if not candidates:
        return PinCheck(reason="pin_missing")
    key = f"pin:{tried_by}"
    tried = throttle(key, limit=PIN_TRIES, window=PIN_WINDOW, at=at)
    if not tried.allowed:
        return PinCheck(reason="pin_locked", retry_after=tried.retry_after)
    matching = [user for user in candidates if password_matches(user.pin_hash or "", pin)]
    if not matching:
        if tried.left:
            return PinCheck(reason="pin_wrong", left=tried.left)
        forget_tries(key)  # the pause begins with the last wrong try, not with the first
        for _ in range(PIN_TRIES):
            throttle(key, limit=PIN_TRIES, window=PIN_WINDOW, at=at)
        return PinCheck(reason="pin_locked", retry_after=PIN_WINDOW)
    forget_tries(key)
    return PinCheck(matching[0].id, matching[0].name)
