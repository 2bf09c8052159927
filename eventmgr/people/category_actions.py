"""Categories of participants (unsur): made, changed, removed while nothing stands on them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.audit.queries import last_change_or_none
from eventmgr.office.actions import hold_office
from eventmgr.people.category_queries import GUEST_CODE, GUEST_NAME
from eventmgr.people.models import Assignment, Category
from eventmgr.shared.dates import clock_time
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal

USED = "Unsur ini sudah dipakai pada kegiatan atau penugasan, jadi tidak dapat dihapus."
_FIXED = "Sudah ada orang dengan unsur ini, jadi jenis dan tingkat wilayahnya tidak dapat diubah."


@dataclass(frozen=True, slots=True)
class CategoryContent:
    """As typed; `region_level` None for people who belong to no region."""

    code: str
    name: str
    kind: str
    region_level: str | None


#: what the pilar sosial of every office consist of
USUAL = (
    CategoryContent("PSM", "Pekerja Sosial Masyarakat", "peserta", "kelurahan"),
    CategoryContent("TKSK", "Tenaga Kesejahteraan Sosial Kecamatan", "peserta", "kecamatan"),
)


def add_category(actor: Actor, at: datetime, *, office_id: int, typed: CategoryContent) -> int:
    """A new category; a second click finds the first one's. Raises Refusal "code"."""
    with write() as session:
        hold_office(session, office_id)
        twin = session.scalar(_with_code(office_id, typed.code))
        if twin is not None:
            if all(getattr(twin, name) == value for name, value in asdict(typed).items()):
                return twin.id
            raise Refusal("code", f"Kode {twin.code} sudah dipakai untuk {twin.name}.")
        category = Category(office_id=office_id, **asdict(typed))
        session.add(category)
        session.flush()
        details = {name: [None, value] for name, value in asdict(typed).items()}
        record(session, actor, at, _line("category.added", category, details))
        return category.id


def make_usual_categories(actor: Actor, at: datetime, *, office_id: int) -> None:
    """PSM and TKSK for an office that has no category yet, when its first roster is read."""
    if db.session.scalar(select(Category.id).where(Category.office_id == office_id).limit(1)) is not None:
        return
    for usual in USUAL:
        add_category(actor, at, office_id=office_id, typed=usual)


def guest_category(session: Session, actor: Actor, at: datetime, office_id: int) -> Category:
    """The office's category of guests, made when the first one comes; inside `write()`.

    Guests stand outside quotas and outside the totals of participants.
    """
    hold_office(session, office_id)
    found: Category | None = session.scalar(_with_code(office_id, GUEST_CODE))
    if found is not None:
        return found
    category = Category(
        office_id=office_id, code=GUEST_CODE, name=GUEST_NAME, kind="mitra", region_level=None
    )
    session.add(category)
    session.flush()
    details = {"code": [None, category.code], "name": [None, category.name]}
    record(session, actor, at, _line("category.added", category, details))
    return category


def change_category(
    actor: Actor, at: datetime, *, category: Category, revision: int, typed: CategoryContent, zone: str
) -> None:
    """Save a category. Raises Refusal "conflict", "code", or "region_level" once people stand on it."""
    category_id, office_id = category.id, category.office_id
    with write() as session:
        hold_office(session, office_id)
        row = session.get_one(Category, category_id, with_for_update=True, populate_existing=True)
        if row.revision != revision:
            change = last_change_or_none("category", str(category_id))
            words = f"{change[0]} mengubah ini pukul {clock_time(change[1], zone)}." if change else ""
            raise Refusal("conflict", words or "Unsur ini sudah diubah orang lain.")
        twin = session.scalar(_with_code(row.office_id, typed.code).where(Category.id != row.id))
        if twin is not None:
            raise Refusal("code", f"Kode {twin.code} sudah dipakai untuk {twin.name}.")
        details = {
            name: [getattr(row, name), value]
            for name, value in asdict(typed).items()
            if getattr(row, name) != value
        }
        if details.keys() & {"kind", "region_level"}:
            assigned = select(Assignment.id).where(Assignment.category_id == row.id).limit(1)
            if session.scalar(assigned) is not None:
                raise Refusal("region_level", _FIXED)
        for name, (_, value) in details.items():
            setattr(row, name, value)
        if details:
            record(session, actor, at, _line("category.changed", row, details))


def remove_category(actor: Actor, at: datetime, *, category: Category) -> None:
    """Remove a category that nothing refers to; the database's references decide. Raises Refusal."""
    category_id = category.id
    try:
        with write() as session:
            row = session.get_one(Category, category_id)
            line = _line("category.removed", row, {"code": [row.code], "name": [row.name]})
            record(session, actor, at, line)
            session.delete(row)
    except IntegrityError as error:
        raise Refusal("category_used", USED) from error


def _with_code(office_id: int, code: str) -> Any:
    return select(Category).where(Category.office_id == office_id, func.lower(Category.code) == code.lower())


def _line(action: str, category: Category, details: dict[str, list[Any]]) -> AuditLine:
    return AuditLine(action, "category", str(category.id), category.office_id, details=details)
