"""The agenda's page: the picture, and the form of what is picked beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wtforms.fields import SelectChoice

from eventmgr.events.agenda_actions import SessionContent, SpeakerContent
from eventmgr.events.agenda_forms import MOST_SPEAKERS, CheckpointForm, SessionForm, typed_hour
from eventmgr.events.agenda_queries import PlannedDay, PlannedSession
from eventmgr.events.agenda_view import clash_sentences
from eventmgr.events.checkpoint_actions import CheckpointContent
from eventmgr.events.clash_rules import lessons_in
from eventmgr.events.photos import square_photo
from eventmgr.events.plan_queries import DoorRow
from eventmgr.events.ties import Reach, what_hangs_on
from eventmgr.people.models import Category
from eventmgr.shared.dates import clock_time, short_date, weekday, weekday_date
from eventmgr.shared.files import write_bytes
from eventmgr.shared.number_words import number_word

KINDS = {"arrival": "Datang", "session": "Sesi", "departure": "Pulang"}


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the picture. `kind` is sesi or titik; `number` 0 for a new one."""

    kind: str
    number: int
    title: str
    kicker: str
    form: Any
    #: the sentence under the hours: "90 menit, dihitung 2 JP."
    minutes_words: str = ""
    clashes: tuple[str, ...] = ()
    #: why it cannot be deleted; empty when it can
    ties: tuple[str, ...] = ()
    #: uid of a speaker's photo by the row's id as text
    photos: Mapping[str, str] = field(default_factory=dict)
    can_close: bool = False
    #: what stands in the database, shown beside the typed text after a conflict
    stored: tuple[tuple[str, str], ...] = ()


def day_choices(days: Sequence[PlannedDay]) -> list[SelectChoice]:
    return [SelectChoice(day.id, f"{weekday(day.date)}, {short_date(day.date)}") for day in days]


def find_session(days: Sequence[PlannedDay], number: int) -> tuple[PlannedDay, PlannedSession] | None:
    """A session of the agenda with its day."""
    return next(((day, one) for day in days for one in day.sessions if one.id == number), None)


def session_form(days: Sequence[PlannedDay], zone: str, number: int, day_id: int = 0) -> SessionForm:
    """The form of a session as stored, or an empty one for a day; what was posted goes before both."""
    found = find_session(days, number)
    if found is None:
        data: dict[str, Any] = {"day": day_id or (days[0].id if days else 0), "kind": "session"}
    else:
        data = _stored_session(found[1], zone)
    form = SessionForm(data=data)
    form.day.choices = day_choices(days)
    if form.kind.data == "break":
        form.title.label.text = "Nama istirahat"
    if not form.is_submitted() and len(form.speakers) < MOST_SPEAKERS and found and found[1].speakers:
        form.speakers.append_entry()
    return form


def _stored_session(session: PlannedSession, zone: str) -> dict[str, Any]:
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    return {
        "revision": session.revision,
        "kind": session.kind,
        "title": session.title,
        "day": session.day_id,
        "starts": clock_time(session.starts_at, zone),
        "ends": clock_time(session.ends_at, zone),
        "room": session.room,
        "jp": "" if session.jp == lessons_in(minutes) else str(session.jp),
        "speakers": [{"row": one.id, "name": one.name, "post": one.post} for one in session.speakers],
        "has_door": bool(session.checkpoint_ids),
    }


def session_panel(days: Sequence[PlannedDay], zone: str, number: int, form: SessionForm) -> Panel:
    """Beside the picture: the form, what it comes to, what stands in its way."""
    found = find_session(days, number)
    if found is None:
        return Panel("sesi", 0, "Sesi baru", "Belum disimpan", form)
    day, session = found
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    counted = f"{minutes} menit, dihitung {session.jp} JP." if not session.is_break else f"{minutes} menit."
    lessons = [one.id for one in day.lessons]
    place = f", sesi ke-{lessons.index(session.id) + 1}" if session.id in lessons else ""
    return Panel(
        "sesi",
        number,
        session.title,
        f"{weekday_date(day.date)}{place}",
        form,
        counted,
        clash_sentences(days, zone).get(number, ()),
        tuple(what_hangs_on(Reach(session_ids=(number,), checkpoint_ids=tuple(session.checkpoint_ids)))),
        {str(one.id): one.photo_uid for one in session.speakers if one.photo_uid},
        stored=_told(session, zone),
    )


def _told(session: PlannedSession, zone: str) -> tuple[tuple[str, str], ...]:
    hours = f"{clock_time(session.starts_at, zone)}–{clock_time(session.ends_at, zone)}"
    speakers = "; ".join(one.label for one in session.speakers) or "belum ada"
    return (
        ("Judul", session.title),
        ("Jam", hours),
        ("Ruang", session.room or "belum ada"),
        ("Pembicara", speakers),
    )


