"""Questions about number registers."""

from sqlalchemy import select

from eventmgr.office.models import NumberRegister, Official, RegisterYear
from eventmgr.shared.db import db


def register_by_name_or_none(office_id: int, name: str) -> NumberRegister | None:
    return db.session.scalar(
        select(NumberRegister).where(NumberRegister.office_id == office_id, NumberRegister.name == name)
    )


def next_number(register_id: int, year: int) -> int:
    """The number that the next letter of the year gets, when nobody is faster."""
    found = db.session.scalar(
        select(RegisterYear.next_seq).where(
            RegisterYear.register_id == register_id, RegisterYear.year == year
        )
    )
    return found or 1


def official_by_name_or_none(office_id: int, name: str, post: str) -> Official | None:
    return db.session.scalar(
        select(Official).where(Official.office_id == office_id, Official.name == name, Official.post == post)
    )
