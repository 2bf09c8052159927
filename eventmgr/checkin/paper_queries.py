"""Questions of entering a signed paper sheet: who belongs on it, and what one entry came to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.checkin.door_queries import Guest, guests_of_codes, guests_of_uids
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.queries import may_be_at
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One line of the sheet; `first_at` (UTC) is None without presence, or where no hour is known."""

    uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    place: str
    is_present: bool
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """What one line of an entry came to, as it was told."""

    name: str
    front_title: str | None
    back_title: str | None
    place: str
    verdict: str
    reason: str
    arrived_at: datetime | None
    tail: str | None
    uid: str


def districts_of(event_id: int, checkpoint_id: int) -> list[tuple[str, str, int]]:
    """(code, name, people) of each kecamatan with people of a checkpoint; "" for people without a region."""
    is_kelurahan = Region.level == "kelurahan"
    code = func.coalesce(_Parent.code, Region.code, "")
    rows = db.session.execute(
        select(code, func.max(func.coalesce(_Parent.name, Region.name, "")), func.count())
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, and_(_Parent.code == Region.parent_code, is_kelurahan))
        .where(Registration.event_id == event_id, may_be_at(checkpoint_id))
        .group_by(code)
        .order_by(code)
    )
    return [(code, name, people) for code, name, people in rows]


def sheet_people(event_id: int, checkpoint_id: int, district_code: str) -> list[SheetPerson]:
    """The people of a kecamatan at a checkpoint, by kelurahan and name; one statement."""
    in_district = or_(
        Registration.region_code == district_code, Registration.region_code.startswith(f"{district_code}.")
    )
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            func.coalesce(Region.name, Registration.unit_text),
            func.coalesce(Attendance.present, False),
            Attendance.first_at,
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(
            Attendance,
            and_(Attendance.registration_id == Registration.id, Attendance.checkpoint_id == checkpoint_id),
        )
        .where(
            Registration.event_id == event_id,
            may_be_at(checkpoint_id),
            in_district if district_code else Registration.region_code.is_(None),
        )
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [SheetPerson(*row) for row in rows]


def guests_on_paper(
    event_id: int, checkpoint_id: int, uids: Collection[str], codes: Collection[str]
) -> tuple[dict[str, Guest], dict[str, Guest]]:
    """Who is meant, by the registration's uid and by the typed code; two statements."""
    by_uid = guests_of_uids(event_id, checkpoint_id, uids) if uids else {}
    by_code = guests_of_codes(event_id, checkpoint_id, codes) if codes else {}
    return by_uid, by_code


def entered_rows(event_id: int, rev: int) -> list[EnteredRow]:
    """The lines of one entry: they were written in one transaction and share its rev."""
    rows = db.session.execute(
        select(
            func.coalesce(Person.name, ""),
            Person.front_title,
            Person.back_title,
            func.coalesce(Region.name, Registration.unit_text, ""),
            Scan.verdict,
            Scan.reason,
            Scan.arrived_at,
            Scan.unknown_tail,
            Scan.uid,
        )
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .where(Scan.event_id == event_id, Scan.rev == rev, Scan.source == "paper", Scan.kind == "in")
        .order_by(Scan.id)
    )
    return [EnteredRow(*row) for row in rows]


def place_of_entry_or_none(event_id: int, rev: int) -> int | None:
    """The checkpoint's id of one entry."""
    return db.session.scalar(
        select(Scan.checkpoint_id)
        .where(Scan.event_id == event_id, Scan.rev == rev, Scan.source == "paper", Scan.kind == "in")
        .limit(1)
    )
