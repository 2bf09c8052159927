"""Questions about offices."""

from sqlalchemy import select

from eventmgr.office.models import Office
from eventmgr.shared.db import db


def real_office() -> Office:
    """The office of this installation, made by the first migration."""
    return db.session.execute(
        select(Office).where(Office.parent_id.is_(None)).order_by(Office.id).limit(1)
    ).scalar_one()


def office_by_id_or_none(office_id: int) -> Office | None:
    return db.session.get(Office, office_id)


def has_demo(office: Office) -> bool:
    """Whether a demo stands below the office."""
    below = select(Office.id).where(Office.parent_id == office.id, Office.is_demo.is_(True))
    return db.session.scalar(below.limit(1)) is not None
