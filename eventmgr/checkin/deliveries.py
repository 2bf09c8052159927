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


def payload_hash(op: ScanOp | UndoOp, event_id: int) -> str:
    """SHA-256 (64 hexadecimal digits) over everything that was sent, the event included.

    Times are compared as moments: 07.40+07:00 and 00.40+00:00 are the same delivery.
    """
    content: dict[str, Any] = asdict(op) | {
        "op": type(op).__name__,
        "event": event_id,
        "at_device": op.at_device.astimezone(UTC).isoformat(),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
