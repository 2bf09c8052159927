"""The materials page in the words that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wtforms.fields import SelectChoice

from eventmgr.events.agenda_queries import PlannedDay, PlannedSession
from eventmgr.events.models import Event
from eventmgr.materials import words
from eventmgr.materials.forms import GENERAL, MaterialForm
from eventmgr.materials.queries import (
    Content,
    MaterialRow,
    by_day,
    opening_of,
    place_of,
    session_or_none,
    versions_of,
)
from eventmgr.materials.rules import AT
from eventmgr.outbox.rules import share_link
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date, weekday
from eventmgr.shared.hit_notes import hits_of
from eventmgr.shared.number_words import ordinal_word

_NO_AGENDA = "Isi dulu jadwalnya, lalu taruh bahan di tiap sesi."


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a material, or a session that has none (then `uid` is empty and `ask_url` may ask for it)."""

    uid: str
    title: str
    note: str
    mark: str = ""
    state: str = ""
    state_note: str = ""
    version: str = ""
    ask: str = ""
    ask_url: str = ""
    session_id: int = 0
    is_picked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A day, or the whole event; `key` names it in addresses ("umum", "hari-12")."""

    key: str
    title: str
    side: str
    lines: tuple[Line, ...]

    @property
    def movable(self) -> int:
        """How many rows can change places."""
        return sum(bool(line.uid) for line in self.lines)


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """Everything on the page; `lede` is bold words and the rest."""

    heading: str
    lede: tuple[str, str]
    sections: tuple[Section, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The form beside the list. `versions`: older ones, newest first; `promise`: what a participant reads;
    `days`: of the event, for its calendar."""

    uid: str
    kicker: str
    title: str
    form: MaterialForm
    content: Content | None = None
    versions: tuple[Content, ...] = ()
    promise: str = ""
    is_public: bool = False
    days: tuple[date, ...] = ()


def materials_page(
    event: Event, days: list[PlannedDay], rows: list[MaterialRow], moment: datetime, picked: str
) -> MaterialsPage:
    """Put the page together; the readers are counted in one look at the notes."""
    grouped = by_day(rows)
    hits = hits_of([row.uid for row in rows])
    today = local_date(moment, event.zone)

    def line(row: MaterialRow) -> Line:
        return _line(row, days, event.zone, moment, hits.get(row.uid, 0), picked)

    sections = [Section(GENERAL, "Umum", "untuk seluruh kegiatan", tuple(line(row) for row in grouped[None]))]
    missing: list[tuple[str, datetime]] = []
    for day in days:
        held = sorted(grouped[day.id], key=lambda row: row.position)
        bare = [
            one for one in day.lessons if one.jp and one.id not in {row.session_id for row in grouped[day.id]}
        ]
        missing += [(one.title, one.starts_at) for one in bare]
        lines = _with_gaps([(_hour(row, days), line(row)) for row in held], bare, event)
        title = f"{weekday(day.date)}, {long_date(day.date).rsplit(' ', 1)[0]}"
        sections.append(Section(f"hari-{day.id}", title, _side(day, today), tuple(lines)))
    opened = sum(opening_of(row, days).is_open(moment) for row in rows)
    shown = tuple(section for section in sections if section.lines or section.key != GENERAL)
    return MaterialsPage(
        words.summary(opened, len(rows)),
        words.lacking(missing, event.zone) if any(day.lessons for day in days) else ("", _NO_AGENDA),
        shown,
        len(rows),
    )


def _hour(row: MaterialRow, days: list[PlannedDay]) -> datetime | None:
    session = session_or_none(row.session_id, days)
    return session.starts_at if session is not None else None


def _with_gaps(
    lines: list[tuple[datetime | None, Line]], bare: Sequence[PlannedSession], event: Event
) -> list[Line]:
    """The materials in their own order, with each session that has none before what begins later."""
    placed = list(lines)
    for session in bare:
        later = (place for place, (hour, _) in enumerate(placed) if hour and hour > session.starts_at)
        placed.insert(next(later, len(placed)), (session.starts_at, _bare_line(session, event)))
    return [line for _, line in placed]


def _side(day: PlannedDay, today: date) -> str:
    if day.date == today + timedelta(days=1):
        return "besok"
    name = f"hari {ordinal_word(day.number)}"
    return f"{name}, hari ini" if day.date == today else name


