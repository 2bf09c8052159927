"""Who was told by WhatsApp that the certificate is ready, and who was not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, select
from sqlalchemy.orm import aliased

from eventmgr.certificates.models import Certificate
from eventmgr.office.models import Region, RegisterEntry
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

Show = Literal["belum", "sudah", "tanpa-nomor", "ditutup"]
SHOWS: tuple[Show, ...] = get_args(Show)
_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The holder of a valid certificate; `sent_at` is None while nobody was told of this certificate.

    Titles, `phone` (E.164), `sent_at` and `sent_by` may be None. `seq` is the certificate's number.
    """

    certificate_uid: str
    seq: int
    registration_uid: str
    person_id: int
    person_uid: str
    key_id: int
    link_version: int
    name: str
    front_title: str | None
    back_title: str | None
    phone: str | None
    sent_at: datetime | None
    sent_by: str | None
    is_closed: bool
    place: str

    @property
    def whole_name(self) -> str:
        """The name with its titles."""
        return full_name(self.name, self.front_title, self.back_title)

    @property
    def has_number(self) -> bool:
        """Whether WhatsApp can know the number."""
        return (self.phone or "").startswith("+628")

    @property
    def key(self) -> str:
        """Of the note that this certificate was told of; the paper that replaces it is to be told anew."""
        return f"{_PREFIX}{self.certificate_uid}"


_PREFIX = "certificate:"
_IS_SENT = and_(Outbox.id.is_not(None), Outbox.state == "sent")
_CLOSED = Person.link_revoked_at.is_not(None)
_HAS_NUMBER = func.coalesce(Person.phone, "").startswith("+628")
#: in this order: what was sent needs no number, a closed link cannot be sent
_SHOWN_AS: ColumnElement[str] = case(
    (_IS_SENT, "sudah"), (_CLOSED, "ditutup"), (not_(_HAS_NUMBER), "tanpa-nomor"), else_="belum"
)


def sending_counts(event_id: int) -> dict[str, int]:
    """How many holders are in each of SHOWS; one statement."""
    rows = db.session.execute(
        _joined(select(_SHOWN_AS, func.count(Certificate.id)), event_id).group_by(_SHOWN_AS)
    )
    found = {show: number for show, number in rows}
    return {show: found.get(show, 0) for show in SHOWS}


def recipients(
    event_id: int, show: Show, typed: str, *, first: int = 0, limit: int = 50
) -> tuple[int, list[Recipient]]:
    """How many there are, and one page of them by number; two statements."""
    wanted: list[ColumnElement[bool]] = [_SHOWN_AS.in_([show])]
    words = fold_for_search(typed).split()
    wanted += [Person.search_text.contains(word, autoescape=True) for word in words]
    if typed.strip() and not words:
        wanted.append(Person.id.is_(None))
    total = db.session.execute(
        _joined(select(func.count(Certificate.id)), event_id).where(*wanted)
    ).scalar_one()
    rows = (
        _joined(_columns(), event_id)
        .where(*wanted)
        .order_by(RegisterEntry.year, RegisterEntry.seq, Certificate.id)
        .offset(first)
        .limit(limit)
    )
    return total, _read(rows)


def recipient_or_none(event_id: int, certificate_uid: str) -> Recipient | None:
    """The holder of one valid certificate."""
    found = _read(_joined(_columns(), event_id).where(Certificate.uid == certificate_uid))
    return next(iter(found), None)


def _joined(query: Select[Any], event_id: int) -> Select[Any]:
    return (
        query.select_from(Certificate)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Outbox, Outbox.dedupe_key == literal(_PREFIX) + Certificate.uid)
        .where(Certificate.event_id == event_id, Certificate.state == "valid")
    )


def _columns() -> Select[Any]:
    return select(
        Certificate.uid,
        RegisterEntry.seq,
        Registration.uid,
        Person.id,
        Person.uid,
        Person.key_id,
        Person.link_version,
        Person.name,
        Person.front_title,
        Person.back_title,
        Person.phone,
        case((_IS_SENT, Outbox.sent_at)),
        case((_IS_SENT, Outbox.sent_by)),
        _CLOSED,
        Region.name,
        Region.level,
        _Parent.name,
    )


def _read(query: Select[Any]) -> list[Recipient]:
    found = []
    for row in db.session.execute(query):
        *person, region, level, parent = row
        place = f"{region}, {parent}" if level == "kelurahan" and parent else region or ""
        facts: list[Any] = [*person, place]
        found.append(Recipient(*facts))
    return found
