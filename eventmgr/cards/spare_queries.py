"""Questions about spare cards: which numbers there are, and whose each one is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.job_progress import newest_job_or_none
from eventmgr.shared.text import full_name

SPARES_JOB = "registration.spare_cards"
#: why the card before is void when somebody got a spare one; its number follows
GIVEN_WORDS = "Diganti kartu cadangan"


@dataclass(frozen=True, slots=True)
class SpareCard:
    """One spare card. `bearer_uid` (a registration's) and `bearer` are empty while nobody has it.

    `is_void`: it was somebody's, and opens no door any more (lost, or its bearer was cancelled).
    `given_where` is the door's name, `given_at` UTC.
    """

    number: int
    typed_code: str
    is_void: bool
    given_at: datetime | None
    given_where: str
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
            Ticket.spare_no,
            Ticket.typed_code,
            Ticket.state,
            Ticket.given_at,
            Ticket.given_where,
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
            number=number,
            typed_code=code,
            is_void=state == "void",
            given_at=given_at,
            given_where=where or "",
            bearer_uid=uid or "",
            bearer=full_name(name, front, back) if name else "",
        )
        for number, code, state, given_at, where, uid, name, front, back in rows
    ]


def spare_tickets(event_id: int, numbers: Collection[int]) -> Sequence[Ticket]:
    """The tickets of spare cards with these numbers, in their order; void ones are left out."""
    return db.session.scalars(
        select(Ticket)
        .where(Ticket.event_id == event_id, Ticket.spare_no.in_(numbers), Ticket.state != "void")
        .order_by(Ticket.spare_no)
    ).all()


def spare_numbers_of(ticket_ids: Collection[int]) -> dict[int, int]:
    """The numbers of those tickets that were made as spare cards, by ticket id; one statement."""
    if not ticket_ids:
        return {}
    rows = db.session.execute(
        select(Ticket.id, Ticket.spare_no).where(Ticket.id.in_(ticket_ids), Ticket.spare_no.is_not(None))
    )
    return {ticket_id: number for ticket_id, number in rows if number is not None}


def spares_key(event_id: int) -> str:
    """One open print job of spare cards an event."""
    return f"{SPARES_JOB}:{event_id}"


def last_spares_job_or_none(event_id: int, *, finished: bool = False) -> Job | None:
    """The newest print of spare cards, running or ended; with `finished` the newest that made a PDF."""
    return newest_job_or_none(spares_key(event_id), finished=finished)


def is_printing(event_id: int) -> bool:
    """Whether a print of spare cards waits or runs."""
    job = last_spares_job_or_none(event_id)
    return job is not None and job.state in OPEN_STATES
