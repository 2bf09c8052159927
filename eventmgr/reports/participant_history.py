"""The trail of one person in words: what was changed, when, by whom, and why; and who looked at the NIK."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.people.edit_rules import FIELD_WORDS
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date
from eventmgr.shared.db import db
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.text import mask_phone

NIK_SEEN = "person.nik_seen"
ACTION_WORDS = {
    "import.added": "Ditambahkan oleh impor",
    "import.changed": "Diubah oleh impor",
    "import.registered": "Didaftarkan oleh impor",
    "person.edited": "Data diperbaiki",
    "person.released": "Penjagaan dari impor dilepas",
    "person.nik_corrected": "NIK diganti",
    "link.asked": "Pemegang tautan lama minta dikirim ulang",
    "link.renewed": "Tautan pribadi diperbarui",
    "link.revoked": "Tautan pribadi ditutup",
    "link.sent": "Tautan pribadi dikirim lewat WhatsApp",
    "link.unsent": "Tanda terkirim diurungkan",
    "registration.added": "Didaftarkan",
    "registration.cancelled": "Pendaftaran dibatalkan",
    "registration.restored": "Pendaftaran dipulihkan",
    "registration.replaced": "Digantikan orang lain",
    "registration.took_over": "Menggantikan orang lain",
    "registration.moved": "Unsur atau wilayah diubah",
    "registration.made_reserve": "Dijadikan cadangan",
    "registration.left_reserve": "Naik dari cadangan",
    "registration.noted": "Catatan petugas diubah",
    "ticket.renewed": "Kartu baru dibuat",
    "certificate.decided": "Keputusan sertifikat",
}
#: lines that made somebody: everything in them is new
_MADE = ("import.added", "registration.added")
_SEX = {"L": "laki-laki", "P": "perempuan"}
_SHOWN_FIELDS = {**FIELD_WORDS, "crew_note": "Catatan petugas"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, old and new as they may be shown; "" for nothing."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line: what, by whom, when ("20 Nov., 10.14"), why, and the fields that it changed."""

    action: str
    words: str
    who: str
    when: str
    at: datetime
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The newest lines first; `nik_views` are those who looked at the whole NIK."""

    lines: tuple[HistoryLine, ...]
    nik_views: tuple[HistoryLine, ...]

    def last_edit_or_none(self, field: str) -> HistoryLine | None:
        """The newest correction by hand of a field."""
        return next(
            (
                line
                for line in self.lines
                if line.action == "person.edited" and any(change.field == field for change in line.changes)
            ),
            None,
        )


def history_of(
    person_uid: str, registration_uids: Sequence[str], at: datetime, zone: str, *, limit: int = 60
) -> History:
    """The newest lines about a person and these registrations; one statement."""
    rows = db.session.execute(
        select(AuditLog, AuditDetail.key_id, AuditDetail.cipher)
        .outerjoin(AuditDetail, AuditDetail.audit_id == AuditLog.id)
        .where(
            or_(
                (AuditLog.subject_kind == "person") & (AuditLog.subject_uid == person_uid),
                (AuditLog.subject_kind == "registration") & AuditLog.subject_uid.in_(registration_uids),
            ),
            AuditLog.action.in_([*ACTION_WORDS, NIK_SEEN]),
        )
        .order_by(AuditLog.id.desc())
        .limit(limit)
    )
    ring = keyring()
    found = [_line(log, _details(ring, key_id, cipher), at, zone) for log, key_id, cipher in rows]
    return History(
        tuple(line for line in found if line.action != NIK_SEEN),
        tuple(line for line in found if line.action == NIK_SEEN),
    )


def _details(ring: Keyring, key_id: int | None, cipher: bytes | None) -> Mapping[str, list[Any]]:
    """Values of a line; nothing once they were erased with the person."""
    if key_id is None or cipher is None:
        return {}
    found: dict[str, list[Any]] = json.loads(ring.decrypt("detail", key_id, cipher))
    return found


def _line(log: AuditLog, details: Mapping[str, list[Any]], at: datetime, zone: str) -> HistoryLine:
    changes = tuple(
        Change(field, label, shown(field, details[field][0]), shown(field, details[field][-1]))
        for field, label in _SHOWN_FIELDS.items()
        if field in details and len(details[field]) == 2 and log.action not in _MADE
    )
    reason = str((details.get("reason") or [""])[-1] or "")
    words = ACTION_WORDS.get(log.action, "")
    return HistoryLine(
        log.action, words, log.actor_label, when_words(log.at, at, zone), log.at, reason, changes
    )


def shown(field: str, value: Any) -> str:
    """A stored value as a page may show it: telephones masked, dates in words."""
    if value in (None, ""):
        return ""
    if field == "phone":
        return mask_phone(str(value))
    if field == "birth_date":
        return long_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return _SEX.get(str(value), str(value)) if field == "sex" else str(value)


def when_words(moment: datetime, at: datetime, zone: str) -> str:
    """ "hari ini 09.12", "14 Nov., 15.40", "6 Mar. 2023, 13.40" """
    day, today = local_date(moment, zone), local_date(at, zone)
    time = clock_time(moment, zone)
    if day == today:
        return f"hari ini {time}"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{short_date(day)}{year}, {time}"
