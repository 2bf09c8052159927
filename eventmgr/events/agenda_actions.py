"""Editing the agenda: sessions and breaks with their speakers, and the door of a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventmgr.audit.actor import Actor
from eventmgr.events.clash_rules import lessons_in
from eventmgr.events.edit_actions import Gone, demand_revision, differences, note, planning
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    CheckpointAudience,
    Event,
    EventDay,
    SessionSpeaker,
)
from eventmgr.events.name_rules import free_slug, slug_of
from eventmgr.events.ties import Reach, what_hangs_on
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import WrittenFile, add_stored_file
from eventmgr.shared.refusal import Refusal

#: a session's own door opens so long before it
DOOR_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SpeakerContent:
    """A speaker as typed; `id` is the row it changes, None for a new one. `photo` is already on the disk."""

    id: int | None
    name: str
    post: str = ""
    photo: WrittenFile | None = None
    photo_name: str = ""
    drop_photo: bool = False


@dataclass(frozen=True, slots=True)
class SessionContent:
    """A session as typed, hours local to the event; `jp` None means: from the minutes."""

    kind: str
    title: str
    day_id: int
    starts: time
    ends: time
    room: str = ""
    jp: int | None = None
    speakers: Sequence[SpeakerContent] = ()
    has_door: bool = False


def add_session(
    actor: Actor, at: datetime, *, event: Event, content: SessionContent, request_uid: str
) -> int:
    """Put a session or break into the agenda and return its id; the same form twice is one session.

    Raises Refusal for hours in the wrong order, or when the event's state does not let it be done.
    """
    with planning(event.id) as (session, held):
        known = session.scalar(select(AgendaSession.id).where(AgendaSession.request_uid == request_uid))
        if known is not None:
            return known
        row = AgendaSession(event_id=held.id, request_uid=request_uid)
        _fill(session, held, row, content)
        session.add(row)
        session.flush()
        _save_speakers(session, held, at, row, content)
        _save_door(session, held, row, content)
        note(
            session,
            actor,
            at,
            held,
            "agenda.session_added",
            ("agenda_session", str(row.id)),
            {"title": [None, row.title]},
        )
        return row.id


def change_session(
    actor: Actor, at: datetime, *, event: Event, session_id: int, content: SessionContent, seen: int
) -> None:
    """Change a session. Raises Stale when somebody saved it since revision `seen`, Gone, or Refusal."""
    with planning(event.id) as (session, held):
        row = _held_session(session, held.id, session_id)
        demand_revision(session, held, seen, row.revision, ("agenda_session", str(session_id)))
        before, old_start, old_end = _facts(row), row.starts_at, row.ends_at
        _fill(session, held, row, content)
        # A form that changed only its speakers still counts as a change of the session.
        flag_modified(row, "title")
        _shift_doors(session, row, row.starts_at - old_start, row.ends_at - old_end)
        _save_speakers(session, held, at, row, content)
        _save_door(session, held, row, content)
        changed = differences(before, _facts(row))
        note(session, actor, at, held, "agenda.session_changed", ("agenda_session", str(session_id)), changed)


def move_session(
    actor: Actor, at: datetime, *, event: Event, session_id: int, day_id: int, starts: time, seen: int
) -> None:
    """Drag a session to another hour or day; it keeps its length, its doors go along.

    Raises Stale, Gone, or Refusal "day_over" when it would run past midnight.
    """
    with planning(event.id) as (session, held):
        row = _held_session(session, held.id, session_id)
        demand_revision(session, held, seen, row.revision, ("agenda_session", str(session_id)))
        before, old_start, length = _facts(row), row.starts_at, row.ends_at - row.starts_at
        day = _day(session, held.id, day_id)
        start = _moment(held, day, starts)
        zone = ZoneInfo(held.zone)
        if (start + length).astimezone(zone).date() != day.date:
            raise Refusal("day_over", "Sesi ini akan lewat tengah malam. Pilih jam mulai yang lebih pagi.")
        row.day_id, row.starts_at, row.ends_at = day.id, start, start + length
        _shift_doors(session, row, start - old_start, start - old_start)
        changed = differences(before, _facts(row))
        note(session, actor, at, held, "agenda.session_moved", ("agenda_session", str(session_id)), changed)


def delete_session(actor: Actor, at: datetime, *, event: Event, session_id: int) -> str:
    """Take a session without scans out of the agenda; its title is returned. A second press finds it gone.

    Raises Refusal "tied" with the reason when something hangs on it.
    """
    with planning(event.id) as (session, held):
        row = _held_session(session, held.id, session_id)
        doors = _door_ids(session, session_id)
        demand_untied(Reach(session_ids=(session_id,), checkpoint_ids=doors), "Sesi")
        title = row.title
        _delete_doors(session, doors)
        session.execute(delete(SessionSpeaker).where(SessionSpeaker.session_id == session_id))
        session.delete(row)
        note(
            session,
            actor,
            at,
            held,
            "agenda.session_deleted",
            ("agenda_session", str(session_id)),
            {"title": [title, None]},
        )
        return title


def demand_untied(reach: Reach, thing: str) -> None:
    """Raises Refusal "tied" when a room above has something there."""
    reasons = what_hangs_on(reach)
    if reasons:
        raise Refusal("tied", f"{thing} ini tidak dapat dihapus. {' '.join(reasons)}")


def _held_session(session: Session, event_id: int, session_id: int) -> AgendaSession:
    row = session.get(AgendaSession, session_id)
    if row is None or row.event_id != event_id:
        raise Gone
    return row


def _day(session: Session, event_id: int, day_id: int) -> EventDay:
    day = session.get(EventDay, day_id)
    if day is None or day.event_id != event_id:
        raise Refusal("day_unknown", "Hari ini tidak ada lagi di kegiatan. Pilih hari yang lain.")
    return day


def _moment(event: Event, day: EventDay, hour: time) -> datetime:
    return datetime.combine(day.date, hour, ZoneInfo(event.zone))


def _facts(row: AgendaSession) -> dict[str, object]:
    names = ("kind", "title", "day_id", "starts_at", "ends_at", "room", "jp")
    return {name: getattr(row, name) for name in names}


def _fill(session: Session, event: Event, row: AgendaSession, content: SessionContent) -> None:
    if content.ends <= content.starts:
        raise Refusal("order", "Jam selesai harus sesudah jam mulai.")
    day = _day(session, event.id, content.day_id)
    start, end = _moment(event, day, content.starts), _moment(event, day, content.ends)
    is_break = content.kind == "break"
    minutes = int((end - start).total_seconds()) // 60
    row.kind, row.title, row.day_id = content.kind, content.title, day.id
    row.starts_at, row.ends_at, row.room = start, end, content.room
    row.jp = 0 if is_break else lessons_in(minutes) if content.jp is None else content.jp


def _save_speakers(
    session: Session, event: Event, at: datetime, row: AgendaSession, content: SessionContent
) -> None:
    """The speakers in the order typed; who was left out goes, and a photo stays with its row."""
    known = {
        speaker.id: speaker
        for speaker in session.scalars(select(SessionSpeaker).where(SessionSpeaker.session_id == row.id))
    }
    wanted = [] if content.kind == "break" else [speaker for speaker in content.speakers if speaker.name]
    kept: set[int] = set()
    for position, speaker in enumerate(wanted):
        held = known.get(speaker.id) if speaker.id is not None else None
        if held is None:
            held = SessionSpeaker(session_id=row.id)
            session.add(held)
        else:
            kept.add(held.id)
        held.position, held.name_text, held.post_text = position, speaker.name, speaker.post
        if speaker.photo is not None:
            held.photo_file_id = _stored_photo(session, event, at, speaker).id
        elif speaker.drop_photo:
            held.photo_file_id = None
    for speaker_id, held in known.items():
        if speaker_id not in kept:
            session.delete(held)


def _stored_photo(session: Session, event: Event, at: datetime, speaker: SpeakerContent) -> StoredFile:
    if speaker.photo is None:
        raise ValueError("no photo to store")
    stored = add_stored_file(
        session,
        speaker.photo,
        office_id=event.office_id,
        type="image/jpeg",
        original_name=speaker.photo_name[:255] or "foto.jpg",
        at=at,
    )
    session.flush()
    return stored


def _door_ids(session: Session, session_id: int) -> list[int]:
    return list(session.scalars(select(Checkpoint.id).where(Checkpoint.session_id == session_id)))


def _delete_doors(session: Session, ids: Sequence[int]) -> None:
    session.execute(delete(CheckpointAudience).where(CheckpointAudience.checkpoint_id.in_(ids)))
    session.execute(delete(Checkpoint).where(Checkpoint.id.in_(ids)))


def _shift_doors(session: Session, row: AgendaSession, by: timedelta, end_by: timedelta) -> None:
    """The doors of a session keep their distance to its start and its end."""
    for door in session.scalars(select(Checkpoint).where(Checkpoint.session_id == row.id)):
        door.day_id, door.opens_at, door.closes_at = row.day_id, door.opens_at + by, door.closes_at + end_by


def _save_door(session: Session, event: Event, row: AgendaSession, content: SessionContent) -> None:
    """Make the session's own checkpoint, or take it away while nobody was scanned there."""
    doors = _door_ids(session, row.id)
    wants_door = content.has_door and content.kind == "session"
    if wants_door and not doors:
        taken = set(session.scalars(select(Checkpoint.slug).where(Checkpoint.event_id == event.id)))
        session.add(
            Checkpoint(
                event_id=event.id,
                day_id=row.day_id,
                session_id=row.id,
                slug=free_slug(slug_of(row.title, "sesi"), taken),
                name=row.title[:120],
                kind="session",
                opens_at=row.starts_at - DOOR_BEFORE,
                closes_at=row.ends_at,
                counts_for_day=False,
            )
        )
    if doors and not wants_door:
        demand_untied(Reach(checkpoint_ids=doors), "Titik presensi sesi")
        _delete_doors(session, doors)
