"""Other spellings of regions, as they stand in rosters."""

from datetime import datetime

from sqlalchemy import select

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.office.actions import hold_office
from eventmgr.office.models import Region, RegionAlias
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import fold_for_search


def add_alias(actor: Actor, at: datetime, *, office_id: int, region_code: str, spelling: str) -> None:
    """Let a spelling mean a region within the region above it; a second click finds it done.

    Raises Refusal, its code naming the field, for a spelling that means another region already.
    """
    folded = fold_for_search(spelling)
    if not folded:
        raise Refusal("spelling", "Tulis ejaannya dengan huruf atau angka.")
    with write() as session:
        hold_office(session, office_id)
        region = session.get(Region, region_code)
        if region is None or region.parent_code is None:
            raise Refusal("region_code", "Pilih wilayahnya.")
        for beside in session.scalars(select(Region).where(Region.parent_code == region.parent_code)):
            if fold_for_search(beside.name) == folded:
                own = beside.code == region.code
                words = "Itu sudah nama resminya." if own else f"Itu nama resmi {beside.name}."
                raise Refusal("spelling", words)
        standing = session.scalar(
            select(RegionAlias).where(
                RegionAlias.scope_code == region.parent_code, RegionAlias.alias_norm == folded
            )
        )
        if standing is not None:
            if standing.region_code == region.code:
                return
            other = session.get_one(Region, standing.region_code)
            raise Refusal("spelling", f"Ejaan ini sudah dipakai untuk {other.name}.")
        session.add(RegionAlias(alias_norm=folded, scope_code=region.parent_code, region_code=region.code))
        details = {"region_code": [region.code], "name": [folded]}
        record(
            session,
            actor,
            at,
            AuditLine("region.alias_added", "region", region.code, office_id, details=details),
        )


def remove_alias(actor: Actor, at: datetime, *, office_id: int, alias_id: int) -> str:
    """Forget a spelling; "" when it was forgotten already, else the spelling."""
    with write() as session:
        alias = session.get(RegionAlias, alias_id)
        if alias is None:
            return ""
        folded, code = alias.alias_norm, alias.region_code
        session.delete(alias)
        details = {"region_code": [code], "name": [folded]}
        record(
            session, actor, at, AuditLine("region.alias_removed", "region", code, office_id, details=details)
        )
        return folded
