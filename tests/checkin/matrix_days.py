"""Three days of the model event with a few people, for tests of the matrix. Call inside an app context."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.absence_actions import NoteContent, note_absence
from eventmgr.checkin.absence_queries import seen_of
from eventmgr.checkin.correction_actions import Correction, correct
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.matrix_queries import MatrixRow, person_or_none
from eventmgr.checkin.models import Absence
from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid
from tests.checkin.doors import Door

#: Monday 18 November 2024, 12.00 in Padang: the first day's door is closed, the day is not
NOON = datetime(2024, 11, 18, 5, 0, tzinfo=UTC)
EIGHT = datetime(2024, 11, 18, 1, 0, tzinfo=UTC)


def event_of(door: Door) -> Event:
    return db.session.get_one(Event, door.event_id)


def day_of(door: Door, number: int = 1) -> Day:
    db.session.rollback()
    return days_with_places(event_of(door))[number - 1]


def person_of(door: Door) -> MatrixRow:
    found = person_or_none(door.event_id, door.registration_uid)
    assert found is not None
    return found


@dataclass(frozen=True)
class Hand:
    """Writes as the organizer of a door."""

    door: Door
    at: datetime = NOON

    @property
    def actor(self) -> Actor:
        return self.door.organizer

    def seen(self, number: int = 1) -> str:
        db.session.rollback()
        return seen_of(self.door.registration_id, day_of(self.door, number).id)

    def correct(self, *, number: int = 1, **changes: Any) -> str:
        fields: dict[str, Any] = {
            "present": True,
            "reason": "Kartu tertinggal",
            "request_uid": new_uid(),
            "arrived_at": EIGHT,
            "seen": self.seen(number),
        }
        return correct(
            self.actor,
            self.at,
            event_id=self.door.event_id,
            person=person_of(self.door),
            day=day_of(self.door, number),
            correction=Correction(**fields | changes),
        )

    def note(self, kind: str, note: str = "", *, numbers: tuple[int, ...] = (1,), **changes: Any) -> None:
        days = [day_of(self.door, number) for number in numbers]
        note_absence(
            self.actor,
            self.at,
            event=event_of(self.door),
            person=person_of(self.door),
            days=days,
            content=NoteContent(kind=kind, note=note, letter=changes.pop("letter", None)),
            seen=changes.pop("seen", None) or self.seen(numbers[0]),
        )


def absence(door: Door, number: int = 1) -> Absence | None:
    day = day_of(door, number)
    return db.session.scalar(
        select(Absence).where(Absence.registration_id == door.registration_id, Absence.day_id == day.id)
    )


def later(**span: float) -> datetime:
    return NOON + timedelta(**span)
