"""Twenty spare cards of the demo, and three people who had forgotten theirs on the first morning."""

from datetime import datetime

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.cards.spare_actions import A_BATCH, add_spares
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import BindOp, ScanOp
from eventmgr.checkin.spare_actions import bind
from eventmgr.events.actions import advance_feed
from eventmgr.registration.models import Ticket
from eventmgr.registration.queries import typed_codes_of
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.keyring import keyring

OPERATOR = "Rina Oktavia"
#: the number of the spare card by the place among all arrivals
FORGOT_THEIR_CARD = {24: 1, 41: 2, 76: 4}


def make_spare_cards(event_id: int) -> dict[int, str]:
    """Twenty spare cards, not printed; their typed codes by number."""
    ring, taken = keyring(), typed_codes_of(event_id)
    prepared = [new_ticket_row(ring, event_id, taken) for _ in range(A_BATCH)]
    with write() as session:
        advance_feed(session, event_id)
        add_spares(session, prepared, first=1)
    rows = db.session.execute(
        select(Ticket.spare_no, Ticket.typed_code).where(Ticket.event_id == event_id, Ticket.state == "spare")
    )
    return {number: code for number, code in rows if number is not None}


def hand_out(
    event_id: int, slug: str, moment: datetime, code: str, registration_uid: str, actor: Actor
) -> None:
    """A spare card is shown at the door and becomes the person's, who is in with it."""
    shown = ScanOp(
        uid=new_uid(), checkpoint=slug, at_device=moment, operator=OPERATOR, source="camera", code=code
    )
    check_in(event_id, shown, actor=actor, now=moment)
    bound = BindOp(
        uid=new_uid(),
        checkpoint=slug,
        at_device=moment,
        operator=OPERATOR,
        scan=shown.uid,
        registration_uid=registration_uid,
    )
    bind(event_id, bound, actor=actor, now=moment)
