"""Questions about absences: why somebody is not there on a day. Notes come out of their cipher here only."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, select, true

from eventmgr.accounts.models import User
from eventmgr.checkin.cast_queries import takes_part
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.keyring import keyring


@dataclass(frozen=True, slots=True)
class AbsenceNote:
    """A note with its letter, who wrote it last and when (UTC). `letter` is the letter's name, or empty."""

    registration_id: int
    day_id: int
    kind: str
    note: str
    letter: str
    written_by: str
    written_at: datetime
    revision: int


def absences_of(registration_ids: Collection[int]) -> dict[tuple[int, int], AbsenceNote]:
    """The notes of registrations by registration and day; one statement."""
    return _notes(Absence.registration_id.in_(registration_ids))


def absences_of_event(event_id: int) -> dict[tuple[int, int], AbsenceNote]:
    """All notes of an event with their words, by registration and day; one statement."""
    days = select(EventDay.id).where(EventDay.event_id == event_id)
    return _notes(Absence.day_id.in_(days))


def _notes(condition: ColumnElement[bool]) -> dict[tuple[int, int], AbsenceNote]:
    rows = db.session.execute(
        select(Absence, StoredFile.original_name, User.name)
        .outerjoin(StoredFile, StoredFile.id == Absence.file_id)
        .outerjoin(User, User.id == Absence.written_by)
        .where(condition)
    )
    return {
        (row.registration_id, row.day_id): AbsenceNote(
            row.registration_id,
            row.day_id,
            row.kind,
            opened(row.note_key_id, row.note_cipher),
            letter or "",
            name or "",
            row.written_at,
            row.revision,
        )
        for row, letter, name in rows
    }


def opened(key_id: int | None, cipher: bytes | None) -> str:
    """The words of a note; empty where there are none."""
    return keyring().decrypt("note", key_id, cipher) if key_id is not None and cipher is not None else ""


def absences_by_registration(event_id: int) -> dict[int, dict[int, str]]:
    """Which kind of absence (izin, sakit, tugas, alpa) stands for which day, by registration; no notes.

    For rooms above. Presence wins: ask attendance first. A closed day without presence and without a row
    is *alpa*, which is derived and does not stand here.
    """
    rows = db.session.execute(
        select(Absence.registration_id, Absence.day_id, Absence.kind)
        .join(EventDay, EventDay.id == Absence.day_id)
        .where(EventDay.event_id == event_id)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for registration_id, day_id, kind in rows:
        found[registration_id][day_id] = kind
    return dict(found)


def excuses_on(day_id: int) -> dict[int, str]:
    """Who is noted as izin, sakit or tugas on a day, by registration; presence wins. One statement."""
    rows = db.session.execute(
        select(Absence.registration_id, Absence.kind).where(Absence.day_id == day_id, Absence.kind != "alpa")
    )
    return {registration_id: kind for registration_id, kind in rows}


def letters_awaited(event_id: int, day_id: int) -> int:
    """How many are noted as ill on a day, are not present, and have not brought their letter yet."""
    came = (
        select(Attendance.registration_id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Checkpoint.counts_for_day == true(), Attendance.present == true())
    )
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Absence)
            .join(Registration, Registration.id == Absence.registration_id)
            .join(EventDay, EventDay.id == Absence.day_id)
            .where(
                Registration.event_id == event_id,
                takes_part(EventDay.first_closed_at, false()),
                Absence.day_id == day_id,
                Absence.kind == "sakit",
                Absence.file_id.is_(None),
                Absence.registration_id.not_in(came),
            )
        )
        or 0
    )


def letter_or_none(event_id: int, registration_uid: str, day_id: int) -> StoredFile | None:
    """The letter of one note of the event."""
    return db.session.scalar(
        select(StoredFile)
        .join(Absence, Absence.file_id == StoredFile.id)
        .join(Registration, Registration.id == Absence.registration_id)
        .where(
            Registration.event_id == event_id,
            Registration.uid == registration_uid,
            Absence.day_id == day_id,
        )
    )


def seen_of(registration_id: int, day_id: int) -> str:
    """What a form saw of a person's day, as a short text: another text means a change."""
    note = db.session.execute(
        select(Absence.revision, Absence.written_at).where(
            Absence.registration_id == registration_id, Absence.day_id == day_id
        )
    ).first()
    rev = db.session.scalar(
        select(func.max(Attendance.rev))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Attendance.registration_id == registration_id)
    )
    written = "0" if note is None else f"{note.revision}-{int(note.written_at.timestamp() * 1000)}"
    return f"{written}.{rev or 0}"
