"""The panel beside the matrix: one person on one day, what is known, what can be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.absence_queries import AbsenceNote, absences_of, seen_of
from eventmgr.checkin.attendance_rules import HELD
from eventmgr.checkin.correction_queries import DayScan, scans_on_day
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.deliveries import PERMIT_REASONS
from eventmgr.checkin.matrix_queries import DayPresence, MatrixRow, presence_of
from eventmgr.checkin.matrix_view import ABSENCE_WORDS, left_words
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday, weekday_date

SOURCES = {
    "camera": "kamera",
    "wedge": "pemindai USB",
    "typed": "kode diketik",
    "search": "dicari namanya",
    "paper": "dari kertas",
    "self": "pindai sendiri",
}
_REFUSED = {"closed": "sesudah pintu ditutup", "not_open": "sebelum pintu dibuka"}


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A row of the day: "07.48, kamera, Rina Oktavia". `may_undo` where an organizer can take it back."""

    uid: str
    kind: str
    words: str
    note: str
    may_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`next_day` is the day that the same note may also be for; `next_words` names it with what stands there.

    `may_correct` is False for a day to come and for who has no checkpoint that day. `is_newcomer`: the person
    had no seat when the day was closed. `left`: since when they have none any more, or empty.
    """

    person: MatrixRow
    day: Day
    kicker: str
    is_present: bool
    absence: AbsenceNote | None
    absence_by: str
    scans: tuple[ScanLine, ...]
    next_day: Day | None
    next_words: str
    next_same: bool
    may_correct: bool
    seen: str
    is_newcomer: bool
    left: str


def panel_of(
    event: Event, person: MatrixRow, day: Day, days: Sequence[Day], at: datetime, *, may_change: bool
) -> Panel:
    """Gather the panel; six statements."""
    absences, presence = absences_of([person.id]), presence_of([person.id])
    here, absence = presence.get((person.id, day.id)), absences.get((person.id, day.id))
    next_day = _next_day(days, day, person, presence)
    other = absences.get((person.id, next_day.id)) if next_day is not None else None
    same = other is not None and absence is not None and _is_same(other, absence)
    return Panel(
        person=person,
        day=day,
        kicker=weekday_date(day.date) if day.is_only else f"{weekday_date(day.date)}, {day.words}",
        is_present=here is not None and here.present,
        absence=absence,
        absence_by=_by(absence, day.zone),
        scans=tuple(_scan_line(scan, day, may_change) for scan in scans_on_day(event.id, person.id, day.id)),
        next_day=next_day,
        next_words=_next_words(next_day, other, same),
        next_same=same,
        may_correct=day.phase(at) != "coming" and day.awaits(person.category_id),
        seen=seen_of(person.id, day.id),
        is_newcomer=day.id not in person.cast_of,
        left=left_words(person, day.zone),
    )


def _next_day(
    days: Sequence[Day], day: Day, person: MatrixRow, presence: dict[tuple[int, int], DayPresence]
) -> Day | None:
    """The following day, where a note would mean something: not closed, awaited, not there already."""
    following = next((each for each in days if each.number == day.number + 1), None)
    if following is None or following.closed_at is not None or not following.awaits(person.category_id):
        return None
    if following.id not in person.cast_of:
        return None
    there = presence.get((person.id, following.id))
    return None if there is not None and there.present else following


def _next_words(day: Day | None, other: AbsenceNote | None, same: bool) -> str:
    if day is None:
        return ""
    words = f"Berlaku juga hari {weekday(day.date)}"
    return words if other is None or same else f"{words} (kini {ABSENCE_WORDS[other.kind].lower()})"


def _is_same(one: AbsenceNote, other: AbsenceNote) -> bool:
    return (one.kind, one.note, one.letter) == (other.kind, other.note, other.letter)


def _by(absence: AbsenceNote | None, zone: str) -> str:
    """Ani Rahmawati, 18 Nov., 09.40"""
    if absence is None:
        return ""
    when = f"{short_date(local_date(absence.written_at, zone))}, {clock_time(absence.written_at, zone)}"
    return f"{absence.written_by}, {when}" if absence.written_by else when


def _scan_line(scan: DayScan, day: Day, may_change: bool) -> ScanLine:
    zone = day.zone
    written = f"{short_date(local_date(scan.at, zone))}, {clock_time(scan.at, zone)}"
    hour = clock_time(scan.arrived_at, zone) if scan.arrived_at is not None else ""
    may_undo = may_change and (scan.is_by_hand or day.closed_at is None)
    note = f"{scan.by}, {written}" if scan.by else written
    match scan.kind:
        case "correct" if scan.reason == "present":
            return ScanLine(scan.uid, "ok", f"Dikoreksi: hadir {hour}".strip(), note, may_undo)
        case "correct":
            return ScanLine(scan.uid, "none", "Dikoreksi: tidak hadir", note, may_undo)
        case "override" if scan.reason in PERMIT_REASONS:
            return ScanLine(scan.uid, "ok", f"Hadir {hour} dengan izin panitia", note, may_undo)
        case "hold" if scan.verdict == HELD:
            return ScanLine(scan.uid, "look", "Kartunya dibawa orang lain", note, may_undo)
        case "override":
            return ScanLine(scan.uid, "ok", f"Pindai susulan dihitung: {hour}", note, may_undo)
        case "hold":
            return ScanLine(scan.uid, "none", "Pindai susulan dibiarkan", note, may_undo)
    how = SOURCES[scan.source]
    if scan.source == "paper":
        return _refused(scan, f"{hour or 'Tanpa jam'}, {how}", note, may_undo)
    return _refused(scan, f"{clock_time(scan.at, zone)}, {how}", scan.by, may_undo)


def _refused(scan: DayScan, words: str, note: str, may_undo: bool) -> ScanLine:
    """A scan of the door; one that proved nothing says why and needs no undoing."""
    if scan.verdict == "ok" or (scan.verdict == "already" and not scan.reason):
        return ScanLine(scan.uid, "ok", words, note, may_undo)
    if scan.reason == "day_closed":
        return ScanLine(scan.uid, "look", f"{words}, datang sesudah hari ditutup", note, False)
    why = _REFUSED.get(scan.reason or scan.verdict) or _REFUSED.get(scan.verdict) or "ditolak di pintu"
    return ScanLine(scan.uid, "none", f"{words}, {why}", note, False)
