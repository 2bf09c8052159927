"""What the door leaves for the coordinator: held cards, and people who were written down there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select, text
from sqlalchemy.orm import aliased

from eventmgr.checkin.attendance_rules import HELD, UNDONE
from eventmgr.checkin.models import Scan
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Undo = aliased(Scan)
_Earlier = aliased(EventDay)


@dataclass(frozen=True, slots=True)
class HeldCard:
    """Somebody else showed the card of a participant who was in already. `at` is UTC, `day` counts from 1."""

    registration_uid: str
    name: str
    front_title: str | None
    back_title: str | None
    place: str
    at: datetime
    operator: str
    #: the crew kept the card; otherwise it was given back
    is_kept: bool
    day: int


def held_cards(event_id: int) -> list[HeldCard]:
    """The held cards of days that are not closed and that nobody took back, newest first; one statement."""
    of_index = text("scan.kind IN ('correct','override','hold')")
    day = (
        select(func.count(_Earlier.id))
        .where(_Earlier.event_id == event_id, _Earlier.date <= EventDay.date)
        .correlate(EventDay)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Checkpoint.name,
            Scan.at_corrected,
            func.coalesce(Scan.operator, ""),
            Scan.reason == "card_kept",
            day,
        )
        .select_from(Scan)
        .join(Registration, Registration.id == Scan.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .where(
            Scan.event_id == event_id,
            of_index,
            Scan.verdict == HELD,
            Scan.rehearsal.is_(False),
            EventDay.closed_at.is_(None),
            ~exists().where(_Undo.undoes_uid == Scan.uid, _Undo.verdict == UNDONE),
        )
        .order_by(Scan.id.desc())
    )
    return [HeldCard(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A participant whom the crew wrote down at the door; `is_waiting` for a seat."""

    registration_uid: str
    name: str
    front_title: str | None
    back_title: str | None
    is_waiting: bool


def walk_ins_to_look_at(event_id: int) -> list[WalkIn]:
    """Walk-ins without a NIK, and those who wait for a seat; newest first, one statement.

    Guests of the office (not participants) need neither.
    """
    is_waiting = Registration.state == "reserve"
    rows = db.session.execute(
        select(Registration.uid, Person.name, Person.front_title, Person.back_title, is_waiting)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id,
            Registration.is_walk_in.is_(True),
            Category.kind == "peserta",
            or_(is_waiting, and_(Registration.state == "registered", Person.nik_hash.is_(None))),
        )
        .order_by(Registration.id.desc())
    )
    return [WalkIn(*row) for row in rows]
