"""A whole event as plain data, before it has rows."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class SpeakerPlan:
    """A speaker as printed: "Hendra Gunawan, S.Sos, M.Si" and what they are."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session or break, in the event's local time."""

    title: str
    starts: time
    ends: time
    room: str = ""
    jp: int = 0
    kind: str = "session"
    speakers: tuple[SpeakerPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day with its arrival checkpoint, which is open from `door_opens` to `door_closes` local time."""

    date: date
    door_opens: time
    door_closes: time
    sessions: tuple[SessionPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """So many seats of a category in every region of its level."""

    category_id: int
    region_level: str
    seats: int


@dataclass(frozen=True, slots=True)
class EventPlan:
    """`contact_phone` is E.164; `state` one of draft, open, closed, archived."""

    slug: str
    name: str
    place: str
    zone: str
    days: tuple[DayPlan, ...]
    seats: tuple[SeatPlan, ...] = ()
    contact_name: str | None = None
    contact_phone: str | None = None
    state: str = "open"
    credit_rule: str = "sessions"
