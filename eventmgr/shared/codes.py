"""Codes that people carry: the QR of a card, the short code under it, the private link.

All use Crockford's base32 (digits and letters without I, L, O, U), so that a code can be read aloud and
typed: small letters, spaces and hyphens are accepted, I and L read as 1, O as 0.
"""

import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
TOKEN_LENGTH = 26
SHORT_LENGTH = 8
TICKET_LENGTH = 29
_TICKET_VERSION = "1"
#: Largest prime below 32²: a changed letter or two swapped neighbours always change the remainder.
_CHECK_MODULUS = 1021


def normalize_code(text: str) -> str:
    """Upper case without hyphens and spaces, misread letters set right."""
    return text.strip().upper().translate(_MISREAD)


def is_crockford(code: str, length: int) -> bool:
    return len(code) == length and all(letter in _VALUES for letter in code)


def _base32(value: int, length: int) -> str:
    letters = []
    for _ in range(length):
        value, rest = divmod(value, 32)
        letters.append(ALPHABET[rest])
    return "".join(reversed(letters))


def _check_characters(body: str) -> str:
    value = 0
    for letter in body:
        value = (value * 32 + _VALUES[letter]) % _CHECK_MODULUS
    return _base32(value, 2)


def _keyed_token(key: bytes, message: str) -> str:
    digest = hmac.new(key, message.encode(), hashlib.sha256).digest()
    return _base32(int.from_bytes(digest, "big") >> (256 - 130), TOKEN_LENGTH)


def ticket_code(key: bytes, uid: str, version: int) -> str:
    """What a card's QR holds: 29 characters = version, 26 of a keyed hash (130 bits), 2 check characters."""
    body = _TICKET_VERSION + _keyed_token(key, f"ticket:{uid}:{version}")
    return body + _check_characters(body)


def has_valid_check(code: str) -> bool:
    """Whether a normalised code was once made by us, so a stray QR is told from an unknown card."""
    if not is_crockford(code, TICKET_LENGTH):
        return False
    return code[0] == _TICKET_VERSION and _check_characters(code[:-2]) == code[-2:]


def link_token(key: bytes, uid: str, version: int) -> str:
    """The 26 characters of a person's private link (130 bits)."""
    return _keyed_token(key, f"link:{uid}:{version}")


def new_long_token() -> str:
    """26 random characters (130 bits)."""
    return _base32(secrets.randbits(130), TOKEN_LENGTH)


def new_short_code() -> str:
    """Eight random characters (40 bits); whoever stores it keeps it unique."""
    return _base32(secrets.randbits(40), SHORT_LENGTH)


def show_short_code(code: str) -> str:
    """`K7QF2M9D` as people see it: `K7QF-2M9D`."""
    return f"{code[:4]}-{code[4:]}"


def code_hash(code: str) -> str:
    """SHA-256 as 64 hexadecimal digits. Enough for codes of 130 random bits; never for short ones."""
    return hashlib.sha256(code.encode()).hexdigest()
