"""What organizers write by hand is a scan row, too: the row and its hash, for corrections and late scans."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.shared.keyring import keyring


@dataclass(frozen=True, slots=True)
class SealedNote:
    """An encrypted note; made before `write()`."""

    key_id: int | None = None
    cipher: bytes | None = None


def sealed(note: str) -> SealedNote:
    """Encrypt the words of a note; none for empty words."""
    return SealedNote(*keyring().encrypt("note", note)) if note else SealedNote()


def derived_uid(*parts: object) -> str:
    """32 hexadecimal digits that follow from the parts: the same request makes the same rows."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One row written by an organizer: a correction, a line of paper, what becomes of a late scan."""

    uid: str
    kind: str
    verdict: str
    reason: str
    checkpoint_id: int
    registration_id: int | None
    source: str = "typed"
    arrived_at: datetime | None = None
    replaces_uid: str | None = None
    ticket_id: int | None = None

    def columns(
        self, *, event_id: int, rev: int, actor: Actor, at: datetime, note: SealedNote
    ) -> dict[str, Any]:
        """The whole row; its time is the moment of writing, the arrival that it states stands beside it."""
        user_id = actor.id if actor.kind == "user" else None
        return {
            "uid": self.uid,
            "payload_hash": self._hash(event_id),
            "event_id": event_id,
            "checkpoint_id": self.checkpoint_id,
            "user_id": user_id,
            "operator": actor.label[:120],
            "source": self.source,
            "kind": self.kind,
            "replaces_uid": self.replaces_uid,
            "ticket_id": self.ticket_id,
            "registration_id": self.registration_id,
            "note_key_id": note.key_id,
            "note_cipher": note.cipher,
            "approved_by": user_id,
            "at_device": at,
            "offset_ms": 0,
            "at_corrected": at,
            "arrived_at": self.arrived_at,
            "received_at": at,
            "clock_suspect": False,
            "verdict": self.verdict,
            "reason": self.reason,
            "rehearsal": False,
            "rev": rev,
        }

    def _hash(self, event_id: int) -> str:
        content = [event_id, self.kind, self.reason, self.checkpoint_id, self.registration_id, self.source]
        moment = self.arrived_at.isoformat() if self.arrived_at is not None else ""
        return hashlib.sha256(json.dumps([*content, moment, self.replaces_uid]).encode()).hexdigest()
