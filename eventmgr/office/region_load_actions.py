"""Storing the regions of another city."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.office.actions import hold_office
from eventmgr.office.models import Office, Region
from eventmgr.office.region_file_rules import RegionSet
from eventmgr.shared.db import write


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many regions were new, and how many got another name."""

    added: int
    renamed: int


def load_regions(
    actor: Actor, at: datetime, *, office_id: int, regions: RegionSet, becomes_own: bool
) -> Loaded:
    """Store regions; what is there already keeps its row, and none is taken away. A second press adds none.

    With `becomes_own` the office works in this city from now on.
    """
    with write() as session:
        hold_office(session, office_id)
        loaded = _store(session, regions)
        details: dict[str, list[Any]] = {
            "name": [None, regions.city.name],
            "count": [0, loaded.added],
            "region_code": [None, regions.city.code],
        }
        office = session.get_one(Office, office_id)
        if becomes_own and office.region_code != regions.city.code:
            details["region_code"] = [office.region_code, regions.city.code]
            office.region_code = regions.city.code
            flag_modified(office, "region_code")
        elif not loaded.added and not loaded.renamed:
            return loaded
        line = AuditLine("region.loaded", "region", regions.city.code, office_id, details=details)
        record(session, actor, at, line)
    return loaded


def _store(session: Session, regions: RegionSet) -> Loaded:
    codes = [row.code for row in regions.rows]
    parents = {row.parent_code for row in regions.rows if row.parent_code}
    standing = {
        row.code: row for row in session.scalars(select(Region).where(Region.code.in_(parents | set(codes))))
    }
    known = standing.keys() | set(codes)
    fresh = [
        {
            "code": row.code,
            "parent_code": row.parent_code if row.parent_code in known else None,
            "level": row.level,
            "name": row.name,
        }
        for row in regions.rows
        if row.code not in standing
    ]
    renamed = [row for row in regions.rows if row.code in standing and standing[row.code].name != row.name]
    for row in renamed:
        standing[row.code].name = row.name
    session.flush()
    for level in ("province", "city", "kecamatan", "kelurahan"):
        of_level = [row for row in fresh if row["level"] == level]
        if of_level:
            session.execute(insert(Region), of_level)
    return Loaded(len(fresh), len(renamed))
