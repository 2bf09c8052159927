"""The live board, put together. Eight statements with those of `door_alerts`, asked every ten seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.audit.actor import Actor
from eventmgr.checkin.arrival_queries import (
    AwaitedPerson,
    DistrictArrivals,
    arrivals_by_district,
    arrivals_over_time,
    awaited_at,
    rehearsals_at,
)
from eventmgr.checkin.queries import CheckpointRow
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.outbox.queries import sent_by_keys
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.reports.board_chart import DESK, PHONE, Arrivals, Chart, chart_of, rows_of, span_of
from eventmgr.reports.board_queries import lessons_of_day
from eventmgr.reports.board_rules import (
    LivePlace,
    NextSession,
    Phase,
    Sentence,
    Standing,
    missing_groups,
    opening_of,
    phase_of,
    reminder,
    sentence,
    split_excused,
)
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday, weekday_date, zone_name
from eventmgr.shared.number_words import ordinal_word
from eventmgr.shared.text import full_name

#: so long after the opening the present moment no longer stretches the curve
ALL_DAY = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Bar:
    """One kecamatan; `whole` and `fill` are widths in parts of 1,000 of the largest."""

    district: DistrictArrivals
    whole: int
    fill: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """One missing person; `whatsapp` is empty without a mobile number, `reminded` is "08.44" or empty.

    `excuse` is "Izin", "Sakit" or "Tugas": they are not reminded. Empty for who is waited for.
    """

    uid: str
    name: str
    place: str
    whatsapp: str
    reminded: str
    excuse: str


@dataclass(frozen=True, slots=True)
class AwaitedGroup:
    name: str
    number: int
    people: tuple[Awaited, ...]


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """What changes by itself. `charts` are (desk, phone), empty before anybody came or could come."""

    place: LivePlace
    phase: Phase
    opening: Sentence
    present: int
    registered: int
    day_words: str
    moment: str
    charts: tuple[Chart, ...]
    chart_words: str
    half_words: str
    table: list[tuple[str, int, int]]
    bars: tuple[Bar, ...]
    #: who is waited for, by kecamatan
    groups: tuple[AwaitedGroup, ...]
    excused: tuple[Awaited, ...]
    left_out: int
    show_all: bool

    @property
    def missing(self) -> int:
        """Who is waited for: registered, not there, and without izin, sakit or tugas."""
        return self.registered - self.present - len(self.excused)

    @property
    def has_begun(self) -> bool:
        """Whether it makes sense to ask who is missing."""
        return self.phase in ("running", "over") or self.present > 0


@dataclass(frozen=True, slots=True)
class Door:
    """One line of the checkpoints: its state as a mark and a word, and how many are present."""

    slug: str
    name: str
    date_words: str
    kind: str
    state: str
    present: int


def door_of(row: CheckpointRow, present: int, at: datetime, zone: str) -> Door:
    """ "Terbuka", "Ditutup", "Dibuka 06.30" today and "Dibuka 19 Nov." on a later day."""
    today = local_date(at, zone)
    if row.day_closed_at is not None or today > row.date or (today == row.date and at >= row.closes_at):
        kind, state = ("ok" if present else "none"), "Ditutup"
    elif today == row.date:
        is_open = at >= row.opens_at
        state = "Terbuka" if is_open else f"Dibuka {clock_time(row.opens_at, zone)}"
        kind = "current" if is_open else "none"
    else:
        kind, state = "none", f"Dibuka {short_date(row.date)}"
    return Door(row.slug, row.name, f"{weekday(row.date)}, {short_date(row.date)}", kind, state, present)


def reminder_key(checkpoint_id: int, registration_uid: str) -> str:
    """One reminder a person and checkpoint, whoever sends it."""
    return f"reminder:{checkpoint_id}:{registration_uid}"


def version_of(place: LivePlace, at: datetime, zone: str, *, show_all: bool, role: str) -> str:
    """What the answer depends on: the event's revision, the phase, and the minute while its clock runs."""
    phase = phase_of(place, at, zone)
    minute = at.strftime("%m%d%H%M") if phase in ("running", "waiting") else ""
    return f'"{place.id}-{place.rev}-{phase}{minute}-{role}{"-semua" if show_all else ""}"'


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes the reminders, and about what; `first` is the session that people come for."""

    event: Event
    office: Office
    actor: Actor
    first: NextSession | None
    at: datetime

    def text(self, name: str) -> str:
        """The reminder for one person, signed "Ani Rahmawati, Dinas Sosial Kota Padang"."""
        sender = f"{self.actor.label}, {self.office.name}" if self.office.name else self.actor.label
        return reminder(name, self.event.name, self.first, self.event.zone, sender, self.at)


def writer_for(event: Event, office: Office, place: LivePlace, actor: Actor, at: datetime) -> Writer:
    """One statement: the sessions of the checkpoint's day."""
    return Writer(event, office, actor, opening_of(lessons_of_day(place.day_id), place), at)


