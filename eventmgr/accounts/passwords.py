"""Password hashes (argon2id, RFC 9106) and one-time passwords."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from eventmgr.shared.codes import ALPHABET, is_crockford, normalize_code

#: 60 bits, four groups that can be read out over the telephone
_GROUPS, _GROUP_LENGTH = 3, 4


@cache
def _hasher(cheap: bool) -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()


def hash_password(password: str) -> str:
    """Slow on purpose (some 50 ms): call it before `write()`."""
    return _hasher(bool(current_app.config.get("CHEAP_PASSWORDS"))).hash(password)


def password_matches(stored_hash: str, password: str) -> bool:
    try:
        return _hasher(False).verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def decoy_hash() -> str:
    """Verified when the account does not exist, so that the time taken does not tell which accounts do."""
    return _hasher(bool(current_app.config.get("CHEAP_PASSWORDS"))).hash(secrets.token_hex(16))


def new_one_time_password() -> str:
    """A password like `K7QF-2M9D-XW3H`."""
    return _in_groups("".join(secrets.choice(ALPHABET) for _ in range(_GROUPS * _GROUP_LENGTH)))


def as_one_time_password(typed: str) -> str:
    """A one-time password as it was given out, however it was typed from its slip; anything else as it is.

    Right: "k7qf 2m9d xw3h" is "K7QF-2M9D-XW3H", and O is 0. Only for accounts that hold a one-time password:
    one that people chose themselves has its own small letters and spaces.
    """
    code = normalize_code(typed)
    return _in_groups(code) if is_crockford(code, _GROUPS * _GROUP_LENGTH) else typed


def _in_groups(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP_LENGTH] for at in range(0, len(letters), _GROUP_LENGTH))
