"""The attendance matrix in words: cells, heads, title and chips. Pure: rows and the moment in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.absence_queries import AbsenceNote
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.matrix_queries import DayPresence, MatrixRow
from eventmgr.shared.dates import clock_time, day_and_month, local_date, short_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted

ABSENCE_WORDS = {"izin": "Izin", "sakit": "Sakit", "tugas": "Tugas", "alpa": "Tanpa keterangan"}
NO_NEWS = "Belum ada kabar"
#: on a day that was closed before somebody was registered
NOT_YET = "Belum terdaftar"
_LEFT = {"replaced": "Diganti", "cancelled": "Dibatalkan", "reserve": "Cadangan sejak"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One person on one day. `kind` is a mark, empty for a dash; `note` stands small below the word.

    `asks` says that the note is a call to fill something in, `opens` that there is something to look at.
    """

    kind: str
    word: str
    note: str = ""
    asks: bool = False
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One participant with a cell a shown day; `left` says since when they take part no more, or is empty."""

    person: MatrixRow
    cells: tuple[tuple[Day, Cell], ...]
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySum:
    """The cast of a day who are awaited on it, those present, and the others by what is known of them."""

    awaited: int
    present: int
    notes: dict[str, int]

    @property
    def absent(self) -> int:
        return self.awaited - self.present

    @property
    def noted(self) -> int:
        """Absent with a note, "tanpa keterangan" among them."""
        return sum(self.notes.values())

    @property
    def unknown(self) -> int:
        """Absent and nobody knows why."""
        return self.absent - self.noted

    def unknown_once_closed(self) -> int:
        """What a closed day calls "tanpa keterangan"."""
        return self.unknown + self.notes.get("alpa", 0)


def cell_of(
    day: Day, person: MatrixRow, presence: DayPresence | None, absence: AbsenceNote | None, at: datetime
) -> Cell:
    """What stands in a cell. Presence wins over a note; a dash is for who is not awaited, or no more."""
    is_cast = day.id in person.cast_of
    if not (is_cast or person.is_registered):
        return Cell("", "–", opens=False)
    if presence is not None and presence.present:
        return _present(day, presence, absence)
    corrected = "dikoreksi" if presence is not None and presence.is_corrected else ""
    if absence is not None:
        return Cell("none", ABSENCE_WORDS[absence.kind], corrected or absence_note(absence))
    if not day.awaits(person.category_id):
        return Cell("", "–")
    if not is_cast:
        return Cell("", NOT_YET, corrected)
    phase = day.phase(at)
    if phase == "coming":
        return Cell("", "–")
    if phase == "running":
        return Cell("none", "Belum datang", corrected)
    if phase == "closed":
        return Cell("none", ABSENCE_WORDS["alpa"], corrected)
    return Cell("look", NO_NEWS, corrected or "Isi keterangan", asks=not corrected)


def left_words(person: MatrixRow, zone: str) -> str:
    """ "Diganti 19 November"; empty for who is registered."""
    return left_since(person.state, person.left_at, zone)


def left_since(state: str, left_at: datetime | None, zone: str) -> str:
    """The same by a registration's state and the moment (UTC) in which the seat was given up."""
    if state == "registered" or left_at is None:
        return ""
    return f"{_LEFT[state]} {day_and_month(local_date(left_at, zone))}"


def _present(day: Day, presence: DayPresence, absence: AbsenceNote | None) -> Cell:
    word = clock_time(presence.first_at, day.zone) if presence.first_at is not None else "Hadir"
    if absence is not None:
        return Cell("ok", word, f"ada keterangan {ABSENCE_WORDS[absence.kind].lower()}")
    return Cell("ok", word, {"correction": "dikoreksi", "paper": "dari kertas"}.get(presence.evidence, ""))


def absence_note(absence: AbsenceNote) -> str:
    """Below the word. What is told of an illness stays in the panel; whether its letter came is shown."""
    if absence.kind == "sakit":
        return "surat dokter" if absence.letter else "surat menyusul"
    return absence.note or ("ada surat" if absence.letter else "")


def title(day: Day, total: DaySum, at: datetime) -> str:
    """Hari pertama: 311 hadir, 12 tidak"""
    phase = day.phase(at)
    if total.awaited == 0:
        return f"{day.title}: belum ada peserta"
    if phase == "coming":
        return f"{day.title} belum dimulai"
    if total.absent == 0:
        return f"{day.title}: semua {counted(total.present)} hadir"
    left = "belum" if phase == "running" else "tidak"
    return f"{day.title}: {counted(total.present)} hadir, {counted(total.absent)} {left}"


