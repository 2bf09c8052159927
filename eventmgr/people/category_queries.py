"""Questions of the page of categories."""

from sqlalchemy import func, select

from eventmgr.people.models import Assignment, Category
from eventmgr.shared.db import db

#: who comes without taking part: an office's guests, found by this code
GUEST_CODE, GUEST_NAME = "TAMU", "Tamu"


def category_or_none(office_id: int, category_id: int) -> Category | None:
    return db.session.scalar(
        select(Category).where(Category.id == category_id, Category.office_id == office_id)
    )


def people_in_categories(office_id: int) -> dict[int, int]:
    """How many people are assigned to each category of the office now; one statement."""
    rows = db.session.execute(
        select(Assignment.category_id, func.count(func.distinct(Assignment.person_id)))
        .join(Category, Category.id == Assignment.category_id)
        .where(Category.office_id == office_id, Assignment.to_date.is_(None))
        .group_by(Assignment.category_id)
    )
    return {category_id: count for category_id, count in rows}
