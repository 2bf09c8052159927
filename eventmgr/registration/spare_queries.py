"""Questions about spare cards: which numbers there are, and whose each one is."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name


@dataclass(frozen=True, slots=True)
class SpareCard:
    """One spare card. `bearer_uid` (a registration's) and `bearer` are empty while nobody has it.

    `is_void`: it was somebody's, and opens no door any more (lost, or its bearer was cancelled).
    """

    ticket_id: int
    number: int
    typed_code: str
    is_void: bool
    bearer_uid: str
    bearer: str

    @property
    def is_free(self) -> bool:
        """Whether it may still become somebody's."""
        return not self.bearer_uid and not self.is_void


def last_spare_no(event_id: int) -> int:
    """The highest number of an event's spare cards; 0 where there is none."""
    return db.session.scalar(select(func.max(Ticket.spare_no)).where(Ticket.event_id == event_id)) or 0


def spare_cards_of(event_id: int) -> list[SpareCard]:
    """All spare cards of an event by number; one statement."""
    rows = db.session.execute(
        select(
            Ticket.id,
            Ticket.spare_no,
            Ticket.typed_code,
            Ticket.state,
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
        )
        .outerjoin(Registration, Registration.id == Ticket.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .where(Ticket.event_id == event_id, Ticket.spare_no.is_not(None))
        .order_by(Ticket.spare_no)
    )
    return [
        SpareCard(
            ticket_id,
            number,
            code,
            state == "void",
            uid or "",
            full_name(name, front, back) if name else "",
        )
        for ticket_id, number, code, state, uid, name, front, back in rows
    ]


def spare_numbers_of(ticket_ids: set[int]) -> dict[int, int]:
    """The numbers of those tickets that were made as spare cards, by ticket id; one statement."""
    if not ticket_ids:
        return {}
    rows = db.session.execute(
        select(Ticket.id, Ticket.spare_no).where(Ticket.id.in_(ticket_ids), Ticket.spare_no.is_not(None))
    )
    return {ticket_id: number for ticket_id, number in rows if number is not None}
