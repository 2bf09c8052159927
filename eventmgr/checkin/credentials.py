"""What was shown at the door: a card's QR, the short code under it, a picked name, or something else."""

from dataclasses import dataclass
from typing import Literal

from eventmgr.checkin.deliveries import ScanOp
from eventmgr.shared.codes import SHORT_LENGTH, code_hash, has_valid_check, is_crockford, normalize_code
from eventmgr.shared.keyring import keyring

#: A code shorter than this keeps no tail, because four characters would be half of it or more.
_LEAST_WITH_TAIL = 9


@dataclass(frozen=True, slots=True)
class Credential:
    """How to look for the card. `value` is a token's hash, a typed code, a registration's uid, or empty.

    `unknown_hash` and `unknown_tail` are what is kept when nothing is found: the text itself is not,
    for it may be somebody's private link. The hash is keyed, since what was typed may be short.
    """

    kind: Literal["qr", "typed", "registration", "stray"]
    value: str
    unknown_hash: str | None = None
    unknown_tail: str | None = None

    @property
    def has_valid_check(self) -> bool:
        return self.kind == "qr"


def read_credential(op: ScanOp) -> Credential:
    """Say what the operation shows. No database is asked."""
    if op.registration_uid is not None:
        return Credential("registration", op.registration_uid)
    text = (op.code or "").strip()
    code = normalize_code(text)
    if has_valid_check(code):
        return Credential("qr", code_hash(code), *_trace(code))
    if is_crockford(code, SHORT_LENGTH):
        return Credential("typed", code, *_trace(code))
    return Credential("stray", "", *_trace(text))


def _trace(text: str) -> tuple[str, str | None]:
    tail = "".join(letter if letter.isascii() and letter.isalnum() else "?" for letter in text[-4:])
    is_long_enough = len(text) >= _LEAST_WITH_TAIL or is_crockford(text, SHORT_LENGTH)
    return keyring().keyed_hash("ticket", text), tail if is_long_enough else None
