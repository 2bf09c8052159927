"""Questions about registrations and their cards."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration as the list command and the cards need it."""

    id: int
    uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category_code: str
    category_name: str
    region_code: str | None
    region_name: str
    region_level: str
    parent_code: str | None
    parent_name: str | None
    state: str
    typed_code: str | None
    ticket_id: int | None
    ticket_uid: str | None
    ticket_version: int
    ticket_key_id: int
    printed_at: datetime | None
    printed_face_hash: str | None
    printed_face: dict[str, str] | None

    @property
    def whole_name(self) -> str:
        """The name as it was typed, with its titles."""
        return full_name(self.name, self.front_title, self.back_title)


def typed_codes_of(event_id: int) -> set[str]:
    """All short codes of an event's tickets, void ones too."""
    return set(db.session.scalars(select(Ticket.typed_code).where(Ticket.event_id == event_id)))


_Parent = aliased(Region)


def _registration_rows(*conditions: ColumnElement[bool]) -> list[RegistrationRow]:
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Category.name,
            Registration.region_code,
            func.coalesce(Region.name, Registration.unit_text),
            func.coalesce(Region.level, ""),
            Region.parent_code,
            _Parent.name,
            Registration.state,
            Ticket.typed_code,
            Ticket.id,
            Ticket.uid,
            func.coalesce(Ticket.version, 0),
            func.coalesce(Ticket.key_id, 0),
            Ticket.printed_at,
            Ticket.printed_face_hash,
            Ticket.printed_face,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(*conditions)
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [RegistrationRow(*row) for row in rows]


def registrations_of(event_id: int) -> list[RegistrationRow]:
    """Everybody who was ever registered for an event, by region, then name."""
    return _registration_rows(Registration.event_id == event_id)


def gets_name_card() -> ColumnElement[bool]:
    """The condition that a registration joined with its category and its active ticket gets a name card.

    Who has a spare card needs none: it has no name on it, and holds. A guest who was written down at the
    door is in already, and comes once.
    """
    return and_(
        Registration.state == "registered",
        Ticket.id.is_not(None),
        Ticket.spare_no.is_(None),
        Category.kind != "mitra",
    )


def card_rows(event_id: int) -> list[RegistrationRow]:
    """Who gets a card (see `gets_name_card`), by kecamatan, kelurahan, name."""
    return _registration_rows(Registration.event_id == event_id, gets_name_card())


@dataclass(frozen=True, slots=True)
class CardCount:
    """How many cards there are, how many were printed, and when last."""

    total: int
    printed: int
    last_printed_at: datetime | None


def card_count(event_id: int) -> CardCount:
    """One statement for the sentence over the cards page."""
    row = db.session.execute(
        select(func.count(Ticket.id), func.count(Ticket.printed_at), func.max(Ticket.printed_at))
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(Registration.event_id == event_id, gets_name_card())
    ).one()
    return CardCount(row[0], row[1], row[2])
