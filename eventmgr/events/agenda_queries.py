"""The agenda of an event: days with their sessions, speakers and checkpoints."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from eventmgr.events.models import AgendaSession, Checkpoint, EventDay, SessionSpeaker
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as printed; `post` and the uid of the photo may be empty."""

    name: str
    post: str
    photo_uid: str = ""
    id: int = 0

    @property
    def label(self) -> str:
        """ "Heriza Syafani, Kepala Dinas"."""
        return f"{self.name}, {self.post}" if self.post else self.name


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session or a break. Times are UTC; `checkpoint_ids` are doors of its own."""

    id: int
    day_id: int
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    jp: int
    speakers: tuple[Speaker, ...]
    checkpoint_ids: frozenset[int]
    revision: int = 1

    @property
    def is_break(self) -> bool:
        return self.kind == "break"


@dataclass(frozen=True, slots=True)
class PlannedDoor:
    """A checkpoint that belongs to no session: arrival or departure of a day. Times are UTC."""

    id: int
    slug: str
    name: str
    kind: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day with all that is planned on it, in order of time; `number` counts from 1."""

    id: int
    number: int
    date: date
    is_closed: bool
    sessions: tuple[PlannedSession, ...]
    doors: tuple[PlannedDoor, ...]

    @property
    def lessons(self) -> tuple[PlannedSession, ...]:
        """The sessions without the breaks."""
        return tuple(session for session in self.sessions if not session.is_break)

    @property
    def jp(self) -> int:
        return sum(session.jp for session in self.sessions)


def agenda_of(event_id: int) -> list[PlannedDay]:
    """All days of an event; four statements however long the agenda is."""
    days = db.session.execute(
        select(EventDay.id, EventDay.date, EventDay.closed_at)
        .where(EventDay.event_id == event_id)
        .order_by(EventDay.date)
    ).all()
    checkpoints = db.session.scalars(
        select(Checkpoint).where(Checkpoint.event_id == event_id).order_by(Checkpoint.opens_at, Checkpoint.id)
    ).all()
    own_doors: dict[int, set[int]] = defaultdict(set)
    doors: dict[int, list[PlannedDoor]] = defaultdict(list)
    for row in checkpoints:
        if row.session_id is not None:
            own_doors[row.session_id].add(row.id)
        else:
            doors[row.day_id].append(
                PlannedDoor(row.id, row.slug, row.name, row.kind, row.opens_at, row.closes_at)
            )
    sessions = _sessions_by_day(event_id, own_doors)
    return [
        PlannedDay(
            day.id, number, day.date, day.closed_at is not None, tuple(sessions[day.id]), tuple(doors[day.id])
        )
        for number, day in enumerate(days, start=1)
    ]


def _speakers_by_session(event_id: int) -> dict[int, list[Speaker]]:
    speakers: dict[int, list[Speaker]] = defaultdict(list)
    rows = db.session.execute(
        select(
            SessionSpeaker.session_id,
            SessionSpeaker.name_text,
            SessionSpeaker.post_text,
            func.coalesce(StoredFile.uid, ""),
            SessionSpeaker.id,
        )
        .outerjoin(StoredFile, StoredFile.id == SessionSpeaker.photo_file_id)
        .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
        .where(AgendaSession.event_id == event_id)
        .order_by(SessionSpeaker.position, SessionSpeaker.id)
    )
    for session_id, *facts in rows:
        speakers[session_id].append(Speaker(*facts))
    return speakers


def _sessions_by_day(event_id: int, own_doors: dict[int, set[int]]) -> dict[int, list[PlannedSession]]:
    speakers = _speakers_by_session(event_id)
    by_day: dict[int, list[PlannedSession]] = defaultdict(list)
    rows = db.session.scalars(
        select(AgendaSession)
        .where(AgendaSession.event_id == event_id)
        .order_by(AgendaSession.starts_at, AgendaSession.id)
    )
    for row in rows:
        by_day[row.day_id].append(
            PlannedSession(
                id=row.id,
                day_id=row.day_id,
                kind=row.kind,
                title=row.title,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                room=row.room,
                jp=row.jp,
                speakers=tuple(speakers[row.id]),
                checkpoint_ids=frozenset(own_doors.get(row.id, ())),
                revision=row.revision,
            )
        )
    return by_day