def _line(
    row: MaterialRow, days: list[PlannedDay], zone: str, moment: datetime, hits: int, picked: str
) -> Line:
    session = session_or_none(row.session_id, days)
    mark, state = words.state_words(opening_of(row, days), zone, moment)
    where = ""
    if session is not None:
        name = session.title if not session.speakers else session.speakers[0].name
        if session.title != row.title:
            name = session.title
        where = f"{clock_time(session.starts_at, zone)} {name}. "
    notes = (words.gate_words(row.gate, place_of(row, days)), words.read_words(hits))
    return Line(
        row.uid,
        row.title,
        f"{where}{row.content.label}",
        mark,
        state,
        ", ".join(part for part in notes if part),
        f"versi {row.content.number}",
        is_picked=row.uid == picked,
    )


def _bare_line(session: PlannedSession, event: Event) -> Line:
    note = f"{clock_time(session.starts_at, event.zone)} {session.title}"
    if not session.speakers:
        return Line("", "Belum ada bahan", note, session_id=session.id)
    speaker = session.speakers[0].name
    text = (
        f"Yth. Bapak/Ibu {speaker}, mohon kesediaannya mengirim bahan “{session.title}” untuk {event.name}, "
        f"{weekday(local_date(session.starts_at, event.zone))} pukul "
        f"{clock_time(session.starts_at, event.zone)}. Terima kasih."
    )
    return Line(
        "",
        "Belum ada bahan",
        note,
        ask=f"Minta ke {speaker}",
        ask_url=share_link(text),
        session_id=session.id,
    )


def place_choices(days: Sequence[PlannedDay], zone: str) -> list[SelectChoice]:
    """The whole event, then each day and its sessions."""
    choices = [SelectChoice(GENERAL, "Seluruh kegiatan")]
    for day in days:
        name = f"{weekday(day.date)}, {short_date(day.date)}"
        choices.append(SelectChoice(f"hari-{day.id}", f"{name}: sepanjang hari"))
        choices += [
            SelectChoice(f"sesi-{one.id}", f"{name} {clock_time(one.starts_at, zone)} {one.title}")
            for one in day.lessons
        ]
    return choices


def material_form(
    event: Event, days: list[PlannedDay], row: MaterialRow | None, place: str = GENERAL
) -> MaterialForm:
    """The form as stored, or an empty one for a place; what was posted goes before both."""
    data: dict[str, Any] = {"place": place, "opens": "now" if place == GENERAL else "session"}
    if row is not None:
        kept = f"sesi-{row.session_id}" if row.session_id else f"hari-{row.day_id}" if row.day_id else GENERAL
        data = {
            "revision": row.revision,
            "title": row.title,
            "place": kept,
            "gate": row.gate,
            "opens": row.opens,
            "link": "",
        }
        if row.opens == AT and row.opens_at is not None:
            day = local_date(row.opens_at, event.zone)
            data |= {"opens_day": long_date(day), "opens_hour": clock_time(row.opens_at, event.zone)}
    form = MaterialForm(data=data)
    form.is_new = row is None
    form.place.choices = place_choices(days, event.zone)
    return form


def _place_in_day(session: PlannedSession, days: list[PlannedDay]) -> int:
    """Which session of its day it is, breaks not counted."""
    lessons = next((day.lessons for day in days if day.id == session.day_id), ())
    return 1 + [one.id for one in lessons].index(session.id) if session in lessons else 1


def material_panel(
    event: Event, days: list[PlannedDay], row: MaterialRow | None, form: MaterialForm, moment: datetime
) -> Panel:
    """The panel of a material, or of a new one."""
    if row is None:
        return Panel("", "Belum disimpan", "Materi baru", form, days=tuple(one.date for one in days))
    session = session_or_none(row.session_id, days)
    day = next((one for one in days if one.id == row.day_id), None)
    kicker = "Seluruh kegiatan"
    if day is not None:
        kicker = f"{weekday(day.date)}, {long_date(day.date)}"
        if session is not None:
            kicker += f", sesi ke-{_place_in_day(session, days)}"
    return Panel(
        row.uid,
        kicker,
        row.title,
        form,
        row.content,
        tuple(one for one in versions_of(row.id) if one.number != row.content.number),
        words.promise(row.gate, opening_of(row, days), place_of(row, days), event.zone, moment),
        row.gate == "public",
        tuple(one.date for one in days),
    )
