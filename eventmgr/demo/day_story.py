"""What happens around the arrivals of the demo: notes for the crew, excuses, one correction by hand."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, true

from eventmgr.audit.actor import Actor
from eventmgr.checkin.absence_actions import NoteContent, note_absence
from eventmgr.checkin.absence_queries import seen_of
from eventmgr.checkin.correction_actions import Correction, correct
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.matrix_queries import MatrixRow, person_or_none
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, Event
from eventmgr.registration.models import Registration
from eventmgr.registration.selection_actions import set_crew_note
from eventmgr.shared.db import db, new_uid

#: kind and words of the first day's excuses, in the order of the regions; the rest has not called
EXCUSES = (
    ("sakit", "surat dokter"),
    ("izin", "ujian anak"),
    ("tugas", "rapat di kecamatan"),
    ("sakit", "demam, surat menyusul"),
    ("izin", "keluarga meninggal"),
    ("tugas", "surat tugas camat"),
    ("izin", "acara keluarga"),
    ("sakit", "dirawat di rumah"),
    ("alpa", "telepon tidak dijawab"),
)
CREW_NOTES = ("Serahkan juga kaus ukuran XL", "Duduk dekat pintu, memakai tongkat")
_CORRECTED_AT = time(8, 12)
#: the place among all arrivals of somebody whom no scan saw, but a correction tells of
CORRECTED = 100


def write_crew_notes(actor: Actor, at: datetime, event_id: int) -> None:
    """Two people of whom the crew is told something at the door."""
    event = db.session.get_one(Event, event_id)
    uids = db.session.scalars(
        select(Registration.uid).where(Registration.event_id == event_id).order_by(Registration.id).limit(2)
    ).all()
    for uid, note in zip(uids, CREW_NOTES, strict=False):
        set_crew_note(actor, at, event=event, uids=[uid], note=note)


def tell_first_day(actor: Actor, at: datetime, event_id: int, corrected_uid: str) -> None:
    """Excuses of those who were not there, and the correction of the one whose card lay at home."""
    event = db.session.get_one(Event, event_id)
    day = days_with_places(event)[0]
    person = person_or_none(event_id, corrected_uid)
    if person is not None:
        moment = datetime.combine(day.date, _CORRECTED_AT, ZoneInfo(event.zone))
        correction = Correction(
            present=True,
            reason="Kartu tertinggal, dikenal lurahnya",
            request_uid=new_uid(),
            seen=seen_of(person.id, day.id),
            arrived_at=moment,
        )
        correct(actor, at, event_id=event_id, person=person, day=day, correction=correction)
    for absent, (kind, words) in zip(_absent_on(event_id, day.id), EXCUSES, strict=False):
        content = NoteContent(kind=kind, note=words)
        seen = seen_of(absent.id, day.id)
        note_absence(actor, at, event=event, person=absent, days=[day], content=content, seen=seen)


def _absent_on(event_id: int, day_id: int) -> Sequence[MatrixRow]:
    there = (
        select(Attendance.registration_id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Attendance.present == true())
    )
    uids = db.session.scalars(
        select(Registration.uid)
        .where(
            Registration.event_id == event_id,
            Registration.state == "registered",
            Registration.id.not_in(there),
        )
        .order_by(func.coalesce(Registration.region_code, ""), Registration.id)
        .limit(len(EXCUSES))
    ).all()
    return [row for row in (person_or_none(event_id, uid) for uid in uids) if row is not None]
