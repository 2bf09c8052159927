"""Who has got the private link, and who has not."""

from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, not_, select

from eventmgr.office.models import Region
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Category, Person
from eventmgr.registration.mailing_queries import (
    HAS_NUMBER,
    IS_CLOSED,
    IS_SENT,
    Mailing,
    ParentRegion,
    mailing_counts,
)
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

Show = Literal["diminta", "belum", "sudah", "tanpa-nomor", "ditutup"]
SHOWS: tuple[Show, ...] = get_args(Show)
#: as `link_key` writes it
_KEY = literal("wa_link:") + Registration.uid + ":" + cast(Person.link_version, String)
_IS_ASKED = and_(Person.link_asked_at.is_not(None), HAS_NUMBER)
#: in this order: the closed cannot be sent, what was asked for is sent again, what was sent needs no number
SHOWN_AS: ColumnElement[str] = case(
    (IS_CLOSED, "ditutup"),
    (_IS_ASKED, "diminta"),
    (IS_SENT, "sudah"),
    (not_(HAS_NUMBER), "tanpa-nomor"),
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


#: `Recipient.asked_at` is set while the holder of a former link waits for the present one
LINKS = Mailing(
    joined=joined_links,
    uid=Registration.uid,
    key=_KEY,
    shows=SHOWS,
    shown_as=SHOWN_AS,
    order=(Registration.region_code, Person.search_text, Registration.id),
    asked_at=case((_IS_ASKED, Person.link_asked_at)),
)


def link_counts(event_id: int) -> dict[str, int]:
    """How many participants are in each of SHOWS; one statement."""
    return mailing_counts(LINKS, event_id)


def links_asked_for(event_id: int) -> int:
    """How many participants wait for their renewed link; one statement."""
    return db.session.execute(
        joined_links(select(func.count(Registration.id)), event_id).where(SHOWN_AS == "diminta")
    ).scalar_one()