def session_content(form: SessionForm) -> SessionContent:
    """What a valid form says; photos are checked, made small and written here, before any `write()`.

    Raises Refusal "photo" for a file that is no picture.
    """
    speakers = []
    for entry in form.speakers:
        upload = entry.photo.data
        data = upload.read() if getattr(upload, "filename", "") else b""
        row = str(entry.row.data or "")
        speakers.append(
            SpeakerContent(
                id=int(row) if row.isascii() and row.isdigit() and len(row) < 16 else None,
                name=(entry.form.name.data or "")[:200],
                post=(entry.post.data or "")[:200],
                photo=write_bytes(square_photo(data)) if data else None,
                photo_name="".join(filter(str.isprintable, upload.filename)) if data else "",
                drop_photo=bool(entry.drop_photo.data),
            )
        )
    return SessionContent(
        kind=form.kind.data,
        title=form.title.data or "",
        day_id=form.day.data,
        starts=typed_hour(form.starts),
        ends=typed_hour(form.ends),
        room=form.room.data or "",
        jp=int(form.jp.data) if form.jp.data else None,
        speakers=speakers,
        has_door=bool(form.has_door.data),
    )


def checkpoint_form(
    days: Sequence[PlannedDay],
    doors: Sequence[DoorRow],
    categories: Sequence[Category],
    zone: str,
    number: int,
) -> CheckpointForm:
    """The form of a checkpoint as stored, or an empty one; what was posted goes before both."""
    row = next((door for door in doors if door.id == number), None)
    data: dict[str, Any] = {"day": days[0].id if days else 0, "counts_for_day": True, "kind": "arrival"}
    if row is not None:
        data = {
            "revision": row.revision,
            "name": row.name,
            "kind": row.kind,
            "day": row.day_id,
            "session": row.session_id or 0,
            "opens": clock_time(row.opens_at, zone),
            "closes": clock_time(row.closes_at, zone),
            "audience": list(row.audience),
            "counts_for_day": row.counts_for_day,
        }
    form = CheckpointForm(data=data)
    form.day.choices = day_choices(days)
    lessons = [(one.id, f"{short_date(day.date)}: {one.title}") for day in days for one in day.lessons]
    form.session.choices = [SelectChoice(0, "Bukan sesi")] + [SelectChoice(*one) for one in lessons]
    form.audience.choices = [SelectChoice(one.id, one.code) for one in categories]
    return form


def checkpoint_panel(doors: Sequence[DoorRow], number: int, form: CheckpointForm, is_open: bool) -> Panel:
    """Beside the picture: the form of a checkpoint. `is_open`: its window runs at this moment."""
    row = next((door for door in doors if door.id == number), None)
    if row is None:
        return Panel("titik", 0, "Titik presensi baru", "Belum disimpan", form)
    ties = tuple(what_hangs_on(Reach(checkpoint_ids=(number,))))
    return Panel(
        "titik",
        number,
        row.name,
        f"Titik presensi, {KINDS[row.kind].lower()}",
        form,
        ties=ties,
        can_close=is_open,
    )


def checkpoint_content(form: CheckpointForm) -> CheckpointContent:
    """What a valid form says."""
    return CheckpointContent(
        name=form.name.data or "",
        kind=form.kind.data,
        day_id=form.day.data,
        opens=typed_hour(form.opens),
        closes=typed_hour(form.closes),
        session_id=form.session.data or None if form.kind.data == "session" else None,
        audience=form.audience.data or [],
        counts_for_day=bool(form.counts_for_day.data),
    )


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One row of the list of checkpoints."""

    id: int
    name: str
    note: str
    counts: str


def door_lines(
    days: Sequence[PlannedDay], doors: Sequence[DoorRow], categories: Sequence[Category], zone: str
) -> list[DoorLine]:
    """The checkpoints in words: when, for whom, what for."""
    dates = {day.id: day.date for day in days}
    codes = {category.id: category.code for category in categories}
    lines = []
    for row in doors:
        hours = f"{clock_time(row.opens_at, zone)}–{clock_time(row.closes_at, zone)}"
        audience = ", ".join(codes.get(one, "unsur lain") for one in row.audience) or "semua peserta"
        day = dates[row.day_id]
        note = f"{KINDS[row.kind]}, {weekday(day)}, {short_date(day)}, {hours}, untuk {audience}"
        lines.append(
            DoorLine(row.id, row.name, note, "menentukan hadir hari itu" if row.counts_for_day else "")
        )
    return lines


def doors_heading(doors: Sequence[DoorRow]) -> str:
    """Enam titik presensi"""
    return f"{number_word(len(doors)).capitalize()} titik presensi" if doors else "Titik presensi"
