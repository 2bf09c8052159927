"""Looking for a person over all events that a user may look into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.events.models import Event, EventDay
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.reports.participants_rules import Search
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person with the newest registration that the user may look into."""

    registration_uid: str
    state: str
    slug: str
    event_name: str
    is_demo: bool
    first_day: date | None
    name: str
    category: str
    place: str
    phone: str | None


def find_people(event_ids: Sequence[int], search: Search, *, limit: int) -> tuple[int, list[FoundPerson]]:
    """How many people fit, and the first of them by name; three statements.

    Every word in the name or the kelurahan, or the whole as the last digits of the telephone.
    """
    newest = (
        select(func.max(Registration.id).label("id"))
        .where(Registration.event_id.in_(event_ids))
        .group_by(Registration.person_id)
        .subquery()
    )
    wanted = and_(Person.state == "active", _matches(search))
    base = (
        select(func.count(Person.id))
        .select_from(newest)
        .join(Registration, Registration.id == newest.c.id)
        .join(Person, Person.id == Registration.person_id)
    )
    total = db.session.execute(base.where(wanted)).scalar_one()
    if not total:
        return 0, []
    return total, _found(newest, wanted, limit)


def _found(newest: Subquery, wanted: ColumnElement[bool], limit: int) -> list[FoundPerson]:
    first = (
        select(EventDay.event_id, func.min(EventDay.date).label("first"))
        .group_by(EventDay.event_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Registration,
            Person,
            Event.slug,
            Event.name,
            Event.is_demo,
            first.c.first,
            Category.code,
            Region,
            _Parent.name,
        )
        .select_from(newest)
        .join(Registration, Registration.id == newest.c.id)
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(first, first.c.event_id == Event.id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(wanted)
        .order_by(Person.search_text, Person.id)
        .limit(limit)
    )
    return [
        FoundPerson(
            registration_uid=registration.uid,
            state=registration.state,
            slug=slug,
            event_name=event_name,
            is_demo=is_demo,
            first_day=first_day,
            name=full_name(person.name, person.front_title, person.back_title),
            category=category,
            place=_place(region, parent, registration.unit_text),
            phone=person.phone,
        )
        for registration, person, slug, event_name, is_demo, first_day, category, region, parent in rows
    ]


def _place(region: Region | None, parent: str | None, unit: str) -> str:
    if region is None:
        return unit
    return f"{region.name}, {parent}" if region.level == "kelurahan" and parent else region.name


def _matches(search: Search) -> ColumnElement[bool]:
    words = []
    names = db.session.execute(select(Region.code, Region.name).where(Region.level == "kelurahan")).all()
    for word in search.words:
        codes = [code for code, name in names if word in fold_for_search(name)]
        words.append(or_(Person.search_text.contains(word), Registration.region_code.in_(codes)))
    whole: list[ColumnElement[bool]] = [and_(*words)] if words else []
    if search.digits:
        whole.append(Person.phone.endswith(search.digits.lstrip("0") or search.digits))
    return or_(*whole) if whole else Person.id.is_(None)
