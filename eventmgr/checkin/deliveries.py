"""What arrives at `check_in()` and `undo()`: one operation as a value, and the hash that knows a retry.

The same values are made by the sync API, by commands, and later by the pages for paper.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from eventmgr.checkin.rules import corrected_time

#: Sources that a crew's page may name; `paper` and `self` come from pages of their own.
CREW_SOURCES = ("camera", "typed", "wedge", "search")
UNDO_REASONS = ("salah_orang", "salah_ketuk")
#: why an organizer lets somebody in outside the rules; the last one is written out
PERMIT_REASONS = ("perjalanan", "keluarga", "lain")
PERMIT_WORDS = {"perjalanan": "Perjalanan jauh", "keluarga": "Sakit atau urusan keluarga"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What every operation carries.

    `uid`: 32 hexadecimal digits made by the sender, the key of idempotency. `checkpoint`: a slug.
    `at_device`: the sender's clock, aware; `offset_ms`: what to add to it, in milliseconds.
    `seq`: the sender's own running number. `operator`: the name that the crew typed on this phone.
    """

    uid: str
    checkpoint: str
    at_device: datetime
    offset_ms: int = 0
    rehearsal: bool = False
    operator: str | None = None
    seq: int | None = None

    @property
    def at_corrected(self) -> datetime:
        """The time of the operation. Raises ValueError outside the calendar."""
        return corrected_time(self.at_device, self.offset_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOp(Delivery):
    """A card was read: either `code` (QR text or typed code) or `registration_uid` (found by name)."""

    source: str
    code: str | None = None
    registration_uid: str | None = None
    shown_verdict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOp(Delivery):
    """The scan with uid `undoes` is taken back; `reason` is one of UNDO_REASONS."""

    undoes: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOp(Delivery):
    """Somebody else showed the card of the scan with uid `scan`, whose holder is in already."""

    scan: str
    card_kept: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitOp(Delivery):
    """An organizer lets in whom the scan with uid `scan` refused; `reason` is one of PERMIT_REASONS.

    `pin` never leaves the request: neither stored nor hashed, since six digits are soon guessed from a hash.
    """

    scan: str
    reason: str
    pin: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BindOp(Delivery):
    """The spare card of the scan with uid `scan` becomes the card of the person of `registration_uid`."""

    scan: str
    registration_uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkInOp(Delivery):
    """Somebody who is not on the list has come: `name` as typed with titles, `category` and `region` codes.

    `is_new`: the crew said that it is not the listed person of that name. `scan`: the scan of a spare card,
    which becomes theirs.
    """

    name: str
    category: str
    region: str | None = None
    is_new: bool = False
    scan: str | None = None


Op = ScanOp | UndoOp | HoldOp | PermitOp | BindOp | WalkInOp


def payload_hash(op: Op, event_id: int) -> str:
    """SHA-256 (64 hexadecimal digits) over everything that was sent but a PIN, the event included.

    Times are compared as moments: 07.40+07:00 and 00.40+00:00 are the same delivery.
    """
    content: dict[str, Any] = asdict(op) | {
        "op": type(op).__name__,
        "event": event_id,
        "at_device": op.at_device.astimezone(UTC).isoformat(),
    }
    content.pop("pin", None)
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
