"""Questions of the settings pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import exists, func, select

from eventmgr.audit.actor import Actor
from eventmgr.office.models import AddressCheck, NumberRegister, Office, Official, RegisterEntry
from eventmgr.office.rules import GAP_WORDS, gaps_of
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import db

#: the register that certificates take their numbers from
REGISTER_NAME = "Sertifikat"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A range of numbers kept for paper letters; `used` of its `count` numbers are written down as used."""

    uid: str
    first: int
    last: int
    count: int
    used: int
    reason: str


def officials_of(office_id: int) -> Sequence[Official]:
    """All that sign, those still in office first, by name."""
    return db.session.scalars(
        select(Official)
        .where(Official.office_id == office_id)
        .order_by(Official.to_date.is_not(None), Official.name, Official.id)
    ).all()


def official_or_none(office_id: int, official_id: int) -> Official | None:
    return db.session.scalar(
        select(Official).where(Official.id == official_id, Official.office_id == office_id)
    )


def address_check_or_none(office_id: int) -> AddressCheck | None:
    return db.session.get(AddressCheck, office_id)


def reservations_of(register_id: int, year: int) -> list[Reservation]:
    """Ranges kept for paper letters in a year, by number; one statement."""
    used = func.sum(func.coalesce(RegisterEntry.state == "used", False).cast(db.Integer))
    rows = db.session.execute(
        select(
            RegisterEntry.subject_uid,
            func.min(RegisterEntry.seq),
            func.max(RegisterEntry.seq),
            func.count(),
            used,
            func.min(RegisterEntry.reason),
        )
        .where(
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
            RegisterEntry.subject_kind == "paper",
            RegisterEntry.state.in_(("outside", "used")),
        )
        .group_by(RegisterEntry.subject_uid)
        .order_by(func.min(RegisterEntry.seq))
    )
    return [Reservation(*row) for row in rows]


def first_entry_seq(register_id: int, year: int) -> int | None:
    """The lowest number that this register wrote down itself; those below it were used on paper before."""
    return db.session.scalar(
        select(func.min(RegisterEntry.seq)).where(
            RegisterEntry.register_id == register_id, RegisterEntry.year == year
        )
    )


def next_free_number(register_id: int, year: int, standing: int) -> int:
    """The number that the next letter gets: `standing`, or the first after it that nobody holds."""
    held = set(
        db.session.scalars(
            select(RegisterEntry.seq).where(
                RegisterEntry.register_id == register_id,
                RegisterEntry.year == year,
                RegisterEntry.seq >= standing,
            )
        )
    )
    while standing in held:
        standing += 1
    return standing


def gaps_in_words(actor: Actor, at: datetime) -> str:
    """What the actor's office still lacks ("nama dan kop, nomor surat"), for admins; "" when nothing."""
    office = db.session.get(Office, actor.office_id) if actor.is_admin and actor.office_id else None
    if office is None:
        return ""
    return ", ".join(GAP_WORDS[gap] for gap in setup_gaps(office, local_date(at, office.zone)))


def setup_gaps(office: Office, today: date) -> tuple[str, ...]:
    """What the office still lacks before its first papers (keys of `GAP_WORDS`); one statement."""
    in_office = (Official.to_date.is_(None)) | (Official.to_date >= today)
    has_official, has_register = db.session.execute(
        select(
            exists().where(Official.office_id == office.id, in_office),
            exists().where(NumberRegister.office_id == office.id),
        )
    ).one()
    return gaps_of(
        has_name=bool(office.name and office.letterhead_government),
        has_official=has_official,
        has_register=has_register,
        has_address=bool(office.public_url or current_app.config["PUBLIC_URL"] or office.without_public_url),
    )
