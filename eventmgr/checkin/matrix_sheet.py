"""The matrix as a sheet: a mark a day (H, I, S, T, A), notes beside it, and sums that add up at its foot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from eventmgr.checkin.absence_queries import AbsenceNote, absences_of_event
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.matrix_queries import (
    DayPresence,
    ListFilter,
    MatrixRow,
    list_people,
    presence_of_event,
)
from eventmgr.checkin.matrix_view import left_words
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, short_date
from eventmgr.shared.sheets_out import SheetOut
from eventmgr.shared.text import full_name

MARKS = {"izin": "I", "sakit": "S", "tugas": "T", "alpa": "A"}
PRESENT, OPEN, NOT_AWAITED, NEWCOMER = "H", "belum", "–", "B"
KEY = (
    "H hadir, I izin, S sakit, T tugas, A tanpa keterangan; belum: hari belum ditutup dan belum ada kabar; "
    "B: baru terdaftar sesudah hari itu ditutup, jadi tidak dihitung; –: bukan peserta hari itu."
)
_SUMS = (
    (PRESENT, "Hadir (H)"),
    ("I", "Izin (I)"),
    ("S", "Sakit (S)"),
    ("T", "Tugas (T)"),
    ("A", "Tanpa keterangan (A)"),
    (OPEN, "Belum ada kabar"),
)


def matrix_sheet(event: Event, headings: Sequence[str], at: datetime) -> SheetOut:
    """Participants by region and name; four statements. An event without days gets names only."""
    days = days_with_places(event)
    everybody = ListFilter(which="all", day=days[0], days=tuple(days)) if days else None
    people = list_people(event.id, everybody, days) if everybody is not None else []
    heads = ["No.", "Nama", "Unsur", "Tempat", "Kecamatan"]
    for day in days:
        heads += [f"{short_date(day.date)} {day.date.year}", "Pukul", "Catatan"]
    heads.append("Hari hadir")
    return SheetOut(
        "Kehadiran",
        heads,
        [6, 36, 10, 28, 24, *[10, 9, 28] * len(days), 11],
        _rows(days, people, presence_of_event(event.id), absences_of_event(event.id), at),
        [*headings, KEY],
    )


def mark_of(
    day: Day, person: MatrixRow, presence: DayPresence | None, absence: AbsenceNote | None, at: datetime
) -> str:
    """The mark of one person and day. Presence wins over a note; A is derived only once the day is closed.

    A newcomer's note stands in its own column: their mark is in no sum. Nor is that of who has left before.
    """
    is_cast = day.id in person.cast_of
    if not (is_cast or person.is_registered):
        return NOT_AWAITED
    if presence is not None and presence.present:
        return PRESENT
    if day.awaits(person.category_id) and not is_cast:
        return NEWCOMER
    if absence is not None:
        return MARKS[absence.kind]
    if not day.awaits(person.category_id):
        return NOT_AWAITED
    return MARKS["alpa"] if day.phase(at) == "closed" else OPEN


def _rows(
    days: Sequence[Day],
    people: Sequence[MatrixRow],
    presence: Mapping[tuple[int, int], DayPresence],
    absences: Mapping[tuple[int, int], AbsenceNote],
    at: datetime,
) -> Iterator[list[str | int]]:
    sums: dict[int, Counter[str]] = {day.id: Counter() for day in days}
    for number, person in enumerate(people, start=1):
        cells: list[str | int] = []
        present = 0
        for day in days:
            here, absence = presence.get((person.id, day.id)), absences.get((person.id, day.id))
            mark = mark_of(day, person, here, absence, at)
            sums[day.id][mark] += 1
            present += mark == PRESENT
            first_at = here.first_at if here is not None and mark == PRESENT else None
            hour = clock_time(first_at, day.zone) if first_at is not None else ""
            left = left_words(person, day.zone) if day.id in person.cast_of else ""
            cells += [mark, hour, _note(here, absence, left)]
        name = full_name(person.name, person.front_title, person.back_title)
        yield [number, name, person.category, person.place, person.district, *cells, present]
    yield from _foot(days, sums)


def _note(presence: DayPresence | None, absence: AbsenceNote | None, left: str) -> str:
    parts = []
    if absence is not None:
        parts += [absence.note, "ada surat" if absence.letter else ""]
    if presence is not None and presence.is_corrected:
        parts.append("dikoreksi")
    elif presence is not None and presence.present and presence.evidence == "paper":
        parts.append("dari kertas")
    parts.append(f"kemudian {left[0].lower()}{left[1:]}" if left else "")
    return "; ".join(part for part in parts if part)


def _foot(days: Sequence[Day], sums: Mapping[int, Counter[str]]) -> Iterator[list[str | int]]:
    """A row a mark and their sum: whoever is awaited stands in exactly one of them."""
    if not days:
        return
    for mark, label in _SUMS:
        cells: list[str | int] = []
        for day in days:
            cells += [sums[day.id][mark], "", ""]
        yield ["", label, "", "", "", *cells, ""]
    cells = []
    for day in days:
        left_out = (NOT_AWAITED, NEWCOMER)
        cells += [sum(number for mark, number in sums[day.id].items() if mark not in left_out), "", ""]
    yield ["", "Semua peserta", "", "", "", *cells, ""]
