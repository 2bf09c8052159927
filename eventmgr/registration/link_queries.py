"""Who has got the private link, and who has not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, not_, select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

ParentRegion = aliased(Region)
Show = Literal["diminta", "belum", "sudah", "tanpa-nomor", "ditutup"]
SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One participant; `sent_at` is None while the present link was not sent.

    `asked_at` is None unless the holder of a former link waits for the present one.
    """

    registration_uid: str
    person_id: int
    person_uid: str
    key_id: int
    link_version: int
    name: str
    front_title: str | None
    back_title: str | None
    phone: str | None
    place: str
    sent_at: datetime | None
    sent_by: str | None
    is_closed: bool
    asked_at: datetime | None

    @property
    def whole_name(self) -> str:
        """The name with its titles."""
        return full_name(self.name, self.front_title, self.back_title)

    @property
    def has_number(self) -> bool:
        """Whether WhatsApp can know the number."""
        return (self.phone or "").startswith("+628")


_KEY = literal("wa_link:") + Registration.uid + ":" + cast(Person.link_version, String)
_IS_SENT = and_(Outbox.id.is_not(None), Outbox.state == "sent")
_HAS_NUMBER = func.coalesce(Person.phone, "").startswith("+628")
_CLOSED = Person.link_revoked_at.is_not(None)
_IS_ASKED = and_(Person.link_asked_at.is_not(None), _HAS_NUMBER)
#: in this order: the closed cannot be sent, what was asked for is sent again, what was sent needs no number
SHOWN_AS: ColumnElement[str] = case(
    (_CLOSED, "ditutup"),
    (_IS_ASKED, "diminta"),
    (_IS_SENT, "sudah"),
    (not_(_HAS_NUMBER), "tanpa-nomor"),
    else_="belum",
)


def joined_links(query: Select[Any], event_id: int) -> Select[Any]:
    """Everybody who takes part, with category, region, `ParentRegion` and the note that the link was sent."""
    return (
        query.select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(ParentRegion, ParentRegion.code == Region.parent_code)
        .outerjoin(Outbox, Outbox.dedupe_key == _KEY)
        .where(Registration.event_id == event_id, Registration.state.in_(("registered", "reserve")))
    )


def link_counts(event_id: int) -> dict[str, int]:
    """How many participants are in each of SHOWS; one statement."""
    rows = db.session.execute(
        joined_links(select(SHOWN_AS, func.count(Registration.id)), event_id).group_by(SHOWN_AS)
    )
    found = {show: number for show, number in rows}
    return {show: found.get(show, 0) for show in SHOWS}


def link_rows(
    event_id: int, show: Show, typed: str, *, first: int = 0, limit: int = 50
) -> tuple[int, list[LinkRow]]:
    """How many there are, and one page of them by kelurahan and name; two statements."""
    wanted: list[ColumnElement[bool]] = [SHOWN_AS.in_([show])]
    words = fold_for_search(typed).split()
    wanted += [Person.search_text.contains(word) for word in words]
    if typed.strip() and not words:
        wanted.append(Person.id.is_(None))
    total = db.session.execute(
        joined_links(select(func.count(Registration.id)), event_id).where(*wanted)
    ).scalar_one()
    rows = _rows(
        joined_links(_columns(), event_id)
        .where(*wanted)
        .order_by(Registration.region_code, Person.search_text, Registration.id)
        .offset(first)
        .limit(limit)
    )
    return total, rows


def links_asked_for(event_id: int) -> int:
    """How many participants wait for their renewed link; one statement."""
    return db.session.execute(
        joined_links(select(func.count(Registration.id)), event_id).where(SHOWN_AS == "diminta")
    ).scalar_one()


def link_row_or_none(event_id: int, registration_uid: str) -> LinkRow | None:
    """One participant who takes part."""
    found = _rows(joined_links(_columns(), event_id).where(Registration.uid == registration_uid))
    return next(iter(found), None)


def _columns() -> Select[Any]:
    return select(
        Registration.uid,
        Person.id,
        Person.uid,
        Person.key_id,
        Person.link_version,
        Person.name,
        Person.front_title,
        Person.back_title,
        Person.phone,
        Region.name,
        Region.level,
        ParentRegion.name,
        case((_IS_SENT, Outbox.sent_at)),
        Outbox.sent_by,
        _CLOSED,
        case((_IS_ASKED, Person.link_asked_at)),
    )


def _rows(query: Select[Any]) -> list[LinkRow]:
    found = []
    for row in db.session.execute(query):
        *person, region, level, parent, sent_at, sent_by, is_closed, asked_at = row
        place = f"{region}, {parent}" if level == "kelurahan" and parent else region or ""
        facts: list[Any] = [*person, place, sent_at, sent_by, is_closed, asked_at]
        found.append(LinkRow(*facts))
    return found
