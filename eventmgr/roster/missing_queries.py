"""Who is registered and missing from a file. They are listed and never removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.people.name_rules import name_key
from eventmgr.registration.models import Registration
from eventmgr.shared.dates import local_date, long_date
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Somebody registered of whom no row speaks. `maybe` is a row with an error and the same name, or ""."""

    uid: str
    name: str
    category: str
    region: str
    region_code: str
    district: str
    since: str
    maybe: str


def missing_rows(
    registration_ids: Sequence[int], unsure: Mapping[str, str], zone: str
) -> tuple[MissingRow, ...]:
    """The registrations in words, by region and name. `unsure` gives rows with errors by name key."""
    found: list[MissingRow] = []
    for first in range(0, len(registration_ids), _CHUNK):
        found += _rows(registration_ids[first : first + _CHUNK], unsure, zone)
    return tuple(found)


#: Both databases take more parameters in one statement, but not without end.
_CHUNK = 5_000


def _rows(ids: Sequence[int], unsure: Mapping[str, str], zone: str) -> list[MissingRow]:
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Region.name,
            Region.code,
            _Parent.name,
            Region.level,
            Registration.created_at,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Registration.id.in_(ids))
        .order_by(Registration.region_code, Person.search_text, Registration.id)
    )
    return [
        MissingRow(
            uid=uid,
            name=full_name(name, front, back),
            category=category,
            region=f"Kecamatan {region}" if level == "kecamatan" else region or "–",
            region_code=code or "",
            district=(parent or "") if level == "kelurahan" else "",
            since=long_date(local_date(created_at, zone)),
            maybe=unsure.get(name_key(name), ""),
        )
        for uid, name, front, back, category, region, code, parent, level, created_at in rows
    ]
