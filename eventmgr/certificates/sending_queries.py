"""Who was told by WhatsApp that the certificate is ready, and who was not."""

from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, case, literal, not_

from eventmgr.certificates.models import Certificate
from eventmgr.office.models import Region, RegisterEntry
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Person
from eventmgr.registration.mailing_queries import HAS_NUMBER, IS_CLOSED, IS_SENT, Mailing, ParentRegion
from eventmgr.registration.models import LIVE_STATES, Registration

Show = Literal["belum", "sudah", "tanpa-nomor", "ditutup"]
SHOWS: tuple[Show, ...] = get_args(Show)
#: of this certificate: the paper that replaces it is to be told anew
_KEY = literal("certificate:") + Certificate.uid
#: in this order: what was sent needs no number, a closed link cannot be sent
_SHOWN_AS: ColumnElement[str] = case(
    (IS_SENT, "sudah"), (IS_CLOSED, "ditutup"), (not_(HAS_NUMBER), "tanpa-nomor"), else_="belum"
)


def _joined(query: Select[Any], event_id: int) -> Select[Any]:
    return (
        query.select_from(Certificate)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(ParentRegion, ParentRegion.code == Region.parent_code)
        .outerjoin(Outbox, Outbox.dedupe_key == _KEY)
        .where(
            Certificate.event_id == event_id,
            Certificate.state == "valid",
            # Who does not take part any more has no page of the event that a text could open.
            Registration.state.in_(LIVE_STATES),
        )
    )


#: the holders of valid certificates who still take part, by number
READY = Mailing(
    joined=_joined,
    uid=Certificate.uid,
    key=_KEY,
    shows=SHOWS,
    shown_as=_SHOWN_AS,
    order=(RegisterEntry.year, RegisterEntry.seq, Certificate.id),
)
