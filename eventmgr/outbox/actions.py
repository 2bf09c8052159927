"""Noting that somebody sent a text by hand, and taking the note back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventmgr.outbox.models import Outbox
from eventmgr.shared.db import changed_rows
from eventmgr.shared.keyring import Keyring

CHANNEL = "wa_link"
PURPOSE = "message"


@dataclass(frozen=True, slots=True)
class HandSent:
    """A text that a person sends from her own telephone, encrypted before `write()`."""

    office_id: int
    dedupe_key: str
    subject_kind: str
    subject_uid: str
    key_id: int
    address_cipher: bytes
    body_cipher: bytes


def seal_hand_sent(
    ring: Keyring,
    *,
    office_id: int,
    dedupe_key: str,
    subject: tuple[str, str],
    address: str,
    body: str,
) -> HandSent:
    """Encrypt number and text; `subject` is (kind, uid). Call it before `write()`."""
    key_id, address_cipher = ring.encrypt(PURPOSE, address)
    _, body_cipher = ring.encrypt(PURPOSE, body)
    return HandSent(office_id, dedupe_key, *subject, key_id, address_cipher, body_cipher)


def mark_sent(session: Session, at: datetime, sent: HandSent, *, by: str) -> bool:
    """Note inside `write()` that a text was sent; False when it was noted before.

    Call it after the event's feed was taken, so that two presses come one after the other.
    """
    row = session.scalar(select(Outbox).where(Outbox.dedupe_key == sent.dedupe_key))
    if row is not None and row.state == "sent":
        return False
    if row is None:
        row = Outbox(
            office_id=sent.office_id,
            dedupe_key=sent.dedupe_key,
            subject_kind=sent.subject_kind,
            subject_uid=sent.subject_uid,
            channel=CHANNEL,
            created_at=at,
        )
        session.add(row)
    row.key_id, row.address_cipher, row.body_cipher = sent.key_id, sent.address_cipher, sent.body_cipher
    row.state, row.sent_at, row.sent_by = "sent", at, by
    session.flush()
    return True


def take_back(session: Session, dedupe_key: str) -> bool:
    """Inside `write()`: the text is still to be sent after all; False when it was not marked."""
    changed = session.execute(
        update(Outbox)
        .where(Outbox.dedupe_key == dedupe_key, Outbox.state == "sent")
        .values(state="queued", sent_at=None, sent_by=None)
        .execution_options(synchronize_session=False)
    )
    return bool(changed_rows(changed))
