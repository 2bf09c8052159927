"""Who is sent something by hand, one tap each, and who has it: one set of columns for every kind of text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from eventmgr.office.models import Region
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

ParentRegion = aliased(Region)
IS_SENT: ColumnElement[bool] = and_(Outbox.id.is_not(None), Outbox.state == "sent")
IS_CLOSED: ColumnElement[bool] = Person.link_revoked_at.is_not(None)
HAS_NUMBER: ColumnElement[bool] = func.coalesce(Person.phone, "").startswith("+628")


@dataclass(frozen=True, slots=True)
class Mailing:
    """One kind of text that goes out.

    `joined` gives a query its tables for one event (Registration, Person, Outbox by `key`, Region and
    ParentRegion); `uid` names a row in addresses; `shown_as` sorts each row into one of `shows`; `asked_at`
    tells since when somebody waits for it.
    """

    joined: Callable[[Select[Any], int], Select[Any]]
    uid: ColumnElement[Any] | InstrumentedAttribute[Any]
    key: ColumnElement[Any]
    shows: tuple[str, ...]
    shown_as: ColumnElement[str]
    order: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]
    asked_at: ColumnElement[Any] = null()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person; titles, `phone` (E.164), `sent_at`, `sent_by` and `asked_at` may be None.

    `uid` is that of the row, `key` the one under which the outbox notes that it was sent.
    """

    uid: str
    key: str
    registration_uid: str
    person_id: int
    person_uid: str
    key_id: int
    link_version: int
    name: str
    front_title: str | None
    back_title: str | None
    phone: str | None
    is_closed: bool
    sent_at: datetime | None
    sent_by: str | None
    asked_at: datetime | None
    place: str

    @property
    def whole_name(self) -> str:
        """The name with its titles."""
        return full_name(self.name, self.front_title, self.back_title)

    @property
    def has_number(self) -> bool:
        """Whether WhatsApp can know the number."""
        return (self.phone or "").startswith("+628")


def mailing_counts(mailing: Mailing, event_id: int) -> dict[str, int]:
    """How many people are in each of `mailing.shows`; one statement."""
    rows = db.session.execute(
        mailing.joined(select(mailing.shown_as, func.count()), event_id).group_by(mailing.shown_as)
    )
    found = {show: number for show, number in rows}
    return {show: found.get(show, 0) for show in mailing.shows}


def recipients(
    mailing: Mailing, event_id: int, show: str, typed: str = "", *, first: int = 0, limit: int = 50
) -> tuple[int, list[Recipient]]:
    """How many are in a group, and one page of them; two statements. `typed` searches their names."""
    wanted: list[ColumnElement[bool]] = [mailing.shown_as == show]
    words = fold_for_search(typed).split()
    wanted += [Person.search_text.contains(word, autoescape=True) for word in words]
    if typed.strip() and not words:
        wanted.append(Person.id.is_(None))
    total = db.session.execute(mailing.joined(select(func.count()), event_id).where(*wanted)).scalar_one()
    rows = mailing.joined(_columns(mailing), event_id).where(*wanted).order_by(*mailing.order)
    return total, _read(rows.offset(first).limit(limit))


def recipient_or_none(mailing: Mailing, event_id: int, uid: str) -> Recipient | None:
    """The person behind one row."""
    found = _read(mailing.joined(_columns(mailing), event_id).where(mailing.uid == uid))
    return next(iter(found), None)


def _columns(mailing: Mailing) -> Select[Any]:
    return select(
        mailing.uid,
        mailing.key,
        Registration.uid,
        Person.id,
        Person.uid,
        Person.key_id,
        Person.link_version,
        Person.name,
        Person.front_title,
        Person.back_title,
        Person.phone,
        IS_CLOSED,
        case((IS_SENT, Outbox.sent_at)),
        case((IS_SENT, Outbox.sent_by)),
        mailing.asked_at,
        Region.name,
        Region.level,
        ParentRegion.name,
    )


def _read(query: Select[Any]) -> list[Recipient]:
    found = []
    for row in db.session.execute(query):
        *person, region, level, parent = row
        place = f"{region}, {parent}" if level == "kelurahan" and parent else region or ""
        facts: list[Any] = [*person, place]
        found.append(Recipient(*facts))
    return found
