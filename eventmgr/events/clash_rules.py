"""Sessions that get into each other's way, how they stand side by side, and what time is worth. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.shared.text import fold_for_search

#: jam pelajaran: lessons of 45 minutes (Permen PANRB and LAN count training so)
MINUTES_A_LESSON = 45
MOST_LANES = 3


def lessons_in(minutes: int) -> int:
    """The JP that a session of so many minutes is worth, whole lessons only: 90 is 2, 60 is 1, 30 is 0."""
    return max(0, minutes) // MINUTES_A_LESSON


@dataclass(frozen=True, slots=True)
class Held:
    """What a session holds while it lasts: its room and its speakers' names, as written."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """`kind` is room or speaker, `what` the room or the name; the other session needs it, too."""

    kind: str
    what: str
    other: Held


def clashes(sessions: Sequence[Held]) -> dict[int, list[Clash]]:
    """By session: every other one at the same time with the same room or speaker.

    Spelling is folded, so that "ballroom " and "Ballroom" are one room. Sessions that only touch
    (10.00–11.00, 11.00–12.00) do not clash.
    """
    found: dict[int, list[Clash]] = {}
    for one in sessions:
        for other in sessions:
            if one.id == other.id or not (one.starts_at < other.ends_at and other.starts_at < one.ends_at):
                continue
            room = fold_for_search(one.room)
            if room and room == fold_for_search(other.room):
                found.setdefault(one.id, []).append(Clash("room", one.room, other))
            theirs = {fold_for_search(name) for name in other.speakers}
            for name in one.speakers:
                if fold_for_search(name) in theirs:
                    found.setdefault(one.id, []).append(Clash("speaker", name, other))
    return found


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a block stands beside those of the same time: `number` of `count`, both from 1."""

    number: int
    count: int


def lanes_of(spans: Sequence[tuple[datetime, datetime]]) -> list[Lane]:
    """Lanes for spans in the order given; at most three, later ones share the last."""
    order = sorted(range(len(spans)), key=lambda index: spans[index])
    result = [Lane(1, 1)] * len(spans)
    group: list[int] = []
    latest: datetime | None = None
    for index in order:
        if latest is not None and spans[index][0] >= latest:
            _spread(group, spans, result)
            group, latest = [], None
        group.append(index)
        latest = spans[index][1] if latest is None else max(latest, spans[index][1])
    _spread(group, spans, result)
    return result


def _spread(group: Iterable[int], spans: Sequence[tuple[datetime, datetime]], result: list[Lane]) -> None:
    """Put each of a group of connected spans into the first lane that is free again."""
    ends: list[datetime] = []
    chosen: list[tuple[int, int]] = []
    for index in group:
        start, end = spans[index]
        lane = next((number for number, free in enumerate(ends) if free <= start), len(ends))
        if lane >= MOST_LANES:
            lane = MOST_LANES - 1
        elif lane == len(ends):
            ends.append(end)
        ends[lane] = max(ends[lane], end)
        chosen.append((index, lane))
    for index, lane in chosen:
        result[index] = Lane(lane + 1, len(ends))
