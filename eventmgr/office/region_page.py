"""The regions of an office with their other spellings, as one page."""

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.office.models import RegionAlias
from eventmgr.office.regions import RegionRow, regions_under
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One other spelling."""

    id: int
    spelling: str
    region: str
    within: str


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan with its kelurahan."""

    code: str
    name: str
    villages: tuple[RegionRow, ...]


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Everything that the page shows."""

    city: str
    districts: tuple[District, ...]
    villages: int
    aliases: tuple[AliasRow, ...]


def region_page(code: str | None) -> RegionPage:
    """Two statements."""
    rows = regions_under(code)
    names = {row.code: row.name for row in rows}
    districts = tuple(
        District(row.code, row.name, tuple(one for one in rows if one.parent_code == row.code))
        for row in rows
        if row.level == "kecamatan"
    )
    found = db.session.scalars(
        select(RegionAlias).where(RegionAlias.region_code.in_(names)).order_by(RegionAlias.alias_norm)
    )
    aliases = tuple(
        AliasRow(alias.id, alias.alias_norm, names[alias.region_code], names.get(alias.scope_code, ""))
        for alias in found
    )
    city = next((row.name for row in rows if row.level == "city"), "")
    return RegionPage(city, districts, sum(len(one.villages) for one in districts), aliases)