def lede(day: Day, total: DaySum, late: int, at: datetime) -> tuple[str, str]:
    """What is still unknown: a sentence, and its end that stands in ink."""
    phase = day.phase(at)
    if total.awaited == 0:
        return "Kehadiran terlihat di sini sesudah peserta terdaftar.", ""
    if phase == "coming":
        return f"{day.short}, {_opening(day)}.", "Izin yang sudah diketahui dapat dicatat sekarang."
    if phase == "closed":
        return _closed_lede(day, total, late)
    if total.absent == 0:
        return "Tidak ada yang perlu dicatat.", "" if phase == "running" else "Hari ini siap ditutup."
    known = _known_words(total)
    if phase == "running":
        until = f"Presensi dibuka sampai {clock_time(day.last_close, day.zone)}." if day.places else ""
        return f"{until} {known}".strip(), ""
    if total.unknown == 0:
        return f"{known}", "Hari ini siap ditutup."
    if total.noted == 0:
        return "", f"{_people(total.unknown).capitalize()} belum ada kabar."
    return known, f"{_people(total.unknown).capitalize()} belum ada kabar."


def _opening(day: Day) -> str:
    if not day.places:
        return "belum punya titik presensi"
    return f"dibuka {clock_time(day.places[0].opens_at, day.zone)}"


def _closed_lede(day: Day, total: DaySum, late: int) -> tuple[str, str]:
    closed_at = day.closed_at
    when = (
        f"{short_date(local_date(closed_at, day.zone))}, {clock_time(closed_at, day.zone)}"
        if closed_at is not None
        else ""
    )
    by = f" oleh {day.closed_by}" if day.closed_by else ""
    words = f"Ditutup {when}{by}."
    if total.absent:
        alpa = total.unknown_once_closed()
        excused = total.absent - alpa
        parts = [f"{counted(excused)} dengan keterangan"] if excused else []
        parts += [f"{counted(alpa)} tanpa keterangan"] if alpa else []
        words += f" {' dan '.join(parts)}."
    return words, f"{counted(late)} pindai datang sesudah ditutup." if late else ""


def _known_words(total: DaySum) -> str:
    """Dari yang 12, sembilan sudah ada keterangannya."""
    if total.noted == 0:
        return f"Dari yang {counted(total.absent)}, belum satu pun ada keterangannya."
    if total.noted == total.absent:
        return (
            "Yang tidak hadir sudah ada keterangannya."
            if total.absent == 1
            else f"Ke-{counted(total.absent)} orang itu sudah ada keterangannya."
        )
    return f"Dari yang {counted(total.absent)}, {number_word(total.noted)} sudah ada keterangannya."


def _people(number: int) -> str:
    """tiga orang"""
    return f"{number_word(number)} orang"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter; `number` is the day that it speaks of, `which` what it leaves."""

    label: str
    number: int
    which: str
    count: int
    active: bool


def chips(
    days: Sequence[tuple[Day, DaySum]], focus: Day, which: str, people: int, at: datetime
) -> tuple[Chip, ...]:
    """One for the absent of each day that has begun, then the focus day's unknown, then everybody."""
    found = []
    for day, total in days:
        phase = day.phase(at)
        if phase == "coming":
            continue
        verb = "Belum hadir" if phase == "running" else "Tidak hadir"
        label = verb if day.is_only else f"{verb} hari {day.number}"
        found.append(
            Chip(label, day.number, "absent", total.absent, which == "absent" and day.number == focus.number)
        )
    total = next(total for day, total in days if day.number == focus.number)
    if focus.phase(at) == "closed":
        unknown, label = total.unknown_once_closed(), ABSENCE_WORDS["alpa"]
    else:
        unknown, label = total.unknown, NO_NEWS
    found.append(Chip(label, focus.number, "unknown", unknown, which == "unknown"))
    found.append(Chip("Semua", focus.number, "all", people, which == "all"))
    return tuple(found)


def sum_after(
    day: Day, total: DaySum, *, becomes_present: bool, at: datetime, is_newcomer: bool = False
) -> str:
    """312 hadir, 11 tidak: what the day's sum becomes with a correction.

    A newcomer, registered after the day was closed, is one of its participants only while present.
    """
    change = 1 if becomes_present else -1
    present = total.present + change
    awaited = total.awaited + (change if is_newcomer else 0)
    left = "belum" if day.phase(at) == "running" else "tidak"
    return f"{counted(present)} hadir, {counted(awaited - present)} {left}"


def change_words(is_present: bool, absence: AbsenceNote | None, zone: str) -> str:
    """What somebody else did while a form was open, and that nothing of the form is lost."""
    kept = "Isian Anda masih ada; simpan lagi bila tetap benar."
    if is_present:
        return f"Sementara formulir ini terbuka, peserta tercatat hadir. {kept}"
    if absence is None:
        return f"Sementara formulir ini terbuka, keterangan atau kehadirannya diubah orang lain. {kept}"
    by = absence.written_by or "Orang lain"
    word = ABSENCE_WORDS[absence.kind].lower()
    return f"{by} mengubah keterangan ini pukul {clock_time(absence.written_at, zone)}: {word}. {kept}"
