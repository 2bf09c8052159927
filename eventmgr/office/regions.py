"""Questions about regions: which there are under an office's own, and how else they are spelled."""

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.office.models import Region, RegionAlias
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region; `level` is province, city, kecamatan or kelurahan."""

    code: str
    parent_code: str | None
    level: str
    name: str


def regions_under(code: str | None) -> list[RegionRow]:
    """All regions below a code in the official order; all that are loaded when an office names none."""
    query = select(Region.code, Region.parent_code, Region.level, Region.name).order_by(Region.code)
    if code:
        query = query.where(Region.code.startswith(f"{code}."))
    return [RegionRow(*row) for row in db.session.execute(query)]


def aliases_under(code: str | None) -> list[tuple[str, str, str]]:
    """(folded spelling, scope code, region code) of all aliases below a code."""
    query = select(RegionAlias.alias_norm, RegionAlias.scope_code, RegionAlias.region_code)
    if code:
        query = query.where(RegionAlias.region_code.startswith(f"{code}."))
    return [(norm, scope, region) for norm, scope, region in db.session.execute(query)]
