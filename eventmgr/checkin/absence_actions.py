"""Why somebody is not there: izin, sakit, tugas or no reason given, with words and a letter.

A note never makes or takes presence. Each change leaves an audit line; the words stand encrypted in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.checkin.absence_queries import opened
from eventmgr.checkin.correction_actions import demand_unchanged
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.hand_actions import SealedNote, sealed
from eventmgr.checkin.letter_files import Letter
from eventmgr.checkin.matrix_queries import MatrixRow
from eventmgr.checkin.models import Absence
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.shared.db import write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, write_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteContent:
    """What the form holds. No `letter` keeps the one that is there."""

    kind: str
    note: str
    letter: Letter | None = None


def note_absence(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    person: MatrixRow,
    days: Sequence[Day],
    content: NoteContent,
    seen: str,
) -> None:
    """Write one note for a day, and the same for the further days in `days`.

    `seen` is what the form saw of the first day. Saving what already stands changes nothing.
    Raises Changed (the words of the form are not lost: they are in the form) and the refusals of the state.
    """
    event_id, office_id = event.id, event.office_id
    note = sealed(content.note)
    written = write_bytes(content.letter.data) if content.letter is not None else None
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CORRECT, content.note or content.kind)
        rows = {day.id: session.get(Absence, (person.id, day.id)) for day in days}
        if not _stands_already(rows.get(days[0].id), content):
            demand_unchanged(person.id, days[0].id, seen)
        stored_id = None
        if written is not None and content.letter is not None:
            letter = content.letter
            stored = add_stored_file(
                session, written, office_id=office_id, type=letter.type, original_name=letter.name, at=at
            )
            session.flush()
            stored_id = stored.id
        shared_id = stored_id or _letter_of(rows[days[0].id])
        for day in days:
            _write_one(session, actor, at, event, person, day, rows[day.id], content, note, shared_id)


def _stands_already(row: Absence | None, content: NoteContent) -> bool:
    if row is None or content.letter is not None or row.kind != content.kind:
        return False
    return opened(row.note_key_id, row.note_cipher) == content.note


def _letter_of(row: Absence | None) -> int | None:
    return None if row is None else row.file_id


def _write_one(
    session: Session,
    actor: Actor,
    at: datetime,
    event: Event,
    person: MatrixRow,
    day: Day,
    row: Absence | None,
    content: NoteContent,
    note: SealedNote,
    file_id: int | None,
) -> None:
    if _stands_already(row, content) and _letter_of(row) == file_id:
        return
    before = _words_of(row)
    if row is None:
        row = Absence(registration_id=person.id, day_id=day.id, kind=content.kind, written_at=at)
        session.add(row)
    old_file = row.file_id
    row.kind, row.note_key_id, row.note_cipher = content.kind, note.key_id, note.cipher
    row.file_id, row.written_by, row.written_at = file_id, _user_id(actor), at
    session.flush()
    if old_file is not None and old_file != file_id:
        _let_go(session, old_file, at)
    after = [content.kind, content.note, file_id is not None]
    _record(session, actor, at, "attendance.absence_set", event, person, day, before, after)


def clear_absence(
    actor: Actor, at: datetime, *, event: Event, person: MatrixRow, day: Day, seen: str
) -> bool:
    """Take a note away, as if nobody had ever called; the trail keeps it. False when there was none.

    Raises Changed and the refusals of the state.
    """
    with write() as session:
        advance_feed(session, event.id)
        demand_state(session, event.id, Doing.CORRECT, "hapus")
        row = session.get(Absence, (person.id, day.id))
        if row is None:
            return False
        demand_unchanged(person.id, day.id, seen)
        before, file_id = _words_of(row), row.file_id
        session.delete(row)
        session.flush()
        if file_id is not None:
            _let_go(session, file_id, at)
        _record(session, actor, at, "attendance.absence_cleared", event, person, day, before, None)
    return True


def _let_go(session: Session, file_id: int, at: datetime) -> None:
    """A letter that no note holds any more may go with the next clearing."""
    holders = session.scalar(select(func.count()).select_from(Absence).where(Absence.file_id == file_id))
    if not holders:
        session.get_one(StoredFile, file_id).delete_after = at


def _words_of(row: Absence | None) -> list[object] | None:
    if row is None:
        return None
    return [row.kind, opened(row.note_key_id, row.note_cipher), row.file_id is not None]


def _record(
    session: Session,
    actor: Actor,
    at: datetime,
    action: str,
    event: Event,
    person: MatrixRow,
    day: Day,
    before: list[object] | None,
    after: list[object] | None,
) -> None:
    details: dict[str, list[Any]] = {"absence": [before, after], "day": [None, day.date.isoformat()]}
    line = AuditLine(
        action,
        "registration",
        person.uid,
        event.office_id,
        event.id,
        person_id=person.person_id,
        details=details,
    )
    record(session, actor, at, line)


def _user_id(actor: Actor) -> int | None:
    return actor.id if actor.kind == "user" else None
