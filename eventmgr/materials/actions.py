"""Putting up, changing, replacing, ordering and taking down materials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.edit_actions import Gone, demand_revision, differences, note, planning
from eventmgr.events.models import AgendaSession, Event, EventDay
from eventmgr.events.rules import Doing
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.materials.queries import DAY_ID
from eventmgr.shared.db import new_uid
from eventmgr.shared.files import WrittenFile, add_stored_file
from eventmgr.shared.refusal import Refusal

#: slides often come after the event was closed, so materials follow the rule of papers
_DOING = Doing.PAPERS


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """What an organizer says about a material. `opens_at` counts where `opens` is "at". A session brings its
    day; a material without both belongs to the whole event."""

    title: str
    gate: str
    opens: str
    opens_at: datetime | None = None
    day_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewContent:
    """A written and checked file with its type and name, or a link."""

    link: str = ""
    written: WrittenFile | None = None
    type: str = ""
    name: str = ""


def add_material(
    actor: Actor, at: datetime, *, event: Event, facts: MaterialFacts, content: NewContent, request_uid: str
) -> str:
    """Put a material up at the end of its day; its uid comes back. The same request twice is one material."""
    with planning(event.id, _DOING) as (session, event):
        known = session.scalar(select(Material.uid).where(Material.request_uid == request_uid))
        if known is not None:
            return known
        day_id, session_id = _place(session, event.id, facts)
        material = Material(
            uid=new_uid(),
            event_id=event.id,
            day_id=day_id,
            session_id=session_id,
            position=_last_position(session, event.id, day_id) + 1,
            title=facts.title,
            gate=facts.gate,
            opens=facts.opens,
            opens_at=facts.opens_at if facts.opens == "at" else None,
            version=1,
            request_uid=request_uid,
        )
        session.add(material)
        session.flush()
        _add_version(session, material, event, content, at)
        note(session, actor, at, event, "material.added", _subject(material), {"title": [None, facts.title]})
        return material.uid


def change_material(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    uid: str,
    facts: MaterialFacts,
    seen: int,
    content: NewContent | None = None,
) -> int:
    """Save the form of a material; with `content` it gets a new version, whose number comes back.

    Raises Gone, Stale, or Refusal when its day or session is not one of the event's.
    """
    with planning(event.id, _DOING) as (session, event):
        material = _material(session, event.id, uid)
        demand_revision(session, event, seen, material.revision, _subject(material))
        day_id, session_id = _place(session, event.id, facts)
        after = {
            "title": facts.title,
            "gate": facts.gate,
            "opens": facts.opens,
            "opens_at": facts.opens_at if facts.opens == "at" else None,
            "day_id": day_id,
            "session_id": session_id,
        }
        changed = differences({name: getattr(material, name) for name in after}, after)
        if day_id != material.day_id:
            material.position = _last_position(session, event.id, day_id) + 1
        for name, value in after.items():
            setattr(material, name, value)
        if content is not None:
            changed["version"] = [material.version, material.version + 1]
            material.version += 1
            _add_version(session, material, event, content, at)
        if changed:
            note(session, actor, at, event, "material.changed", _subject(material), changed)
        return material.version


def order_materials(
    actor: Actor, at: datetime, *, event: Event, day_id: int | None, uids: Sequence[str]
) -> None:
    """Put the materials of a day (None: of the whole event) into the order of `uids`.

    What is not named keeps its place behind them; names that are not of this day are passed over.
    """
    with planning(event.id, _DOING) as (session, event):
        rows = session.scalars(
            select(Material)
            .outerjoin(AgendaSession, AgendaSession.id == Material.session_id)
            .where(_is_of_day(event.id, day_id), Material.removed_at.is_(None))
            .order_by(Material.position, Material.id)
        ).all()
        wanted = {uid: place for place, uid in enumerate(uids)}
        ordered = sorted(rows, key=lambda row: wanted.get(row.uid, len(wanted)))
        if [row.uid for row in ordered] == [row.uid for row in rows]:
            return
        for place, row in enumerate(ordered, start=1):
            row.position = place
        note(session, actor, at, event, "material.ordered", ("event", event.uid), {"day": [day_id]})


def remove_material(actor: Actor, at: datetime, *, event: Event, uid: str, is_back: bool = False) -> str:
    """Take a material down, or (`is_back`) put it back. Its title comes back; its files stay."""
    with planning(event.id, _DOING) as (session, event):
        material = session.scalar(select(Material).where(Material.event_id == event.id, Material.uid == uid))
        if material is None:
            raise Gone
        if (material.removed_at is None) != is_back:
            material.removed_at = None if is_back else at
            act = "material.put_back" if is_back else "material.removed"
            note(session, actor, at, event, act, _subject(material), {"title": [material.title]})
        return material.title


def _material(session: Session, event_id: int, uid: str) -> Material:
    material = session.scalar(
        select(Material).where(
            Material.event_id == event_id, Material.uid == uid, Material.removed_at.is_(None)
        )
    )
    if material is None:
        raise Gone
    return material


def _subject(material: Material) -> tuple[str, str]:
    return "material", material.uid


def _place(session: Session, event_id: int, facts: MaterialFacts) -> tuple[int | None, int | None]:
    """Day and session, when they are the event's."""
    if facts.session_id is not None:
        day_id = session.scalar(
            select(AgendaSession.day_id).where(
                AgendaSession.id == facts.session_id, AgendaSession.event_id == event_id
            )
        )
        if day_id is None:
            raise Refusal("no_session", "Sesi itu sudah tidak ada di jadwal. Pilih sesi lain.")
        return day_id, facts.session_id
    if facts.day_id is not None:
        known = select(EventDay.id).where(EventDay.id == facts.day_id, EventDay.event_id == event_id)
        if session.scalar(known) is None:
            raise Refusal("no_day", "Hari itu sudah tidak ada di jadwal. Pilih hari lain.")
    return facts.day_id, None


def _is_of_day(event_id: int, day_id: int | None) -> ColumnElement[bool]:
    is_day = DAY_ID.is_not_distinct_from(day_id)
    return and_(Material.event_id == event_id, is_day)


def _last_position(session: Session, event_id: int, day_id: int | None) -> int:
    last = session.scalar(
        select(func.max(Material.position))
        .outerjoin(AgendaSession, AgendaSession.id == Material.session_id)
        .where(_is_of_day(event_id, day_id))
    )
    return last or 0


def _add_version(
    session: Session, material: Material, event: Event, content: NewContent, at: datetime
) -> None:
    file_id = None
    if content.written is not None:
        stored = add_stored_file(
            session,
            content.written,
            office_id=event.office_id,
            type=content.type,
            original_name=content.name,
            at=at,
        )
        session.flush()
        file_id = stored.id
    session.add(
        MaterialVersion(
            material_id=material.id,
            number=material.version,
            file_id=file_id,
            link=None if file_id is not None else content.link,
            at=at,
        )
    )
