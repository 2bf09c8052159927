"""The agenda as the page draws it: blocks with their rows and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventmgr.events.agenda_queries import PlannedDay, PlannedDoor, PlannedSession
from eventmgr.events.agenda_rules import Place, Scale, place_on, scale_of, visible_part
from eventmgr.events.clash_rules import Clash, Held, Lane, clashes, lanes_of
from eventmgr.shared.dates import clock_time, short_date, weekday
from eventmgr.shared.number_words import number_word

#: So many days stand side by side; more go into a second picture below.
DAYS_A_PICTURE = 3
_DOOR_WORDS = {"arrival": "Presensi datang", "departure": "Presensi pulang"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `look` is session, break or door; times are words ("08.30")."""

    look: str
    title: str
    start: str
    end: str
    place: Place
    #: names as the picture shows them, and with their posts as the table does
    speakers: str = ""
    speakers_in_full: str = ""
    room: str = ""
    jp: int = 0
    has_door: bool = False
    #: what its form is called by: ("sesi", 12) or ("titik", 3)
    key: tuple[str, int] = ("", 0)
    revision: int = 1
    lane: Lane = Lane(1, 1)
    #: sentences about rooms and speakers that another session needs at the same time
    clashes: tuple[str, ...] = ()
    #: those of them with later sessions, so that the head of the page tells each clash once
    first_clashes: tuple[str, ...] = ()

    @property
    def clash_words(self) -> str:
        """ "Bentrok ruang", "Bentrok ruang dan pembicara", or nothing."""
        kinds = [word for word, start in (("ruang", "Ruang"), ("pembicara", "Pembicara")) if self._has(start)]
        return f"Bentrok {' dan '.join(kinds)}" if kinds else ""

    def _has(self, start: str) -> bool:
        return any(sentence.startswith(start) for sentence in self.clashes)

    @property
    def lines(self) -> int:
        """Lines of 18 px that fit: 62 px an hour, 16 px padding."""
        return max(1, (self.place.span * 62 // 12 - 16) // 18)


@dataclass(frozen=True, slots=True)
class Column:
    """One day; `label` is "Senin, 18 Nov."."""

    label: str
    jp: int
    blocks: tuple[Block, ...]
    day_id: int = 0

    @property
    def lanes(self) -> int:
        """The most blocks that stand side by side."""
        return max((block.lane.count for block in self.blocks), default=1)


@dataclass(frozen=True, slots=True)
class AgendaView:
    """Everything on the page; `hours` are (row, "07.00")."""

    heading: str
    summary: str
    hours: tuple[tuple[int, str], ...]
    pictures: tuple[tuple[Column, ...], ...]
    first_hour: int = 8

    @property
    def rows(self) -> list[tuple[Column, Block]]:
        """The same as a table, in order of time."""
        return [(column, block) for picture in self.pictures for column in picture for block in column.blocks]

    @property
    def clashing(self) -> list[tuple[Column, Block]]:
        """The first block of each pair that gets into each other's way."""
        return [(column, block) for column, block in self.rows if block.first_clashes]


def agenda_view(days: Sequence[PlannedDay], zone: str) -> AgendaView:
    """Lay out the days on one scale of time."""
    sessions = [(item.starts_at, item.ends_at) for day in days for item in day.sessions]
    doors = [(door.opens_at, door.closes_at) for day in days for door in day.doors]
    scale = scale_of(sessions, doors, zone)
    found, first = clash_sentences(days, zone), clash_sentences(days, zone, once=True)
    columns = [_column(day, scale, zone, found, first) for day in days]
    pictures = [tuple(columns[at : at + DAYS_A_PICTURE]) for at in range(0, len(columns), DAYS_A_PICTURE)]
    hours = tuple((scale.row_of_hour(hour), f"{hour:02d}.00") for hour in scale.hours)
    return AgendaView(_heading(days), _summary(days), hours, tuple(pictures), scale.first_hour)


def clash_sentences(
    days: Sequence[PlannedDay], zone: str, *, once: bool = False
) -> dict[int, tuple[str, ...]]:
    """By session: each clash as a sentence that names the room or speaker and the other session.

    A clash stands at both of its sessions, with `once` at the earlier one only.
    """
    held = [
        Held(
            lesson.id,
            lesson.title,
            lesson.starts_at,
            lesson.ends_at,
            lesson.room,
            tuple(speaker.name for speaker in lesson.speakers),
        )
        for day in days
        for lesson in day.lessons
    ]
    order = {one.id: place for place, one in enumerate(sorted(held, key=lambda one: (one.starts_at, one.id)))}
    return {
        number: tuple(
            _clash_sentence(one, zone) for one in those if not once or order[number] < order[one.other.id]
        )
        for number, those in clashes(held).items()
    }


def _clash_sentence(clash: Clash, zone: str) -> str:
    other = clash.other
    hours = f"{clock_time(other.starts_at, zone)}–{clock_time(other.ends_at, zone)}"
    if clash.kind == "room":
        return f"Ruang {clash.what} dipakai juga oleh “{other.title}”, {hours}."
    return f"Pembicara {clash.what} juga mengisi “{other.title}”, {hours}."


def _heading(days: Sequence[PlannedDay]) -> str:
    return f"Jadwal {number_word(len(days))} hari" if days else "Jadwal"


def _summary(days: Sequence[PlannedDay]) -> str:
    lessons = [lesson for day in days for lesson in day.lessons]
    speakers = {speaker.name for lesson in lessons for speaker in lesson.speakers}
    doors = {door.id for day in days for door in day.doors} | {
        number for lesson in lessons for number in lesson.checkpoint_ids
    }
    parts = [f"{len(lessons)} sesi", f"{sum(lesson.jp for lesson in lessons)} JP"]
    parts += [f"{len(speakers)} pembicara"] if speakers else []
    return ", ".join([*parts, f"{len(doors)} titik presensi"]) + "."


def _column(
    day: PlannedDay,
    scale: Scale,
    zone: str,
    found: Mapping[int, tuple[str, ...]],
    first: Mapping[int, tuple[str, ...]],
) -> Column:
    lanes = lanes_of([(session.starts_at, session.ends_at) for session in day.sessions])
    blocks = [
        replace(
            _session_block(session, scale, zone),
            lane=lane,
            clashes=found.get(session.id, ()),
            first_clashes=first.get(session.id, ()),
        )
        for session, lane in zip(day.sessions, lanes, strict=True)
    ]
    blocks += [_door_block(door, day, scale, zone) for door in day.doors]
    blocks.sort(key=lambda block: (block.place.row, block.look != "door"))
    return Column(f"{weekday(day.date)}, {short_date(day.date)}", day.jp, tuple(blocks), day.id)


def _session_block(session: PlannedSession, scale: Scale, zone: str) -> Block:
    return Block(
        look="break" if session.is_break else "session",
        title=session.title,
        start=clock_time(session.starts_at, zone),
        end=clock_time(session.ends_at, zone),
        place=place_on(scale, session.starts_at, session.ends_at, zone),
        speakers=", ".join(speaker.name for speaker in session.speakers),
        speakers_in_full="; ".join(speaker.label for speaker in session.speakers),
        room=session.room,
        jp=session.jp,
        has_door=bool(session.checkpoint_ids),
        key=("sesi", session.id),
        revision=session.revision,
    )


def _door_block(door: PlannedDoor, day: PlannedDay, scale: Scale, zone: str) -> Block:
    start, end = clock_time(door.opens_at, zone), clock_time(door.closes_at, zone)
    words = _DOOR_WORDS.get(door.kind, door.name)
    sessions = [(session.starts_at, session.ends_at) for session in day.sessions]
    place = place_on(scale, *visible_part((door.opens_at, door.closes_at), sessions), zone)
    title = f"{words}, {start}–{end}"
    return Block("door", title, start, end, place, has_door=True, key=("titik", door.id))