def live_board(place: LivePlace, writer: Writer, *, show_all: bool, may_write: bool) -> LiveBoard:
    """Everything that is drawn anew. Links to people are made only where the visitor `may_write` to them."""
    event, at, zone = writer.event, writer.at, writer.event.zone
    districts = arrivals_by_district(event.id, place.id)
    hours = arrivals_over_time(event.id, place.id)
    phase = phase_of(place, at, zone)
    standing = Standing(
        place,
        districts,
        zone,
        at,
        is_draft=event.state == "draft",
        last_at=hours[-1] if hours else None,
        rehearsals=rehearsals_at(place.id) if phase == "future" else 0,
    )
    arrivals = Arrivals(hours, standing.present, standing.registered)
    missing, excused = split_excused(awaited_at(event.id, place.id) if phase != "future" else [])
    marks = _marks(place, missing, zone) if may_write else {}
    groups, left_out = missing_groups(missing, show_all=show_all)
    charts, table = _curve(standing, arrivals, writer.first)
    return LiveBoard(
        place=place,
        phase=phase,
        opening=sentence(standing),
        present=standing.present,
        registered=standing.registered,
        day_words=_day_words(place),
        moment=_moment(place, at, zone, phase),
        charts=charts,
        chart_words=f"{standing.present} dari {standing.registered} hadir",
        half_words=_half_words(arrivals, zone),
        table=table,
        bars=bars_of(districts),
        groups=tuple(
            AwaitedGroup(
                group.name,
                group.number,
                tuple(_awaited(person, marks, writer if may_write else None) for person in group.people),
            )
            for group in groups
        ),
        excused=tuple(_awaited(person, {}, None) for person in excused),
        left_out=left_out,
        show_all=show_all,
    )


def bars_of(districts: Sequence[DistrictArrivals]) -> tuple[Bar, ...]:
    """Bars in the order given, measured by the one with the most participants."""
    most = max((district.registered for district in districts), default=1) or 1
    return tuple(Bar(d, max(8, 1000 * d.registered // most), 1000 * d.present // most) for d in districts)


def _curve(
    standing: Standing, arrivals: Arrivals, first: NextSession | None
) -> tuple[tuple[Chart, ...], list[tuple[str, int, int]]]:
    """The charts (desk, phone) and their table; nothing before anybody came or could come."""
    place, zone = standing.place, standing.zone
    now = standing.at if standing.phase == "running" else None
    draws = bool(standing.registered) and bool(standing.present or now)
    if now and standing.present and first and now > first.starts_at + ALL_DAY:
        now = None  # a door that stands open all day: the morning is the picture
    if not draws:
        return (), []
    span = span_of(place.opens_at, place.closes_at, first.starts_at if first else None, arrivals.hours, now)
    line = (first.starts_at, first.title) if first else None
    charts = tuple(chart_of(s, span, arrivals, zone=zone, now=now, opening=line) for s in (DESK, PHONE))
    return charts, rows_of(span, arrivals, zone, now)


def _day_words(place: LivePlace) -> str:
    if place.kind == "departure":
        return f"Kepulangan hari {ordinal_word(place.day_number)}"
    return f"Kedatangan hari {ordinal_word(place.day_number)}"


def _moment(place: LivePlace, at: datetime, zone: str, phase: Phase) -> str:
    day = weekday_date(place.date)
    is_today = local_date(at, zone) == place.date and phase != "over"
    return f"{day}, pukul {clock_time(at, zone)} {zone_name(zone)}" if is_today else day


def _half_words(arrivals: Arrivals, zone: str) -> str:
    at = arrivals.half_at
    return f"Separuh sudah hadir pukul {clock_time(at, zone)}." if at else ""


def _marks(place: LivePlace, missing: Sequence[AwaitedPerson], zone: str) -> dict[str, str]:
    """When each person was reminded, by the registration's uid."""
    keys = {reminder_key(place.id, person.registration_uid): person.registration_uid for person in missing}
    if not keys:
        return {}
    found = sent_by_keys(list(keys))
    return {keys[key]: clock_time(row.sent_at, zone) for key, row in found.items() if row.sent_at}


def _awaited(person: AwaitedPerson, marks: dict[str, str], writer: Writer | None) -> Awaited:
    name = full_name(person.name, person.front_title, person.back_title)
    link = whatsapp_link(person.phone, writer.text(name)) if writer else ""
    place = person.region if person.region != person.district else person.category
    reminded, excuse = marks.get(person.registration_uid, ""), person.excuse.capitalize()
    return Awaited(person.registration_uid, name, place, link, reminded, excuse)
