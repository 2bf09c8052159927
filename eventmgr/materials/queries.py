"""Questions about materials; whoever may read them is decided by the rules."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from eventmgr.checkin.models import Attendance
from eventmgr.events.agenda_queries import PlannedDay, PlannedSession
from eventmgr.events.models import AgendaSession, Checkpoint, Event
from eventmgr.materials.content_kinds import KINDS
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.materials.rules import Opening, Place, Reader, size_words
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile


@dataclass(frozen=True, slots=True)
class Content:
    """What one version holds. `size` is in bytes, 0 for a link; `at` says when it was put up."""

    number: int
    at: datetime
    link: str = ""
    file_uid: str = ""
    type: str = ""
    name: str = ""
    size: int = 0

    @property
    def label(self) -> str:
        """ "PDF, 4,2 MB" or "Tautan"."""
        if self.link:
            return "Tautan"
        kind = KINDS.get(self.type)
        return f"{kind.label if kind else 'Berkas'}, {size_words(self.size)}"


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material with the version that is read now."""

    id: int
    uid: str
    title: str
    gate: str
    opens: str
    opens_at: datetime | None
    day_id: int | None
    session_id: int | None
    position: int
    revision: int
    content: Content


#: a session may have moved to another day since its material was saved
DAY_ID = func.coalesce(AgendaSession.day_id, Material.day_id)
_COLUMNS = (
    Material.id,
    Material.uid,
    Material.title,
    Material.gate,
    Material.opens,
    Material.opens_at,
    DAY_ID,
    Material.session_id,
    Material.position,
    Material.revision,
)
_CONTENT = (
    MaterialVersion.number,
    MaterialVersion.at,
    func.coalesce(MaterialVersion.link, ""),
    func.coalesce(StoredFile.uid, ""),
    func.coalesce(StoredFile.type, ""),
    func.coalesce(StoredFile.original_name, ""),
    func.coalesce(StoredFile.size, 0),
)


def materials_of(event_id: int) -> list[MaterialRow]:
    """All materials of an event in their order; one statement."""
    rows = db.session.execute(
        select(*_COLUMNS, *_CONTENT)
        .join(
            MaterialVersion,
            (MaterialVersion.material_id == Material.id) & (MaterialVersion.number == Material.version),
        )
        .outerjoin(StoredFile, StoredFile.id == MaterialVersion.file_id)
        .outerjoin(AgendaSession, AgendaSession.id == Material.session_id)
        .where(Material.event_id == event_id, Material.removed_at.is_(None))
        .order_by(Material.position, Material.id)
    )
    return [_material(row) for row in rows]


def _material(row: Row[Any]) -> MaterialRow:
    facts: list[Any] = list(row)
    content = Content(*facts[len(_COLUMNS) : len(_COLUMNS) + len(_CONTENT)])
    return MaterialRow(*[*facts[: len(_COLUMNS)], content])


def versions_of(material_id: int) -> list[Content]:
    """Every version of a material, the newest first."""
    rows = db.session.execute(
        select(*_CONTENT)
        .outerjoin(StoredFile, StoredFile.id == MaterialVersion.file_id)
        .where(MaterialVersion.material_id == material_id)
        .order_by(MaterialVersion.number.desc())
    )
    return [Content(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class FoundMaterial:
    """A material by its address, with its event."""

    row: MaterialRow
    event: Event


def material_by_uid_or_none(uid: str) -> FoundMaterial | None:
    """The material behind an address, if it was not taken down."""
    row = db.session.execute(
        select(*_COLUMNS, *_CONTENT, Event)
        .join(
            MaterialVersion,
            (MaterialVersion.material_id == Material.id) & (MaterialVersion.number == Material.version),
        )
        .outerjoin(StoredFile, StoredFile.id == MaterialVersion.file_id)
        .outerjoin(AgendaSession, AgendaSession.id == Material.session_id)
        .join(Event, Event.id == Material.event_id)
        .where(Material.uid == uid, Material.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return FoundMaterial(_material(row), row[-1])


def reader_of(registration_id: int) -> Reader:
    """Where somebody was present; one statement. A cancelled registration is none."""
    rows = db.session.execute(
        select(Attendance.checkpoint_id, Checkpoint.day_id, Checkpoint.counts_for_day)
        .select_from(Registration)
        .outerjoin(Attendance, (Attendance.registration_id == Registration.id) & Attendance.present.is_(True))
        .outerjoin(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Registration.id == registration_id, Registration.state == "registered")
    ).all()
    return Reader(
        is_registered=bool(rows),
        days=frozenset(row.day_id for row in rows if row.counts_for_day),
        checkpoints=frozenset(row.checkpoint_id for row in rows if row.checkpoint_id is not None),
    )


def opening_of(row: MaterialRow, days: list[PlannedDay]) -> Opening:
    """When a material opens, by the agenda as it stands."""
    session = session_or_none(row.session_id, days)
    day = next((one for one in days if one.id == row.day_id), None)
    starts = [one.starts_at for one in day.sessions] if day is not None else []
    return Opening(
        row.opens, row.opens_at, session.starts_at if session else None, min(starts) if starts else None
    )


def place_of(row: MaterialRow, days: list[PlannedDay]) -> Place:
    """Where a material belongs, by the agenda as it stands."""
    session = session_or_none(row.session_id, days)
    return Place(row.session_id, session.checkpoint_ids if session else frozenset(), row.day_id)


def session_or_none(session_id: int | None, days: list[PlannedDay]) -> PlannedSession | None:
    """A session of the agenda by its id."""
    return next((one for day in days for one in day.sessions if one.id == session_id), None)


def by_day(rows: list[MaterialRow]) -> dict[int | None, list[MaterialRow]]:
    """Materials of each day, in their order; None holds those of the whole event."""
    found: dict[int | None, list[MaterialRow]] = defaultdict(list)
    for row in rows:
        found[row.day_id].append(row)
    return found


def removed_or_none(event_id: int, uid: str) -> tuple[str, str] | None:
    """Uid and title of a material that was taken down, if it was."""
    if not uid:
        return None
    title = db.session.scalar(
        select(Material.title).where(
            Material.event_id == event_id, Material.uid == uid, Material.removed_at.is_not(None)
        )
    )
    return None if title is None else (uid, title)
