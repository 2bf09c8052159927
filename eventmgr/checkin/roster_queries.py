"""The list that the crew searches by name: who may come, and who is there already.

Two questions with two lives. The list hardly changes on a morning and comes whole, with an ETag; who is there
changes with each scan and comes as what is new since a revision.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.checkin.models import Attendance
from eventmgr.checkin.queries import feed_rev
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)
#: whoever may stand at the door with a right to be looked for; who was cancelled or replaced is not offered
_STATES = ("registered", "reserve", "pending")


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person of the list: no NIK, no telephone. `region_code` tells namesakes of kelurahan apart."""

    uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    state: str
    region_code: str
    region: str | None
    parent_region: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Attendance at one checkpoint as it is now. `first_at` (UTC) is None where no hour is known."""

    uid: str
    present: bool
    first_at: datetime | None


def roster_of(event_id: int) -> list[RosterEntry]:
    """Everybody who may be looked for at the door, by region and name; one statement."""
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Registration.state,
            Region.code,
            Region.name,
            Region.level,
            _Parent.name,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Registration.event_id == event_id, Registration.state.in_(_STATES))
        .order_by(Region.code, Person.name, Registration.id)
    )
    return [
        RosterEntry(
            uid=uid,
            name=name,
            front_title=front,
            back_title=back,
            category=category,
            state=state,
            region_code=code or "",
            region=region,
            parent_region=f"Kec. {parent}" if level == "kelurahan" and parent else None,
        )
        for uid, name, front, back, category, state, code, region, level, parent in rows
    ]


def arrivals_since(event_id: int, checkpoint_id: int, rev: int) -> tuple[int, list[Arrival]]:
    """Attendance at a checkpoint that changed after a revision, and the revision up to which this holds.

    The revision is read first: what is written in between comes now and once more, never not at all.
    """
    until = feed_rev(event_id)
    rows = db.session.execute(
        select(Registration.uid, Attendance.present, Attendance.first_at)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.rev > rev,
            Attendance.checkpoint_id == checkpoint_id,
        )
        .order_by(Attendance.id)
    )
    return until, [Arrival(*row) for row in rows]
