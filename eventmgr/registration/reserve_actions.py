"""Moving people between the seats of their region and the reserve list."""

from datetime import datetime

from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.seat_actions import (
    RegistrationChanged,
    leave_seat,
    locked_registration,
    registration_line,
    take_seat,
)
from eventmgr.registration.seat_queries import next_reserve_no, seats_of
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

REASON = "Lebih dari kuota"


def reserve_surplus(actor: Actor, at: datetime, *, event: Event, registration_uid: str) -> int:
    """Move a person to the end of the reserve list because the region has too many; the number there.

    A second press changes nothing. Two organizers who each pick another surplus person must not leave the
    region one short: the quota is counted again inside `write()`. The card stays valid; at the door it says
    that its bearer is still a reserve.

    Raises Refusal "no_surplus" when the region is not over its quota any more, RegistrationChanged when the
    registration has ended, or Refusal when the event is closed.
    """
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        row = locked_registration(session, event_id, registration_uid)
        if row.state == "reserve":
            return row.reserve_no or 0
        if row.state != "registered":
            raise RegistrationChanged
        seats = seats_of(event_id, row.category_id, row.region_code)
        if seats.seats is None or seats.taken <= seats.seats:
            raise Refusal(
                "no_surplus",
                "Wilayah ini tidak lagi lebih dari kuotanya, jadi tidak ada yang dipindahkan. "
                "Mungkin panitia lain baru saja melakukannya.",
            )
        number = next_reserve_no(event_id)
        leave_seat(row, at, state="reserve")
        row.reserve_no = number
        details = {"state": ["registered", "reserve"], "reason": [REASON]}
        record(session, actor, at, registration_line(row, office_id, "registration.reserved", **details))
        return number


def take_from_reserve(actor: Actor, at: datetime, *, event: Event, registration_uid: str) -> None:
    """Give a reserve a free seat of their region; a second press changes nothing.

    Raises Refusal "no_seat" when the region has none (any more), RegistrationChanged when the registration
    has ended, or Refusal when the event is closed.
    """
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        row = locked_registration(session, event_id, registration_uid)
        if row.state == "registered":
            return
        if row.state != "reserve":
            raise RegistrationChanged
        seats = seats_of(event_id, row.category_id, row.region_code)
        if seats.is_full:
            raise Refusal(
                "no_seat",
                f"Kuota wilayah ini sudah penuh, {seats.taken} dari {seats.seats} terisi. "
                "Ia tetap di daftar cadangan.",
            )
        take_seat(row, at)
        details = {"state": ["reserve", "registered"]}
        record(session, actor, at, registration_line(row, office_id, "registration.promoted", **details))
