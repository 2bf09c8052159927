"""Questions about somebody who is not on the list: as what, from where, and are they listed after all?"""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.office.models import Office, Region
from eventmgr.people.category_queries import GUEST_CODE
from eventmgr.people.models import Category, Person
from eventmgr.people.name_rules import name_key
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody comes as. `category_id` is None for guests of an office that had none so far."""

    category_id: int | None
    kind: str
    region_level: str | None

    @property
    def is_guest(self) -> bool:
        """Whether they come without taking part, outside quotas and totals."""
        return self.kind == "mitra"


def role_or_none(office_id: int, code: str) -> Role | None:
    """The role with a code: a category of participants, or guests; speakers and committee are none."""
    row = db.session.execute(
        select(Category.id, Category.kind, Category.region_level).where(
            Category.office_id == office_id, func.lower(Category.code) == code.lower()
        )
    ).one_or_none()
    if row is not None:
        return Role(*row) if row.kind in ("peserta", "mitra") else None
    return Role(None, "mitra", None) if code.upper() == GUEST_CODE else None


def is_region_of(office_id: int, code: str, level: str) -> bool:
    """Whether a region of that level belongs to the office's own; any does where the office names none."""
    own = db.session.scalar(select(Office.region_code).where(Office.id == office_id))
    query = select(Region.code).where(Region.code == code, Region.level == level)
    if own:
        query = query.where(Region.code.startswith(f"{own}."))
    return db.session.scalar(query) is not None


def listed_namesake_or_none(event_id: int, name: str, region_code: str | None) -> str | None:
    """The registration (uid) of somebody of the same name who may come, in a region or below it.

    Without a region everybody on the list is asked: a guest may be somebody who has a card at home.
    """
    query = (
        select(Registration.uid, Person.name)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(LIVE_STATES),
            Person.search_text.contains(fold_for_search(name)),
        )
        .order_by(Registration.id)
    )
    if region_code is not None:
        query = query.where(Registration.region_code.startswith(region_code))
    key = name_key(name)
    return next((uid for uid, theirs in db.session.execute(query) if name_key(theirs) == key), None)
