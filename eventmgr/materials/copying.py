"""Takes materials along when an event is copied: to the session and day of the same place."""

from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eventmgr.events.copy_parts import CopyPart
from eventmgr.events.models import AgendaSession, EventDay
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.shared.db import db, new_uid, reserve_ids, table_of


def describe_materials(event_id: int) -> tuple[str, str] | None:
    """Figure and sentence of the page "Kegiatan baru"; None for an event without materials."""
    number = db.session.scalar(
        select(func.count(Material.id)).where(Material.event_id == event_id, Material.removed_at.is_(None))
    )
    if not number:
        return None
    return f"{number} materi", "versi yang sekarang; yang dibuka pada tanggal tertentu disembunyikan dulu"


def copy_materials(session: Session, source_id: int, event_id: int) -> None:
    """The materials with the version read now, inside `write()`.

    Days and sessions are matched by their place in the agenda; what has none in the new event belongs to
    the whole event. A date of opening lies in the past, so such a material is hidden until somebody sets it.
    """
    days = dict(zip(_days(session, source_id), _days(session, event_id), strict=False))
    sessions = dict(zip(_sessions(session, source_id), _sessions(session, event_id), strict=False))
    held = session.execute(
        select(Material, MaterialVersion)
        .join(
            MaterialVersion,
            (MaterialVersion.material_id == Material.id) & (MaterialVersion.number == Material.version),
        )
        .where(Material.event_id == source_id, Material.removed_at.is_(None))
        .order_by(Material.position, Material.id)
    ).all()
    if not held:
        return
    ids = reserve_ids(session, "material", len(held))
    rows, versions = [], []
    for material_id, (material, version) in zip(ids, held, strict=True):
        rows.append(_row(material_id, event_id, material, days, sessions))
        versions.append(
            {
                "material_id": material_id,
                "number": 1,
                "file_id": version.file_id,
                "link": version.link,
                "at": version.at,
            }
        )
    session.connection().execute(insert(table_of(Material)), rows)
    session.connection().execute(insert(table_of(MaterialVersion)), versions)


def _row(
    material_id: int, event_id: int, old: Material, days: dict[int, int], sessions: dict[int, int]
) -> dict[str, Any]:
    session_id, day_id = sessions.get(old.session_id or 0), days.get(old.day_id or 0)
    opens = "hidden" if old.opens == "at" or (old.opens == "session" and day_id is None) else old.opens
    return {
        "id": material_id,
        "uid": new_uid(),
        "event_id": event_id,
        "day_id": day_id,
        "session_id": session_id if day_id is not None else None,
        "position": old.position,
        "title": old.title,
        "gate": old.gate,
        "opens": opens,
        "version": 1,
        "revision": 1,
    }


def _days(session: Session, event_id: int) -> list[int]:
    return list(
        session.scalars(select(EventDay.id).where(EventDay.event_id == event_id).order_by(EventDay.date))
    )


def _sessions(session: Session, event_id: int) -> list[int]:
    return list(
        session.scalars(
            select(AgendaSession.id)
            .where(AgendaSession.event_id == event_id)
            .order_by(AgendaSession.starts_at, AgendaSession.id)
        )
    )


MATERIALS_PART = CopyPart("materials", "Materi", describe_materials, copy_materials, False)
